"""Stratified samples (分层抽样): the estimate for all, its error, and how to allot a sample."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import fsum, sqrt

from attrs import frozen

from govgauge.model.failure import BadInput
from govgauge.model.text import Text
from govgauge.score.places.shares import largest_remainder
from govgauge.score.sampling.proportion import (
    Interval,
    logit_interval,
    normal_interval,
    wilson,
)


@frozen
class Stratum:
    """One stratum: units in all, units drawn, units that passed."""

    units: int
    drawn: int
    passed: int

    @property
    def rate(self) -> float:
        """The share that passed, of those drawn."""
        return self.passed / self.drawn


@frozen
class StratifiedRate:
    """The rate of all units, estimated from strata drawn at different rates (shares of 1).

    ``raw`` is the plain share of the sample, which such a sample must not be read as.
    ``design_effect`` compares the variance with that of a plain sample of the same size;
    ``effective_units`` is the plain sample that would say as much, ``None`` where the variance
    is zero.
    """

    raw: float
    rate: float
    error: float
    design_effect: float | None
    effective_units: float | None
    wilson: Interval | None
    normal: Interval
    logit: Interval


def stratified_rate(strata: Sequence[Stratum], confidence: float = 0.95) -> StratifiedRate:
    """The weighted estimate with finite-population correction and three intervals.

    Raises ``ValueError`` for a stratum with fewer than two units drawn, unless it was seen whole:
    one unit tells nothing of its spread.
    """
    everyone = sum(s.units for s in strata)
    rate = fsum(s.units / everyone * s.rate for s in strata)
    variance = fsum(_variance(s, everyone) for s in strata)
    drawn = sum(s.drawn for s in strata)
    plain = rate * (1 - rate) / drawn
    certain = variance == 0 or plain == 0
    effective = None if certain else rate * (1 - rate) / variance
    error = sqrt(variance)
    return StratifiedRate(
        raw=sum(s.passed for s in strata) / drawn,
        rate=rate,
        error=error,
        design_effect=None if certain else variance / plain,
        effective_units=effective,
        wilson=None if effective is None else wilson(rate, effective, confidence),
        normal=normal_interval(rate, error, confidence),
        logit=logit_interval(rate, error, drawn - len(strata), confidence),
    )


def _variance(stratum: Stratum, everyone: int) -> float:
    if not 0 <= stratum.passed <= stratum.drawn <= stratum.units:
        raise ValueError(f"{stratum} has more passed than drawn, or drawn than there are")
    if stratum.drawn == stratum.units:
        return 0.0
    if stratum.drawn < 2:
        raise ValueError(f"{stratum} has fewer than two units drawn")
    weight = stratum.units / everyone
    left_out = 1 - stratum.drawn / stratum.units
    return weight**2 * left_out * stratum.rate * (1 - stratum.rate) / (stratum.drawn - 1)


def proportional_quotas(sizes: Mapping[str, int], count: int) -> dict[str, Fraction]:
    """Each stratum's exact share of the sample, by its size."""
    everyone = sum(sizes.values())
    return {name: Fraction(size * count, everyone) for name, size in sizes.items()}


def neyman_quotas(
    sizes: Mapping[str, int], rates: Mapping[str, float], count: int
) -> dict[str, float]:
    """Each stratum's share of the sample by size and spread, given expected pass rates."""
    spread = {n: size * sqrt(rates[n] * (1 - rates[n])) for n, size in sizes.items()}
    whole = fsum(spread.values())
    if whole == 0:
        raise ValueError("Neyman's allocation needs a stratum whose expected rate is not 0 or 1")
    return {name: count * part / whole for name, part in spread.items()}


def allot(
    sizes: Mapping[str, int],
    count: int,
    quotas: Mapping[str, Fraction] | Mapping[str, float] | None = None,
    at_least: int = 2,
) -> dict[str, int]:
    """Share ``count`` draws out over the strata, whole numbers that add up.

    By ``quotas`` (by size when not given), at least ``at_least`` in each stratum and never more
    than it has, the rest by the largest remainder.  :class:`BadInput` where that cannot be.
    """
    low = {name: min(at_least, size) for name, size in sizes.items()}
    if not sum(low.values()) <= count <= sum(sizes.values()):
        raise _cannot_allot(sizes, count, sum(low.values()))
    shares = {n: Fraction((quotas or proportional_quotas(sizes, count))[n]) for n in sorted(sizes)}
    fixed: dict[str, int] = {}
    while True:
        free = [n for n in shares if n not in fixed]
        left = count - sum(fixed.values())
        if not free:
            return {name: fixed[name] for name in sizes}
        given = dict(zip(free, _shared(shares, free, left), strict=True))
        fixed |= _settled(given, low, sizes)


def _settled(
    given: Mapping[str, int], low: Mapping[str, int], high: Mapping[str, int]
) -> dict[str, int]:
    """The strata whose draws are settled in this round, at a bound where they pass one.

    Bounds passed on the graver side settle first: what they take or give is shared out anew,
    which may bring the other side back inside its bounds.
    """
    within = {n: min(max(g, low[n]), high[n]) for n, g in given.items()}
    balance = sum(within.values()) - sum(given.values())
    if balance == 0:
        return within
    return {n: w for n, w in within.items() if (w > given[n] if balance > 0 else w < given[n])}


def _shared(shares: Mapping[str, Fraction], free: Sequence[str], left: int) -> list[int]:
    weights = [shares[n] for n in free]
    return largest_remainder(weights if any(weights) else [Fraction(1)] * len(free), left)


def _cannot_allot(sizes: Mapping[str, int], count: int, least: int) -> BadInput:
    everyone = sum(sizes.values())
    return BadInput(
        "cannot-allot-sample",
        Text(
            f"{len(sizes)} 层共 {everyone} 个单位，不能抽 {count} 个（至少 {least} 个）",
            f"{count} cannot be drawn of {everyone} in {len(sizes)} strata (at least {least})",
        ),
        Text(
            f"把 --count 设在 {least} 到 {everyone} 之间，或合并分层",
            f"draw {least} to {everyone}, or join strata",
        ),
    )
