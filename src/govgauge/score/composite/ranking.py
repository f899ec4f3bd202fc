"""Ranks and tiers of whole arrays on decimal keys, for tables and replications.

Floats are never compared: two scores tie when they are equal after rounding half up to the
decimals a ranking is made on, the float's own noise being rounded away before.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from govgauge.model.text import Text
from govgauge.score.composite.failures import cannot
from govgauge.score.composite.table import Floats

EXACT = 9
"""Decimals that keep everything but the noise of floats."""

Ranks = npt.NDArray[np.int32]
_FINE = 10
_LARGEST = 2.0**53 / 10**_FINE


def keys(scores: Floats, decimals: int = EXACT) -> Floats:
    """The integers scores are compared on: units of 10**-decimals, half up, away from zero.

    First to ten decimals, then to those asked for (at most nine), so that
    0.22499999999999998 is 0.225 and goes up.  NaN stays NaN.  Raises ``BadInput``
    (``score-too-large``) where a float no longer holds ten decimals.
    """
    if not 0 <= decimals <= EXACT:
        raise ValueError(f"decimals from 0 to {EXACT}, not {decimals}")
    size = np.abs(scores)
    if size.size and np.nanmax(size, initial=0.0) > _LARGEST:
        raise cannot(
            "score-too-large",
            Text("数值过大，无法按小数位比较", "a value is too large to be compared by decimals"),
            Text("改用较小的分值量纲", "score on a smaller scale"),
        )
    fine = np.floor(size * 10.0**_FINE + 0.5)
    step = 10.0 ** (_FINE - decimals)
    coarse: Floats = np.copysign(np.floor((fine + step / 2) / step), scores) + 0.0
    return coarse


def competition_ranks(scores: Floats, decimals: int = EXACT) -> Ranks:
    """Rank 1 is the largest; equal keys share the best rank (1,1,3).  0 where there is no score.

    Works along the last axis: a row is one ranking.
    """
    rows = keys(np.atleast_2d(scores), decimals)
    ranks = np.empty(rows.shape, dtype=np.int32)
    positions = np.arange(1, rows.shape[1] + 1, dtype=np.int32)
    for row, out in zip(rows, ranks, strict=True):
        order = np.argsort(-row)
        ordered = row[order]
        first = np.empty(len(row), dtype=np.bool_)
        first[:1] = True
        np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
        places = np.maximum.accumulate(np.where(first, positions, 0))
        places[np.isnan(ordered)] = 0
        out[order] = places
    return ranks.reshape(np.shape(scores))


def tier_places(scores: Floats, bounds: Sequence[float], decimals: int = EXACT) -> Ranks:
    """The tier of each score: 0 for the best, ``len(bounds)`` below all, -1 without a score.

    ``bounds`` are inclusive lower bounds, highest first, on the scores' own scale; they are
    compared on the same decimal keys, so that 0.8999999999999999 is "0.9 and above".
    """
    lines = keys(np.array(bounds, dtype=np.float64), decimals)
    if (np.diff(lines) >= 0).any():
        raise ValueError("tier bounds fall strictly, highest first")
    of_scores = keys(scores, decimals)
    above = np.searchsorted(lines[::-1], of_scores, side="right")
    return np.where(np.isnan(of_scores), -1, len(lines) - above).astype(np.int32)
