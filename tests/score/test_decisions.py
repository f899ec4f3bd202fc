"""What people decide counts: answers settle questions, rejected findings never come back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govgauge.model.review import Decisions, Marks, ReviewAct, ReviewEvent, decided
from govgauge.model.score import Assessment, Result
from govgauge.model.system import Measure, Review
from govgauge.model.verdict import Verdict
from govgauge.score.assess import assess

from .conftest import T, detection, detections, indicator, interval, system, unit

QUESTION = (Measure(question=T),)


def judged(*indicators: object, decisions: Decisions, **found: object) -> Assessment:
    return assess(unit(), system(*indicators), detections(**found), decisions)  # type: ignore[arg-type]


def answers(**said: list[str]) -> Decisions:
    """``A=["0"]``: one rater; ``A=["0", "2"]``: two who disagree."""
    marks = {
        f"u/{code.replace('__', '/')}": Marks({f"rater {n}": v for n, v in enumerate(values)})
        for code, values in said.items()
    }
    return Decisions(marks)


def test_an_answer_settles_a_question() -> None:
    a = indicator("A", points=Decimal(10), per_instance=Decimal(2), measures=QUESTION)
    assert judged(a, decisions=answers(A=["0"])).score == interval("100", "100")
    assert judged(a, decisions=answers(A=["3"])).score == interval("94", "94")
    assert judged(a, decisions=answers(A=["30"])).score == interval("90", "90")


def test_raters_who_disagree_leave_it_open_between_them() -> None:
    a = indicator("A", points=Decimal(10), measures=QUESTION)
    assessment = judged(a, decisions=answers(A=["1", "4"]))
    assert assessment.score == interval("96", "99")
    assert assessment.indicators[0].reason == "question_open"


def test_a_veto_by_answer_needs_its_threshold() -> None:
    v = indicator("V", "veto", at_least=Decimal(2), measures=QUESTION)
    assert judged(v, decisions=answers(V=["1"])).result is Result.PASS
    assert judged(v, decisions=answers(V=["2"])).result is Result.FAIL
    assert judged(v, decisions=answers(V=["1", "2"])).result is Result.OPEN


def test_each_question_of_an_indicator_has_an_answer_of_its_own() -> None:
    a = indicator("A", points=Decimal(10), measures=QUESTION * 2)
    assert judged(a, decisions=answers(A=["1"])).score == interval("90", "99")
    assert judged(a, decisions=answers(A=["1"], A__2=["2"])).score == interval("97", "97")


def test_bonus_points_are_given_by_people_up_to_the_cap() -> None:
    b = indicator("B", "bonus", points=Decimal(10), measures=QUESTION)
    assert judged(b, decisions=Decisions()).score == interval("100", "110")
    assert judged(b, decisions=answers(B=["7.5"])).score == interval("107.5", "107.5")
    assert judged(b, decisions=answers(B=["6", "8"])).score == interval("106", "108")
    assert judged(b, decisions=answers(B=["40"])).score == interval("110", "110")


def test_a_rejected_finding_counts_no_more_and_a_confirmed_one_surely() -> None:
    a = indicator("A", points=Decimal(20))
    found = detection(3, still_open=1)
    ids = [f.finding_id for f in detections(a=found)["a", next(iter(detections(a=found)))[1]][1]]
    rejected = Decisions(upheld={ids[0]: False})
    assert judged(a, decisions=rejected, a=found).score == interval("97", "98")
    confirmed = Decisions(upheld={ids[3]: True})
    assert judged(a, decisions=confirmed, a=found).score == interval("96", "96")


def test_what_must_be_reviewed_counts_only_once_confirmed() -> None:
    a = indicator("A", points=Decimal(20), review=Review.ALL)
    found = detection(2)
    ids = [f.finding_id for f in detections(a=found)["a", next(iter(detections(a=found)))[1]][1]]
    assert judged(a, decisions=Decisions(), a=found).score == interval("98", "100")
    assert judged(
        a, decisions=Decisions(upheld=dict.fromkeys(ids, True)), a=found
    ).score == interval("98", "98")
    assert judged(a, decisions=Decisions(upheld=dict.fromkeys(ids, False)), a=found).score == (
        interval("100", "100")
    )


@given(st.integers(0, 20), st.integers(0, 20))
def test_fewer_faults_never_lower_a_score(few: int, more: int) -> None:
    a = indicator("A", points=Decimal(10), measures=QUESTION)
    fewer = judged(a, decisions=answers(A=[str(min(few, more))]))
    many = judged(a, decisions=answers(A=[str(max(few, more))]))
    assert fewer.score.low >= many.score.low and fewer.settled


def event(act: ReviewAct, subject: str, who: str = "甲", value: str = "") -> ReviewEvent:
    return ReviewEvent("2026-11-25T00:00:00", who, act, subject, value, "why", "")


@pytest.mark.parametrize(
    ("acts", "upheld"),
    [
        ([ReviewAct.CONFIRM], True),
        ([ReviewAct.REJECT], False),
        ([ReviewAct.CONFIRM, ReviewAct.REJECT], False),
        ([ReviewAct.CONFIRM, ReviewAct.APPEAL, ReviewAct.REJECT], False),
        ([ReviewAct.CONFIRM, ReviewAct.APPEAL, ReviewAct.CONFIRM], True),
        ([ReviewAct.CONFIRM, ReviewAct.APPEAL], True),
    ],
)
def test_the_last_word_on_a_finding_stands(acts: list[ReviewAct], upheld: bool) -> None:
    assert decided([event(act, "f") for act in acts]).upheld == {"f": upheld}


def test_an_arbiter_settles_what_raters_disagree_about() -> None:
    events = [
        event(ReviewAct.MARK, "u/A", "甲", "1"),
        event(ReviewAct.MARK, "u/A", "乙", "4"),
        event(ReviewAct.ARBITRATE, "u/A", "丙", "4"),
    ]
    a = indicator("A", points=Decimal(10), measures=QUESTION)
    assert judged(a, decisions=decided(events)).score == interval("96", "96")
    assert judged(a, decisions=decided(events)).indicators[0].verdict is Verdict.UNMET


def test_an_imported_figure_is_entered_like_an_answer() -> None:
    a = indicator("A", points=Decimal(10), measures=(Measure(figure="survey"), *QUESTION))
    assert judged(a, decisions=answers(A=["2"])).score == interval("90", "98")
    assert judged(a, decisions=answers(A=["2"], A__2=["1"])).score == interval("97", "97")
