"""Sobol indices: centred, resampled row by row, silent about what does not vary."""

from __future__ import annotations

import numpy as np
import pytest

from govgauge.score.composite.table import Floats
from govgauge.score.robustness.design import saltelli
from govgauge.score.robustness.inputs import Input, Range
from govgauge.score.robustness.sobol import sobol

EXACT = np.array([1 / 14, 4 / 14, 9 / 14])


def inputs(count: int) -> list[Input]:
    return [Range(f"x{i}", 0.0, 1.0, lambda value: {}) for i in range(1, count + 1)]


def sum_of_three(base: int, seed: int) -> Floats:
    """y = x1 + 2·x2 + 3·x3 at the design's settings."""
    rows = saltelli(inputs(3), base, seed).rows
    return np.array([float(a) + 2 * float(b) + 3 * float(c) for a, b, c in rows])


def test_exact_indices_are_approached() -> None:
    found = sobol(["x1", "x2", "x3"], sum_of_three(20_000, 1), bootstraps=10)
    assert found is not None
    assert found.first == pytest.approx(EXACT, abs=0.02)
    assert found.total == pytest.approx(EXACT, abs=0.02)


def test_the_first_order_is_not_mostly_noise() -> None:
    """Without centring its standard deviation at 200 base rows is 0.080, with it 0.025."""
    firsts = []
    for seed in range(150):
        found = sobol(["x1", "x2", "x3"], sum_of_three(200, seed), bootstraps=10)
        assert found is not None
        firsts.append(found.first[0])
    assert np.mean(firsts) == pytest.approx(1 / 14, abs=0.01)
    assert np.std(firsts) < 0.04


def test_rows_are_resampled_whole_with_their_variance() -> None:
    """With one input its total index is near 1 in every sample, however wild the values."""
    heavy = np.exp(6 * np.random.default_rng(3).random((2, 60)))
    targets = np.concatenate([heavy[0], heavy[1], heavy[1]])
    found = sobol(["x"], targets, bootstraps=400)
    assert found is not None
    low, high = found.first_interval[0][0], found.first_interval[1][0]
    assert low <= found.first[0] <= high
    rng = np.random.default_rng(1)
    picks = rng.integers(0, 60, (400, 60))
    mean, variance = targets[:120].mean(), targets[:120].var()
    product = (heavy[1] - mean) * (heavy[1] - heavy[0])
    fixed = product[picks].mean(axis=1) / variance
    assert high - low < 0.7 * np.ptp(np.quantile(fixed, (0.05, 0.95)))


def test_what_never_varies_has_no_indices() -> None:
    assert sobol(["x1"], np.ones(30)) is None


def test_the_design_swaps_one_column_at_a_time() -> None:
    rows = np.array(saltelli(inputs(2), 3, seed=9).rows)
    a, b, first, second = rows[:3], rows[3:6], rows[6:9], rows[9:]
    assert (first[:, 0] == b[:, 0]).all()
    assert (first[:, 1] == a[:, 1]).all()
    assert (second[:, 1] == b[:, 1]).all()
    assert (second[:, 0] == a[:, 0]).all()


def test_intervals_are_the_same_every_time() -> None:
    one = sobol(["x1", "x2", "x3"], sum_of_three(50, 1))
    two = sobol(["x1", "x2", "x3"], sum_of_three(50, 1))
    assert one is not None
    assert two is not None
    assert (one.total_interval[0] == two.total_interval[0]).all()
