"""Decimal keys: what scores are compared on, so that float noise never makes or breaks a tie."""

from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from fractions import Fraction

Number = int | float | Decimal | Fraction
"""A score as any part of the product holds it."""

_NOISE_FREE = 10
"""Decimals a binary score is read at first: 0.02 + 0.205 is 0.225, not 0.22499999999999998."""
_EXACT = 9
_WIDE = Context(prec=60)


class RankOn(StrEnum):
    """What ranks and tiers are decided on; a report always prints which.

    ``reported``: the score as shown.  ``exact``: the score at nine decimals, which takes float
    noise away and nothing else.
    """

    REPORTED = "reported"
    EXACT = "exact"


def key_of(score: Number, decimals: int) -> Decimal:
    """A score rounded half-up to ``decimals``, after its float noise is taken away.

    The value is first rounded half-up to ten decimals; a ``Fraction`` has no noise and is
    rounded once.  Raises ``ValueError`` for a score that is no number and for negative decimals.
    """
    if decimals < 0:
        raise ValueError(f"{decimals} decimals")
    if isinstance(score, Fraction):
        return _fraction_key(score, decimals)
    exact = Decimal(score) if isinstance(score, int | Decimal) else Decimal(repr(float(score)))
    if not exact.is_finite():
        raise ValueError(f"{score} is no score")
    clean = _half_up(exact, max(_NOISE_FREE, decimals))
    return _half_up(clean, decimals)


def rank_key(score: Number, decimals: int, rank_on: RankOn = RankOn.REPORTED) -> Decimal:
    """The key that decides rank and tier of a score shown at ``decimals``."""
    return key_of(score, decimals) if rank_on is RankOn.REPORTED else exact_key(score)


def exact_key(score: Number) -> Decimal:
    """The key that takes float noise away and nothing else."""
    return key_of(score, _EXACT)


def _half_up(value: Decimal, decimals: int) -> Decimal:
    key = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)
    return key.copy_abs() if key.is_zero() else key


def _fraction_key(score: Fraction, decimals: int) -> Decimal:
    scaled = abs(score) * 10**decimals + Fraction(1, 2)
    units = scaled.numerator // scaled.denominator
    return _WIDE.scaleb(Decimal(units if score >= 0 else -units), -decimals)
