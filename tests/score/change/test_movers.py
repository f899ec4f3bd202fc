"""Most improved: five measures, eligibility, groups, ties (methodology 4.17)."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govgauge.score.change.movers import Measure, Moved, biggest_movers

FIVE = [
    Moved(f"U{n}", Fraction(old), Fraction(new))
    for n, (old, new) in enumerate(((40, 55), (85, 92), (60, 68), (95, 97), (50, 50)), 1)
]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (Measure.POINTS, {"U1": 15, "U3": 8, "U2": 7}),
        (Measure.PERCENT, {"U1": 37.5, "U3": 13.3333333333, "U2": 8.2352941176}),
        (Measure.GAP_CLOSED, {"U2": 46.6666666667, "U4": 40, "U1": 25, "U3": 20}),
        (Measure.RESIDUAL, {"U1": 5.6405529954, "U2": 2.7626728111, "U3": 0.9170506912}),
    ],
)
def test_each_measure_names_its_own_movers(measure: Measure, expected: dict[str, float]) -> None:
    movers = biggest_movers(FIVE, measure, len(expected))
    assert [m.unit_id for m in movers] == list(expected)
    assert [float(m.figure) for m in movers] == pytest.approx(list(expected.values()), abs=1e-9)
    assert [m.place for m in movers] == list(range(1, len(expected) + 1))


def test_ranks_gained_need_both_ranks() -> None:
    units = [
        Moved("a", Fraction(1), Fraction(2), old_rank=9, new_rank=3),
        Moved("b", Fraction(1), Fraction(2), old_rank=2),
        Moved("c", Fraction(1), Fraction(2), old_rank=4, new_rank=5),
    ]
    assert [(m.unit_id, m.figure) for m in biggest_movers(units, Measure.RANKS, 5)] == [("a", 6)]


def test_ties_are_all_listed() -> None:
    units = [Moved(u, Fraction(50), Fraction(60)) for u in "cab"]
    units.append(Moved("d", Fraction(50), Fraction(59)))
    movers = biggest_movers(units, Measure.POINTS, 1)
    assert [(m.unit_id, m.place, m.tie) for m in movers] == [(u, 1, True) for u in "abc"]


def test_nobody_is_named_who_may_not_be_or_did_not_rise() -> None:
    units = [
        Moved("vetoed", Fraction(10), Fraction(90), eligible=False),
        Moved("fell", Fraction(50), Fraction(40)),
        Moved("rose", Fraction(50), Fraction(51)),
        Moved("from nothing", Fraction(0), Fraction(1)),
        Moved("full", Fraction(100), Fraction(100)),
    ]
    assert [m.unit_id for m in biggest_movers(units, Measure.PERCENT, 9)] == ["rose"]
    assert [m.unit_id for m in biggest_movers(units, Measure.GAP_CLOSED, 9)] == [
        "rose",
        "from nothing",
    ]
    assert biggest_movers(units[1:3], Measure.RESIDUAL, 9) == []


def test_a_list_mixes_groups_by_a_quota_for_each() -> None:
    units = [
        Moved(f"{g}{n}", Fraction(50), Fraction(60 + n), group=g)
        for g in ("部委", "省")
        for n in (1, 2, 3)
    ]
    movers = biggest_movers(units, Measure.POINTS, 9, per_group=1)
    assert [m.unit_id for m in movers] == ["省3", "部委3"]
    assert {m.place for m in movers} == {1}


@given(
    st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=9),
    st.sampled_from(Measure),
    st.randoms(),
)
def test_movers_do_not_depend_on_the_order_of_units(
    pairs: list[tuple[int, int]], measure: Measure, rng: random.Random
) -> None:
    units = [Moved(f"u{n}", Fraction(a), Fraction(b), "g") for n, (a, b) in enumerate(pairs)]
    mixed = rng.sample(units, len(units))
    assert biggest_movers(units, measure, 3) == biggest_movers(mixed, measure, 3)
