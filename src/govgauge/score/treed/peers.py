"""Min-max over all units of a list (methodology 4.10), with the interval open values leave.

The rate (x - min) / (max - min) falls with the values of the others and rises with one's own, so it
is least with one's own lowest and the others' highest values, and most the other way round.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from govgauge.model.failure import BadInput, Place
from govgauge.model.system import Node
from govgauge.model.text import Text
from govgauge.score.weighted.tree import ONE, ZERO, Rate, Value

K = TypeVar("K")
_OPEN = Rate(ZERO, ONE)


def peer_rates(leaf: Node, values: Mapping[K, Value]) -> dict[K, Rate]:
    """The rate of every unit's value among all of them, by unit.

    A value that has no end, or is not known at all, leaves every rate open: it may lie beyond
    all others.  Raises ``BadInput`` (``nothing-differs``) where all values are one and the scale
    does not say what that is worth.
    """
    known = _ended(values)
    if len(known) < len(values):
        return dict.fromkeys(values, _OPEN)
    if len({*known}) <= 1 and all(low == high for low, high in known):
        return dict.fromkeys(values, _all_alike(leaf))
    ends = _Ends(known)
    rates = {name: ends.rate(v.low, v.high) for name, v in values.items() if v.low is not None}
    if leaf.scale.better == "low":
        rates = {name: Rate(ONE - r.high, ONE - r.low) for name, r in rates.items()}
    may_be_alike = max(low for low, _ in known) <= min(high for _, high in known)
    if may_be_alike and leaf.scale.when_equal is not None:
        alike = _all_alike(leaf)
        return {n: Rate(min(r.low, alike.low), max(r.high, alike.high)) for n, r in rates.items()}
    return rates


def _ended(values: Mapping[K, Value]) -> list[tuple[Decimal, Decimal]]:
    return [(v.low, v.high) for v in values.values() if v.low is not None and v.high is not None]


def _all_alike(leaf: Node) -> Rate:
    if leaf.scale.when_equal is not None:
        rate = Fraction(leaf.scale.when_equal)
        return Rate(rate, rate)
    raise BadInput(
        "nothing-differs",
        Text(
            f"指标 {leaf.code} 各单位的值都相同，无法按最高最低折算",
            f"all units have one value of {leaf.code}: nothing lies between lowest and highest",
        ),
        Text(
            "在 scale 中写 when_equal: 1（相同时的得分比例），或改用 from、to",
            "say when_equal: 1 in its scale (the rate when all are alike), or use from and to",
        ),
        Place(field=leaf.code),
    )


class _Ends:
    """Everybody's ends in order, so that leaving one unit out costs nothing."""

    def __init__(self, known: Sequence[tuple[Decimal, Decimal]]) -> None:
        self._lows = sorted(Fraction(low) for low, _ in known)
        self._highs = sorted(Fraction(high) for _, high in known)

    def rate(self, low: Decimal | None, high: Decimal | None) -> Rate:
        """The least and the most of one unit's rate."""
        own_low, own_high = Fraction(low or 0), Fraction(high or 0)
        least = _rate(own_low, *_others(self._highs, own_high))
        most = _rate(own_high, *_others(self._lows, own_low))
        return Rate(min(least, most), max(least, most))


def _others(ordered: Sequence[Fraction], own: Fraction) -> tuple[Fraction, Fraction]:
    """The lowest and highest of the others; one's own is left out once."""
    if len(ordered) == 1:
        return own, own
    first = ordered[1] if ordered[0] == own else ordered[0]
    last = ordered[-2] if ordered[-1] == own else ordered[-1]
    return first, last


def _rate(own: Fraction, lowest: Fraction, highest: Fraction) -> Fraction:
    least, most = min(own, lowest), max(own, highest)
    # All alike in this completion: 0 bounds what lies around it; see ``when_equal`` for itself.
    return (own - least) / (most - least) if most > least else ZERO
