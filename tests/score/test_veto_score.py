"""A fixed score after a veto (methodology 4.8: a city's variant gives 59)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from govgauge.model.score import Result
from govgauge.model.system import Gates, Grade
from govgauge.score.assess import assess
from govgauge.score.load import check_system
from govgauge.score.rank import rank

from .conftest import detection, detections, indicator, interval, system, unit
from .test_load import GOOD, KNOWN, written

GATES = Gates(Decimal(60), Grade.A, Decimal(80), veto_score=Decimal(59))
RULES = system(indicator("V", "veto", at_least=Decimal(1)), indicator("D"), gates=GATES)


def test_a_vetoed_unit_fails_with_the_score_the_rule_gives() -> None:
    found = assess(unit(), RULES, detections(v=detection(unmet=1), d=detection(unmet=3)))
    assert (found.result, found.score) == (Result.FAIL, interval(59, 59))
    assert found.outcome.zh.endswith("，按规则记 59 分")
    assert found.has_score


def test_a_unit_that_may_be_vetoed_is_open_down_to_that_score_and_no_lower() -> None:
    unseen = detection(seen_all=False)
    found = assess(unit(), RULES, detections(v=unseen, d=detection(unmet=3)))
    assert found.score == interval(59, 97)
    low = assess(unit(), RULES, detections(v=unseen, d=detection(unmet=70)))
    assert low.score == interval(30, 59)


def test_without_a_veto_score_there_is_no_score() -> None:
    rules = system(*RULES.indicators)
    found = assess(unit(), rules, detections(v=detection(unmet=1), d=detection()))
    assert (found.score, found.has_score) == (interval(0, 0), False)


def test_a_vetoed_unit_is_ranked_by_its_fixed_score() -> None:
    units = [unit("good"), unit("vetoed"), unit("poor")]
    faults = {"good": (0, 1), "vetoed": (1, 0), "poor": (0, 70)}
    found = {
        name: assess(unit(name), RULES, detections(v=detection(unmet=v), d=detection(unmet=d)))
        for name, (v, d) in faults.items()
    }
    rows = rank(units, found, RULES)
    assert [(row.unit_id, row.rank) for row in rows] == [("good", 1), ("vetoed", 2), ("poor", 3)]


@pytest.mark.parametrize("score", ["60", "75"])
def test_a_veto_score_that_would_pass_is_refused(tmp_path: Path, score: str) -> None:
    text = GOOD.replace("bonus_above: 80}", f"bonus_above: 80, veto_score: {score}}}")
    (problem,) = check_system(written(tmp_path, text), KNOWN)
    assert (problem.code, problem.place.line) == ("veto-that-passes", 6)
