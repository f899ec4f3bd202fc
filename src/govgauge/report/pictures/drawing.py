"""What a picture is made of, whatever it is written as: a few shapes, and the table beside it."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby

from attrs import field, frozen

Point = tuple[float, float]


class Anchor(StrEnum):
    """Which part of a label stands at its point."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@frozen
class Rect:
    """A rectangle; an empty ``fill`` or ``stroke`` leaves it out."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""


@frozen
class Line:
    """A line through points; ``dashed`` tells it apart without colour."""

    points: tuple[Point, ...]
    stroke: str
    width: float = 1.0
    dashed: bool = False


@frozen
class Polygon:
    """A closed outline; an empty ``fill`` leaves it hollow."""

    points: tuple[Point, ...]
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    dashed: bool = False


@frozen
class Dot:
    """A circle around its middle."""

    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: str = ""


@frozen
class Label:
    """One line of text on its base line; ``size`` is the height of a Chinese character."""

    x: float
    y: float
    text: str
    size: float = 13
    anchor: Anchor = Anchor.START
    fill: str = "#1a1a1a"


Shape = Rect | Line | Polygon | Dot | Label


@frozen
class Drawing:
    """Shapes in their order on a white ground; lengths are in CSS pixels (1/96 inch)."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def strokes(shapes: Sequence[Shape]) -> Iterator[tuple[Shape, ...]]:
    """The shapes in their order, lines of one pen that follow each other together.

    A hatched field is dozens of them; drawn with one pen they take a tenth of the space.
    """
    for _, alike in groupby(enumerate(shapes), lambda pair: _pen(*pair)):
        yield tuple(shape for _, shape in alike)


def _pen(number: int, shape: Shape) -> object:
    if isinstance(shape, Line):
        return shape.stroke, shape.width, shape.dashed
    return number


@frozen
class Amount:
    """A number to be drawn and the words it is printed with; ``None`` where there is none."""

    value: float | None
    text: str


@frozen
class Picture:
    """A drawing with its title, what a reader must know of it, and the table it is drawn from.

    ``rows`` hold what the drawing shows, in words; ``widths`` are shares of the line's width.
    """

    title: str
    drawing: Drawing
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    note: str = field(default="")
