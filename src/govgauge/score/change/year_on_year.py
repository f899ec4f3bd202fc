"""Two years of an evaluation side by side: who can be compared, on what, and what changed."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from attrs import frozen

from govgauge.score.change.bridge import Bridge, Edition, Link, Overlap, bridge, overlap_of
from govgauge.score.change.movers import Moved
from govgauge.score.change.units import Matching, Succession, match_units
from govgauge.score.places.keys import Number


@frozen
class Year:
    """One year: effective weights of all items, and each unit's values on the same goalposts.

    An item is absent from a unit's values where it has no settled value.  ``ranks`` are the
    published ones.
    """

    weights: Mapping[str, Number]
    values: Mapping[str, Mapping[str, Number]]
    ranks: Mapping[str, int]


@frozen
class UnitChange:
    """The change of one unit that both years have; ``old_id`` where its code was another."""

    unit_id: str
    old_id: str
    bridge: Bridge
    old_rank: int | None
    new_rank: int | None


@frozen
class YearOnYear:
    """What two years have in common and what changed.

    ``overlap`` tells whether published changes may be compared at all; ``incomplete`` names the
    units of both years that lack a value of some item, of which no change is told.
    """

    matching: Matching
    overlap: Overlap
    changes: tuple[UnitChange, ...]
    incomplete: tuple[str, ...]

    def mean_published_change(self) -> Fraction | None:
        """The mean change of the published scores over the units compared."""
        return _mean([c.bridge.published_change for c in self.changes])

    def mean_matched_change(self) -> Fraction | None:
        """The mean real change over the units compared: common items, common weights."""
        return _mean([c.bridge.matched_change for c in self.changes])

    def moved(self, groups: Mapping[str, str] | None = None) -> list[Moved]:
        """The units compared, by matched scores, as :func:`biggest_movers` takes them."""
        of_group = groups or {}
        return [
            Moved(
                c.unit_id,
                c.bridge.matched_old,
                c.bridge.matched_new,
                of_group.get(c.unit_id, ""),
                c.old_rank,
                c.new_rank,
            )
            for c in self.changes
        ]


def _mean(values: Sequence[Fraction]) -> Fraction | None:
    return sum(values, Fraction(0)) / len(values) if values else None


def year_on_year(
    old: Year, new: Year, links: Sequence[Link], history: Sequence[Succession] = ()
) -> YearOnYear:
    """Compare two years: units by code history, items by crosswalk, change by bridge."""
    matching = match_units(old.values, new.values, history)
    changes: list[UnitChange] = []
    incomplete: list[str] = []
    for old_id, new_id in matching.both:
        found = bridge(
            Edition(old.values[old_id], old.weights),
            Edition(new.values[new_id], new.weights),
            links,
        )
        if found is None:
            incomplete.append(new_id)
            continue
        changes.append(
            UnitChange(new_id, old_id, found, old.ranks.get(old_id), new.ranks.get(new_id))
        )
    overlap = overlap_of(links, old.weights, new.weights)
    return YearOnYear(matching, overlap, tuple(changes), tuple(incomplete))
