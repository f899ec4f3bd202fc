"""Agreement beyond chance: Cohen's kappa (weighted), Fleiss' kappa, Gwet's AC1."""

from enum import StrEnum
from math import sqrt

import numpy as np
import numpy.typing as npt
from attrs import frozen

_Floats = npt.NDArray[np.float64]


class Weighting(StrEnum):
    """How much a near miss counts as agreement."""

    NONE = "none"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


@frozen
class Agreement:
    """``observed`` agreement (share of 1), what chance would give, and the ``value`` beyond it.

    ``value`` is ``None`` where chance alone would agree fully.  ``error`` is its standard error
    where the method has one.  Show ``observed`` with it: marks that are nearly all alike have a
    kappa near zero however well raters agree.
    """

    value: float | None
    observed: float
    expected: float
    error: float | None = None


def _beyond_chance(observed: float, expected: float) -> float | None:
    return None if expected >= 1 else (observed - expected) / (1 - expected)


def cohen(table: _Floats, weighting: Weighting = Weighting.NONE) -> Agreement:
    """Cohen's kappa of a square table of counts, rows one rater's marks, columns the other's.

    Weighted categories stand in their order, one step apart.  The standard error is that of
    Fleiss, Cohen and Everitt (1969).
    """
    units = float(table.sum())
    shares = table / units
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    weights = _agreement_weights(len(table), weighting)
    observed = float((weights * shares).sum())
    expected = float(rows @ weights @ columns)
    value = _beyond_chance(observed, expected)
    if value is None:
        return Agreement(None, observed, expected)
    near = (weights @ columns)[:, None] + (rows @ weights)[None, :]
    spread = float((shares * (weights - near * (1 - value)) ** 2).sum())
    variance = (spread - (value - expected * (1 - value)) ** 2) / (units * (1 - expected) ** 2)
    return Agreement(value, observed, expected, sqrt(max(variance, 0.0)))


def _agreement_weights(categories: int, weighting: Weighting) -> _Floats:
    if weighting is Weighting.NONE or categories < 2:
        return np.eye(categories)
    position = np.arange(categories, dtype=np.float64)
    apart = np.abs(position[:, None] - position[None, :]) / (categories - 1)
    return np.asarray(1 - (apart if weighting is Weighting.LINEAR else apart**2))


def fleiss(counts: _Floats) -> Agreement:
    """Fleiss' kappa of units × categories, every unit marked by as many raters."""
    raters = counts.sum(axis=1)
    if raters.min() != raters.max() or raters[0] < 2:
        raise ValueError("Fleiss' kappa needs as many marks, two at least, for every unit")
    observed = float(_pair_agreement(counts).mean())
    shares = counts.sum(axis=0) / counts.sum()
    expected = float((shares**2).sum())
    return Agreement(_beyond_chance(observed, expected), observed, expected)


def ac1(counts: _Floats, categories: int | None = None) -> Agreement:
    """Gwet's AC1 of units × categories; units may have different numbers of marks.

    Chance is Σπ(1-π)/(q-1), so it stays near agreement where nearly all marks are alike.
    ``categories`` is q where some were never given (those of the table when not said).
    """
    q = counts.shape[1] if categories is None else categories
    marked = counts[counts.sum(axis=1) >= 1]
    twice = marked[marked.sum(axis=1) >= 2]
    if not len(twice):
        raise ValueError("agreement needs a unit with two marks")
    observed = float(_pair_agreement(twice).mean())
    shares = (marked / marked.sum(axis=1, keepdims=True)).mean(axis=0)
    expected = float((shares * (1 - shares)).sum() / (q - 1)) if q > 1 else 1.0
    return Agreement(_beyond_chance(observed, expected), observed, expected)


def _pair_agreement(counts: _Floats) -> _Floats:
    """For each unit the share of pairs of marks that are alike."""
    marks = counts.sum(axis=1)
    return np.asarray((counts * (counts - 1)).sum(axis=1) / (marks * (marks - 1)))
