"""Whether a visit that met no server speaks of the site or of our own line.

An outage at our side fails every site alike.  So a visit that got no answer at all is believed
only once another host answered us after that visit began; otherwise it counts as our own fault,
which says nothing about the site.
"""

from collections import deque
from typing import NamedTuple

from govgauge.model.facts import VisitFact
from govgauge.model.outcome import Outcome

CONFIRMED_WITHIN_S = 900.0
_OURS = (Outcome.BLOCKED_ADDRESS, Outcome.OUR_FAULT)


class Settled(NamedTuple):
    """A visit whose result is certain enough to be kept."""

    unit_id: str
    visit: VisitFact


class _Doubted(NamedTuple):
    host: str
    unit_id: str
    visit: VisitFact


class OwnLine:
    """Holds back visits without an answer until another host confirms that our line works."""

    def __init__(self) -> None:
        self._doubted: deque[_Doubted] = deque()
        # The last answers of two hosts: one of them is another host than any that failed.
        self._answers: list[tuple[str, float]] = []

    @property
    def in_doubt(self) -> bool:
        """True while some visit waits for another host's answer."""
        return bool(self._doubted)

    def settle(self, host: str, unit_id: str, visit: VisitFact, now: float) -> list[Settled]:
        """Take one visit that ended now; gives every visit that is settled by it."""
        if visit.outcome in _OURS:
            return [Settled(unit_id, visit)]
        if visit.status:
            return [Settled(unit_id, visit), *self.answered(host, now)]
        settled = self.expired(now)
        if any(h != host and at >= visit.started_at for h, at in self._answers):
            return [*settled, Settled(unit_id, visit)]
        self._doubted.append(_Doubted(host, unit_id, visit))
        return settled

    def answered(self, host: str, now: float) -> list[Settled]:
        """A host answered now: our line works, and failures of other hosts are theirs."""
        settled = self.expired(now)
        self._answers = [*[a for a in self._answers if a[0] != host][-1:], (host, now)]
        confirmed = [d for d in self._doubted if d.host != host]
        self._doubted = deque(d for d in self._doubted if d.host == host)
        return settled + [Settled(d.unit_id, d.visit) for d in confirmed]

    def expired(self, now: float) -> list[Settled]:
        """Visits that nothing confirmed in time."""
        settled = []
        while self._doubted and now - self._doubted[0].visit.started_at > CONFIRMED_WITHIN_S:
            settled.append(self._ours(self._doubted.popleft()))
        return settled

    def give_up(self) -> list[Settled]:
        """Every visit still in doubt, at the end of the watch."""
        settled = [self._ours(d) for d in self._doubted]
        self._doubted.clear()
        return settled

    @staticmethod
    def _ours(doubted: _Doubted) -> Settled:
        return Settled(doubted.unit_id, doubted.visit._replace(outcome=Outcome.OUR_FAULT))
