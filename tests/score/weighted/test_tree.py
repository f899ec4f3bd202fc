"""Weighted trees: worked cases, and what must hold of every tree and every unit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govgauge.detect import find_detectors
from govgauge.model.system import Combine, IndicatorSystem, Node, Scale, Step, WhenMissing
from govgauge.model.text import Text
from govgauge.score.load import find_system, list_systems, load_system
from govgauge.score.weighted.tree import Value, rate_of, score_unit

TITLE = Text("题", "title")
KNOWN = {name: shelved.about for name, shelved in find_detectors().items()}


def leaf(code: str, weight: object) -> Node:
    return Node(code, TITLE, Decimal(str(weight)))


def system_of(*children: Node, full: int = 100, **changes: object) -> IndicatorSystem:
    base = load_system(find_system("tsinghua-2021-style"), KNOWN)
    root = Node("TOTAL", TITLE, Decimal(1), children=children)
    return attrs.evolve(base, tree=root, full_marks=Decimal(full), **changes)


def at(value: object) -> Value:
    return Value(Decimal(str(value)), Decimal(str(value)))


TREE_4_9 = system_of(
    Node("A", TITLE, Decimal(40), children=(leaf("a1", 30), leaf("a2", 10))),
    Node("B", TITLE, Decimal(60), children=(leaf("b1", 30), leaf("b2", 30))),
)


def test_what_does_not_apply_gives_its_weight_to_its_siblings() -> None:
    values = {"a1": at(50), "b1": at(80), "b2": at(90), "a2": None}
    scored = score_unit("u", values, TREE_4_9)
    assert scored.low == scored.high == Fraction(71)
    assert scored.coverage == 1
    assert scored.nodes["a1"].weight == Fraction(40, 100) and scored.nodes["a2"].rate is None


def test_what_is_missing_leaves_the_score_open_and_the_coverage_short() -> None:
    values = {"a1": at(50), "b1": at(80), "b2": at(90)}
    scored = score_unit("u", values, TREE_4_9)
    assert (scored.low, scored.high) == (Fraction(66), Fraction(76))
    assert scored.coverage == Fraction(9, 10)


@pytest.mark.parametrize(
    ("missing", "score"), [(WhenMissing.ZERO, Fraction(66)), (WhenMissing.REWEIGHT, Fraction(71))]
)
def test_a_system_may_say_what_becomes_of_missing_values(
    missing: WhenMissing, score: Fraction
) -> None:
    values = {"a1": at(50), "b1": at(80), "b2": at(90)}
    scored = score_unit("u", values, attrs.evolve(TREE_4_9, when_missing=missing))
    assert scored.low == scored.high == score
    assert scored.coverage == Fraction(9, 10)


def test_a_geometric_parent_as_in_the_worked_case() -> None:
    children = (leaf("a", "0.5"), leaf("b", "0.3"), leaf("c", "0.2"))
    system = system_of(Node("G", TITLE, Decimal(1), children=children, combine=Combine.GEOMETRIC))
    scored = score_unit("u", {"a": at(80), "b": at(60), "c": at(40)}, system)
    assert scored.low is not None
    assert float(scored.low) == pytest.approx(63.8855101099, abs=1e-9)


@pytest.mark.parametrize(
    ("scale", "value", "rate"),
    [
        (Scale(), 45, Fraction(45, 100)),
        (Scale(Decimal(0), Decimal(1)), "0.3", Fraction(3, 10)),
        (Scale(Decimal(0), Decimal(6)), 9, Fraction(1)),
        (Scale(Decimal(10), Decimal(20)), 5, Fraction(0)),
        (Scale(Decimal(30), Decimal(0)), 12, Fraction(18, 30)),
        (Scale(ladder=(Step(Decimal(1), Decimal("0.5")), Step(Decimal(6), Decimal(1)))), 5, Fraction(1, 2)),
        (Scale(ladder=(Step(Decimal(1), Decimal("0.5")), Step(Decimal(6), Decimal(1)))), 6, Fraction(1)),
        (Scale(ladder=(Step(Decimal(1), Decimal("0.5")),)), 0, Fraction(0)),
    ],
)  # fmt: skip
def test_scales_are_inclusive_and_clip(scale: Scale, value: object, rate: Fraction) -> None:
    assert rate_of(at(value), scale).low == rate


def test_words_have_the_rates_the_system_gives_them() -> None:
    scale = Scale(categories={"甲": Decimal(1), "乙": Decimal("0.8")})
    assert rate_of(Value(category="乙"), scale).low == Fraction(4, 5)


# -- properties -----------------------------------------------------------------------------------

marks = st.integers(0, 100)
CODES = ("a1", "a2", "b1", "b2")


@given(st.lists(marks, min_size=4, max_size=4), st.integers(0, 3), st.integers(0, 100))
def test_a_better_value_never_lowers_a_score(values: list[int], which: int, more: int) -> None:
    before = {c: at(v) for c, v in zip(CODES, values, strict=True)}
    after = before | {CODES[which]: at(min(100, values[which] + more))}
    low, better = (score_unit("u", v, TREE_4_9).low for v in (before, after))
    assert low is not None and better is not None and better >= low


@given(
    st.lists(st.tuples(marks, marks), min_size=4, max_size=4),
    st.lists(st.integers(0, 100), min_size=4, max_size=4),
)
def test_the_interval_holds_every_completion(
    ends: list[tuple[int, int]], places: list[int]
) -> None:
    spans = [(min(e), max(e)) for e in ends]
    opened = {
        c: Value(Decimal(low), Decimal(high)) for c, (low, high) in zip(CODES, spans, strict=True)
    }
    settled = {
        c: at(Decimal(low) + (Decimal(high) - low) * p / 100)
        for c, (low, high), p in zip(CODES, spans, places, strict=True)
    }
    whole, one = score_unit("u", opened, TREE_4_9), score_unit("u", settled, TREE_4_9)
    assert whole.low is not None and whole.high is not None and one.low is not None
    assert whole.low <= one.low <= whole.high


@given(st.lists(marks, min_size=4, max_size=4))
def test_points_of_indicators_add_up_to_the_total_and_stay_under_their_full_marks(
    values: list[int],
) -> None:
    scored = score_unit("u", {c: at(v) for c, v in zip(CODES, values, strict=True)}, TREE_4_9)
    points = [scored.nodes[c].low for c in CODES]
    assert sum(p for p in points if p is not None) == scored.low
    assert all((scored.nodes[c].low or 0) <= scored.nodes[c].full_points for c in CODES)


# -- the shelf ------------------------------------------------------------------------------------

WEIGHTED = [
    name for name in list_systems() if load_system(find_system(name), KNOWN).tree is not None
]


def test_the_weighted_shelf() -> None:
    assert set(WEIGHTED) >= {
        "tsinghua-2021-style", "cstc-2016-style", "cstc-2022-style", "cstc-2022-zones-style",
        "cstc-2022-capability-style", "cstc-2022-apps-style", "capability-2023-style",
        "uestc-2021-style", "xuancheng-2019", "jiangmen",
    }  # fmt: skip


@pytest.mark.parametrize("name", WEIGHTED)
def test_every_weighted_system_says_what_is_its_own_and_is_measured_throughout(name: str) -> None:
    system = load_system(find_system(name), KNOWN)
    assert system.tree is not None and system.sources
    assert (system.status == "style") == name.endswith("-style")
    for node in system.tree.leaves():
        assert node.measures, node.code
    if any(node.weight_grade.value == "M" for node in system.tree.walk()):
        assert system.assumed and "自定" in system.note.zh
    full = {c: at(leaf_.scale.most) for c, leaf_ in ((n.code, n) for n in system.tree.leaves())}
    assert score_unit("u", full, system).low == Fraction(system.full_marks)
    nothing = {n.code: at(n.scale.least) for n in system.tree.leaves()}
    assert score_unit("u", nothing, system).high == 0


def test_the_blue_book_has_three_nine_and_thirty_one() -> None:
    system = load_system(find_system("uestc-2021-style"), KNOWN)
    assert system.tree is not None
    first = system.tree.children
    second = [c for node in first for c in node.children]
    assert (len(first), len(second), len(system.tree.leaves())) == (3, 9, 31)
    assert [node.weight for node in first] == [40, 40, 20]


def test_a_system_file_may_be_anywhere(tmp_path: Path) -> None:
    copy = tmp_path / "mine.yaml"
    copy.write_bytes(find_system("tsinghua-2021-style").read_bytes())
    assert (
        load_system(copy, KNOWN).digest
        == load_system(find_system("tsinghua-2021-style"), KNOWN).digest
    )
