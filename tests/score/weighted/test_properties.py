"""What must hold of weighted trees whatever the weights and values."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from govgauge.model.system import Combine, IndicatorSystem, Node, Scale, Step, WhenMissing
from govgauge.score.weighted.tree import Value, rate_of, score_unit

from .test_tree import TITLE, system_of

MARKS = st.integers(0, 100).map(Decimal)
WEIGHTS = st.integers(1, 9).map(Decimal)
SCALES = st.sampled_from(
    [
        Scale(),
        Scale(Decimal(20), Decimal(80)),
        Scale(ladder=(Step(Decimal(10), Decimal("0.5")), Step(Decimal(60), Decimal(1)))),
    ]
)
CODES = [f"{block}{number}" for block in "abc" for number in range(2)]


@st.composite
def trees(draw: st.DrawFn) -> IndicatorSystem:
    """Two levels of weights, any of the scales that never fall, both ways to combine."""
    blocks = []
    for block in "abc":
        leaves = [Node(f"{block}{n}", TITLE, draw(WEIGHTS), scale=draw(SCALES)) for n in range(2)]
        combine = draw(st.sampled_from(Combine))
        blocks.append(
            Node(block.upper(), TITLE, draw(WEIGHTS), children=tuple(leaves), combine=combine)
        )
    return system_of(*blocks, full=draw(st.sampled_from([1, 100, 110, 130])))


VALUES = st.fixed_dictionaries(dict.fromkeys(CODES, MARKS))


def settled(values: dict[str, Decimal]) -> dict[str, Value | None]:
    return {code: Value(value, value) for code, value in values.items()}


@given(trees(), VALUES, st.sampled_from(CODES), st.integers(0, 100))
def test_a_better_value_never_lowers_a_score(
    system: IndicatorSystem, values: dict[str, Decimal], code: str, more: int
) -> None:
    better = values | {code: values[code] + more}
    before = score_unit("u", settled(values), system)
    after = score_unit("u", settled(better), system)
    assert before.low is not None and after.low is not None and after.low >= before.low


@settings(deadline=None)
@given(
    st.data(),
    trees(),
    VALUES,
    st.dictionaries(st.sampled_from(CODES), st.tuples(MARKS, MARKS)),
    st.sets(st.sampled_from(CODES)),
)
def test_every_completion_of_open_values_lies_inside(
    data: st.DataObject,
    system: IndicatorSystem,
    values: dict[str, Decimal],
    spans: dict[str, tuple[Decimal, Decimal]],
    missing: set[str],
) -> None:
    system = attrs.evolve(system, when_missing=WhenMissing.OPEN)
    given_: dict[str, Any] = settled(values)
    done = dict(values)
    for code, ends in spans.items():
        low, high = sorted(ends)
        given_[code] = Value(low, high)
        done[code] = Decimal(data.draw(st.integers(int(low), int(high))))
    for code in missing:
        given_[code] = Value()
        done[code] = data.draw(MARKS)
    whole, one = score_unit("u", given_, system), score_unit("u", settled(done), system)
    assert whole.low is not None and whole.high is not None and one.low is not None
    assert whole.low <= one.low <= whole.high
    for code, node in one.nodes.items():
        low, high = whole.nodes[code].low, whole.nodes[code].high
        assert low is not None and high is not None and node.low is not None
        assert low <= node.low <= high


@given(trees(), VALUES, st.sets(st.sampled_from(CODES)))
def test_no_score_leaves_its_full_marks_and_the_weights_in_force_are_one(
    system: IndicatorSystem, values: dict[str, Decimal], off: set[str]
) -> None:
    marks = settled(values) | dict.fromkeys(off)
    scored = score_unit("u", marks, system)
    if len(off) == len(CODES):
        assert scored.low is None
        return
    assert scored.low is not None and 0 <= scored.low <= Fraction(system.full_marks)
    assert sum(scored.nodes[code].weight for code in CODES) == 1


@given(trees(), VALUES, st.permutations(CODES))
def test_a_replay_is_identical_in_any_order_of_the_values(
    system: IndicatorSystem, values: dict[str, Decimal], order: list[str]
) -> None:
    turned = {code: values[code] for code in order}
    assert score_unit("u", settled(values), system) == score_unit("u", settled(turned), system)


@given(st.tuples(MARKS, MARKS), st.integers(0, 100))
def test_an_open_value_on_a_ladder_that_falls_again_holds_what_lies_between(
    ends: tuple[Decimal, Decimal], at: int
) -> None:
    best = (
        Step(Decimal(0), Decimal(0)),
        Step(Decimal(5), Decimal(1)),
        Step(Decimal(9), Decimal(0)),
    )
    low, high = sorted(ends)
    inside = Decimal(min(max(at, int(low)), int(high)))
    scale = Scale(ladder=best)
    whole, one = rate_of(Value(low, high), scale), rate_of(Value(inside, inside), scale)
    assert whole.low <= one.low <= whole.high
