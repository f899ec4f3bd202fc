"""Shares that carry their count, percentages that add up, score rates and pass lines."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from govgauge.score.places.keys import Number, key_of


@frozen
class Share:
    """``numerator`` of ``denominator``: no percentage is ever printed without the two."""

    numerator: Fraction
    denominator: Fraction

    @classmethod
    def of(cls, numerator: Number, denominator: Number) -> "Share":
        """A share of two exact numbers; ``ValueError`` for a whole that is not above zero."""
        if denominator <= 0:
            raise ValueError(f"a share of {denominator}")
        return cls(Fraction(numerator), Fraction(denominator))

    @property
    def ratio(self) -> Fraction:
        """The exact quotient."""
        return self.numerator / self.denominator

    def percent(self, decimals: int) -> Decimal:
        """In percent, rounded half-up."""
        return key_of(self.ratio * 100, decimals)

    def reproduces(self, printed_percent: Decimal) -> bool:
        """Whether rounding half-up gives a printed percentage at its own decimals."""
        return self.percent(_decimals(printed_percent)) == printed_percent

    def cut_off_gives(self, printed_percent: Decimal) -> bool:
        """Whether cutting off, instead of rounding, gives a printed percentage."""
        units = self.ratio * 100 * 10 ** _decimals(printed_percent)
        cut = units.numerator // units.denominator
        return Decimal(cut) == printed_percent.scaleb(_decimals(printed_percent))


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def adding_up(counts: Sequence[Number], decimals: int = 0, total: int = 100) -> list[Decimal]:
    """Percentages of a whole that add up to ``total``, by the largest remainder.

    Counts 12, 14, 6 give 37, 44, 19, where rounding half-up would give 101.  Of equal remainders
    the earlier category gains.  ``ValueError`` for negative counts or none above zero.
    """
    units = largest_remainder(counts, total * 10**decimals)
    return [Decimal(u).scaleb(-decimals) for u in units]


def largest_remainder(weights: Sequence[Number], seats: int) -> list[int]:
    """Share whole ``seats`` out in proportion to ``weights``, by the largest remainder."""
    exact = [Fraction(w) for w in weights]
    whole = sum(exact)
    if whole <= 0 or min(exact) < 0:
        raise ValueError("shares need counts, none negative and one above zero")
    quotas = [w * seats / whole for w in exact]
    given = [q.numerator // q.denominator for q in quotas]
    order = sorted(range(len(quotas)), key=lambda n: (given[n] - quotas[n], n))
    for position in order[: seats - sum(given)]:
        given[position] += 1
    return given


def score_rate(score: Number, full_mark: Number) -> Share:
    """得分率: the score of the full mark of the items that apply."""
    return Share.of(score, full_mark)


def share_passing(scores: Iterable[Number], line: Number, *, strictly: bool) -> Share:
    """The share of units at the pass line (达到) or, ``strictly``, above it (超过)."""
    values = list(scores)
    passing = sum(s > line if strictly else s >= line for s in values)
    return Share.of(passing, len(values))
