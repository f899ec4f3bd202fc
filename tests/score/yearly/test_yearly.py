"""What a yearly report says beyond one judging: bounds while open, steps that add up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest

from govgauge.model.score import Assessment, Coverage, IndicatorScore, Result, Score
from govgauge.model.system import (
    Cap,
    Gates,
    Grade,
    Indicator,
    IndicatorSystem,
    Measure,
    RankStyle,
    StageKind,
)
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.model.verdict import Verdict
from govgauge.score.yearly.change import REST, change_of, risers_of, settled_in_both
from govgauge.score.yearly.dimensions import dimensions_of, mean_of, regions_of, scores_of
from govgauge.score.yearly.indicators import who_meets

A, B = Text("可用性", "Availability"), Text("更新", "Updating")


def deduct(code: str, block: Text, points: int, within: str = "") -> Indicator:
    return Indicator(
        code, Text(code, code), "条", StageKind.DEDUCT, block, (Measure(detector="dead_links"),),
        Grade.A, points=Decimal(points), points_grade=Grade.A, within=within,
    )  # fmt: skip


SYSTEM = IndicatorSystem(
    "s", "1", Text("体系", "System"), "official", (), Decimal(100), Gates(), RankStyle.COMPETITION,
    (), (deduct("A1", A, 40), deduct("B1", B, 30, "K"), deduct("B2", B, 30, "K")), "d",
    caps=(Cap("K", Text("共", "shared"), Decimal(40)),),
)  # fmt: skip


def judged(
    unit_id: str,
    lost: dict[str, tuple[int, int]],
    score: tuple[int, int] | None = None,
    result: Result = Result.PASS,
    vetoed: bool = False,
) -> Assessment:
    scores = tuple(
        IndicatorScore(
            code, "deduct",
            Verdict.UNDETERMINED if low < high else Verdict.UNMET if low else Verdict.MET,
            Score(Decimal(low), Decimal(high)), Decimal(40 if code == "A1" else 30),
        )
        for code, (low, high) in lost.items()
    )  # fmt: skip
    ends = score or (100 - sum(h for _, h in lost.values()), 100 - sum(x for x, _ in lost.values()))
    low, high = (Decimal(end) for end in ends)
    return Assessment(
        unit_id, "s@1", result, Text("", ""), Score(low, high), (), scores, Coverage(),
        vetoed_by=("V",) * vetoed,
    )  # fmt: skip


def units(count: int, groups: Sequence[str] = ("甲",), division: str = "110000") -> list[Unit]:
    return [
        Unit(f"u{k}", f"单位{k}", "http://a/", groups=tuple(groups), division=division)
        for k in range(count)
    ]


def none_lost(unit_id: str) -> Assessment:
    return judged(unit_id, {"A1": (0, 0), "B1": (0, 0), "B2": (0, 0)})


def test_a_mean_has_both_ends_and_none_of_two() -> None:
    ends = [(Fraction(1, 2), Fraction(1)), (Fraction(1), Fraction(1)), (Fraction(0), Fraction(1))]
    mean = mean_of(ends, 2)
    assert (mean.low, mean.high, mean.units) == (Decimal("0.5"), Decimal(1), 3)
    assert mean_of(ends[:2], 2).low is None


def test_open_points_part_the_ends_of_a_dimension_and_of_it_alone() -> None:
    assessments = {f"u{k}": none_lost(f"u{k}") for k in range(3)}
    assessments["u0"] = judged("u0", {"A1": (10, 40), "B1": (0, 0), "B2": (0, 0)})
    found = {d.code: d for d in dimensions_of(units(3), assessments, SYSTEM)}
    # 10 to 40 of 40 points lost by one of three units: 75 % and 0 % beside two times 100 %.
    whole = found["可用性"].whole
    assert (whole.low, whole.high, whole.units) == (Decimal("66.7"), Decimal("91.7"), 3)
    assert found["更新"].whole.low == found["更新"].whole.high == 100
    assert found["更新"].groups["甲"].units == 3


def test_indicators_under_one_cap_lose_it_once() -> None:
    assessments = {
        f"u{k}": judged(f"u{k}", {"A1": (0, 0), "B1": (30, 30), "B2": (30, 30)}) for k in range(3)
    }
    found = {d.code: d for d in dimensions_of(units(3), assessments, SYSTEM)}
    assert found["更新"].whole.low == found["更新"].whole.high == 0


def test_a_unit_is_best_only_where_nothing_open_can_pass_it() -> None:
    assessments = {f"u{k}": none_lost(f"u{k}") for k in range(3)}
    assessments["u0"] = judged("u0", {"A1": (5, 5), "B1": (0, 0), "B2": (0, 0)})
    assessments["u1"] = judged("u1", {"A1": (9, 9), "B1": (0, 0), "B2": (0, 0)})
    assessments["u2"] = judged("u2", {"A1": (0, 20), "B1": (0, 0), "B2": (0, 0)})
    best = {d.code: d.best for d in dimensions_of(units(3), assessments, SYSTEM)}
    assert best["可用性"] == ()
    assessments["u2"] = judged("u2", {"A1": (6, 20), "B1": (0, 0), "B2": (0, 0)})
    best = {d.code: d.best for d in dimensions_of(units(3), assessments, SYSTEM)}
    assert best["可用性"] == ("u0",)


def test_a_vetoed_unit_counts_in_no_mean() -> None:
    assessments = {f"u{k}": none_lost(f"u{k}") for k in range(4)}
    assessments["u3"] = judged("u3", {}, (0, 0), Result.FAIL, vetoed=True)
    scores = scores_of(units(4), assessments)
    assert scores["甲"].units == scores["全部"].units == 3 and scores["甲"].low == 100


def test_a_region_counts_an_open_unit_neither_as_passing_nor_as_failing() -> None:
    assessments = {f"u{k}": none_lost(f"u{k}") for k in range(4)}
    assessments["u0"] = judged("u0", {}, (10, 90), Result.OPEN)
    assessments["u1"] = judged("u1", {}, (10, 10), Result.FAIL)
    listed = [*units(4), Unit("x", "无区划", "http://a/")]
    (region,) = regions_of(listed, assessments)
    assert (region.code, region.name) == ("110000", "北京市")
    assert (region.passing, region.failing) == (("u2", "u3"), ("u1",))
    assert region.passing_percent == 50 and region.score.low == 55


def test_who_is_open_neither_meets_nor_fails() -> None:
    assessments = {
        "u0": judged("u0", {"A1": (0, 0)}),
        "u1": judged("u1", {"A1": (1, 1)}),
        "u2": judged("u2", {"A1": (0, 5)}),
    }
    met = who_meets(assessments)["A1"]
    assert (met.met, met.unmet, met.open, met.asked) == (("u0",), ("u1",), ("u2",), 3)
    assert met.met_percent == met.unmet_percent == Decimal("33.3")


# -- two years ------------------------------------------------------------------------------------


def two_years() -> tuple[dict[str, Assessment], dict[str, Assessment]]:
    before = {
        f"u{k}": judged(f"u{k}", {"A1": (4 * k, 4 * k), "B1": (6, 6), "B2": (0, 0)})
        for k in range(4)
    }
    now = {f"u{k}": judged(f"u{k}", {"A1": (k, k), "B1": (9, 9), "B2": (0, 0)}) for k in range(4)}
    return before, now


def test_the_steps_of_a_change_add_up_to_it() -> None:
    before, now = two_years()
    change = change_of(before, now, SYSTEM, {"可用性": A, "更新": B})
    assert change is not None and change.units == ("u0", "u1", "u2", "u3")
    steps = {step.title.zh: step.points for step in change.steps}
    assert steps == {"可用性": Decimal("4.50"), "更新": Decimal(-3)}
    assert change.before + sum(steps.values()) == change.now


def test_what_no_dimension_explains_stands_in_a_step_of_its_own() -> None:
    before, now = two_years()
    now = {u: judged(u, {"A1": (0, 0), "B1": (0, 0), "B2": (0, 0)}, (110, 110)) for u in now}
    change = change_of(before, now, SYSTEM, {})
    assert change is not None and change.steps[-1].title == REST
    assert change.before + sum(s.points for s in change.steps) == change.now
    assert change.steps[-1].points == 10


@pytest.mark.parametrize("how", ["open", "vetoed", "new"])
def test_a_unit_not_certain_in_both_is_compared_with_nothing(how: str) -> None:
    before, now = two_years()
    if how == "open":
        now["u3"] = judged("u3", {"A1": (0, 40), "B1": (0, 0), "B2": (0, 0)})
    elif how == "vetoed":
        before["u3"] = judged("u3", {}, (59, 59), vetoed=True)
    else:
        del before["u3"]
    assert settled_in_both(before, now) == ["u0", "u1", "u2"]
    assert "u3" not in {riser.unit_id for riser in risers_of(before, now, Decimal(100))}
    del before["u2"]
    assert change_of(before, now, SYSTEM, {}) is None


def test_who_rose_most_stands_first_and_who_fell_nowhere() -> None:
    before, now = two_years()
    risers = risers_of(before, now, Decimal(100))
    assert [(r.unit_id, r.points, r.place) for r in risers] == [("u3", 6, 1), ("u2", 3, 2)]
