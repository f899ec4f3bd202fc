"""Do the items of a dimension measure one thing, and does each tell units apart?"""

import numpy as np
from attrs import frozen

from govgauge.score.composite.table import Floats
from govgauge.score.robustness.association import Correlation, correlate

NO_DISCRIMINATION = 0.95
"""With this share of units at one end an item no longer tells them apart."""


@frozen
class ItemQuality:
    """One item: its mean share of full marks, the shares of units at the ends, and its
    correlation with the mean of the other items (NaN where that does not exist)."""

    code: str
    facility: float
    at_floor: float
    at_ceiling: float
    item_rest: float

    @property
    def discriminates(self) -> bool:
        """False where nearly all units are at one end."""
        return max(self.at_floor, self.at_ceiling) < NO_DISCRIMINATION


def cronbach_alpha(columns: Floats) -> float:
    """α = k/(k−1)·(1 − Σvar/var(total)) of units × items, by pairwise covariances.

    NaN for fewer than two items, or where nothing varies.
    """
    items = columns.shape[1]
    if items < 2:
        return float("nan")
    covariances = np.array(
        [[_covariance(columns[:, i], columns[:, j]) for j in range(items)] for i in range(items)]
    )
    total = covariances.sum()
    if np.isnan(total) or total == 0:
        return float("nan")
    return float(items / (items - 1) * (1 - np.trace(covariances) / total))


def _covariance(one: Floats, other: Floats) -> float:
    both = ~(np.isnan(one) | np.isnan(other))
    if both.sum() < 2:
        return float("nan")
    return float(np.cov(one[both], other[both])[0, 1])


def item_quality(
    codes: tuple[str, ...], columns: Floats, floor: float = 0.0, full: float = 100.0
) -> tuple[ItemQuality, ...]:
    """Facility, floor and ceiling of normalised items (units × items), over units measured."""
    found = []
    for at, code in enumerate(codes):
        own = columns[:, at]
        there = own[~np.isnan(own)]
        rest = np.delete(columns, at, axis=1)
        some = ~np.isnan(rest).all(axis=1)
        others = np.full(len(own), np.nan)
        others[some] = np.nanmean(rest[some], axis=1)
        found.append(
            ItemQuality(
                code=code,
                facility=_mean((there - floor) / (full - floor)),
                at_floor=_mean((there <= floor).astype(np.float64)),
                at_ceiling=_mean((there >= full).astype(np.float64)),
                item_rest=correlate(own, others, Correlation.PEARSON),
            )
        )
    return tuple(found)


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else float("nan")
