"""A column written on another scale than its indicator's: 0.85 where 85 is meant."""

from collections.abc import Sequence
from decimal import Decimal

from govgauge.model.failure import Problem
from govgauge.model.text import Text
from govgauge.registry.spreadsheet.layout import Layout
from govgauge.registry.spreadsheet.sheet import Sheet
from govgauge.registry.spreadsheet.wanted import WantedColumn
from govgauge.registry.spreadsheet.written_values import Mark, MarkState

_FEWEST = 3
_CLEARLY_ABOVE_1 = Decimal(5)


def scale_problems(
    sheet: Sheet,
    layout: Layout,
    wanted: Sequence[WantedColumn],
    marks: Sequence[Sequence[Mark]],
) -> list[Problem]:
    """Columns whose values are all shares of 1 though full marks are 5 or more."""
    problems = []
    for n, (spec, column) in enumerate(zip(wanted, layout.marks, strict=True)):
        values = [
            m.low
            for m in (row[n] for row in marks)
            if m.state is MarkState.VALUE and m.low is not None and not m.percent
        ]
        if spec.most is not None and spec.most >= _CLEARLY_ABOVE_1 and _are_shares(values):
            problems.append(_mismatch(sheet, layout, column, spec))
    return problems


def _are_shares(values: Sequence[Decimal]) -> bool:
    within = len(values) >= _FEWEST and all(0 <= v <= 1 for v in values)
    return within and sum(0 < v < 1 for v in values) * 2 > len(values)


def _mismatch(sheet: Sheet, layout: Layout, column: int, spec: WantedColumn) -> Problem:
    most = f"{spec.most:f}"
    return Problem(
        "scale-mismatch",
        Text(
            f"整列都在 0 至 1 之间，而 {spec.title.zh} 的满分是 {most}",
            f"all values lie between 0 and 1, but full marks of {spec.title.en} are {most}",
        ),
        Text(
            "如是比率，写成百分数（85%）；如是分数，核对满分",
            "write shares as percentages (85%); for points check the full marks",
        ),
        sheet.place(layout.bottom, column),
    )
