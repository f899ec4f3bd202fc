"""The index and the list of pages that let other people's players open a package."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import orjson

from govgauge.store.warc import EXTENSION
from govgauge.store.warc_records import Record, read_records

WARC_NAME = "data.warc.gz"
_WWW = re.compile(r"^(https?://)www\d*\.", re.IGNORECASE)
_INDEXED = {"response", "revisit", "resource"}
_DEFAULT_PORTS = {"http": 80, "https": 443}
_CONTENT_TYPE = re.compile(rb"\ncontent-type[ \t]*:[ \t]*([^;\s]+)", re.IGNORECASE)


def search_key(url: str) -> str:
    """An address as players look it up: ``cn,gov,a)/path?a=1``, lower case, without ``www.``.

    An address that is none (a port out of range) is its own key.
    """
    parts = urlsplit(_WWW.sub(r"\1", url).lower())
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url
    key = ",".join(reversed(host.split(".")))
    if port and port != _DEFAULT_PORTS.get(parts.scheme):
        key += f":{port}"
    key += ")" + (parts.path or "/")
    if parts.query:
        key += "?" + _sorted_query(parts.query)
    return key


def _sorted_query(query: str) -> str:
    """Parameters by name, written as a browser's ``URLSearchParams`` writes them."""
    fields = sorted(parse_qsl(query, keep_blank_values=True), key=lambda field: field[0])
    given = query.split("&")
    written = []
    for name, value in fields:
        pair = urlencode([(name, value)], safe="*").replace("~", "%7E")
        written.append(pair.removesuffix("=") if not value and f"{name}=" not in given else pair)
    return "&".join(written)


def index_of(warc: Path) -> bytes:
    """CDXJ: one sorted line for every record that can be shown."""
    data = warc.read_bytes()
    lines = []
    for record in read_records(warc):
        if record.fields.get("warc-type") in _INDEXED:
            lines.append(_line(record, data[record.start : record.end]))
    return b"".join(sorted(lines))


def _line(record: Record, member: bytes) -> bytes:
    fields = record.fields
    url = fields["warc-target-uri"]
    moment = re.sub(r"\D", "", fields["warc-date"])[:14]
    kind = fields["warc-type"]
    entry = {
        "url": url,
        "mime": "warc/revisit" if kind == "revisit" else _media_type(record),
        "status": str(_status(record)),
        "digest": fields.get("warc-payload-digest", ""),
        "length": str(record.end - record.start),
        "offset": str(record.start),
        "filename": WARC_NAME,
        "recordDigest": "sha256:" + hashlib.sha256(member).hexdigest(),
    }
    return f"{search_key(url)} {moment} ".encode() + orjson.dumps(entry) + b"\n"


def _status(record: Record) -> int:
    about: dict[str, Any] = orjson.loads(record.fields.get(EXTENSION.lower(), "{}"))
    return int(about.get("status") or 200)


def _media_type(record: Record) -> str:
    if record.fields["warc-type"] == "resource":
        return record.fields["content-type"].partition(";")[0]
    found = _CONTENT_TYPE.search(record.block[: 64 * 1024].replace(b"\r", b""))
    return found[1].decode("latin-1").lower() if found else "application/octet-stream"


def pages_of(pages: Sequence[tuple[str, float, str]]) -> bytes:
    """``pages.jsonl`` of addresses with the moment (seconds since the epoch) and a title."""
    return b"".join(_page_lines(pages))


def _page_lines(pages: Sequence[tuple[str, float, str]]) -> Iterator[bytes]:
    head = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
    yield orjson.dumps(head, option=orjson.OPT_APPEND_NEWLINE)
    for number, (url, started_at, title) in enumerate(pages, 1):
        line = {"id": f"page-{number}", "url": url, "ts": moment_of(started_at), "title": title}
        yield orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)


def moment_of(started_at: float) -> str:
    """Seconds since the epoch as an RFC 3339 time in UTC."""
    return f"{datetime.fromtimestamp(started_at, UTC).isoformat(timespec='seconds')[:19]}Z"
