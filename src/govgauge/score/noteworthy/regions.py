"""Regions that catch up with the best one, and regions that grew more even inside."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from govgauge.score.noteworthy.results import (
    WHOLE,
    Results,
    Row,
    Thresholds,
    UnitResult,
    in_both_years,
    mean,
)
from govgauge.score.places.shares import Share
from govgauge.score.spread.summary import PUBLIC


@frozen
class CatchUp:
    """A region whose mean came nearer to that of the region which led last year.

    Ratios are of the means; their change is told in percentage points.
    """

    region: str
    leader: str
    old_ratio: Fraction
    new_ratio: Fraction
    rows: tuple[Row, ...]

    @property
    def change(self) -> Fraction:
        """By how much the ratio rose (of 1)."""
        return self.new_ratio - self.old_ratio


@frozen
class EvenedOut:
    """The share of regions whose inner spread (variance over n) fell; regions of five or more."""

    fell: Share
    rows: tuple[Row, ...]


def _regions(results: Results, least: int) -> Mapping[str, list[UnitResult]]:
    """Units settled in both years by region, regions large enough for public figures."""
    found: dict[str, list[UnitResult]] = {}
    for unit in in_both_years(results.by_id(), WHOLE):
        if unit.region:
            found.setdefault(unit.region, []).append(unit)
    return {name: found[name] for name in sorted(found) if len(found[name]) >= least}


def catch_ups(results: Results, thresholds: Thresholds) -> list[CatchUp]:
    """Regions whose ratio to last year's leader rose by ``catch_up`` or more, the most first."""
    regions = _regions(results, PUBLIC.least_for_mean)
    old = {n: mean([u.last[WHOLE] for u in units]) for n, units in regions.items()}
    new = {n: mean([u.this[WHOLE] for u in units]) for n, units in regions.items()}
    if len(regions) < 2:
        return []
    leader = max(old, key=lambda n: old[n])
    if not old[leader] or not new[leader]:
        return []
    found = [
        CatchUp(
            name,
            leader,
            old[name] / old[leader],
            new[name] / new[leader],
            tuple(_row(n, old[n], new[n], len(regions[n])) for n in (leader, name)),
        )
        for name in regions
        if name != leader
    ]
    risen = [c for c in found if c.change >= thresholds.catch_up]
    return sorted(risen, key=lambda c: (-c.change, c.region))


def evened_out(results: Results) -> EvenedOut | None:
    """How many regions grew more even inside; ``None`` without two regions to speak of."""
    regions = _regions(results, PUBLIC.least_for_dispersion)
    if len(regions) < 2:
        return None
    rows = tuple(
        _row(
            name,
            _variance([u.last[WHOLE] for u in units]),
            _variance([u.this[WHOLE] for u in units]),
            len(units),
        )
        for name, units in regions.items()
    )
    fell = sum(r.figures["this"] < r.figures["last"] for r in rows)
    return EvenedOut(Share.of(fell, len(rows)), rows)


def _variance(rates: Sequence[Fraction]) -> Fraction:
    middle = mean(rates)
    return mean([(r - middle) ** 2 for r in rates])


def _row(name: str, old: Fraction, new: Fraction, units: int) -> Row:
    return Row(name, "", {"last": old, "this": new, "units": Fraction(units)})
