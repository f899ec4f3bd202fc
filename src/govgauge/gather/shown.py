"""What a reader sees of one answer, taken apart once for everything that asks about it.

Pages that stand in a site's place are small and say so in a few words, so everything here looks
at the visible text: between tags, scripts and comments left out.
"""

import re
from html import unescape
from typing import NamedTuple

from govgauge.gather.redirect import joined
from govgauge.model.exchange import Exchange

MAX_BYTES = 512 * 1024
_MAX_TITLE = 300
_HTML_TYPES = (b"", b"text/html", b"application/xhtml+xml", b"text/plain")
_HIDDEN = re.compile(rb"<!--|<(script|style|noscript|template|title)\b")
_TAG = re.compile(rb"<[^<>]*>")
_TITLE = re.compile(rb"<title[^<>]{0,200}>([^<]{0,600})")
_TARGET = re.compile(rb"""<(?:a|area|iframe|frame)\s[^<>]*?(?:href|src)\s*=\s*["']?([^"'\s<>]+)""")

_ANCHOR = re.compile(rb"<a\s[^<>]*>(.{0,2000}?)</a", re.DOTALL)


class Shown(NamedTuple):
    """One answer with its payload in lower case, its title and its visible text."""

    exchange: Exchange
    low: bytes
    title: str
    text: str

    @property
    def status(self) -> int:
        """The status of the answer, 0 without one."""
        return self.exchange.status or 0

    @property
    def links(self) -> int:
        """How many links the page shows; a guard's page has few."""
        return self.low.count(b"<a ")

    @property
    def words(self) -> str:
        """Title and visible text together."""
        return f"{self.title} {self.text}"

    def anchors(self) -> list[str]:
        """What its links read, in lower case and in order."""
        return [_decoded(_TAG.sub(b" ", m[1])) for m in _ANCHOR.finditer(self.low)]

    def targets(self) -> list[str]:
        """Absolute addresses of its links and frames, in order."""
        found = (m[1].decode("utf-8", "replace") for m in _TARGET.finditer(self.low))
        return [t for t in (joined(unescape(f), self.exchange.url) for f in found) if t]


def may_stand_in(exchange: Exchange) -> bool:
    """False, cheaply, for what no guard shows: incomplete, redirect, absent, no markup, large."""
    status = exchange.status
    if not exchange.outcome.delivered or status is None or 300 <= status < 400:
        return False
    if status in (404, 410) or len(exchange.body) > MAX_BYTES:
        return False
    declared = exchange.header_value(b"content-type").partition(b";")[0].strip().lower()
    return declared in _HTML_TYPES


def shown(exchange: Exchange, payload: bytes) -> Shown:
    """Take an answer apart; ``payload`` is the decoded body."""
    low = payload.lower()
    title = _TITLE.search(low)
    raw_title = payload[title.start(1) : title.end(1)] if title else b""
    text = _visible_text(payload, low)
    return Shown(exchange, low, _decoded(raw_title)[:_MAX_TITLE], text)


def _visible_text(payload: bytes, low: bytes) -> str:
    """The text between tags, blanks folded; scripts, comments and the title left out."""
    pieces: list[bytes] = []
    at = 0
    while match := _HIDDEN.search(low, at):
        pieces.append(payload[at : match.start()])
        closer = b"</" + match[1] if match[1] else b"-->"
        end = low.find(closer, match.end())
        if end < 0:
            at = len(payload)
            break
        at = low.find(b">", end) + 1 or len(payload)
    pieces.append(payload[at:])
    return _decoded(_TAG.sub(b" ", b"".join(pieces)))


def _decoded(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", "replace")
    return " ".join(unescape(text).split())
