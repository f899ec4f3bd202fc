"""Groups and regions: statistics, small groups, Gini, Theil (methodology 4.14)."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govgauge.score.change.growth import Growth
from govgauge.score.spread.inequality import gini, ratio_of_means, theil, theil_by_group
from govgauge.score.spread.summary import (
    UNRESTRICTED,
    Over,
    deviation_of,
    group_places,
    mean_of_groups,
    mean_of_units,
    summaries,
    summary,
)
from govgauge.score.spread.tier_shares import tier_shares

EAST, WEST = [85.0, 80.0], [70.0, 60.0, 75.0]
GROUPS = st.dictionaries(
    st.sampled_from("abcd"), st.lists(st.floats(0.1, 100), min_size=1, max_size=6), min_size=1
)


@pytest.mark.parametrize(("over", "deviation"), [(Over.N, 5.5), (Over.N_MINUS_1, 7.7781745931)])
def test_a_standard_deviation_names_what_it_divides_by(over: Over, deviation: float) -> None:
    found = summary([82, 71], over, UNRESTRICTED)
    assert found.deviation == pytest.approx(deviation, abs=1e-9)
    assert found.over is over


def test_the_figures_of_a_group() -> None:
    found = summary([*EAST, *WEST], Over.N)
    assert (found.count, found.mean, found.median) == (5, 74, 75)
    assert (found.minimum, found.lower_quartile) == (60, 70)
    assert (found.upper_quartile, found.maximum) == (80, 85)
    assert found.variation == pytest.approx(0.1162476387, abs=1e-9)


def test_small_groups_have_no_dispersion_and_the_smallest_no_mean() -> None:
    four = summary([1, 2, 3, 4], Over.N)
    assert (four.mean, four.deviation, four.maximum, four.lower_quartile) == (2.5, None, None, None)
    assert (summary([1, 2], Over.N).mean, summary([1, 2], Over.N).count) == (None, 2)
    assert summary([], Over.N, UNRESTRICTED).count == 0
    assert deviation_of([5], Over.N_MINUS_1) is None


def test_the_mean_of_units_is_not_the_mean_of_their_groups() -> None:
    provinces = {"one": [80, 82, 84], "other": [70, 72]}
    assert mean_of_units(provinces) == pytest.approx(77.6, abs=1e-12)
    assert mean_of_groups(provinces) == 76.5


def test_groups_are_ranked_by_their_means_on_keys() -> None:
    found = summaries({"b": [1, 2, 3.001], "a": [2, 2, 2], "c": [9], "d": [7, 8, 9]}, Over.N)
    placed = group_places(found, 2)
    assert {n: p and (int(p.rank), p.tie) for n, p in placed.items()} == {
        "a": (2, True),
        "b": (2, True),
        "c": None,
        "d": (1, False),
    }


def test_measures_of_inequality() -> None:
    assert gini([*EAST, *WEST]) == pytest.approx(0.0648648649, abs=1e-9)
    split = theil_by_group({"东部": EAST, "西部": WEST})
    assert split.total == pytest.approx(0.0068928440, abs=1e-9)
    assert split.between == pytest.approx(0.0043490823, abs=1e-9)
    assert split.within == pytest.approx(0.0025437617, abs=1e-9)
    assert ratio_of_means(WEST, EAST) == pytest.approx(0.8282828283, abs=1e-9)


def test_equal_scores_are_not_unequal_and_nothing_can_not_be_measured() -> None:
    assert gini([5, 5, 5]) == theil([5, 5]) == 0
    assert gini([0, 0, 0, 8]) == 0.75
    for values in ([], [0, 0], [-1, 3]):
        with pytest.raises(ValueError, match="inequality"):
            gini(values)


def test_a_ratio_changes_in_percentage_points() -> None:
    growth = Growth.of(Decimal("85.83"), Decimal("92.85"))
    assert growth.points == Decimal("7.02")
    assert round(float(growth.percent or 0), 2) == 8.18


@pytest.mark.parametrize(
    ("old", "new", "printed"),
    [
        ("23", "32", 39.13), ("46.71", "60.23", 28.94), ("84094", "14463", -82.80),
        ("66453", "46333", -30.28), ("20", "2.3", -88.5), ("15", "5.5", -63.3),
        ("12.8", "3.6", -71.9), ("196", "23.4", -88.1), ("17", "2.3", -86.5),
    ],
)  # fmt: skip
def test_printed_growth_is_relative(old: str, new: str, printed: float) -> None:
    decimals = 1 if printed in (-88.5, -63.3, -71.9, -88.1, -86.5) else 2
    growth = Growth.of(Decimal(old), Decimal(new)).percent
    assert growth is not None
    assert round(float(growth), decimals) == printed


def test_growth_from_nothing_has_no_percent() -> None:
    assert Growth.of(0, 5).percent is None


def test_tier_shares_carry_counts_and_add_up() -> None:
    tiers = ["优秀"] * 12 + ["良好"] * 14 + ["中等"] * 6 + [None]
    found = tier_shares(tiers, ["优秀", "良好", "中等"])
    assert [int(s.percent) for s in found] == [37, 44, 19]
    assert [(s.share.numerator, s.share.denominator) for s in found] == [
        (12, 32),
        (14, 32),
        (6, 32),
    ]
    assert tier_shares([None], ["优秀"]) == []
    with pytest.raises(ValueError, match="差"):
        tier_shares(["差"], ["优秀"])


@given(GROUPS, st.randoms())
def test_theil_splits_exactly_and_no_figure_depends_on_the_order(
    groups: dict[str, list[float]], rng: random.Random
) -> None:
    split = theil_by_group(groups)
    assert split.total == pytest.approx(split.between + split.within, abs=1e-12)
    shuffled = {
        n: rng.sample(groups[n], len(groups[n])) for n in rng.sample(sorted(groups), len(groups))
    }
    assert summaries(groups, Over.N, UNRESTRICTED) == summaries(shuffled, Over.N, UNRESTRICTED)
    assert theil_by_group(shuffled).total == pytest.approx(split.total, abs=1e-15)
    assert gini(groups[min(groups)]) == gini(shuffled[min(groups)])
