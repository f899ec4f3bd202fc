"""Ranks and tiers of arrays: decimal keys, never floats."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govgauge.model.failure import BadInput
from govgauge.score.composite.ranking import competition_ranks, keys, tier_places

SCORES = st.floats(min_value=-1000, max_value=1000, allow_nan=False)


def decimal_key(score: float, decimals: int) -> Decimal:
    """The definition: half up to ten decimals, then half up to those asked for."""
    fine = Decimal(repr(score)).quantize(Decimal(1).scaleb(-10), ROUND_HALF_UP)
    return fine.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def test_float_noise_does_not_break_a_tie() -> None:
    assert competition_ranks(np.array([0.3, 0.1 + 0.2])).tolist() == [1, 1]


def test_competition_ranks_share_the_best_place() -> None:
    scores = np.array([95.2, 95.2, 93.1, 93.1, 90.0])
    assert competition_ranks(scores).tolist() == [1, 1, 3, 3, 5]


def test_a_unit_without_a_score_has_no_rank_and_takes_no_place() -> None:
    assert competition_ranks(np.array([1.0, np.nan, 2.0, np.nan])).tolist() == [2, 0, 1, 0]


def test_ranks_may_be_made_on_the_reported_score() -> None:
    scores = np.array([0.9004, 0.8996, 0.8988])
    assert competition_ranks(scores).tolist() == [1, 2, 3]
    assert competition_ranks(scores, 3).tolist() == [1, 1, 3]
    assert competition_ranks(scores, 2).tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    ("score", "decimals", "key"),
    [
        (0.845, 2, 85),
        (2.675, 2, 268),
        (0.125, 2, 13),
        (0.02 + 0.205, 2, 23),
        (-0.845, 2, -85),
        (0.3 + 0.3 + 0.3, 1, 9),
    ],
)
def test_keys_round_half_up_after_the_noise_is_gone(score: float, decimals: int, key: int) -> None:
    assert keys(np.array([score]), decimals).tolist() == [key]


@given(st.lists(SCORES, min_size=1, max_size=20), st.integers(0, 6))
def test_keys_are_those_of_decimal_arithmetic(scores: list[float], decimals: int) -> None:
    rounded = [round(s, 8) for s in scores]  # what arithmetic of points can give
    expected = [int(decimal_key(s, decimals).scaleb(decimals)) for s in rounded]
    assert keys(np.array(rounded), decimals).tolist() == expected


@given(st.lists(st.integers(0, 30), min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_ranks_follow_the_definition_and_ignore_order_and_noise(points, random) -> None:  # type: ignore[no-untyped-def]
    scores = [p / 10 + random.uniform(-1, 1) * 1e-12 for p in points]
    expected = [1 + sum(q > p for q in points) for p in points]
    assert competition_ranks(np.array(scores)).tolist() == expected
    order = random.sample(range(len(scores)), len(scores))
    shuffled = competition_ranks(np.array([scores[i] for i in order])).tolist()
    assert shuffled == [expected[i] for i in order]


def test_every_row_is_a_ranking_of_its_own() -> None:
    assert competition_ranks(np.array([[1.0, 2.0], [2.0, 1.0]])).tolist() == [[2, 1], [1, 2]]


def test_lower_bounds_belong_to_the_better_tier_whatever_floats_say() -> None:
    scores = np.array([0.3 + 0.3 + 0.3, 0.9, 0.899, 0.6, 0.59, np.nan])
    assert tier_places(scores, (0.9, 0.8, 0.7, 0.6)).tolist() == [0, 0, 1, 3, 4, -1]


def test_scores_too_large_for_ten_decimals_are_refused() -> None:
    with pytest.raises(BadInput) as refused:
        competition_ranks(np.array([1e9, 2.0]))
    assert refused.value.code == "score-too-large"
