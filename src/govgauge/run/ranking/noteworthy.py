"""What is noteworthy of a table, alone and beside last year's: from exact rates, before any rounding."""

from collections.abc import Mapping
from fractions import Fraction

from govgauge.model.feature import Feature
from govgauge.model.ranked_table import RankedUnit
from govgauge.model.system import IndicatorSystem
from govgauge.run.ranking.placing import is_ranked
from govgauge.score.noteworthy.find import find_features
from govgauge.score.noteworthy.results import WHOLE, Results, UnitResult
from govgauge.score.noteworthy.telling import told


def features_of(
    units: Mapping[str, RankedUnit], before: Mapping[str, RankedUnit], system: IndicatorSystem
) -> tuple[Feature, ...]:
    """Every feature of the ranked units; ``before`` are last year's by the same system, or none.

    A unit too little of which was measured to rank it makes no feature, nor does an open value.
    """
    tree = system.tree
    if tree is None:
        return ()
    results = Results(
        units=tuple(
            UnitResult(
                unit.unit_id,
                unit.name,
                rates_of_unit(unit, system),
                rates_of_unit(before[unit.unit_id], system) if unit.unit_id in before else {},
                unit.region,
            )
            for unit in units.values()
            if is_ranked(unit)
        ),
        dimensions=tuple(node.code for node in tree.children),
        indicators=tuple(leaf.code for leaf in tree.leaves()),
    )
    return told(find_features(results), {node.code: node.title for node in tree.walk()})


def rates_of_unit(unit: RankedUnit, system: IndicatorSystem) -> dict[str, Fraction]:
    """Settled score rates (得分率, 0 to 1) by code; nothing of a unit that is not ranked."""
    if not is_ranked(unit) or system.tree is None:
        return {}
    found = {c: n.exact_rate for c, n in unit.nodes.items() if n.exact_rate is not None}
    whole = found.pop(system.tree.code, None)
    return found if whole is None else found | {WHOLE: whole}
