"""The evidence archive of one unit: exchanges appended, found again, and never lost to a kill.

The complete records in the WARC files are the checkpoint.  Opening the archive drops a cut-off
tail, so that whatever is found afterwards is whole.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from govgauge.model.exchange import Exchange, Purpose
from govgauge.store.disk import storage_failure
from govgauge.store.warc import (
    StoredExchange,
    append_all,
    encode_exchange,
    encode_warcinfo,
    payload_digest,
    read_exchange_at,
    read_exchanges,
)

_ROTATE_BYTES = 1024 * 1024 * 1024


class ExchangeKey(NamedTuple):
    """What makes an exchange the same one when a run goes on after a kill."""

    url: str
    purpose: Purpose
    attempt: int


class UnitArchive:
    """Append-only archive over the ``exchanges-*.warc.gz`` of one unit's folder."""

    def __init__(self, folder: Path, software: str) -> None:
        self._folder = folder
        self._software = software
        self._kept: dict[ExchangeKey, tuple[Path, int]] = {}
        self._descriptor = -1
        self._path = folder
        self._written_bytes = 0
        self._number = 0
        folder.mkdir(parents=True, exist_ok=True)
        for path in evidence_files(folder):
            self._number = int(path.name.split("-")[1].split(".")[0])
            self._recover(path)

    def find(self, url: str, purpose: Purpose, attempt: int) -> Exchange | None:
        """The exchange already kept for this address, purpose and attempt, if any."""
        place = self._kept.get(ExchangeKey(url, purpose, attempt))
        return read_exchange_at(*place) if place else None

    def append(self, exchange: Exchange) -> str:
        """Keep one exchange for good; returns the digest of its payload."""
        digest = payload_digest(exchange)
        data = encode_exchange(exchange, digest)
        try:
            if self._descriptor < 0 or self._written_bytes > _ROTATE_BYTES:
                self._open_next()
            append_all(self._descriptor, data)
        except OSError as error:
            raise storage_failure(error, self._path) from error
        self._written_bytes += len(data)
        return digest

    def close(self) -> None:
        """Flush what was appended to the disk."""
        if self._descriptor >= 0:
            try:
                os.fsync(self._descriptor)
            except OSError as error:
                raise storage_failure(error, self._path) from error
            finally:
                os.close(self._descriptor)
                self._descriptor = -1

    def _open_next(self) -> None:
        self.close()
        self._number += 1
        self._path = self._folder / f"exchanges-{self._number:05d}.warc.gz"
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL
        self._descriptor = os.open(self._path, flags, 0o644)
        head = encode_warcinfo(self._software)
        append_all(self._descriptor, head)
        self._written_bytes = len(head)

    def _recover(self, path: Path) -> None:
        whole_end = 0
        for stored in read_exchanges(path):
            exchange = stored.exchange
            key = ExchangeKey(exchange.url, exchange.purpose, exchange.attempt)
            self._kept.setdefault(key, (path, stored.start))
            whole_end = stored.end
        if whole_end == 0:
            path.unlink()
        elif whole_end < path.stat().st_size:
            os.truncate(path, whole_end)


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
