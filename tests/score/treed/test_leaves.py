"""A tree judged from gathered sites: detectors, questions and figures on the leaves' scales."""

from __future__ import annotations

from decimal import Decimal

import attrs
import pytest

from govgauge.model.score import Result
from govgauge.model.system import Gates, Measure, Raters, Reduce, Shares, WhenMissing
from govgauge.model.verdict import Verdict

from ..conftest import detection, detections, indicator, interval, unit
from .build import assessed, leaf, marks, scale, tree_system

BY_LINKS = (Measure(detector="links"),)
DEAD = leaf("A", 60, measures=BY_LINKS, scale=scale(10, 0, unit="处"))
ASKED = leaf("B", 40)
RULES = tree_system(DEAD, ASKED)
U = [unit("u")]


def test_what_a_detector_counts_goes_on_the_scale_and_marks_settle_the_rest() -> None:
    found = {"u": detections(links=detection(unmet=5))}
    (one,) = assessed(RULES, U, marks(u__B=80), found).values()
    assert one.score == interval(62, 62)
    assert one.result is Result.PASS
    assert [(i.code, i.points, i.cap) for i in one.indicators] == [
        ("A", interval(30, 30), Decimal(60)),
        ("B", interval(32, 32), Decimal(40)),
    ]
    assert len(one.indicators[0].finding_ids) == 5
    assert one.indicators[0].why.zh == "值 5，得 30 分（满分 60）"


def test_what_was_not_seen_and_what_nobody_answered_stays_open() -> None:
    found = {"u": detections(links=detection(unmet=2, seen_all=False))}
    (one,) = assessed(RULES, U, found=found).values()
    assert one.score == interval(0, Decimal("88"))
    assert one.result is Result.OPEN
    assert [i.verdict for i in one.indicators] == [Verdict.UNDETERMINED, Verdict.NEEDS_PERSON]
    assert one.indicators[1].reason == "question_open"


def test_open_findings_lie_between_both_ends() -> None:
    found = {"u": detections(links=detection(unmet=2, still_open=3))}
    (one,) = assessed(RULES, U, marks(u__B=100), found).values()
    assert one.score == interval(70, 88)


def test_what_nobody_saw_is_never_made_zero_by_the_rule_for_missing_figures() -> None:
    rules = tree_system(DEAD, ASKED, when_missing=WhenMissing.ZERO)
    found = {"u": detections(links=detection(seen_all=False))}
    (one,) = assessed(rules, U, found=found).values()
    assert one.score == interval(0, 60)


def test_a_measured_value_is_taken_exactly() -> None:
    shares = leaf("A", measures=BY_LINKS, reduce=Reduce.VALUE, scale=scale("0.2", 0, unit="share"))
    found = {"u": detections(links=detection(unmet=1, value=0.05))}
    (one,) = assessed(tree_system(shares), U, found=found).values()
    assert one.score == interval(75, 75)


def test_words_are_worth_their_rates_and_differing_raters_leave_what_lies_between() -> None:
    words = leaf("A", scale=scale(categories={"有": Decimal(1), "部分": Decimal("0.5")}))
    rules = tree_system(words)
    assert assessed(rules, U, marks(u__A="部分"))["u"].score == interval(50, 50)
    assert assessed(rules, U, marks(u__A=["有", "部分"]))["u"].score == interval(50, 100)


@pytest.mark.parametrize(
    ("raters", "score"),
    [
        (Raters.AGREE, interval(60, 100)),
        (Raters.MEAN, interval(Decimal("78"), Decimal("78"))),
        (Raters.TRIMMED, interval(Decimal("76.666666667"), Decimal("76.666666667"))),
        (Raters.MEDIAN, interval(75, 75)),
    ],
)
def test_marks_of_several_raters_become_one_as_the_system_says(
    raters: Raters, score: object
) -> None:
    rules = tree_system(leaf("A"), raters=raters)
    assert assessed(rules, U, marks(u__A=[60, 70, 75, 85, 100]))["u"].score == score


def test_two_marks_are_not_trimmed_to_nothing() -> None:
    rules = tree_system(leaf("A"), raters=Raters.TRIMMED)
    assert assessed(rules, U, marks(u__A=[60, 80]))["u"].score == interval(70, 70)


def test_a_fail_line_fails_only_what_cannot_reach_it() -> None:
    rules = tree_system(leaf("A", 70), leaf("B", 30), gates=Gates(Decimal(60)))
    results = {said: assessed(rules, U, marks(u__A=said))["u"].result for said in (10, 50, 90)}
    assert results == {10: Result.FAIL, 50: Result.OPEN, 90: Result.PASS}


# -- stages and tree in one system ----------------------------------------------------------------

BOTH = tree_system(
    leaf("E"),
    indicators=(indicator("V", "veto", at_least=Decimal(1)), indicator("D")),
    shares=Shares(Decimal("0.7"), Decimal("0.3")),
    gates=Gates(Decimal(60)),
)


def test_two_independent_scores_count_by_their_shares() -> None:
    found = {"u": detections(v=detection(), d=detection(unmet=20))}
    (one,) = assessed(BOTH, U, marks(u__E=90), found).values()
    assert one.score == interval(83, 83)
    assert [s.stage for s in one.stages] == ["veto", "deduct", "bonus", "tree"]
    assert one.indicators[-1].points == interval(27, 27)
    assert one.result is Result.PASS


def test_the_fail_line_is_that_of_the_stages() -> None:
    found = {"u": detections(v=detection(), d=detection(unmet=50))}
    (one,) = assessed(BOTH, U, marks(u__E=100), found).values()
    assert (one.score, one.result) == (interval(65, 65), Result.FAIL)


def test_a_veto_leaves_no_score_and_one_that_may_come_opens_it_down_to_nothing() -> None:
    vetoed = {"u": detections(v=detection(unmet=1), d=detection())}
    (one,) = assessed(BOTH, U, marks(u__E=90), vetoed).values()
    assert (one.score, one.has_score) == (interval(0, 0), False)
    unseen = {"u": detections(v=detection(seen_all=False), d=detection())}
    (other,) = assessed(BOTH, U, marks(u__E=90), unseen).values()
    assert other.score == interval(0, 97)


def test_questions_of_leaves_take_marks_on_their_scale() -> None:
    from govgauge.model.question import AnswerKind
    from govgauge.score.questions import questions

    words = leaf("W", scale=scale(categories={"有": Decimal(1), "无": Decimal(0)}))
    raw = leaf("F", measures=(Measure(figure="天数"),), scale=scale(60, 14, unit="天"))
    asked = {q.indicator: q.allowed for q in questions(U, tree_system(DEAD, ASKED, words, raw))}
    assert set(asked) == {"B", "W", "F"}
    assert (asked["B"].kind, asked["B"].least, asked["B"].most) == (AnswerKind.POINTS, 0, 100)
    assert asked["W"].categories == ("有", "无")
    assert asked["F"].most is None


def test_points_are_assumed_wherever_a_weight_above_them_is() -> None:
    from govgauge.model.system import Grade

    assumed = attrs.evolve(
        leaf("P", measures=()), weight_grade=Grade.M, children=(leaf("A"), leaf("B"))
    )
    given = attrs.evolve(leaf("Q", measures=()), children=(leaf("C"),))
    found = {
        i.code: (i.points_grade, i.verified) for i in tree_system(assumed, given).tree_indicators
    }
    assert found == {
        "A": (Grade.M, False), "B": (Grade.M, False), "C": (Grade.A, True),
    }  # fmt: skip
