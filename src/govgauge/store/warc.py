"""Exchanges as WARC 1.1 records (ISO 28500:2017), one gzip member each, and back.

An exchange is a ``request`` record followed by its closing record: a ``response`` when a whole
header block arrived, else a ``metadata`` record that says what happened.  What other readers
do not know (timing, TLS, outcome, the length of the header block) stands in one extension field,
``GovGauge-Exchange``.
"""

import base64
import hashlib
import os
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import attrs
import orjson
from isal import isal_zlib

from govgauge.model.exchange import Exchange, Purpose, Timing, Tls
from govgauge.model.failure import BadInput, Place
from govgauge.model.outcome import Outcome
from govgauge.model.text import Text

_GZIP_LEVEL = 1
_GZIP_BITS = 31
_READ_BYTES = 1024 * 1024
_EXTENSION = "GovGauge-Exchange"
# The body is stored after transfer coding, so that field must not claim otherwise.  A prefix more
# for a field that has one already keeps the way back unambiguous.
_CHUNKED = re.compile(rb"\n((?:X-Archive-Orig-)*Transfer-Encoding[ \t]*:)", re.IGNORECASE)
_CHUNKED_KEPT = re.compile(
    rb"\nX-Archive-Orig-((?:X-Archive-Orig-)*Transfer-Encoding[ \t]*:)", re.IGNORECASE
)
_BLANK_LINE = re.compile(rb"\n\r?\n")
_MAX_TRAILERS = 256


class Record(NamedTuple):
    """One WARC record: where its gzip member lies, its fields (lower-case names), its block."""

    start: int
    end: int
    fields: dict[str, str]
    block: bytes


class StoredExchange(NamedTuple):
    """One exchange as stored: where its two records lie, the exchange, its payload's digest."""

    start: int
    end: int
    exchange: Exchange
    digest: str


def payload_digest(exchange: Exchange) -> str:
    """``sha256:`` and the hex digest of the body as stored (content coding still applied)."""
    return "sha256:" + hashlib.sha256(exchange.body).hexdigest()


def encode_warcinfo(software: str) -> bytes:
    """The record at the head of every file."""
    block = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
    return _member(
        [
            "WARC-Type: warcinfo",
            f"WARC-Record-ID: <urn:uuid:{uuid4()}>",
            f"WARC-Date: {datetime.now(UTC).isoformat(timespec='seconds')[:19]}Z",
            "Content-Type: application/warc-fields",
        ],
        block,
    )


def encode_exchange(exchange: Exchange, digest: str) -> bytes:
    """Both records of one exchange, ready to be appended in one write."""
    date = datetime.fromtimestamp(exchange.started_at, UTC).isoformat(timespec="microseconds")
    stamp = f"WARC-Date: {date[:26]}Z"
    uri = f"WARC-Target-URI: {exchange.url}"
    request_id, closing_id = uuid4(), uuid4()
    request = _member(
        [
            "WARC-Type: request",
            f"WARC-Record-ID: <urn:uuid:{request_id}>",
            f"WARC-Concurrent-To: <urn:uuid:{closing_id}>",
            stamp,
            uri,
            "Content-Type: application/http; msgtype=request",
        ],
        exchange.request,
    )
    header = exchange.header
    if exchange.status is not None:
        header = _CHUNKED.sub(rb"\nX-Archive-Orig-\1", header)
    fields = [f"WARC-Record-ID: <urn:uuid:{closing_id}>", stamp, uri]
    fields += _closing_fields(exchange, len(header))
    if exchange.status is not None:
        fields += [
            "WARC-Type: response",
            f"WARC-Payload-Digest: {digest}",
            "Content-Type: application/http; msgtype=response",
        ]
        return request + _member(fields, header + exchange.body)
    fields += ["WARC-Type: metadata", "Content-Type: application/json"]
    raw = base64.b64encode(header + exchange.body).decode()
    return request + _member(fields, orjson.dumps({"raw": raw}))


def _closing_fields(exchange: Exchange, header_bytes: int) -> list[str]:
    about = {
        "purpose": exchange.purpose,
        "attempt": exchange.attempt,
        "outcome": exchange.outcome,
        "status": exchange.status,
        "timing": attrs.astuple(exchange.timing),
        "peer": exchange.peer,
        "http": exchange.http_version,
        "detail": exchange.detail,
        "header_bytes": header_bytes,
    }
    if exchange.tls is not None:
        about["tls"] = attrs.asdict(exchange.tls)
    fields = [f"{_EXTENSION}: {orjson.dumps(about).decode()}"]
    address = exchange.peer.rpartition(":")[0].strip("[]")
    if address and exchange.outcome is not Outcome.BLOCKED_ADDRESS:
        fields.append(f"WARC-IP-Address: {address}")
    if exchange.outcome in _TRUNCATED_BY:
        fields.append(f"WARC-Truncated: {_TRUNCATED_BY[exchange.outcome]}")
    return fields


