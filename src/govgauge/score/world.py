"""One unit in one world: the score when what the list leaves open about the unit is settled.

A list may not say whether a unit is a portal or has a public service function.  Every way this
can turn out is a world with its own indicators, shared caps and full marks; ``assess`` keeps
what holds in all of them.
"""

from collections.abc import Mapping
from decimal import Decimal

from attrs import frozen

from govgauge.model.score import ZERO, Score
from govgauge.model.system import Indicator, IndicatorSystem, StageKind
from govgauge.model.verdict import Verdict
from govgauge.score.conditions import Conditions
from govgauge.score.count import Count
from govgauge.score.deduct import deduct_score, lots, points_lost
from govgauge.score.once import Numbers, numbers

_NO = Decimal(0)
_POINTS = (StageKind.DEDUCT, StageKind.BONUS)


@frozen
class World:
    """What every asked indicator counts and costs, and what the stages come to.

    An indicator that is not asked stands in neither ``numbers`` nor ``points``.  Deduct and
    bonus mean nothing in a world in which the unit is not ``scored``.
    """

    scored: bool
    numbers: Mapping[str, Numbers]
    points: Mapping[str, Score]
    deduct: Score
    bonus: Score
    bonus_opened: Verdict


def world(system: IndicatorSystem, counts: Mapping[str, Count], conditions: Conditions) -> World:
    """Score one unit under settled conditions."""
    scored = conditions[system.scored]
    asked = [
        i
        for i in system.indicators
        if conditions[i.applies_to] and (scored or i.stage not in _POINTS)
    ]
    ways = {i.code: system.gives_way_to(i) for i in asked}
    number = numbers(counts, ways)
    points = _points(system, asked, number, counts)
    if not scored:
        return World(scored, number, points, ZERO, ZERO, Verdict.NOT_APPLICABLE)
    deduct = deduct_score(system, counts, ways)
    bonus, opened = _bonus_score(system, points, deduct)
    return World(scored, number, points, deduct, bonus, opened)


def _points(
    system: IndicatorSystem,
    asked: list[Indicator],
    number: Mapping[str, Numbers],
    counts: Mapping[str, Count],
) -> dict[str, Score]:
    """The points every asked indicator moves, taken alone."""
    points = {i.code: ZERO for i in asked}
    for lot in lots(system, [i for i in asked if i.stage is StageKind.DEDUCT]):
        for price in lot.prices:
            points[price.code] = points_lost(price, number[price.code], counts[price.code])
    for indicator in asked:
        if indicator.stage is StageKind.BONUS:
            points[indicator.code] = _given(counts[indicator.code], system.cap_of(indicator) or _NO)
    return points


def _given(counted: Count, cap: Decimal) -> Score:
    """Bonus points people gave, up to the cap; all of it may still come while somebody is asked."""
    high = cap if counted.unbounded else min(cap, counted.given.high)
    return Score(min(cap, counted.given.low), high)


def _bonus_score(
    system: IndicatorSystem, points: Mapping[str, Score], deduct: Score
) -> tuple[Score, Verdict]:
    """Bonus points, open where the gate is: exactly the line does not open it (N19-R13)."""
    line = system.gates.bonus_above
    asked = [i for i in system.stage(StageKind.BONUS) if i.code in points]
    if not asked or (line is not None and deduct.high <= line):
        return ZERO, Verdict.UNMET
    low = high = _NO
    for lot in lots(system, asked):
        low += min(lot.cap, sum((points[p.code].low for p in lot.prices), _NO))
        high += min(lot.cap, sum((points[p.code].high for p in lot.prices), _NO))
    if line is None or deduct.low > line:
        return Score(low, high), Verdict.MET
    return Score(_NO, high), Verdict.UNDETERMINED
