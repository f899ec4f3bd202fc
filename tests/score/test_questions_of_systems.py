"""Questions to people: what they count costs points, what is there costs none, tries need consent."""

from __future__ import annotations

import re

import pytest

from govgauge.detect import find_detectors
from govgauge.model.detector import params_digest
from govgauge.model.review import Decisions, Marks
from govgauge.model.system import Indicator, IndicatorSystem, StageKind
from govgauge.score.assess import assess
from govgauge.score.load import find_system, list_systems, load_system
from govgauge.score.questions import questions

from .conftest import detections, found, unit

KNOWN = {name: shelved.about for name, shelved in find_detectors().items()}
CENSUS = load_system(find_system("census-2015"), KNOWN)
DRAFT = load_system(find_system("inspection-2019-draft"), KNOWN)
HAVING_EVERYTHING = {"P15-09": "0", "P15-10": "0", "P15-11": "0", "P15-12": "6", "P15-13": "6"}


def lost(**answers: str) -> dict[str, tuple[int, int]]:
    """What each indicator of interaction costs, least and most, by the answers people gave."""
    marks = {f"u/{code.replace('_', '-')}": Marks({"one": said}) for code, said in answers.items()}
    clean = {
        (name, params_digest(params)): next(iter(detections(**{name: found(value=0.0)}).values()))
        for name, params in CENSUS.runs()
    }
    scores = assess(unit(), CENSUS, clean, Decisions(marks)).indicators
    of_interaction = [i for i in scores if i.code in HAVING_EVERYTHING]
    return {i.code: (int(i.points.low), int(i.points.high)) for i in of_interaction}


def test_what_a_site_has_costs_nothing() -> None:
    answers = {code.replace("-", "_"): said for code, said in HAVING_EVERYTHING.items()}
    assert set(lost(**answers).values()) == {(0, 0)}


def test_what_a_site_lacks_costs_its_five_points() -> None:
    assert set(lost(P15_09="1", P15_10="1", P15_11="1", P15_12="0", P15_13="0").values()) == {
        (5, 5)
    }


@pytest.mark.parametrize(("held", "costs"), [("0", 5), ("1", 3), ("5", 3), ("6", 0), ("12", 0)])
def test_fewer_than_six_activities_a_year_cost_three_points(held: str, costs: int) -> None:
    given = lost(P15_12=held, P15_13=held)
    assert given["P15-12"] == given["P15-13"] == (costs, costs)


def test_what_nobody_answered_may_cost_anything_up_to_its_points() -> None:
    assert set(lost().values()) == {(0, 5)}


def asked(system: IndicatorSystem, code: str) -> str:
    return next(q.asks.zh for q in questions([unit()], system) if q.indicator == code)


def test_t_j10_who_answers_is_told_that_a_missing_interview_column_costs_nothing() -> None:
    assert "没有开设访谈栏目的不扣分，填 6" in asked(CENSUS, "P15-13")
    assert lost(P15_13="6")["P15-13"] == (0, 0)


def test_t_j1_t_j2_who_looks_for_a_channel_is_told_what_is_none() -> None:
    for system, code in ((CENSUS, "P15-09"), (DRAFT, "V-W5a")):
        assert all(w in asked(system, code) for w in ("网上信访", "纪检举报", "电子邮箱"))
    assert "电子邮箱不算" in asked(DRAFT, "D-15a")


def test_t_j9_who_tries_an_office_out_is_told_to_ask_for_consent() -> None:
    tries = []
    for name in list_systems():
        system = load_system(find_system(name), KNOWN)
        measures = [m for i in system.asked for m in i.measures if m.question is not None]
        tries += [m.question for m in measures if m.question and "实测" in m.question.zh]
    about_letters = [q for q in tries if "站内搜索" not in q.zh]  # A search troubles nobody.
    assert len(about_letters) >= 5
    assert not [q.zh for q in about_letters if "同意" not in q.zh or "consent" not in q.en]


FAULT = re.compile("未|没有|无|不|超过|存在|缺|错|泄露|推诿|逾期|问题|另行|否决")


def counts_faults(indicator: Indicator) -> bool:
    return indicator.stage in (StageKind.VETO, StageKind.DEDUCT) and not indicator.bands


def test_whatever_is_counted_against_a_unit_is_asked_for_as_a_fault() -> None:
    """An answer is a number of faults: “is there a column?” would charge whoever has one."""
    asked_for = [
        (name, i.code, re.split("[？?]", m.question.zh)[0])
        for name in list_systems()
        for i in load_system(find_system(name), KNOWN).indicators
        for m in i.measures
        if m.question and counts_faults(i)
    ]
    assert len(asked_for) > 60
    assert not [asks for asks in asked_for if not FAULT.search(asks[2])]
