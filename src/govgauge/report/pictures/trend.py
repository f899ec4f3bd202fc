"""Several years of a few series: lines told apart by their marks and dashes, named at their end."""

import itertools
from collections.abc import Sequence

from attrs import frozen

from govgauge.model.text import Language, Text
from govgauge.report.pictures.drawing import Amount, Anchor, Line, Picture, Point, Shape
from govgauge.report.pictures.look import DARK, PALE, SMALL, WIDTH, drawn, label
from govgauge.report.pictures.marks import SHAPES, mark

_LEFT, _RIGHT, _TOP, _HEIGHT = 50.0, 170.0, 14.0, 220.0
_APART = 14.0
_SERIES = Text("系列", "Series")


@frozen
class Series:
    """One line: a value a year, ``None`` where there is none."""

    name: str
    amounts: tuple[Amount, ...]


def trend(
    title: str, years: Sequence[str], series: Sequence[Series], language: Language
) -> Picture:
    """The picture; a year without a value leaves a gap, never a guess."""
    values = [a.value for s in series for a in s.amounts if a.value is not None]
    low, high = min(values, default=0.0), max(values, default=1.0)
    slack = (high - low) * 0.1 or 1.0
    low, high = low - slack, high + slack
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(years) - 1)

    def at(number: int, value: float) -> Point:
        return _LEFT + number * step, _TOP + _HEIGHT * (high - value) / (high - low)

    shapes: list[Shape] = []
    for number, year in enumerate(years):
        x = _LEFT + number * step
        shapes.append(Line(((x, _TOP), (x, _TOP + _HEIGHT)), PALE))
        shapes.append(label(x, _TOP + _HEIGHT + 18, year, Anchor.MIDDLE, size=SMALL))
    names: list[tuple[float, str]] = []
    for number, one in enumerate(series):
        points = [None if a.value is None else at(n, a.value) for n, a in enumerate(one.amounts)]
        shapes += _line(number, points)
        told = [p for p in zip(points, one.amounts, strict=True) if p[0] is not None][-1:]
        names += [(point[1], f"{one.name} {a.text}") for point, a in told if point is not None]
    shapes += _names(names)
    rows = [(one.name, *(a.text for a in one.amounts)) for one in series]
    headings = (_SERIES.in_(language), *years)
    widths = (4, *(2 for _ in years))
    return Picture(title, drawn(_TOP + _HEIGHT + 28, shapes), headings, rows, widths)


def _line(number: int, points: Sequence[Point | None]) -> list[Shape]:
    dashed = number >= SHAPES
    lines: list[Shape] = [
        Line((one, other), DARK, 1.5, dashed)
        for one, other in itertools.pairwise(points)
        if one is not None and other is not None
    ]
    return [*lines, *(mark(number, *point) for point in points if point is not None)]


def _names(names: Sequence[tuple[float, str]]) -> list[Shape]:
    """Names beside the ends of their lines, moved apart where they would stand on each other."""
    shapes: list[Shape] = []
    below = 0.0
    for y, name in sorted(names):
        below = max(y + 4, below + _APART)
        x = WIDTH - _RIGHT + 12
        shapes.append(label(x, below, name, room=_RIGHT - 14, size=SMALL))
    return shapes
