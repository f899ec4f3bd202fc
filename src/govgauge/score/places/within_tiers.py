"""Places listed as a system wants them: tier after tier, inside a tier by score, name or division.

Inside a tier no rank is printed in the forms that list so (methodology 4.3); here ranks stay what they
are and only the order of the rows changes.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from govgauge.model.system import Placement
from govgauge.score.places.listing import DivisionOrder, Listed, ListingOrder, listed
from govgauge.score.places.pinyin import Readings, place_name_readings

Row = TypeVar("Row")


def in_listing_order(
    rows: Sequence[Row],
    placement: Placement,
    tiers: Sequence[str],
    tier_of: Callable[[Row], str],
    listed_of: Callable[[Row], Listed],
) -> list[Row]:
    """The rows of one group, given by score, in the system's order of listing.

    ``tiers`` are codes, the best first.  A row without a tier (its score is open, or it has none)
    stands behind all tiers as it stood; where there are no tiers all ranked rows are one list.
    """
    order = ListingOrder(placement.listing)
    if order is ListingOrder.SCORE:
        return list(rows)
    own = placement.divisions
    divisions = DivisionOrder.shipped(own) if isinstance(own, str) else DivisionOrder(tuple(own))
    readings = _readings(placement)
    runs: list[list[Row]] = [[row for row in rows if tier_of(row) == code] for code in tiers]
    if not tiers:
        runs = [list(rows)]
    found: list[Row] = []
    for run in runs:
        by_id = {listed_of(row).unit_id: row for row in run}
        found += [
            by_id[unit.unit_id]
            for unit in listed([listed_of(row) for row in run], order, divisions, readings)
        ]
    return found + [row for row in rows if tiers and tier_of(row) not in tiers]


def _readings(placement: Placement) -> Readings | None:
    """The shipped readings with the system's own before them."""
    if not placement.readings:
        return None
    own = {name: tuple(reading.split()) for name, reading in placement.readings.items()}
    return {**place_name_readings(), **own}
