"""What people are asked under a system: one question for each unit, indicator and question."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from govgauge.model.question import Allowed, AnswerKind, Question
from govgauge.model.review import question_subject
from govgauge.model.system import Indicator, IndicatorSystem, Measure, Scale, StageKind
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.model.working_days import FirstDay
from govgauge.score.conditions import conditions_of


def questions(units: Sequence[Unit], system: IndicatorSystem) -> Iterator[Question]:
    """Every question, in the order of units and indicators.

    A unit is not asked what certainly does not apply to it; where the list does not say, it is.
    """
    scales = {} if system.tree is None else {n.code: n.scale for n in system.tree.leaves()}
    for unit in units:
        holds = conditions_of(unit)
        for indicator in system.asked:
            if holds.get(indicator.applies_to) is not False:
                allowed = allowed_answers(indicator, scales.get(indicator.code))
                yield from _of_indicator(unit, indicator, allowed)


def _of_indicator(unit: Unit, indicator: Indicator, allowed: Allowed) -> Iterator[Question]:
    asked = [m for m in indicator.measures if not m.detector and m.below is None]
    for number, measure in enumerate(asked, 1):
        yield Question(
            subject=question_subject(unit.unit_id, indicator.code, number),
            unit_id=unit.unit_id,
            unit_name=unit.name,
            indicator=indicator.code,
            title=indicator.title,
            asks=_asks(measure),
            allowed=allowed,
            evidence=unit.url,
            sample=measure.sample,
            due=measure.due,
        )


def _asks(measure: Measure) -> Text:
    """A question as it is worded, with its sample and clock; a figure is asked for by its name."""
    if measure.question is not None:
        zh, en = measure.question.zh, measure.question.en
        if measure.sample is not None:
            zh += f"（看抽取的 {measure.sample.count} 条）"
            en += f" (look at the {measure.sample.count} drawn)"
        if measure.due is not None:
            days = measure.due.working_days
            next_day = measure.due.first is FirstDay.NEXT_DAY
            zh += f"（时限 {days} 个工作日，自{'次日' if next_day else '当日'}起算）"
            en += f" (due in {days} working days, from {'the next' if next_day else 'that'} day on)"
        return Text(zh, en)
    return Text(f"填入数据：{measure.figure}", f"enter the figure: {measure.figure}")


def allowed_answers(indicator: Indicator, scale: Scale | None = None) -> Allowed:
    """Faults are counted, bonus points are given, a leaf of a tree is marked on its scale."""
    if scale is not None and scale.categories:
        return Allowed(AnswerKind.CATEGORY, categories=tuple(scale.categories))
    if scale is not None:
        least, most = scale.bounds
        return Allowed(AnswerKind.POINTS, least or Decimal(0), most)
    if indicator.stage is StageKind.BONUS:
        return Allowed(AnswerKind.POINTS, Decimal(0), indicator.points)
    return Allowed(AnswerKind.COUNT)
