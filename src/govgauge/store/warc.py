"""Exchanges as WARC 1.1 records (ISO 28500:2017), one gzip member each: the writing side.

An exchange is a ``request`` record followed by its closing record: a ``response`` when a whole
header block arrived that other readers understand, a ``revisit`` when its payload already stands
earlier in the unit, else a ``metadata`` record that says what happened.  What they do not know
(timing, TLS, outcome, the length of the header block) stands in one extension field,
``GovGauge-Exchange``.
"""

import base64
import hashlib
import os
import re
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import uuid4

import attrs
import orjson
from isal import isal_zlib

from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.outcome import Outcome

EXTENSION = "GovGauge-Exchange"
IDENTICAL_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
GZIP_BITS = 31
_LARGE_BYTES = 1024 * 1024
_GZIP_LEVEL = 1
# The body is stored after transfer coding, so that field must not claim otherwise.  A prefix more
# for a field that has one already keeps the way back unambiguous.
_CHUNKED = re.compile(rb"\n((?:X-Archive-Orig-)*Transfer-Encoding[ \t]*:)", re.IGNORECASE)


class Original(NamedTuple):
    """Where the full record of a payload stands: file and offset of its request, id, uri, date."""

    file: str
    start: int
    record_id: str
    url: str
    date: str


def payload_digest(exchange: Exchange) -> str:
    """``sha256:`` and the hex digest of the body as stored (content coding still applied)."""
    return "sha256:" + hashlib.sha256(exchange.body).hexdigest()


def encode_warcinfo(software: str, about: str = "") -> bytes:
    """The record at the head of every file."""
    lines = [f"software: {software}", "format: WARC File Format 1.1"]
    if about:
        lines.append(f"description: {about}")
    return encode_member(
        [
            "WARC-Type: warcinfo",
            f"WARC-Record-ID: <urn:uuid:{uuid4()}>",
            f"WARC-Date: {datetime.now(UTC).isoformat(timespec='seconds')[:19]}Z",
            "Content-Type: application/warc-fields",
        ],
        ("\r\n".join(lines) + "\r\n").encode(),
    )


def warc_date(started_at: float) -> str:
    """Seconds since the epoch as a WARC date with microseconds."""
    date = datetime.fromtimestamp(started_at, UTC).isoformat(timespec="microseconds")
    return f"{date[:26]}Z"


def encode_exchange(exchange: Exchange, digest: str, original: Original | None = None) -> bytes:
    """Both records of one exchange, ready to be appended in one write.

    With ``original``, the place of a full record with the same payload, the body is not stored
    again: a ``revisit`` of profile identical-payload-digest takes its place.
    """
    stamp = f"WARC-Date: {warc_date(exchange.started_at)}"
    uri = f"WARC-Target-URI: {exchange.url}"
    request_id, closing_id = uuid4(), uuid4()
    request = encode_member(
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
    if is_framed(exchange):
        header = _CHUNKED.sub(rb"\nX-Archive-Orig-\1", header)
    fields = [f"WARC-Record-ID: <urn:uuid:{closing_id}>", stamp, uri]
    fields += _closing_fields(exchange, len(header), original)
    if not is_framed(exchange):
        fields += ["WARC-Type: metadata", "Content-Type: application/json"]
        raw = base64.b64encode(header + exchange.body).decode()
        return request + encode_member(fields, orjson.dumps({"raw": raw}))
    fields += [
        f"WARC-Payload-Digest: {digest}",
        "Content-Type: application/http; msgtype=response",
    ]
    if original is None:
        return request + encode_member([*fields, "WARC-Type: response"], header, exchange.body)
    return request + encode_member([*fields, *_revisit_fields(original)], header)


def is_framed(exchange: Exchange) -> bool:
    """True for an answer other readers can read: what was read leniently is no HTTP for them."""
    return exchange.status is not None and exchange.purpose is not Purpose.LENIENT


def _revisit_fields(original: Original) -> list[str]:
    return [
        "WARC-Type: revisit",
        f"WARC-Profile: {IDENTICAL_PAYLOAD}",
        f"WARC-Refers-To: {original.record_id}",
        f"WARC-Refers-To-Target-URI: {original.url}",
        f"WARC-Refers-To-Date: {original.date}",
    ]


def _closing_fields(
    exchange: Exchange, header_bytes: int, original: Original | None = None
) -> list[str]:
    about: dict[str, Any] = {
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
    if original is not None:
        about["same_as"] = (original.file, original.start)
    fields = [f"{EXTENSION}: {orjson.dumps(about).decode()}"]
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


def encode_member(fields: list[str], *blocks: bytes) -> bytes:
    """One record as one gzip member; ``fields`` are whole lines, the length is added.

    The record's block is the ``blocks`` one after the other; a large one is never copied whole.
    """
    length = sum(map(len, blocks))
    head = "WARC/1.1\r\n" + "\r\n".join(fields) + f"\r\nContent-Length: {length}\r\n\r\n"
    parts = (head.encode("utf-8", "surrogateescape"), *blocks, b"\r\n\r\n")
    if length < _LARGE_BYTES:
        record: bytes = isal_zlib.compress(b"".join(parts), _GZIP_LEVEL, GZIP_BITS)
        return record
    packer = isal_zlib.compressobj(_GZIP_LEVEL, isal_zlib.DEFLATED, GZIP_BITS)
    packed = [packer.compress(part) for part in parts]
    return b"".join([*packed, packer.flush()])


def append_all(descriptor: int, data: bytes) -> None:
    """Write every byte to a file opened for appending."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
