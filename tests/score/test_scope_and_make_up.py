"""Who is scored at all, points made up for what is not asked, shared caps, the bonus cap."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from govgauge.model.score import Assessment, Result
from govgauge.model.system import Cap, Indicator, MakeUp, Measure
from govgauge.model.unit import Unit, UnitKind
from govgauge.model.verdict import Verdict

from .conftest import T, detection, found, indicator, interval, scored, unit

PORTAL, BUREAU = unit(groups=("市级门户",)), unit(groups=("市级部门",))
NOT_SAID = unit()


def of_n(n: int, **fields: Any) -> Any:
    return found([f"x{k}" for k in range(n)], **fields)


# -- scope (N19-R2) ---------------------------------------------------------------------------------


def inspected(who: Unit, lost: int = 3, **given: Any) -> Assessment:
    v = indicator("V", "veto", at_least=Decimal(1))
    a = indicator("A", points=Decimal(100))
    detections = {"v": found(), "a": of_n(lost)} | given
    return scored(v, a, given=detections, unit=who, scored="portals")


def test_n19_r2_a_unit_outside_the_scope_has_vetoes_only_and_no_score() -> None:
    assessment = inspected(BUREAU, lost=90)
    assert (assessment.scored, assessment.result) == (False, Result.PASS)
    assert assessment.score == interval("0", "0")
    assert [s.opened for s in assessment.stages] == [
        Verdict.MET,
        Verdict.NOT_APPLICABLE,
        Verdict.NOT_APPLICABLE,
    ]
    assert assessment.indicators[1].verdict is Verdict.NOT_APPLICABLE
    assert "不评分" in assessment.outcome.zh
    assert assessment.settled


def test_a_unit_outside_the_scope_fails_and_stays_open_by_vetoes_alone() -> None:
    assert inspected(BUREAU, v=of_n(1)).result is Result.FAIL
    still_open = inspected(BUREAU, v=found([], ["x"]))
    assert (still_open.result, still_open.settled) == (Result.OPEN, False)


def test_a_unit_inside_the_scope_is_scored() -> None:
    assessment = inspected(PORTAL)
    assert (assessment.scored, assessment.score) == (True, interval("97", "97"))
    assert inspected(PORTAL, lost=50).result is Result.FAIL


def test_while_the_list_does_not_say_no_score_is_settled() -> None:
    assessment = inspected(NOT_SAID)
    assert (assessment.scored, assessment.score) == (None, interval("0", "97"))
    assert (assessment.result, assessment.settled) == (Result.PASS, False)
    assert inspected(NOT_SAID, lost=50).result is Result.OPEN
    assert inspected(NOT_SAID, v=of_n(1)).result is Result.FAIL


# -- points made up (N19-R8; worked cases of methodology 4.8) -----------------------------------------

BLOCKS = (("P", 35), ("S", 25), ("I", 20), ("D", 20))


def blocks(**more: Any) -> tuple[Indicator, ...]:
    return tuple(
        indicator(
            code,
            points=Decimal(points),
            applies_to="has_services" if code == "S" else "all",
            per_instance=Decimal("0.5"),
            **more,
        )
        for code, points in BLOCKS
    )


def made_up(services: bool | None, bonus: bool = False, **lost: float) -> Assessment:
    given = {c.lower(): of_n(int(2 * lost.get(c, 0))) for c, _ in BLOCKS}
    extra = (indicator("B", "bonus", within="B-all", measures=(Measure(question=T),)),)
    caps = (Cap("B-all", T, Decimal(30)),)
    return scored(
        *blocks(),
        *(extra if bonus else ()),
        given=given,
        unit=unit(has_services=services),
        make_up=MakeUp.RESCALE,
        caps=caps if bonus else (),
    )


@pytest.mark.parametrize(
    ("services", "lost", "score", "result"),
    [
        (True, {"P": 5, "S": 10, "I": 2, "D": 1}, "82", Result.PASS),
        (True, {"P": 50, "S": 5}, "60", Result.PASS),
        (True, {"P": 15, "S": 10, "I": 10, "D": 5.5}, "59.5", Result.FAIL),
        (False, {"P": 4, "I": 3, "D": 2}, "88", Result.PASS),
        (False, {"P": 10, "I": 10, "D": 10}, "60", Result.PASS),
        (False, {"P": 10.5, "I": 10, "D": 10}, None, Result.FAIL),
        (False, {"P": 15, "S": 25}, "80", Result.PASS),
    ],
)
def test_n19_r8_without_services_75_points_become_100(
    services: bool, lost: dict[str, float], score: str | None, result: Result
) -> None:
    assessment = made_up(services, **lost)
    assert assessment.result is result
    if score is not None:
        assert assessment.score == interval(score, score)


def test_rescaling_is_exact_at_the_bonus_line() -> None:
    """60 × 4/3 is exactly 80 and opens nothing; half a point more does."""
    at_line = made_up(False, bonus=True, P=15)
    assert (at_line.score, at_line.stages[2].opened) == (interval("80", "80"), Verdict.UNMET)
    above = made_up(False, bonus=True, P=14.5)
    assert above.stages[2].opened is Verdict.MET
    assert above.score.high == above.score.low + 30


def test_thirds_are_kept_to_the_last_digit() -> None:
    score = made_up(False, P=1).score
    assert score.settled
    assert abs(score.low * 3 - 296) < Decimal("1e-20")


def test_both_completions_lie_inside_while_the_list_does_not_say() -> None:
    assert made_up(None, P=4, I=3, D=2).score == interval("88", "91")
    assert made_up(None, P=4, I=3, D=2, S=10).score == interval("81", "88")


def test_without_a_rule_points_that_are_not_asked_are_kept() -> None:
    given = {c.lower(): of_n(2) for c, _ in BLOCKS}
    kept = scored(*blocks(), given=given, unit=unit(has_services=False))
    assert kept.score == interval("97", "97")


# -- shared caps ----------------------------------------------------------------------------------------


def test_n19_r7_rows_of_one_indicator_share_its_points() -> None:
    caps = (Cap("D-05", T, Decimal(8)),)
    a = indicator("A", within="D-05", per_instance=Decimal(5))
    b = indicator("B", within="D-05", per_instance=Decimal(2), points=Decimal(4))
    one = scored(a, b, given={"a": of_n(1), "b": of_n(1)}, caps=caps)
    assert one.score == interval("93", "93")
    several = scored(a, b, given={"a": of_n(1), "b": of_n(9)}, caps=caps)
    assert several.score == interval("92", "92")
    assert several.indicators[1].points == interval("4", "4")
    unseen = scored(a, b, given={"a": of_n(1, unseen=[""]), "b": of_n(0)}, caps=caps)
    assert unseen.score == interval("92", "95")


def test_a_shared_cap_counts_once_among_the_full_marks() -> None:
    caps = (Cap("S", T, Decimal(25)),)
    parts = [indicator(c, within="S", applies_to="has_services") for c in ("A", "B")]
    rest = indicator("C", points=Decimal(75))
    given = {"a": of_n(2), "b": of_n(2), "c": of_n(15)}
    score = scored(
        *parts, rest, given=given, unit=unit(has_services=False), make_up=MakeUp.RESCALE, caps=caps
    ).score
    assert score == interval("80", "80")


def test_all_bonuses_together_stop_at_their_cap() -> None:
    caps = (Cap("B-total", T, Decimal(30)),)
    asked = (Measure(question=T),)
    limits = {"B1": None, "B2": Decimal(20), "B3": Decimal(20)}
    bonuses = [
        indicator(c, "bonus", within="B-total", points=p, measures=asked) for c, p in limits.items()
    ]
    a = indicator("A", points=Decimal(100))
    assert scored(*bonuses, a, given={"a": of_n(5)}, caps=caps).score == interval("95", "125")
    assert scored(bonuses[1], a, given={"a": of_n(5)}, caps=caps).score == interval("95", "115")


def test_a_bonus_not_asked_of_a_unit_gives_nothing() -> None:
    asked = (Measure(question=T),)
    b = indicator("B", "bonus", points=Decimal(9), measures=asked, applies_to="has_services")
    a = indicator("A", points=Decimal(100))
    without = scored(b, a, given={"a": of_n(5)}, unit=unit(has_services=False))
    assert without.score == interval("95", "95")


def test_points_made_up_evenly_as_in_the_worked_case() -> None:
    """Rates 0.8, 1 and 0.5 on 35, 20 and 20: 77.333 in proportion, 77.1667 evenly."""
    parts = [
        indicator("A", points=Decimal(35), per_instance=Decimal(7)),
        indicator("B", points=Decimal(20), per_instance=Decimal(10)),
        indicator("C", points=Decimal(20), per_instance=Decimal(10)),
        indicator("S", points=Decimal(25), applies_to="has_services"),
    ]
    given = {"a": detection(1), "b": detection(0), "c": detection(1), "s": detection(9)}
    for way, score in ((MakeUp.RESCALE, "77.333333"), (MakeUp.SPREAD, "77.166667")):
        got = scored(*parts, given=given, unit=unit(has_services=False), make_up=way).score
        assert got.settled and round(got.low, 6) == Decimal(score)


def test_accounts_and_owners_without_services_are_conditions_too() -> None:
    app = indicator("A", "veto", at_least=Decimal(1), applies_to="app")
    none = indicator("N", points=Decimal(10), applies_to="no_services")
    found = {"a": detection(1), "n": detection(2)}
    website = scored(app, none, given=found, unit=unit(has_services=True))
    assert website.result is Result.PASS and website.score == interval("100", "100")
    an_app = unit(kind=UnitKind.APP, has_services=False)
    assert scored(app, none, given=found, unit=an_app).result is Result.FAIL
    unknown = scored(none, given={"n": detection(2)}, unit=unit(has_services=None))
    assert unknown.score == interval("98", "100")
