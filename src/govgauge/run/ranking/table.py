"""The whole of ``rank``: read, score, place, compare with last year, describe."""

from collections.abc import Mapping
from pathlib import Path

import attrs

from govgauge.model.ranked_table import (
    GroupStatistics,
    RankedGroup,
    RankedPlace,
    RankedTable,
    RankedUnit,
    Robustness,
)
from govgauge.model.system import IndicatorSystem
from govgauge.model.yearly import Dimension
from govgauge.registry.spreadsheet.score_table import read_score_table
from govgauge.run.ranking.differences import differences
from govgauge.run.ranking.noteworthy import features_of
from govgauge.run.ranking.placing import is_ranked, rank_groups, statistics_of
from govgauge.run.ranking.scoring import score_table, wanted_columns
from govgauge.score.spread.inequality import gini, theil_by_group
from govgauge.score.yearly.table import table_dimensions


def rank_table(
    path: Path,
    system: IndicatorSystem,
    *,
    sheet: str = "",
    previous: Path | None = None,
    replications: int = 1_000,
    seed: int = 1,
    strict: bool = False,
) -> RankedTable:
    """Score and rank a table by a weighted system; ``previous`` is last year's of the same form.

    Raises what the reader raises for a table that cannot be scored (``BadTable``).
    """
    wanted = wanted_columns(system)
    table = read_score_table(path, wanted, sheet=sheet, strict=strict)
    units = score_table(table, system)
    groups = rank_groups(units, system)
    before: Mapping[str, RankedUnit] = {}
    if previous is not None:
        before = score_table(read_score_table(previous, wanted, strict=strict), system)
        groups = _compared(groups, units, before, system)
    return RankedTable(
        source=path.name,
        sheet=table.sheet,
        system=system,
        units=units,
        groups=groups,
        regions=_regions(units),
        inequality=_inequality(units),
        robustness=_robustness(units, system, replications, seed),
        problems=table.problems,
        previous=previous.name if previous else "",
        compared=len(units.keys() & before.keys()),
        unmatched=_unmatched(units, before) if previous else {},
        features=features_of(units, before, system),
        differences=differences(units, groups, system),
        dimensions=_dimensions(units, system),
    )


def _dimensions(units: Mapping[str, RankedUnit], system: IndicatorSystem) -> tuple[Dimension, ...]:
    ranked = {unit_id: unit for unit_id, unit in units.items() if is_ranked(unit)}
    return table_dimensions(ranked, system.tree) if system.tree is not None else ()


def _unmatched(
    units: Mapping[str, RankedUnit], before: Mapping[str, RankedUnit]
) -> dict[str, tuple[str, ...]]:
    """Ids that stand in one table alone, and those whose name is another now."""
    both = sorted(units.keys() & before.keys())
    return {
        "new": tuple(sorted(units.keys() - before.keys())),
        "gone": tuple(sorted(before.keys() - units.keys())),
        "renamed": tuple(u for u in both if units[u].name != before[u].name),
    }


def _robustness(
    units: Mapping[str, RankedUnit], system: IndicatorSystem, replications: int, seed: int
) -> Robustness:
    from govgauge.run.ranking.robustness import robustness_of

    return robustness_of(units, system, replications, seed)


def _regions(units: Mapping[str, RankedUnit]) -> tuple[GroupStatistics, ...]:
    members: dict[str, list[RankedUnit]] = {}
    for unit in units.values():
        if unit.region and is_ranked(unit):
            members.setdefault(unit.region, []).append(unit)
    return tuple(statistics_of(name, members[name]) for name in sorted(members))


def _inequality(units: Mapping[str, RankedUnit]) -> dict[str, float]:
    """Gini and Theil of all settled scores, Theil split by region where the table has them."""
    settled = [u for u in units.values() if is_ranked(u) and u.settled and u.low is not None]
    values = [float(u.low) for u in settled if u.low is not None]
    if len(values) < 2 or min(values) < 0 or sum(values) <= 0:
        return {}
    found = {"gini": gini(values)}
    regions: dict[str, list[float]] = {}
    for unit in settled:
        regions.setdefault(unit.region, []).append(float(unit.low or 0))
    if len(regions) > 1 and "" not in regions:
        theil = theil_by_group(regions)
        found |= {"theil": theil.total, "between": theil.between, "within": theil.within}
    return found


def _compared(
    groups: tuple[RankedGroup, ...],
    units: Mapping[str, RankedUnit],
    before: Mapping[str, RankedUnit],
    system: IndicatorSystem,
) -> tuple[RankedGroup, ...]:
    """Changes of points and places against last year, for settled units in both years."""
    old = {
        (group.name, place.unit_id): place
        for group in rank_groups(before, system)
        for place in group.places
    }

    def change(group: str, place: RankedPlace) -> RankedPlace:
        now, then = units[place.unit_id], before.get(place.unit_id)
        if then is None or not now.settled or not then.settled:
            return place
        was = old.get((group, place.unit_id))
        places = None
        if was is not None and was.rank is not None and place.rank is not None:
            places = was.rank - place.rank
        points = None if now.low is None or then.low is None else now.low - then.low
        return attrs.evolve(place, change_points=points, change_places=places)

    return tuple(
        attrs.evolve(group, places=tuple(change(group.name, p) for p in group.places))
        for group in groups
    )
