"""Each address once: what counts where, when indicators give way to one another (N19-R12).

An indicator counts an address only if no indicator it gives way to counts it.  While an address
is open under one of them, it may count here or there and never in both.  Addresses of the same
kind (the same tallies under the same indicators) are treated together.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from itertools import combinations

from attrs import define, field, frozen

from govgauge.score.count import Count

Ways = Mapping[str, AbstractSet[str]]
"""Code → the codes it gives way to; only indicators that are asked stand in it."""

Outcome = Mapping[str, int]
"""Code → how many instances at one address count there."""

_Kind = tuple[tuple[str, int, int], ...]


@frozen
class Choice:
    """``addresses`` of one kind, each of which can come out in any of these ways.

    ``best`` holds the outcomes that nothing smaller undercuts, ``worst`` those nothing exceeds.
    """

    addresses: int
    best: tuple[Outcome, ...]
    worst: tuple[Outcome, ...]


@define
class Numbers:
    """How much one indicator counts, taken alone."""

    certain: Decimal = Decimal(0)
    most: Decimal = Decimal(0)
    given_away: set[str] = field(factory=set)


def numbers(counts: Mapping[str, Count], ways: Ways) -> dict[str, Numbers]:
    """Each indicator's number, as far as others do not take its addresses."""
    return {code: _numbers(code, counts, ways) for code in ways}


def _numbers(code: str, counts: Mapping[str, Count], ways: Ways) -> Numbers:
    counted, result = counts[code], Numbers()
    if counted.value is not None:
        return Numbers(counted.value, counted.most_value or counted.value)
    others = [counts[other] for other in ways[code] if other in ways]
    for target, tally in counted.at.items():
        there = [other.at[target] for other in others if target in other.at]
        if any(t.certain for t in there):
            result.given_away.add(target)
            continue
        result.most += tally.certain + tally.still_open
        if not there and not any(o.may_find(target, tally.parts) for o in others):
            result.certain += tally.certain
    return result


def choices(counts: Mapping[str, Count], ways: Ways) -> list[Choice]:
    """Every kind of address with the ways it can come out, over all indicators together."""
    kinds = Counter(_kinds(counts, ways))
    return [_choice(kind, many, ways) for kind, many in sorted(kinds.items())]


def _kinds(counts: Mapping[str, Count], ways: Ways) -> Iterator[_Kind]:
    """The kind of every address: code, certain and open instances under each indicator."""
    asked = {code: counts[code] for code in sorted(ways) if counts[code].value is None}
    for target in sorted({t for counted in asked.values() for t in counted.at}):
        here = {c: n.at[target] for c, n in asked.items() if target in n.at}
        kind = {code: (tally.certain, tally.still_open) for code, tally in here.items()}
        for code, tally in here.items():
            for other in ways[code] & asked.keys():
                if asked[other].may_find(target, tally.parts):
                    kind.setdefault(other, (0, 1))
        yield tuple((code, *kind[code]) for code in sorted(kind))


def _choice(kind: _Kind, addresses: int, ways: Ways) -> Choice:
    """The outcomes of one kind: every set of open indicators may turn out to count it."""
    codes = {code for code, _, _ in kind}
    tied = {c for c in codes if ways[c] & codes} | {o for c in codes for o in ways[c] & codes}
    alone = [(code, certain, open_) for code, certain, open_ in kind if code not in tied]
    least: list[dict[str, int]] = []
    most: list[dict[str, int]] = []
    for counting in _counting([entry for entry in kind if entry[0] in tied], ways):
        least.append({c: certain or 1 for c, certain, _ in kind if c in counting})
        most.append({c: certain + open_ for c, certain, open_ in kind if c in counting})
    fixed = {code: certain for code, certain, _ in alone}
    raised = {code: certain + open_ for code, certain, open_ in alone}
    return Choice(
        addresses,
        tuple(_outermost([fixed | o for o in least], smallest=True)),
        tuple(_outermost([raised | o for o in most], smallest=False)),
    )


def _counting(kind: Iterable[tuple[str, int, int]], ways: Ways) -> Iterator[set[str]]:
    """The sets of indicators that can count one address together."""
    entries = list(kind)
    sure = {code for code, certain, _ in entries if certain}
    perhaps = [code for code, certain, _ in entries if not certain]
    seen: set[frozenset[str]] = set()
    for size in range(len(perhaps) + 1):
        for more in combinations(perhaps, size):
            faulty = sure.union(more)
            counting = frozenset(code for code in faulty if not ways[code] & faulty)
            if counting not in seen:
                seen.add(counting)
                yield set(counting)


def _outermost(outcomes: list[dict[str, int]], *, smallest: bool) -> list[Outcome]:
    """The outcomes that no other one undercuts (or exceeds) in every indicator."""
    distinct = [o for n, o in enumerate(outcomes) if o not in outcomes[:n]]

    def beaten(one: Outcome, by: Outcome) -> bool:
        low, high = (by, one) if smallest else (one, by)
        return all(low.get(c, 0) <= high.get(c, 0) for c in low.keys() | high.keys())

    return [
        o
        for o in distinct
        if not any(p is not o and beaten(o, p) and not beaten(p, o) for p in distinct)
    ]
