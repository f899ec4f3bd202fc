"""Features of a campaign: what is found, on which figures and rows, and what is left alone."""

from __future__ import annotations

import random
from fractions import Fraction
from math import exp

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govgauge.score.noteworthy.discrimination import End
from govgauge.score.noteworthy.find import find_features
from govgauge.score.noteworthy.results import WHOLE, Results, Thresholds, UnitResult

F = Fraction


def percent(**rates: int) -> dict[str, Fraction]:
    return {WHOLE if code == "whole" else code: F(rate, 100) for code, rate in rates.items()}


def unit(number: int, this: dict[str, Fraction], **fields: object) -> UnitResult:
    return UnitResult(f"u{number:03}", f"单位{number}", this, **fields)  # type: ignore[arg-type]


def test_the_largest_shifts_are_told_with_counts_and_units() -> None:
    units = [
        unit(n, percent(whole=70, a=80, b=50, c=61), last=percent(whole=69, a=50 + n, b=54, c=60))
        for n in range(6)
    ]
    shifts = find_features(Results(tuple(units), ("a", "b", "c"))).shifts
    assert [s.code for s in shifts] == ["a"]
    (shift,) = shifts
    assert (shift.old_mean, shift.new_mean, shift.change) == (F("0.525"), F("0.8"), F("0.275"))
    assert (shift.rose.numerator, shift.fell.numerator, shift.rose.denominator) == (6, 0, 6)
    assert [s.percent(0) for s in shift.above_line] == [0, 100]
    assert [r.unit_id for r in shift.rows][:2] == ["u000", "u001"]
    assert shift.rows[0].figures == {"last": F(1, 2), "this": F("0.8"), "change": F("0.3")}


def test_only_units_settled_in_both_years_make_a_shift() -> None:
    both = [unit(n, percent(a=90), last=percent(a=50)) for n in range(4)]
    half = [unit(n, percent(a=90)) for n in range(4, 20)]
    results = Results((*both, *half), ("a",))
    assert find_features(results).shifts == ()
    assert find_features(results, Thresholds(units=4)).shifts[0].rose.denominator == 4


def test_equally_large_shifts_are_all_told() -> None:
    codes = ("a", "b", "c", "d")
    units = [
        unit(n, percent(a=60, b=60, c=60, d=90), last=percent(a=50, b=50, c=50, d=50))
        for n in range(5)
    ]
    found = find_features(Results(tuple(units), codes), Thresholds(at_most=2)).shifts
    assert [s.code for s in found] == ["d", "a", "b", "c"]


def test_the_gap_between_dimensions() -> None:
    units = [unit(n, percent(a=90, b=70 - n, c=80)) for n in range(5)]
    units.append(unit(9, percent(a=10, c=80)))
    gap = find_features(Results(tuple(units), ("a", "b", "c"))).dimension_gap
    assert gap is not None
    assert (gap.best, gap.weakest, gap.gap) == ("a", "b", F("0.22"))
    assert (gap.same_way.numerator, gap.same_way.denominator) == (5, 5)
    assert gap.rows[0].figures["gap"] == F("0.24")
    near = find_features(Results(tuple(units), ("a", "c")), Thresholds(gap=F(1, 2)))
    assert near.dimension_gap is None


def regional() -> Results:
    units = [
        unit(n, percent(whole=88 + n % 2), last=percent(whole=85 + n % 2), region="东部")
        for n in range(6)
    ]
    units += [
        unit(10 + n, percent(whole=80 + n % 3), last=percent(whole=60 + 5 * n), region="西部")
        for n in range(6)
    ]
    units += [
        unit(20 + n, percent(whole=99), last=percent(whole=1), region="太小") for n in range(2)
    ]
    return Results(tuple(units))


def test_a_region_that_catches_up_is_measured_against_last_years_leader() -> None:
    (found,) = find_features(regional()).catch_ups
    assert (found.region, found.leader) == ("西部", "东部")
    assert found.old_ratio == F("0.725") / F("0.855")
    assert found.new_ratio == F("0.81") / F("0.885")
    assert [(r.name, r.figures["units"]) for r in found.rows] == [("东部", 6), ("西部", 6)]


