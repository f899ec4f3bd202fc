"""Reading one answer: decode it under caps, read it, or hand it to a limited child process."""

import asyncio
import pickle
import resource
import sys

import attrs
import orjson

from govgauge.extract.links import LinksCache
from govgauge.extract.page import read_page, too_deep
from govgauge.gather.content_coding import decode_body
from govgauge.gather.crawl import Content
from govgauge.model.campaign import Budget
from govgauge.model.exchange import Exchange
from govgauge.model.facts import PageKind
from govgauge.model.outcome import Outcome
from govgauge.model.reading import Item, Link, PageReading
from govgauge.run.unit_facts import media_type

_HTML_TYPES = frozenset({"", "text/html", "application/xhtml+xml", "text/plain"})
_CHILD_MEMORY_BYTES = 384 * 1024 * 1024
_CHILD_CPU_S = 10
_CHILD_WALL_S = 30.0


class PageReader:
    """Reads the pages of one unit; joins each link written the same way only once."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._links: LinksCache = {}

    async def read(self, exchange: Exchange, is_home: bool) -> Content:
        """The outcome after decoding, and the reading when the answer is an HTML page."""
        outcome, payload = decode_body(exchange, self._budget)
        if outcome is not Outcome.OK or not exchange.outcome.delivered:
            return Content(exchange.outcome if outcome is Outcome.OK else outcome, None)
        if not looks_like_html(exchange, payload):
            return Content(Outcome.OK, None)
        content_type = exchange.header_value(b"content-type").decode("latin-1")
        if too_deep(payload):
            reading = await _read_in_child(payload, content_type, exchange.url, is_home)
            return Content(Outcome.OK if reading else Outcome.PARSE_LIMIT, reading)
        reading = read_page(
            payload, content_type, exchange.url, is_home=is_home, links_cache=self._links
        )
        return Content(Outcome.OK, reading)

    def decode(self, exchange: Exchange) -> bytes:
        """The decoded payload, empty where it cannot be decoded."""
        return decode_body(exchange, self._budget)[1]


def looks_like_html(exchange: Exchange, payload: bytes) -> bool:
    """True for an HTML type, or no type at all, and bytes that are markup."""
    declared = media_type(exchange)
    if declared not in _HTML_TYPES:
        return False
    if declared in ("text/html", "application/xhtml+xml"):
        return not payload.startswith((b"%PDF-", b"PK\x03\x04"))
    return b"<" in payload[:1024] and b"<html" in payload[:4096].lower()


async def _read_in_child(
    payload: bytes, content_type: str, url: str, is_home: bool
) -> PageReading | None:
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "govgauge.run.page_reading",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    work = pickle.dumps((payload, content_type, url, is_home))
    try:
        output, _ = await asyncio.wait_for(child.communicate(work), _CHILD_WALL_S)
    except TimeoutError:
        child.kill()
        await child.wait()
        return None
    if child.returncode != 0:
        return None
    return _from_json(output)


def _from_json(data: bytes) -> PageReading:
    # JSON and not pickle: the child has just chewed on a stranger's bytes.
    fields = orjson.loads(data)
    return PageReading(
        **fields
        | {
            "kind": PageKind(fields["kind"]),
            "links": tuple(Link(*row) for row in fields["links"]),
            "items": tuple(Item(*row) for row in fields["items"]),
            "labels": tuple((row[0], row[1]) for row in fields["labels"]),
            "identity": tuple((row[0], row[1], row[2]) for row in fields["identity"]),
        }
    )


def _serve_one() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_CHILD_MEMORY_BYTES, _CHILD_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_CHILD_CPU_S, _CHILD_CPU_S))
    payload, content_type, url, is_home = pickle.loads(sys.stdin.buffer.read())
    reading = read_page(payload, content_type, url, is_home=is_home)
    sys.stdout.buffer.write(orjson.dumps(attrs.asdict(reading, recurse=False), default=tuple))


if __name__ == "__main__":
    _serve_one()
