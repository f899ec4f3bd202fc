"""Indicators that no longer discriminate: nearly every unit has all of the points, or none."""

from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from govgauge.score.noteworthy.results import Results, Row, Thresholds
from govgauge.score.places.shares import Share


class End(StrEnum):
    """Which end the units stand at: the ceiling (full marks) or the floor (none)."""

    FULL = "full"
    NONE = "none"


@frozen
class NoDiscrimination:
    """An indicator at one end of its scale; ``rows`` are the few units that are not there."""

    code: str
    end: End
    alike: Share
    rows: tuple[Row, ...]


def no_discrimination(results: Results, thresholds: Thresholds) -> list[NoDiscrimination]:
    """Indicators with a share of ``alike`` or more at full or at no marks, the most alike first."""
    found = []
    for code in results.indicators:
        units = [u for u in results.by_id() if code in u.this]
        if len(units) < thresholds.units:
            continue
        for end, rate in ((End.FULL, Fraction(1)), (End.NONE, Fraction(0))):
            others = [u for u in units if u.this[code] != rate]
            share = Share.of(len(units) - len(others), len(units))
            if share.ratio >= thresholds.alike:
                rows = tuple(Row(u.name, u.unit_id, {"this": u.this[code]}) for u in others)
                found.append(NoDiscrimination(code, end, share, rows))
    return sorted(found, key=lambda n: (-n.alike.ratio, n.code))
