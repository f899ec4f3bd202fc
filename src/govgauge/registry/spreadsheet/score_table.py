"""An evaluator's score table: one row for each unit, one column for each indicator."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

from attrs import field, frozen

from govgauge.model.failure import BadInput, Place, Problem
from govgauge.model.text import Text
from govgauge.registry.files import heading_key
from govgauge.registry.spreadsheet.layout import Layout, Role, find_heading_rows, find_layout
from govgauge.registry.spreadsheet.reading import read_sheets
from govgauge.registry.spreadsheet.scale import scale_problems
from govgauge.registry.spreadsheet.sheet import CellKind, Sheet
from govgauge.registry.spreadsheet.wanted import WantedColumn
from govgauge.registry.spreadsheet.written_values import (
    MISSING,
    UNREADABLE,
    Mark,
    Refusal,
    read_mark,
    read_number,
)

_SUMMARIES = {
    "合计", "总计", "小计", "平均", "平均分", "平均值", "均值", "满分", "权重", "最高分", "最低分",
    "最大值", "最小值", "标准差", "中位数", "total", "sum", "mean", "average", "fullmarks",
    "weight", "max", "min", "sd", "median",
}  # fmt: skip
_FOOTNOTE = re.compile(r"^(?:注|说明|备注|来源|数据来源|note|source)\s*[0-9]*[:：]", re.I)
_SEPARATOR = re.compile(r"[;；]")
_SPACED_HAN = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
Fault = Callable[[int, int, str, Text, Text, bool], None]


@frozen
class TableRow:
    """One unit's row: its marks in the order asked for, and what the table prints beside them."""

    number: int
    unit_id: str
    name: str
    groups: tuple[str, ...]
    region: str
    marks: tuple[Mark, ...]
    printed_total: Decimal | None = None
    printed_rank: Decimal | None = None


@frozen
class ScoreTable:
    """The rows that can be scored and everything worth telling about the table.

    A cell that cannot be read is left open, never scored as bad; ``problems`` names it.
    """

    path: Path
    sheet: str
    wanted: tuple[WantedColumn, ...]
    rows: tuple[TableRow, ...]
    problems: tuple[Problem, ...] = field(default=())


class BadTable(BadInput):
    """A table that cannot be scored as it stands; ``problems`` holds everything found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        more = len(problems) - 1
        zh, en = (f"（另有 {more} 处）", f" (and {more} more)") if more else ("", "")
        super().__init__(
            first.code,
            Text(first.what.zh + zh, first.what.en + en),
            first.remedy,
            first.place,
        )
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type["BadTable"], tuple[tuple[Problem, ...]]]:
        return BadTable, (self.problems,)


def read_score_table(
    path: Path, wanted: Sequence[WantedColumn], *, sheet: str = "", strict: bool = False
) -> ScoreTable:
    """Read a score table; ``sheet`` names one of several, ``strict`` refuses any bad cell.

    :class:`BadTable`: headings missing, twice, ambiguous, or on another scale than the system.
    """
    chosen, rows = _choose(path, read_sheets(path), sheet)
    layout, problems = find_layout(chosen, wanted, rows)
    _refuse_if_any(problems)
    units = _read_rows(chosen, layout, wanted, problems)
    problems += scale_problems(chosen, layout, wanted, [unit.marks for unit in units])
    _refuse_if_any([p for p in problems if p.code == "scale-mismatch"])
    if not units:
        problems.append(_no_units(chosen, layout))
        raise BadTable(problems)
    if strict:
        _refuse_if_any(problems)
    return ScoreTable(path, chosen.name, tuple(wanted), tuple(units), tuple(problems))


def _refuse_if_any(problems: Sequence[Problem]) -> None:
    grave = [p for p in problems if p.dropped]
    if grave:
        raise BadTable(grave)


def _choose(path: Path, sheets: Sequence[Sheet], name: str) -> tuple[Sheet, tuple[int, int]]:
    known = ", ".join(s.name for s in sheets)
    if name and name not in (s.name for s in sheets):
        raise BadInput(
            "no-such-sheet",
            Text(f"没有名为“{name}”的工作表", f'no sheet is named "{name}"'),
            Text(f"可用工作表: {known}", f"sheets: {known}"),
            Place.in_file(path),
        )
    for candidate in sheets:
        rows = find_heading_rows(candidate) if name in ("", candidate.name) else None
        if rows is not None:
            return candidate, rows
    raise BadInput(
        "no-headings",
        Text("找不到表头: 没有“名称”或“标识码”一列", "no headings: no column of names or codes"),
        Text(
            "在表头写“单位名称”或“网站标识码”，每列写指标代码或名称",
            "head one column with name or unit_id, the others with indicators' codes or titles",
        ),
        sheets[0].place(1, 1),
    )


def _read_rows(
    sheet: Sheet, layout: Layout, wanted: Sequence[WantedColumn], problems: list[Problem]
) -> list[TableRow]:
    def fault(row: int, column: int, code: str, what: Text, remedy: Text, dropped: bool) -> None:
        problems.append(Problem(code, what, remedy, sheet.place(row, column), dropped))

    units: list[TableRow] = []
    seen: dict[str, int] = {}
    for number in range(layout.bottom + 1, len(sheet.rows) + 1):
        if all(cell.kind is CellKind.BLANK for cell in sheet.rows[number - 1]):
            continue
        identity = _identity(sheet, layout, number, fault)
        if identity is None:
            continue
        unit_id, name = identity
        key = unit_id or name
        if key in seen:
            _twice(number, layout, key, seen[key], fault)
            continue
        seen[key] = number
        units.append(_row(sheet, layout, wanted, number, identity, fault))
    return units


def _identity(sheet: Sheet, layout: Layout, row: int, fault: Fault) -> tuple[str, str] | None:
    """A row's code and name; ``None`` for sums, notes, and rows nobody can be named for."""
    id_column, name_column = layout.roles.get(Role.UNIT_ID, 0), layout.roles.get(Role.NAME, 0)
    unit_id = sheet.text(row, id_column) if id_column else ""
    name = _SPACED_HAN.sub("", sheet.text(row, name_column)) if name_column else ""
    at = name_column or id_column
    first = next((c.text for c in sheet.rows[row - 1] if c.text), "")
    if heading_key(name or first) in _SUMMARIES and not unit_id:
        fault(row, at, "summary-row", Text(f"“{name or first}”是汇总行，未作为单位",
              f'"{name or first}" is a summary row, not a unit'),
              Text("无需处理", "nothing to do"), False)  # fmt: skip
        return None
    if _FOOTNOTE.match(name or first):
        return None
    if unit_id or name:
        return unit_id, name or unit_id
    fault(row, at, "no-name", Text("该行有分数但没有单位", "marks without a unit"),
          Text("填写单位名称或标识码，或删去该行", "name the unit, or delete the row"),
          True)  # fmt: skip
    return None


