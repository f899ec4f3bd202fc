"""Veto, deduct, bonus and gates as intervals: worked cases and properties."""

from __future__ import annotations

from decimal import Decimal

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govgauge.model.detector import Detection
from govgauge.model.score import Result
from govgauge.model.system import Gates, Grade, Measure, Reduce, Review
from govgauge.model.verdict import Reason, Verdict

from .conftest import T, detection, indicator, interval, scored, unit


def test_deductions_are_counted_per_instance() -> None:
    a = indicator("A", per_instance=Decimal("0.1"), points=Decimal(5))
    assert scored(a, given={"a": detection(12)}).score == interval("98.8", "98.8")


def test_n19_r7_deductions_stop_at_the_points_of_the_indicator() -> None:
    a = indicator("A", per_instance=Decimal(2), points=Decimal(5))
    assert scored(a, given={"a": detection(40)}).score == interval("95", "95")


def test_open_instances_count_only_at_the_low_end() -> None:
    a = indicator("A", points=Decimal(20))
    assert scored(a, given={"a": detection(3, still_open=4)}).score == interval("93", "97")


def test_a_population_not_wholly_seen_opens_the_indicator_up_to_its_cap() -> None:
    a = indicator("A", points=Decimal(20))
    assert scored(a, given={"a": detection(3, seen_all=False)}).score == interval("80", "97")


def test_an_unknown_cap_may_cost_everything_while_something_is_open() -> None:
    a = indicator("A", points=None)
    assert scored(a, given={"a": detection(3, seen_all=False)}).score == interval("0", "97")


def test_what_no_detector_measures_stays_open() -> None:
    a = indicator("A", points=Decimal(10), measures=(Measure(question=T),))
    assessment = scored(a, given={})
    assert assessment.score == interval("90", "100")
    assert assessment.indicators[0].reason == "question_open"


def test_n19_r3_any_veto_fails_and_nothing_else_is_scored() -> None:
    v = indicator("V", "veto", at_least=Decimal(1))
    a = indicator("A", points=Decimal(20))
    assessment = scored(v, a, given={"v": detection(1), "a": detection(3)})
    assert assessment.result is Result.FAIL
    assert assessment.vetoed_by == ("V",)
    assert assessment.score == interval("0", "0")
    assert assessment.indicators[1].verdict is Verdict.NOT_APPLICABLE


@pytest.mark.parametrize(("found", "verdict"), [(4, "met"), (5, "unmet"), (6, "unmet")])
def test_t_m1_thresholds_are_inclusive(found: int, verdict: str) -> None:
    v = indicator("V", "veto", at_least=Decimal(5))
    assert scored(v, given={"v": detection(found)}).indicators[0].verdict == verdict


def test_an_open_veto_keeps_the_result_open_and_the_low_end_at_zero() -> None:
    v = indicator("V", "veto", at_least=Decimal(5))
    assessment = scored(v, given={"v": detection(4, still_open=1)})
    assert (assessment.result, assessment.score) == (Result.OPEN, interval("0", "100"))


@pytest.mark.parametrize(
    ("lost", "result"), [(39, Result.PASS), (40, Result.PASS), (41, Result.FAIL)]
)
def test_t_m2_exactly_60_qualifies(lost: int, result: Result) -> None:
    a = indicator("A", points=Decimal(100))
    assert scored(a, given={"a": detection(lost)}).result is result


def test_a_result_is_said_only_when_both_ends_agree() -> None:
    a = indicator("A", points=Decimal(100))
    assert scored(a, given={"a": detection(35, still_open=10)}).result is Result.OPEN
    assert scored(a, given={"a": detection(41, still_open=10)}).result is Result.FAIL
    assert scored(a, given={"a": detection(20, still_open=10)}).result is Result.PASS


