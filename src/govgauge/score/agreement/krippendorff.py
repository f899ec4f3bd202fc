"""Krippendorff's alpha: any number of raters, blanks allowed, four kinds of scale.

After K. Krippendorff, "Content Analysis", ch. 11, by the matrix of coincidences.
"""

from enum import StrEnum

import numpy as np
import numpy.typing as npt

from govgauge.score.agreement.ratings import Ratings, category_counts

_Floats = npt.NDArray[np.float64]


class Scale(StrEnum):
    """What a difference between two marks means."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


class Standing(StrEnum):
    """What an alpha allows: publish, publish with a note, or train and rate again."""

    PUBLISH = "publish"
    WITH_NOTE = "with_note"
    RATE_AGAIN = "rate_again"


def alpha(ratings: Ratings, scale: Scale) -> float | None:
    """Alpha over the units with two marks or more: 1 full agreement, 0 as by chance.

    ``None`` where nothing can disagree: no unit was marked twice, or all marks are one value.
    """
    counts = category_counts(ratings)
    counts = counts[counts.sum(axis=1) >= 2]
    marks = counts.sum(axis=1, keepdims=True)
    values = np.unique(ratings[~np.isnan(ratings)])
    totals = counts.sum(axis=0)
    difference = _difference(values, totals, scale)
    pairs = (counts / np.maximum(marks - 1, 1)).T @ counts - np.diag(
        (counts / np.maximum(marks - 1, 1)).sum(axis=0)
    )
    expected = float(totals @ difference @ totals)
    if expected == 0:
        return None
    observed = float((pairs * difference).sum())
    return 1 - (float(totals.sum()) - 1) * observed / expected


def _difference(values: _Floats, totals: _Floats, scale: Scale) -> _Floats:
    """The squared difference of every pair of values."""
    across, down = (np.asarray(v) for v in np.meshgrid(values, values))
    if scale is Scale.NOMINAL:
        return np.asarray(across != down, dtype=np.float64)
    if scale is Scale.INTERVAL:
        return np.asarray((across - down) ** 2)
    if scale is Scale.RATIO:
        total = across + down
        ratio = np.divide(across - down, total, out=np.zeros_like(total), where=total != 0)
        return np.asarray(ratio**2)
    # Ordinal: how many marks lie from one value to the other, the ends counting half.
    upto = np.cumsum(totals)
    middles = upto - totals / 2
    return np.asarray((middles[:, None] - middles[None, :]) ** 2)


PUBLISH_FROM = 0.80
NOTE_FROM = 0.667


def standing(value: float | None) -> Standing:
    """What may be done with marks of such an alpha (0.80 and 0.667, Krippendorff's lines)."""
    if value is None or value < NOTE_FROM:
        return Standing.RATE_AGAIN
    return Standing.PUBLISH if value >= PUBLISH_FROM else Standing.WITH_NOTE
