"""Tiers (档次) by fixed thresholds."""

import itertools
from collections.abc import Collection, Sequence
from decimal import Decimal
from enum import StrEnum

from attrs import frozen


class Closed(StrEnum):
    """Which bound belongs to a tier: ``lower`` (90 points are 优秀) or ``upper`` (they are not)."""

    LOWER = "lower"
    UPPER = "upper"


@frozen
class Threshold:
    """A tier's code with its lower bound; ``None`` for the last tier, which has none."""

    code: str
    lower: Decimal | None


def fixed_tiers(
    keys: Sequence[Decimal | None], thresholds: Sequence[Threshold], closed: Closed = Closed.LOWER
) -> list[str | None]:
    """The tier of every key: the first, from the best down, whose bound the key reaches.

    Give the keys that the ranks were made on: then no tie can stand in two tiers.  ``None`` for
    a blank, and for a key below the last bound where every tier has one.  Raises ``ValueError``
    unless the bounds fall from tier to tier.
    """
    _check_falling(thresholds)
    return [None if k is None else _tier(k, thresholds, closed) for k in keys]


def _check_falling(thresholds: Sequence[Threshold]) -> None:
    bounds = [t.lower for t in thresholds]
    if not thresholds or None in bounds[:-1]:
        raise ValueError("every tier but the last needs a lower bound")
    given = [b for b in bounds if b is not None]
    if any(high <= low for high, low in itertools.pairwise(given)):
        raise ValueError("the lower bounds must fall from tier to tier")


def _tier(key: Decimal, thresholds: Sequence[Threshold], closed: Closed) -> str | None:
    for threshold in thresholds:
        bound = threshold.lower
        if bound is None or key > bound or (key == bound and closed is Closed.LOWER):
            return threshold.code
    return None


def straddling_ties(
    keys: Sequence[Decimal | None], tiers: Sequence[str | None]
) -> Collection[Decimal]:
    """Keys whose units stand in different tiers: empty unless tiers came from elsewhere."""
    seen: dict[Decimal, set[str | None]] = {}
    for key, tier in zip(keys, tiers, strict=True):
        if key is not None:
            seen.setdefault(key, set()).add(tier)
    return sorted(k for k, found in seen.items() if len(found) > 1)
