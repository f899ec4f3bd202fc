"""What each item contributes to a change, or to the lead of one unit over another."""

import random
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial, fsum, log

from attrs import frozen

from govgauge.score.places.keys import Number

Values = Mapping[str, Number]


@frozen
class Contribution:
    """One item's part of the change of a weighted mean."""

    from_value: Fraction
    from_weight: Fraction

    @property
    def total(self) -> Fraction:
        """Both parts together."""
        return self.from_value + self.from_weight


@frozen
class Decomposition:
    """The contributions of all items, which add up to the change exactly.

    The weight parts of single items depend on where the scale begins: publish ``from_weights``,
    their total, alone.
    """

    items: Mapping[str, Contribution]

    @property
    def from_values(self) -> Fraction:
        """What the changed values do together."""
        return sum((c.from_value for c in self.items.values()), Fraction(0))

    @property
    def from_weights(self) -> Fraction:
        """What the changed weights do together."""
        return sum((c.from_weight for c in self.items.values()), Fraction(0))

    @property
    def change(self) -> Fraction:
        """The change of the weighted sum."""
        return self.from_values + self.from_weights


def bennet(old: Values, new: Values, old_weights: Values, new_weights: Values) -> Decomposition:
    """Split the change of a weighted sum into values and weights, exactly (Bennet).

    ``½(w₀+w₁)Δx + ½(x₀+x₁)Δw`` for each item.  Weights are effective ones, of a tree's leaves.
    """
    codes = _same_codes(old, new, old_weights, new_weights)
    items = {}
    for code in codes:
        x0, x1 = Fraction(old[code]), Fraction(new[code])
        w0, w1 = Fraction(old_weights[code]), Fraction(new_weights[code])
        items[code] = Contribution((w0 + w1) / 2 * (x1 - x0), (x0 + x1) / 2 * (w1 - w0))
    return Decomposition(items)


def logarithmic_mean(
    old: Mapping[str, float], new: Mapping[str, float], weights: Mapping[str, float]
) -> dict[str, float]:
    """Split the change of a weighted geometric mean by its logarithmic mean.

    Weights add up to 1.  Raises ``ValueError`` for values that are not above zero.
    """
    codes = _same_codes(old, new, weights)
    if min(*old.values(), *new.values()) <= 0:
        raise ValueError("a geometric mean needs values above zero")
    parts = {c: weights[c] * log(new[c] / old[c]) for c in codes}
    growth = fsum(parts.values())
    start = _geometric(old, weights)
    end = _geometric(new, weights)
    scale = (end - start) / growth if growth else start
    return {c: scale * part for c, part in parts.items()}


def _geometric(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    product = 1.0
    for code in sorted(values):
        product *= values[code] ** weights[code]
    return product


Scoring = Callable[[Mapping[str, float]], float]
"""Any way of making one score of the values of all players."""

EXACT_UP_TO = 12
"""Shapley values of so many players are exact: 4,096 scorings; beyond, orders are drawn."""


def shapley(
    old: Mapping[str, float],
    new: Mapping[str, float],
    score: Scoring,
    *,
    seed: int = 0,
    orders: int = 2000,
) -> dict[str, float]:
    """Split the change of any score over its items or dimensions (Shapley).

    Exact up to twelve players; beyond, the mean over ``orders`` seeded orders.  Either way the
    parts add up to the change.
    """
    players = _same_codes(old, new)
    if len(players) <= EXACT_UP_TO:
        return _exact(players, old, new, score)
    return _sampled(players, old, new, score, random.Random(seed), orders)


def _exact(
    players: Sequence[str], old: Mapping[str, float], new: Mapping[str, float], score: Scoring
) -> dict[str, float]:
    worth = {
        frozenset(some): score({p: (new if p in some else old)[p] for p in players})
        for size in range(len(players) + 1)
        for some in combinations(players, size)
    }
    count = len(players)

    def part(player: str) -> float:
        return fsum(
            (worth[some | {player}] - worth[some])
            * (factorial(len(some)) * factorial(count - len(some) - 1) / factorial(count))
            for some in worth
            if player not in some
        )

    return {player: part(player) for player in players}


def _sampled(
    players: Sequence[str],
    old: Mapping[str, float],
    new: Mapping[str, float],
    score: Scoring,
    rng: random.Random,
    orders: int,
) -> dict[str, float]:
    steps: dict[str, list[float]] = {p: [] for p in players}
    for _ in range(orders):
        # Sorting by drawn numbers gives the same order on every Python; ``shuffle`` need not.
        draws = {p: rng.random() for p in players}
        current = {p: old[p] for p in players}
        before = score(current)
        for player in sorted(players, key=draws.__getitem__):
            current[player] = new[player]
            after = score(current)
            steps[player].append(after - before)
            before = after
    return {p: fsum(s) / orders for p, s in steps.items()}


def _same_codes(first: Mapping[str, object], *others: Mapping[str, object]) -> list[str]:
    if not first or any(set(other) != set(first) for other in others):
        raise ValueError("values and weights must be of the same items, one at least")
    return sorted(first)
