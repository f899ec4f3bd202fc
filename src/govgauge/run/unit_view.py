"""One unit's facts as detectors are handed them, read from its folder."""

from collections.abc import Iterable

from govgauge.model.kinds import View
from govgauge.model.unit import Unit
from govgauge.store.facts_reading import read_facts, read_visits
from govgauge.store.workspace import UnitFolder


def unit_view(unit: Unit, folder: UnitFolder, kinds: Iterable[str]) -> View:
    """A view over the named kinds of facts; a kind without a file has no rows."""
    needs = set(kinds)
    facts: dict[str, object] = dict(read_facts(folder.facts, needs - {"visits"}))
    if "visits" in needs:
        facts["visits"] = read_visits(folder.visits)
    return View(unit, facts)
