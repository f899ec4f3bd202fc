"""Keys, ranks in every convention, ties, closing lists, rank reversal (methodology 4.1, 4.2)."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govgauge.model.score import Score
from govgauge.score.places.bounds import RankBounds
from govgauge.score.places.keys import RankOn, key_of, rank_key
from govgauge.score.places.ranks import Convention, claims_close, places, tie_groups, top
from govgauge.score.places.reversal import rank_reversals

KEYS = [Decimal(k) for k in ("95.2", "95.2", "93.1", "93.1", "90.0")]
SCORES = st.lists(st.integers(0, 30).map(Decimal), min_size=1, max_size=15)


def ranks(keys: list[Decimal | None], convention: Convention) -> list[Fraction | None]:
    return [None if p is None else p.rank for p in places(keys, convention)]


@pytest.mark.parametrize(
    ("score", "decimals", "key"),
    [
        (0.02 + 0.205, 2, "0.23"),
        (0.845, 2, "0.85"),
        (2.675, 2, "2.68"),
        (0.125, 2, "0.13"),
        (0.3 + 0.3 + 0.3, 1, "0.9"),
        (Decimal("82.945"), 2, "82.95"),
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(2, 3), 3, "0.667"),
        (Fraction(-1, 8), 2, "-0.13"),
        (-0.0001, 2, "0.00"),
        (7, 0, "7"),
    ],
)
def test_a_key_is_rounded_half_up_after_float_noise_is_gone(
    score: float, decimals: int, key: str
) -> None:
    assert str(key_of(score, decimals)) == key


@pytest.mark.parametrize("score", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_number_has_no_key(score: float) -> None:
    with pytest.raises(ValueError, match="no score"):
        key_of(score, 2)


@given(st.integers(0, 10**6), st.integers(0, 3), st.sampled_from([-1e-12, 0.0, 1e-12]))
def test_float_noise_never_moves_a_key(units: int, decimals: int, noise: float) -> None:
    exact = Decimal(units).scaleb(-4)
    assert key_of(float(exact) + noise, decimals) == key_of(exact, decimals)
    assert key_of(Fraction(exact), decimals) == key_of(exact, decimals)


def test_ranks_are_decided_on_the_score_as_shown_or_on_the_exact_one() -> None:
    assert rank_key(0.8951, 2) == Decimal("0.90")
    assert rank_key(0.8951, 2, RankOn.EXACT) == Decimal("0.895100000")
    assert rank_key(0.1 + 0.2, 2, RankOn.EXACT) == rank_key(0.3, 2, RankOn.EXACT)


@pytest.mark.parametrize(
    ("convention", "expected"),
    [
        (Convention.COMPETITION, [1, 1, 3, 3, 5]),
        (Convention.DENSE, [1, 1, 2, 2, 3]),
        (Convention.MODIFIED, [2, 2, 4, 4, 5]),
        (
            Convention.FRACTIONAL,
            [Fraction(3, 2), Fraction(3, 2), Fraction(7, 2), Fraction(7, 2), 5],
        ),
    ],
)
def test_every_convention(convention: Convention, expected: list[Fraction]) -> None:
    assert ranks([*KEYS], convention) == expected
    assert [p.tie for p in places(KEYS, convention) if p] == [True, True, True, True, False]


def test_a_blank_has_no_rank_and_is_not_counted() -> None:
    keys = [None, Decimal(80), None, Decimal(90)]
    assert ranks(keys, Convention.COMPETITION) == [None, 2, None, 1]
    assert tie_groups([*keys, Decimal(80)]) == [[3], [1, 4]]


@pytest.mark.parametrize(("decimals", "expected"), [(3, [1, 1, 3]), (2, [1, 1, 1])])
def test_ties_are_equal_keys_and_never_a_difference_below_a_line(
    decimals: int, expected: list[int]
) -> None:
    keys = [key_of(s, decimals) for s in (0.9004, 0.8996, 0.8988)]
    assert ranks([*keys], Convention.COMPETITION) == expected


def test_a_top_n_never_cuts_inside_a_tie() -> None:
    keys = [Decimal(k) for k in (9, 8, 8, 8, 5)]
    assert top(keys, 2, Convention.COMPETITION) == [0, 1, 2, 3]
    assert top(keys, 3, Convention.DENSE) == [0, 1, 2, 3, 4]
    assert top(keys, 1, Convention.COMPETITION) == [0]


# Ranks of the printed lists of Tsinghua 2021 (competition, to 15) and CSTC 2022 (dense, to 10).
TSINGHUA = {
    "departments": [1, 2, 3, 3, 5, 5, 7, 8, 9, 10, 11, 12, 12, 14, 15],
    "provinces": [1, 1, 3, 3, 5, 6, 7, 8, 9, 10, 10, 12, 13, 14, 15, 15],
    "capitals": [1, 2, 3, 4, 4, 6, 7, 8, 9, 10, 11, 11, 13, 14, 15],
}
CSTC = {
    "departments": [1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 10],
    "provinces": [1, 1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 9, 10],
    "sub-provincial": [1, 2, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10],
}


@pytest.mark.parametrize("printed", TSINGHUA.values(), ids=list(TSINGHUA))
def test_printed_competition_ranks_close(printed: list[int]) -> None:
    assert claims_close(printed, 1, 15, Convention.COMPETITION)


@pytest.mark.parametrize("printed", CSTC.values(), ids=list(CSTC))
def test_printed_dense_ranks_close(printed: list[int]) -> None:
    assert claims_close(printed, 1, 10, Convention.DENSE)
    keys = [Decimal(-r) for r in printed]
    assert ranks([*keys], Convention.DENSE) == printed


def test_eight_names_for_seven_places_do_not_close() -> None:
    assert not claims_close([*range(4, 12)], 4, 10, Convention.DENSE)
    assert claims_close([*range(4, 11)], 4, 10, Convention.DENSE)
    assert not claims_close([1, 1, 2], 1, 3, Convention.COMPETITION)


@given(SCORES, st.randoms())
def test_ranks_do_not_depend_on_the_order_of_units(keys: list[Decimal], rng: random.Random) -> None:
    order = rng.sample(range(len(keys)), len(keys))
    for convention in Convention:
        placed = places(keys, convention)
        assert places([keys[n] for n in order], convention) == [placed[n] for n in order]


@given(SCORES)
def test_the_conventions_stand_in_their_order(keys: list[Decimal]) -> None:
    by = {c: ranks([*keys], c) for c in Convention}
    for dense, competition, fractional, modified in zip(
        by[Convention.DENSE],
        by[Convention.COMPETITION],
        by[Convention.FRACTIONAL],
        by[Convention.MODIFIED],
        strict=True,
    ):
        assert dense is not None and competition is not None
        assert fractional is not None and modified is not None
        assert dense <= competition <= fractional <= modified
    assert sum(r or 0 for r in by[Convention.FRACTIONAL]) == sum(range(1, len(keys) + 1))


def test_bounds_say_which_ranks_open_scores_can_reach() -> None:
    scores = [Score(Decimal(a), Decimal(b)) for a, b in ((50, 95), (80, 80), (60, 60))]
    bounds = RankBounds(scores, dense=False)
    assert [bounds.of(s) for s in scores] == [(1, 3), (1, 2), (2, 3)]


PEERS = {"A": (100, 50), "B": (60, 80), "C": (0, 0), "D": (200, 0)}


def min_max(names: list[str]) -> dict[str, Fraction]:
    columns = [[PEERS[n][i] for n in names] for i in (0, 1)]
    return {
        n: sum(
            (Fraction(PEERS[n][i] - min(c), max(c) - min(c)) for i, c in enumerate(columns)),
            Fraction(0),
        )
        / 2
        for n in names
    }


def test_min_max_over_the_peers_can_reverse_ranks() -> None:
    assert min_max(["A", "B", "C"])["A"] == Fraction("0.8125")
    assert min_max([*PEERS])["A"] == Fraction("0.5625")
    found = {r.without: r.swapped for r in rank_reversals([*PEERS], min_max, 4)}
    assert found == {"C": (("A", "D"),), "D": (("B", "A"),)}


def test_fixed_goalposts_cannot_reverse_ranks() -> None:
    fixed = {n: Fraction(a, 400) + Fraction(b, 200) for n, (a, b) in PEERS.items()}
    assert rank_reversals([*PEERS], lambda names: {n: fixed[n] for n in names}, 4) == []
