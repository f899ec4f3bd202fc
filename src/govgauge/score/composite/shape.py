"""The shape of a distribution: skewness and kurtosis, corrected for the sample's size."""

import math

import numpy as np

from govgauge.score.composite.table import Floats


def skewness(values: Floats) -> float:
    """G1 = √(n(n−1))/(n−2) · m₃/m₂^1.5 over the values there are.

    NaN for fewer than three, or all equal.
    """
    there = values[~np.isnan(values)]
    n = len(there)
    if n < 3 or not np.ptp(there) > 0:
        return math.nan
    apart = there - there.mean()
    g1 = float((apart**3).mean() / (apart**2).mean() ** 1.5)
    return math.sqrt(n * (n - 1)) / (n - 2) * g1


def kurtosis(values: Floats) -> float:
    """G2 = ((n+1)g₂+6)(n−1)/((n−2)(n−3)), g₂ the excess kurtosis over the values there are.

    NaN for fewer than four, or all equal.
    """
    there = values[~np.isnan(values)]
    n = len(there)
    if n < 4 or not np.ptp(there) > 0:
        return math.nan
    apart = there - there.mean()
    g2 = float((apart**4).mean() / (apart**2).mean() ** 2) - 3
    return ((n + 1) * g2 + 6) * (n - 1) / ((n - 2) * (n - 3))
