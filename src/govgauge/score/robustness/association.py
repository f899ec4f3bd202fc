"""Correlations between indicators, dimensions and the index, and the pairs to look at."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from attrs import frozen

from govgauge.score.composite.table import Floats

REDUNDANT = 0.9
CONFLICTING = 0.0
_LEAST = 3


class Correlation(StrEnum):
    """Pearson's r; Spearman's rho and Kendall's tau-b, which see only the order."""

    PEARSON = "pearson"
    SPEARMAN = "spearman"
    KENDALL = "kendall"


@frozen
class FlaggedPair:
    """Two siblings that say nearly the same, or contradict each other."""

    parent: str
    one: str
    other: str
    correlation: float


def correlate(one: Floats, other: Floats, kind: Correlation) -> float:
    """Over the units that have both; NaN for fewer than three, or where one never varies."""
    both = ~(np.isnan(one) | np.isnan(other))
    a, b = one[both], other[both]
    if len(a) < _LEAST or not np.ptp(a) > 0 or not np.ptp(b) > 0:
        return float("nan")
    if kind is Correlation.KENDALL:
        # Brings all of scipy.stats along: only who asks for Kendall waits for it.
        from scipy.stats import kendalltau

        return float(kendalltau(a, b).statistic)
    if kind is Correlation.SPEARMAN:
        a, b = mean_ranks(a), mean_ranks(b)
    return float(np.clip(np.corrcoef(a, b)[0, 1], -1.0, 1.0))


def mean_ranks(values: Floats) -> Floats:
    """Ranks from below; equal values get the mean of their places."""
    ordered = np.sort(values)
    first = np.searchsorted(ordered, values, side="left")
    last = np.searchsorted(ordered, values, side="right")
    ranks: Floats = (first + last + 1) / 2.0
    return ranks


def correlations(columns: Floats, kind: Correlation = Correlation.PEARSON) -> Floats:
    """Every column (units × columns) with every other, over the units that have both."""
    width = columns.shape[1]
    matrix = np.eye(width)
    for i in range(width):
        for j in range(i):
            matrix[i, j] = matrix[j, i] = correlate(columns[:, i], columns[:, j], kind)
    return matrix


def flagged_pairs(
    parent: str,
    codes: Sequence[str],
    columns: Floats,
    redundant: float = REDUNDANT,
    conflicting: float = CONFLICTING,
) -> tuple[FlaggedPair, ...]:
    """The pairs of siblings above ``redundant`` or below ``conflicting`` (Pearson)."""
    matrix = correlations(columns)
    pairs = [
        FlaggedPair(parent, codes[i], codes[j], float(matrix[i, j]))
        for i in range(len(codes))
        for j in range(i + 1, len(codes))
    ]
    return tuple(p for p in pairs if p.correlation > redundant or p.correlation < conflicting)
