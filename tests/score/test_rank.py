"""Ranking: styles, ties, groups, and the ranks that open scores can still reach."""

from __future__ import annotations

import random
from decimal import Decimal

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govgauge.model.score import Assessment, Coverage, Result, Score
from govgauge.model.system import RankStyle, Tier
from govgauge.model.text import Text
from govgauge.score.places.keys import rank_key
from govgauge.score.rank import rank
from govgauge.score.statistics import statistics

from .conftest import system, unit


def assessed(unit_id: str, low: str, high: str | None = None, vetoed: bool = False) -> Assessment:
    score = Score(Decimal(low), Decimal(high or low))
    result = Result.FAIL if vetoed else Result.PASS if score.settled else Result.OPEN
    return Assessment(
        unit_id, "s@1", result, Text("", ""), score, (), (), Coverage(), ("V",) if vetoed else ()
    )


def ranked(scores: dict[str, Assessment], style: RankStyle = RankStyle.COMPETITION):
    units = [unit(u) for u in scores]
    return {r.unit_id: r for r in rank(units, scores, system(rank_style=style))}


@pytest.mark.parametrize(
    ("style", "expected"),
    [(RankStyle.COMPETITION, [1, 2, 2, 4]), (RankStyle.DENSE, [1, 2, 2, 3])],
)
def test_t_m6_the_ranking_style_is_the_systems(style: RankStyle, expected: list[int]) -> None:
    scores = {u: assessed(u, s) for u, s in zip("abcd", ("90", "80.10", "80.1", "70"), strict=True)}
    rows = ranked(scores, style)
    assert [rows[u].rank for u in "abcd"] == expected
    assert [rows[u].tie for u in "abcd"] == [False, True, True, False]


def test_ranks_tiers_and_bounds_are_decided_on_the_same_key() -> None:
    scores = {u: assessed(u, s) for u, s in (("a", "89.951"), ("b", "89.96"), ("c", "70"))}
    tiers = (Tier("优", Text("", ""), Decimal(90)), Tier("良", Text("", ""), Decimal(60)))
    units, with_tiers = [unit(u) for u in scores], attrs.evolve(system(), tiers=tiers)
    exact = rank(units, scores, with_tiers)
    assert [(r.unit_id, r.rank, r.tie, r.tier) for r in exact] == [
        ("b", 1, False, "良"),
        ("a", 2, False, "良"),
        ("c", 3, False, "良"),
    ]
    shown = rank(units, scores, with_tiers, lambda s: rank_key(s, 1))
    assert [(r.unit_id, r.rank, r.tie, r.tier, r.rank_worst) for r in shown] == [
        ("a", 1, True, "优", 1),
        ("b", 1, True, "优", 1),
        ("c", 3, False, "良", 3),
    ]


def test_noise_of_a_division_makes_no_place() -> None:
    thirds = Decimal(66) * 4 / 3, Decimal(88) / 3 * 3
    scores = {u: assessed(u, str(s)) for u, s in zip("ab", thirds, strict=True)}
    rows = ranked(scores)
    assert thirds[0] != thirds[1]
    assert [(r.rank, r.tie) for r in rows.values()] == [(1, True), (1, True)]


def test_a_vetoed_unit_has_no_rank_and_stands_last() -> None:
    scores = {"a": assessed("a", "0", vetoed=True), "b": assessed("b", "10")}
    rows = rank([unit(u) for u in scores], scores, system())
    assert [(r.unit_id, r.rank) for r in rows] == [("b", 1), ("a", None)]


def test_a_unit_outside_the_scored_stages_is_listed_without_rank() -> None:
    scores = {
        "a": attrs.evolve(assessed("a", "0"), scored=False),
        "b": assessed("b", "0", vetoed=True),
        "c": assessed("c", "10"),
    }
    rows = rank([unit(u) for u in scores], scores, system())
    assert [(r.unit_id, r.rank, r.tier) for r in rows] == [
        ("c", 1, ""),
        ("a", None, ""),
        ("b", None, ""),
    ]
    assert (rows[0].rank_best, rows[0].rank_worst) == (1, 1)


def test_a_unit_that_may_not_be_scored_is_no_sure_competitor() -> None:
    scores = {
        "a": attrs.evolve(assessed("a", "0", "90"), scored=None, result=Result.OPEN),
        "b": assessed("b", "80"),
    }
    rows = ranked(scores)
    assert (rows["b"].rank_best, rows["b"].rank_worst) == (1, 2)
    counted = statistics([unit(u) for u in scores], scores, {})
    assert counted["settled"] == 1


def test_open_scores_say_which_ranks_they_can_still_reach() -> None:
    scores = {"a": assessed("a", "50", "95"), "b": assessed("b", "80"), "c": assessed("c", "60")}
    rows = ranked(scores)
    assert {u: (r.rank_best, r.rank_worst) for u, r in rows.items()} == {
        "a": (1, 3),
        "b": (1, 2),
        "c": (2, 3),
    }


def test_dense_bounds_count_equal_scores_once() -> None:
    scores = {u: assessed(u, p) for u, p in (("a", "90"), ("b", "90"), ("c", "90"), ("d", "80"))}
    rows = ranked(scores, RankStyle.DENSE)
    assert (rows["d"].rank, rows["d"].rank_best, rows["d"].rank_worst) == (2, 2, 2)


def test_a_unit_is_ranked_in_every_group_it_stands_in() -> None:
    units = [unit("a", groups=("x", "y")), unit("b", groups=("x",)), unit("c")]
    scores = {u.unit_id: assessed(u.unit_id, "50") for u in units}
    rows = rank(units, scores, system())
    assert {(r.group, r.unit_id) for r in rows} == {
        ("x", "a"),
        ("x", "b"),
        ("y", "a"),
        ("全部", "c"),
    }


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 20), min_size=1, max_size=12), st.integers())
def test_the_order_of_units_does_not_matter(points: list[int], seed: int) -> None:
    scores = {
        f"u{n:02}": assessed(f"u{n:02}", str(p), str(p + n % 3)) for n, p in enumerate(points)
    }
    units = [unit(u) for u in scores]
    shuffled = random.Random(seed).sample(units, len(units))
    assert rank(units, scores, system()) == rank(shuffled, scores, system())
    assert statistics(units, scores, {}) == statistics(shuffled, scores, {})


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5)), min_size=1, max_size=8),
    st.randoms(),
    st.sampled_from(RankStyle),
)
def test_rank_bounds_hold_for_every_completion(
    spans: list[tuple[int, int]], rng: random.Random, style: RankStyle
) -> None:
    scores = {f"u{n}": assessed(f"u{n}", str(a), str(a + b)) for n, (a, b) in enumerate(spans)}
    bounds = ranked(scores, style)
    settled = {
        u: assessed(u, str(rng.randint(int(a.score.low), int(a.score.high))))
        for u, a in scores.items()
    }
    for unit_id, row in ranked(settled, style).items():
        best, worst = bounds[unit_id].rank_best, bounds[unit_id].rank_worst
        assert best is not None
        assert worst is not None
        assert row.rank is not None
        assert best <= row.rank <= worst
