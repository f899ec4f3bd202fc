"""The crawl of one unit: breadth first, bounded, and the same whatever the timing.

Answers are *taken* strictly in the order in which their addresses were queued, while up to
``_WINDOW`` requests are under way.  So the order of discovery, the page budget's cut and every
fact are those of a crawl that asks one page at a time; a run that was killed can be replayed
from its archive and goes on as if nothing had happened.

Rounds: the home page and what it links to; addresses only a sitemap names; images and outside
links, once each; a second attempt at whatever failed for a passing reason.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from govgauge.gather.frontier import LINK_ELEMENTS, Address, Frontier
from govgauge.gather.redirect import is_redirect, joined, redirect_target
from govgauge.gather.robots import ALLOW_ALL, Robots, read_robots
from govgauge.gather.scope import Scope, origin
from govgauge.gather.sitemap import read_sitemap
from govgauge.gather.traps import TrapGuard
from govgauge.model.campaign import Plan, PolicyKind
from govgauge.model.exchange import Exchange, Kept, Purpose
from govgauge.model.outcome import Outcome
from govgauge.model.reading import PageReading
from govgauge.model.unit import Unit
from govgauge.model.verdict import Reason

_WINDOW = 256
_MAX_SITEMAPS = 20

Fetch = Callable[[str, Purpose, int], Awaitable[Kept]]
Slow = Callable[[str, float], None]


class Content(NamedTuple):
    """What was read from one answer: its outcome after decoding, and the page if it is one."""

    outcome: Outcome
    reading: PageReading | None


Read = Callable[[Exchange, bool], Awaitable[Content]]
Decode = Callable[[Exchange], bytes]


class VisitedPage(NamedTuple):
    """One own address that was asked for, in the order of taking."""

    seq: int
    address: Address
    exchange: Exchange
    content: Content


class Visitor(NamedTuple):
    """What the crawl needs from outside: fetching, reading, decoding, and where pages go."""

    fetch: Fetch
    read: Read
    decode: Decode
    take: Callable[[VisitedPage], None]
    widen_gap: Slow


class _Answer(NamedTuple):
    kept: Kept | None
    content: Content
    reason: Reason | None = None


class Crawl:
    """One crawl; call :meth:`run` once, then read ``frontier``."""

    def __init__(self, unit: Unit, plan: Plan, visitor: Visitor) -> None:
        self._plan = plan
        self._visitor = visitor
        self._home = joined(unit.url, "")
        self._scope = Scope(unit)
        self._traps = TrapGuard(plan.budget)
        self._robots: dict[str, asyncio.Task[Robots]] = {}
        self._queue: deque[Address] = deque()
        self._probes: deque[Address] = deque()
        self._again: deque[Address] = deque()
        self._pages_queued = 0
        self._probes_queued = 0
        self._seq = 0
        self.frontier = Frontier()

    async def run(self) -> None:
        """Crawl the unit to its end or its budget."""
        home = self.frontier.add(Address(self._home, own=True, purpose=Purpose.PAGE))
        home.is_home = True
        self._queue_page(home)
        await self._drain(self._queue)
        await self._queue_sitemaps()
        await self._drain(self._queue)
        await self._drain(self._probes)
        while self._again:
            self._queue, self._again = self._again, deque()
            await self._drain(self._queue)
            await self._drain(self._probes)

    async def _drain(self, queue: deque[Address]) -> None:
        running: deque[tuple[Address, asyncio.Task[_Answer]]] = deque()
        try:
            while queue or running:
                while queue and len(running) < _WINDOW:
                    address = queue.popleft()
                    running.append((address, asyncio.ensure_future(self._ask(address))))
                address, task = running.popleft()
                self._take(address, await task)
        finally:
            for _, task in running:
                task.cancel()

    # -- asking ------------------------------------------------------------------------------

    async def _ask(self, address: Address) -> _Answer:
        if address.own and address.purpose is Purpose.PAGE and not address.is_home:
            robots = await self._robots_of(address.url)
            if not self._may_fetch(robots, address.url):
                code = Outcome.ROBOTS_UNREACHABLE if robots.unreachable else Outcome.ROBOTS_DENIED
                return _Answer(None, Content(code, None), Reason.of(code))
        kept = await self._visitor.fetch(address.url, address.purpose, address.attempts + 1)
        exchange = kept.exchange
        content = Content(exchange.outcome, None)
        if address.own and address.purpose is Purpose.PAGE and exchange.status == 200:
            content = await self._visitor.read(exchange, address.is_home)
        return _Answer(kept, content)

    def _may_fetch(self, robots: Robots, url: str) -> bool:
        if self._plan.policy is PolicyKind.MANDATE:
            return True
        return robots.allows(url, self._plan.user_agent)

    async def _robots_of(self, url: str) -> Robots:
        if self._plan.policy is PolicyKind.MANDATE:
            return ALLOW_ALL
        where = origin(url)
        if where not in self._robots:
            self._robots[where] = asyncio.ensure_future(self._learn_robots(where))
        task = self._robots[where]
        return task.result() if task.done() else await task

    async def _learn_robots(self, where: str) -> Robots:
        url = where + "/robots.txt"
        for _ in range(5):
            kept = await self._visitor.fetch(url, Purpose.ROBOTS, 1)
            if not is_redirect(kept.exchange):
                break
            url = redirect_target(kept.exchange) or url
        robots = read_robots(kept.exchange, self._visitor.decode(kept.exchange))
        delay_s = robots.crawl_delay_s(self._plan.user_agent)
        if delay_s:
            self._visitor.widen_gap(urlsplit(where).netloc, delay_s)
        return robots

    async def _queue_sitemaps(self) -> None:
        """Queue own addresses that only the sitemap names."""
        where = origin(self._home)
        robots = await self._robots_of(self._home)
        waiting = deque(robots.sitemaps() or [where + "/sitemap.xml"])
        asked: set[str] = set()
        while waiting and len(asked) < _MAX_SITEMAPS:
            url = waiting.popleft()
            if url in asked or not self._scope.owns(url) or not self._may_fetch(robots, url):
                continue
            asked.add(url)
            kept = await self._visitor.fetch(url, Purpose.SITEMAP, 1)
            if kept.exchange.status != 200:
                continue
            is_index, listed = read_sitemap(self._visitor.decode(kept.exchange))
            if is_index:
                waiting.extend(listed)
                continue
            for entry in listed:
                page_url = joined(entry, where)
                if page_url and self._scope.owns(page_url):
                    self._meet(page_url, Purpose.PAGE, depth=1, parent_seq=-1)

    # -- taking, strictly in order -----------------------------------------------------------

    def _take(self, address: Address, answer: _Answer) -> None:
        address.reason = answer.reason
        if answer.kept is None:
            return
        exchange = answer.kept.exchange
        address.attempts = exchange.attempt
        address.outcome = answer.content.outcome
        address.status = exchange.status or 0
        address.digest = answer.kept.digest
        if self._deserves_another(address, exchange):
            self._again.append(address)
            return
        if is_redirect(exchange) and self._follow(address, exchange):
            return
        if not address.own or address.purpose is not Purpose.PAGE:
            return
        seq, self._seq = self._seq, self._seq + 1
        self._visitor.take(VisitedPage(seq, address, exchange, answer.content))
        if answer.content.reading is not None:
            self._follow_links(address, seq, answer.content.reading)

    def _deserves_another(self, address: Address, exchange: Exchange) -> bool:
        passing = exchange.outcome.transient or address.status >= 500
        return passing and address.attempts < 2

    def _follow(self, address: Address, exchange: Exchange) -> bool:
        """Note a redirect and queue its target; False when it leads nowhere we may go."""
        target = redirect_target(exchange)
        if not target:
            address.outcome = Outcome.REDIRECT_SCHEME
            return False
        if target == address.url:
            address.outcome = Outcome.REDIRECT_LIMIT
            return False
        address.redirects_to = target
        own = self._scope.owns(target)
        if address.is_home and not own:
            address.redirects_to = ""
            address.outcome = Outcome.MOVED
            return False
        page = address.own and own and address.purpose is Purpose.PAGE
        purpose = Purpose.PAGE if page else Purpose.PROBE
        known = self.frontier.get(target)
        if known is not None and address.is_home:
            address.outcome, address.redirects_to = Outcome.REDIRECT_LIMIT, ""
            return False
        self._meet(target, purpose, address.depth, address.parent_seq, is_home=address.is_home)
        return True

    def _follow_links(self, page: Address, seq: int, reading: PageReading) -> None:
        get, on_home = self.frontier.get, page.is_home
        on_page: set[str] = set()
        for link in reading.links:
            target, element, _ = link
            if target in on_page or element not in LINK_ELEMENTS:
                continue
            on_page.add(target)
            known = get(target)
            if known is None:
                purpose = Purpose.PROBE if element == "img" else Purpose.PAGE
                known = self._meet(target, purpose, page.depth + 1, seq)
            elif known.own and known.purpose is Purpose.PROBE and element != "img":
                self._promote(known, page.depth + 1, seq)
            if not known.listed:
                known.first_seen_on(page, link)
            known.page_count += 1
            if on_home:
                known.on_home = True

    def _meet(
        self, url: str, purpose: Purpose, depth: int, parent_seq: int, is_home: bool = False
    ) -> Address:
        """The address, queued when it is new; whatever is not the unit's own is only probed."""
        known = self.frontier.get(url)
        if known is not None:
            return known
        own = self._scope.owns(url)
        wanted = purpose if own else Purpose.PROBE
        address = self.frontier.add(Address(url, own, wanted, depth, parent_seq))
        address.is_home = is_home
        if wanted is Purpose.PAGE:
            self._queue_page(address)
        else:
            self._queue_probe(address)
        return address

    def _promote(self, address: Address, depth: int, parent_seq: int) -> None:
        """Make a page of an own address that was first seen as a picture, if not yet asked."""
        if address.outcome is None and address in self._probes:
            self._probes.remove(address)
            address.purpose, address.depth, address.parent_seq = Purpose.PAGE, depth, parent_seq
            self._queue_page(address)

    def _queue_page(self, address: Address) -> None:
        if self._traps.refuses(address.url):
            address.reason = Reason.TRAP_LIMIT
        elif self._pages_queued >= self._plan.max_pages:
            address.reason = Reason.PAGE_BUDGET
        else:
            self._pages_queued += 1
            self._queue.append(address)

    def _queue_probe(self, address: Address) -> None:
        if self._probes_queued >= self._plan.max_outside:
            address.reason = Reason.NOT_CHECKED
        else:
            self._probes_queued += 1
            self._probes.append(address)
