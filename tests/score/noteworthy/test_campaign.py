"""From assessments to score rates: settled, applicable, shared caps once."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from govgauge.model.score import Assessment
from govgauge.model.system import Cap, IndicatorSystem, MakeUp
from govgauge.model.text import Text
from govgauge.score.assess import assess
from govgauge.score.noteworthy.campaign import province_of, rates_of, results_of
from govgauge.score.noteworthy.find import find_features
from govgauge.score.noteworthy.results import WHOLE

from ..conftest import T, detections, found, indicator, system, unit

PUBLISH, SERVE = Text("信息公开", "disclosure"), Text("在线服务", "services")
F = Fraction


def the_system() -> IndicatorSystem:
    def deduct(code: str, block: Text, points: int, **fields: Any) -> Any:
        made = indicator(code, points=Decimal(points), **fields)
        return attrs.evolve(made, block=block)

    return system(
        indicator("V", "veto", at_least=Decimal(1)),
        deduct("A", PUBLISH, 40),
        deduct("B", PUBLISH, 30, within="C"),
        deduct("D", PUBLISH, 30, within="C"),
        deduct("S", SERVE, 30, applies_to="has_services"),
        caps=(Cap("C", T, Decimal(30)),),
        make_up=MakeUp.RESCALE,
    )


def assessed(services: bool = True, vetoed: int = 0, open_b: Any = None, **lost: int) -> Assessment:
    given = {c: found([f"{c}{n}" for n in range(lost.get(c, 0))]) for c in "ads"}
    given["v"] = found(["x"] * vetoed)
    given["b"] = open_b or found([f"b{n}" for n in range(lost.get("b", 0))])
    return assess(unit(has_services=services), the_system(), detections(**given))


def test_rates_are_of_what_an_indicator_can_move_and_shared_caps_count_once() -> None:
    rates = rates_of(assessed(a=10, b=20, d=20, s=3), the_system())
    assert (rates["A"], rates["B"], rates["S"]) == (F(3, 4), F(1, 3), F(9, 10))
    assert rates["信息公开"] == F(40 - 10, 70)
    assert rates["在线服务"] == F(9, 10)
    assert rates[WHOLE] == F(57, 100)


def test_what_does_not_apply_or_is_open_has_no_rate() -> None:
    without = rates_of(assessed(services=False, a=4), the_system())
    assert "S" not in without
    assert "在线服务" not in without
    half_seen = rates_of(assessed(a=4, open_b=found([], ["x"])), the_system())
    assert half_seen["A"] == F(9, 10)
    assert not {WHOLE, "B", "信息公开"} & set(half_seen)


def test_vetoed_units_are_no_part_of_the_results() -> None:
    units = [unit(u, division="130000") for u in ("a", "b")]
    assessments = {"a": assessed(), "b": assessed(vetoed=1)}
    results = results_of(units, assessments, the_system(), sizes={"a": 5.0})
    assert [(u.unit_id, u.region, u.size) for u in results.units] == [("a", "河北省", 5.0)]
    assert results.dimensions == ("信息公开", "在线服务")
    assert results.indicators == ("A", "B", "D", "S")
    assert rates_of(assessments["b"], the_system()) == {}


def test_features_come_out_of_assessments() -> None:
    units = [unit(f"u{n}") for n in range(6)]
    assessments = {u.unit_id: assessed(a=30, b=n) for n, u in enumerate(units)}
    last = {u.unit_id: {"在线服务": F(1, 2)} for u in units}
    features = find_features(results_of(units, assessments, the_system(), last=last))
    assert features.dimension_gap is not None
    assert features.dimension_gap.best == "在线服务"
    assert [s.code for s in features.shifts] == ["在线服务"]
    assert {n.code for n in features.no_discrimination} == {"D", "S"}


def test_a_unit_without_division_has_no_region() -> None:
    assert province_of(unit()) == ""
    assert province_of(unit(division="350200")) == "福建省"


def test_what_stands_in_no_block_never_stands_for_the_whole() -> None:
    bare = indicator("A", points=Decimal(40))
    without = system(attrs.evolve(bare, block=Text("", "")), indicator("B", points=Decimal(60)))
    assessment = assess(unit(), without, detections(a=found([*"0123456789"]), b=found([])))
    assert rates_of(assessment, without)[WHOLE] == F(9, 10)
    assert WHOLE not in results_of([unit("a")], {"a": assessment}, without).dimensions


def test_an_indicator_that_is_a_dimension_by_itself_is_one_thing() -> None:
    alone = attrs.evolve(indicator("A", points=Decimal(40)), block=T)
    both = system(attrs.evolve(alone, title=T), attrs.evolve(indicator("B"), block=PUBLISH))
    results = results_of(
        [unit("a")],
        {"a": assess(unit("a"), both, detections(a=found(["x"]), b=found([])))},
        both,
    )
    assert results.dimensions == ("A", "信息公开")
    assert results.units[0].this["A"] == F(39, 40)