def test_regions_that_grew_more_even_inside_are_counted() -> None:
    found = find_features(regional()).evened_out
    assert found is not None
    assert (found.fell.numerator, found.fell.denominator) == (1, 2)
    assert {r.name for r in found.rows} == {"东部", "西部"}


def test_an_indicator_that_all_fulfil_no_longer_discriminates() -> None:
    units = [unit(n, percent(x=100 if n else 40, y=0, z=n)) for n in range(20)]
    found = find_features(Results(tuple(units), (), ("x", "y", "z"))).no_discrimination
    assert [(f.code, f.end, f.alike.numerator) for f in found] == [
        ("y", End.NONE, 20),
        ("x", End.FULL, 19),
    ]
    assert [r.unit_id for r in found[1].rows] == ["u000"]
    strict = Thresholds(alike=F(96, 100))
    assert [
        f.code for f in find_features(Results(tuple(units), (), ("x",)), strict).no_discrimination
    ] == []


def by_size(extra: int) -> Results:
    units = [
        unit(n, {WHOLE: F(50 + n + (2 if n % 2 else -2), 100)}, size=exp(n / 2)) for n in range(30)
    ]
    units[7] = attrs.evolve(units[7], this={WHOLE: F(57 + extra, 100)})
    return Results(tuple(units))


def test_a_unit_far_above_what_its_size_predicts_is_named() -> None:
    (found,) = find_features(by_size(20)).ahead_of_size
    assert found.unit_id == "u007"
    assert found.lead == pytest.approx(0.19, abs=0.02)
    assert found.standardised > 2
    assert found.line.units == 30
    assert 0 < found.line.explained < 1
    assert found.rows[0].figures["this"] == F(77, 100)


def test_residuals_are_those_of_ordinary_least_squares() -> None:
    import numpy as np

    results = by_size(20)
    x = np.array([np.log(u.size or 1) for u in results.by_id()])
    y = np.array([float(u.this[WHOLE]) for u in results.by_id()])
    design = np.stack([np.ones_like(x), x], axis=1)
    beta, *_ = np.linalg.lstsq(design, y, rcond=None)
    hat = design @ np.linalg.inv(design.T @ design) @ design.T
    residual = y - design @ beta
    studentised = residual / np.sqrt(residual @ residual / 28 * (1 - hat.diagonal()))
    (found,) = find_features(results).ahead_of_size
    assert found.standardised == pytest.approx(studentised[7], abs=1e-9)
    assert found.predicted == pytest.approx((design @ beta)[7], abs=1e-9)


def test_nobody_is_ahead_where_size_says_all_or_units_are_few() -> None:
    line = [unit(n, {WHOLE: F(n, 100)}, size=exp(n / 10)) for n in range(30)]
    assert find_features(Results(tuple(line))).ahead_of_size == ()
    assert find_features(by_size(0)).ahead_of_size == ()
    few = Results(by_size(20).units[:19])
    assert find_features(few).ahead_of_size == ()


RATES = st.dictionaries(
    st.sampled_from([WHOLE, "a", "b", "x"]), st.integers(0, 10).map(lambda n: F(n, 10))
)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(RATES, RATES, st.sampled_from("EW"), st.one_of(st.none(), st.floats(1, 99))),
        max_size=12,
    ),
    st.randoms(),
)
def test_features_do_not_depend_on_the_order_of_units(
    rows: list[tuple[dict[str, Fraction], dict[str, Fraction], str, float | None]],
    rng: random.Random,
) -> None:
    units = tuple(
        unit(n, this, last=last, region=region, size=size)
        for n, (this, last, region, size) in enumerate(rows)
    )
    mixed = tuple(rng.sample(units, len(units)))
    loose = Thresholds(shift=F(0), gap=F(0), catch_up=F(-1), units=1, units_for_size=3, ahead=0.5)
    codes = ("a", "b"), ("x",)
    assert find_features(Results(units, *codes), loose) == find_features(
        Results(mixed, *codes), loose
    )
