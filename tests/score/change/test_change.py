"""Year on year: bridge, matched units, contributions, classes (methodology 4.5.6, 4.15, 4.16)."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govgauge.score.change.bridge import Edition, Link, LinkKind, bridge, overlap_of
from govgauge.score.change.classes import ClassFigures, counts_by_cut_offs, mean_change
from govgauge.score.change.contributions import bennet, logarithmic_mean, shapley
from govgauge.score.change.proportions import newcombe
from govgauge.score.change.units import Succession, SuccessionKind, match_units

D = Decimal
OLD = Edition({"a": 60, "b": 70, "c": 50}, {"a": D("0.5"), "b": D("0.3"), "c": D("0.2")})
NEW = Edition({"a": 72, "b": 70, "d": 90}, {"a": D("0.4"), "b": D("0.3"), "d": D("0.3")})
LINKS = [Link("a", "a"), Link("b", "b"), Link("c", "d", LinkKind.REPLACED)]


def test_the_bridge_leads_from_one_published_score_to_the_other() -> None:
    found = bridge(OLD, NEW, LINKS)
    assert found is not None
    assert (found.published_old, found.published_new) == (61, Fraction("76.8"))
    assert float(found.common_weights["a"]) == pytest.approx(0.5982142857, abs=1e-9)
    assert float(found.common_weights["b"]) == pytest.approx(0.4017857143, abs=1e-9)
    assert float(found.matched_old) == pytest.approx(64.0178571429, abs=1e-9)
    assert float(found.matched_new) == pytest.approx(71.1964285714, abs=1e-9)
    assert float(found.from_dropped) == pytest.approx(3.0178571429, abs=1e-9)
    assert float(found.matched_change) == pytest.approx(7.1785714286, abs=1e-9)
    assert float(found.from_added) == pytest.approx(5.6035714286, abs=1e-9)
    assert found.from_dropped + found.matched_change + found.from_added == Fraction("15.8")
    assert found.parts["b"] == 0
    assert sum(found.parts.values()) == found.matched_change


def test_little_overlap_means_not_comparable() -> None:
    overlap = overlap_of(LINKS, OLD.weights, NEW.weights)
    assert (overlap.old, overlap.new, overlap.comparable) == (
        Fraction(8, 10),
        Fraction(7, 10),
        False,
    )
    assert overlap_of(LINKS, OLD.weights, OLD.weights | {}, Fraction(8, 10)).old == Fraction(8, 10)
    assert overlap_of(LINKS, OLD.weights, NEW.weights, Fraction(7, 10)).comparable


def test_a_reworded_item_is_not_compared() -> None:
    links = [Link("a", "a", LinkKind.REWORDED), Link("b", "b")]
    found = bridge(OLD, NEW, links)
    assert found is not None
    assert dict(found.common_weights) == {"b": 1}
    assert found.matched_change == 0


def test_without_common_items_or_values_there_is_no_bridge() -> None:
    assert bridge(OLD, NEW, []) is None
    unseen = Edition({"a": 60, "b": 70}, OLD.weights)
    assert bridge(unseen, NEW, LINKS) is None


def test_a_wrong_crosswalk_is_refused() -> None:
    for links in ([Link("a", "a"), Link("a", "b")], [Link("x", "a")]):
        with pytest.raises(ValueError, match="linked twice or without"):
            overlap_of(links, OLD.weights, NEW.weights)


def test_units_are_matched_by_their_code_history() -> None:
    history = [
        Succession(("r",), ("R",), "改名"),
        Succession(("j1", "j2"), ("J",)),
        Succession(("s",), ("S1", "S2")),
        Succession(("never",), ("there",)),
    ]
    found = match_units(
        ["r", "j1", "j2", "s", "x", "old"], ["R", "J", "S1", "S2", "x", "n"], history
    )
    assert found.both == (("r", "R"), ("x", "x"))
    assert (found.gone, found.added) == (("old",), ("n",))
    assert [s.kind for s in found.rearranged] == [SuccessionKind.JOINED, SuccessionKind.SPLIT]


X0, X1 = {"a": 60, "b": 70, "c": 50}, {"a": 72, "b": 70, "c": 65}
W0 = {"a": D("0.5"), "b": D("0.3"), "c": D("0.2")}
W1 = {"a": D("0.4"), "b": D("0.3"), "c": D("0.3")}


def test_bennet_splits_values_and_weights_exactly() -> None:
    split = bennet(X0, X1, W0, W1)
    assert [split.items[c].from_value for c in "abc"] == [Fraction("5.4"), 0, Fraction("3.75")]
    assert [split.items[c].from_weight for c in "abc"] == [Fraction("-6.6"), 0, Fraction("5.75")]
    assert [split.items[c].total for c in "abc"] == [Fraction("-1.2"), 0, Fraction("9.5")]
    assert (split.from_values, split.from_weights) == (Fraction("9.15"), Fraction("-0.85"))
    assert split.change == Fraction("69.3") - 61


FLOAT0 = {c: float(v) for c, v in X0.items()}
FLOAT1 = {c: float(v) for c, v in X1.items()}
WEIGHTS = {"a": 0.5, "b": 0.3, "c": 0.2}


def geometric(values: dict[str, float]) -> float:
    product = 1.0
    for code, weight in WEIGHTS.items():
        product *= values[code] ** weight
    return product


def test_the_logarithmic_mean_splits_a_geometric_mean() -> None:
    parts = logarithmic_mean(FLOAT0, FLOAT1, WEIGHTS)
    assert geometric(FLOAT0) == pytest.approx(60.5897329111, abs=1e-9)
    assert geometric(FLOAT1) == pytest.approx(69.9484880464, abs=1e-9)
    assert [parts[c] for c in "abc"] == pytest.approx([5.9397746565, 0, 3.4189804788], abs=1e-9)
    assert sum(parts.values()) == pytest.approx(9.3587551354, abs=1e-9)
    assert logarithmic_mean(FLOAT0, FLOAT0, WEIGHTS) == {"a": 0, "b": 0, "c": 0}
    with pytest.raises(ValueError, match="above zero"):
        logarithmic_mean({"a": 0.0}, {"a": 1.0}, {"a": 1.0})


def test_shapley_splits_any_score() -> None:
    parts = shapley(FLOAT0, FLOAT1, geometric)
    assert [parts[c] for c in "abc"] == pytest.approx([5.9387703976, 0, 3.4199847378], abs=1e-9)
    assert sum(parts.values()) == pytest.approx(geometric(FLOAT1) - geometric(FLOAT0), abs=1e-12)


def test_shapley_of_many_players_is_drawn_with_a_seed() -> None:
    players = [f"p{n:02}" for n in range(15)]
    old = dict.fromkeys(players, 0.0)
    new = {p: float(n) for n, p in enumerate(players)}

    def score(values: dict[str, float]) -> float:
        return sum(values.values()) + values["p01"] * values["p14"]

    parts = shapley(old, new, score, seed=5, orders=400)
    assert parts == shapley(dict(reversed(old.items())), new, score, seed=5, orders=400)
    assert parts != shapley(old, new, score, seed=6, orders=400)
    assert sum(parts.values()) == pytest.approx(score(new), abs=1e-9)
    assert parts["p07"] == pytest.approx(7, abs=1e-12)
    assert parts["p14"] == pytest.approx(14 + 7, abs=1.5)


def test_items_must_be_the_same_on_both_sides() -> None:
    with pytest.raises(ValueError, match="same items"):
        bennet(X0, {"a": 1}, W0, W1)


@given(
    st.dictionaries(
        st.sampled_from("abcde"),
        st.tuples(*[st.decimals(-100, 100, places=2)] * 2, *[st.decimals(0, 1, places=3)] * 2),
        min_size=1,
    )
)
def test_contributions_add_to_the_change_exactly(
    items: dict[str, tuple[Decimal, Decimal, Decimal, Decimal]],
) -> None:
    x0, x1, w0, w1 = ({c: v[n] for c, v in items.items()} for n in range(4))
    split = bennet(x0, x1, w0, w1)
    change = sum(x1[c] * w1[c] - x0[c] * w0[c] for c in items)
    assert split.change == Fraction(change)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(*[st.floats(1, 100)] * 3), min_size=1, max_size=6))
def test_shapley_and_the_logarithmic_mean_add_to_the_change(
    rows: list[tuple[float, float, float]],
) -> None:
    codes = [f"i{n}" for n in range(len(rows))]
    x0, x1, w = (dict(zip(codes, column, strict=True)) for column in zip(*rows, strict=True))
    weights = {c: v / sum(w.values()) for c, v in w.items()}

    def score(values: dict[str, float]) -> float:
        product = 1.0
        for code in codes:
            product *= values[code] ** weights[code]
        return product

    change = score(x1) - score(x0)
    assert sum(shapley(x0, x1, score).values()) == pytest.approx(change, abs=1e-9)
    assert sum(logarithmic_mean(x0, x1, weights).values()) == pytest.approx(change, abs=1e-9)


# UESTC 2020 and 2021: counts and means of four classes, as published.
BEFORE = [
    ClassFigures(n, D(m)) for n, m in ((23, "82.87"), (196, "70.93"), (102, "58.35"), (12, "46.71"))
]
AFTER = [ClassFigures(n, D(m)) for n, m in ((32, "85.53"), (179, "78.57"), (107, "68.92"), (15, "60.23"))]  # fmt: skip


def test_a_rise_can_stand_wholly_inside_the_classes() -> None:
    found = mean_change(BEFORE, AFTER)
    assert float(found.old) == pytest.approx(67.0285585586, abs=1e-9)
    assert float(found.new) == pytest.approx(75.3119519520, abs=1e-9)
    assert float(found.within) == pytest.approx(8.3865915916, abs=1e-9)
    assert float(found.between) == pytest.approx(-0.1031981982, abs=1e-9)
    assert found.within + found.between == found.change
    assert float(found.change) == pytest.approx(8.2833933934, abs=1e-9)


def test_counts_at_moving_cut_offs_are_told_both_ways() -> None:
    old, new = [88, 84, 81, 78, 70, 62], [90, 86, 84, 83, 74, 66]
    found = counts_by_cut_offs(old, new, [80], [D("83.5")])
    assert (found.last_year, found.at_old_cut_offs, found.at_new_cut_offs) == (
        (3, 3),
        (4, 2),
        (3, 3),
    )


def test_pass_rates_of_two_years_differ_within_newcombes_interval() -> None:
    found = newcombe(56, 70, 48, 80)
    assert found.difference == pytest.approx(0.2, abs=1e-12)
    assert found.interval.low == pytest.approx(0.0524314724, abs=1e-9)
    assert found.interval.high == pytest.approx(0.3338726540, abs=1e-9)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1), st.randoms())
def test_class_counts_do_not_depend_on_the_order(
    pairs: list[tuple[int, int]], rng: random.Random
) -> None:
    mixed = rng.sample(pairs, len(pairs))
    cut = [70, 40]
    assert counts_by_cut_offs(*zip(*pairs, strict=True), cut, cut) == counts_by_cut_offs(
        *zip(*mixed, strict=True), cut, cut
    )
