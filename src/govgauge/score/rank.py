"""Ranking in groups on decimal keys, with the ranks a unit can still reach."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from govgauge.model.score import Assessment, RankingRow, Result, Score
from govgauge.model.system import IndicatorSystem, RankStyle
from govgauge.model.unit import Unit
from govgauge.score.places.bounds import RankBounds
from govgauge.score.places.keys import RankOn, exact_key, rank_key
from govgauge.score.places.listing import Listed
from govgauge.score.places.ranks import Convention, places
from govgauge.score.places.tiers import Threshold, fixed_tiers
from govgauge.score.places.within_tiers import in_listing_order

ALL = "全部"
"""The group of units that the list puts into none."""


ScoreKey = Callable[[Decimal], Decimal]
"""What a score is compared on: see :func:`govgauge.score.places.keys.rank_key`."""


def key_of_scores(system: IndicatorSystem) -> ScoreKey:
    """What a system's scores are ranked on; stages add written numbers, and need no rounding."""
    if system.tree is None:
        return exact_key
    decimals, rank_on = system.placement.decimals, RankOn(system.placement.rank_on)
    return lambda score: rank_key(score, decimals, rank_on)


def rank(
    units: Sequence[Unit],
    assessments: Mapping[str, Assessment],
    system: IndicatorSystem,
    key_of_score: ScoreKey = exact_key,
) -> list[RankingRow]:
    """Rank every group; the order of the input does not matter.

    The low end decides, then the high end, each on its key; equal keys share a rank by the
    system's style (competition 1,1,3 or dense 1,1,2), and tiers are decided on the same keys, so
    no tie stands in two tiers.  A unit outside the scored stages has no score and no rank and is
    listed behind, a vetoed one last; the system may list
    tiers by name or division instead.  While intervals are open a rank is provisional:
    ``rank_best`` and ``rank_worst`` bound it.
    """
    groups: dict[str, list[Unit]] = {}
    for unit in sorted(units, key=lambda u: u.unit_id):
        for group in unit.groups or (ALL,):
            groups.setdefault(group, []).append(unit)
    rows: list[RankingRow] = []
    for group in sorted(groups):
        rows += _rank_group(group, groups[group], assessments, system, key_of_score)
    return rows


def _rank_group(
    group: str,
    members: Sequence[Unit],
    assessments: Mapping[str, Assessment],
    system: IndicatorSystem,
    key_of_score: ScoreKey,
) -> list[RankingRow]:
    ranked = [u for u in members if assessments[u.unit_id].has_score]
    without = [u for u in members if not assessments[u.unit_id].has_score]
    vetoed = [u for u in without if assessments[u.unit_id].vetoed_by]
    unscored = [u for u in without if not assessments[u.unit_id].vetoed_by]
    keyed = {u.unit_id: _keyed(assessments[u.unit_id].score, key_of_score) for u in ranked}

    def key(unit: Unit) -> tuple[Decimal, ...]:
        return keyed[unit.unit_id].low, keyed[unit.unit_id].high

    ranked.sort(key=lambda u: u.unit_id)
    ranked.sort(key=key, reverse=True)
    style = system.rank_style
    placed = places([key(u) for u in ranked], Convention(style.value))
    bounds = RankBounds([*keyed.values()], dense=style is RankStyle.DENSE)
    rows = []
    for unit, place in zip(ranked, placed, strict=True):
        best, worst = bounds.of(keyed[unit.unit_id])
        rows.append(
            RankingRow(
                group=group,
                rank=int(place.rank) if place else None,
                tie=place is not None and place.tie,
                unit_id=unit.unit_id,
                name=unit.name,
                score=assessments[unit.unit_id].score,
                tier=tier_of(assessments[unit.unit_id], system, key_of_score),
                rank_best=best,
                rank_worst=worst,
            )
        )
    codes = [tier.code for tier in system.tiers]
    by_id = {unit.unit_id: unit for unit in ranked}
    rows = in_listing_order(
        rows, system.placement, codes, lambda r: r.tier, lambda r: _listed(by_id[r.unit_id], r)
    )
    return rows + _without_rank(group, (*unscored, *vetoed), assessments)


def _listed(unit: Unit, row: RankingRow) -> Listed:
    return Listed(unit.unit_id, unit.name, unit.division, row.score.low)


def _keyed(score: Score, key_of_score: ScoreKey) -> Score:
    return Score(key_of_score(score.low), key_of_score(score.high))


def _without_rank(
    group: str, units: Sequence[Unit], assessments: Mapping[str, Assessment]
) -> list[RankingRow]:
    return [
        RankingRow(group, None, False, u.unit_id, u.name, assessments[u.unit_id].score, "")
        for u in units
    ]


def tier_of(
    assessment: Assessment, system: IndicatorSystem, key_of_score: ScoreKey = exact_key
) -> str:
    """The tier of a settled score by inclusive lower bounds on its key; empty for an open one."""
    passed = assessment.result is Result.PASS and assessment.scored is True
    if not passed or not assessment.score.settled or not system.tiers:
        return ""
    thresholds = [Threshold(tier.code, tier.from_) for tier in system.tiers]
    return fixed_tiers([key_of_score(assessment.score.low)], thresholds)[0] or ""
