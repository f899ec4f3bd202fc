"""One unit beside its group on every dimension, from the middle (0) to the rim (100 %)."""

from collections.abc import Sequence
from math import cos, pi, sin

from attrs import frozen

from govgauge.model.text import Language, Text
from govgauge.report.pictures.drawing import (
    Amount,
    Anchor,
    Line,
    Picture,
    Point,
    Polygon,
    Shape,
)
from govgauge.report.pictures.look import DARK, PALE, RULE, SMALL, WIDTH, drawn, label
from govgauge.report.pictures.marks import mark

_RADIUS, _TOP = 130.0, 50.0
_MIDDLE: Point = (WIDTH / 2, _TOP + _RADIUS)
_RINGS = (0.25, 0.5, 0.75, 1.0)
_FEWEST = 3
_DIMENSION = Text("维度", "Dimension")


@frozen
class Spoke:
    """One dimension: the unit's rate and its group's, from 0 to 1."""

    name: str
    unit: Amount
    group: Amount


def radar(
    title: str, names: tuple[str, str], spokes: Sequence[Spoke], language: Language
) -> Picture | None:
    """The picture, ``None`` with fewer than three dimensions; ``names`` of unit and group."""
    if len(spokes) < _FEWEST:
        return None
    count = len(spokes)
    shapes: list[Shape] = [
        Polygon(tuple(_at(n, count, ring) for n in range(count)), "", PALE) for ring in _RINGS
    ]
    shapes += [Line((_MIDDLE, _at(n, count, 1)), PALE) for n in range(count)]
    shapes += _outline([s.group for s in spokes], dashed=True)
    shapes += _outline([s.unit for s in spokes], dashed=False)
    shapes += [_name(spoke.name, n, count) for n, spoke in enumerate(spokes)]
    shapes += [
        Line(((0, 10), (30, 10)), DARK, 2),
        label(36, 14, names[0], room=300),
        Line(((0, 30), (30, 30)), RULE, 2, dashed=True),
        label(36, 34, names[1], room=300),
    ]
    rows = [(s.name, s.unit.text, s.group.text) for s in spokes]
    drawing = drawn(_TOP + 2 * _RADIUS + 34, shapes)
    return Picture(title, drawing, (_DIMENSION.in_(language), *names), rows, (5, 3, 3))


def _at(number: int, count: int, rate: float) -> Point:
    angle = 2 * pi * number / count - pi / 2
    return _MIDDLE[0] + _RADIUS * rate * cos(angle), _MIDDLE[1] + _RADIUS * rate * sin(angle)


def _outline(amounts: Sequence[Amount], dashed: bool) -> list[Shape]:
    """A closed outline, or its pieces around a dimension without a value."""
    count = len(amounts)
    points = [None if a.value is None else _at(n, count, a.value) for n, a in enumerate(amounts)]
    colour = RULE if dashed else DARK
    pieces: list[Shape] = [
        Line((one, other), colour, 2, dashed)
        for one, other in zip(points, (*points[1:], points[0]), strict=True)
        if one is not None and other is not None
    ]
    marks = [] if dashed else [mark(0, *point) for point in points if point is not None]
    return [*pieces, *marks]


def _name(name: str, number: int, count: int) -> Shape:
    x, y = _at(number, count, 1.1)
    sideways = x - _MIDDLE[0]
    anchor = Anchor.MIDDLE if abs(sideways) < 5 else Anchor.START if sideways > 0 else Anchor.END
    room = WIDTH / 2 - abs(sideways)
    return label(x, y + 5, name, anchor, room=room, size=SMALL)
