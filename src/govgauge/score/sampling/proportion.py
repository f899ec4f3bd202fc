"""What a share of a sample says of all units: Wilson's interval, and sample sizes for it."""

from math import ceil, exp, inf, log, sqrt
from statistics import NormalDist

from attrs import frozen


@frozen
class Interval:
    """A confidence interval, both ends included."""

    low: float
    high: float


WHOLE = Interval(0.0, 1.0)


def normal_quantile(confidence: float) -> float:
    """The two-sided normal quantile: 1.96 for 0.95."""
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence of {confidence}")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def wilson(
    rate: float, units: float, confidence: float = 0.95, population: int | None = None
) -> Interval:
    """Wilson's interval of a rate (share of 1) seen on so many units; effective counts may be
    fractions.

    With ``population`` N the units count as n(N-1)/(N-n); all of it seen leaves no interval.
    Ten of ten passed means "above 72 %", not 100 %.
    """
    if units <= 0 or not 0 <= rate <= 1:
        raise ValueError(f"a rate of {rate} on {units} units")
    n = units if population is None else in_population(units, population)
    if n == inf:
        return Interval(rate, rate)
    z = normal_quantile(confidence)
    middle = rate + z * z / (2 * n)
    width = z * sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    # A rate at an end stays there: the root gives it back with a rounding error.
    low = 0.0 if rate == 0 else max(0.0, (middle - width) / scale)
    high = 1.0 if rate == 1 else min(1.0, (middle + width) / scale)
    return Interval(low, high)


def in_population(units: float, population: int) -> float:
    """The units as many as would say as much of an endless population; infinite for all of it."""
    if units > population:
        raise ValueError(f"{units} units of {population}")
    return inf if units == population else units * (population - 1) / (population - units)


def logit_interval(rate: float, error: float, freedom: int, confidence: float = 0.95) -> Interval:
    """The interval symmetric in the logit of the rate, by Student's t with so many degrees of
    freedom (units drawn less strata); the whole range at a rate of 0 or 1."""
    if not 0 < rate < 1 or freedom < 1:
        return WHOLE
    # Only surveys need it: scipy is loaded when it is needed.
    from scipy.special import stdtrit

    middle = log(rate / (1 - rate))
    quantile = float(stdtrit(freedom, (1 + confidence) / 2))
    width = quantile * error / (rate * (1 - rate))
    return Interval(_expit(middle - width), _expit(middle + width))


def _expit(value: float) -> float:
    return 1 / (1 + exp(-value))


def normal_interval(rate: float, error: float, confidence: float = 0.95) -> Interval:
    """The plain interval: estimate ± z times its standard error, not cut at 0 or 1."""
    width = normal_quantile(confidence) * error
    return Interval(rate - width, rate + width)


@frozen
class SampleSize:
    """``exact`` as computed, ``units`` to draw."""

    exact: float
    units: int


def sample_size(
    margin: float,
    confidence: float = 0.95,
    population: int | None = None,
    expected_rate: float = 0.5,
) -> SampleSize:
    """The sample that keeps a rate within ± ``margin`` (share of 1), by the normal interval."""
    if not 0 < margin < 1:
        raise ValueError(f"a margin of {margin}")
    endless = normal_quantile(confidence) ** 2 * expected_rate * (1 - expected_rate) / margin**2
    exact = endless if population is None else endless / (1 + (endless - 1) / population)
    return SampleSize(exact, ceil(exact))
