"""What one indicator counts: parts, several measures over one run, addresses, values, X."""

from __future__ import annotations

from decimal import Decimal

import pytest

from govgauge.model.detector import Detection
from govgauge.model.finding import Evidence, Instance
from govgauge.model.score import Result
from govgauge.model.system import Measure, Reduce, Review
from govgauge.model.verdict import Reason, Verdict

from .conftest import T, both, found, indicator, interval, scored

FIVE = Decimal(5)
NEWS, POLICY = found(["n1", "n2"], part="news"), found(["p1", "p2", "p3"], part="policy")
COLUMNS = both(NEWS, POLICY)


def by_parts(*parts: str) -> Measure:
    return Measure(detector="columns", parts=parts)


def test_a_measure_can_take_several_parts() -> None:
    a = indicator("A", points=FIVE, measures=(by_parts("news", "policy"),))
    b = indicator("B", points=FIVE, measures=(by_parts("planning"),))
    assessment = scored(a, b, given={"columns": COLUMNS})
    assert assessment.score == interval("95", "95")
    assert [i.counted_low for i in assessment.indicators] == [5, 0]


def test_measures_over_one_run_cover_it_once_and_count_no_finding_twice() -> None:
    a = indicator("A", points=Decimal(9), measures=(by_parts("news"), by_parts("news", "policy")))
    assessment = scored(a, given={"columns": COLUMNS})
    assert assessment.score == interval("95", "95")
    assert (assessment.indicators[0].coverage.seen, assessment.coverage.seen) == (9, 9)
    assert len(assessment.indicators[0].finding_ids) == 5


def test_only_the_unseen_part_is_open() -> None:
    half = both(NEWS, found(part="policy", unseen=["policy"]))
    a = indicator("A", points=FIVE, measures=(by_parts("news"),))
    b = indicator("B", points=FIVE, measures=(by_parts("news", "policy"),))
    assert scored(a, given={"columns": half}).score == interval("98", "98")
    assert scored(b, given={"columns": half}).score == interval("95", "98")


@pytest.mark.parametrize(
    "unexplained",
    [
        Detection(Verdict.NEEDS_PERSON, seen=3, expected=3),
        Detection(Verdict.UNDETERMINED, seen=3, expected=3, reason=Reason.AMBIGUOUS),
        Detection(Verdict.UNDETERMINED, seen=3, expected=5, reason=Reason.RESET),
    ],
    ids=["person", "no-instance", "no-part-named"],
)
def test_openness_that_names_no_part_opens_every_part(unexplained: Detection) -> None:
    a = indicator("A", points=FIVE, measures=(by_parts("news"),))
    assert scored(a, given={"columns": unexplained}).score == interval("95", "100")


def test_a_veto_counts_one_address_once_over_stale_and_blank_columns() -> None:
    measures = (Measure(detector="stale"), Measure(detector="blank"))
    v = indicator("V", "veto", at_least=Decimal(4), reduce=Reduce.ADDRESSES, measures=measures)
    stale, blank = found(["a", "b", "c"]), found(["b", "c"], ["d"])
    assessment = scored(v, given={"stale": stale, "blank": blank})
    assert (assessment.indicators[0].counted_low, assessment.indicators[0].counted_high) == (3, 4)
    assert assessment.result is Result.OPEN
    assert scored(v, given={"stale": stale, "blank": found(["b"], ["c"])}).result is Result.PASS


def test_a_question_beside_detectors_keeps_a_veto_open_until_the_limit_is_reached() -> None:
    measures = (Measure(detector="stale"), Measure(question=T))
    v = indicator("V", "veto", at_least=Decimal(3), measures=measures)
    assert scored(v, given={"stale": found(["a", "b"])}).result is Result.OPEN
    assert scored(v, given={"stale": found(["a", "b", "c"])}).result is Result.FAIL


def visits(value: float, verdict: Verdict = Verdict.MET) -> Detection:
    reason = Reason.PERIOD_NOT_COVERED if verdict is Verdict.UNDETERMINED else None
    instances = (Instance("http://a/", T, evidence=(Evidence("d", "u"),)),)
    return Detection(
        verdict,
        instances=instances if verdict is Verdict.UNMET else (),
        seen=140,
        expected=140,
        value=value,
        reason=reason,
    )


@pytest.mark.parametrize(
    ("share", "kept"), [(0.0, "100"), (0.01, "95"), (0.03, "85"), (0.07, "75"), (0.041, "79.5")]
)
def test_a_share_is_charged_exactly_as_written(share: float, kept: str) -> None:
    a = indicator("A", points=Decimal(25), per_instance=Decimal(500), reduce=Reduce.VALUE)
    assert scored(a, given={"a": visits(share)}).score == interval(kept, kept)


def test_a_value_of_too_short_a_period_settles_nothing() -> None:
    a = indicator("A", points=Decimal(25), per_instance=Decimal(500), reduce=Reduce.VALUE)
    short = visits(0.01, Verdict.UNDETERMINED)
    assert scored(a, given={"a": short}).score == interval("75", "100")


def test_a_value_that_awaits_a_person_counts_only_at_the_low_end() -> None:
    a = indicator(
        "A", points=Decimal(25), per_instance=FIVE, reduce=Reduce.VALUE, review=Review.ALL
    )
    assert scored(a, given={"a": visits(3)}).score == interval("85", "100")


@pytest.mark.parametrize(
    ("share", "result"), [(0.05, Result.FAIL), (0.049, Result.PASS), (0.15, Result.FAIL)]
)
def test_t_m1_a_value_reaches_a_veto_at_the_limit_itself(share: float, result: Result) -> None:
    v = indicator("V", "veto", at_least=Decimal("0.05"), reduce=Reduce.VALUE)
    assert scored(v, given={"v": visits(share)}).result is result


def test_a_fault_whose_price_is_not_known_costs_anything_up_to_the_cap() -> None:
    a = indicator("A", points=FIVE, per_instance=None)
    one = scored(a, given={"a": found(["x"])})
    assert one.score == interval("95", "100")
    assert one.indicators[0].verdict is Verdict.UNMET
    assert one.indicators[0].reason == "rule_unknown"
    assert scored(a, given={"a": found()}).score == interval("100", "100")
