"""Ranking in groups by exact scores, with the ranks a unit can still reach."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from decimal import Decimal

from govgauge.model.score import Assessment, RankingRow, Result, Score
from govgauge.model.system import IndicatorSystem, RankStyle
from govgauge.model.unit import Unit

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

    def key(unit: Unit) -> tuple[Decimal, Decimal, str]:
        score = assessments[unit.unit_id].score
        return -score.low, -score.high, unit.unit_id

    ranked.sort(key=key)
    ranks = ranks_of([key(u)[:2] for u in ranked], system.rank_style)
    bounds = _Bounds([assessments[u.unit_id].score for u in ranked], system.rank_style)
    rows = []
    for unit, (place, tie) in zip(ranked, ranks, strict=True):
        score = assessments[unit.unit_id].score
        best, worst = bounds.of(score)
        rows.append(
            RankingRow(
                group=group,
                rank=place,
                tie=tie,
                unit_id=unit.unit_id,
                name=unit.name,
                score=score,
                tier=tier_of(assessments[unit.unit_id], system),
                rank_best=best,
                rank_worst=worst,
            )
        )
    return rows + _without_rank(group, (*unscored, *vetoed), assessments)


class _Bounds:
    """The best and worst rank that completions of a group's open scores can give.

    By dense ranks equal scores count once: settled ones by their distinct values, open ones may
    each have a value of their own, or share one with whoever is better.
    """

    def __init__(self, scores: Sequence[Score], style: RankStyle) -> None:
        dense = style is RankStyle.DENSE
        settled = [s.low for s in scores if s.settled]
        self._settled = sorted(set(settled)) if dense else sorted(settled)
        still_open = [s for s in scores if not s.settled]
        self._lows = sorted(s.low for s in still_open)
        self._highs = sorted(s.high for s in still_open)
        self._dense = dense

    def of(self, score: Score) -> tuple[int, int]:
        """The bounds of one of the group's scores."""
        surely = _above(self._settled, score.high)
        surely_open = _above(self._lows, score.high)
        surely = max(surely, min(surely_open, 1)) if self._dense else surely + surely_open
        perhaps = _above(self._settled, score.low) + _above(self._highs, score.low)
        return 1 + surely, 1 + perhaps - (not score.settled)


def _above(values: Sequence[Decimal], line: Decimal) -> int:
    return len(values) - bisect_right(values, line)


def _without_rank(
    group: str, units: Sequence[Unit], assessments: Mapping[str, Assessment]
) -> list[RankingRow]:
    return [
        RankingRow(group, None, False, u.unit_id, u.name, assessments[u.unit_id].score, "")
        for u in units
    ]


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
    passed = assessment.result is Result.PASS and assessment.scored is True
    if not passed or not assessment.score.settled:
        return ""
    for tier in system.tiers:
        if assessment.score.low >= tier.from_:
            return tier.code
    return ""
