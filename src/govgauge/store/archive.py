"""The evidence archive of one unit: exchanges appended, found again, and never lost to a kill.

The complete records in the WARC files are the checkpoint.  Opening the archive drops a cut-off
tail, so that whatever is found afterwards is whole.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from govgauge.model.digest_map import DigestMap, digest_of
from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.failure import Conflict, GovgaugeError, Place
from govgauge.model.text import Text
from govgauge.store.disk import check_room, flush_folder, storage_failure
from govgauge.store.warc import (
    Original,
    append_all,
    encode_exchange,
    encode_warcinfo,
    is_framed,
    payload_digest,
)
from govgauge.store.warc_reading import StoredExchange, read_exchange_at, read_exchanges
from govgauge.store.warc_records import read_original

_ROTATE_BYTES = 1024 * 1024 * 1024
# Below this a revisit's own fields cost what the payload would.
_WORTH_BYTES = 1024
_OFFSET_BITS = 44
# What repeats is met early; the memory of a unit must not grow with its pages.
_MAX_KNOWN = 8192


class ExchangeKey(NamedTuple):
    """What makes an exchange the same one when a run goes on after a kill."""

    url: str
    purpose: Purpose
    attempt: int

    def digest(self) -> bytes:
        """The 16 bytes by which it is found."""
        return digest_of(f"{self.purpose} {self.attempt} {self.url}")


def key_of(exchange: Exchange) -> ExchangeKey:
    """The key of one exchange."""
    return ExchangeKey(exchange.url, exchange.purpose, exchange.attempt)


class UnitArchive:
    """Append-only archive over the ``exchanges-*.warc.gz`` of one unit's folder.

    The first exchange of a key is the one that is found, in the run that made it as in every
    later one.
    """

    def __init__(self, folder: Path, software: str) -> None:
        self._folder = folder
        self._software = software
        # Both lead to a file's number and an offset in it, packed: from the key of an exchange,
        # and from the digest of a payload to the first exchange that has it.
        self._kept = DigestMap()
        self._full: dict[bytes, int] = {}
        self._descriptor = -1
        self._path = folder
        self._written_bytes = 0
        self._number = 0
        self._broken: GovgaugeError | None = None
        folder.mkdir(parents=True, exist_ok=True)
        for path in evidence_files(folder):
            self._number = int(path.name.split("-")[1].split(".")[0])
            self._recover(path)

    def find(self, url: str, purpose: Purpose, attempt: int) -> Exchange | None:
        """The exchange already kept for this address, purpose and attempt, if any."""
        key = ExchangeKey(url, purpose, attempt)
        place = self._kept.get(key.digest())
        if place is None:
            return None
        exchange = read_exchange_at(*self._at(place))
        # What answers another address is never handed out, whatever the digests say.
        return exchange if key_of(exchange) == key else None

    def append(self, exchange: Exchange) -> str:
        """Keep one exchange for good; returns the digest of its payload.

        What a failed write left behind is taken back; where that fails too, nothing more is
        appended, for it would stand behind half a record and be unreadable.
        """
        if self._broken is not None:
            raise self._broken
        check_room(self._folder)
        digest = payload_digest(exchange)
        shared = _shared(exchange, digest)
        try:
            data = encode_exchange(exchange, digest, self._original(shared))
            if self._descriptor < 0 or self._written_bytes > _ROTATE_BYTES:
                self._open_next()
            head = b"" if self._written_bytes else encode_warcinfo(self._software)
            append_all(self._descriptor, head + data if head else data)
        except OSError as error:
            failure = storage_failure(error, self._path)
            self._take_back(failure)
            raise failure from error
        start = self._written_bytes + len(head)
        self._written_bytes = start + len(data)
        self._kept.setdefault(key_of(exchange).digest(), self._place(start))
        self._remember(shared, start)
        return digest

    def _remember(self, shared: bytes, start: int) -> None:
        """Know a payload again, where it is worth it and there is room."""
        if shared and len(self._full) < _MAX_KNOWN:
            self._full.setdefault(shared, self._place(start))

    def _place(self, start: int) -> int:
        return self._number << _OFFSET_BITS | start

    def _at(self, place: int) -> tuple[Path, int]:
        return self._file(place >> _OFFSET_BITS), place & ((1 << _OFFSET_BITS) - 1)

    def _original(self, shared: bytes) -> Original | None:
        """The full record of this payload that already stands in the unit's files."""
        place = self._full.get(shared)
        return read_original(*self._at(place)) if place is not None else None

    def _file(self, number: int) -> Path:
        return self._folder / f"exchanges-{number:05d}.warc.gz"

    def close(self) -> None:
        """Flush what was appended to the disk."""
        if self._descriptor >= 0:
            try:
                os.fsync(self._descriptor)
                flush_folder(self._folder)
            except OSError as error:
                self._broken = storage_failure(error, self._path)
                raise self._broken from error
            finally:
                os.close(self._descriptor)
                self._descriptor = -1

    def _take_back(self, failure: GovgaugeError) -> None:
        """Cut the current file at its last whole record."""
        if self._descriptor < 0:
            return
        try:
            os.ftruncate(self._descriptor, self._written_bytes)
        except OSError:
            self._broken = failure

    def _open_next(self) -> None:
        self.close()
        self._number += 1
        self._path = self._file(self._number)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL
        self._descriptor = os.open(self._path, flags, 0o644)
        self._written_bytes = 0

    def _recover(self, path: Path) -> None:
        whole_end = 0
        for stored in read_exchanges(path):
            if stored.deleted:
                raise evidence_deleted(path)
            exchange = stored.exchange
            self._kept.setdefault(key_of(exchange).digest(), self._place(stored.start))
            if not stored.refers_to:
                self._remember(_shared(exchange, stored.digest), stored.start)
            whole_end = stored.end
        if whole_end == 0:
            path.unlink()
        elif whole_end < path.stat().st_size:
            os.truncate(path, whole_end)


def _shared(exchange: Exchange, digest: str) -> bytes:
    """What a payload that is worth sharing is found by again; empty for others."""
    if not is_framed(exchange) or len(exchange.body) < _WORTH_BYTES:
        return b""
    return bytes.fromhex(digest[7:])


def evidence_deleted(path: Path) -> Conflict:
    """The failure for work that would need evidence which was deleted on the record."""
    return Conflict(
        "evidence-deleted",
        Text("证据已依法删除，不能重新评判", "the evidence was deleted on the record"),
        Text(
            "此前的结果仍然有效；要重新评判请另建批次重新采集",
            "earlier results stand; gather a new campaign to judge again",
        ),
        Place.in_file(path),
    )


def evidence_files(folder: Path) -> list[Path]:
    """The evidence files of one unit in the order they were written."""
    return sorted(folder.glob("exchanges-*.warc.gz"))


def stored_exchanges(folder: Path) -> Iterator[tuple[Path, StoredExchange]]:
    """Every kept exchange of one unit with its file; damage is raised (``damaged-evidence``)."""
    for path in evidence_files(folder):
        for stored in read_exchanges(path):
            yield path, stored


def find_by_digest(folder: Path, digests: set[str]) -> Iterator[tuple[Path, StoredExchange]]:
    """The first kept exchange for each payload digest asked for."""
    wanted = set(digests)
    for path, stored in stored_exchanges(folder):
        if stored.digest in wanted:
            wanted.discard(stored.digest)
            yield path, stored
        if not wanted:
            return
