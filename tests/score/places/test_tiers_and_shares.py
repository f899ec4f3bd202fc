"""Fixed tiers, sub-grades, percentages that add up, score rates (methodology 4.1, 4.4, 4.6, 4.7)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govgauge.score.places.keys import RankOn, key_of, rank_key
from govgauge.score.places.shares import (
    Share,
    adding_up,
    largest_remainder,
    score_rate,
    share_passing,
)
from govgauge.score.places.subgrades import (
    High,
    Split,
    SubGrades,
    count_parts,
    sub_grades,
    width_bounds,
)
from govgauge.score.places.tiers import Closed, Threshold, fixed_tiers, straddling_ties


def thresholds(**given: str | None) -> list[Threshold]:
    return [Threshold(code, None if low is None else Decimal(low)) for code, low in given.items()]


TSINGHUA = thresholds(卓越="0.9", 优秀="0.8", 良好="0.7", 中等="0.6", 待改进=None)
EGDI = thresholds(very_high="0.75", high="0.5", middle="0.25", low=None)


def test_a_lower_bound_belongs_to_its_tier() -> None:
    keys = [key_of(s, 4) for s in (0.9, 0.8999, 0.8, 0.6, 0.5999)]
    assert fixed_tiers(keys, TSINGHUA) == ["卓越", "优秀", "优秀", "中等", "待改进"]


def test_float_noise_costs_no_tier() -> None:
    assert fixed_tiers([rank_key(0.3 + 0.3 + 0.3, 2, RankOn.EXACT)], TSINGHUA) == ["卓越"]


def test_tier_and_rank_use_the_same_key() -> None:
    assert fixed_tiers([rank_key(0.8951, 2)], TSINGHUA) == ["卓越"]
    assert fixed_tiers([rank_key(0.8951, 2, RankOn.EXACT)], TSINGHUA) == ["优秀"]


def test_a_bound_may_belong_to_the_tier_below() -> None:
    keys = [Decimal("0.75"), Decimal("0.7501"), None]
    assert fixed_tiers(keys, EGDI, Closed.UPPER) == ["high", "very_high", None]
    assert fixed_tiers(keys, EGDI) == ["very_high", "very_high", None]


def test_bounds_that_do_not_fall_are_refused() -> None:
    with pytest.raises(ValueError, match="fall"):
        fixed_tiers([], thresholds(a="0.5", b="0.6"))
    with pytest.raises(ValueError, match="lower bound"):
        fixed_tiers([], thresholds(a=None, b="0.6"))


def test_below_the_last_bound_there_is_no_tier() -> None:
    assert fixed_tiers([Decimal(59)], thresholds(a="80", b="60")) == [None]


def test_a_tie_in_two_tiers_is_found() -> None:
    keys = [Decimal(80), Decimal(80), Decimal(70)]
    assert list(straddling_ties(keys, ["A", "B", "B"])) == [80]
    assert not straddling_ties(keys, fixed_tiers(keys, thresholds(A="80", B=None)))


@pytest.mark.parametrize(
    ("low", "high", "bounds"),
    [
        ("79.91", "84.80", ["83.17", "81.54", "79.91"]),  # UESTC 2019: Guangzhou, 6th, is A+
        ("80.26", "87.81", ["85.293333", "82.776667", "80.26"]),  # UESTC 2020
    ],
)
def test_the_range_of_a_tier_is_cut_in_equal_widths(low: str, high: str, bounds: list[str]) -> None:
    found = width_bounds(Decimal(low), Decimal(high), 3)
    assert [key_of(b, 6) for b in found] == [Decimal(b) for b in bounds]
    assert found[-1] == Fraction(low)


def test_sub_grades_by_width_leave_the_last_class_whole() -> None:
    keys = [Decimal(k) for k in ("84.80", "83.17", "83.16", "81.53", "79.91", "60", "40")]
    tiers = fixed_tiers(keys, thresholds(A="79.91", D=None))
    rule = SubGrades(no_subgrade=frozenset({"D"}))
    grades = sub_grades(keys, tiers, rule, thresholds(A="79.91", D=None))
    assert grades == ["A+", "A+", "A", "A-", "A-", "D", "D"]


def test_a_tier_can_end_at_the_next_cut_off() -> None:
    lows = thresholds(A="80", B="60", C=None)
    keys = [Decimal(k) for k in (90, 75, 70, 62, 10)]
    tiers = fixed_tiers(keys, lows)
    best = sub_grades(keys, tiers, SubGrades(no_subgrade=frozenset("AC")), lows)
    upto = sub_grades(keys, tiers, SubGrades(high=High.NEXT, no_subgrade=frozenset("AC")), lows)
    assert best == ["A", "B+", "B+", "B-", "C"]
    assert upto == ["A", "B+", "B", "B-", "C"]


def test_equal_counts_make_larger_parts_first_and_keep_ties_together() -> None:
    falling = [Decimal(k) for k in range(14, 0, -1)]
    assert [count_parts(falling, 3).count(p) for p in range(3)] == [5, 5, 4]
    tied = [Decimal(k) for k in (9, 8, 8, 1)]
    assert count_parts(tied, 2) == [0, 0, 0, 1]
    lows = thresholds(A="0")
    assert sub_grades(tied, ["A"] * 4, SubGrades(("1", "2"), Split.COUNT), lows) == [
        "A1",
        "A1",
        "A1",
        "A2",
    ]


@given(st.lists(st.integers(0, 20).map(Decimal), min_size=1, max_size=20), st.sampled_from(Split))
def test_no_sub_grade_splits_a_tie(keys: list[Decimal], split: Split) -> None:
    lows = thresholds(A="12", B="6", C=None)
    grades = sub_grades(keys, fixed_tiers(keys, lows), SubGrades(split=split), lows)
    assert not straddling_ties(keys, grades)


@pytest.mark.parametrize(
    ("counts", "percent"), [((12, 14, 6), (37, 44, 19)), ((9, 14, 9), (28, 44, 28))]
)
def test_published_percentages_follow_from_the_largest_remainder(
    counts: tuple[int, ...], percent: tuple[int, ...]
) -> None:
    assert adding_up(counts) == [Decimal(p) for p in percent]


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=9).filter(any), st.integers(0, 3))
def test_percentages_add_up_and_none_is_off_by_a_unit(counts: list[int], decimals: int) -> None:
    shares = adding_up(counts, decimals)
    assert sum(shares) == 100
    unit = Fraction(1, 10**decimals)
    for count, share in zip(counts, shares, strict=True):
        assert abs(Fraction(share) - Fraction(count, sum(counts)) * 100) < unit


def test_no_counts_make_no_percentages() -> None:
    for counts in ([0, 0], [-1, 5]):
        with pytest.raises(ValueError, match="counts"):
            largest_remainder(counts, 100)


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"),
    [
        (329, 337, "97.63"), (322, 337, "95.55"), (289, 337, "85.76"), (318, 333, "95.50"),
        (172, 333, "52"), (102, 261, "39"), (301, 328, "91.8"), (669, 728, "91.9"),
    ],
)  # fmt: skip
def test_printed_percentages_follow_from_their_two_counts(
    numerator: int, denominator: int, printed: str
) -> None:
    share = Share.of(numerator, denominator)
    assert share.reproduces(Decimal(printed))
    assert (share.numerator, share.denominator) == (numerator, denominator)


def test_only_one_count_of_328_and_of_728_gives_the_printed_rate() -> None:
    for printed, whole, found in (("91.8", 328, 301), ("91.9", 728, 669)):
        possible = [n for n in range(whole + 1) if Share.of(n, whole).reproduces(Decimal(printed))]
        assert possible == [found]


def test_a_percentage_that_was_cut_off_is_told_from_one_rounded() -> None:
    share = Share.of(291, 294)
    assert not share.reproduces(Decimal("98.9"))
    assert share.cut_off_gives(Decimal("98.9"))
    assert not share.cut_off_gives(Decimal("99.0"))


@pytest.mark.parametrize(
    ("score", "full", "rate"),
    [("35.72", 40, "89.30"), ("35.96", 40, "89.90"), ("15.78", 20, "78.90")],
)
def test_the_score_rates_of_chengdu_2021(score: str, full: int, rate: str) -> None:
    assert score_rate(Decimal(score), full).percent(2) == Decimal(rate)


def test_above_the_line_and_at_the_line_are_two_rules() -> None:
    scores = [Decimal(s) for s in ("60.0", "59.999", "60.001", "75", "48")]
    above, at = (share_passing(scores, 60, strictly=s) for s in (True, False))
    assert (above.numerator, above.denominator) == (2, 5)
    assert (at.numerator, at.denominator) == (3, 5)


def test_a_share_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="share of 0"):
        share_passing([], 60, strictly=True)
