"""Where a redirect points, from the raw header bytes, as a browser reads them."""

from urllib.parse import quote

import ada_url

from govgauge.model.exchange import Exchange
from govgauge.model.outcome import Outcome

_STATUSES = frozenset({301, 302, 303, 307, 308})


def is_redirect(exchange: Exchange) -> bool:
    """True for a complete answer whose status asks to go elsewhere."""
    return exchange.outcome is Outcome.OK and exchange.status in _STATUSES


def redirect_target(exchange: Exchange) -> str:
    """The absolute address of ``Location`` without fragment, or empty when there is none.

    Bytes that are not UTF-8 (raw GBK) are percent-encoded as they are, like browsers do; only
    http and https addresses are returned.
    """
    raw = exchange.header_value(b"location")
    try:
        location = raw.decode("utf-8")
    except UnicodeDecodeError:
        location = quote(raw, safe="/:?#[]@!$&'()*+,;=%-._~\\")
    return joined(location, exchange.url) if location else ""


def joined(reference: str, base: str) -> str:
    """A reference joined by the WHATWG rules, fragment dropped; empty unless http(s)."""
    try:
        href = ada_url.join_url(base, reference) if base else ada_url.normalize_url(reference)
    except ValueError:
        return ""
    return href.partition("#")[0] if href.startswith(("http:", "https:")) else ""
