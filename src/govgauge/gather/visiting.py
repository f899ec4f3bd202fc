"""One timed visit to a home page: what a visitor would meet, and how long it took.

Redirects are followed, a broken answer is read leniently, and what a guard shows in the page's
place is told from the page: a visit then says nothing about the site (page-traps T-F1 to T-F12).
"""

from collections.abc import Awaitable, Callable
from typing import NamedTuple, Protocol

from govgauge.gather.content_coding import decode_body
from govgauge.gather.in_place import in_place
from govgauge.gather.redirect import is_redirect, redirect_target
from govgauge.gather.scope import Scope
from govgauge.gather.second_look import HomeWalk, look_again, name_control
from govgauge.gather.shown import may_stand_in
from govgauge.model.campaign import Plan
from govgauge.model.exchange import Exchange, Kept, Purpose
from govgauge.model.outcome import Outcome
from govgauge.model.unit import Unit


class Ask(Protocol):
    """Makes one exchange: a door's ``fetch``."""

    def __call__(
        self, url: str, purpose: Purpose, attempt: int, cookie: str = ""
    ) -> Awaitable[Exchange]:
        """Ask for one address."""
        ...


class Visit(NamedTuple):
    """What one visit met; ``elapsed_ms`` is that of the whole way to the page."""

    outcome: Outcome
    status: int
    elapsed_ms: float


class Visiting:
    """Makes visits through a door; one for a round of visits, as it remembers the resolver's ways.

    ``keep`` is told every exchange that was made, in order.
    """

    def __init__(
        self, ask: Ask, plan: Plan, keep: Callable[[Unit, Exchange], None] | None = None
    ) -> None:
        self._ask = ask
        self._plan = plan
        self._keep = keep
        self._names: dict[str, Kept] = {}

    async def visit(self, unit: Unit) -> Visit:
        """Visit a unit's home page once, now."""
        scope, url, elapsed_ms = Scope(unit), unit.url, 0.0

        async def fetch(url: str, purpose: Purpose, attempt: int, cookie: str = "") -> Kept:
            if purpose is Purpose.NAME and url in self._names:
                return self._names[url]
            exchange = await self._ask(url, purpose, attempt, cookie)
            if self._keep is not None:
                self._keep(unit, exchange)
            kept = Kept(exchange, "")
            if purpose is Purpose.NAME:
                self._names[url] = kept
            return kept

        walk = HomeWalk(fetch, scope.owns, self._plan.budget.redirects)
        for _ in range(self._plan.budget.redirects + 1):
            exchange = (await look_again(fetch, await fetch(url, Purpose.VISIT, 1))).exchange
            elapsed_ms += exchange.timing.total_ms
            if not is_redirect(exchange):
                hijacked = await name_control(fetch, exchange, self._plan)
                outcome = Outcome.DNS_HIJACK if hijacked else self._outcome(exchange, scope)
                return Visit(outcome, exchange.status or 0, round(elapsed_ms, 3))
            target = redirect_target(exchange)
            if await walk.end_of(exchange, target) is not None:
                return Visit(Outcome.REDIRECT_COOKIE, 200, round(elapsed_ms, 3))
            stopped = _stopped(url, target, scope)
            if stopped is not None:
                return Visit(stopped, exchange.status or 0, round(elapsed_ms, 3))
            url = target
        return Visit(Outcome.REDIRECT_LIMIT, exchange.status or 0, round(elapsed_ms, 3))

    def _outcome(self, exchange: Exchange, scope: Scope) -> Outcome:
        payload = b""
        if may_stand_in(exchange):
            decoded, payload = decode_body(exchange, self._plan.budget)
            if decoded is not Outcome.OK:
                return decoded
        return in_place(exchange, payload, True, scope.owns) or exchange.outcome


def _stopped(url: str, target: str, scope: Scope) -> Outcome | None:
    """Why a redirect is not followed, as in the crawl."""
    if not target:
        return Outcome.REDIRECT_SCHEME
    if target == url:
        return Outcome.REDIRECT_LIMIT
    return None if scope.owns(target) else Outcome.MOVED
