"""Ways to make one score of several: power means, Mazziotta–Pareto, Copeland.

All work on a stack of children (children × rankings × units), NaN where a child has no score;
a stack may hold one ranking for all.  Weights are (rankings × children) and need not add to 1:
what a unit lacks is left out and its weight goes to the rest, in proportion.
"""

from typing import Protocol

import numpy as np
from attrs import frozen

from govgauge.score.composite.table import Floats


class Combination(Protocol):
    """One way to combine children; ``name`` is how reports call it."""

    @property
    def name(self) -> str:
        """For messages and tables."""

    @property
    def lowest(self) -> float | None:
        """Values must be above this; ``None``: any value will do."""

    def combine(self, stack: Floats, weights: Floats) -> Floats:
        """The parent's scores (rankings × units)."""


def weighted_mean(stack: Floats, weights: Floats) -> Floats:
    """The weighted mean over the children that have a score; NaN where none has."""
    blank = np.isnan(stack)
    if not blank.any():
        full: Floats = _product(stack, weights) / weights.sum(axis=1)[:, None]
        return full
    sums = _product(np.where(blank, 0.0, stack), weights)
    present = _product((~blank).astype(np.float64), weights)
    with np.errstate(invalid="ignore"):
        mean: Floats = np.where(present > 0, sums / np.where(present > 0, present, 1.0), np.nan)
    return mean


def _product(stack: Floats, weights: Floats) -> Floats:
    if stack.shape[1] == 1:
        product: Floats = weights @ stack[:, 0, :]
        return product
    total: Floats = stack[0] * weights[:, 0, None]
    for child, weight in zip(stack[1:], weights.T[1:], strict=True):
        total += child * weight[:, None]
    return total


@frozen
class PowerMean:
    """The generalised mean of exponent p: 1 arithmetic, 0 geometric, −1 harmonic."""

    exponent: float = 1.0

    @property
    def name(self) -> str:
        """For messages and tables."""
        known = {1.0: "arithmetic", 0.0: "geometric", -1.0: "harmonic"}
        return known.get(self.exponent, f"power {self.exponent:g}")

    @property
    def lowest(self) -> float | None:
        """Zero for all but the arithmetic mean."""
        return None if self.exponent == 1.0 else 0.0

    def forward(self, values: Floats) -> Floats:
        """Onto the scale on which the mean is arithmetic."""
        if self.exponent == 1.0:
            return values
        if self.exponent == 0.0:
            return np.log(values)
        if self.exponent == -1.0:
            return 1.0 / values
        power: Floats = values**self.exponent
        return power

    def backward(self, means: Floats) -> Floats:
        """Back onto the scale of the values."""
        if self.exponent == 1.0:
            return means
        if self.exponent == 0.0:
            return np.exp(means)
        if self.exponent == -1.0:
            return 1.0 / means
        root: Floats = means ** (1.0 / self.exponent)
        return root

    def combine(self, stack: Floats, weights: Floats) -> Floats:
        """Σwx, Πxʷ, 1/Σ(w/x) or (Σwxᵖ)^(1/p), weights adding to 1 over what is there."""
        return self.backward(weighted_mean(self.forward(stack), weights))


ARITHMETIC = PowerMean(1.0)
GEOMETRIC = PowerMean(0.0)
HARMONIC = PowerMean(-1.0)


@frozen
class MazziottaPareto:
    """The mean less what its unevenness costs, M − S²/M (S over n, weighted); or plus it.

    For composites where more is worse the penalty is added (``adds``).
    """

    adds: bool = False

    @property
    def name(self) -> str:
        """For messages and tables."""
        return "Mazziotta–Pareto"

    @property
    def lowest(self) -> float | None:
        """The mean divides: values must be above zero."""
        return 0.0

    def combine(self, stack: Floats, weights: Floats) -> Floats:
        """M ∓ S²/M over what is there."""
        mean = weighted_mean(stack, weights)
        variance = weighted_mean((stack - mean[None]) ** 2, weights)
        penalty = variance / mean
        return mean + penalty if self.adds else mean - penalty