_TRUNCATED_BY = {
    Outcome.BODY_LIMIT: "length",
    Outcome.OK_PARTIAL: "length",
    Outcome.TRUNCATED: "disconnect",
    Outcome.RESET: "disconnect",
    Outcome.TIMEOUT_IDLE: "time",
    Outcome.TIMEOUT_TOTAL: "time",
}


def _member(fields: list[str], block: bytes) -> bytes:
    head = "WARC/1.1\r\n" + "\r\n".join(fields) + f"\r\nContent-Length: {len(block)}\r\n\r\n"
    record: bytes = isal_zlib.compress(
        b"".join((head.encode("utf-8", "surrogateescape"), block, b"\r\n\r\n")),
        _GZIP_LEVEL,
        _GZIP_BITS,
    )
    return record


def read_records(path: Path, start: int = 0) -> Iterator[Record]:
    """Every whole record from an offset on; a cut-off last member ends the iteration.

    Raises ``BadInput`` (``damaged-evidence``) where bytes inside the file are not what was
    written: a cut-off tail is the trace of a kill, anything else is damage.
    """
    with path.open("rb") as file:
        file.seek(start)
        offset = start
        pending = b""
        while True:
            decoder = zlib.decompressobj(_GZIP_BITS)
            pieces: list[bytes] = []
            used = 0
            while not decoder.eof:
                if not pending:
                    pending = file.read(_READ_BYTES)
                    if not pending:
                        return
                try:
                    pieces.append(decoder.decompress(pending))
                except zlib.error as error:
                    raise _damaged(path, offset) from error
                used += len(pending) - len(decoder.unused_data)
                pending = decoder.unused_data
            yield _as_record(path, offset, offset + used, b"".join(pieces))
            offset += used


def _as_record(path: Path, start: int, end: int, data: bytes) -> Record:
    head, separator, rest = data.partition(b"\r\n\r\n")
    lines = head.decode("utf-8", "surrogateescape").split("\r\n")
    fields = dict(_field(line) for line in lines[1:])
    length = fields.get("content-length", "")
    if not separator or not lines[0].startswith("WARC/1.") or not length.isdigit():
        raise _damaged(path, start)
    block = rest[: int(length)]
    if len(block) != int(length) or rest[int(length) :] != b"\r\n\r\n":
        raise _damaged(path, start)
    return Record(start, end, fields, block)


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(": ")
    return name.lower(), value


def _damaged(path: Path, offset: int) -> BadInput:
    return BadInput(
        "damaged-evidence",
        Text(f"证据文件在第 {offset} 字节处损坏", f"the evidence is damaged at byte {offset}"),
        Text("运行 verify 查看损坏范围，再从备份恢复该单位", "run verify, then restore this unit"),
        Place.in_file(path),
    )


def read_exchanges(path: Path, start: int = 0) -> Iterator[StoredExchange]:
    """Every whole exchange of a file; a request without its closing record is passed over.

    Raises ``BadInput`` (``damaged-evidence``) for a payload that has not the digest it was stored
    with.
    """
    request: Record | None = None
    for record in read_records(path, start):
        kind = record.fields.get("warc-type")
        if kind == "request":
            request = record
        elif kind in ("response", "metadata") and request is not None:
            yield _as_stored(path, request, record)
            request = None


def read_exchange_at(path: Path, start: int) -> Exchange:
    """The exchange whose request record begins at this offset."""
    for stored in read_exchanges(path, start):
        return stored.exchange
    raise _damaged(path, start)


def _as_stored(path: Path, request: Record, closing: Record) -> StoredExchange:
    try:
        exchange = _as_exchange(request, closing)
    except (KeyError, TypeError, ValueError) as error:
        raise _damaged(path, request.start) from error
    digest = payload_digest(exchange)
    if closing.fields.get("warc-payload-digest", digest) != digest:
        raise _damaged(path, request.start)
    return StoredExchange(request.start, closing.end, exchange, digest)


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


def _as_exchange(request: Record, closing: Record) -> Exchange:
    about: dict[str, Any] = orjson.loads(closing.fields[_EXTENSION.lower()])
    header, body = _parts(closing, about.get("header_bytes"))
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


def append_all(descriptor: int, data: bytes) -> None:
    """Write every byte to a file opened for appending."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
