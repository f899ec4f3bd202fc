"""The one look of all pictures: a single hue from light to dark, told apart by lightness alone.

Lightness survives grey print and every kind of colour blindness; where two things are alike in it,
hatching, dashes and the shape of a mark tell them apart.
"""

from collections.abc import Sequence

from govgauge.report.figures import plain
from govgauge.report.pictures.drawing import Anchor, Drawing, Label, Line, Point, Rect, Shape
from govgauge.report.pictures.letters import fitted, width_of

WIDTH = 720.0
DARK, PALE, RULE = "#123a63", "#d9e6f2", "#808080"
INK, BLACK, PAPER = "#1a1a1a", "#000000", "#ffffff"
SIZE, SMALL = 13.0, 11.0
_LIGHT_END, _DARK_END = (0xE9, 0xF1, 0xF8), (0x0B, 0x2B, 0x4D)
_HATCH_STEP = 6.0


def shade(rate: float) -> str:
    """The colour of a rate from 0 (lightest) to 1 (darkest)."""
    at = min(1.0, max(0.0, rate))
    mixed = (round(a + (b - a) * at) for a, b in zip(_LIGHT_END, _DARK_END, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def shades(count: int) -> list[str]:
    """So many colours in even steps, the first the darkest."""
    return [shade(1 - n / max(1, count - 1)) for n in range(count)]


def luminance(colour: str) -> float:
    """Relative luminance from 0 to 1 (WCAG 2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(fill: str) -> str:
    """Black or white, whichever is read better on a ground."""
    return BLACK if contrast(BLACK, fill) >= contrast(PAPER, fill) else PAPER


def label(
    x: float,
    y: float,
    text: str,
    anchor: Anchor = Anchor.START,
    *,
    room: float = WIDTH,
    size: float = SIZE,
    fill: str = INK,
) -> Label:
    """A label cut to the room there is."""
    return Label(x, y, fitted(plain(text), room, size), size, anchor, fill)


def hatched(x: float, y: float, width: float, height: float) -> list[Shape]:
    """An outlined rectangle with diagonal lines, each cut at its edges."""
    shapes: list[Shape] = [Rect(x, y, width, height, PAPER, DARK)]
    start = _HATCH_STEP
    while start < width + height:
        low: Point = (x + start, y) if start <= width else (x + width, y + start - width)
        high: Point = (x, y + start) if start <= height else (x + start - height, y + height)
        shapes.append(Line((low, high), DARK, 0.8))
        start += _HATCH_STEP
    return shapes


def legend(y: float, names: Sequence[str], fills: Sequence[str], x: float = 0.0) -> list[Shape]:
    """A row of squares with their names; an empty fill is drawn hatched."""
    shapes: list[Shape] = []
    room = (WIDTH - x) / max(1, len(names)) - 24
    for name, fill in zip(names, fills, strict=True):
        square = [Rect(x, y, 14, 14, fill, DARK)] if fill else hatched(x, y, 14, 14)
        words = label(x + 20, y + 12, name, room=room)
        shapes += [*square, words]
        x += 20 + width_of(words.text, SIZE) + 18
    return shapes


def scale_bar(y: float, low: str, high: str) -> list[Shape]:
    """From the lightest to the darkest colour, with what both ends stand for."""
    steps, step = 8, 22.0
    left = width_of(plain(low), SMALL) + 8
    boxes: list[Shape] = [
        Rect(left + n * step, y, step, 12, shade(n / (steps - 1))) for n in range(steps)
    ]
    ends = [
        label(0, y + 10, low, size=SMALL),
        label(left + steps * step + 8, y + 10, high, size=SMALL),
    ]
    return [*boxes, Rect(left, y, steps * step, 12, "", RULE), *ends]


def drawn(height: float, shapes: Sequence[Shape]) -> Drawing:
    """A drawing as wide as all of ours."""
    return Drawing(WIDTH, height, tuple(shapes))
