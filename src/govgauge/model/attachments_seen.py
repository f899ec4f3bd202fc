"""What became of a unit's attachments (附件): how many, of which kinds, and what was not read."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

from attrs import field, frozen

from govgauge.model.facts import AttachmentFact

STATES = ("read", "typed", "unseen", "encrypted", "limit", "unreadable", "our_fault")
"""How reading an attachment ends, what needs least attention first."""
_QUIET = ("read", "typed")


@frozen
class AttachmentsSeen:
    """Counts by state and by kind; a file inside an archive counts as part of its archive.

    ``troubled`` are the rows that were not read to their end, files inside archives too: none of
    them is a fault of the site by itself, for the limit may be ours.
    """

    states: Mapping[str, int] = field(factory=dict)
    kinds: Mapping[str, int] = field(factory=dict)
    troubled: Sequence[AttachmentFact] = ()

    @classmethod
    def of(cls, rows: Iterable[AttachmentFact]) -> Self:
        """What the rows of one unit's table of attachments come to."""
        states, kinds = Counter[str](), Counter[str]()
        troubled = []
        for row in rows:
            if not row.member:
                states[row.state] += 1
                kinds[row.kind] += bool(row.kind)
            if row.state not in _QUIET:
                troubled.append(row)
        return cls(_ordered(states), dict(sorted((+kinds).items())), tuple(troubled))

    @property
    def files(self) -> int:
        """How many attachments the unit's pages link to, as far as they were followed."""
        return sum(self.states.values())


def whole_campaign(units: Iterable[AttachmentsSeen]) -> dict[str, Any]:
    """The counts of all units, JSON-ready and independent of their order."""
    states, kinds = Counter[str](), Counter[str]()
    for seen in units:
        states.update(seen.states)
        kinds.update(seen.kinds)
    return {"states": _ordered(states), "kinds": dict(sorted(kinds.items()))}


def _ordered(states: Mapping[str, int]) -> dict[str, int]:
    return {state: states[state] for state in STATES if state in states}
