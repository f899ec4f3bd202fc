"""What people are asked under a system: one question for each unit, indicator and question."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from govgauge.model.question import Allowed, AnswerKind, Question
from govgauge.model.system import Indicator, IndicatorSystem, StageKind
from govgauge.model.unit import Unit
from govgauge.score.conditions import conditions_of


def question_subject(unit_id: str, code: str, number: int = 1) -> str:
    """What an answer is kept under; the first question of an indicator needs no number."""
    return f"{unit_id}/{code}" if number == 1 else f"{unit_id}/{code}/{number}"


def questions(units: Sequence[Unit], system: IndicatorSystem) -> Iterator[Question]:
    """Every question, in the order of units and indicators.

    A unit is not asked what certainly does not apply to it; where the list does not say, it is.
    """
    for unit in units:
        holds = conditions_of(unit)
        for indicator in system.indicators:
            if holds.get(indicator.applies_to) is not False:
                yield from _of_indicator(unit, indicator)


def _of_indicator(unit: Unit, indicator: Indicator) -> Iterator[Question]:
    asked = [m.question for m in indicator.measures if m.question is not None]
    for number, asks in enumerate(asked, 1):
        yield Question(
            subject=question_subject(unit.unit_id, indicator.code, number),
            unit_id=unit.unit_id,
            unit_name=unit.name,
            indicator=indicator.code,
            title=indicator.title,
            asks=asks,
            allowed=allowed_answers(indicator),
            evidence=unit.url,
        )


def allowed_answers(indicator: Indicator) -> Allowed:
    """Faults are counted; bonus points, and points lost where no instance has a price, are given."""
    by_points = indicator.stage is StageKind.BONUS or (
        indicator.stage is StageKind.DEDUCT and indicator.per_instance is None
    )
    if by_points:
        return Allowed(AnswerKind.POINTS, Decimal(0), indicator.points)
    return Allowed(AnswerKind.COUNT)
