"""Agreement between raters: alpha, kappas, AC1, ICC, intervals (methodology 4.20)."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govgauge.score.agreement.intraclass import intraclass_correlations
from govgauge.score.agreement.kappa import Weighting, ac1, cohen, fleiss
from govgauge.score.agreement.krippendorff import Scale, Standing, alpha, standing
from govgauge.score.agreement.ratings import (
    as_ratings,
    category_counts,
    pair_table,
    rater_effects,
)
from govgauge.score.agreement.second_readings import bootstrap, item_agreement

# Four raters, twelve units (the textbook table); a dot is a blank.
TEXTBOOK = as_ratings(
    [
        [None if m == "." else float(m) for m in marks]
        for marks in zip(
            *(
                row.split()
                for row in (
                    "1 2 3 3 2 1 4 1 2 . . .",
                    "1 2 3 3 2 2 4 1 2 5 . 3",
                    ". 3 3 3 2 3 4 2 2 5 1 .",
                    "1 2 3 3 2 4 4 1 2 5 1 .",
                )
            ),
            strict=True,
        )
    ]
)


@pytest.mark.parametrize(
    ("scale", "value"),
    [
        (Scale.NOMINAL, 0.7434210526),
        (Scale.ORDINAL, 0.8153875038),
        (Scale.INTERVAL, 0.8491071429),
        (Scale.RATIO, 0.7974027747),
    ],
)
def test_alpha_of_the_textbook_table(scale: Scale, value: float) -> None:
    assert alpha(TEXTBOOK, scale) == pytest.approx(value, abs=1e-9)


def test_alpha_says_nothing_where_nothing_can_disagree() -> None:
    assert alpha(as_ratings([[1, 1], [1, 1]]), Scale.NOMINAL) is None
    assert alpha(as_ratings([[1, None], [None, 2]]), Scale.INTERVAL) is None
    assert alpha(as_ratings([[1, 1], [2, 2]]), Scale.NOMINAL) == 1
    assert alpha(as_ratings([[0, 0], [0, 1]]), Scale.RATIO) is not None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.80, Standing.PUBLISH),
        (0.799, Standing.WITH_NOTE),
        (0.667, Standing.WITH_NOTE),
        (0.66, Standing.RATE_AGAIN),
        (None, Standing.RATE_AGAIN),
    ],
)
def test_what_an_alpha_allows(value: float | None, expected: Standing) -> None:
    assert standing(value) is expected


TABLE = np.array([[20.0, 5, 1], [4, 15, 6], [1, 3, 10]])


@pytest.mark.parametrize(
    ("weighting", "value", "error"),
    [
        (Weighting.NONE, 0.5293265749, None),
        (Weighting.LINEAR, 0.5976364660, None),
        (Weighting.QUADRATIC, 0.6710782406, 0.0820599885),
    ],
)
def test_cohens_kappa(weighting: Weighting, value: float, error: float | None) -> None:
    found = cohen(TABLE, weighting)
    assert found.value == pytest.approx(value, abs=1e-9)
    assert error is None or found.error == pytest.approx(error, abs=1e-9)


FOURTEEN = np.array(
    [
        [int(n) for n in row.split()]
        for row in (
            "0 0 0 0 14", "0 2 6 4 2", "0 0 3 5 6", "0 3 9 2 0", "2 2 8 1 1",
            "7 7 0 0 0", "3 2 6 3 0", "2 5 3 2 2", "6 5 2 1 0", "0 2 2 3 7",
        )
    ],
    dtype=np.float64,
)  # fmt: skip


def test_fleiss_kappa_of_fourteen_raters() -> None:
    assert fleiss(FOURTEEN).value == pytest.approx(0.2099307044, abs=1e-9)
    with pytest.raises(ValueError, match="as many marks"):
        fleiss(np.array([[2.0, 0], [1, 0]]))


def test_marks_nearly_all_alike_agree_well_whatever_kappa_says() -> None:
    table = [(1, 1)] * 118 + [(1, 0)] * 5 + [(0, 1)] * 2
    ratings = as_ratings(table)
    found = item_agreement(ratings, Scale.NOMINAL, [1, 0])
    assert found is not None
    assert found.kappa is not None
    assert found.kappa.observed == pytest.approx(0.944, abs=1e-12)
    assert found.kappa.value == pytest.approx(-0.0233918129, abs=1e-9)
    assert found.alpha == pytest.approx(-0.0246913580, abs=1e-9)
    assert found.ac1.value == pytest.approx(0.9407763376, abs=1e-9)
    assert found.standing is Standing.RATE_AGAIN


def test_how_many_units_were_rated_twice_is_told() -> None:
    rows: list[list[float | None]] = [[1, 1]] + [[1, None]] * 10
    found = item_agreement(as_ratings(rows), Scale.NOMINAL, [0, 1])
    assert found is not None
    assert (found.rated_twice.numerator, found.rated_twice.denominator) == (1, 11)
    assert not found.enough_second_readings
    assert item_agreement(as_ratings(rows[1:]), Scale.NOMINAL) is None
    three = item_agreement(TEXTBOOK, Scale.ORDINAL)
    assert three is not None
    assert three.kappa is None
    assert three.standing is Standing.PUBLISH


def test_one_category_alone_leaves_no_agreement_beyond_chance() -> None:
    assert cohen(np.array([[5.0]])).value is None
    assert ac1(np.array([[2.0], [2.0]])).value is None
    assert ac1(np.array([[2.0], [2.0]]), categories=2).value == 1


# Shrout and Fleiss (1979): six units, four raters.
SHROUT_FLEISS = as_ratings(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
)


def test_intraclass_correlations() -> None:
    found = intraclass_correlations(SHROUT_FLEISS)
    single = (found.single_1, found.single_2, found.single_3)
    mean = (found.mean_1, found.mean_2, found.mean_3)
    assert single == pytest.approx((0.1657417684, 0.2897637795, 0.7148407148), abs=1e-9)
    assert mean == pytest.approx((0.4427971337, 0.6200505475, 0.9093155424), abs=1e-9)


def test_intraclass_correlations_need_a_full_table_with_spread() -> None:
    for rows in ([[1, None], [2, 3]], [[1, 2]], [[1], [2]], [[4, 4], [4, 4]]):
        with pytest.raises(ValueError, match=r"correlation"):
            intraclass_correlations(as_ratings(rows))


def test_a_lenient_rater_is_seen() -> None:
    effects = rater_effects(as_ratings([[80, 90, None], [70, 80, 75], [60, None, None]]))
    assert effects == pytest.approx([-5, 5, 0])
    assert rater_effects(as_ratings([[1, None]])) == [None, None]


def test_an_interval_is_drawn_with_a_seed_over_units() -> None:
    def nominal(ratings: np.ndarray) -> float | None:
        return alpha(ratings, Scale.NOMINAL)

    found = bootstrap(TEXTBOOK, nominal, seed=3, replications=300)
    assert found == bootstrap(TEXTBOOK[::-1], nominal, seed=3, replications=300)
    assert found.interval is not None
    assert found.interval.low < 0.7434210526 < found.interval.high <= 1
    alike = bootstrap(as_ratings([[1, 1], [1, 1]]), nominal, seed=1, replications=20)
    assert (alike.interval, alike.undefined) == (None, 20)


def test_marks_outside_the_scale_are_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        category_counts(as_ratings([[1, 3]]), [0, 1])


MARKS = st.lists(
    st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=3, max_size=3),
    min_size=2,
    max_size=10,
)


@settings(deadline=None, max_examples=60)
@given(MARKS, st.sampled_from(Scale), st.randoms())
def test_agreement_does_not_depend_on_the_order_of_units_or_raters(
    rows: list[list[int | None]], scale: Scale, rng: random.Random
) -> None:
    ratings = as_ratings(rows)
    if np.isnan(ratings).all():
        return
    mixed = ratings[rng.sample(range(len(rows)), len(rows))][:, rng.sample(range(3), 3)]
    one, other = alpha(ratings, scale), alpha(mixed, scale)
    assert (one is None) == (other is None)
    assert one is None or other == pytest.approx(one, abs=1e-12)
    assert one is None or one <= 1 + 1e-12


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=2, max_size=30))
def test_two_raters_nearly_agree_in_every_figure(pairs: list[tuple[int, int]]) -> None:
    table = pair_table([a for a, _ in pairs], [b for _, b in pairs], [0, 1, 2])
    by_cohen, by_ac1 = cohen(table), ac1(category_counts(as_ratings(pairs), [0, 1, 2]))
    assert by_cohen.observed == pytest.approx(by_ac1.observed, abs=1e-12)
    nominal = alpha(as_ratings(pairs), Scale.NOMINAL)
    scott = fleiss(category_counts(as_ratings(pairs), [0, 1, 2])).value
    # Alpha is Scott's pi with a correction for few marks: 1 - α = (1 - π)(1 - 1/2n).
    assert (nominal is None) == (scott is None)
    if nominal is not None and scott is not None:
        assert 1 - nominal == pytest.approx((1 - scott) * (1 - 1 / (2 * len(pairs))), abs=1e-9)
