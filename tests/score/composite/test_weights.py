"""Weights: from people, from pairs, from data."""

from __future__ import annotations

import numpy as np
import pytest

from govgauge.model.failure import BadInput
from govgauge.score.composite.benefit import benefit_of_the_doubt
from govgauge.score.composite.data_weights import (
    component_weights,
    critic_weights,
    entropy_weights,
    first_component,
)
from govgauge.score.composite.pairwise import SAATY_LATER, pairwise
from govgauge.score.composite.weights import budget, equal
from tests.score.composite.build import NAN, table

PAIRS = np.array([[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]])
DATA = [[8.0, 9, 7], [6, 9, 5], [9, 6, 4], [7, 7, 6]]


def test_pairwise_comparisons_give_weights_and_all_that_acceptance_rests_on() -> None:
    found = pairwise(PAIRS)
    assert found.weights.tolist() == pytest.approx(
        [0.6483290138, 0.2296507941, 0.1220201921], abs=1e-9
    )
    assert found.eigenvalue == pytest.approx(3.0036945981, abs=1e-9)
    assert found.index == pytest.approx(0.0018472990, abs=1e-9)
    assert (found.random_index, found.accepted) == (0.58, True)
    assert found.ratio == pytest.approx(0.0031849984, abs=1e-9)


def test_the_ratio_depends_on_the_random_index_which_is_therefore_told() -> None:
    found = pairwise(PAIRS, SAATY_LATER)
    assert found.ratio == pytest.approx(0.0035525, abs=1e-7)
    assert found.random_index == 0.52


def test_comparisons_that_contradict_each_other_are_not_accepted() -> None:
    circle = np.array([[1, 5, 1 / 5], [1 / 5, 1, 5], [5, 1 / 5, 1]])
    assert not pairwise(circle).accepted


@pytest.mark.parametrize(
    ("matrix", "place"),
    [
        ([[1, 3], [1 / 2, 1]], "1,2"),
        ([[2, 1], [1, 1]], "1,1"),
        ([[1, -2], [-0.5, 1]], "1,2"),
    ],
)
def test_a_pair_that_does_not_mirror_is_named(matrix: list[list[float]], place: str) -> None:
    with pytest.raises(BadInput) as refused:
        pairwise(np.array(matrix))
    assert (refused.value.code, refused.value.place.field) == ("not-reciprocal", place)


def test_two_items_cannot_contradict() -> None:
    found = pairwise(np.array([[1, 3], [1 / 3, 1]]))
    assert found.weights.tolist() == pytest.approx([0.75, 0.25])
    assert found.ratio == 0.0


def test_entropy_weights() -> None:
    expected = [0.2410062416, 0.3084058706, 0.4505878878]
    assert entropy_weights(table(DATA)).tolist() == pytest.approx(expected, abs=1e-9)


def test_an_indicator_that_tells_nothing_apart_gets_no_entropy_weight() -> None:
    weights = entropy_weights(table([[1.0, 0.0], [1.0, 3.0], [1.0, 5.0]]))
    assert weights.tolist() == [0.0, 1.0]


def test_critic_weights() -> None:
    expected = [0.4167982749, 0.3456071658, 0.2375945593]
    assert critic_weights(table(DATA)).tolist() == pytest.approx(expected, abs=1e-9)


def test_the_first_component_is_a_unit_vector_and_its_share_is_told() -> None:
    rows = [[1.0, 2.1], [2.0, 3.9], [3.0, 6.2], [4.0, 7.8]]
    r = float(np.corrcoef(np.array(rows), rowvar=False)[0, 1])
    weights, component = component_weights(table(rows))
    assert component.loadings.tolist() == pytest.approx([0.5**0.5, 0.5**0.5], abs=1e-9)
    assert component.share == pytest.approx((1 + r) / 2, abs=1e-9)
    assert weights.tolist() == pytest.approx([0.5, 0.5], abs=1e-9)


def test_negative_loadings_are_refused_as_weights() -> None:
    rows = [[1.0, 1.5, 9.0], [2.0, 2.1, 7.0], [3.0, 3.2, 8.0], [4.0, 3.9, 1.0]]
    assert (first_component(table(rows)).loadings < 0).any()
    with pytest.raises(BadInput) as refused:
        component_weights(table(rows))
    assert (refused.value.code, refused.value.place.field) == ("negative-loading", "c")


@pytest.mark.parametrize("method", [entropy_weights, critic_weights, component_weights])
def test_weights_from_data_need_all_values(method) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(BadInput) as refused:
        method(table([[1.0, 2.0], [NAN, 3.0], [4.0, 1.0]]))
    assert (refused.value.code, refused.value.place.field) == ("weights-need-values", "a")


def test_benefit_of_the_doubt() -> None:
    found = benefit_of_the_doubt(table([[80.0, 60], [60, 90], [50, 50]]))
    assert found.scores.tolist() == pytest.approx([1, 1, 0.6944444444], abs=1e-9)
    assert (found.weights >= 0).all()


def test_an_indicator_nobody_has_anything_on_leaves_no_bound() -> None:
    with pytest.raises(BadInput) as refused:
        benefit_of_the_doubt(table([[1.0, 0.0], [2.0, 0.0]]))
    assert (refused.value.code, refused.value.place.field) == ("no-bound", "b")


def test_budgets_are_brought_to_one_before_they_are_averaged() -> None:
    found = budget([{"a": 60, "b": 40}, {"a": 4, "b": 6}], "ab")
    assert found.weights.tolist() == pytest.approx([0.5, 0.5], abs=1e-12)
    assert found.spread.tolist() == pytest.approx([0.1414213562, 0.1414213562], abs=1e-9)


def test_an_expert_who_left_out_an_indicator_is_asked_again() -> None:
    with pytest.raises(BadInput, match="expert 2") as refused:
        budget([{"a": 1, "b": 1}, {"a": 1}], "ab")
    assert refused.value.code == "budget-incomplete"


def test_equal_weights_add_to_one() -> None:
    assert equal(8).sum() == 1.0
