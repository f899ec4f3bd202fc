"""The shipped systems hold every row of indicator-systems.md, and say what is not verified."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from govgauge.detect import find_detectors
from govgauge.model.detector import Detection, params_digest
from govgauge.model.score import Assessment, Result
from govgauge.model.system import IndicatorSystem, MakeUp, Reduce, StageKind
from govgauge.score.assess import assess
from govgauge.score.load import find_system, list_systems, load_system
from govgauge.score.weighted.tree import Value, score_unit

from .conftest import detections, found, interval, unit

KNOWN = {name: shelved.about for name, shelved in find_detectors().items()}
CENSUS, DRAFT = "census-2015", "inspection-2019-draft"

ROWS = {
    DRAFT: """
        V-W1 V-W2 V-W3 V-W4a V-W4b V-W4c V-W5a V-W5b V-W6a V-W6b V-W6c V-W6d
        D-01 D-02 D-03 D-04 D-05a D-05b D-05c D-06a D-06b D-06c D-06d D-07
        D-08a D-08b D-09a D-09b D-10 D-11
        D-12 D-13a D-13b D-13c D-13d D-14a D-14b D-15a D-15b D-15c D-16
        D-17a D-17b D-18a D-18b D-19a D-19b D-20 D-21 D-22 D-23 D-24 D-25
        B-1 B-2 B-3 B-4 B-5 B-total
    """,
    CENSUS: """
        P15-V1 P15-V2 P15-V3 P15-V4 P15-V5
        P15-01 P15-02 P15-03 P15-04 P15-05 P15-06 P15-07 P15-08 P15-09 P15-10 P15-11 P15-12
        P15-13 P15-14 P15-15 P15-16 P15-17
    """,
}
"""§1.2 (websites), §1.4 and §1.5; §2.1 and §2.2."""

UNVERIFIED = {
    # Rows whose rule or number is graded M, M?, P or X.
    DRAFT: """
        V-W6b V-W6d D-01 D-02 D-03 D-04 D-05c D-06a D-06b D-06c D-07a D-07b D-09a D-09b D-10 D-11
        D-12 D-13a D-14a D-16 D-17a D-17b D-18b1 D-18b6 D-19a D-19b D-21 D-24 B-1 B-5
    """,
    CENSUS: "P15-02 P15-03 P15-08 P15-15 P15-16 P15-17",
}
SPLIT = {"发布解读": 40, "办事服务": 25, "互动交流": 20, "功能设计": 15}


def shipped(name: str) -> IndicatorSystem:
    return load_system(find_system(name), KNOWN)


def test_every_shipped_system_loads_and_measures_everything_somehow() -> None:
    assert {CENSUS, DRAFT} <= set(list_systems())
    for name in list_systems():
        system = shipped(name)
        assert all(i.measures and i.clause for i in system.indicators)
        leaves = () if system.tree is None else system.tree.leaves()
        assert system.indicators or leaves
        assert all(leaf.measures and leaf.clause for leaf in leaves)
        for measure in (m for i in (*system.indicators, *leaves) for m in i.measures):
            assert measure.question is None or (measure.question.zh and measure.question.en)


THE_SHELF = """
    inspection-2019-draft new-media-2019 supervision-2019-draft census-2015 tsinghua-2021-style
    cstc-2016-style cstc-2022-style cstc-2022-zones-style cstc-2022-capability-style
    cstc-2022-apps-style capability-2023-style uestc-2021-style zhaoqing-2019
    xuancheng-2019 jiangmen my-city
