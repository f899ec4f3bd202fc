"""Cut-offs that make the stretches of the sorted curve as plain as they can be.

Difference trend (差分趋势): the first differences of the sorted scores are the slope of the
sorted curve, so a class is a stretch of steady slope, and each stretch is fitted by a straight
line.  Natural breaks (Fisher-Jenks): each stretch is fitted by its mean.  Both are solved
exactly by dynamic programming over the positions where a cut may lie.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

import numpy as np
import numpy.typing as npt
from attrs import frozen

from govgauge.score.places.cuts import (
    Cuts,
    Method,
    cannot_cut,
    cutting,
    falling,
    gap_positions,
    smallest_class,
)

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_Cost = Callable[[int, Ints], Floats]
"""The squared residuals of the stretches that begin at a position and end before others."""

_EQUAL = 1e-9
"""Costs that differ by less of the total sum of squares are equal."""
_LEAST_FOR_A_LINE = 3


def difference_trend(keys: Sequence[Decimal], classes: int, smallest: int | None = None) -> Cuts:
    """Cut the sorted curve into stretches of steady slope, none below ``smallest`` (at least 3).

    Minimises the squared residuals of a line of score on position over the stretches; of equal
    costs the cuts with the larger gaps win, then those at higher scores.  For tens or hundreds
    of units: a long bell-shaped list leaves one giant class.  :class:`BadInput` where the
    scores allow no such cutting.
    """
    scores = falling(keys)
    asked = smallest_class(len(scores), _LEAST_FOR_A_LINE) if smallest is None else smallest
    least = max(_LEAST_FOR_A_LINE, asked)
    curve = _Curve.of(scores)
    positions, cost = _solve(scores, classes, least, curve.line_residuals, curve.total)
    return cutting(Method.DIFFERENCE_TREND, scores, positions, cost)


def natural_breaks(keys: Sequence[Decimal], classes: int, smallest: int = 1) -> Cuts:
    """Minimise the squares within classes; ``fit`` is 1 - SSW/SST.

    ``cut_offs`` are the smallest members, lower-closed, not the upper bounds some programs give.
    """
    scores = falling(keys)
    curve = _Curve.of(scores)
    positions, cost = _solve(scores, classes, smallest, curve.mean_residuals, curve.total)
    fit = 1 - cost / curve.total if curve.total > 0 else 1.0
    return cutting(Method.NATURAL_BREAKS, scores, positions, cost, fit)


@frozen(eq=False)
class _Curve:
    """Sums up to each position of the sorted curve, of scores less their mean."""

    score: Floats
    squared: Floats
    by_position: Floats

    @classmethod
    def of(cls, scores: Sequence[Decimal]) -> "_Curve":
        centred = np.array([float(s) for s in scores])
        centred -= centred.mean()
        position = np.arange(len(centred), dtype=np.float64)
        return cls(*(_sums(v) for v in (centred, centred**2, centred * position)))

    @property
    def total(self) -> float:
        """The total sum of squares."""
        return float(self.squared[-1])

    def mean_residuals(self, start: int, ends: Ints) -> Floats:
        count = ends - start
        total = self.score[ends] - self.score[start]
        squares: Floats = self.squared[ends] - self.squared[start] - total**2 / count
        return np.maximum(squares, 0)

    def line_residuals(self, start: int, ends: Ints) -> Floats:
        count = (ends - start).astype(np.float64)
        total = self.score[ends] - self.score[start]
        middle = start + (count - 1) / 2
        together = self.by_position[ends] - self.by_position[start] - middle * total
        spread = count * (count**2 - 1) / 12
        squares: Floats = self.mean_residuals(start, ends) - together**2 / spread
        return np.maximum(squares, 0)


def _sums(values: Floats) -> Floats:
    return np.concatenate([[0.0], np.cumsum(values)])


def _solve(
    scores: Sequence[Decimal], classes: int, smallest: int, cost: _Cost, total: float
) -> tuple[list[int], float]:
    """The cheapest cutting: where to cut, and what it costs.

    Rounds go from the last class up, so that of equal cuttings the one whose first cut stands
    at the higher score is kept.
    """
    units = len(scores)
    nodes = np.array([0, *gap_positions(scores), units])
    gap = np.array([0.0, *(float(scores[p - 1] - scores[p]) for p in nodes[1:-1]), 0.0])
    last = len(nodes) - 1
    costs = np.full(len(nodes), np.inf)
    costs[last] = 0.0
    gaps = np.zeros(len(nodes))
    choices: list[Ints] = []
    for _ in range(classes):
        step = _Round(nodes, gap, costs, gaps, smallest, cost, total * _EQUAL)
        costs, gaps, chosen = step.all()
        choices.append(chosen)
    if not np.isfinite(costs[0]):
        raise cannot_cut(units, last, classes, smallest)
    at, positions = 0, []
    for chosen in reversed(choices):
        at = int(chosen[at])
        positions.append(int(nodes[at]))
    return positions[:-1], float(costs[0])


@frozen(eq=False)
class _Round:
    """One more class in front of the cuttings found so far."""

    nodes: Ints
    gap: Floats
    costs: Floats
    gaps: Floats
    smallest: int
    cost: _Cost
    equal: float

    def all(self) -> tuple[Floats, Floats, Ints]:
        """The best cost, its gaps and where the class ends, for every start."""
        costs = np.full(len(self.nodes), np.inf)
        gaps = np.zeros(len(self.nodes))
        chosen = np.zeros(len(self.nodes), dtype=np.int64)
        for start in range(len(self.nodes) - 1):
            first = int(np.searchsorted(self.nodes, self.nodes[start] + self.smallest))
            ends = np.arange(first, len(self.nodes))
            ends = ends[np.isfinite(self.costs[ends])]
            if len(ends):
                costs[start], gaps[start], chosen[start] = self._best(start, ends)
        return costs, gaps, chosen

    def _best(self, start: int, ends: Ints) -> tuple[float, float, int]:
        costs = self.cost(int(self.nodes[start]), self.nodes[ends]) + self.costs[ends]
        near = np.flatnonzero(costs <= costs.min() + self.equal)
        gaps = (self.gap + self.gaps)[ends[near]]
        # The first of the largest: nodes go from high scores to low ones.
        kept = near[int(np.argmax(gaps >= gaps.max() - self.equal))]
        return float(costs[kept]), float((self.gap + self.gaps)[ends[kept]]), int(ends[kept])
