"""Two years side by side: the year before pale and outlined, this one dark."""

from collections.abc import Sequence

from attrs import frozen

from govgauge.model.text import Language, Text
from govgauge.report.pictures.drawing import Amount, Anchor, Picture, Rect, Shape
from govgauge.report.pictures.look import (
    DARK,
    PALE,
    SMALL,
    WIDTH,
    drawn,
    label,
    legend,
)

_LEFT, _TOP, _BAR, _STEP, _ROOM = 190.0, 30.0, 13.0, 40.0, 90.0
_WHAT = Text("项目", "Item")
_CHANGE = Text("变化", "Change")


@frozen
class YearPair:
    """One thing in both years and its change in words."""

    name: str
    before: Amount
    now: Amount
    change: str


def year_comparison(
    title: str, years: tuple[str, str], pairs: Sequence[YearPair], language: Language
) -> Picture:
    """The picture; ``years`` are the names of the year before and of this one."""
    most = max((a.value or 0 for p in pairs for a in (p.before, p.now)), default=0) or 1.0
    shapes: list[Shape] = legend(0, years, (PALE, DARK))
    for number, pair in enumerate(pairs):
        y = _TOP + number * _STEP
        shapes.append(label(_LEFT - 8, y + 18, pair.name, Anchor.END, room=_LEFT - 12))
        for row, (amount, fill) in enumerate(((pair.before, PALE), (pair.now, DARK))):
            width = (WIDTH - _LEFT - _ROOM) * (amount.value or 0) / most
            top = y + row * (_BAR + 2)
            if amount.value is not None:
                shapes.append(Rect(_LEFT, top, width, _BAR, fill, DARK))
            shapes.append(label(_LEFT + width + 6, top + 11, amount.text, size=SMALL))
    rows = [(p.name, p.before.text, p.now.text, p.change) for p in pairs]
    headings = (_WHAT.in_(language), *years, _CHANGE.in_(language))
    return Picture(title, drawn(_TOP + len(pairs) * _STEP, shapes), headings, rows, (4, 3, 3, 3))
