"""A campaign beside the one before by the same system: mean change by dimension, who rose most."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from govgauge.model.score import Assessment
from govgauge.model.system import IndicatorSystem
from govgauge.model.text import Text
from govgauge.model.yearly import Change, Riser, Step
from govgauge.score.change.movers import Measure, Moved, biggest_movers
from govgauge.score.noteworthy.campaign import dimension_points
from govgauge.score.places.keys import key_of
from govgauge.score.yearly.dimensions import POINT_DECIMALS

_NAMED = 10
_FEWEST = 3
REST = Text("其他（加分、折算等）", "other (bonus, points made up)")

Assessments = Mapping[str, Assessment]


def settled_in_both(before: Assessments, now: Assessments) -> list[str]:
    """The units whose score is certain in both, by id; a vetoed one has none."""
    return sorted(u for u in now if u in before and _counts(before[u]) and _counts(now[u]))


def _counts(assessment: Assessment) -> bool:
    return (
        assessment.scored is True
        and assessment.has_score
        and not assessment.vetoed_by
        and assessment.score.settled
    )


def change_of(
    before: Assessments, now: Assessments, system: IndicatorSystem, titles: Mapping[str, Text]
) -> Change | None:
    """The change of the mean score taken apart; ``None`` for fewer than three units.

    A dimension's step is the difference of the mean points kept in it.  Points are rounded, and
    what is then missing to the whole difference stands in the last step.
    """
    units = settled_in_both(before, now)
    if len(units) < _FEWEST:
        return None
    ends = [
        key_of(_mean([Fraction(a[u].score.low) for u in units]), POINT_DECIMALS)
        for a in (before, now)
    ]
    kept = [_kept(assessments, units, system) for assessments in (before, now)]
    steps = [
        Step(titles.get(c, Text(c, c)), key_of(kept[1][c] - kept[0][c], POINT_DECIMALS))
        for c in kept[1]
        if c in kept[0]
    ]
    rest = ends[1] - ends[0] - sum((step.points for step in steps), Decimal(0))
    if rest:
        steps.append(Step(REST, rest))
    return Change(tuple(units), ends[0], ends[1], tuple(steps))


def _kept(
    assessments: Assessments, units: Sequence[str], system: IndicatorSystem
) -> dict[str, Fraction]:
    """The mean points kept in each dimension that every one of the units has settled."""
    each = [dimension_points(assessments[unit_id], system) for unit_id in units]
    return {code: _mean([own[code] for own in each]) for code in each[0] if _all_have(each, code)}


def _all_have(each: Sequence[Mapping[str, Fraction]], code: str) -> bool:
    return all(code in own for own in each)


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def risers_of(before: Assessments, now: Assessments, full_marks: Decimal) -> tuple[Riser, ...]:
    """The ten units that gained most points, all of a tie, among those certain in both."""
    moved = [
        Moved(u, Fraction(before[u].score.low), Fraction(now[u].score.low))
        for u in settled_in_both(before, now)
    ]
    named = biggest_movers(moved, Measure.POINTS, _NAMED, full_mark=Fraction(full_marks))
    return tuple(
        Riser(
            unit_id=m.unit_id,
            before=before[m.unit_id].score.low,
            now=now[m.unit_id].score.low,
            points=key_of(m.figure, POINT_DECIMALS),
            place=m.place,
        )
        for m in sorted(named, key=lambda m: (m.place, m.unit_id))
    )
