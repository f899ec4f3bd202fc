"""A second look before anything is held against a site: what is asked, and when.

Which look follows is decided by kept exchanges alone, so a replay takes the same ones: an answer
that could not be understood is read leniently, a failed handshake is asked whether it is the
national TLCP's, redirects in circles are walked once with their cookies, and the resolver is asked
for a name that cannot exist.
"""

from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

import attrs

from govgauge.gather import lenient, tlcp
from govgauge.gather.attempts import MAX_ATTEMPTS, may_pass
from govgauge.gather.cookies import CookieJar
from govgauge.gather.names import impossible_name, is_hijacked
from govgauge.gather.pins import find_pin
from govgauge.gather.redirect import is_redirect, redirect_target
from govgauge.gather.visitor import Fetch
from govgauge.model.campaign import Plan
from govgauge.model.exchange import Exchange, Kept, Purpose
from govgauge.model.outcome import Outcome

_AGAIN = 1000
"""Added to the number of a hop of the cookie walk for its second attempt."""


async def look_again(fetch: Fetch, kept: Kept) -> Kept:
    """What was kept, or what a second look at the same address showed instead.

    Only after the last ordinary attempt (see ``is_last``); a look that shows no more leaves the
    first answer.  It is kept under the number of the ordinary attempt that it follows: by that
    number its payload is found again.
    """
    first = kept.exchange
    if first.url[:5] == "https" and first.status is None and first.outcome in tlcp.LOOK_AGAIN:
        look = await fetch(first.url, Purpose.TLS, first.attempt)
        if look.exchange.outcome is Outcome.TLS_GM_ONLY:
            return look
    if first.outcome in lenient.LOOK_AGAIN:
        look = await fetch(first.url, Purpose.LENIENT, first.attempt)
        if look.exchange.outcome is Outcome.OK and look.exchange.body:
            return _with_tls(look, first)
    return kept


def is_last(exchange: Exchange) -> bool:
    """True when no further ordinary attempt will follow this one."""
    return exchange.attempt >= MAX_ATTEMPTS or not may_pass(exchange)


def _with_tls(look: Kept, first: Exchange) -> Kept:
    exchange = attrs.evolve(look.exchange, tls=look.exchange.tls or first.tls)
    return Kept(exchange, look.digest, look.replayed)


async def name_control(fetch: Fetch, home: Exchange, plan: Plan) -> bool:
    """True when the home page came from an address that names which cannot exist are given.

    Nothing is asked where no name was looked up: pinned hosts, addresses, failures before.
    """
    parts = urlsplit(home.url)
    host = parts.hostname or ""
    if not home.peer or home.status is None or _is_address(host):
        return False
    if find_pin(dict(plan.opening.resolve), host, parts.port):
        return False
    name = impossible_name(host, plan.seed)
    if not name:
        return False
    control = await fetch(f"http://{name}/", Purpose.NAME, 1)
    return is_hijacked(home.peer, control.exchange)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


class HomeWalk:
    """The way to one home page, and the same way once more with cookies where it runs in circles.

    The jar holds what the site's own answers set, goes to its own addresses only, and dies with
    the walk (H27, H36).
    """

    def __init__(self, fetch: Fetch, owns: Callable[[str], bool], max_hops: int) -> None:
        self._fetch = fetch
        self._owns = owns
        self._max_hops = max_hops
        self._way: list[Exchange] = []

    async def end_of(self, hop: Exchange, onward: str) -> Kept | None:
        """The page at the end of a circle that only cookies leave; ``None`` for anything else."""
        self._way.append(hop)
        passed = {exchange.url for exchange in self._way}
        if onward not in passed and len(self._way) <= self._max_hops:
            return None
        if not any(exchange.header_value(b"set-cookie") for exchange in self._way):
            return None
        return await self._walk(self._way[0].url)

    async def _walk(self, url: str) -> Kept | None:
        jar = CookieJar()
        for exchange in self._way:
            jar.take(exchange)
        for number in range(1, self._max_hops + 1):
            cookie = jar.header_for(url)
            kept = await self._fetch(url, Purpose.COOKIE, number, cookie)
            if may_pass(kept.exchange):
                kept = await self._fetch(url, Purpose.COOKIE, number + _AGAIN, cookie)
            exchange = kept.exchange
            if not is_redirect(exchange):
                return kept if exchange.outcome is Outcome.OK else None
            jar.take(exchange)
            url = redirect_target(exchange)
            if not url or not self._owns(url):
                return None
        return None
