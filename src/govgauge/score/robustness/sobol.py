"""Which choice moves the result most: Sobol indices by Saltelli's design.

First order: the share of the variance that one input explains by itself; total: with all its
interactions.  The estimator is centred, without which the first order is mostly noise.
"""

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from govgauge.score.composite.table import Floats


@frozen(eq=False)
class Sensitivity:
    """Indices by input, with intervals (5 % and 95 %) from rows resampled together.

    ``None`` stands for indices of a target that does not vary at all.
    """

    names: tuple[str, ...]
    mean: float
    variance: float
    first: Floats
    total: Floats
    first_interval: tuple[Floats, Floats]
    total_interval: tuple[Floats, Floats]


def sobol(
    names: Sequence[str], targets: Floats, bootstraps: int = 1000, seed: int = 1
) -> Sensitivity | None:
    """Indices of a target computed at the settings of ``design.saltelli``, in its order.

    S_i = mean((y_B − ȳ)(y_ABi − y_A))/V and T_i = mean((y_A − y_ABi)²)/(2V), ȳ and V (over
    2N − 1) over A and B together.  ``None`` where the target never varies.
    """
    width = len(names)
    rows = np.asarray(targets, dtype=np.float64).reshape(width + 2, -1)
    ends = rows[:2]
    if not np.ptp(ends) > 0:
        return None
    first, total = _indices(rows[None])
    resampled = _resampled(rows, bootstraps, seed)
    return Sensitivity(
        names=tuple(names),
        mean=float(ends.mean()),
        variance=float(ends.var(ddof=1)),
        first=first[0],
        total=total[0],
        first_interval=_ends(resampled[0]),
        total_interval=_ends(resampled[1]),
    )


def _indices(rows: Floats) -> tuple[Floats, Floats]:
    """First and total indices (samples × inputs) of samples × (A, B, AB1 …) × base rows."""
    ends = rows[:, :2]
    mean = ends.mean(axis=(1, 2))
    variance = ends.var(axis=(1, 2), ddof=1)[:, None]
    a, b, mixed = rows[:, :1], rows[:, 1:2], rows[:, 2:]
    first = ((b - mean[:, None, None]) * (mixed - a)).mean(axis=2) / variance
    total = ((a - mixed) ** 2).mean(axis=2) / (2 * variance)
    return first, total


def _resampled(rows: Floats, bootstraps: int, seed: int) -> tuple[Floats, Floats]:
    """Indices of samples of base rows, each row taken whole: A, B and all its mixtures."""
    picks = np.random.default_rng(seed).integers(0, rows.shape[1], (bootstraps, rows.shape[1]))
    parts = [_indices(rows[:, some].swapaxes(0, 1)) for some in np.array_split(picks, 10)]
    with_variance = [np.concatenate(part) for part in zip(*parts, strict=True)]
    return with_variance[0], with_variance[1]


def _ends(samples: Floats) -> tuple[Floats, Floats]:
    low, high = np.nanquantile(samples, (0.05, 0.95), axis=0)
    return low, high
