"""How much a ranking depends on its weights and its parts.  Loads numpy: import it where used."""

import math
from collections.abc import Mapping

import numpy as np

from govgauge.model.ranked_table import IndicatorQuality, RankedUnit, RankSpan, Robustness
from govgauge.model.system import Combine, IndicatorSystem
from govgauge.model.system import Node as SystemNode
from govgauge.run.ranking.placing import is_ranked
from govgauge.run.ranking.scoring import rates
from govgauge.score.composite.aggregate import Scores
from govgauge.score.composite.build import Method, build
from govgauge.score.composite.table import Floats, Table
from govgauge.score.composite.tree import Node, Tree
from govgauge.score.robustness.consistency import cronbach_alpha, item_quality
from govgauge.score.robustness.design import draw
from govgauge.score.robustness.influence import influences
from govgauge.score.robustness.inputs import noisy_weights
from govgauge.score.robustness.intervals import RankIntervals, rank_intervals
from govgauge.score.robustness.removal import remove_each
from govgauge.score.robustness.replicate import replicate

_SPREAD = 0.25
_FEWEST_UNITS = 3


def robustness_of(
    units: Mapping[str, RankedUnit], system: IndicatorSystem, replications: int, seed: int
) -> Robustness:
    """Replications with every weight moved by up to a quarter; each dimension once left out.

    Units with open or missing values are left out of it, and counted.
    """
    if system.tree is None or replications < 1:
        return Robustness()
    leaves = tuple(leaf.code for leaf in system.tree.leaves())
    whole = {k: u for k, u in units.items() if is_ranked(u) and u.settled and _has_all(u, leaves)}
    if len(whole) < _FEWEST_UNITS or _geometric(system.tree):
        return Robustness(left_out=len(units) - len(whole))
    return _replicated(whole, leaves, system.tree, replications, seed, len(units) - len(whole))


def _has_all(unit: RankedUnit, leaves: tuple[str, ...]) -> bool:
    return all(unit.nodes[code].low is not None for code in leaves)


def _geometric(node: SystemNode) -> bool:
    return any(n.combine is Combine.GEOMETRIC for n in node.walk())


def _replicated(
    whole: Mapping[str, RankedUnit],
    leaves: tuple[str, ...],
    root: SystemNode,
    replications: int,
    seed: int,
    left_out: int,
) -> Robustness:
    tree = Tree(_as_node(root))
    table = Table.of(sorted(whole), leaves, np.array(rates(whole, leaves)))
    method = Method(normalise=None)
    inputs = [noisy_weights(tree, replications, seed, _SPREAD)]
    spans = rank_intervals(replicate(table, tree, method, inputs, draw(inputs, replications, seed)))
    built = build(table, tree, method)
    parts = [child.code for child in root.children] if len(root.children) > 1 else []
    alpha = cronbach_alpha(table.values)
    return Robustness(
        replications=replications,
        seed=seed,
        spread_percent=round(100 * _SPREAD),
        mean_shift=spans.mean_shift,
        spans=_spans(spans),
        without={r.code: r.mean_shift for r in remove_each(built, tree, method, parts)},
        alpha=None if math.isnan(alpha) else alpha,
        indicators=_quality(built.scores, table.values, leaves),
        left_out=left_out,
    )


def _spans(found: RankIntervals) -> dict[str, RankSpan]:
    columns = (found.low, found.median, found.high, found.first, found.top)
    return {
        unit_id: RankSpan(*(float(column[at]) for column in columns))
        for at, unit_id in enumerate(found.units)
    }


def _quality(
    scores: Scores, columns: Floats, leaves: tuple[str, ...]
) -> tuple[IndicatorQuality, ...]:
    found = {i.code: i for i in influences(scores)}
    return tuple(
        IndicatorQuality(
            item.code,
            found[item.code].weight,
            found[item.code].influence,
            bool(found[item.code].against),
            item.facility,
            item.at_floor,
            item.at_ceiling,
        )
        for item in item_quality(leaves, columns)
    )


def _as_node(node: SystemNode) -> Node:
    return Node(node.code, float(node.weight), tuple(_as_node(child) for child in node.children))
