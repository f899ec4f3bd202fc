"""A whole group placed by its rules: one key decides rank, tier and grade."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govgauge.model.failure import BadInput
from govgauge.score.places.cuts import Method
from govgauge.score.places.keys import RankOn
from govgauge.score.places.placing import FixedTiers, FoundTiers, PlacingRules, place_units
from govgauge.score.places.ranks import Convention
from govgauge.score.places.subgrades import SubGrades
from govgauge.score.places.tiers import Threshold

TSINGHUA = PlacingRules(
    decimals=3,
    tiers=FixedTiers(
        tuple(
            Threshold(code, None if low is None else Decimal(low))
            for code, low in (
                ("卓越", "0.9"), ("优秀", "0.8"), ("良好", "0.7"), ("中等", "0.6"), ("待改进", None),
            )
        )
    ),
)  # fmt: skip
UESTC = PlacingRules(
    tiers=FoundTiers(Method.DIFFERENCE_TREND, ("A", "B", "C", "D"), 3),
    sub_grades=SubGrades(no_subgrade=frozenset("D")),
)
CURVE = (
    95.2, 90.9, 87.1, 82.8, 80.4, 79.9, 79.1, 78.3, 77.8, 75.2, 72.9, 71.0, 69.1, 66.8, 63.6, 57.3, 51.6,
)  # fmt: skip


def test_an_index_is_ranked_on_rounded_scores_with_fixed_tiers() -> None:
    scores = {"贵州": 0.89951, "广东": 0.3 + 0.3 + 0.3, "四川": 0.8, "无": None, "海南": 0.5999}
    placing = place_units(scores, TSINGHUA)
    assert [(r.unit_id, r.place and int(r.place.rank), r.tier, r.grade) for r in placing.rows] == [
        ("广东", 1, "卓越", "卓越"),
        ("贵州", 1, "卓越", "卓越"),
        ("四川", 3, "优秀", "优秀"),
        ("海南", 4, "中等", "中等"),
        ("无", None, None, None),
    ]


def test_classes_are_found_and_cut_into_ten_grades() -> None:
    placing = place_units({f"u{n:02}": s for n, s in enumerate(CURVE)}, UESTC)
    assert placing.cuts is not None
    assert [t.lower for t in placing.thresholds] == [
        Decimal("82.80"),
        Decimal("77.80"),
        Decimal("66.80"),
        None,
    ]
    assert " ".join(r.grade or "" for r in placing.rows) == (
        "A+ A A A- B+ B+ B B- B- C+ C+ C C- C- D D D"
    )


def test_the_same_scores_tie_or_not_by_the_rules() -> None:
    scores = {"a": 0.8951, "b": 0.8949, "c": 0.7}
    ties = place_units(scores, PlacingRules(decimals=2, convention=Convention.DENSE))
    exact = place_units(scores, PlacingRules(decimals=2, rank_on=RankOn.EXACT))
    assert [r.place and int(r.place.rank) for r in ties.rows] == [1, 2, 3]
    rounded = place_units(scores, PlacingRules(decimals=1, convention=Convention.DENSE))
    assert [r.place and int(r.place.rank) for r in rounded.rows] == [1, 1, 2]
    assert [r.place and r.place.tie for r in exact.rows] == [False, False, False]


def test_nobody_with_a_score_makes_no_tiers() -> None:
    placing = place_units({"a": None}, UESTC)
    assert (placing.rows[0].place, placing.thresholds, placing.cuts) == (None, (), None)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (FoundTiers(Method.DIFFERENCE_TREND, ("A", "B")), "cannot-cut-classes"),
        (FoundTiers(Method.HEAD_TAIL, ("A",)), "too-few-tier-names"),
        (FoundTiers(Method.STANDARD_DEVIATIONS, ("A", "B")), "method-needs-multiples"),
    ],
)
def test_tiers_that_cannot_be_found_are_refused(rule: FoundTiers, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        place_units({"a": 1, "b": 1, "c": 1, "d": 9}, PlacingRules(tiers=rule))
    assert refused.value.code == code


FOUND = st.sampled_from(
    [m for m in Method if m not in (Method.STANDARD_DEVIATIONS, Method.HEAD_TAIL)]
)


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(st.integers(0, 99).map(str), st.one_of(st.none(), st.integers(0, 25))),
    FOUND,
    st.randoms(),
)
def test_no_tie_is_in_two_tiers_or_grades_and_no_order_matters(
    scores: dict[str, int | None], method: Method, rng: random.Random
) -> None:
    rules = PlacingRules(tiers=FoundTiers(method, ("A", "B", "C"), 3), sub_grades=SubGrades())
    try:
        placing = place_units(scores, rules)
    except BadInput:
        return
    mixed = dict(rng.sample(sorted(scores.items()), len(scores)))
    assert place_units(mixed, rules) == placing
    said = {r.key: (r.place, r.tier, r.grade) for r in placing.rows}
    assert all(said[r.key] == (r.place, r.tier, r.grade) for r in placing.rows)
    ranked = [r for r in placing.rows if r.tier is not None]
    assert [r.tier for r in ranked] == sorted(r.tier or "" for r in ranked)
