"""Score rates of groups by dimension: the higher, the darker, and the number in every field."""

from collections.abc import Sequence

from govgauge.model.text import Language, Text
from govgauge.report.pictures.drawing import Amount, Anchor, Picture, Rect, Shape
from govgauge.report.pictures.look import (
    PAPER,
    RULE,
    SMALL,
    WIDTH,
    drawn,
    ink_on,
    label,
    scale_bar,
    shade,
)

_LEFT, _TOP, _CELL = 190.0, 60.0, 28.0
_GROUP = Text("组别", "Group")


def heat_map(
    title: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Amount]]],
    ends: tuple[Amount, Amount],
    language: Language,
) -> Picture:
    """The picture; colours run between ``ends``, a field without a value is left white."""
    step = (WIDTH - _LEFT) / max(1, len(columns))
    shapes: list[Shape] = scale_bar(0, ends[0].text, ends[1].text)
    for number, name in enumerate(columns):
        shapes += _column_name(name, _LEFT + number * step, step)
    for number, (name, amounts) in enumerate(rows):
        y = _TOP + number * _CELL
        shapes.append(label(_LEFT - 8, y + 19, name, Anchor.END, room=_LEFT - 12))
        for column, amount in enumerate(amounts):
            shapes += _field(amount, _LEFT + column * step, y, step, ends)
    table = [(name, *(amount.text for amount in amounts)) for name, amounts in rows]
    widths = (4, *(3 for _ in columns))
    drawing = drawn(_TOP + len(rows) * _CELL + 4, shapes)
    return Picture(title, drawing, (_GROUP.in_(language), *columns), table, widths)


def _column_name(name: str, x: float, step: float) -> list[Shape]:
    """A name over its column, on two lines where one is not enough."""
    first = label(x + step / 2, _TOP - 22, name, Anchor.MIDDLE, room=step - 4, size=SMALL)
    if not first.text.endswith("…"):
        return [label(x + step / 2, _TOP - 8, name, Anchor.MIDDLE, room=step - 4, size=SMALL)]
    half = len(name) // 2 + len(name) % 2
    return [
        label(x + step / 2, y, part, Anchor.MIDDLE, room=step - 4, size=SMALL)
        for y, part in ((_TOP - 22, name[:half]), (_TOP - 8, name[half:]))
    ]


def _field(
    amount: Amount, x: float, y: float, step: float, ends: tuple[Amount, Amount]
) -> list[Shape]:
    fill = PAPER
    if amount.value is not None:
        low, high = ends[0].value or 0.0, ends[1].value or 0.0
        fill = shade((amount.value - low) / (high - low) if high > low else 0.5)
    return [
        Rect(x, y, step, _CELL, fill, PAPER if amount.value is not None else RULE),
        label(x + step / 2, y + 18, amount.text, Anchor.MIDDLE, size=SMALL, fill=ink_on(fill)),
    ]
