"""How a group's units are shared out over the tiers."""

from collections.abc import Sequence
from decimal import Decimal

from attrs import frozen

from govgauge.score.places.shares import Share, adding_up


@frozen
class TierShare:
    """One tier's share of a group, and its percentage among those that add up to 100."""

    tier: str
    share: Share
    percent: Decimal


def tier_shares(
    tiers: Sequence[str | None], order: Sequence[str], decimals: int = 0
) -> list[TierShare]:
    """The share of every tier of ``order`` among the units that have one; empty without any.

    Raises ``ValueError`` for a tier that the order does not know.
    """
    have_one = [t for t in tiers if t is not None]
    unknown = sorted(set(have_one) - set(order))
    if unknown:
        raise ValueError(f"tiers without a place in the order: {', '.join(unknown)}")
    if not have_one:
        return []
    counts = [have_one.count(t) for t in order]
    return [
        TierShare(tier, Share.of(count, len(have_one)), percent)
        for tier, count, percent in zip(order, counts, adding_up(counts, decimals), strict=True)
    ]
