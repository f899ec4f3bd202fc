"""A drawing as an enhanced metafile (MS-EMF), the vector picture every word processor shows.

Lengths are twentieths of a point inside.  The font is named, not embedded; each character's place
is written out, so a substitute font does not run over its neighbours.
"""

import itertools
import struct
from collections.abc import Sequence

from govgauge.report.docx.blocks import printable
from govgauge.report.pictures.drawing import (
    Anchor,
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
from govgauge.report.pictures.letters import advance

_UNIT = 15
"""Twentieths of a point in a CSS pixel."""
_HUNDREDTHS_OF_MM = 2540 / 1440
_HEADER, _POLYGON, _POLYLINE, _EOF = 1, 3, 4, 14
_WINDOW_EXTENT, _WINDOW_ORIGIN, _VIEW_EXTENT, _VIEW_ORIGIN = 9, 10, 11, 12
_MAP_MODE, _BACKGROUND, _TEXT_ALIGN, _TEXT_COLOUR = 17, 18, 22, 24
_SELECT, _PEN, _BRUSH, _DELETE, _ELLIPSE, _RECTANGLE = 37, 38, 39, 40, 42, 43
_FONT, _TEXT = 82, 84
_ANISOTROPIC, _TRANSPARENT, _BASE_LINE = 8, 1, 24
_NO_BRUSH, _NO_PEN = 0x80000005, 0x80000008
_SOLID = 0
_FACE = "Arial"
_EMPTY_BOUNDS = (0, 0, -1, -1)


def emf(drawing: Drawing) -> bytes:
    """The metafile's bytes; equal drawings give equal bytes."""
    width, height = _u(drawing.width), _u(drawing.height)
    writer = _Writer()
    writer.add(_MAP_MODE, struct.pack("<I", _ANISOTROPIC))
    for origin, extent in ((_WINDOW_ORIGIN, _WINDOW_EXTENT), (_VIEW_ORIGIN, _VIEW_EXTENT)):
        writer.add(origin, struct.pack("<ii", 0, 0))
        writer.add(extent, struct.pack("<ii", width, height))
    writer.add(_BACKGROUND, struct.pack("<I", _TRANSPARENT))
    writer.add(_TEXT_ALIGN, struct.pack("<I", _BASE_LINE))
    for alike in strokes(drawing.shapes):
        writer.draw(*alike)
    writer.add(_EOF, struct.pack("<III", 0, 16, 20))
    return _header(width, height, writer) + b"".join(writer.records)


def _header(width: int, height: int, writer: "_Writer") -> bytes:
    """The frame is in hundredths of a millimetre; the device has a dot each twentieth of a point."""
    size = 108
    inner = struct.pack("<4i", 0, 0, width, height)
    across, down = (round(length * _HUNDREDTHS_OF_MM) for length in (width, height))
    inner += struct.pack("<4i", 0, 0, across, down)
    whole = size + sum(len(record) for record in writer.records)
    inner += struct.pack("<4sIII", b" EMF", 0x10000, whole, len(writer.records) + 1)
    # One handle beside the file's own: an object is deleted before the next is made.
    inner += struct.pack("<HHIII", 2, 0, 0, 0, 0)
    inner += struct.pack("<4i", width, height, round(across / 100), round(down / 100))
    inner += struct.pack("<5I", 0, 0, 0, across * 10, down * 10)
    return struct.pack("<II", _HEADER, size) + inner


def _u(length: float) -> int:
    return round(length * _UNIT)


def _colour(colour: str) -> int:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return red | green << 8 | blue << 16


class _Writer:
    """Records in their order; at most one object of ours is selected at a time."""

    def __init__(self) -> None:
        self.records: list[bytes] = []

    def add(self, kind: int, inner: bytes) -> None:
        """One record; its size counts its head."""
        self.records.append(struct.pack("<II", kind, 8 + len(inner)) + inner)

    def draw(self, shape: Shape, *others: Shape) -> None:
        """One shape, its ground first, then its outline; or several lines of one pen."""
        if isinstance(shape, Label):
            self._label(shape)
            return
        fill = "" if isinstance(shape, Line) else shape.fill
        if fill:
            self._with_brush(fill, shape)
        if shape.stroke:
            self._with_pen(shape, *others)

    def _with_brush(self, fill: str, shape: Shape) -> None:
        self.add(_SELECT, struct.pack("<I", _NO_PEN))
        brush = struct.pack("<IIII", 1, _SOLID, _colour(fill), 0)
        self._with_object(_BRUSH, brush, shape)

    def _with_pen(self, shape: Rect | Line | Polygon | Dot, *others: Shape) -> None:
        self.add(_SELECT, struct.pack("<I", _NO_BRUSH))
        width = shape.width if isinstance(shape, Line | Polygon) else 1.0
        dashed = isinstance(shape, Line | Polygon) and shape.dashed
        # A pen of more than one device dot is never dashed (MS-EMF): dashes are cut by hand.
        pen = struct.pack("<IIiiI", 1, _SOLID, _u(width), 0, _colour(shape.stroke))
        drawn = (shape, *others)
        self._with_object(_PEN, pen, *(d for s in drawn for d in (_dashes(s) if dashed else [s])))

    def _with_object(self, kind: int, made: bytes, *shapes: Shape) -> None:
        self.add(kind, made)
        self.add(_SELECT, struct.pack("<I", 1))
        for shape in shapes:
            self._outline(shape)
        default = _NO_PEN if kind == _PEN else _NO_BRUSH
        self.add(_SELECT, struct.pack("<I", default))
        self.add(_DELETE, struct.pack("<I", 1))

    def _outline(self, shape: Shape) -> None:
        if isinstance(shape, Rect):
            box = (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
            self.add(_RECTANGLE, struct.pack("<4i", *(_u(end) for end in box)))
        elif isinstance(shape, Dot):
            r = shape.radius
            box = (shape.x - r, shape.y - r, shape.x + r, shape.y + r)
            self.add(_ELLIPSE, struct.pack("<4i", *(_u(end) for end in box)))
        elif isinstance(shape, Line | Polygon):
            kind = _POLYLINE if isinstance(shape, Line) else _POLYGON
            self.add(kind, _points(shape.points))

    def _label(self, label: Label) -> None:
        text = printable(label.text)
        if not text:
            return
        steps = [_u(advance(character, label.size)) for character in text]
        start = _u(label.x) - {Anchor.START: 0, Anchor.MIDDLE: sum(steps) // 2}.get(
            label.anchor, sum(steps)
        )
        self.add(_FONT, _font(label.size))
        self.add(_SELECT, struct.pack("<I", 1))
        self.add(_TEXT_COLOUR, struct.pack("<I", _colour(label.fill)))
        self.add(_TEXT, _words(text, steps, start, _u(label.y)))
        # The system font takes the place of ours before that is deleted.
        self.add(_SELECT, struct.pack("<I", 0x8000000D))
        self.add(_DELETE, struct.pack("<I", 1))


def _points(points: Sequence[Point]) -> bytes:
    inner = struct.pack("<4iI", *_EMPTY_BOUNDS, len(points))
    return inner + b"".join(struct.pack("<ii", _u(x), _u(y)) for x, y in points)


def _font(size: float) -> bytes:
    height, weight, charset = -_u(size), 400, 1
    logical = struct.pack("<5i8B", height, 0, 0, 0, weight, 0, 0, 0, charset, 0, 0, 4, 0)
    logical += _FACE.encode("utf-16-le").ljust(64, b"\0")
    return struct.pack("<I", 1) + logical.ljust(320, b"\0")


def _words(text: str, steps: Sequence[int], x: int, y: int) -> bytes:
    """UTF-16 with a place for every unit: a character of two units stands in the first."""
    places: list[int] = []
    for character, step in zip(text, steps, strict=True):
        places += [step] + [0] * (len(character.encode("utf-16-le")) // 2 - 1)
    encoded = text.encode("utf-16-le")
    padded = encoded.ljust((len(encoded) + 3) // 4 * 4, b"\0")
    start = 76
    inner = struct.pack("<4iIff", *_EMPTY_BOUNDS, 1, 1.0, 1.0)
    inner += struct.pack("<iiIII", x, y, len(places), start, 0)
    inner += struct.pack("<4i", *_EMPTY_BOUNDS) + struct.pack("<I", start + len(padded))
    return inner + padded + struct.pack(f"<{len(places)}I", *places)


_DASH, _GAP = 5.0, 3.0


def _dashes(shape: Shape) -> list[Shape]:
    """A dashed line as short ones."""
    assert isinstance(shape, Line | Polygon)
    closed = isinstance(shape, Polygon)
    points = (*shape.points, shape.points[0]) if closed else shape.points
    short: list[Shape] = []
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        at = 0.0
        while at < length:
            end = min(at + _DASH, length)
            ends = [
                (x0 + (x1 - x0) * part / length, y0 + (y1 - y0) * part / length)
                for part in (at, end)
            ]
            short.append(Line((ends[0], ends[1]), shape.stroke, shape.width))
            at += _DASH + _GAP
    return short
