"""What many replications say of each unit's rank."""

import numpy as np
from attrs import frozen

from govgauge.score.composite.ranking import Ranks
from govgauge.score.composite.table import Floats
from govgauge.score.robustness.replicate import Replications

LOW, HIGH = 0.05, 0.95
TOP = 10
_UNITS = 2_000  # units sorted at a time: bounds the memory


@frozen(eq=False)
class RankIntervals:
    """By unit, over the replications in which it has a rank.

    ``low`` and ``high`` are the 5 % and 95 % quantiles (type 7); ``first`` and ``top`` the share
    of replications at rank 1 and at ``TOP`` or better; ``tiers`` the share in each tier (units ×
    tiers), where tiers were counted.  ``mean_shift`` is the mean absolute distance from the
    index's own rank over all units and replications.
    """

    units: tuple[str, ...]
    nominal: Ranks
    mean: Floats
    median: Floats
    low: Floats
    high: Floats
    first: Floats
    top: Floats
    tiers: Floats | None
    mean_shift: float


def rank_intervals(replications: Replications) -> RankIntervals:
    """Summaries of all replications; NaN for a unit without a rank in any."""
    parts = [
        _of_units(replications.ranks[:, start : start + _UNITS])
        for start in range(0, max(len(replications.units), 1), _UNITS)
    ]
    mean, median, low, high, first, top = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    tiers = None
    if replications.tiers is not None:
        counted = replications.tiers.sum(axis=1, keepdims=True)
        tiers = _shares(replications.tiers.astype(np.float64), counted.astype(np.float64))
    shifts = shift_by_replication(replications.ranks, replications.nominal)
    return RankIntervals(
        units=replications.units,
        nominal=replications.nominal,
        mean=mean,
        median=median,
        low=low,
        high=high,
        first=first,
        top=top,
        tiers=tiers,
        mean_shift=float(np.nanmean(shifts)) if len(shifts) else float("nan"),
    )


def shift_by_replication(ranks: Ranks, nominal: Ranks) -> Floats:
    """The mean absolute distance from the index's own ranks, one number a replication.

    Over the units that have a rank in both; NaN where none has.
    """
    both = (ranks > 0) & (nominal > 0)
    apart = np.where(both, np.abs(ranks - nominal), 0).sum(axis=1).astype(np.float64)
    return _shares(apart, both.sum(axis=1).astype(np.float64))


def _shares(counts: Floats, of: Floats) -> Floats:
    with np.errstate(invalid="ignore"):
        shares: Floats = np.where(of > 0, counts / np.where(of > 0, of, 1.0), np.nan)
    return shares


def _of_units(ranks: Ranks) -> tuple[Floats, ...]:
    """Mean, median, low, high, first, top of some units (replications × units)."""
    rows = np.sort(ranks.T, axis=1)
    ranked = (rows > 0).sum(axis=1).astype(np.float64)
    quantiles = (_quantile(rows, ranked, share) for share in (0.5, LOW, HIGH))
    median, low, high = quantiles
    first = (rows == 1).sum(axis=1).astype(np.float64)
    top = ((rows > 0) & (rows <= TOP)).sum(axis=1).astype(np.float64)
    total = rows.sum(axis=1).astype(np.float64)
    return (
        _shares(total, ranked), median, low, high, _shares(first, ranked), _shares(top, ranked)
    )  # fmt: skip


def _quantile(rows: Ranks, ranked: Floats, share: float) -> Floats:
    """Type 7 over the last ``ranked`` entries of each sorted row: zeros stand before them."""
    width = rows.shape[1]
    place = np.maximum(ranked - 1, 0) * share
    below = np.floor(place)
    start = width - np.maximum(ranked, 1)
    at = (start + below).astype(np.intp)
    following = np.minimum(at + 1, width - 1)
    lower = np.take_along_axis(rows, at[:, None], axis=1)[:, 0]
    upper = np.take_along_axis(rows, following[:, None], axis=1)[:, 0]
    quantile = lower + (place - below) * (upper - lower)
    return np.where(ranked > 0, quantile, np.nan)
