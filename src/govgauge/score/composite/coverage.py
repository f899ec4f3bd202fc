"""How much of what applies was measured, and what the rest could still change."""

import numpy as np
from attrs import frozen

from govgauge.model.text import Text
from govgauge.score.composite.aggregate import Aggregation, aggregate
from govgauge.score.composite.failures import cannot
from govgauge.score.composite.means import PowerMean
from govgauge.score.composite.table import Bools, Floats, Table
from govgauge.score.composite.tree import Tree, effective

MIN_OVERALL = 0.65
"""Below this share of the weight a unit is listed without rank (methodology default)."""
MIN_DIMENSION = 0.5


@frozen(eq=False)
class Bounds:
    """The index with all missing values at their worst, and at their best."""

    low: Floats
    high: Floats


def coverage(table: Table, tree: Tree) -> Floats:
    """Weight of the measured items over weight of those that apply (units × nodes of the tree).

    Weights are effective ones; NaN where nothing applies.
    """
    leaves = table.only(tree.indicators)
    weights = effective(tree)[list(tree.leaves)]
    measured = list((leaves.measured * weights).T)
    applies = list((leaves.applicable * weights).T)
    sums: list[tuple[Floats, Floats]] = []
    at_leaf = iter(zip(measured, applies, strict=True))
    for below in tree.children:
        if below:
            sums.append((sum_of([sums[c][0] for c in below]), sum_of([sums[c][1] for c in below])))
        else:
            sums.append(next(at_leaf))
    shares = [np.divide(m, a, out=np.full_like(m, np.nan), where=a > 0) for m, a in sums]
    return np.stack(shares, axis=1)


def sum_of(parts: list[Floats]) -> Floats:
    """Elementwise sum."""
    total: Floats = np.sum(parts, axis=0)
    return total


def covered(
    table: Table,
    tree: Tree,
    overall: float = MIN_OVERALL,
    dimension: float = MIN_DIMENSION,
) -> Bools:
    """The units that may be ranked: enough measured in all, and in every dimension that applies.

    Dimensions are the children of the root.
    """
    shares = coverage(table, tree)
    enough: Bools = shares[:, -1] >= overall
    for at in tree.children[-1]:
        if tree.nodes[at].weight > 0:
            enough &= np.isnan(shares[:, at]) | (shares[:, at] >= dimension)
    return enough


def available(table: Table, least: float) -> Bools:
    """The units with at least this share of the applicable values measured, weights aside."""
    applies = table.applicable.sum(axis=1)
    share = np.divide(
        table.measured.sum(axis=1), applies, out=np.zeros(len(applies)), where=applies > 0
    )
    enough: Bools = share >= least
    return enough


def bounds(
    table: Table, tree: Tree, worst: float, best: float, how: Aggregation | None = None
) -> Bounds:
    """The index if every missing value were ``worst``, and if it were ``best``.

    Raises ``BadInput`` (``no-bounds``) unless every level is a power mean: only these never fall
    when a value rises.
    """
    rule = how or Aggregation()
    ways = {rule.at(tree.levels[i]) for i, below in enumerate(tree.children) if below}
    if not all(isinstance(way, PowerMean) for way in ways):
        raise cannot(
            "no-bounds",
            Text(
                "该合成方法不保证单调，无法给出上下界", "this way of combining has no sure bounds"
            ),
            Text("改用算术、几何或调和平均", "use an arithmetic, geometric or harmonic mean"),
        )
    ends = [
        aggregate(table.with_values(np.where(table.missing, end, table.values)), tree, rule).index
        for end in (worst, best)
    ]
    return Bounds(*ends)
