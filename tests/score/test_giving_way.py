"""N19-R12: an address that counts under one indicator does not count under one that gives way."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govgauge.model.score import Score
from govgauge.model.system import Cap, Indicator, Reduce
from govgauge.score import deduct

from .conftest import T, found, indicator, interval, scored, unit


def pair(first: int, second: int, cap: int = 20) -> tuple[Indicator, Indicator]:
    """D-04 charges ``first`` a column, D-07 ``second`` and gives way to it."""
    news = indicator("A", points=Decimal(cap), per_instance=Decimal(first))
    other = indicator(
        "B", points=Decimal(cap), per_instance=Decimal(second), unless_counted_under=("A",)
    )
    return news, other


def test_a_certain_address_counts_once() -> None:
    given = {"a": found(["x"]), "b": found(["x", "y"])}
    assessment = scored(*pair(5, 1), given=given)
    assert assessment.score == interval("94", "94")
    assert [len(i.finding_ids) for i in assessment.indicators] == [1, 1]


@pytest.mark.parametrize(
    ("first", "second", "low", "high"), [(5, 1, "95", "99"), (1, 5, "95", "99"), (3, 3, "97", "97")]
)
def test_an_address_open_there_and_certain_here_counts_once_in_every_completion(
    first: int, second: int, low: str, high: str
) -> None:
    given = {"a": found([], ["x"]), "b": found(["x"])}
    assert scored(*pair(first, second), given=given).score == interval(low, high)


def test_an_address_open_in_both_may_count_once_or_never() -> None:
    given = {"a": found([], ["x"]), "b": found([], ["x"])}
    assert scored(*pair(2, 1), given=given).score == interval("98", "100")


def test_an_address_certain_there_and_open_here_is_settled() -> None:
    given = {"a": found(["x"]), "b": found([], ["x"])}
    assert scored(*pair(2, 1), given=given).score == interval("98", "98")


def test_an_address_may_yet_be_found_where_not_all_was_seen() -> None:
    """D-04 is at its cap already: found there too, the column would cost nothing more."""
    given = {"a": found(["y"], unseen=[""]), "b": found(["x"])}
    assert scored(*pair(5, 1, cap=5), given=given).score == interval("94", "95")


def test_an_address_of_another_part_is_not_among_what_was_not_seen() -> None:
    given = {"a": found(unseen=["news"], part="news"), "b": found(["x"], part="planning")}
    news, other = pair(5, 1, cap=5)
    assert scored(news, other, given=given).score == interval("94", "99")


def test_nothing_gives_way_to_an_indicator_that_is_not_asked() -> None:
    news, other = pair(5, 1)
    asked = indicator("A", points=Decimal(20), per_instance=Decimal(5), applies_to="has_services")
    given = {"a": found(["x"]), "b": found(["x"])}
    assert scored(news, other, given=given).score == interval("95", "95")
    assert scored(asked, other, given=given, unit=unit(has_services=False)).score == interval(
        "99", "99"
    )
    assert scored(asked, other, given=given, unit=unit()).score == interval("95", "99")


def test_naming_a_shared_cap_names_all_its_members() -> None:
    cap = (Cap("C", T, Decimal(8)),)
    members = [indicator(code, within="C", per_instance=Decimal(3)) for code in ("A", "D")]
    other = indicator("B", points=Decimal(9), unless_counted_under=("C",))
    given = {"a": found(["x"]), "d": found(["y"]), "b": found(["x", "y", "z"])}
    assert scored(*members, other, given=given, caps=cap).score == interval("93", "93")


def test_the_first_of_a_chain_counts() -> None:
    chain = (
        indicator("C", points=Decimal(9), unless_counted_under=("A", "B")),
        indicator("B", points=Decimal(9), per_instance=Decimal(2), unless_counted_under=("A",)),
        indicator("A", points=Decimal(9), per_instance=Decimal(4)),
    )
    every = {"a": found(["x"]), "b": found(["x", "y"]), "c": found(["x", "y", "z"])}
    assert scored(*chain, given=every).score == interval("93", "93")
    turn = {"a": found([], ["x"]), "b": found([], ["x"]), "c": found(["x"])}
    assert scored(*chain, given=turn).score == interval("96", "99")


def test_a_veto_gives_way_too() -> None:
    v = indicator("V", "veto", at_least=Decimal(2), unless_counted_under=("A",))
    a = indicator("A", "note")
    sure = {"v": found(["x", "y"]), "a": found()}
    assert scored(v, a, given=sure).vetoed_by == ("V",)
    assert scored(v, a, given=sure | {"a": found([], ["x"])}).vetoed_by == ()
    assert scored(v, a, given=sure | {"a": found(["x"])}).result == "pass"


# -- every completion -----------------------------------------------------------------------------

STATES = ("none", "certain", "open")
ADDRESS = st.tuples(*[st.sampled_from(STATES)] * 3)
PRICES = st.tuples(*[st.integers(1, 4)] * 3)
CAPS = st.tuples(*[st.integers(4, 9)] * 3)
CODES = ("A", "B", "C")
WAYS = {"A": (), "B": ("A",), "C": ("A", "B")}


def resolved(addresses: list[tuple[str, str, str]]) -> Iterator[list[tuple[bool, ...]]]:
    """Every way in which open addresses can turn out."""
    cells = [state for address in addresses for state in address]
    for turned in product(*[(True, False) if c == "open" else (c == "certain",) for c in cells]):
        yield [turned[n : n + 3] for n in range(0, len(turned), 3)]


def plain_score(
    world: list[tuple[bool, ...]], prices: tuple[int, ...], caps: tuple[int, ...]
) -> Decimal:
    """The rule, word by word, for one completion: the first indicator that has it counts it."""
    lost = 0
    for n in range(3):
        columns = sum(address[n] and not any(address[:n]) for address in world)
        lost += min(caps[n], prices[n] * columns)
    return Decimal(100 - lost)


@settings(max_examples=150, deadline=None)
@given(st.lists(ADDRESS, max_size=3), PRICES, CAPS, st.sampled_from(list(Reduce)[:2]))
def test_the_ends_are_the_best_and_the_worst_completion(
    addresses: list[tuple[str, str, str]],
    prices: tuple[int, int, int],
    caps: tuple[int, int, int],
    reduce: Reduce,
) -> None:
    indicators = [
        indicator(
            code,
            points=Decimal(caps[n]),
            per_instance=Decimal(prices[n]),
            unless_counted_under=WAYS[code],
            reduce=reduce,
        )
        for n, code in enumerate(CODES)
    ]
    detections = {
        code.lower(): found(
            [f"x{k}" for k, a in enumerate(addresses) if a[n] == "certain"],
            [f"x{k}" for k, a in enumerate(addresses) if a[n] == "open"],
        )
        for n, code in enumerate(CODES)
    }
    scores = [plain_score(world, prices, caps) for world in resolved(addresses)]
    now = scored(*indicators, given=detections).score
    assert now == Score(min(scores), max(scores))


def test_too_many_ways_out_are_bounded_instead_of_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [f"x{n}" for n in range(6)]
    given = {"a": found([], many), "b": found(many)}
    exact = scored(*pair(3, 2), given=given).score
    monkeypatch.setattr(deduct, "_COMBINATIONS", 1)
    wide = scored(*pair(3, 2), given=given).score
    assert exact == interval("82", "88")
    assert wide.low <= exact.low <= exact.high <= wide.high
