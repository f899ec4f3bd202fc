"""When the answers that findings cite were received, read from the archives."""

from collections.abc import Mapping
from datetime import datetime

from govgauge.store.archive import stored_exchanges
from govgauge.store.workspace import CampaignFolder


class AnswerTimes:
    """When each cited answer was first received; a unit's archive is read once."""

    def __init__(self, folder: CampaignFolder) -> None:
        self._folder = folder
        self._zone = folder.read_campaign().as_of.tzinfo
        self._known: dict[str, dict[str, str]] = {}

    def __call__(self, unit_id: str, digests: frozenset[str]) -> Mapping[str, str]:
        """The times of those answers of a unit that are kept."""
        if not digests:
            return {}
        if unit_id not in self._known:
            self._known[unit_id] = self._read(unit_id)
        times = self._known[unit_id]
        return {digest: times[digest] for digest in digests if digest in times}

    def _read(self, unit_id: str) -> dict[str, str]:
        first: dict[str, float] = {}
        for _, stored in stored_exchanges(self._folder.unit(unit_id).path):
            # What was deleted can no longer be shown to the unit it speaks of.
            if not stored.deleted:
                at = stored.exchange.started_at
                first[stored.digest] = min(at, first.get(stored.digest, at))
        return {
            digest: datetime.fromtimestamp(at, self._zone).isoformat(" ", "seconds")
            for digest, at in first.items()
        }
