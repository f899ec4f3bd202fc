"""The deduct stage: points lost at least and at most, shared caps, and points made up."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations_with_replacement, product
from math import comb, prod

import attrs
from attrs import frozen

from govgauge.model.score import Score
from govgauge.model.system import Band, Indicator, IndicatorSystem, MakeUp, StageKind
from govgauge.score.bands import banded_points
from govgauge.score.count import Count
from govgauge.score.once import Choice, Numbers, Outcome, choices, numbers

_NO = Decimal(0)
_COMBINATIONS = 1000
"""More ways for addresses to come out than this are bounded, not tried one by one."""


@frozen
class Price:
    """What one indicator costs: by instance (``None``: not known) and at most."""

    code: str
    each: Decimal | None
    cap: Decimal
    bands: tuple[Band, ...] = ()

    def of(self, number: Decimal, *, worst: bool) -> Decimal:
        """The points lost for a number of instances."""
        if self.each is None:
            return self.cap if worst and number > 0 else _NO
        return min(self.cap, self.each * number)


@frozen
class Lot:
    """Prices that share a cap; an indicator without one is a lot by itself.

    ``worth`` is what a point of it counts where points were made up.
    """

    cap: Decimal
    prices: tuple[Price, ...]
    worth: Decimal = Decimal(1)


def lots(system: IndicatorSystem, asked: Sequence[Indicator]) -> list[Lot]:
    """The lots of the indicators that are asked; an unknown cap is the full marks."""
    full = system.full_marks
    found: dict[str, list[Price]] = {}
    for indicator in asked:
        cap = system.cap_of(indicator)
        price = Price(
            indicator.code, indicator.per_instance, full if cap is None else cap, indicator.bands
        )
        found.setdefault(indicator.within or indicator.code, []).append(price)
    shared = {c.code: c.points for c in system.caps}
    return [Lot(shared.get(name, p[0].cap), tuple(p)) for name, p in found.items()]


def points_lost(price: Price, number: Numbers, counted: Count) -> Score:
    """The points one indicator loses, taken alone."""
    if price.bands:
        most = None if counted.unbounded else number.most
        lost = banded_points(price.bands, number.certain, most)
        return Score(min(price.cap, lost.low), min(price.cap, lost.high))
    low = price.of(number.certain, worst=False)
    high = price.cap if counted.unbounded else price.of(number.most, worst=True)
    return Score(low, max(low, high))


def deduct_score(
    system: IndicatorSystem,
    counts: Mapping[str, Count],
    ways: Mapping[str, frozenset[str]],
) -> Score:
    """What is kept of the full marks by the indicators that are asked (those in ``ways``)."""
    asked = [i for i in system.stage(StageKind.DEDUCT) if i.code in ways]
    table = lots(system, asked)
    full = whole = system.full_marks
    if system.make_up is MakeUp.RESCALE:
        whole = sum((lot.cap for lot in table), _NO)
    if not whole:
        return Score(full, full)
    if system.make_up is MakeUp.SPREAD:
        table = _spread(table, full)
    found = choices(counts, ways)
    most = _lost(table, counts, ways, found, worst=True)
    least = _lost(table, counts, ways, found, worst=False)
    return Score(max(_NO, whole - most) * full / whole, max(_NO, whole - least) * full / whole)


def _spread(table: Sequence[Lot], full: Decimal) -> list[Lot]:
    """Every lot worth as many points more, so that together they are full marks again.

    What is lost of a lot is lost in proportion: half its points before are half of them now.
    """
    missing = full - sum((lot.cap for lot in table), _NO)
    if missing <= 0:
        return list(table)
    more = missing / len(table)
    return [
        attrs.evolve(lot, worth=(lot.cap + more) / lot.cap if lot.cap else Decimal(1))
        for lot in table
    ]


def _lost(
    table: Sequence[Lot],
    counts: Mapping[str, Count],
    ways: Mapping[str, frozenset[str]],
    found: Sequence[Choice],
    *,
    worst: bool,
) -> Decimal:
    """The most (or least) points that can be lost, each address counted once."""
    options = [(c.addresses, c.worst if worst else c.best) for c in found]
    start: dict[str, Decimal] = {}
    for code in ways:
        value = counts[code].most_value if worst else counts[code].value
        start[code] = value or _NO
    for addresses, outcomes in options:
        if len(outcomes) == 1:
            _add(start, outcomes[0], addresses)
    open_choices = [(n, outcomes) for n, outcomes in options if len(outcomes) > 1]
    known = _alone(table, counts, ways, worst=worst)
    totals = [
        _total(table, number, known, worst=worst)
        for number in _ways_out(start, open_choices, worst=worst)
    ]
    return max(totals) if worst else min(totals)


def _alone(
    table: Sequence[Lot],
    counts: Mapping[str, Count],
    ways: Mapping[str, frozenset[str]],
    *,
    worst: bool,
) -> dict[str, Decimal]:
    """What is lost where no address decides it: bands, and what has no end but its cap."""
    prices = [price for lot in table for price in lot.prices]
    known = {p.code: p.cap for p in prices if worst and counts[p.code].unbounded}
    number = numbers(counts, ways)
    for price in prices:
        if price.bands:
            lost = points_lost(price, number[price.code], counts[price.code])
            known[price.code] = lost.high if worst else lost.low
    return known


def _ways_out(
    start: Mapping[str, Decimal],
    open_choices: Sequence[tuple[int, Sequence[Outcome]]],
    *,
    worst: bool,
) -> Iterator[dict[str, Decimal]]:
    """The numbers in every way out that can be the worst (or best) one.

    Points lost are concave in the numbers (caps), so the least is reached with all addresses of
    a kind coming out alike; the most can need any mixture.  Where there are too many mixtures
    to try, one bound beyond all of them is given: still sound, only wider.
    """
    mixtures = [comb(n + len(o) - 1, n) if worst else len(o) for n, o in open_choices]
    if prod(mixtures) > _COMBINATIONS:
        number = dict(start)
        for addresses, outcomes in open_choices:
            _add(number, _beyond(outcomes, worst=worst), addresses)
        yield number
        return
    for mixture in product(*(_mixtures(n, o, worst=worst) for n, o in open_choices)):
        number = dict(start)
        for parts in mixture:
            for outcome, addresses in parts:
                _add(number, outcome, addresses)
        yield number


def _mixtures(
    addresses: int, outcomes: Sequence[Outcome], *, worst: bool
) -> Iterator[list[tuple[Outcome, int]]]:
    if not worst:
        yield from ([(outcome, addresses)] for outcome in outcomes)
        return
    for picked in combinations_with_replacement(range(len(outcomes)), addresses):
        yield [(outcomes[n], picked.count(n)) for n in set(picked)]


def _beyond(outcomes: Sequence[Outcome], *, worst: bool) -> Outcome:
    codes = {code for outcome in outcomes for code in outcome}
    pick = max if worst else min
    return {code: pick(outcome.get(code, 0) for outcome in outcomes) for code in codes}


def _add(number: dict[str, Decimal], outcome: Outcome, addresses: int) -> None:
    for code, instances in outcome.items():
        number[code] += instances * addresses


def _total(
    table: Sequence[Lot],
    number: Mapping[str, Decimal],
    known: Mapping[str, Decimal],
    *,
    worst: bool,
) -> Decimal:
    total = _NO
    for lot in table:
        lost = (
            known[p.code] if p.code in known else p.of(number[p.code], worst=worst)
            for p in lot.prices
        )
        total += min(lot.cap, sum(lost, _NO)) * lot.worth
    return total
