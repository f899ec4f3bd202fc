"""Ranking in groups by exact scores, with the ranks a unit can still reach."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from decimal import Decimal

from govgauge.model.score import Assessment, RankingRow, Result
from govgauge.model.system import IndicatorSystem, RankStyle
from govgauge.model.unit import Unit

ALL = "全部"
"""The group of units that the list puts into none."""


def rank(
    units: Sequence[Unit], assessments: Mapping[str, Assessment], system: IndicatorSystem
) -> list[RankingRow]:
    """Rank every group; the order of the input does not matter.

    The low end decides, then the high end; equal intervals share a rank by the system's style
    (competition 1,1,3 or dense 1,1,2).  A vetoed unit has no score and no rank and is listed
    last.  While intervals are open a rank is provisional: ``rank_best`` and ``rank_worst`` bound it.
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
    ranked = [u for u in members if not assessments[u.unit_id].vetoed_by]
    vetoed = [u for u in members if assessments[u.unit_id].vetoed_by]

    def key(unit: Unit) -> tuple[Decimal, Decimal, str]:
        score = assessments[unit.unit_id].score
        return -score.low, -score.high, unit.unit_id

    ranked.sort(key=key)
    ranks = ranks_of([key(u)[:2] for u in ranked], system.rank_style)
    lows = sorted(assessments[u.unit_id].score.low for u in ranked)
    highs = sorted(assessments[u.unit_id].score.high for u in ranked)
    rows = []
    for unit, (place, tie) in zip(ranked, ranks, strict=True):
        score = assessments[unit.unit_id].score
        better_surely = len(lows) - bisect_right(lows, score.high)
        better_perhaps = len(highs) - bisect_right(highs, score.low) - (score.high > score.low)
        rows.append(
            RankingRow(
                group=group,
                rank=place,
                tie=tie,
                unit_id=unit.unit_id,
                name=unit.name,
                score=score,
                tier=tier_of(assessments[unit.unit_id], system),
                rank_best=1 + better_surely,
                rank_worst=1 + better_perhaps,
            )
        )
    rows += [
        RankingRow(group, None, False, u.unit_id, u.name, assessments[u.unit_id].score, "")
        for u in vetoed
    ]
    return rows


def ranks_of(keys: Sequence[tuple[Decimal, ...]], style: RankStyle) -> list[tuple[int, bool]]:
    """Rank and tie mark for keys sorted ascending, the best first; only equal keys tie."""
    distinct = sorted(set(keys))
    ranks = []
    for key in keys:
        first, behind = bisect_left(keys, key), bisect_right(keys, key)
        place = first if style is RankStyle.COMPETITION else bisect_left(distinct, key)
        ranks.append((place + 1, behind - first > 1))
    return ranks


def tier_of(assessment: Assessment, system: IndicatorSystem) -> str:
    """The tier of a settled score by inclusive lower bounds; empty for an open one."""
    if not assessment.score.settled or assessment.result is not Result.PASS:
        return ""
    for tier in system.tiers:
        if assessment.score.low >= tier.from_:
            return tier.code
    return ""
