"""Agreement of raters is told for each question, from marks as they were given."""

from __future__ import annotations

from decimal import Decimal

import pytest

from govgauge.cli.agreement_table import agreement_document, overall_document
from govgauge.model.question import Allowed, AnswerKind, Question
from govgauge.model.review import Marks
from govgauge.model.text import Text
from govgauge.run.rater_agreement import QuestionAgreement, agreement, overall
from govgauge.score.agreement.krippendorff import Standing

T = Text("题", "title")
POINTS = Allowed(AnswerKind.POINTS, Decimal(0), Decimal(10))
# Shrout and Fleiss's table (methodology 4.20): six units by four raters, ICC(2,1) 0.2897637795.
TABLE = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]


def asked(units: int, allowed: Allowed = POINTS, code: str = "Q") -> list[Question]:
    return [Question(f"u{n}/{code}", f"u{n}", "", code, T, T, allowed) for n in range(units)]


def marks(rows: list[tuple[object, ...]], code: str = "Q") -> dict[str, Marks]:
    return {
        f"u{n}/{code}": Marks({f"r{k}": str(v) for k, v in enumerate(row) if v is not None})
        for n, row in enumerate(rows)
    }


def one_of(rows: list[tuple[object, ...]], allowed: Allowed = POINTS) -> QuestionAgreement:
    (found,) = agreement(asked(len(rows), allowed), marks(rows))
    return found


def test_numbers_have_an_intraclass_correlation() -> None:
    found = one_of(list(TABLE))
    assert found.correlation == pytest.approx(0.2897637795, abs=1e-9)
    assert found.figures.standing is Standing.RATE_AGAIN
    assert found.effects["r0"] == pytest.approx(max(e for e in found.effects.values() if e))


def test_words_are_compared_in_their_order_and_have_a_kappa() -> None:
    words = Allowed(AnswerKind.CATEGORY, categories=("有", "部分", "无"))
    found = one_of([("有", "有"), ("部分", "有"), ("无", "无"), ("有", "有")], words)
    assert found.figures.kappa is not None and found.correlation is None
    assert found.figures.ac1.observed == 0.75


def test_what_one_person_alone_answered_tells_nothing() -> None:
    assert agreement(asked(2), marks([(1, None), (2, None)])) == ()


def test_marks_that_are_all_alike_have_no_alpha_and_full_agreement() -> None:
    found = one_of([(1, 1), (1, 1), (1, 1)])
    assert (found.figures.alpha, found.figures.ac1.observed, found.correlation) == (None, 1, None)


def test_questions_are_told_apart_and_come_in_the_systems_order() -> None:
    both = asked(2, code="B") + asked(2, code="A") + asked(2, code="A/2")
    said = {}
    for code in ("A", "B", "A/2"):
        said |= marks([(1, 2), (3, 3)], code)
    assert [one.question for one in agreement(both, said)] == ["B", "A", "A/2"]


def test_all_questions_together_count_what_was_rated_twice_and_name_the_weakest() -> None:
    rows: dict[str, list[tuple[object, ...]]] = {
        "A": [(1, 1), (5, 5), (9, 9), (4, None)],
        "B": [(1, 9), (9, 1)],
        "C": [(3, 3), (3, 3)],
    }
    questions = [q for code, some in rows.items() for q in asked(len(some), code=code)]
    said: dict[str, Marks] = {}
    for code, some in rows.items():
        said |= marks(some, code)
    found = overall(agreement(questions, said))
    assert found is not None
    assert (found.questions, found.twice, found.rated) == (3, 7, 8)
    assert found.equal == pytest.approx(5 / 7)
    assert found.alike == 1
    assert dict(found.standings) == {
        Standing.PUBLISH: 1,
        Standing.WITH_NOTE: 0,
        Standing.RATE_AGAIN: 1,
    }
    assert found.weakest == "B" and found.least_alpha is not None and found.least_alpha < 0
    document = overall_document(agreement(questions, said))
    assert document is not None and "7/8 个答案为双评，71% 相同" in document["says"]["zh"]
    assert "the weakest is B" in document["says"]["en"]


def test_nothing_rated_twice_has_no_agreement_together() -> None:
    assert overall(()) is None and overall_document(()) is None


def test_a_question_is_told_in_a_sentence_with_who_marks_higher() -> None:
    says = agreement_document(one_of([(9, 2), (6, 1), (8, 4), (7, 1)]))["says"]
    assert "4 个单位有两人评分，每两个评分中 0% 相同" in says["zh"]
    assert "须培训后重评" in says["zh"] and "平均偏" in says["zh"] and "on average" in says["en"]
    alike = agreement_document(one_of([(1, 1), (1, 1)]))
    assert alike["standing"] == "all_alike" and "全部一致" in alike["says"]["zh"]
