"""A page that only sends its reader on: ``<meta http-equiv=refresh>`` or a ``Refresh`` header.

Page-traps T-G6.  What decides is the page: a stub with hardly any text is a redirect; a page with
a text of its own that reloads itself or moves on after a while is a page.  A stub that waits
longer than a minute is taken for a session's end, not for a redirect.
"""

import re

from govgauge.gather.redirect import joined
from govgauge.model.exchange import Exchange
from govgauge.model.reading import PageReading

_MAX_STUB_CHARS = 100
MAX_STUB_LINKS = 20
_MAX_DELAY_S = 60.0
_OPENED = re.compile(rb"<!--|<noscript|<meta[^<>]*>")
_CONTENT = re.compile(rb"\bcontent\s*=\s*[\"']?\s*([\d.]*)")
_HEADER = re.compile(rb"\s*([\d.]*)\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"']*)", re.IGNORECASE)


def is_stub(reading: PageReading) -> bool:
    """True for a page with hardly any text and few links."""
    if len(reading.links) > MAX_STUB_LINKS:
        return False
    return sum(map(len, reading.lines)) <= _MAX_STUB_CHARS


def refresh_target(exchange: Exchange, reading: PageReading, payload: bytes) -> str:
    """The other address a stub sends its reader to, empty for a page that stays."""
    if not is_stub(reading):
        return ""
    delay, target = _in_header(exchange)
    if not target:
        delay = _delay_of_meta(payload)
        found = (link.target for link in reading.links if link.element == "refresh")
        target = next((t for t in found if t != exchange.url), "")
    if delay is None or _seconds(delay) > _MAX_DELAY_S or target == exchange.url:
        return ""
    return target


def _in_header(exchange: Exchange) -> tuple[bytes | None, str]:
    match = _HEADER.match(exchange.header_value(b"refresh"))
    if match is None or not match[2].strip():
        return None, ""
    return match[1], joined(match[2].decode("utf-8", "replace").strip(), exchange.url)


def _delay_of_meta(payload: bytes) -> bytes | None:
    """The delay of the first refresh that a browser with scripts obeys; ``None`` without one."""
    low = payload.lower()
    at = 0
    while match := _OPENED.search(low, at):
        at = match.end()
        if match[0][:5] == b"<meta":
            if b"refresh" in match[0] and (content := _CONTENT.search(match[0])):
                return content[1]
            continue
        at = low.find(b"-->" if match[0] == b"<!--" else b"</noscript", at)
        if at < 0:
            return None
    return None


def _seconds(delay: bytes) -> float:
    try:
        return float(delay or b"0")
    except ValueError:
        return 0.0