"""


def test_the_shelf_holds_every_system_asked_for_and_none_is_called_official() -> None:
    assert set(list_systems()) == set(THE_SHELF.split())
    for name in list_systems():
        system = shipped(name)
        assert system.system_id == name and system.status != "official"
        assert system.sources and system.note.zh and system.note.en


@pytest.mark.parametrize(
    ("name", "full", "indicators"),
    [
        ("tsinghua-2021-style", 1, None),
        ("capability-2023-style", 110, None),
        ("uestc-2021-style", 100, 31),
    ],
)
def test_full_marks_and_sizes_are_those_published(
    name: str, full: int, indicators: int | None
) -> None:
    system = shipped(name)
    assert system.tree is not None and system.full_marks == full
    if indicators is not None:
        assert len(system.tree.leaves()) == indicators
        assert [len(system.tree.children), sum(len(c.children) for c in system.tree.children)] == [
            3,
            9,
        ]
    assert system.assumed, "weights nobody published are marked as ours"


def exact(value: int) -> Value:
    return Value(Decimal(value), Decimal(value))


def test_seventy_and_thirty_are_taken_of_the_scores_themselves() -> None:
    """0.7 × 112 + 0.3 × 90: a bonus above 100 is not lost."""
    scored = score_unit("u", {"X1": exact(112), "X2": exact(90)}, shipped("xuancheng-2019"))
    assert scored.low == scored.high == Fraction(7, 10) * 112 + Fraction(3, 10) * 90


def test_eighty_and_twenty() -> None:
    values = {f"J1{n}": exact(90) for n in range(1, 6)} | {"J21": exact(70)}
    scored = score_unit("u", dict(values), shipped("jiangmen"))
    assert scored.low == scored.high == Fraction(8, 10) * 90 + Fraction(2, 10) * 70


@pytest.mark.parametrize("name", sorted(ROWS))
def test_every_row_is_there(name: str) -> None:
    """A row that charges several things apart has one indicator for each: D-07a, D-18b3."""
    system = shipped(name)
    codes = {i.code for i in system.indicators} | {c.code for c in system.caps}
    for row in ROWS[name].split():
        there = [c for c in codes if re.fullmatch(rf"{row}[a-z]?\d?", c)]
        assert there, row
    extra = [c for c in codes if not any(c.startswith(r) for r in ROWS[name].split())]
    assert all(re.match(r"N-\d+|D-\d\d$", code) for code in extra)


@pytest.mark.parametrize("name", sorted(UNVERIFIED))
def test_unverified_rows_are_marked(name: str) -> None:
    system = shipped(name)
    assert system.status == "draft"
    marked = {i.code for i in system.indicators if not i.grade.verified}
    assert set(UNVERIFIED[name].split()) <= marked
    for indicator in system.stage(StageKind.DEDUCT):
        priced = indicator.per_instance is not None or indicator.bands
        unknown = not priced or system.cap_of(indicator) is None
        assert not (unknown and indicator.points_grade.verified), indicator.code


def test_no_points_of_the_draft_are_called_verified() -> None:
    system = shipped(DRAFT)
    moving = (*system.stage(StageKind.DEDUCT), *system.stage(StageKind.BONUS))
    assert not [i.code for i in moving if i.points_grade.verified or i.verified]
    assert {c.code for c in system.caps if c.points_grade.verified} == {"B-total"}


def test_the_draft_split_sums_to_a_hundred() -> None:
    system = shipped(DRAFT)
    shared = {c.code: c.points for c in system.caps}
    blocks: dict[str, dict[str, Decimal]] = {}
    for i in system.stage(StageKind.DEDUCT):
        lot = i.within or i.code
        points = shared.get(lot, i.points)
        assert points is not None
        blocks.setdefault(i.block.zh, {})[lot] = points
    assert {block: sum(lots.values()) for block, lots in blocks.items()} == SPLIT


def test_the_draft_follows_the_scoring_rules() -> None:
    system = shipped(DRAFT)
    gates = system.gates
    assert (gates.fail_below, gates.bonus_above, system.full_marks) == (60, 80, 100)
    assert (system.scored, system.make_up) == ("portals", MakeUp.RESCALE)
    services = [i for i in system.stage(StageKind.DEDUCT) if i.applies_to == "has_services"]
    assert {i.block.zh for i in services} == {"办事服务"}
    assert [i.code for i in system.stage(StageKind.VETO) if i.applies_to == "has_services"] == [
        "V-W6a",
        "V-W6b",
        "V-W6c",
    ]
    assert {system.cap_of(i) for i in system.stage(StageKind.BONUS)} == {30}
    ways = {i.code: system.gives_way_to(i) for i in system.indicators if i.unless_counted_under}
    assert {"D-04", "D-05b", "D-06a"} <= ways["D-07a"] < ways["D-07b"]


def test_the_vetoes_use_the_thresholds_of_the_texts() -> None:
    for name, stale, due, blank in [
        (CENSUS, "P15-V3a", "P15-V3b", "P15-V3c"),
        (DRAFT, "V-W4a", "V-W4b", "V-W4c"),
    ]:
        vetoes = {i.code: i for i in shipped(name).stage(StageKind.VETO)}
        assert [vetoes[c].at_least for c in (stale, due, blank)] == [5, 10, 5]
        assert {vetoes[c].reduce for c in (stale, due, blank)} == {Reduce.ADDRESSES}
        assert set(vetoes[stale].measures[0].parts) == {"news", "notices", "policy"}
    draft = {i.code: i for i in shipped(DRAFT).stage(StageKind.VETO)}
    assert draft["V-W4a"].measures[0].params == {"max_level": {"notices": 1, "policy": 1}}


# -- the draft at work ----------------------------------------------------------------------------------

ANSWERED = (StageKind.DEDUCT, StageKind.VETO)


def answered(system: IndicatorSystem) -> IndicatorSystem:
    """The system as if every question had been answered with "no fault", without bonus."""
    kept = []
    for indicator in system.indicators:
        measures = tuple(m for m in indicator.measures if m.detector)
        if indicator.stage in ANSWERED:
            kept.append(attrs.evolve(indicator, measures=measures))
    return attrs.evolve(system, indicators=tuple(kept))


def judged(has_services: bool | None, groups: tuple[str, ...], **given: Detection) -> Assessment:
    system = answered(shipped(DRAFT))
    clean = {name: found() for name, _ in system.runs()}
    clean["home_page_unreachable"] = found(value=0.0)
    answers = {}
    for name, params in system.runs():
        answer = detections(**{name: given.get(name, clean[name])})
        answers[name, params_digest(params)] = next(iter(answer.values()))
    return assess(unit(has_services=has_services, groups=groups), system, answers)


def test_a_portal_without_faults_has_full_marks() -> None:
    assert judged(True, ("门户",)).score == interval("100", "100")
    assert judged(False, ("门户",)).score == interval("100", "100")
    assert judged(None, ("门户",)).score == interval("100", "100")


def test_a_column_is_charged_once_and_the_foot_stops_at_three_points() -> None:
    stale = found(["n"], part="news")
    assert judged(True, ("门户",), stale_columns=stale).score == interval("95", "95")
    foot = ("icp_number", "police_number", "site_map", "site_code", "party_government_mark")
    given = {name: found(["h"]) for name in foot}
    assert judged(True, ("门户",), **given).score == interval("97", "97")
    two = found(["h"]), found(["h", "h2"])
    assert judged(True, ("门户",), organiser_contact=two[0]).score == interval("99", "99")
    assert judged(True, ("门户",), organiser_contact=two[1]).score == interval("99", "99")


def test_a_missing_report_entrance_is_charged_under_one_row_only() -> None:
    assessment = judged(True, ("门户",), report_entrance=found(["h"]))
    assert assessment.score == interval("99", "100")  # D-25: what it costs is not known.


def test_without_services_what_is_lost_weighs_four_thirds() -> None:
    stale = found(["n", "p"], part="news")
    assert judged(False, ("门户",), blank_columns=found(["a", "b", "c"])).score.low == (
        Decimal(70) * 100 / 75
    )
    assert judged(True, ("门户",), stale_columns=stale).score == interval("95", "95")


def test_five_blank_columns_veto_any_site_and_other_sites_have_no_score() -> None:
    five = found([f"c{n}" for n in range(5)])
    for groups in (("门户",), ("部门",), ()):
        assert judged(True, groups, blank_columns=five).vetoed_by == ("V-W4c",)
    bureau = judged(True, ("部门",), icp_number=found(["h"]))
    assert (bureau.scored, bureau.result) == (False, Result.PASS)
