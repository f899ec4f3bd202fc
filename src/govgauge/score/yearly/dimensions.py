"""Dimensions and regions of a campaign: means with their bounds, none for groups too small."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from govgauge.model.divisions import division_name
from govgauge.model.score import Assessment, Result
from govgauge.model.system import IndicatorSystem
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.model.yearly import Dimension, Mean, RegionResults
from govgauge.score.noteworthy.campaign import dimension_bounds, results_of
from govgauge.score.places.keys import key_of
from govgauge.score.rank import ALL
from govgauge.score.spread.summary import PUBLIC

PERCENT_DECIMALS, POINT_DECIMALS = 1, 2
_MOST_NAMED = 5


Bounds = tuple[Fraction, Fraction]


def mean_of(values: Sequence[Bounds], decimals: int) -> Mean:
    """The exact mean of each end, rounded half up; none of fewer than three (methodology 4.14)."""
    count = len(values)
    if count < PUBLIC.least_for_mean:
        return Mean(None, None, count)
    ends = [sum((value[end] for value in values), Fraction(0)) / count for end in (0, 1)]
    low, high = (key_of(end, decimals) for end in ends)
    return Mean(low, high, count)


def dimensions_of(
    units: Sequence[Unit], assessments: Mapping[str, Assessment], system: IndicatorSystem
) -> tuple[Dimension, ...]:
    """Every dimension with its mean score rate (得分率) in percent and its best units."""
    codes = results_of(units, assessments, system).dimensions
    bounds = {u.unit_id: dimension_bounds(assessments[u.unit_id], system) for u in units}
    titles = {i.block.zh: i.block for i in system.asked} | {i.code: i.title for i in system.asked}
    groups = {u.unit_id: u.groups or (ALL,) for u in units}
    return tuple(
        _dimension(code, titles.get(code, Text(code, code)), bounds, groups) for code in codes
    )


def _dimension(
    code: str,
    title: Text,
    bounds: Mapping[str, Mapping[str, Bounds]],
    groups: Mapping[str, Sequence[str]],
) -> Dimension:
    rates = {
        unit_id: (100 * own[code][0], 100 * own[code][1])
        for unit_id, own in sorted(bounds.items())
        if code in own
    }
    members: dict[str, list[Bounds]] = {}
    for unit_id, rate in rates.items():
        for group in groups[unit_id]:
            members.setdefault(group, []).append(rate)
    best, most = best_of(rates)
    return Dimension(
        code=code,
        title=title,
        whole=mean_of([*rates.values()], PERCENT_DECIMALS),
        groups={g: mean_of(own, PERCENT_DECIMALS) for g, own in sorted(members.items())},
        best=best if len(best) <= _MOST_NAMED else (),
        best_percent=None if most is None else key_of(most, PERCENT_DECIMALS),
    )


def best_of(rates: Mapping[str, Bounds]) -> tuple[tuple[str, ...], Fraction | None]:
    """The units that are certainly the best: settled, and nobody open can come to more."""
    most = max((high for _, high in rates.values()), default=None)
    certain = [u for u, (low, high) in rates.items() if low == high == most]
    return tuple(certain), most if certain else None


def mean_score(assessments: Sequence[Assessment]) -> Mean:
    """The mean score of those that have one; a vetoed unit's says nothing."""
    scored = [
        (Fraction(a.score.low), Fraction(a.score.high))
        for a in assessments
        if a.scored and a.has_score and not a.vetoed_by
    ]
    return mean_of(scored, POINT_DECIMALS)


def scores_of(units: Sequence[Unit], assessments: Mapping[str, Assessment]) -> dict[str, Mean]:
    """The mean score over all units, and of every group."""
    members: dict[str, list[Assessment]] = {ALL: [assessments[u.unit_id] for u in units]}
    for unit in units:
        for group in unit.groups:
            members.setdefault(group, []).append(assessments[unit.unit_id])
    return {group: mean_score(members[group]) for group in sorted(members)}


def regions_of(
    units: Sequence[Unit], assessments: Mapping[str, Assessment]
) -> tuple[RegionResults, ...]:
    """Every division of the first level that has units, in the order of codes."""
    members: dict[str, list[Unit]] = {}
    for unit in sorted(units, key=lambda u: u.unit_id):
        code = unit.division[:2] + "0000" if len(unit.division) >= 2 else ""
        if division_name(code):
            members.setdefault(code, []).append(unit)
    return tuple(_region(code, members[code], assessments) for code in sorted(members))


def _region(
    code: str, members: Sequence[Unit], assessments: Mapping[str, Assessment]
) -> RegionResults:
    own = [assessments[unit.unit_id] for unit in members]
    passing = tuple(a.unit_id for a in own if a.result is Result.PASS)
    return RegionResults(
        code=code,
        name=division_name(code) or code,
        units=tuple(a.unit_id for a in own),
        passing=passing,
        failing=tuple(a.unit_id for a in own if a.result is Result.FAIL),
        passing_percent=key_of(Fraction(100 * len(passing), len(own)), PERCENT_DECIMALS),
        score=mean_score(own),
    )
