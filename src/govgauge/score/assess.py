"""One unit by one system: veto → deduct → bonus, with gates, as intervals.

The low end counts every open item against the unit, the high end for it; a result is said only
when both ends agree (design §1; gates after 国办秘函〔2019〕19号 指标说明, N19-R3 to N19-R7).
"""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

import attrs

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
from govgauge.model.verdict import Reason, Verdict
from govgauge.score.count import Count, Detections, DetectorRun, applies, count
from govgauge.score.words import why_deduct, why_note, why_veto

__all__ = ["Detections", "DetectorRun", "assess"]

_NO = Decimal(0)


def assess(unit: Unit, system: IndicatorSystem, detections: Detections) -> Assessment:
    """Assess one unit.  Pure: equal detections give equal assessments."""
    counts = _counts(unit, system, detections)
    vetoes = [_veto(i, counts[i.code], applies(i, unit)) for i in system.stage(StageKind.VETO)]
    vetoed_by = tuple(v.code for v in vetoes if v.verdict is Verdict.UNMET)
    veto = _worst([v.verdict for v in vetoes])
    deducts = [
        _deduct(i, counts[i.code], applies(i, unit), system.full_marks)
        for i in system.stage(StageKind.DEDUCT)
    ]
    bonuses = [_bonus(i, counts[i.code]) for i in system.stage(StageKind.BONUS)]
    notes = [_note(i, counts[i.code]) for i in system.stage(StageKind.NOTE)]
    if vetoed_by:
        deducts = [_not_scored(s) for s in deducts]
        bonuses = [_not_scored(s) for s in bonuses]
    deduct = _deduct_score(deducts, system.full_marks)
    bonus, bonus_opened = _bonus_score(bonuses, deduct, system)
    score = ZERO if vetoed_by else deduct + bonus
    if veto is Verdict.UNDETERMINED:
        score = Score(_NO, score.high)
    result = _result(veto, deduct, system)
    indicators = (*vetoes, *deducts, *bonuses, *notes)
    return Assessment(
        unit_id=unit.unit_id,
        system=system.key,
        result=result,
        outcome=_outcome(result, vetoed_by, system),
        score=score,
        stages=(
            StageScore("veto", veto, ZERO),
            StageScore("deduct", Verdict.UNMET if vetoed_by else Verdict.MET, deduct),
            StageScore("bonus", bonus_opened, bonus),
        ),
        indicators=indicators,
        coverage=_coverage(detections),
        vetoed_by=vetoed_by,
    )


def _counts(unit: Unit, system: IndicatorSystem, detections: Detections) -> dict[str, Count]:
    """Every indicator's count; those that give way to others are counted after them."""
    counts: dict[str, Count] = {}
    for indicator in sorted(system.indicators, key=lambda i: bool(i.unless_counted_under)):
        elsewhere: set[str] = set()
        for code in indicator.unless_counted_under:
            elsewhere |= counts[code].targets if code in counts else set()
        counts[indicator.code] = count(indicator, detections, elsewhere)
    return counts


# -- indicators ---------------------------------------------------------------------------------


def _scored(
    indicator: Indicator, counted: Count, verdict: Verdict, points: Score, why: Text
) -> IndicatorScore:
    return IndicatorScore(
        code=indicator.code,
        stage=indicator.stage.value,
        verdict=verdict,
        points=points,
        cap=indicator.points,
        counted_low=int(counted.certain),
        counted_high=int(counted.most),
        finding_ids=tuple(counted.finding_ids),
        coverage=counted.coverage,
        value=counted.value,
        unit_of_value=counted.unit_of_value,
        reason=counted.reason,
        why=why,
    )


def _not_asked(indicator: Indicator) -> IndicatorScore:
    why = Text("本单位不适用", "not asked of this unit")
    return _scored(indicator, Count(), Verdict.NOT_APPLICABLE, ZERO, why)


def _veto(indicator: Indicator, counted: Count, asked: bool | None) -> IndicatorScore:
    if asked is False:
        return _not_asked(indicator)
    limit = float(indicator.at_least or 1)
    if counted.certain >= limit:
        verdict = Verdict.UNMET if asked else Verdict.UNDETERMINED
    elif counted.unbounded or counted.most >= limit:
        verdict = Verdict.UNDETERMINED
    else:
        verdict = Verdict.MET
    return _scored(indicator, counted, verdict, ZERO, why_veto(indicator, counted, verdict))


