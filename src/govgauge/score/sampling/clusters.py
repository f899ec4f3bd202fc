"""Pages inside sites: intervals for samples drawn in two stages, by resampling whole sites."""

from collections.abc import Sequence

import numpy as np

from govgauge.score.sampling.proportion import Interval


def cluster_bootstrap(
    clusters: Sequence[Sequence[float]],
    seed: int,
    replications: int = 2000,
    confidence: float = 0.95,
) -> Interval:
    """The interval of the mean over all pages when pages were drawn inside drawn sites.

    Pages of one site are alike, so sites are resampled whole, with replacement; ends are type 7
    quantiles.  Give the sites in a fixed order (by code): with the seed it decides the result.
    Raises ``ValueError`` for fewer than two sites with a page.
    """
    filled = [c for c in clusters if len(c)]
    if len(filled) < 2:
        raise ValueError("an interval over sites needs two of them")
    totals = np.array([float(np.sum(c)) for c in filled])
    counts = np.array([len(c) for c in filled])
    rng = np.random.default_rng(seed)
    means = []
    for _ in range(replications):
        picked = rng.integers(0, len(filled), size=len(filled))
        means.append(totals[picked].sum() / counts[picked].sum())
    tail = (1 - confidence) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    return Interval(float(low), float(high))
