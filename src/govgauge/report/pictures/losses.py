"""What costs one unit most: certain losses filled, what open items may still cost hatched."""

from collections.abc import Sequence

from attrs import frozen

from govgauge.model.text import Language, Text
from govgauge.report.pictures.drawing import Anchor, Drawing, Rect, Shape
from govgauge.report.pictures.look import (
    DARK,
    SMALL,
    WIDTH,
    drawn,
    hatched,
    label,
    legend,
)

_LEFT, _TOP, _BAR, _STEP, _ROOM = 250.0, 28.0, 16.0, 26.0, 90.0
_CERTAIN, _POSSIBLE = Text("已确定", "certain"), Text("未定", "open")


@frozen
class Loss:
    """One indicator: points lost for certain, the most that may be lost, both in words."""

    name: str
    certain: float
    possible: float
    text: str


def losses(bars: Sequence[Loss], language: Language) -> Drawing:
    """The drawing; it stands over the table that says why."""
    most = max((bar.possible for bar in bars), default=0.0) or 1.0
    scale = (WIDTH - _LEFT - _ROOM) / most
    names = (_CERTAIN.in_(language), _POSSIBLE.in_(language))
    shapes: list[Shape] = legend(0, names, (DARK, ""))
    for number, bar in enumerate(bars):
        y, sure, may = _TOP + number * _STEP, bar.certain * scale, bar.possible * scale
        shapes.append(label(_LEFT - 8, y + 13, bar.name, Anchor.END, room=_LEFT - 12))
        if sure:
            shapes.append(Rect(_LEFT, y, sure, _BAR, DARK, DARK))
        if may > sure:
            shapes += hatched(_LEFT + sure, y, may - sure, _BAR)
        shapes.append(label(_LEFT + may + 6, y + 13, bar.text, size=SMALL))
    return drawn(_TOP + len(bars) * _STEP, shapes)
