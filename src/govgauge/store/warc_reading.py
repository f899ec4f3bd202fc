"""Exchanges out of WARC files again: whole records only, every payload against its digest.

A revisit is resolved to the payload of the record it refers to: first at the place its extension
field names, else by the record's id in the files of the same folder.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from govgauge.model.exchange import Exchange, Purpose, Timing, Tls
from govgauge.model.failure import BadInput
from govgauge.model.outcome import Outcome
from govgauge.store.warc import EXTENSION
from govgauge.store.warc_records import Record, damaged, read_records

_CHUNKED_KEPT = re.compile(
    rb"\nX-Archive-Orig-((?:X-Archive-Orig-)*Transfer-Encoding[ \t]*:)", re.IGNORECASE
)
_BLANK_LINE = re.compile(rb"\n\r?\n")
_FILE_NAME = re.compile(r"exchanges-\d+\.warc\.gz")
_MAX_TRAILERS = 256
_CLOSING = ("response", "revisit", "metadata")


class StoredExchange(NamedTuple):
    """One exchange as stored: where its two records lie, the exchange, its payload's digest.

    ``refers_to`` is the id of the record whose payload a revisit shares.  The payload of a
    ``deleted`` exchange is gone: its body and header are empty, its digest is the one it had.
    """

    start: int
    end: int
    exchange: Exchange
    digest: str
    record_id: str = ""
    refers_to: str = ""
    deleted: bool = False


def read_exchanges(path: Path, start: int = 0) -> Iterator[StoredExchange]:
    """Every whole exchange of a file; a request without its closing record is passed over.

    Raises ``BadInput`` (``damaged-evidence``) for a payload that has not the digest it was stored
    with, and for a revisit whose original is nowhere in the folder.
    """
    originals = _Originals(path)
    request: Record | None = None
    for record in read_records(path, start):
        kind = record.fields.get("warc-type")
        if kind == "request":
            request = record
        elif kind in _CLOSING and request is not None:
            yield _as_stored(path, request, record, originals)
            request = None


def read_exchange_at(path: Path, start: int) -> Exchange:
    """The exchange whose request record begins at this offset."""
    for stored in read_exchanges(path, start):
        return stored.exchange
    raise damaged(path, start)


class _Originals:
    """Finds the payloads revisits refer to; the last one is kept, for they come in rows."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._last = ("", b"")
        self._places: dict[str, tuple[Path, int]] | None = None

    def body(self, revisit: Record, about: dict[str, Any]) -> bytes:
        """The payload of the record a revisit refers to; ``KeyError`` when there is none."""
        record_id = revisit.fields["warc-refers-to"]
        if self._last[0] != record_id:
            self._last = (record_id, self._read(record_id, about.get("same_as")))
        return self._last[1]

    def _read(self, record_id: str, hint: list[Any] | None) -> bytes:
        if hint is not None and _FILE_NAME.fullmatch(hint[0]):
            body = self._at(record_id, self._path.with_name(hint[0]), int(hint[1]))
            if body is not None:
                return body
        # Records of a package or of a file with deletions lie elsewhere than they were written.
        if self._places is None:
            self._places = _places(self._path.parent)
        body = self._at(record_id, *self._places[record_id])
        if body is None:
            raise KeyError(record_id)
        return body

    def _at(self, record_id: str, path: Path, start: int) -> bytes | None:
        try:
            pair = read_records(path, start)
            next(pair)
            closing = next(pair)
        except (OSError, StopIteration, BadInput):
            return None
        if closing.fields.get("warc-record-id") != record_id:
            return None
        about = orjson.loads(closing.fields[EXTENSION.lower()])
        return _parts(closing, about.get("header_bytes"))[1]


def _places(folder: Path) -> dict[str, tuple[Path, int]]:
    """Where the exchange of every full answer in a folder begins, by the id of its record."""
    places: dict[str, tuple[Path, int]] = {}
    for path in sorted(folder.glob("*.warc.gz")):
        request_start = 0
        for record in read_records(path):
            kind = record.fields.get("warc-type")
            if kind == "request":
                request_start = record.start
            elif kind == "response":
                places[record.fields["warc-record-id"]] = (path, request_start)
    return places


def _as_stored(
    path: Path, request: Record, closing: Record, originals: _Originals
) -> StoredExchange:
    try:
        about: dict[str, Any] = orjson.loads(closing.fields[EXTENSION.lower()])
        exchange = _as_exchange(request, closing, about, originals)
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(path, request.start) from error
    stated = closing.fields.get("warc-payload-digest", "")
    deleted = "deleted" in about
    digest = stated if deleted else "sha256:" + hashlib.sha256(exchange.body).hexdigest()
    if stated not in ("", digest):
        raise damaged(path, request.start)
    return StoredExchange(
        request.start,
        closing.end,
        exchange,
        digest,
        closing.fields.get("warc-record-id", ""),
        closing.fields.get("warc-refers-to", ""),
        deleted,
    )


def _parts(closing: Record, header_bytes: int | None) -> tuple[bytes, bytes]:
    """Header block and body of a closing record, as they were received."""
    if closing.fields["warc-type"] == "metadata":
        raw = base64.b64decode(orjson.loads(closing.block)["raw"])
        at = len(raw) if header_bytes is None else header_bytes
        return raw[:at], raw[at:]
    at = _guessed_header(closing) if header_bytes is None else header_bytes
    return _CHUNKED_KEPT.sub(rb"\n\1", closing.block[:at]), closing.block[at:]


def _guessed_header(closing: Record) -> int:
    """Where the header ends in a record from before its length was stored.

    At the blank line, or after the trailers that then stood behind it: the payload's digest tells.
    """
    block, digest = closing.block, closing.fields.get("warc-payload-digest", "")
    blank = _BLANK_LINE.search(block)
    first = end = blank.end() if blank else len(block)
    for _ in range(_MAX_TRAILERS):
        if digest == "sha256:" + hashlib.sha256(block[end:]).hexdigest():
            return end
        end = block.find(b"\n", end) + 1
        if not end:
            break
    return first


def _as_exchange(
    request: Record, closing: Record, about: dict[str, Any], originals: _Originals
) -> Exchange:
    header, body = _parts(closing, about.get("header_bytes"))
    if closing.fields["warc-type"] == "revisit":
        body = originals.body(closing, about)
    return Exchange(
        url=closing.fields["warc-target-uri"],
        purpose=Purpose(about["purpose"]),
        attempt=about["attempt"],
        outcome=Outcome(about["outcome"]),
        status=about["status"],
        request=request.block,
        header=header,
        body=body,
        started_at=round(datetime.fromisoformat(closing.fields["warc-date"]).timestamp(), 6),
        timing=Timing(*about["timing"]),
        peer=about["peer"],
        http_version=about["http"],
        tls=Tls(**about["tls"]) if "tls" in about else None,
        detail=about["detail"],
    )
