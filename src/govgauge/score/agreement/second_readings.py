"""Marks given twice: every figure of agreement of one item, with its interval."""

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np
from attrs import frozen

from govgauge.score.agreement.kappa import Agreement, ac1, cohen
from govgauge.score.agreement.krippendorff import Scale, Standing, alpha, standing
from govgauge.score.agreement.ratings import Ratings, category_counts, pair_table
from govgauge.score.places.shares import Share
from govgauge.score.sampling.proportion import Interval

Statistic = Callable[[Ratings], float | None]

SECOND_READINGS_FROM = Fraction(1, 10)
"""The least share of units that are to be rated twice, blind."""


@frozen
class Bootstrap:
    """An interval by resampling units; ``undefined`` replications had no value and are left out."""

    interval: Interval | None
    replications: int
    undefined: int


def bootstrap(
    ratings: Ratings,
    statistic: Statistic,
    seed: int,
    replications: int = 1000,
    confidence: float = 0.95,
) -> Bootstrap:
    """The percentile interval (type 7) of a figure of agreement, units drawn with replacement.

    Rows are sorted first, so that the order of units does not matter.  No interval where most
    replications have no value.
    """
    # Blanks sort by themselves: NaN has no order of its own.
    order = np.lexsort(np.nan_to_num(ratings, nan=np.inf).T[::-1])
    rows = ratings[order]
    rng = np.random.default_rng(seed)
    found = [
        statistic(rows[rng.integers(0, len(rows), size=len(rows))]) for _ in range(replications)
    ]
    values = [v for v in found if v is not None]
    undefined = replications - len(values)
    if undefined * 2 > replications:
        return Bootstrap(None, replications, undefined)
    tail = (1 - confidence) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return Bootstrap(Interval(float(low), float(high)), replications, undefined)


@frozen
class ItemAgreement:
    """Agreement on one item, shown together: no single figure tells enough.

    ``kappa`` needs exactly two raters; ``alpha`` decides the ``standing``.
    """

    rated_twice: Share
    enough_second_readings: bool
    ac1: Agreement
    kappa: Agreement | None
    alpha: float | None
    standing: Standing


def item_agreement(
    ratings: Ratings, scale: Scale, categories: Sequence[float] | None = None
) -> ItemAgreement | None:
    """Every figure of one item over all units rated; ``None`` without a unit rated twice."""
    marks = (~np.isnan(ratings)).sum(axis=1)
    rated, twice = int((marks >= 1).sum()), int((marks >= 2).sum())
    if not twice:
        return None
    value = alpha(ratings, scale)
    share = Share.of(twice, rated)
    return ItemAgreement(
        rated_twice=share,
        enough_second_readings=share.ratio >= SECOND_READINGS_FROM,
        ac1=ac1(category_counts(ratings, categories)),
        kappa=_kappa_of_pair(ratings, categories),
        alpha=value,
        standing=standing(value),
    )


def _kappa_of_pair(ratings: Ratings, categories: Sequence[float] | None) -> Agreement | None:
    if ratings.shape[1] != 2:
        return None
    both = ratings[~np.isnan(ratings).any(axis=1)]
    known = np.unique(both).tolist() if categories is None else list(categories)
    return cohen(pair_table(both[:, 0].tolist(), both[:, 1].tolist(), known))
