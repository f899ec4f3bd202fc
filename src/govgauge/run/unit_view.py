"""One unit's facts as detectors are handed them, read from its folder."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from govgauge.model.kinds import ALLOWED_PHRASES, COLUMNS, REGISTERED, REGISTERED_COLUMNS, View
from govgauge.model.unit import Unit
from govgauge.run.registered_columns import as_listed
from govgauge.store.facts_reading import read_facts, read_visits
from govgauge.store.workspace import UnitFolder

Given = Mapping[str, Sequence[object]]
"""What detectors need beside a unit's own facts: the user's whitelist, the campaign's list, its columns'."""
NOTHING_GIVEN: Given = {
    ALLOWED_PHRASES.name: (),
    REGISTERED.name: (),
    REGISTERED_COLUMNS.name: (),
}


def unit_view(
    unit: Unit, folder: UnitFolder, kinds: Iterable[str], given: Given = NOTHING_GIVEN
) -> View:
    """A view over the named kinds of facts; a kind without a file has no rows."""
    needs = set(kinds)
    stored = needs - {"visits"} - NOTHING_GIVEN.keys()
    facts: dict[str, Any] = {**NOTHING_GIVEN, **given, **read_facts(folder.facts, stored)}
    if COLUMNS.name in facts:
        facts[COLUMNS.name] = as_listed(facts[COLUMNS.name], facts[REGISTERED_COLUMNS.name])
    if "visits" in needs:
        facts["visits"] = read_visits(folder.visits)
    return View(unit, facts)
