"""When the answers that findings cite were received, read from the archives."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from attrs import frozen

from govgauge.store.archive import stored_exchanges
from govgauge.store.workspace import CampaignFolder

_KEY_BYTES = 16
_SHA256 = re.compile("[0-9a-f]{64}")


class AnswerTimes:
    """When each cited answer was first received; a unit's archive is read once.

    What was read stays in memory for the documents that follow, 24 bytes an answer.
    """

    def __init__(self, folder: CampaignFolder) -> None:
        self._folder = folder
        self._zone = folder.read_campaign().as_of.tzinfo
        self._known: dict[str, _Times] = {}

    def __call__(self, unit_id: str, digests: frozenset[str]) -> Mapping[str, str]:
        """The times of those answers of a unit that are kept."""
        if not digests:
            return {}
        if unit_id not in self._known:
            self._known[unit_id] = self._read(unit_id)
        times = self._known[unit_id]
        found = ((digest, times.of(digest)) for digest in digests)
        return {digest: _said(at, self._zone) for digest, at in found if at is not None}

    def _read(self, unit_id: str) -> "_Times":
        first: dict[bytes, float] = {}
        for _, stored in stored_exchanges(self._folder.unit(unit_id).path):
            # What was deleted can no longer be shown to the unit it speaks of.
            if not stored.deleted:
                at, key = stored.exchange.started_at, _key(stored.digest)
                first[key] = min(at, first.get(key, at))
        keys = sorted(first.keys() - {b""})
        return _Times(b"".join(keys), array("d", [first[key] for key in keys]))


@frozen
class _Times:
    """Times by the beginnings of digests, in their order."""

    keys: bytes
    times: Sequence[float]

    def of(self, digest: str) -> float | None:
        key, count = _key(digest), len(self.times)
        at = bisect_left(range(count), key, key=self._key_at)
        return self.times[at] if at < count and self._key_at(at) == key else None

    def _key_at(self, number: int) -> bytes:
        return self.keys[number * _KEY_BYTES : (number + 1) * _KEY_BYTES]


def _key(digest: str) -> bytes:
    """128 bits of a digest ``sha256:…``, which tell two answers apart; empty for anything else."""
    name = digest.rpartition(":")[2]
    return bytes.fromhex(name)[:_KEY_BYTES] if _SHA256.fullmatch(name) else b""


def _said(at: float, zone: tzinfo | None) -> str:
    return datetime.fromtimestamp(at, zone).isoformat(" ", "seconds")
