"""Dimensions of an evaluator's table: mean score rates over all units, and in every group."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from govgauge.model.ranked_table import NodePoints, RankedUnit
from govgauge.model.system import Node
from govgauge.model.yearly import Dimension
from govgauge.score.places.keys import key_of
from govgauge.score.yearly.dimensions import PERCENT_DECIMALS, Bounds, best_of, mean_of

_MOST_NAMED = 5


def table_dimensions(units: Mapping[str, RankedUnit], tree: Node) -> tuple[Dimension, ...]:
    """Every branch of the tree's first level; a unit it does not apply to counts for nothing."""
    return tuple(_dimension(node, list(units.values())) for node in tree.children)


def _dimension(node: Node, units: Sequence[RankedUnit]) -> Dimension:
    rates: dict[str, Bounds] = {}
    members: dict[str, list[Bounds]] = {}
    for unit in units:
        bounds = _bounds(unit.nodes[node.code])
        if bounds is None:
            continue
        rates[unit.unit_id] = bounds
        for group in unit.groups:
            members.setdefault(group, []).append(bounds)
    best, most = best_of(rates)
    return Dimension(
        code=node.code,
        title=node.title,
        whole=mean_of([*rates.values()], PERCENT_DECIMALS),
        groups={g: mean_of(own, PERCENT_DECIMALS) for g, own in sorted(members.items())},
        best=best if len(best) <= _MOST_NAMED else (),
        best_percent=None if most is None else key_of(most, PERCENT_DECIMALS),
    )


def _bounds(points: NodePoints) -> Bounds | None:
    if points.low is None or points.high is None or not points.full:
        return None
    low, high = (100 * Fraction(end) / Fraction(points.full) for end in (points.low, points.high))
    return low, high
