"""Ranking in groups by exact scores, with the ranks a unit can still reach."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from govgauge.model.score import Assessment, RankingRow, Result
from govgauge.model.system import IndicatorSystem, RankStyle
from govgauge.model.unit import Unit
from govgauge.score.places.bounds import RankBounds
from govgauge.score.places.ranks import Convention, places

ALL = "全部"
"""The group of units that the list puts into none."""


def rank(
    units: Sequence[Unit], assessments: Mapping[str, Assessment], system: IndicatorSystem
) -> list[RankingRow]:
    """Rank every group; the order of the input does not matter.

    The low end decides, then the high end; equal intervals share a rank by the system's style
    (competition 1,1,3 or dense 1,1,2).  A unit outside the scored stages has no score and no
    rank and is listed behind, a vetoed one last.  While intervals are open a rank is provisional:
    ``rank_best`` and ``rank_worst`` bound it.
    """
    groups: dict[str, list[Unit]] = {}
    for unit in sorted(units, key=lambda u: u.unit_id):
        for group in unit.groups or (ALL,):
            groups.setdefault(group, []).append(unit)
    rows: list[RankingRow] = []
    for group in sorted(groups):
        rows += _rank_group(group, groups[group], assessments, system)
    return rows


def _rank_group(
    group: str,
    members: Sequence[Unit],
    assessments: Mapping[str, Assessment],
    system: IndicatorSystem,
) -> list[RankingRow]:
    vetoed = [u for u in members if assessments[u.unit_id].vetoed_by]
    passed = [u for u in members if not assessments[u.unit_id].vetoed_by]
    ranked = [u for u in passed if assessments[u.unit_id].scored is not False]
    unscored = [u for u in passed if assessments[u.unit_id].scored is False]

    def key(unit: Unit) -> tuple[Decimal, ...]:
        score = assessments[unit.unit_id].score
        return score.low, score.high

    ranked.sort(key=lambda u: u.unit_id)
    ranked.sort(key=key, reverse=True)
    style = system.rank_style
    placed = places([key(u) for u in ranked], Convention(style.value))
    bounds = RankBounds(
        [assessments[u.unit_id].score for u in ranked], dense=style is RankStyle.DENSE
    )
    rows = []
    for unit, place in zip(ranked, placed, strict=True):
        score = assessments[unit.unit_id].score
        best, worst = bounds.of(score)
        rows.append(
            RankingRow(
                group=group,
                rank=int(place.rank) if place else None,
                tie=place is not None and place.tie,
                unit_id=unit.unit_id,
                name=unit.name,
                score=score,
                tier=tier_of(assessments[unit.unit_id], system),
                rank_best=best,
                rank_worst=worst,
            )
        )
    return rows + _without_rank(group, (*unscored, *vetoed), assessments)


def _without_rank(
    group: str, units: Sequence[Unit], assessments: Mapping[str, Assessment]
) -> list[RankingRow]:
    return [
        RankingRow(group, None, False, u.unit_id, u.name, assessments[u.unit_id].score, "")
        for u in units
    ]


def tier_of(assessment: Assessment, system: IndicatorSystem) -> str:
    """The tier of a settled score by inclusive lower bounds; empty for an open one."""
    passed = assessment.result is Result.PASS and assessment.scored is True
    if not passed or not assessment.score.settled:
        return ""
    for tier in system.tiers:
        if assessment.score.low >= tier.from_:
            return tier.code
    return ""
