"""The ranking without one item, or without one dimension."""

from collections.abc import Sequence

import numpy as np
from attrs import evolve, frozen

from govgauge.score.composite.aggregate import aggregate
from govgauge.score.composite.build import Built, Method, tree_of
from govgauge.score.composite.ranking import Ranks, competition_ranks
from govgauge.score.composite.tree import Tree
from govgauge.score.robustness.intervals import shift_by_replication


@frozen(eq=False)
class Removal:
    """The ranks without one code, and the mean absolute change against the ranks with it."""

    code: str
    ranks: Ranks
    mean_shift: float


def remove_each(
    built: Built, tree: Tree, method: Method, codes: Sequence[str]
) -> tuple[Removal, ...]:
    """Each code once without; the rest as it was normalised.

    ``built`` is the index by that tree and method.
    """
    removals = []
    for code in codes:
        without = tree_of(tree, evolve(method, left_out=(*method.left_out, code)))
        scores = aggregate(built.stages.normalised, without, method.aggregation).index
        ranks = competition_ranks(np.where(built.covered, scores, np.nan), method.rank_on)
        shift = float(shift_by_replication(ranks[None], built.ranks)[0])
        removals.append(Removal(code, ranks, shift))
    return tuple(removals)
