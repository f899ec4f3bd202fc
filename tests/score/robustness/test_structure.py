"""Consistency, correlations, influence, and ranks under error of measurement."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govgauge.score.composite.aggregate import aggregate
from govgauge.score.robustness.association import (
    Correlation,
    correlate,
    correlations,
    flagged_pairs,
)
from govgauge.score.robustness.consistency import cronbach_alpha, item_quality
from govgauge.score.robustness.influence import influences
from govgauge.score.robustness.measured_ranks import (
    ahead,
    expected_ranks,
    indistinguishable,
    rank_sets,
)
from tests.score.composite.build import NAN, flat, table

SCORES = np.array([80, 79.5, 79.4, 70])
ERRORS = np.full(4, 0.5)


def test_cronbach_alpha() -> None:
    items = np.array([[3.0, 4, 3], [5, 5, 4], [2, 3, 3], [4, 4, 5], [1, 2, 2]])
    assert cronbach_alpha(items) == pytest.approx(0.9333333333, abs=1e-9)


def test_alpha_of_nothing_is_no_number() -> None:
    assert np.isnan(cronbach_alpha(np.ones((4, 3))))
    assert np.isnan(cronbach_alpha(np.arange(4.0)[:, None]))


def test_rank_correlations_see_the_order() -> None:
    one, other = np.arange(1.0, 6.0), np.array([2.0, 1, 4, 3, 5])
    assert correlate(one, other, Correlation.SPEARMAN) == pytest.approx(0.8, abs=1e-12)
    assert correlate(one, other, Correlation.KENDALL) == pytest.approx(0.6, abs=1e-12)
    assert correlate(one, other**3, Correlation.SPEARMAN) == pytest.approx(0.8, abs=1e-12)


def test_blanks_are_left_out_in_pairs() -> None:
    one = np.array([1.0, NAN, 3, 4, 5])
    other = np.array([2.0, 9, 6, 8, NAN])
    assert correlate(one, other, Correlation.PEARSON) == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("kind", list(Correlation))
def test_what_never_varies_has_no_correlation(kind: Correlation) -> None:
    assert np.isnan(correlate(np.ones(5), np.arange(5.0), kind))


def test_pairs_that_repeat_or_contradict_each_other_are_flagged() -> None:
    rng = np.random.default_rng(2)
    a = rng.normal(size=200)
    columns = np.stack([a, a + 0.1 * rng.normal(size=200), -a, rng.normal(size=200)], axis=1)
    pairs = flagged_pairs("A", "abcd", columns, conflicting=-0.4)
    assert [(p.one, p.other) for p in pairs] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert correlations(columns)[0, 2] == pytest.approx(-1.0, abs=1e-12)


def test_an_item_at_full_marks_nearly_everywhere_does_not_discriminate() -> None:
    columns = np.array([[100.0, 100.0 * (n % 2), float(n)] for n in range(100)])
    columns[0, 0] = columns[1, 0] = 0.0
    easy, half, even = item_quality(("a", "b", "c"), columns)
    assert (easy.at_ceiling, easy.discriminates) == (0.98, False)
    assert (half.at_floor, half.at_ceiling, half.discriminates) == (0.5, 0.5, True)
    assert even.facility == pytest.approx(0.495, abs=1e-12)


def test_an_item_is_compared_with_the_mean_of_the_others() -> None:
    columns = np.array([[1.0, 2.0, 3.0], [2.0, NAN, 5.0], [3.0, 4.0, 2.0], [5.0, 1.0, 2.0]])
    found = item_quality(("a", "b", "c"), columns, full=5.0)[0]
    others = np.array([2.5, 5.0, 3.0, 1.5])
    assert found.item_rest == pytest.approx(np.corrcoef(columns[:, 0], others)[0, 1], abs=1e-12)


def test_weight_is_not_influence() -> None:
    scores = aggregate(table([[0.0, 50.0], [50.0, 51.0], [100.0, 49.0]]), flat(1, 1))
    wide, narrow = influences(scores)
    assert (wide.weight, narrow.weight) == (0.5, 0.5)
    assert wide.influence > 0.99
    assert narrow.influence < 0.3
    assert (wide.against, narrow.against) == (False, True)


def test_pairs_of_measured_scores() -> None:
    chance = ahead(SCORES, ERRORS)
    assert chance[0, 1] == pytest.approx(0.7602, abs=5e-5)
    assert chance[0, 2] == pytest.approx(0.8019, abs=5e-5)
    assert chance[1, 2] == pytest.approx(0.5562, abs=5e-5)
    assert chance + chance.T == pytest.approx(np.ones((4, 4)), abs=1e-12)


def test_expected_ranks() -> None:
    expected = [1.4378220157, 2.2040184809, 2.3581595034, 4]
    assert expected_ranks(SCORES, ERRORS).tolist() == pytest.approx(expected, abs=1e-9)


def test_sets_that_hold_all_ranks_at_once() -> None:
    sets = rank_sets(SCORES, ERRORS)
    assert sets.critical == pytest.approx(2.6382572735, abs=1e-9)
    assert sets.best.tolist() == [1, 1, 1, 4]
    assert sets.worst.tolist() == [3, 3, 3, 4]
    assert indistinguishable(sets, np.array([1.0, 2, 3, 4])) == [(1, 3)]


def test_exact_scores_leave_no_doubt_and_float_noise_no_lead() -> None:
    scores, none = np.array([0.3, 0.1 + 0.2, 0.2]), np.zeros(3)
    sets = rank_sets(scores, none)
    assert sets.best.tolist() == [1, 1, 3]
    assert sets.worst.tolist() == [2, 2, 3]
    assert expected_ranks(scores, none).tolist() == [1.5, 1.5, 3.0]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 5)), min_size=1, max_size=12))
def test_a_unit_stands_within_its_own_set(pairs: list[tuple[int, int]]) -> None:
    scores = np.array([float(s) for s, _ in pairs])
    errors = np.array([float(e) for _, e in pairs])
    sets = rank_sets(scores, errors)
    ranks = np.array([1 + (scores > s).sum() for s in scores])
    assert (sets.best <= ranks).all()
    assert (ranks <= sets.worst).all()
    assert expected_ranks(scores, errors).sum() == pytest.approx(len(pairs) * (len(pairs) + 1) / 2)
