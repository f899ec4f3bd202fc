"""The index alone, under many sets of weights at once: what makes replications cheap.

Where every level uses one and the same power mean and nothing is blank, the index is one matrix
product of effective weights and (transformed) values; otherwise the tree is gone through.
"""

from collections.abc import Iterator

import numpy as np

from govgauge.score.composite.aggregate import Aggregation, node_cells, node_values
from govgauge.score.composite.failures import not_positive
from govgauge.score.composite.means import PowerMean
from govgauge.score.composite.table import Floats, Table
from govgauge.score.composite.tree import Tree, effective

_SCORES = 500_000  # scores held at a time (sets × units): bounds the memory


def index_under(
    table: Table, tree: Tree, weights: Floats, how: Aggregation
) -> Iterator[tuple[slice, Floats]]:
    """The index for every set of weights (sets × nodes), some sets at a time.

    Yields which sets, and sets × units.  A set must leave out (weight 0) exactly what the tree
    leaves out.  Raises what ``aggregate`` raises.
    """
    leaves = table.only(tree.indicators)
    cells = node_cells(leaves, tree, how.missing)
    mean = how.same_everywhere(tree)
    values = _ready(leaves, tree, mean) if mean is not None else None
    step = max(1, _SCORES // max(len(table.units), 1))
    for start in range(0, len(weights), step):
        some = slice(start, min(start + step, len(weights)))
        if mean is not None and values is not None:
            shares = effective(tree, weights[some])[:, list(tree.leaves)]
            yield some, mean.backward(shares @ values)
        else:
            yield some, node_values(leaves, tree, weights[some], how, cells)[-1]


def _ready(leaves: Table, tree: Tree, mean: PowerMean) -> Floats | None:
    """The values on the mean's own scale (indicators × units); ``None`` where one is blank.

    What is left out has no weight and stands there as the scale's zero.
    """
    counts = effective(tree)[list(tree.leaves)] > 0
    used = leaves.values[:, counts]
    if np.isnan(used).any():
        return None
    if mean.lowest is not None:
        for row, column in np.argwhere(used <= mean.lowest)[:1]:
            code = np.array(leaves.indicators)[counts][column]
            raise not_positive(code, leaves.units[row], float(used[row, column]), mean.name)
    ready = np.zeros((len(leaves.indicators), len(leaves.units)))
    ready[counts] = mean.forward(used).T
    return ready
