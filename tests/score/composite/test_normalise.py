"""Normalisation, treatment of outliers, imputation: the worked cases."""

from __future__ import annotations

import math

import numpy as np
import pytest

from govgauge.model.failure import BadInput
from govgauge.score.composite.impute import Centre, Impute, impute
from govgauge.score.composite.normalise import (
    Borda,
    Categories,
    DistanceToBest,
    Goalposts,
    MinMax,
    Normalisation,
    PercentileRank,
    RankFromBelow,
    ShareOfTarget,
    ZScore,
    normalise,
)
from govgauge.score.composite.table import Cell
from tests.score.composite.build import NA, NAN, table

FOUR = np.array([10.0, 20.0, 20.0, 40.0])


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (MinMax(), [0, 100 / 3, 100 / 3, 100]),
        (ZScore(), [-0.9933992678, -0.1986798536, -0.1986798536, 1.3907589749]),
        (ZScore(ddof=0), [-1.1470786694, -0.2294157339, -0.2294157339, 1.6059101371]),
        (RankFromBelow(), [1, 2, 2, 4]),
        (PercentileRank(), [0, 1 / 3, 1 / 3, 1]),
        (Borda(), [0, 1, 1, 3]),
        (DistanceToBest(), [0, 1 / 3, 1 / 3, 1]),
        (ShareOfTarget({"x": 40.0}), [25, 50, 50, 100]),
        (ShareOfTarget({"x": 20.0}), [50, 100, 100, 100]),
        (Categories({"x": {10.0: 0.0, 20.0: 60.0, 40.0: 100.0}}), [0, 60, 60, 100]),
    ],
    ids=lambda v: type(v).__name__,
)
def test_the_worked_case(how: Normalisation, expected: list[float]) -> None:
    assert how.column(FOUR, "x", 1).tolist() == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (MinMax(), [100, 200 / 3, 200 / 3, 0]),
        (RankFromBelow(), [4, 2, 2, 1]),
        (Goalposts({"x": (10.0, 30.0)}), [100, 50, 50, 0]),
        (ShareOfTarget({"x": 20.0}), [100, 100, 100, 50]),
    ],
    ids=lambda v: type(v).__name__,
)
def test_where_less_is_better_the_scale_is_turned(
    how: Normalisation, expected: list[float]
) -> None:
    assert how.column(FOUR, "x", -1).tolist() == pytest.approx(expected, abs=1e-9)


def test_goalposts_clip() -> None:
    values = np.array([-5.0, 0.0, 50.0, 100.0, 120.0])
    ends = Goalposts({"x": (0.0, 100.0)}, high=1.0)
    assert ends.column(values, "x", 1).tolist() == [0, 0, 0.5, 1, 1]


def test_z_then_min_max_is_min_max() -> None:
    z = ZScore().column(FOUR, "x", 1)
    assert MinMax().column(z, "x", 1) == pytest.approx(MinMax().column(FOUR, "x", 1), abs=1e-12)


@pytest.mark.parametrize("how", [MinMax(), ZScore(), PercentileRank(), DistanceToBest()])
def test_an_indicator_on_which_all_are_equal_is_an_error_with_its_name(how: Normalisation) -> None:
    with pytest.raises(BadInput) as refused:
        normalise(table([[1.0, 5.0], [2.0, 5.0]]), how)
    assert (refused.value.code, refused.value.place.field) == ("zero-range", "b")


def test_or_all_get_the_constant_the_system_states() -> None:
    found = normalise(table([[5.0], [5.0], [NAN]]), MinMax(constant=50.0))
    assert found.values[:2, 0].tolist() == [50.0, 50.0]
    assert math.isnan(found.values[2, 0])


def test_what_is_missing_and_what_does_not_apply_stay_so() -> None:
    found = normalise(table([[1.0, 1.0], [NAN, NA], [3.0, 3.0]]), RankFromBelow())
    assert found.cells[1].tolist() == [Cell.MISSING, Cell.NOT_APPLICABLE]
    assert found.values[[0, 2], 0].tolist() == [1, 2]


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (Goalposts({}), "no-goalposts"),
        (ShareOfTarget({}), "no-target"),
        (Categories({"a": {1.0: 0.0}}), "no-category"),
        (Goalposts({"a": (1.0, 1.0)}), "zero-range"),
    ],
)
def test_what_was_not_given_is_asked_for(how: Normalisation, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        normalise(table([[1.0], [2.0]]), how)
    assert (refused.value.code, refused.value.place.field) == (code, "a")


GAPS = [[1.0, 10.0], [NAN, 20.0], [3.0, NA], [8.0, 60.0], [NAN, NAN]]
GROUPS = ("E", "E", "W", "W", "E")


@pytest.mark.parametrize(
    ("how", "second", "fifth"),
    [
        (Impute(), 4.0, 30.0),
        (Impute(Centre.MEDIAN), 3.0, 20.0),
        (Impute(groups=GROUPS), 1.0, 15.0),
        (Impute(Centre.MEDIAN, GROUPS), 1.0, 15.0),
    ],
)
def test_blanks_are_filled_from_all_or_from_the_group(
    how: Impute, second: float, fifth: float
) -> None:
    done = impute(table(GAPS), how)
    assert done.table.values[1, 0] == second
    assert done.table.values[4, 1] == fifth
    assert done.filled.sum() == 3


def test_what_does_not_apply_is_never_filled() -> None:
    assert impute(table(GAPS), Impute()).table.cells[2, 1] == Cell.NOT_APPLICABLE


def test_a_group_without_any_value_stays_missing() -> None:
    done = impute(table([[1.0], [NAN]]), Impute(groups=("E", "W")))
    assert done.table.cells[1, 0] == Cell.MISSING
    assert not done.filled.any()
