"""How each group is shared out over the tiers: bars of equal length, the best tier darkest."""

from collections.abc import Sequence

from attrs import frozen

from govgauge.model.text import Language, Text
from govgauge.report.pictures.drawing import Amount, Anchor, Picture, Rect, Shape
from govgauge.report.pictures.letters import width_of
from govgauge.report.pictures.look import (
    PAPER,
    SIZE,
    WIDTH,
    drawn,
    ink_on,
    label,
    legend,
    shades,
)

_LEFT, _TOP, _BAR, _STEP = 190.0, 34.0, 22.0, 32.0
_GROUP = Text("组别", "Group")
_UNITS = Text("单位数", "Units")


@frozen
class TierBar:
    """One group (or year): how many of its units stand in each tier, and all of them."""

    name: str
    counts: tuple[Amount, ...]
    units: str


def tier_distribution(
    title: str, tiers: Sequence[str], bars: Sequence[TierBar], language: Language
) -> Picture:
    """The picture; every bar holds one count for each of ``tiers``, the best first."""
    colours = shades(len(tiers))
    shapes: list[Shape] = legend(0, tiers, colours)
    for number, bar in enumerate(bars):
        shapes += _bar(bar, _TOP + number * _STEP, colours, language)
    rows = [(bar.name, *(count.text for count in bar.counts), bar.units) for bar in bars]
    headings = (_GROUP.in_(language), *tiers, _UNITS.in_(language))
    widths = (4, *(2 for _ in tiers), 2)
    return Picture(title, drawn(_TOP + len(bars) * _STEP, shapes), headings, rows, widths)


def _bar(bar: TierBar, y: float, colours: Sequence[str], language: Language) -> list[Shape]:
    whole = sum(count.value or 0 for count in bar.counts)
    shapes: list[Shape] = [label(_LEFT - 8, y + 16, bar.name, Anchor.END, room=_LEFT - 12)]
    room, x = WIDTH - _LEFT - 50, _LEFT
    for count, colour in zip(bar.counts, colours, strict=True):
        width = room * (count.value or 0) / whole if whole else 0.0
        if not width:
            continue
        shapes.append(Rect(x, y, width, _BAR, colour, PAPER))
        words = label(x + width / 2, y + 16, count.text, Anchor.MIDDLE, fill=ink_on(colour))
        # A number that does not fit stands in the table alone.
        if width_of(words.text, SIZE) + 4 <= width:
            shapes.append(words)
        x += width
    return [*shapes, label(WIDTH, y + 16, bar.units, Anchor.END)]
