"""Roll-up: what a unit takes from the units under it (DM-16; 2015: departments into the portal)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from govgauge.model.score import Assessment, Result, Score
from govgauge.model.system import Below, IndicatorSystem
from govgauge.model.unit import Unit
from govgauge.score.weighted.tree import Value

_NO = Decimal(0)


def rolls_up(system: IndicatorSystem) -> bool:
    """Whether some leaf takes its value from the units below."""
    return any(m.below is not None for i in system.tree_indicators for m in i.measures)


def children_first(units: Sequence[Unit]) -> list[Unit]:
    """Every unit after all that stand under it; those that stand in a circle come as listed."""
    by_id = {unit.unit_id: unit for unit in units}
    below = children_of(units)
    ordered: dict[str, Unit] = {}
    open_: set[str] = set()
    for start in units:
        stack = [(start.unit_id, False)]
        while stack:
            unit_id, seen = stack.pop()
            if seen:
                ordered.setdefault(unit_id, by_id[unit_id])
            elif unit_id not in open_:
                open_.add(unit_id)
                stack.append((unit_id, True))
                stack += [(child, False) for child in below.get(unit_id, ())]
    return [*ordered.values()]


def children_of(units: Sequence[Unit]) -> dict[str, list[str]]:
    """The ids under each unit that has any; a unit under itself is not."""
    there = {unit.unit_id for unit in units}
    below: dict[str, list[str]] = {}
    for unit in units:
        if unit.parent_id in there and unit.parent_id != unit.unit_id:
            below.setdefault(unit.parent_id, []).append(unit.unit_id)
    return below


def value_below(
    how: Below, children: Sequence[str], done: Mapping[str, Assessment]
) -> Value | None:
    """What the children give; ``None`` for a unit that has none, and so is not asked.

    A child that is vetoed counts 0; one that is checked for vetoes only counts in ``passing``
    alone; one that is not assessed yet (a circle) leaves the value open.
    """
    if not children:
        return None
    if any(child not in done for child in children):
        return Value(_NO, None)
    found = [done[child] for child in children]
    if how is Below.PASSING:
        least = sum(a.result is Result.PASS for a in found)
        most = least + sum(a.result is Result.OPEN for a in found)
        return Value(_percent(least, len(found)), _percent(most, len(found)))
    scores = [a.score for a in found if a.scored is not False]
    if not scores:
        return None
    score = _mean(scores) if how is Below.MEAN else _least(scores)
    return Value(score.low, score.high)


def _percent(part: int, whole: int) -> Decimal:
    return Decimal(100 * part) / whole


def _mean(scores: Sequence[Score]) -> Score:
    low = sum((s.low for s in scores), _NO) / len(scores)
    high = sum((s.high for s in scores), _NO) / len(scores)
    return Score(low, high)


def _least(scores: Sequence[Score]) -> Score:
    return Score(min(s.low for s in scores), min(s.high for s in scores))
