"""From normalised indicators up the tree to the index, with what is missing and what not asked.

``NOT_APPLICABLE``: the weight goes to the siblings in proportion (or, by ``Scope.ALL``, to all
items that apply).  ``MISSING``: by the rule the system states.  The two stay apart in every node.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

import numpy as np
from attrs import field, frozen

from govgauge.model.text import Text
from govgauge.score.composite.failures import cannot, not_positive
from govgauge.score.composite.means import ARITHMETIC, Combination, PowerMean
from govgauge.score.composite.table import Cell, Cells, Floats, Table
from govgauge.score.composite.tree import Tree, effective, normalised


class Missing(StrEnum):
    """What becomes of a missing value: its weight goes to the rest, or the parent is missing."""

    REWEIGHT = "reweight"
    NONE = "none"


class Scope(StrEnum):
    """Where the weight of what does not apply goes: to the siblings, or to all items left."""

    PARENT = "parent"
    ALL = "all"


@frozen
class Aggregation:
    """How each parent is made: one way for all, or by the level of the parent (2 and up)."""

    method: Combination = ARITHMETIC
    by_level: Mapping[int, Combination] = field(factory=dict)
    missing: Missing = Missing.REWEIGHT
    scope: Scope = Scope.PARENT

    def at(self, level: int) -> Combination:
        """The way of one level."""
        return self.by_level.get(level, self.method)

    def same_everywhere(self, tree: Tree) -> PowerMean | None:
        """The one power mean of every level of a tree, if there is one."""
        used = {self.at(tree.levels[i]) for i, below in enumerate(tree.children) if below}
        only = used.pop() if len(used) == 1 else None
        return only if isinstance(only, PowerMean) else None


@frozen(eq=False)
class Scores:
    """The score of every unit in every node (units × nodes of the tree), and why it has none."""

    tree: Tree
    units: tuple[str, ...]
    values: Floats
    cells: Cells

    def of(self, code: str) -> Floats:
        """The scores of one node."""
        column: Floats = self.values[:, self.tree.place(code)]
        return column

    @property
    def index(self) -> Floats:
        """The scores of the root."""
        column: Floats = self.values[:, -1]
        return column


def aggregate(table: Table, tree: Tree, how: Aggregation | None = None) -> Scores:
    """All scores up the tree; indicators are taken as they stand (normalised before).

    Raises ``BadInput``: ``unknown-code`` for an indicator the table lacks, ``not-positive`` for
    a value that a mean is not defined for, ``scope-needs-one-mean``.
    """
    rule = how or Aggregation()
    leaves = table.only(tree.indicators)
    cells = node_cells(leaves, tree, rule.missing)
    scores = node_values(leaves, tree, tree.weights[None], rule, cells)
    values = np.stack([rows[0] for rows in scores], axis=1)
    return Scores(tree, table.units, values, np.stack(cells, axis=1))


def node_cells(leaves: Table, tree: Tree, missing: Missing) -> list[Cells]:
    """The state of every node by unit.  A child of weight 0 bears on nothing."""
    cells: list[Cells] = []
    columns = iter(leaves.cells.T)
    for below in tree.children:
        if not below:
            cells.append(next(columns))
            continue
        states = np.stack([cells[c] for c in below if tree.nodes[c].weight > 0])
        state = np.full(states.shape[1], Cell.MISSING, dtype=np.int8)
        state[(states == Cell.NOT_APPLICABLE).all(axis=0)] = Cell.NOT_APPLICABLE
        valued = (states == Cell.VALUE).any(axis=0)
        if missing is Missing.NONE:
            valued &= ~(states == Cell.MISSING).any(axis=0)
        state[valued] = Cell.VALUE
        cells.append(state)
    return cells


def node_values(
    leaves: Table, tree: Tree, weights: Floats, how: Aggregation, cells: Sequence[Cells]
) -> list[Floats]:
    """The scores of every node under many sets of weights (sets × nodes): sets × units each.

    Indicators have one row for all sets.  Every set must leave out (weight 0) what the tree
    leaves out, and nothing else: ``cells`` follow from that.
    """
    shares = normalised(tree, weights)
    scores: list[Floats] = []
    columns = iter(leaves.values.T)
    for at, below in enumerate(tree.children):
        if not below:
            scores.append(next(columns)[None])
            continue
        used = [c for c in below if tree.nodes[c].weight > 0]
        method = how.at(tree.levels[at])
        _check_positive(method, tree, used, scores, leaves.units)
        stack = _stacked([scores[c] for c in used])
        combined = method.combine(stack, shares[:, used])
        scores.append(np.where(cells[at] == Cell.VALUE, combined, np.nan))
    if how.scope is Scope.ALL:
        scores[-1] = _over_all(leaves, tree, weights, how, cells[-1])
    return scores


def _stacked(scores: Sequence[Floats]) -> Floats:
    rows = max(s.shape[0] for s in scores)
    return np.stack([np.broadcast_to(s, (rows, s.shape[1])) for s in scores])


def _check_positive(
    method: Combination,
    tree: Tree,
    used: Sequence[int],
    scores: Sequence[Floats],
    units: Sequence[str],
) -> None:
    if method.lowest is None:
        return
    for child in used:
        for _, unit in np.argwhere(scores[child] <= method.lowest)[:1]:
            worst = float(np.nanmin(scores[child][:, unit]))
            raise not_positive(tree.codes[child], units[unit], worst, method.name)


def _over_all(leaves: Table, tree: Tree, weights: Floats, how: Aggregation, state: Cells) -> Floats:
    """The index straight from the indicators that apply, by their effective weights."""
    mean = how.same_everywhere(tree)
    if mean is None:
        raise cannot(
            "scope-needs-one-mean",
            Text(
                "权重在全部指标间分摊时，各级须用同一种平均",
                "weight is shared over all items only where every level uses one and the same mean",
            ),
            Text("各级改用同一种平均，或在同级内分摊", "use one mean, or share among siblings"),
        )
    shares = effective(tree, weights)[:, list(tree.leaves)]
    combined = mean.combine(leaves.values.T[:, None, :], shares)
    return np.where(state == Cell.VALUE, combined, np.nan)
