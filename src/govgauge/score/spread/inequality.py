"""How unequal scores are: Gini, Theil within and between groups, the ratio of two regions."""

from collections.abc import Mapping, Sequence
from math import fsum, log

from attrs import frozen

from govgauge.score.spread.summary import mean_of


def gini(values: Sequence[float]) -> float:
    """The Gini coefficient over n: half the mean absolute difference by the mean.

    0 for equal scores.  Raises ``ValueError`` for negative scores or none above zero.
    """
    _check_positive_total(values)
    units = len(values)
    weighted = fsum((2 * n - units - 1) * v for n, v in enumerate(sorted(values), 1))
    return weighted / (units * fsum(values))


def theil(values: Sequence[float]) -> float:
    """Theil's T: the mean of x/μ·ln(x/μ); a score of zero adds nothing."""
    _check_positive_total(values)
    mean = mean_of(values)
    return fsum(v / mean * log(v / mean) for v in values if v > 0) / len(values)


@frozen
class Theil:
    """Theil's T of all units, split exactly: ``total`` is ``between`` plus ``within``."""

    total: float
    between: float
    within: float


def theil_by_group(groups: Mapping[str, Sequence[float]]) -> Theil:
    """Theil's T between the groups' means and within the groups, weighted by their totals."""
    filled = [values for _, values in sorted(groups.items()) if values]
    everyone = [v for values in filled for v in values]
    _check_positive_total(everyone)
    mean, total = mean_of(everyone), fsum(everyone)
    shares = [(values, fsum(values) / total) for values in filled if fsum(values) > 0]
    between = fsum(share * log(mean_of(values) / mean) for values, share in shares)
    within = fsum(share * theil(values) for values, share in shares)
    return Theil(theil(everyone), between, within)


def ratio_of_means(one: Sequence[float], other: Sequence[float]) -> float:
    """The mean of one region by that of another, as 西部 by 东部."""
    return mean_of(one) / mean_of(other)


def _check_positive_total(values: Sequence[float]) -> None:
    if not values or min(values) < 0 or fsum(values) <= 0:
        raise ValueError("a measure of inequality needs scores, none negative, one above zero")