def _deduct(
    indicator: Indicator, counted: Count, asked: bool | None, full_marks: Decimal
) -> IndicatorScore:
    if asked is False:
        return _not_asked(indicator)
    cap = indicator.points if indicator.points is not None else full_marks
    each = indicator.per_instance or _NO
    certain = min(cap, each * Decimal(str(counted.certain)))
    most = cap if counted.unbounded else min(cap, each * Decimal(str(counted.most)))
    if asked is None:
        certain = _NO
    if indicator.points is None and counted.unbounded and not counted.reason:
        counted.reason = Reason.RULE_UNKNOWN.value
    points = Score(certain, max(certain, most))
    verdict = Verdict.UNMET if certain else Verdict.MET if points.settled else Verdict.UNDETERMINED
    return _scored(indicator, counted, verdict, points, why_deduct(indicator, counted, points))


def _bonus(indicator: Indicator, counted: Count) -> IndicatorScore:
    cap = indicator.points or _NO
    points = Score(_NO, cap if counted.is_open else _NO)
    verdict = Verdict.MET if points.settled else Verdict.UNDETERMINED
    return _scored(indicator, counted, verdict, points, why_note(counted))


def _note(indicator: Indicator, counted: Count) -> IndicatorScore:
    verdict = Verdict.MET
    if counted.certain:
        verdict = Verdict.UNMET
    elif counted.is_open:
        verdict = Verdict.UNDETERMINED
    return _scored(indicator, counted, verdict, ZERO, why_note(counted))


def _not_scored(score: IndicatorScore) -> IndicatorScore:
    why = Text("已被单项否决，不再计分", "vetoed: nothing else is scored")
    return attrs.evolve(score, verdict=Verdict.NOT_APPLICABLE, points=ZERO, why=why)


# -- stages and gates -----------------------------------------------------------------------------


def _worst(verdicts: Sequence[Verdict]) -> Verdict:
    for verdict in (Verdict.UNMET, Verdict.UNDETERMINED):
        if verdict in verdicts:
            return verdict
    return Verdict.MET


def _deduct_score(deducts: Sequence[IndicatorScore], full_marks: Decimal) -> Score:
    lost_least = sum((s.points.low for s in deducts), _NO)
    lost_most = sum((s.points.high for s in deducts), _NO)
    return Score(max(_NO, full_marks - lost_most), max(_NO, full_marks - lost_least))


def _bonus_score(
    bonuses: Sequence[IndicatorScore], deduct: Score, system: IndicatorSystem
) -> tuple[Score, Verdict]:
    """Bonus points, open where the gate is: exactly the line does not open it (N19-R13)."""
    line = system.gates.bonus_above
    if not bonuses or (line is not None and deduct.high <= line):
        return ZERO, Verdict.UNMET
    low = sum((s.points.low for s in bonuses), _NO)
    high = sum((s.points.high for s in bonuses), _NO)
    if line is None or deduct.low > line:
        return Score(low, high), Verdict.MET
    return Score(_NO, high), Verdict.UNDETERMINED


def _result(veto: Verdict, deduct: Score, system: IndicatorSystem) -> Result:
    """Pass or fail only when every completion of the open items agrees; the line itself passes."""
    line = system.gates.fail_below
    if veto is Verdict.UNMET or (line is not None and deduct.high < line):
        return Result.FAIL
    if veto is Verdict.UNDETERMINED or (line is not None and deduct.low < line):
        return Result.OPEN
    return Result.PASS


def _outcome(result: Result, vetoed_by: Sequence[str], system: IndicatorSystem) -> Text:
    if vetoed_by:
        titles = [i.title for i in system.indicators if i.code in vetoed_by]
        zh, en = "、".join(t.zh for t in titles), ", ".join(t.en for t in titles)
        return Text(f"不合格：单项否决（{zh}）", f"fail: vetoed ({en})")
    if result is Result.FAIL:
        line = system.gates.fail_below
        return Text(f"不合格：得分必低于 {line} 分", f"fail: below {line} points whatever is open")
    if result is Result.OPEN:
        return Text("未定：仍有未能判定的事项", "open: some items are not settled yet")
    return Text("合格", "pass")


def _coverage(detections: Detections) -> Coverage:
    """What all detectors together saw of what they asked for."""
    seen = expected = 0
    missing: Counter[str] = Counter()
    for detection, _ in detections.values():
        seen += detection.seen
        expected += detection.expected
        missing.update({r.value: n for r, n in detection.missing.items()})
    return Coverage(seen, expected, dict(sorted(missing.items())))
