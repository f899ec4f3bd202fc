"""Assessments of a whole list: each unit by the stages, then all of them by the tree."""

from collections.abc import Sequence

import attrs

from govgauge.model.review import NO_DECISIONS, Decisions
from govgauge.model.score import Assessment
from govgauge.model.system import IndicatorSystem
from govgauge.model.unit import Unit
from govgauge.score.assess import assess
from govgauge.score.count import Detections
from govgauge.score.treed.assess import with_trees
from govgauge.score.treed.leaves import Leaf, leaves_of


class Assessing:
    """Takes the detections of one unit after the other; keeps no detections."""

    def __init__(self, system: IndicatorSystem, decisions: Decisions = NO_DECISIONS) -> None:
        self._system = system
        self._decisions = decisions
        self._staged: dict[str, Assessment] = {}
        self._leaves: dict[str, dict[str, Leaf]] = {}

    def add(
        self, unit: Unit, detections: Detections, rejected: frozenset[str] = frozenset()
    ) -> None:
        """One unit's answers; ``rejected`` are findings of it that do not count besides."""
        decisions = self._decisions
        if rejected:
            upheld = {**decisions.upheld, **dict.fromkeys(rejected, False)}
            decisions = attrs.evolve(decisions, upheld=upheld)
        self._staged[unit.unit_id] = assess(unit, self._system, detections, decisions)
        if self._system.tree is not None:
            self._leaves[unit.unit_id] = leaves_of(
                unit.unit_id, self._system, detections, decisions
            )

    def finish(self, units: Sequence[Unit]) -> dict[str, Assessment]:
        """Every unit's assessment, in the order of ``units``; one without answers has none."""
        for unit in units:
            if unit.unit_id not in self._staged:
                self.add(unit, {})
        staged = {unit.unit_id: self._staged[unit.unit_id] for unit in units}
        return with_trees(units, staged, self._leaves, self._system)
