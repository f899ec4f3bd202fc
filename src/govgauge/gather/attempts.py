"""Which failures may pass, and asking a second time before believing one."""

from collections.abc import Awaitable, Callable

from govgauge.gather.rate_limit import is_rate_limited
from govgauge.model.exchange import Exchange, Kept, Purpose

MAX_ATTEMPTS = 2


def may_pass(exchange: Exchange) -> bool:
    """True for a failure that another attempt may well not meet."""
    if exchange.outcome.transient or (exchange.status or 0) >= 500:
        return True
    return is_rate_limited(exchange)


async def fetch_patiently(
    fetch: Callable[[str, Purpose, int], Awaitable[Kept]], url: str, purpose: Purpose
) -> Kept:
    """One exchange; a passing failure is asked for again, as the next attempt."""
    for attempt in range(1, MAX_ATTEMPTS):
        kept = await fetch(url, purpose, attempt)
        if not may_pass(kept.exchange):
            return kept
    return await fetch(url, purpose, MAX_ATTEMPTS)
