"""One unit's facts as detectors are handed them, read from its folder."""

from collections.abc import Iterable, Mapping, Sequence

from govgauge.model.kinds import ALLOWED_PHRASES, REGISTERED, View
from govgauge.model.unit import Unit
from govgauge.store.facts_reading import read_facts, read_visits
from govgauge.store.workspace import UnitFolder

Given = Mapping[str, Sequence[object]]
"""What detectors need beside a unit's own facts: the user's whitelist, the campaign's list."""
NOTHING_GIVEN: Given = {ALLOWED_PHRASES.name: (), REGISTERED.name: ()}


def unit_view(
    unit: Unit, folder: UnitFolder, kinds: Iterable[str], given: Given = NOTHING_GIVEN
) -> View:
    """A view over the named kinds of facts; a kind without a file has no rows."""
    needs = set(kinds)
    stored = needs - {"visits"} - NOTHING_GIVEN.keys()
    facts: dict[str, object] = {**NOTHING_GIVEN, **given, **read_facts(folder.facts, stored)}
    if "visits" in needs:
        facts["visits"] = read_visits(folder.visits)
    return View(unit, facts)
