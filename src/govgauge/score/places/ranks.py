"""Ranks on keys, in every convention in use, and what follows from ties."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from attrs import frozen

Key = TypeVar("Key", Decimal, tuple[Decimal, ...])
"""What is ranked on: a decimal, or the low and the high end of an open score."""


class Convention(StrEnum):
    """How ties share ranks.

    For 95, 95, 93, 93, 90: competition 1,1,3,3,5 (Tsinghua); dense 1,1,2,2,3 (CSTC); modified
    competition 2,2,4,4,5; fractional 1½,1½,3½,3½,5.
    """

    COMPETITION = "competition"
    DENSE = "dense"
    MODIFIED = "modified"
    FRACTIONAL = "fractional"


@frozen
class Place:
    """A rank, with the number of units that share it (1: no tie)."""

    rank: Fraction
    shared_by: int

    @property
    def tie(self) -> bool:
        """True when the rank is shared."""
        return self.shared_by > 1


def places(keys: Sequence[Key | None], convention: Convention) -> list[Place | None]:
    """The place of every key, larger being better; a blank has no place and is not counted.

    Only equal keys tie: "closer than ε" is not transitive, so it is no rule.
    """
    sorted_keys = sorted(k for k in keys if k is not None)
    distinct = sorted(set(sorted_keys))
    place_of = {k: _place(k, sorted_keys, distinct, convention) for k in distinct}
    return [None if k is None else place_of[k] for k in keys]


def _place(
    key: Key, ascending: Sequence[Key], distinct: Sequence[Key], convention: Convention
) -> Place:
    better = len(ascending) - bisect_right(ascending, key)
    shared_by = len(ascending) - bisect_left(ascending, key) - better
    ranks: dict[Convention, Callable[[], Fraction]] = {
        Convention.COMPETITION: lambda: Fraction(1 + better),
        Convention.DENSE: lambda: Fraction(1 + len(distinct) - bisect_right(distinct, key)),
        Convention.MODIFIED: lambda: Fraction(better + shared_by),
        Convention.FRACTIONAL: lambda: 1 + better + Fraction(shared_by - 1, 2),
    }
    return Place(ranks[convention](), shared_by)


def top(keys: Sequence[Decimal | None], count: int, convention: Convention) -> list[int]:
    """Positions of the keys whose rank is at most ``count``, best first; no tie is ever cut.

    So a "top 15" may hold 16 names.  Equal keys keep the order they were given in.
    """
    placed = places(keys, convention)
    within = [n for n, p in enumerate(placed) if p is not None and p.rank <= count]
    return sorted(within, key=lambda n: _rank_of(placed[n]))


def _rank_of(place: Place | None) -> Fraction:
    assert place is not None
    return place.rank


def tie_groups(keys: Sequence[Decimal | None]) -> list[list[int]]:
    """Positions of equal keys, the best group first; blanks are left out."""
    groups: dict[Decimal, list[int]] = {}
    for position, key in enumerate(keys):
        if key is not None:
            groups.setdefault(key, []).append(position)
    return [groups[key] for key in sorted(groups, reverse=True)]


def claims_close(ranks: Sequence[int], first: int, last: int, convention: Convention) -> bool:
    """Whether a published list of ranks can be the places ``first`` to ``last``, ties and all.

    Every rank must follow from the names before it: by competition ranks the place of the next
    name is the count of names so far, by dense ranks the rank before plus one.  A list that does
    not close hides a tie or has a name too many.
    """
    expected = first
    position = 0
    while position < len(ranks):
        shared = ranks.count(ranks[position])
        if ranks[position] != expected:
            return False
        expected += shared if convention is Convention.COMPETITION else 1
        position += shared
    return expected > last and (not ranks or max(ranks) <= last)
