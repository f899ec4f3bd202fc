"""Min-max over the list's units, and roll-up along ``parent_id``: every completion is inside."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govgauge.model.failure import BadInput
from govgauge.model.review import Decisions
from govgauge.model.system import Below, Measure, WhenMissing
from govgauge.score.treed.below import children_first
from govgauge.score.treed.peers import peer_rates
from govgauge.score.weighted.tree import Rate, Value

from ..conftest import interval, unit
from .build import assessed, leaf, marks, scale, tree_system

PEERS = leaf("A", scale=scale(over="units"))
ALIKE = leaf("A", scale=scale(over="units", when_equal=Decimal(1)))


def values(*ends: tuple[int, int]) -> dict[str, Value]:
    return {str(n): Value(Decimal(low), Decimal(high)) for n, (low, high) in enumerate(ends)}


def settled(*numbers: int) -> dict[str, Value]:
    return values(*((n, n) for n in numbers))


def test_the_methodologys_case_comes_out() -> None:
    rates = peer_rates(PEERS, settled(10, 20, 20, 40))
    assert [r.low for r in rates.values()] == [0, Fraction(1, 3), Fraction(1, 3), 1]
    assert all(r.settled for r in rates.values())


def test_less_is_better_where_the_scale_says_so() -> None:
    better = attrs.evolve(PEERS, scale=scale(over="units", better="low"))
    rates = peer_rates(better, settled(10, 20, 40))
    assert [r.low for r in rates.values()] == [1, Fraction(2, 3), 0]


def test_values_that_are_all_alike_are_a_mistake_unless_the_scale_says_what_they_are_worth() -> (
    None
):
    with pytest.raises(BadInput, match="nothing-differs"):
        peer_rates(PEERS, settled(5, 5))
    assert peer_rates(ALIKE, settled(5, 5))["0"] == Rate(Fraction(1), Fraction(1))


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 2)).map(lambda p: (p[0], p[0] + p[1])),
        min_size=2,
        max_size=4,
    )
)
def test_the_interval_holds_every_completion(ends: list[tuple[int, int]]) -> None:
    rates = peer_rates(ALIKE, values(*ends))
    for completion in product(*(range(low, high + 1) for low, high in ends)):
        exact = peer_rates(ALIKE, settled(*completion))
        for name, rate in exact.items():
            assert rates[name].low <= rate.low <= rates[name].high


@given(st.lists(st.integers(0, 9), min_size=2, max_size=6).filter(lambda n: len({*n}) > 1))
def test_settled_values_give_settled_rates(numbers: list[int]) -> None:
    assert all(rate.settled for rate in peer_rates(PEERS, settled(*numbers)).values())


def test_one_value_nobody_knows_opens_all_unless_the_unit_is_left_out() -> None:
    units = [unit("a"), unit("b"), unit("c")]
    given_ = marks(a__A=10, b__A=20)
    found = assessed(tree_system(PEERS), units, given_)
    assert [a.score for a in found.values()] == [interval(0, 100)] * 3
    rules = tree_system(PEERS, leaf("B"), when_missing=WhenMissing.REWEIGHT)
    more = marks(a__A=10, b__A=20, a__B=50, b__B=50, c__B=50)
    found = assessed(rules, units, more)
    assert [a.score for a in found.values()] == [
        interval(25, 25),
        interval(75, 75),
        interval(50, 50),
    ]


# -- roll-up ---------------------------------------------------------------------------------------


def below(how: Below) -> tuple[Measure, ...]:
    return (Measure(below=how),)


CITY = [unit("city"), unit("x", parent_id="city"), unit("y", parent_id="city")]
OWN = leaf("A", 60)


@pytest.mark.parametrize(
    ("how", "expected"), [(Below.MEAN, 60 + 40 * 0.65), (Below.LEAST, 60 + 40 * 0.5)]
)
def test_the_units_below_are_rolled_up_into_the_one_above(how: Below, expected: float) -> None:
    rules = tree_system(OWN, leaf("R", 40, measures=below(how)))
    found = assessed(rules, CITY, marks(city__A=100, x__A=50, y__A=80))
    assert found["x"].score == interval(50, 50), "a unit without any below it is not asked"
    assert found["city"].score == interval(Decimal(str(expected)), Decimal(str(expected)))


def test_a_unit_below_that_is_open_leaves_the_one_above_open() -> None:
    rules = tree_system(OWN, leaf("R", 40, measures=below(Below.MEAN)))
    found = assessed(rules, CITY, marks(city__A=100, x__A=50))
    assert found["city"].score == interval(70, 90)


def test_the_share_that_passes_counts_what_may_pass_at_the_high_end() -> None:
    rules = tree_system(OWN, leaf("R", 40, measures=below(Below.PASSING)))
    found = assessed(rules, CITY, marks(city__A=100, x__A=50))
    assert found["city"].score == interval(80, 100)


def test_children_come_first_whatever_the_order_and_a_circle_ends() -> None:
    chain = [unit("a"), unit("b", parent_id="a"), unit("c", parent_id="b")]
    for order in (chain, chain[::-1]):
        assert [u.unit_id for u in children_first(order)] == ["c", "b", "a"]
    circle = [unit("a", parent_id="b"), unit("b", parent_id="a")]
    assert len(children_first(circle)) == 2
    rules = tree_system(OWN, leaf("R", 40, measures=below(Below.MEAN)))
    found = assessed(rules, circle, marks(a__A=100, b__A=100))
    assert not any(a.score.settled for a in found.values() if a.unit_id == "b")


@given(st.permutations(CITY))
def test_the_order_of_units_does_not_matter(order: list[object]) -> None:
    rules = tree_system(OWN, leaf("R", 40, measures=below(Below.MEAN)))
    said: Decisions = marks(city__A=100, x__A=50, y__A=80)
    assert assessed(rules, order, said) == assessed(rules, CITY, said)  # type: ignore[arg-type]
