"""The difference of two pass rates, with Newcombe's interval."""

from math import sqrt

from attrs import frozen

from govgauge.score.sampling.proportion import Interval, wilson


@frozen
class RateDifference:
    """``first`` less ``second``, as shares of 1, and the interval of the difference."""

    first: float
    second: float
    interval: Interval

    @property
    def difference(self) -> float:
        """The difference of the rates."""
        return self.first - self.second


def newcombe(
    first_passed: int,
    first_units: int,
    second_passed: int,
    second_units: int,
    confidence: float = 0.95,
) -> RateDifference:
    """Newcombe's interval (from Wilson's) for the difference of two independent rates."""
    one, other = first_passed / first_units, second_passed / second_units
    w1 = wilson(one, first_units, confidence)
    w2 = wilson(other, second_units, confidence)
    difference = one - other
    down = sqrt((one - w1.low) ** 2 + (w2.high - other) ** 2)
    up = sqrt((w1.high - one) ** 2 + (other - w2.low) ** 2)
    return RateDifference(one, other, Interval(difference - down, difference + up))
