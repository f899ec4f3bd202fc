"""Aggregation: means, missing and not applicable, Mazziotta–Pareto, Copeland, the UN's index."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govgauge.model.failure import BadInput
from govgauge.score.composite.aggregate import Aggregation, Missing, Scope, aggregate
from govgauge.score.composite.copeland import Copeland, outranking
from govgauge.score.composite.coverage import available, bounds, coverage, covered
from govgauge.score.composite.development import (
    development_group,
    development_index,
    online_service_index,
    standardised_index,
)
from govgauge.score.composite.means import (
    ARITHMETIC,
    GEOMETRIC,
    HARMONIC,
    Combination,
    MazziottaPareto,
    PowerMean,
)
from govgauge.score.composite.table import Cell, Table
from govgauge.score.composite.tree import Node, Tree
from tests.score.composite.build import NA, NAN, flat, table

WEIGHED = flat(0.5, 0.3, 0.2)
TWO_BRANCHES = Tree(
    Node(
        "index",
        children=(
            Node("A", 40, (Node("a", 30), Node("b", 10))),
            Node("B", 60, (Node("c", 30), Node("d", 30))),
        ),
    )
)


def index(rows: list[list[float | None]], tree: Tree, how: Combination = ARITHMETIC) -> list[float]:
    return aggregate(table(rows), tree, Aggregation(how)).index.tolist()


@pytest.mark.parametrize(
    ("how", "full", "gap"),
    [
        (ARITHMETIC, 66.0, 74.2857142857),
        (GEOMETRIC, 63.8855101099, 73.6874),
        (HARMONIC, 61.5384615385, 73.0434782609),
    ],
    ids=["arithmetic", "geometric", "harmonic"],
)
def test_means_with_and_without_a_missing_value(how: Combination, full: float, gap: float) -> None:
    found = index([[80.0, 60.0, 40.0], [80.0, NAN, 60.0]], WEIGHED, how)
    assert found[0] == pytest.approx(full, abs=1e-9)
    assert found[1] == pytest.approx(gap, abs=1e-4 if how == GEOMETRIC else 1e-9)


def test_the_generalised_mean_holds_the_others_and_takes_blanks() -> None:
    rows: list[list[float | None]] = [[80.0, 60.0, 40.0], [80.0, NAN, 60.0]]
    near_zero = index(rows, WEIGHED, PowerMean(1e-9))
    assert near_zero == pytest.approx(index(rows, WEIGHED, GEOMETRIC), abs=1e-5)
    square = index(rows, WEIGHED, PowerMean(2.0))
    assert square[0] == pytest.approx((0.5 * 6400 + 0.3 * 3600 + 0.2 * 1600) ** 0.5, abs=1e-9)
    assert square[1] == pytest.approx(((0.5 * 6400 + 0.2 * 3600) / 0.7) ** 0.5, abs=1e-9)


@pytest.mark.parametrize("how", [GEOMETRIC, HARMONIC, PowerMean(0.5), MazziottaPareto()])
def test_a_mean_that_needs_positive_values_says_where_one_is_not(how: Combination) -> None:
    with pytest.raises(BadInput, match="u2") as refused:
        index([[1.0, 2.0], [1.0, 0.0]], flat(1, 1), how)
    assert (refused.value.code, refused.value.place.field) == ("not-positive", "b")


@pytest.mark.parametrize(("scope", "expected"), [(Scope.PARENT, 71.0), (Scope.ALL, 73.3333333333)])
def test_the_weight_of_what_does_not_apply(scope: Scope, expected: float) -> None:
    how = Aggregation(scope=scope)
    found = aggregate(table([[50.0, NA, 80.0, 90.0]]), TWO_BRANCHES, how)
    assert found.index[0] == pytest.approx(expected, abs=1e-9)


def test_four_thirds_where_services_do_not_apply() -> None:
    caps = flat(35, 25, 20, 20)
    kept = [v / c * 100 for v, c in ((31.0, 35), (17.0, 20), (18.0, 20))]
    found = index([[kept[0], NA, kept[1], kept[2]]], caps)
    assert found[0] == pytest.approx(66 * 4 / 3, abs=1e-9)


def test_coverage_and_bounds_of_what_is_missing() -> None:
    gap = table([[50.0, NAN, 80.0, 90.0]])
    assert coverage(gap, TWO_BRANCHES)[0, -1] == pytest.approx(0.9, abs=1e-12)
    ends = bounds(gap, TWO_BRANCHES, 0.0, 100.0)
    assert (ends.low[0], ends.high[0]) == pytest.approx((66.0, 76.0), abs=1e-9)


def test_what_does_not_apply_is_not_what_is_missing() -> None:
    gone = table([[50.0, NA, 80.0, 90.0]])
    assert coverage(gone, TWO_BRANCHES)[0, -1] == pytest.approx(1.0, abs=1e-12)
    ends = bounds(gone, TWO_BRANCHES, 0.0, 100.0)
    assert (ends.low[0], ends.high[0]) == pytest.approx((71.0, 71.0), abs=1e-9)


def test_bounds_are_refused_where_a_better_value_may_lower_the_score() -> None:
    with pytest.raises(BadInput) as refused:
        bounds(table([[1.0, NAN]]), flat(1, 1), 0, 100, Aggregation(MazziottaPareto()))
    assert refused.value.code == "no-bounds"


def test_missing_may_leave_the_parent_without_a_score() -> None:
    rows = table([[50.0, NAN, 80.0, 90.0], [50.0, NA, 80.0, 90.0]])
    found = aggregate(rows, TWO_BRANCHES, Aggregation(missing=Missing.NONE))
    assert found.cells[0].tolist()[-1] == Cell.MISSING
    assert np.isnan(found.index[0])
    assert found.index[1] == pytest.approx(71.0, abs=1e-9)


def test_a_dimension_of_which_nothing_applies_does_not_apply_itself() -> None:
    found = aggregate(table([[NA, NA, 80.0, 90.0], [NAN, NA, 80.0, 90.0]]), TWO_BRANCHES)
    state = found.cells[:, TWO_BRANCHES.place("A")].tolist()
    assert state == [Cell.NOT_APPLICABLE, Cell.MISSING]
    assert found.index.tolist() == [85.0, 85.0]


def test_a_unit_is_ranked_only_where_enough_was_measured() -> None:
    rows = table([[NAN, NAN, 8.0, 9.0], [5.0, NAN, 8.0, 9.0], [NA, NA, 8.0, 9.0]])
    assert covered(rows, TWO_BRANCHES).tolist() == [False, True, True]
    assert available(rows, 0.75).tolist() == [False, True, True]


def test_an_item_of_weight_zero_bears_on_nothing() -> None:
    found = aggregate(table([[80.0, NAN, 60.0]]), flat(1, 0, 1), Aggregation(missing=Missing.NONE))
    assert found.index.tolist() == [70.0]


def test_mazziotta_pareto() -> None:
    rows: list[list[float | None]] = [[110.0, 95, 100], [100.0, 100, 100], [115.0, 110, 80]]
    found = index(rows, flat(1, 1, 1), MazziottaPareto())
    assert found == pytest.approx([101.2841530055, 100.0, 99.3169398907], abs=1e-9)


def test_copeland_inside_a_tree() -> None:
    rows: list[list[float | None]] = [[3.0, 3, 1], [2.0, 2, 2], [1.0, 1, 3]]
    assert index(rows, flat(1, 1, 1), Copeland()) == [2, 0, -2]
    assert index(rows, flat(1, 1, 3), Copeland()) == [-2, 0, 2]


def test_decimal_weights_that_cancel_are_no_majority() -> None:
    rows: list[list[float | None]] = [[1.0, 1, 0], [0.0, 0, 1]]
    assert index(rows, flat(0.1, 0.2, 0.3), Copeland()) == [0, 0]


def test_a_pair_with_a_blank_is_compared_on_what_both_have_in_either_order() -> None:
    one_way = outranking(np.array([[1.0, 1.0], [NAN, 5.0]]), np.array([0.5, 0.5]))
    other_way = outranking(np.array([[1.0, 1.0], [5.0, NAN]]), np.array([0.5, 0.5]))
    assert (one_way[0, 1], one_way[1, 0]) == (0.5, 0.5)
    assert (other_way[0, 1], other_way[1, 0]) == (0.5, 0.5)
    assert index([[1.0, NAN], [1.0, 5.0]], flat(1, 1), Copeland()) == [0, 0]


def test_a_missing_or_different_indicator_is_asked_for_by_code() -> None:
    with pytest.raises(BadInput) as refused:
        aggregate(table([[1.0, 2.0]]), WEIGHED)
    assert (refused.value.code, refused.value.place.field) == ("unknown-code", "c")


def test_sharing_over_all_items_needs_one_mean() -> None:
    how = Aggregation(by_level={3: GEOMETRIC}, scope=Scope.ALL)
    with pytest.raises(BadInput) as refused:
        aggregate(table([[50.0, NA, 80.0, 90.0]]), TWO_BRANCHES, how)
    assert refused.value.code == "scope-needs-one-mean"


def test_levels_may_be_combined_in_different_ways() -> None:
    how = Aggregation(by_level={3: GEOMETRIC})
    found = aggregate(table([[40.0, 80.0, 80.0, 90.0]]), TWO_BRANCHES, how)
    assert found.index[0] == pytest.approx(50**0.4 * 85**0.6, abs=1e-9)


VALUES = st.one_of(st.floats(1, 100), st.just(NAN), st.none())


@given(st.lists(st.tuples(VALUES, VALUES, VALUES, VALUES), min_size=1, max_size=6))
def test_a_better_value_never_lowers_a_score(rows: list[tuple[float | None, ...]]) -> None:
    before = table(rows)
    after = before.with_values(before.values + 1.0)
    for how in (ARITHMETIC, GEOMETRIC, HARMONIC):
        low = aggregate(before, TWO_BRANCHES, Aggregation(how)).index
        high = aggregate(after, TWO_BRANCHES, Aggregation(how)).index
        assert (np.isnan(low) == np.isnan(high)).all()
        assert (high[~np.isnan(high)] >= low[~np.isnan(low)]).all()


@given(
    st.lists(st.tuples(VALUES, VALUES, VALUES, VALUES), min_size=1, max_size=6), st.floats(1, 100)
)
def test_bounds_hold_every_completion(rows: list[tuple[float | None, ...]], filling: float) -> None:
    gaps = table(rows)
    ends = bounds(gaps, TWO_BRANCHES, 1.0, 100.0)
    filled: Table = gaps.with_values(np.where(gaps.missing, filling, gaps.values))
    found = aggregate(filled, TWO_BRANCHES).index
    some = ~np.isnan(found)
    assert (ends.low[some] - 1e-9 <= found[some]).all()
    assert (found[some] <= ends.high[some] + 1e-9).all()


@given(st.lists(st.tuples(VALUES, VALUES, VALUES, VALUES), min_size=1, max_size=8))
def test_the_order_of_units_does_not_matter(rows: list[tuple[float | None, ...]]) -> None:
    there = aggregate(table(rows), TWO_BRANCHES, Aggregation(Copeland())).index
    back = aggregate(table(rows[::-1]), TWO_BRANCHES, Aggregation(Copeland())).index[::-1]
    assert np.array_equal(there, back, equal_nan=True)


@given(st.floats(1, 100), st.floats(1, 100))
def test_what_does_not_apply_leaves_a_parent_at_the_rate_of_the_rest(a: float, c: float) -> None:
    without = index([[a, NA, c, NA]], TWO_BRANCHES)[0]
    at_rate = index([[a, a, c, c]], TWO_BRANCHES)[0]
    assert without == pytest.approx(at_rate, abs=1e-9)


def test_the_united_nations_index() -> None:
    osi = online_service_index(np.array([0.20, 0.50, 0.80, 1.0]))
    assert osi.tolist() == pytest.approx([0, 0.375, 0.75, 1], abs=1e-9)
    parts = np.array([[10.0, 5], [30, 50], [60, 70], [90, 80]])
    tii = standardised_index(parts)
    assert tii.tolist() == pytest.approx([0, 0.4238138631, 0.7450143340, 1], abs=1e-9)
    hci = np.array([0.30, 0.55, 0.90, 0.85])
    egdi = development_index(osi, tii, hci)
    assert egdi.tolist() == pytest.approx([0.1, 0.4496046210, 0.7983381113, 0.95], abs=1e-9)
    assert [development_group(x) for x in egdi] == [3, 2, 0, 0]


def test_a_line_of_the_united_nations_belongs_to_the_lower_group() -> None:
    assert [development_group(x) for x in (0.75, 0.7501, 0.25)] == [1, 0, 3]
