"""Marks of several shapes, so that lines that cross are told apart without colour."""

from govgauge.report.pictures.drawing import Dot, Polygon, Rect, Shape
from govgauge.report.pictures.look import DARK, PAPER

SHAPES = 4


def mark(number: int, x: float, y: float) -> Shape:
    """The mark of one series: filled round, hollow square, filled triangle, hollow rhombus."""
    kind = number % SHAPES
    if kind == 0:
        return Dot(x, y, 4, DARK, DARK)
    if kind == 1:
        return Rect(x - 4, y - 4, 8, 8, PAPER, DARK)
    if kind == 2:
        return Polygon(((x, y - 5), (x + 5, y + 4), (x - 5, y + 4)), DARK, DARK)
    return Polygon(((x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)), PAPER, DARK)
