"""Outliers: shape, winsorising with its limit, other scales."""

from __future__ import annotations

import numpy as np
import pytest

from govgauge.model.failure import BadInput
from govgauge.score.composite.outliers import (
    Then,
    Treat,
    box_cox,
    is_outlying,
    log_scale,
    treat,
    winsorise,
)
from govgauge.score.composite.shape import kurtosis, skewness
from tests.score.composite.build import NAN, table

RULE = Treat()
ONE_TO_SIX = np.arange(1.0, 7.0)


def test_skewness_and_kurtosis_are_corrected_for_the_sample() -> None:
    values = np.array([1.0, 2, 3, 4, 5, 50])
    assert skewness(values) == pytest.approx(2.4197657545, abs=1e-9)
    assert kurtosis(values) == pytest.approx(5.8869667196, abs=1e-9)


def test_blanks_do_not_shape_a_distribution() -> None:
    values = np.array([1.0, 2, 3, NAN, 4, 5, 50, NAN])
    assert skewness(values) == pytest.approx(2.4197657545, abs=1e-9)


def test_the_extreme_becomes_its_neighbour() -> None:
    values, moved = winsorise(np.array([*range(1, 11), 100.0, 200.0]), RULE)
    assert values.tolist() == [*range(1, 11), 100.0, 100.0]
    assert moved.sum() == 1


def test_the_long_tail_may_be_below() -> None:
    values, moved = winsorise(-np.array([*range(1, 11), 100.0, 200.0]), RULE)
    assert values.min() == -100.0
    assert moved.sum() == 1


def test_a_step_that_would_pass_the_limit_is_not_taken() -> None:
    six_tied = np.array([*np.linspace(0, 1, 60), *[50.0] * 6])
    assert is_outlying(six_tied, RULE)
    values, moved = winsorise(six_tied, Treat(limit=2))
    assert values.tolist() == six_tied.tolist()
    assert not moved.any()


def test_points_moved_twice_count_once() -> None:
    values, moved = winsorise(np.array([*np.linspace(0, 1, 40), 30.0, 40.0, 50.0]), RULE)
    assert moved.sum() == 3
    assert values.max() == 1.0


def test_log_scale() -> None:
    expected = [-2.9957322736, 0.0487901642, 0.7178397932, 1.1151415906, 1.3987168811, 1.6193882433]
    assert log_scale(ONE_TO_SIX).tolist() == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("exponent", "expected"),
    [
        (0.5, [0, 0.8284271247, 1.4641016151, 2, 2.4721359550, 2.8989794856]),
        (0.0, [0, 0.6931471806, 1.0986122887, 1.3862943611, 1.6094379124, 1.7917594692]),
    ],
)
def test_box_cox(exponent: float, expected: list[float]) -> None:
    assert box_cox(ONE_TO_SIX, exponent).tolist() == pytest.approx(expected, abs=1e-9)
    moved_down = box_cox(ONE_TO_SIX - 50, exponent)
    assert moved_down.tolist() == pytest.approx(expected, abs=1e-9)


def test_no_scale_changes_its_input_into_itself() -> None:
    for scaled in (log_scale(ONE_TO_SIX), box_cox(ONE_TO_SIX, 0.5), box_cox(ONE_TO_SIX, 0.0)):
        assert not np.allclose(scaled, ONE_TO_SIX)


def outlying(count: int) -> list[float]:
    return [*np.linspace(0, 1, 60), *[50.0 + n for n in range(count)]]


def test_where_winsorising_is_not_enough_the_whole_indicator_changes_scale() -> None:
    values = table([[v] for v in outlying(4)])
    treated, (what,) = treat(values, Treat(limit=2))
    assert (what.transformed, what.points) == (Then.LOG, 0)
    assert treated.values[:, 0] == pytest.approx(log_scale(values.values[:, 0]))


def test_or_it_is_said_that_it_still_outlies() -> None:
    _, (what,) = treat(table([[v] for v in outlying(4)]), Treat(limit=2, then=Then.NOTHING))
    assert not what.passed
    assert what.points == 2


def test_zero_one_items_and_those_named_are_left_alone() -> None:
    binary = [[0.0, v] for v in outlying(2)]
    binary[0][0] = binary[1][0] = 1.0
    assert is_outlying(np.array(binary)[:, 0], RULE)
    treated, done = treat(table(binary), Treat(untouched=frozenset("b")))
    assert done == ()
    assert treated.values.tolist() == table(binary).values.tolist()


def test_what_is_both_to_treat_and_not_to_treat_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        treat(table([[1.0], [2.0]]), Treat(untouched=frozenset("a")), ["a"])
    assert refused.value.code == "capped-outliers"


def test_equal_values_do_not_outlie() -> None:
    assert not is_outlying(np.full(10, 3.0), RULE)
    assert not is_outlying(np.array([1.0, 2.0]), RULE)
