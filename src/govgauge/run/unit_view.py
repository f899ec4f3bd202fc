"""One unit's facts as detectors are handed them, read from its folder."""

from collections.abc import Iterable, Sequence

from govgauge.model.kinds import ALLOWED_PHRASES, View
from govgauge.model.unit import Unit
from govgauge.model.whitelist import AllowedPhrase
from govgauge.store.facts_reading import read_facts, read_visits
from govgauge.store.workspace import UnitFolder


def unit_view(
    unit: Unit, folder: UnitFolder, kinds: Iterable[str], allowed: Sequence[AllowedPhrase] = ()
) -> View:
    """A view over the named kinds of facts; a kind without a file has no rows.

    ``allowed`` are the phrases of a whitelist that hold for the unit.
    """
    needs = set(kinds)
    stored = needs - {"visits", ALLOWED_PHRASES.name}
    facts: dict[str, object] = {**read_facts(folder.facts, stored), ALLOWED_PHRASES.name: allowed}
    if "visits" in needs:
        facts["visits"] = read_visits(folder.visits)
    return View(unit, facts)
