"""A server that asks us to slow down: 429, or 503 with ``Retry-After`` (RFC 9110 §10.2.3).

Such an answer says something about us and nothing about the site (page-traps T-F12).
"""

from datetime import UTC
from email.utils import parsedate_to_datetime

from govgauge.model.exchange import Exchange

_MAX_PAUSE_S = 120.0
_UNSAID_PAUSE_S = 10.0


def is_rate_limited(exchange: Exchange) -> bool:
    """True for a complete answer that asks us to come back later."""
    if not exchange.outcome.delivered:
        return False
    status = exchange.status
    return status == 429 or (status == 503 and exchange.header_value(b"retry-after") != b"")


def pause_s(exchange: Exchange) -> float:
    """Seconds to leave the server alone, at most two minutes; 0.0 when it does not ask for it.

    A date is read against the server's own clock.  A 429 that names no time gets 10 seconds.
    """
    if not is_rate_limited(exchange):
        return 0.0
    raw = exchange.header_value(b"retry-after")
    if raw.isdigit():
        return min(float(raw[:9]), _MAX_PAUSE_S)
    until = _epoch_s(raw)
    if until is None:
        return _UNSAID_PAUSE_S
    now = _epoch_s(exchange.header_value(b"date"))
    return min(max(until - (exchange.started_at if now is None else now), 0.0), _MAX_PAUSE_S)


def _epoch_s(raw: bytes) -> float | None:
    try:
        moment = parsedate_to_datetime(raw.decode("latin-1"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError):
        return None