@pytest.mark.parametrize(
    ("lost", "opened"), [(19, Verdict.MET), (20, Verdict.UNMET), (21, Verdict.UNMET)]
)
def test_n19_r13_exactly_80_does_not_open_the_bonus(lost: int, opened: Verdict) -> None:
    a = indicator("A", points=Decimal(100))
    b = indicator("B", "bonus", points=Decimal(10), measures=(Measure(question=T),))
    assessment = scored(a, b, given={"a": detection(lost)})
    assert assessment.stages[2].opened is opened
    assert assessment.score.high == Decimal(100 - lost) + (10 if opened is Verdict.MET else 0)


def test_t_b8_a_fault_counted_under_one_indicator_is_not_counted_again() -> None:
    a = indicator("A", points=Decimal(20))
    b = indicator("B", points=Decimal(20), unless_counted_under=("A",))
    assert scored(b, a, given={"a": detection(3), "b": detection(5)}).score == interval("95", "95")


def test_t_j7_service_indicators_are_not_asked_of_units_without_services() -> None:
    a = indicator("A", points=Decimal(20), applies_to="has_services")
    given = {"a": detection(3)}
    assert scored(a, given=given, unit=unit(has_services=False)).score == interval("100", "100")
    assert scored(a, given=given, unit=unit(has_services=True)).score == interval("97", "97")
    assert scored(a, given=given, unit=unit()).score == interval("97", "100")


def test_findings_that_need_a_person_count_only_at_the_low_end() -> None:
    a = indicator("A", points=Decimal(20), review=Review.ALL)
    assert scored(a, given={"a": detection(3)}).score == interval("97", "100")


def test_a_measured_value_can_be_charged_instead_of_a_count() -> None:
    a = indicator("A", points=Decimal(25), per_instance=Decimal(5), reduce=Reduce.VALUE)
    assert scored(a, given={"a": detection(1, value=3.0)}).score == interval("85", "85")


def test_parts_of_a_unit_are_counted_apart() -> None:
    one = detection(2)
    home = attrs.evolve(one.instances[0], part="home")
    inner = attrs.evolve(one.instances[1], part="inner")
    both = attrs.evolve(one, instances=(home, inner))
    a = indicator(
        "A",
        points=Decimal(20),
        per_instance=Decimal(5),
        measures=(Measure(detector="d", parts=("home",)),),
    )
    b = indicator("B", points=Decimal(20), measures=(Measure(detector="d", parts=("inner",)),))
    assert scored(a, b, given={"d": both}).score == interval("94", "94")


def test_our_own_fault_never_settles_anything() -> None:
    broken = Detection(
        Verdict.UNDETERMINED, expected=1, missing={Reason.OUR_FAULT: 1}, reason=Reason.OUR_FAULT
    )
    a = indicator("A", points=Decimal(20))
    assert scored(a, given={"a": broken}).score == interval("80", "100")


def test_a_score_is_never_negative() -> None:
    many = [indicator(c, points=Decimal(60)) for c in "ABC"]
    given = {c: detection(60) for c in "abc"}
    assert scored(*many, given=given, gates=Gates(None, Grade.X, None)).score == interval("0", "0")


COUNTS = st.integers(0, 30)


@settings(max_examples=60, deadline=None)
@given(COUNTS, COUNTS, COUNTS)
def test_the_interval_contains_every_completion_of_open_items(
    unmet: int, still_open: int, turn: int
) -> None:
    a = indicator("A", points=Decimal(15))
    turned = min(turn, still_open)
    now = scored(a, given={"a": detection(unmet, still_open)}).score
    later = scored(a, given={"a": detection(unmet + turned)}).score
    assert now.low <= later.low <= later.high <= now.high


@settings(max_examples=60, deadline=None)
@given(COUNTS, COUNTS, st.integers(0, 5))
def test_a_better_value_never_lowers_a_score(unmet: int, still_open: int, better: int) -> None:
    a = indicator("A", points=Decimal(15))
    worse = scored(a, given={"a": detection(unmet, still_open)}).score
    good = scored(a, given={"a": detection(max(0, unmet - better), still_open)}).score
    assert good.low >= worse.low
    assert good.high >= worse.high
