"""The ranks each unit may still take, or that weights could give it: a line, and its rank."""

from collections.abc import Sequence

from attrs import frozen

from govgauge.model.text import Language, Text
from govgauge.report.pictures.drawing import Amount, Anchor, Dot, Line, Picture, Shape
from govgauge.report.pictures.look import (
    DARK,
    PALE,
    RULE,
    SMALL,
    WIDTH,
    drawn,
    label,
)

_LEFT, _RIGHT, _TOP, _STEP = 190.0, 30.0, 28.0, 24.0
_TICKS = 6
_HEADS = (Text("单位", "Unit"), Text("名次", "Rank"), Text("最好", "Best"), Text("最差", "Worst"))


@frozen
class RankInterval:
    """One unit: its rank, the best and the worst it may have."""

    name: str
    rank: Amount
    best: Amount
    worst: Amount


def rank_intervals(title: str, units: Sequence[RankInterval], language: Language) -> Picture:
    """The picture; the first rank stands at the left."""
    last = max((u.worst.value or 1.0 for u in units), default=1.0)
    scale = (WIDTH - _LEFT - _RIGHT) / max(1.0, last - 1)
    height = _TOP + len(units) * _STEP
    shapes: list[Shape] = []
    for tick in _ticks(last):
        x = _LEFT + (tick - 1) * scale
        shapes.append(Line(((x, _TOP - 6), (x, height)), PALE))
        shapes.append(label(x, _TOP - 10, str(tick), Anchor.MIDDLE, size=SMALL))
    for number, unit in enumerate(units):
        shapes += _unit(unit, _TOP + number * _STEP + 12, scale)
    rows = [(u.name, u.rank.text, u.best.text, u.worst.text) for u in units]
    heads = [head.in_(language) for head in _HEADS]
    return Picture(title, drawn(height + 6, shapes), heads, rows, (6, 2, 2, 2))


def _ticks(last: float) -> list[int]:
    step = max(1, round((last - 1) / _TICKS))
    return sorted({1, *range(1 + step, int(last) + 1, step)})


def _unit(unit: RankInterval, y: float, scale: float) -> list[Shape]:
    shapes: list[Shape] = [label(_LEFT - 12, y + 4, unit.name, Anchor.END, room=_LEFT - 14)]
    if unit.best.value is not None and unit.worst.value is not None:
        ends = [_LEFT + (end - 1) * scale for end in (unit.best.value, unit.worst.value)]
        shapes.append(Line(((ends[0], y), (ends[1], y)), RULE, 4))
        shapes += [Line(((x, y - 6), (x, y + 6)), DARK, 1.5) for x in ends]
    if unit.rank.value is not None:
        shapes.append(Dot(_LEFT + (unit.rank.value - 1) * scale, y, 5, DARK, DARK))
    return shapes
