"""Whether an address may be asked for: robots.txt of each origin, learnt once (policy research)."""

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from govgauge.gather.attempts import MAX_ATTEMPTS, may_pass
from govgauge.gather.content_coding import decode_body
from govgauge.gather.redirect import is_redirect, redirect_target
from govgauge.gather.robots import ALLOW_ALL, Robots, read_robots
from govgauge.gather.scope import origin
from govgauge.gather.tasks import finish
from govgauge.model.campaign import Plan, PolicyKind
from govgauge.model.exchange import Exchange, Kept, Purpose
from govgauge.model.outcome import Outcome

_MAX_HOPS = 5


class Permission:
    """The robots rules of every origin of one crawl; under ``mandate`` none in its scope is asked for."""

    def __init__(
        self,
        plan: Plan,
        fetch: Callable[[str, Purpose, int], Awaitable[Kept]],
        widen_gap: Callable[[str, float], None],
    ) -> None:
        self._plan = plan
        self._fetch = fetch
        self._widen_gap = widen_gap
        self._robots: dict[str, asyncio.Task[Robots]] = {}

    async def refusal(self, url: str) -> Outcome | None:
        """Why rules and policy forbid an address, ``None`` when it may be fetched."""
        robots = await self.rules_for(url)
        if robots.allows(url, self._plan.user_agent):
            return None
        return Outcome.ROBOTS_UNREACHABLE if robots.unreachable else Outcome.ROBOTS_DENIED

    async def rules_for(self, url: str) -> Robots:
        """The rules of an address's origin, asked for at the first need."""
        if self._is_mandated(url):
            return ALLOW_ALL
        where = origin(url)
        if where not in self._robots:
            self._robots[where] = asyncio.ensure_future(self._learn(where))
        task = self._robots[where]
        return task.result() if task.done() else await asyncio.shield(task)

    def _is_mandated(self, url: str) -> bool:
        """True where an authorisation stands in for robots.txt; out of its scope they hold."""
        if self._plan.policy is not PolicyKind.MANDATE:
            return False
        given = self._plan.authorisation
        return given is None or given.covers(urlsplit(url).hostname or "")

    async def close(self) -> None:
        """Leave nothing under way."""
        await finish(self._robots.values())

    async def _learn(self, where: str) -> Robots:
        robots = await self._ask(where)
        delay_s = robots.crawl_delay_s(self._plan.user_agent)
        if delay_s:
            self._widen_gap(urlsplit(where).netloc, delay_s)
        return robots

    async def _ask(self, where: str) -> Robots:
        """The rules as they are after a passing failure got its second attempt."""
        for attempt in range(1, MAX_ATTEMPTS + 1):
            exchange = await self._follow(where + "/robots.txt", attempt)
            if not may_pass(exchange):
                break
        outcome, body = decode_body(exchange, self._plan.budget)
        return read_robots(exchange, body if outcome is Outcome.OK else None)

    async def _follow(self, url: str, attempt: int) -> Exchange:
        """The answer at the end of the redirects, at least five hops (RFC 9309 §2.3.1.2)."""
        for _ in range(_MAX_HOPS):
            exchange = (await self._fetch(url, Purpose.ROBOTS, attempt)).exchange
            target = redirect_target(exchange) if is_redirect(exchange) else ""
            if not target or target == url:
                return exchange
            url = target
        return (await self._fetch(url, Purpose.ROBOTS, attempt)).exchange
