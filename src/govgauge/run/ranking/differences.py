"""Where the totals and ranks a table prints are not those that come out."""

from collections.abc import Mapping
from decimal import Decimal

from govgauge.model.ranked_table import RankedGroup, RankedUnit
from govgauge.model.system import IndicatorSystem
from govgauge.model.text import Text
from govgauge.score.places.ranks import Convention, places

_HALF = Decimal("0.5")


def differences(
    units: Mapping[str, RankedUnit], groups: tuple[RankedGroup, ...], system: IndicatorSystem
) -> tuple[tuple[str, Text], ...]:
    """Units whose printed total or rank cannot be right, each with what would be.

    A total may be off by the rounding of its marks and its own.  Printed ranks are held against
    printed totals where there are any, else against the ranks that come out.
    """
    ranks = _ranks(units, groups, system)
    found = []
    for unit_id, unit in units.items():
        text = _total(unit) or _rank(unit, ranks.get(unit_id, []))
        if text is not None:
            found.append((unit_id, text))
    return tuple(found)


def _total(unit: RankedUnit) -> Text | None:
    printed, now = unit.printed_total, unit.low
    if printed is None or now is None or not unit.settled:
        return None
    if abs(printed - now) <= unit.rounding + _half_unit(printed) + _half_unit(now):
        return None
    return Text(
        f"表中总分 {printed:f}，按体系应为 {now:f}",
        f"total {printed:f} in the table, {now:f} by the system",
    )


def _half_unit(number: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    return _HALF.scaleb(min(0, exponent) if isinstance(exponent, int) else 0)


def _rank(unit: RankedUnit, ranks: list[int]) -> Text | None:
    if unit.printed_rank is None or not ranks or unit.printed_rank in ranks:
        return None
    return Text(
        f"表中排名 {unit.printed_rank:f}，按分数应为 {ranks[-1]}",
        f"rank {unit.printed_rank:f} in the table, {ranks[-1]} by the scores",
    )


def _ranks(
    units: Mapping[str, RankedUnit], groups: tuple[RankedGroup, ...], system: IndicatorSystem
) -> dict[str, list[int]]:
    """The ranks a unit may be printed with: in all, and in each of its groups."""
    found: dict[str, list[int]] = {}
    convention = Convention(system.rank_style.value)
    for group in groups:
        members = [units[place.unit_id] for place in group.places]
        if all(unit.printed_total is not None for unit in members):
            placed = places([unit.printed_total for unit in members], convention)
            for unit, place in zip(members, placed, strict=True):
                if place is not None:
                    found.setdefault(unit.unit_id, []).append(int(place.rank))
            continue
        for row in group.places:
            if row.rank is not None:
                found.setdefault(row.unit_id, []).append(row.rank)
    return found
