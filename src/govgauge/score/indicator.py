"""One indicator of one unit: its verdict and points over every world, and how they came about."""

from collections.abc import Sequence
from decimal import Decimal

from govgauge.model.score import ZERO, IndicatorScore, Score
from govgauge.model.system import Indicator, IndicatorSystem, StageKind
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict
from govgauge.score.count import Count
from govgauge.score.once import Numbers
from govgauge.score.words import NOT_ASKED, why_bonus, why_deduct, why_note, why_veto
from govgauge.score.world import World

_NO = Decimal(0)


def indicator_score(
    indicator: Indicator, system: IndicatorSystem, counted: Count, worlds: Sequence[World]
) -> IndicatorScore:
    """What holds of an indicator in all worlds; where it is not asked it counts nothing."""
    asked = [w for w in worlds if indicator.code in w.numbers]
    if not asked:
        return _score(indicator, Count(), Numbers(), Verdict.NOT_APPLICABLE, ZERO, NOT_ASKED)
    number = _hull([w.numbers[indicator.code] for w in asked])
    points = [w.points[indicator.code] for w in asked]
    always = len(asked) == len(worlds)
    if not always:
        number.certain = _NO
        points.append(ZERO)
    span = Score(min(p.low for p in points), max(p.high for p in points))
    veto = indicator.stage is StageKind.VETO
    verdict = _veto(indicator, counted, number) if veto else _verdict(counted, number, span)
    why = _why(indicator, system, counted, number, span, verdict)
    _explain(indicator, system, counted, number)
    return _score(indicator, counted, number, verdict, span, why)


def _hull(numbers: Sequence[Numbers]) -> Numbers:
    """What counts in every world at least, and in some world at most."""
    away = set.intersection(*(n.given_away for n in numbers))
    return Numbers(min(n.certain for n in numbers), max(n.most for n in numbers), away)


def _why(
    indicator: Indicator,
    system: IndicatorSystem,
    counted: Count,
    number: Numbers,
    points: Score,
    verdict: Verdict,
) -> Text:
    if indicator.stage is StageKind.VETO:
        return why_veto(indicator, number, verdict)
    if indicator.stage is StageKind.DEDUCT:
        return why_deduct(indicator, number, points, system.shared_cap(indicator))
    if indicator.stage is StageKind.BONUS:
        return why_bonus(indicator, points, system.shared_cap(indicator))
    return why_note(number, counted)


def _veto(indicator: Indicator, counted: Count, number: Numbers) -> Verdict:
    limit = indicator.at_least or Decimal(1)
    if number.certain >= limit:
        return Verdict.UNMET
    if counted.unbounded or number.most >= limit:
        return Verdict.UNDETERMINED
    return Verdict.MET


def _verdict(counted: Count, number: Numbers, points: Score) -> Verdict:
    if number.certain:
        return Verdict.UNMET
    if not points.settled or counted.unbounded or number.most > number.certain:
        return Verdict.UNDETERMINED
    return Verdict.MET


def _explain(
    indicator: Indicator, system: IndicatorSystem, counted: Count, number: Numbers
) -> None:
    """The reason of what is open only because the rule's own numbers are not known."""
    if counted.reason or indicator.stage is not StageKind.DEDUCT:
        return
    no_cap = counted.unbounded and system.cap_of(indicator) is None
    no_price = indicator.per_instance is None and not indicator.bands and number.most > 0
    if no_cap or no_price:
        counted.reason = Reason.RULE_UNKNOWN.value


def _score(
    indicator: Indicator,
    counted: Count,
    number: Numbers,
    verdict: Verdict,
    points: Score,
    why: Text,
) -> IndicatorScore:
    ids = tuple(
        name for name, f in counted.findings.items() if f.instance.target not in number.given_away
    )
    return IndicatorScore(
        code=indicator.code,
        stage=indicator.stage.value,
        verdict=verdict,
        points=points,
        cap=indicator.points,
        counted_low=int(number.certain),
        counted_high=int(number.most),
        finding_ids=ids,
        coverage=counted.coverage,
        value=counted.measured,
        unit_of_value=counted.unit_of_value,
        reason=counted.reason,
        why=why,
    )
