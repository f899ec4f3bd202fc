"""What features are looked for in: score rates of units by code, this year and last."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import field, frozen

WHOLE = ""
"""The code under which a unit's whole score stands."""

Rates = Mapping[str, Fraction]
"""Score rates (得分率, 0 to 1) by code: the whole, dimensions, indicators.

A code is absent where the unit's value is open, missing or not applicable: what is not settled
makes no feature.
"""


@frozen
class UnitResult:
    """One unit's results.  ``last`` holds last year's rates under this year's codes, of items the
    crosswalk calls the same; ``size`` is any measure of size above zero, as population."""

    unit_id: str
    name: str
    this: Rates
    last: Rates = field(factory=dict)
    region: str = ""
    size: float | None = None


@frozen
class Results:
    """A campaign: its units, and the codes of its dimensions and indicators in their order."""

    units: tuple[UnitResult, ...]
    dimensions: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()

    def by_id(self) -> list[UnitResult]:
        """The units in the order of their ids, so that nothing depends on the given order."""
        return sorted(self.units, key=lambda u: u.unit_id)


@frozen
class Row:
    """One row behind a figure: a unit (or region) with the numbers that went into it."""

    name: str
    unit_id: str
    figures: Mapping[str, Fraction]


@frozen
class Thresholds:
    """From when on something is a feature; rates and shares of 1, defaults of our own.

    ``shift``: change of a mean rate between years.  ``gap``: between the best and the weakest
    dimension.  ``catch_up``: rise of the ratio of a region's mean to the best region's.
    ``alike``: share of units at full (or no) marks from which an indicator no longer
    discriminates.  ``ahead``: standardised residuals above what size predicts, and
    ``ahead_rate`` the least such lead.  ``units`` and ``units_for_size``: the fewest units a
    figure rests on.  ``at_most``: features of one kind, ties aside.
    """

    shift: Fraction = Fraction(5, 100)
    gap: Fraction = Fraction(15, 100)
    catch_up: Fraction = Fraction(2, 100)
    alike: Fraction = Fraction(95, 100)
    pass_line: Fraction = Fraction(60, 100)
    ahead: float = 2.0
    ahead_rate: float = 0.05
    units: int = 5
    units_for_size: int = 20
    at_most: int = 3


def mean(values: Sequence[Fraction]) -> Fraction:
    """The exact mean."""
    return sum(values, Fraction(0)) / len(values)


def in_both_years(units: Iterable[UnitResult], code: str) -> list[UnitResult]:
    """The units whose rate of a code is settled in both years."""
    return [u for u in units if code in u.this and code in u.last]
