"""A drawing as SVG that stands inside a page or alone; everything written is escaped."""

from collections.abc import Sequence
from html import escape

from govgauge.report.docx.blocks import printable
from govgauge.report.pictures.drawing import (
    Dot,
    Drawing,
    Label,
    Line,
    Point,
    Polygon,
    Rect,
    Shape,
    strokes,
)

FONTS = "Noto Sans CJK SC,Source Han Sans SC,Microsoft YaHei,PingFang SC,Arial,sans-serif"


def svg(drawing: Drawing, title: str) -> str:
    """The drawing; ``title`` is what a screen reader says of it."""
    inner = "".join(_drawn(alike) for alike in strokes(drawing.shapes))
    width, height = _n(drawing.width), _n(drawing.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' class="chart" font-family="{FONTS}"><title>{_text(title)}</title>{inner}</svg>'
    )


def _drawn(alike: Sequence[Shape]) -> str:
    """One shape, or several lines of one pen as one path."""
    first = alike[0]
    if len(alike) == 1 or not isinstance(first, Line):
        return _shape(first)
    steps = "".join(f"M{_points(line.points)}" for line in alike if isinstance(line, Line))
    return f'<path d="{steps}"{_paint("", first.stroke)}{_pen(first)}/>'


def _pen(shape: Line | Polygon) -> str:
    dash = ' stroke-dasharray="5 3"' if shape.dashed else ""
    return f' stroke-width="{_n(shape.width)}"{dash}'


def _shape(shape: Shape) -> str:
    if isinstance(shape, Rect):
        return (
            f'<rect x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}"'
            f' height="{_n(shape.height)}"{_paint(shape.fill, shape.stroke)}/>'
        )
    if isinstance(shape, Dot):
        return (
            f'<circle cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius)}"'
            f"{_paint(shape.fill, shape.stroke)}/>"
        )
    if isinstance(shape, Label):
        return (
            f'<text x="{_n(shape.x)}" y="{_n(shape.y)}" font-size="{_n(shape.size)}"'
            f' text-anchor="{shape.anchor.value}" fill="{shape.fill}">{_text(shape.text)}</text>'
        )
    if isinstance(shape, Line):
        return (
            f'<polyline points="{_points(shape.points)}"{_paint("", shape.stroke)}{_pen(shape)}/>'
        )
    assert isinstance(shape, Polygon)
    return f'<polygon points="{_points(shape.points)}"{_paint(shape.fill, shape.stroke)}{_pen(shape)}/>'


def _paint(fill: str, stroke: str) -> str:
    line = f' stroke="{stroke}"' if stroke else ""
    return f' fill="{fill or "none"}"{line}'


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")


def _text(text: str) -> str:
    return escape(printable(text))