def _twice(row: int, layout: Layout, key: str, first: int, fault: Fault) -> None:
    at = layout.roles.get(Role.UNIT_ID) or layout.roles[Role.NAME]
    fault(
        row,
        at,
        "unit-twice",
        Text(
            f"“{key}”已在第 {first} 行，本行未用", f'"{key}" stands in row {first}; not used again'
        ),
        Text("删去一行，或用标识码区分同名单位", "delete one, or tell them apart by unit_id"),
        True,
    )


def _row(
    sheet: Sheet,
    layout: Layout,
    wanted: Sequence[WantedColumn],
    row: int,
    identity: tuple[str, str],
    fault: Fault,
) -> TableRow:
    def text(role: Role) -> str:
        return sheet.text(row, layout.roles[role]) if role in layout.roles else ""

    def printed(role: Role) -> Decimal | None:
        return read_number(sheet.cell(row, layout.roles[role])) if role in layout.roles else None

    marks = [
        _mark(sheet, row, column, spec, fault)
        for column, spec in zip(layout.marks, wanted, strict=True)
    ]
    if all(mark is MISSING for mark in marks):
        fault(row, layout.marks[0], "no-marks", Text("该单位没有任何分数", "no mark at all"),
              Text("确认是否未测评", "make sure it was not evaluated"), False)  # fmt: skip
    return TableRow(
        number=row,
        unit_id=identity[0],
        name=identity[1],
        groups=tuple(p.strip() for p in _SEPARATOR.split(text(Role.GROUP)) if p.strip()),
        region=text(Role.REGION),
        marks=tuple(marks),
        printed_total=printed(Role.PRINTED_TOTAL),
        printed_rank=printed(Role.PRINTED_RANK),
    )


def _mark(sheet: Sheet, row: int, column: int, spec: WantedColumn, fault: Fault) -> Mark:
    anchor = sheet.anchors.get((row, column))
    if anchor is not None and anchor != (row, column):
        fault(row, column, "merged-marks", Text("合并单元格的分数属于哪个单位不明",
              "a merged cell: whose mark is it?"),
              Text("取消合并，逐个单位填写", "unmerge it and write each unit's mark"),
              True)  # fmt: skip
        return UNREADABLE
    read = read_mark(sheet.cell(row, column), spec)
    if isinstance(read, Refusal):
        fault(row, column, read.code, read.what, read.remedy, True)
        return UNREADABLE
    return read


def _no_units(sheet: Sheet, layout: Layout) -> Problem:
    return Problem(
        "no-units",
        Text("表头之下没有单位", "no units below the headings"),
        Text("表头下每个单位一行", "one row for each unit below the headings"),
        sheet.place(layout.bottom, 1),
    )
