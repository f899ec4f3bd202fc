"""New media are judged by people: each fault has its own question, and silence settles nothing."""

from __future__ import annotations

import pytest

from govgauge.detect import find_detectors
from govgauge.model.review import Decisions, Marks
from govgauge.model.score import Assessment, Result
from govgauge.model.unit import Unit, UnitKind
from govgauge.score.assess import assess
from govgauge.score.load import find_system, load_system
from govgauge.score.questions import questions

from .conftest import unit

KNOWN = {name: shelved.about for name, shelved in find_detectors().items()}
SYSTEM = load_system(find_system("new-media-2019"), KNOWN)
APP, ACCOUNT = unit(kind=UnitKind.APP), unit(kind=UnitKind.ACCOUNT)


def asked(of: Unit) -> dict[str, str]:
    return {q.indicator: q.asks.zh for q in questions([of], SYSTEM)}


def judged(of: Unit, **said: str) -> Assessment:
    """Every question is answered with none, but for those in ``said``; an empty answer is none."""
    answers = dict.fromkeys(asked(of), "0") | {c.replace("_", "-"): a for c, a in said.items()}
    marks = {f"u/{code}": Marks({"one": answer}) for code, answer in answers.items() if answer}
    return assess(of, SYSTEM, {}, Decisions(marks))


def test_t_l1_an_app_that_cannot_be_had_is_a_fault_beside_no_update() -> None:
    assert judged(APP).result is Result.PASS
    assert judged(APP, V_M2b="1").vetoed_by == ("V-M2b",)
    assert judged(APP, V_M2a="1", V_M2b="1").vetoed_by == ("V-M2a", "V-M2b")
    assert "频道没有内容" in asked(APP)["V-M2b"]
    assert "V-M2b" not in asked(ACCOUNT)


def test_t_l2_an_account_closed_and_filed_is_not_stale() -> None:
    assert "已注销并备案的账号不算（填 0）" in asked(ACCOUNT)["V-M2a"]
    assert judged(ACCOUNT, V_M2a="0").result is Result.PASS


@pytest.mark.parametrize("code", ["V_M1", "V_M2a", "V_M3a", "V_M3b"])
def test_t_l3_what_a_platform_does_not_show_stays_open(code: str) -> None:
    assessment = judged(ACCOUNT, **{code: ""})
    assert assessment.result is Result.OPEN
    assert assessment.vetoed_by == ()


def test_t_k6_bought_followers_are_told_by_people_with_a_source() -> None:
    assert "附来源" in asked(ACCOUNT)["V-M3b"]
    assert judged(ACCOUNT, V_M3b="1").vetoed_by == ("V-M3b",)
