"""Rank reversal: two units that swap places when a third one enters or leaves."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from attrs import frozen

from govgauge.score.places.keys import Number, rank_key

Scorer = Callable[[Sequence[str]], Mapping[str, Number]]
"""Scores the named units as if there were no others."""


@frozen
class Reversal:
    """What the leaving of one unit does: the pairs that swap, (ahead before, ahead after)."""

    without: str
    swapped: tuple[tuple[str, str], ...]


def rank_reversals(units: Sequence[str], score: Scorer, decimals: int) -> list[Reversal]:
    """Drop each unit in turn and name the pairs whose order turns round.

    Scores on goalposts fixed in advance have none; min-max over the peers can have some.
    Pairs are compared on keys, so neither a tie made nor a tie broken is a reversal.
    """
    whole = score(units)
    reversals = []
    for left in sorted(units):
        rest = [u for u in units if u != left]
        after = score(rest)
        swapped = tuple(
            (one, other)
            for a, b in combinations(sorted(rest), 2)
            for one, other in ((a, b), (b, a))
            if rank_key(whole[one], decimals) > rank_key(whole[other], decimals)
            and rank_key(after[one], decimals) < rank_key(after[other], decimals)
        )
        if swapped:
            reversals.append(Reversal(left, swapped))
    return reversals
