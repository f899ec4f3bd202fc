"""The table keeps three states apart; the tree's weights may be of any size and depth."""

from __future__ import annotations

import math

import numpy as np
import pytest

from govgauge.model.failure import BadInput
from govgauge.score.composite.denominate import denominate
from govgauge.score.composite.table import Cell, Table
from govgauge.score.composite.tree import Node, Tree, effective
from tests.score.composite.build import NA, NAN, flat, table

DEEP = Tree(
    Node(
        "index",
        children=(
            Node("A", 40, (Node("a1", 30), Node("a2", 10))),
            Node("B", 60, (Node("b1", 30), Node("b2", 15, (Node("b21", 1), Node("b22", 2))))),
        ),
    )
)


def test_a_cell_is_a_value_or_missing_or_not_applicable() -> None:
    assert table([[1.0, NAN, NA]]).cells.tolist() == [
        [Cell.VALUE, Cell.MISSING, Cell.NOT_APPLICABLE]
    ]


def test_a_number_where_nothing_applies_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="does not apply"):
        Table.of(["u"], ["a"], [[1.0]], [[True]])


@pytest.mark.parametrize(
    ("units", "codes", "values", "code"),
    [
        (["u", "u"], ["a"], [[1.0], [2.0]], "duplicate-code"),
        (["u"], ["a", "a"], [[1.0, 2.0]], "duplicate-code"),
        (["u"], ["a"], [[math.inf]], "bad-number"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(
    units: list[str], codes: list[str], values: list[list[float]], code: str
) -> None:
    with pytest.raises(BadInput) as refused:
        Table.of(units, codes, values)
    assert refused.value.code == code
    assert refused.value.place.field or code == "bad-number"


def test_values_cannot_be_changed_behind_the_table() -> None:
    with pytest.raises(ValueError, match="read-only"):
        table([[1.0]]).values[0, 0] = 2.0


def test_effective_weights_are_the_product_of_shares_down_the_tree() -> None:
    weights = dict(zip(DEEP.codes, effective(DEEP).tolist(), strict=True))
    expected = {"a1": 0.3, "a2": 0.1, "b1": 0.4, "b21": 0.2 / 3, "b22": 0.4 / 3, "A": 0.4}
    assert {c: weights[c] for c in expected} == pytest.approx(expected, abs=1e-12)
    assert weights["index"] == 1.0
    assert sum(weights[c] for c in DEEP.indicators) == pytest.approx(1.0, abs=1e-12)


def test_levels_count_from_the_indicators() -> None:
    assert dict(zip(DEEP.codes, DEEP.levels, strict=True)) == {
        "a1": 1, "a2": 1, "A": 2, "b1": 1, "b21": 1, "b22": 1, "b2": 2, "B": 3, "index": 4,
    }  # fmt: skip
    assert DEEP.below("B") == ("b1", "b21", "b22")


def test_leaving_out_the_last_indicator_of_a_dimension_leaves_out_the_dimension() -> None:
    tree = DEEP.without(["a1", "a2"])
    weights = dict(zip(tree.codes, effective(tree).tolist(), strict=True))
    assert weights["A"] == 0.0
    assert weights["B"] == 1.0


@pytest.mark.parametrize(
    ("root", "code"),
    [
        (Node("i", children=(Node("a"), Node("a"))), "duplicate-code"),
        (Node("i", children=(Node("a", -1.0),)), "bad-weight"),
        (Node("i", children=(Node("a", math.nan),)), "bad-weight"),
        (Node("i", children=(Node("a", 0.0), Node("b", 0.0))), "no-weight"),
    ],
)
def test_a_tree_that_cannot_be_weighed_is_refused_by_code(root: Node, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        Tree(root)
    assert refused.value.code == code
    assert refused.value.place.field


def test_everything_left_out_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        flat(1, 1).without(["a", "b"])
    assert refused.value.code == "no-weight"


def test_a_value_is_divided_by_the_size_of_its_unit_and_unknown_sizes_leave_none() -> None:
    per_head = denominate(table([[10.0, 1.0], [10.0, 1.0]]), {"a": np.array([4.0, NAN])})
    assert per_head.values[0].tolist() == [2.5, 1.0]
    assert per_head.cells[1].tolist() == [Cell.MISSING, Cell.VALUE]


def test_a_size_of_zero_is_refused_with_its_unit() -> None:
    with pytest.raises(BadInput, match="u2") as refused:
        denominate(table([[10.0], [10.0]]), {"a": np.array([4.0, 0.0])})
    assert refused.value.code == "bad-denominator"
