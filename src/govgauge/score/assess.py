"""One unit by one system: veto → deduct → bonus, with gates, as intervals.

The low end counts every open item against the unit, the high end for it; a result is said only
when both ends agree (design §1; gates after 国办秘函〔2019〕19号 指标说明, N19-R3 to N19-R7).
Whatever the list leaves open about the unit is tried both ways (see ``world``).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

import attrs

from govgauge.model.review import NO_DECISIONS, Decisions
from govgauge.model.score import (
    ZERO,
    Assessment,
    Coverage,
    IndicatorScore,
    Result,
    Score,
    StageScore,
)
from govgauge.model.system import Indicator, IndicatorSystem, StageKind
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.model.verdict import Verdict
from govgauge.score.conditions import completions
from govgauge.score.count import Count, Detections, DetectorRun, count
from govgauge.score.indicator import indicator_score
from govgauge.score.words import (
    NOT_SCORED,
    VETOED,
    outcome_failed,
    outcome_open,
    outcome_passed,
    outcome_vetoed,
)
from govgauge.score.world import World, world

__all__ = ["Detections", "DetectorRun", "assess"]

_NO = Decimal(0)
_POINTS = (StageKind.DEDUCT.value, StageKind.BONUS.value)


def assess(
    unit: Unit,
    system: IndicatorSystem,
    detections: Detections,
    decisions: Decisions = NO_DECISIONS,
) -> Assessment:
    """Assess one unit.  Pure: equal detections and decisions give equal assessments."""
    counts = {
        i.code: count(i, detections, unit.unit_id, decisions, system.raters)
        for i in system.indicators
    }
    worlds = [world(system, counts, c) for c in completions(unit, system)]
    scored = _agreed([w.scored for w in worlds])
    indicators = _indicators(system, counts, worlds)
    vetoes = [i for i in indicators if i.stage == StageKind.VETO.value]
    vetoed_by = tuple(v.code for v in vetoes if v.verdict is Verdict.UNMET)
    veto = _worst([v.verdict for v in vetoes])
    if vetoed_by or scored is False:
        indicators = _unscored(indicators, VETOED if vetoed_by else NOT_SCORED)
    results = [_result(veto, w, system) for w in worlds]
    result = results[0] if len(set(results)) == 1 else Result.OPEN
    return Assessment(
        unit_id=unit.unit_id,
        system=system.key,
        result=result,
        outcome=_outcome(result, vetoed_by, scored, system),
        score=_score(worlds, veto, scored, system.gates.veto_score),
        stages=_stages(worlds, veto, scored),
        indicators=indicators,
        coverage=_coverage(detections),
        vetoed_by=vetoed_by,
        scored=scored,
    )


def _indicators(
    system: IndicatorSystem, counts: Mapping[str, Count], worlds: Sequence[World]
) -> tuple[IndicatorScore, ...]:
    kinds = (StageKind.VETO, StageKind.DEDUCT, StageKind.BONUS, StageKind.NOTE)
    ordered: list[Indicator] = [i for kind in kinds for i in system.stage(kind)]
    return tuple(indicator_score(i, system, counts[i.code], worlds) for i in ordered)


def _unscored(indicators: Sequence[IndicatorScore], why: Text) -> tuple[IndicatorScore, ...]:
    return tuple(
        attrs.evolve(i, verdict=Verdict.NOT_APPLICABLE, points=ZERO, why=why)
        if i.stage in _POINTS
        else i
        for i in indicators
    )


# -- stages and gates -----------------------------------------------------------------------------


def _agreed(answers: Sequence[bool]) -> bool | None:
    """What all worlds agree on; ``None`` where they differ."""
    return answers[0] if len(set(answers)) == 1 else None


def _worst(verdicts: Sequence[Verdict]) -> Verdict:
    for verdict in (Verdict.UNMET, Verdict.UNDETERMINED):
        if verdict in verdicts:
            return verdict
    return Verdict.MET


def _hull(scores: Sequence[Score]) -> Score:
    """The interval that holds all of them."""
    return Score(min(s.low for s in scores), max(s.high for s in scores))


def _score(
    worlds: Sequence[World], veto: Verdict, scored: bool | None, veto_score: Decimal | None
) -> Score:
    """Every completion's score; a unit that may be vetoed may come to what a veto gives."""
    if scored is False:
        return ZERO
    vetoed = Score(veto_score or _NO, veto_score or _NO)
    if veto is Verdict.UNMET:
        return vetoed if scored else Score(_NO, vetoed.high)
    score = _hull([w.deduct + w.bonus for w in worlds if w.scored])
    if veto is Verdict.UNDETERMINED:
        score = _hull([score, vetoed])
    return score if scored else Score(_NO, score.high)


def _stages(
    worlds: Sequence[World], veto: Verdict, scored: bool | None
) -> tuple[StageScore, StageScore, StageScore]:
    first = StageScore("veto", veto, ZERO)
    if scored is False:
        closed = Verdict.NOT_APPLICABLE
        return first, StageScore("deduct", closed, ZERO), StageScore("bonus", closed, ZERO)
    in_scope = [w for w in worlds if w.scored]
    opened = Verdict.UNMET if veto is Verdict.UNMET else Verdict.MET
    if opened is Verdict.MET and scored is None:
        opened = Verdict.UNDETERMINED
    gates = {w.bonus_opened for w in in_scope}
    if veto is Verdict.UNMET:
        return (
            first,
            StageScore("deduct", opened, ZERO),
            StageScore("bonus", Verdict.UNMET, ZERO),
        )
    return (
        first,
        StageScore("deduct", opened, _hull([w.deduct for w in in_scope])),
        StageScore(
            "bonus",
            gates.pop() if len(gates) == 1 else Verdict.UNDETERMINED,
            _hull([w.bonus for w in in_scope]),
        ),
    )


def _result(veto: Verdict, in_world: World, system: IndicatorSystem) -> Result:
    """Pass or fail only when every completion of the open items agrees; the line itself passes."""
    line = system.gates.fail_below if in_world.scored else None
    if veto is Verdict.UNMET or (line is not None and in_world.deduct.high < line):
        return Result.FAIL
    if veto is Verdict.UNDETERMINED or (line is not None and in_world.deduct.low < line):
        return Result.OPEN
    return Result.PASS


def _outcome(
    result: Result, vetoed_by: Sequence[str], scored: bool | None, system: IndicatorSystem
) -> Text:
    if vetoed_by:
        titles = [i.title for i in system.indicators if i.code in vetoed_by]
        return outcome_vetoed(titles, None if scored is False else system.gates.veto_score)
    if result is Result.FAIL:
        return outcome_failed(system.gates.fail_below or _NO)
    if result is Result.OPEN:
        return outcome_open(scored)
    return outcome_passed(scored)


def _coverage(detections: Detections) -> Coverage:
    """What all detectors together saw of what they asked for."""
    seen = expected = 0
    missing: Counter[str] = Counter()
    for detection, _ in detections.values():
        seen += detection.seen
        expected += detection.expected
        missing.update({r.value: n for r, n in detection.missing.items()})
    return Coverage(seen, expected, dict(sorted(missing.items())))
