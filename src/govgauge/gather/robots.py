"""robots.txt by RFC 9309: what a site asks crawlers not to fetch."""

import re

from attrs import frozen
from protego import Protego

from govgauge.model.exchange import Exchange
from govgauge.model.outcome import Outcome

_MAX_BYTES = 500 * 1024
_MAX_CRAWL_DELAY_S = 30.0
_KNOWN = frozenset(
    {"user-agent", "allow", "disallow", "sitemap", "crawl-delay", "request-rate", "visit-time"}
    # Misspelt, and what belongs to no group: the parser knows these too.
    | {"useragent", "user agent", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"}
    | {"site-map", "sitemaps", "host", "crawl delay", "request rate", "visit time"}
)
_TOKEN = re.compile(r"\s*([A-Za-z_-]+)")


@frozen
class Robots:
    """The rules of one origin; ``unreachable`` means none may be assumed to allow anything."""

    rules: Protego | None
    unreachable: bool = False

    def allows(self, url: str, user_agent: str) -> bool:
        """True when the address may be fetched (RFC 9309 §2.2.2, longest match)."""
        if self.unreachable:
            return False
        return self.rules is None or bool(self.rules.can_fetch(url, user_agent))

    def crawl_delay_s(self, user_agent: str) -> float:
        """The delay the site asks for between requests, at most 30 seconds."""
        delay = self.rules.crawl_delay(user_agent) if self.rules else None
        return min(float(delay or 0.0), _MAX_CRAWL_DELAY_S)

    def sitemaps(self) -> list[str]:
        """Sitemap addresses the file names."""
        return list(self.rules.sitemaps) if self.rules else []


ALLOW_ALL = Robots(None)


def read_robots(exchange: Exchange, body: bytes | None) -> Robots:
    """The rules in an answer: 4xx allows all, 5xx and no answer allow nothing (RFC 9309 §2.3.1).

    ``body`` is the decoded payload, ``None`` when it cannot be decoded: then the rules are
    unknown, as they are while a server asks us to slow down (429).  A file that is HTML has none.
    """
    if not exchange.outcome.delivered and exchange.outcome is not Outcome.OK_PARTIAL:
        return Robots(None, unreachable=True)
    status = exchange.status or 0
    if status >= 500 or status == 429:
        return Robots(None, unreachable=True)
    if status != 200:
        return ALLOW_ALL
    if body is None:
        return Robots(None, unreachable=True)
    text = _text_of(body)
    if text.lstrip()[:1] == "<":
        return ALLOW_ALL
    return Robots(Protego.parse(_as_rfc(text)))


def _text_of(body: bytes) -> str:
    """The first 500 KiB as text; a line they cut is dropped, for half a path forbids too much."""
    if len(body) > _MAX_BYTES:
        body = body[: body.rfind(b"\n", 0, _MAX_BYTES) + 1]
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Rules name paths, and those of a GBK file are percent-encoded as UTF-8 in addresses.
        return body.decode("gb18030", "replace")


def _as_rfc(text: str) -> str:
    """The file as the parser must see it to read it by RFC 9309 §2.2.

    A user agent is its product token, whatever stands behind it; a line of an unknown kind does
    not part the user agents of one group.
    """
    kept = []
    for line in text.splitlines():
        key, colon, value = line.partition(":")
        name = key.strip().lower()
        if name in _KNOWN and colon:
            token = _TOKEN.match(value) if name == "user-agent" else None
            kept.append(f"{name}:{token[1] if token else value}")
        elif not colon:
            kept.append(line)  # Some leave the colon out; the parser knows how.
    return "\n".join(kept)
