"""Ranks of scores that carry an error of measurement: raters, sampled pages."""

import numpy as np
from attrs import frozen

from govgauge.score.composite.ranking import EXACT, keys
from govgauge.score.composite.table import Floats

_PAIRS = 4_000_000  # pairs compared at a time: bounds the memory


@frozen(eq=False)
class RankSets:
    """The ranks each unit may have, all of them at once with the confidence asked for."""

    best: Floats
    worst: Floats
    critical: float


def ahead(scores: Floats, errors: Floats) -> Floats:
    """P(unit i is truly ahead of unit j) = Φ((s_i − s_j)/√(σ_i² + σ_j²)); 0.5 on the diagonal.

    ``errors`` are standard errors; two exact scores (error 0) are ahead or not, 0.5 if equal.
    """
    return _ahead(scores, errors, slice(None))


def _ahead(scores: Floats, errors: Floats, rows: slice) -> Floats:
    from scipy.special import ndtr

    apart = _apart(scores, rows)
    spread = np.sqrt(errors[rows, None] ** 2 + errors**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = apart / spread
    # Exact scores leave no doubt: 0/0 is a tie, everything else is infinitely far apart.
    probability: Floats = ndtr(np.where(np.isnan(z), 0.0, z))
    return probability


def _apart(scores: Floats, rows: slice) -> Floats:
    """Differences without the noise of floats, which must not put one exact score ahead."""
    whole = keys(scores)
    apart: Floats = (whole[rows, None] - whole) * 10.0**-EXACT
    return apart


def expected_ranks(scores: Floats, errors: Floats) -> Floats:
    """1 + Σ P(j ahead of i): the mean rank over what the true scores may be."""
    step = max(1, _PAIRS // max(len(scores), 1))
    parts = [
        _ahead(scores, errors, slice(start, start + step)).sum(axis=1)
        for start in range(0, len(scores), step)
    ]
    # Each row sums the chance to be ahead of all, itself (one half) included.
    expected: Floats = len(scores) + 0.5 - np.concatenate(parts)
    return expected


def rank_sets(scores: Floats, errors: Floats, alpha: float = 0.05) -> RankSets:
    """Sets that hold all true ranks together with probability 1 − alpha (Bonferroni).

    j is surely ahead of i when s_j − s_i > z·√(σ_i² + σ_j²), z at alpha/(n(n − 1)) per side.
    Conservative: a stepwise bootstrap would give narrower sets.
    """
    from scipy.special import ndtri

    count = len(scores)
    if count < 2:
        return RankSets(np.ones(count), np.ones(count), 0.0)
    critical = float(ndtri(1.0 - alpha / (count * (count - 1))))
    best, worst = np.empty(count), np.empty(count)
    step = max(1, _PAIRS // count)
    for start in range(0, count, step):
        rows = slice(start, start + step)
        apart = _apart(scores, rows)
        margin = critical * np.sqrt(errors[rows, None] ** 2 + errors**2)
        best[rows] = 1 + (-apart > margin).sum(axis=1)
        worst[rows] = count - (apart > margin).sum(axis=1)
    return RankSets(best, worst, critical)


def indistinguishable(sets: RankSets, ranks: Floats) -> list[tuple[int, int]]:
    """Runs of places (from, to) whose units cannot be told apart, longest runs only.

    Places p to q are one run when the unit at p may be as low as q and the unit at q as high
    as p; ``ranks`` are the published ones.
    """
    order = np.argsort(ranks, kind="stable")
    best, worst = sets.best[order], sets.worst[order]
    runs: list[tuple[int, int]] = []
    for first in range(len(order)):
        last = first
        while last + 1 < len(order) and worst[first] >= last + 2 and best[last + 1] <= first + 1:
            last += 1
        if last > first and (not runs or last + 1 > runs[-1][1]):
            runs.append((first + 1, last + 1))
    return runs
