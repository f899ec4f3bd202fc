"""Group statistics (分组统计), with the figures that small groups may not have.

Sums are exactly rounded (``math.fsum``), so no figure depends on the order of units.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from math import fsum, sqrt
from statistics import median, quantiles

from attrs import frozen

from govgauge.score.places.keys import RankOn, rank_key
from govgauge.score.places.ranks import Convention, Place, places


class Over(StrEnum):
    """What a standard deviation divides by; published texts rarely say, ours always does."""

    N = "n"
    N_MINUS_1 = "n-1"


@frozen
class SmallGroups:
    """The smallest groups that may have a mean, and figures of dispersion, in public tables."""

    least_for_mean: int = 3
    least_for_dispersion: int = 5


PUBLIC = SmallGroups()
UNRESTRICTED = SmallGroups(1, 1)


@frozen
class Summary:
    """Statistics of one group, in the scores' own unit; ``None`` where the group is too small.

    ``deviation`` is the standard deviation over ``over``; ``variation`` (CV) is it by the mean;
    quartiles are of type 7.
    """

    count: int
    over: Over
    mean: float | None = None
    median: float | None = None
    minimum: float | None = None
    lower_quartile: float | None = None
    upper_quartile: float | None = None
    maximum: float | None = None
    deviation: float | None = None
    variation: float | None = None


def mean_of(values: Sequence[float]) -> float:
    """The mean of all values, independent of their order."""
    return fsum(values) / len(values)


def deviation_of(values: Sequence[float], over: Over) -> float | None:
    """The standard deviation; ``None`` where there are too few values for it."""
    divisor = len(values) - (over is Over.N_MINUS_1)
    if divisor < 1:
        return None
    middle = mean_of(values)
    return sqrt(fsum((v - middle) ** 2 for v in values) / divisor)


def summary(values: Sequence[float], over: Over, rules: SmallGroups = PUBLIC) -> Summary:
    """The statistics of one group of scores."""
    if len(values) < rules.least_for_mean or not values:
        return Summary(len(values), over)
    mean, middle = mean_of(values), float(median(values))
    if len(values) < rules.least_for_dispersion:
        return Summary(len(values), over, mean, middle)
    lower, upper = _quartiles(values)
    deviation = deviation_of(values, over)
    return Summary(
        count=len(values),
        over=over,
        mean=mean,
        median=middle,
        minimum=float(min(values)),
        lower_quartile=lower,
        upper_quartile=upper,
        maximum=float(max(values)),
        deviation=deviation,
        variation=None if deviation is None or mean == 0 else deviation / mean,
    )


def _quartiles(values: Sequence[float]) -> tuple[float, float]:
    if len(values) == 1:
        return float(values[0]), float(values[0])
    lower, _, upper = quantiles(values, n=4, method="inclusive")
    return float(lower), float(upper)


def summaries(
    groups: Mapping[str, Sequence[float]], over: Over, rules: SmallGroups = PUBLIC
) -> dict[str, Summary]:
    """The statistics of every group, in the order of their names."""
    return {name: summary(groups[name], over, rules) for name in sorted(groups)}


def mean_of_units(groups: Mapping[str, Sequence[float]]) -> float:
    """The mean over all units, whatever their group: {80, 82, 84}, {70, 72} give 77.6."""
    return mean_of([v for values in groups.values() for v in values])


def mean_of_groups(groups: Mapping[str, Sequence[float]]) -> float:
    """The mean of the groups' means, each group counting once: {80, 82, 84}, {70, 72} give 76.5."""
    return mean_of([mean_of(values) for values in groups.values() if values])


def group_places(
    found: Mapping[str, Summary],
    decimals: int,
    convention: Convention = Convention.COMPETITION,
    rank_on: RankOn = RankOn.REPORTED,
) -> dict[str, Place | None]:
    """The place of every group by its mean; a group too small for a mean has none."""
    keys: list[Decimal | None] = [
        None if s.mean is None else rank_key(s.mean, decimals, rank_on) for s in found.values()
    ]
    return dict(zip(found, places(keys, convention), strict=True))
