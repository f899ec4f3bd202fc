"""Copeland's rule: each unit meets every other, by weighted majority of the criteria."""

import numpy as np
from attrs import frozen

from govgauge.score.composite.table import Floats

_PAIRS = 2_000_000  # pairs compared at a time: bounds the memory


@frozen
class Copeland:
    """Wins less losses over all other units; a pair is compared on what both have.

    A pair is won with more than half of the weight of the common criteria, an equal value
    giving half to each side; a pair without a common criterion is a draw.
    """

    @property
    def name(self) -> str:
        """For messages and tables."""
        return "Copeland"

    @property
    def lowest(self) -> float | None:
        """Only the order counts."""
        return None

    def combine(self, stack: Floats, weights: Floats) -> Floats:
        """Wins − losses (rankings × units); NaN for a unit that has nothing."""
        rankings = weights.shape[0]
        full = np.broadcast_to(stack, (stack.shape[0], rankings, stack.shape[2]))
        return np.array([_one_ranking(full[:, r], weights[r]) for r in range(rankings)])


def _one_ranking(children: Floats, weights: Floats) -> Floats:
    units = children.shape[1]
    result = np.empty(units)
    step = max(1, _PAIRS // max(units, 1))
    for start in range(0, units, step):
        balance = _balance(children, weights, slice(start, start + step))
        result[start : start + step] = np.sign(balance).sum(axis=1)
    result[np.isnan(children).all(axis=0)] = np.nan
    return result


def _balance(children: Floats, weights: Floats, rows: slice) -> Floats:
    """Weight won less weight lost, of some units (rows) against all (columns)."""
    balance = np.zeros((len(range(*rows.indices(children.shape[1]))), children.shape[1]))
    for values, weight in zip(children, weights, strict=True):
        ours = values[rows, None]
        # A comparison with NaN is false both ways: such a pair is left out, in either order.
        balance += weight * ((ours > values).astype(np.float64) - (ours < values))
    # Decimal weights that cancel must draw: 0.1 + 0.2 against 0.3 is no majority.
    balance[np.abs(balance) < 1e-12 * weights.sum()] = 0.0
    return balance


def outranking(children: Floats, weights: Floats) -> Floats:
    """The share of common weight on which unit i is not behind unit j (ties count half).

    Children × units in, units × units out; the diagonal, and pairs with nothing in common, are
    NaN.
    """
    units = children.shape[1]
    won, common = np.zeros((units, units)), np.zeros((units, units))
    for values, weight in zip(children, weights, strict=True):
        ours = values[:, None]
        won += weight * ((ours > values) + 0.5 * (ours == values))
        common += weight * ~(np.isnan(ours) | np.isnan(values))
    np.fill_diagonal(common, 0.0)
    share: Floats = np.divide(won, common, out=np.full_like(won, np.nan), where=common > 0)
    return share
