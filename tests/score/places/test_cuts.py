"""Cut-offs found from the data (methodology 1 and 4.5)."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govgauge.model.failure import BadInput
from govgauge.score.places.cuts import Cuts, smallest_class
from govgauge.score.places.gaps import (
    equal_intervals,
    head_tail,
    largest_gaps,
    quantiles,
    standard_deviations,
)
from govgauge.score.places.stretches import difference_trend, natural_breaks
from govgauge.score.published.class_lines import lowest_by_equal_intervals, midpoints


def decimals(text: str) -> list[Decimal]:
    return [Decimal(t) for t in text.replace(",", " ").split()]


FIRST = decimals("92, 90.5, 90, 84, 83.5, 82.9, 82, 75, 74.2, 73.9, 73, 61, 60")
SECOND = decimals("99, 90, 80, 79.5, 79, 78.4, 70, 69.6, 69.1, 68.5, 60.2, 60, 40")
CURVE = decimals(
    "95.2 90.9 87.1 82.8 80.4 79.9 79.1 78.3 77.8 75.2 72.9 71.0 69.1 66.8 63.6 57.3 51.6"
)
IDEAL = decimals("95 91 87 83 80.5 79.8 79.1 78.4 77.7 75 73 71 69 67 63.5 57.5 51.5")


def test_largest_gaps() -> None:
    cuts = largest_gaps(FIRST, 4)
    assert cuts.sizes == (3, 4, 4, 2)
    assert cuts.cut_offs == tuple(decimals("90 82 73"))
    assert cuts.gaps == tuple(decimals("6 7 12"))
    assert cuts.next_gap == Decimal("1.5")


@pytest.mark.parametrize(
    ("smallest", "sizes", "total"),
    [(1, (1, 1, 10, 1), None), (2, (2, 4, 4, 3), "26.7"), (3, (3, 3, 4, 3), "17.2")],
)
def test_largest_gaps_are_fragile_at_the_ends(
    smallest: int, sizes: tuple[int, ...], total: str | None
) -> None:
    cuts = largest_gaps(SECOND, 4, smallest)
    assert cuts.sizes == sizes
    assert total is None or sum(cuts.gaps) == Decimal(total)


def test_difference_trend() -> None:
    cuts = difference_trend(CURVE, 4, 3)
    assert cuts.sizes == (4, 5, 5, 3)
    assert cuts.cut_offs == tuple(decimals("82.8 77.8 66.8"))
    assert cuts.cost == pytest.approx(cost_by_hand(CURVE, cuts.sizes), abs=1e-9)
    assert round(cuts.cost or 0, 2) == 0.21


def test_three_methods_give_three_answers() -> None:
    trend = difference_trend(IDEAL, 4, 3)
    assert trend.sizes == (4, 5, 5, 3)
    assert trend.cost == pytest.approx(0, abs=1e-9)
    assert largest_gaps(IDEAL, 4, 3).sizes == (3, 6, 5, 3)
    assert natural_breaks(IDEAL, 4).sizes == (3, 7, 5, 2)


def cost_by_hand(scores: list[Decimal], sizes: tuple[int, ...]) -> float:
    at, cost = 0, 0.0
    for size in sizes:
        y = np.array([float(s) for s in scores[at : at + size]])
        x = np.arange(size)
        cost += float(((y - np.polyval(np.polyfit(x, y, 1), x)) ** 2).sum())
        at += size
    return cost


def test_no_other_cutting_is_cheaper() -> None:
    every = (
        (a, b - a, c - b, len(CURVE) - c)
        for a, b, c in combinations(range(1, len(CURVE)), 3)
        if min(a, b - a, c - b, len(CURVE) - c) >= 3
    )
    assert min(every, key=lambda sizes: cost_by_hand(CURVE, sizes)) == (4, 5, 5, 3)


@pytest.mark.parametrize(
    ("scores", "sizes", "within", "fit"),
    [
        (FIRST, (3, 4, 4, 2), 6.9341666667, 0.9945650055),
        (SECOND, (2, 4, 6, 1), 156.0408333333, 0.9399096620),
    ],
)
def test_natural_breaks(
    scores: list[Decimal], sizes: tuple[int, ...], within: float, fit: float
) -> None:
    cuts = natural_breaks(scores, 4)
    assert cuts.sizes == sizes
    assert cuts.cost == pytest.approx(within, abs=1e-9)
    assert cuts.fit == pytest.approx(fit, abs=1e-9)


def test_natural_breaks_name_the_smallest_member_of_each_class() -> None:
    assert natural_breaks(SECOND, 4).cut_offs == tuple(decimals("90 78.4 60"))


def test_head_and_tail() -> None:
    tail = [Decimal(v) for v in [1] * 10 + [2] * 6 + [4] * 3 + [10, 20, 60]]
    cuts = head_tail(tail)
    assert cuts.sizes == (1, 2, 19)
    assert cuts.cut_offs == (60, 10)
    means = [Fraction(sum(tail)) / 22, Fraction(90, 3)]
    assert [round(float(m), 10) for m in means] == [5.6363636364, 30]


def test_simple_rules() -> None:
    assert quantiles(FIRST, 4).sizes == (4, 3, 3, 3)
    assert equal_intervals(decimals("100 90 50 20 0"), 4).sizes == (2, 1, 2)
    assert standard_deviations(decimals("10 5 5 0"), [1, -1]).sizes == (1, 2, 1)


def test_published_means_and_cut_offs_rule_natural_breaks_out() -> None:
    found = [
        midpoints(decimals(means), decimals(cut))[0]
        for means, cut in (
            ("82.59 68.38", "79.91"),
            ("82.87 70.93", "80.26"),
            ("85.53 78.57", "83.59"),
        )
    ]
    assert [b.midpoint for b in found] == decimals("75.485 76.90 82.05")
    assert [round(b.empty_points, 1) for b in found] == decimals("4.4 3.4 1.5")
    assert lowest_by_equal_intervals(Decimal("87.81"), Decimal("80.26"), 4) == Decimal("57.61")


def test_too_few_scores_for_the_classes_are_refused_in_both_languages() -> None:
    for cut in (largest_gaps, difference_trend, natural_breaks):
        with pytest.raises(BadInput) as refused:
            cut(decimals("5 5 5 4"), 3)
        assert refused.value.code == "cannot-cut-classes"
        assert "3" in refused.value.what.zh


def test_a_class_has_three_percent_of_the_units_by_default() -> None:
    assert [smallest_class(n) for n in (10, 66, 67, 333)] == [2, 2, 3, 10]


METHODS: list[Callable[[list[Decimal]], Cuts]] = [
    lambda k: largest_gaps(k, 3, 2),
    lambda k: difference_trend(k, 3, 3),
    lambda k: natural_breaks(k, 3),
    head_tail,
    lambda k: quantiles(k, 3),
    lambda k: equal_intervals(k, 3),
    lambda k: standard_deviations(k, [1, 0, -1]),
]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(0, 40).map(Decimal), min_size=3, max_size=25),
    st.sampled_from(METHODS),
    st.randoms(),
)
def test_cut_offs_never_split_a_tie_and_do_not_depend_on_the_order(
    keys: list[Decimal], method: Callable[[list[Decimal]], Cuts], rng: random.Random
) -> None:
    try:
        cuts = method(keys)
    except BadInput:
        return
    assert method(rng.sample(keys, len(keys))) == cuts
    classes = [cuts.class_of(k) for k in keys]
    assert [classes.count(c) for c in range(len(cuts.sizes))] == list(cuts.sizes)
    assert set(cuts.cut_offs) <= set(keys)
    assert min(cuts.sizes) > 0


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 60).map(Decimal), min_size=6, max_size=11))
def test_the_dynamic_programmes_find_the_best_cutting(keys: list[Decimal]) -> None:
    scores = sorted(keys, reverse=True)
    places = [p for p in range(1, len(scores)) if scores[p - 1] > scores[p]]
    pairs = list(combinations(places, 2))
    if not pairs:
        return
    best_gaps = max(sum(scores[p - 1] - scores[p] for p in pair) for pair in pairs)
    assert sum(largest_gaps(keys, 3, 1).gaps) == best_gaps
    within = min(
        sum(float(np.var([float(s) for s in part])) * len(part) for part in parts)
        for a, b in pairs
        for parts in [(scores[:a], scores[a:b], scores[b:])]
    )
    assert natural_breaks(keys, 3).cost == pytest.approx(within, abs=1e-9)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 30).map(Decimal), min_size=9, max_size=13))
def test_of_equally_steady_cuttings_the_one_with_larger_gaps_then_higher_scores_wins(
    keys: list[Decimal],
) -> None:
    scores = sorted(keys, reverse=True)
    places = [p for p in range(3, len(scores) - 2) if scores[p - 1] > scores[p]]
    every = [
        (cost_by_hand(scores, (a, b - a, len(scores) - b)), a, b)
        for a, b in combinations(places, 2)
        if b - a >= 3
    ]
    if not every:
        with pytest.raises(BadInput):
            difference_trend(keys, 3, 3)
        return
    total = float(np.var([float(s) for s in scores])) * len(scores)
    least = min(cost for cost, _, _ in every)
    equal = [(a, b) for cost, a, b in every if cost <= least + 1e-9 * total]
    best = max(
        equal,
        key=lambda cut: (sum(scores[p - 1] - scores[p] for p in cut), [-p for p in cut]),
    )
    cuts = difference_trend(keys, 3, 3)
    assert cuts.cost == pytest.approx(least, abs=2e-9 * total + 1e-12)
    assert cuts.sizes == (best[0], best[1] - best[0], len(scores) - best[1])
