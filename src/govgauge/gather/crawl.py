"""The crawl of one unit: breadth first, bounded, and the same whatever the timing.

Answers are *taken* strictly in the order in which their addresses were queued, while up to
``_WINDOW`` requests are under way.  So the order of discovery, the page budget's cut and every
fact are those of a crawl that asks one page at a time; a run that was killed can be replayed
from its archive and goes on as if nothing had happened.

Rounds: the home page alone, with its redirects and its second attempt, then what it links to;
addresses only a sitemap names; images and outside links, once each; a second attempt at whatever
else failed for a passing reason.
"""

import asyncio
from collections import deque

import attrs

from govgauge.gather.agreement import settle
from govgauge.gather.asking import Asker
from govgauge.gather.attempts import MAX_ATTEMPTS, may_pass
from govgauge.gather.controls import Control
from govgauge.gather.frontier import LINK_ELEMENTS, SITEMAP, Address, Frontier
from govgauge.gather.in_place import NOT_AGAIN
from govgauge.gather.outside import OutsideBudget
from govgauge.gather.permission import Permission
from govgauge.gather.redirect import is_redirect, joined
from govgauge.gather.scope import Scope
from govgauge.gather.sitemap import Further, SitemapReader
from govgauge.gather.tasks import finish
from govgauge.gather.traps import TrapGuard
from govgauge.gather.visitor import UNSEEN, Answer, Content, VisitedPage, Visitor
from govgauge.model.campaign import Plan
from govgauge.model.exchange import Purpose
from govgauge.model.facts import TargetFact
from govgauge.model.outcome import Outcome
from govgauge.model.reading import PageReading, Presence
from govgauge.model.unit import Unit
from govgauge.model.verdict import Reason

__all__ = ["Content", "Crawl", "VisitedPage", "Visitor"]

_WINDOW = 256
_SITEMAP_SHARE = 4
"""How many addresses from sitemaps are kept for each page of the budget; the rest is counted."""


class Crawl:
    """One crawl; call :meth:`run` once, then read ``frontier``."""

    def __init__(self, unit: Unit, plan: Plan, visitor: Visitor) -> None:
        self._plan = plan
        self._visitor = visitor
        self._home = joined(unit.url, "")
        self._scope = Scope(unit)
        self._traps = TrapGuard(plan.budget)
        self._permission = Permission(plan, visitor.fetch, visitor.widen_gap)
        self._asker = Asker(plan, visitor, self._permission, self._home, self._scope.owns)
        self._queue: deque[Address] = deque()
        self._probes: deque[Address] = deque()
        self._again: deque[Address] = deque()
        self._home_stubs: list[tuple[Address, PageReading]] = []
        self._further = Further("", 0)
        self._outside = OutsideBudget(plan, unit.unit_id)
        self._pages_queued = 0
        self._probes_queued = 0
        self._pause_s = 0.0
        self._seq = 0
        self._doubted: list[VisitedPage] = []
        self.frontier = Frontier()

    async def run(self) -> None:
        """Crawl the unit to its end or its budget; nothing is left under way."""
        try:
            await self._rounds()
            self._settle()
        finally:
            await self._asker.controls.close()
            await self._permission.close()

    def controls(self) -> list[Control]:
        """What each own host answered for an address that cannot exist."""
        return self._asker.controls.known()

    def not_kept(self) -> TargetFact | None:
        """One row for all addresses that sitemaps name beyond what can be looked at."""
        return self._further.as_target() if self._further.number else None

    def _settle(self) -> None:
        """Hand over the pages of which only the whole crawl tells whether they are gone."""
        home = self._asker.home_reading
        title = home.title if home is not None else ""
        settle(self.frontier, self.controls(), self._plan.budget.redirects, title)
        for page in self._doubted:
            gone = page.address.outcome is Outcome.SOFT_404
            content = page.content if gone else Content(Outcome.OK, UNSEEN)
            self._visitor.take(page._replace(content=content))

    async def _rounds(self) -> None:
        home = self.frontier.add(Address(self._home, own=True, purpose=Purpose.PAGE))
        home.is_home = True
        self._queue_page(home)
        await self._drain(self._queue)
        while self._again and self._again[0].is_home:
            # Other pages are compared with it, and what is known decides whether it runs in
            # circles: it comes to its end first, and alone.  A passing failure needs time to pass.
            await asyncio.sleep(self._pause_s)
            self._queue.append(self._again.popleft())
            await self._drain(self._queue)
        await self._queue_sitemaps()
        await self._drain(self._queue)
        await self._drain(self._probes)
        while self._again:
            waiting, self._again = self._again, deque()
            self._queue.extend(waiting)
            await self._drain(self._queue)
            await self._drain(self._probes)

    async def _drain(self, queue: deque[Address]) -> None:
        running: deque[tuple[Address, asyncio.Task[Answer]]] = deque()
        try:
            while queue or running:
                while queue and len(running) < _WINDOW:
                    address = queue.popleft()
                    running.append((address, asyncio.ensure_future(self._asker.ask(address))))
                address, task = running[0]
                self._take(address, await task)
                running.popleft()
        finally:
            await finish([task for _, task in running])

    async def _queue_sitemaps(self) -> None:
        """Queue own addresses that only the sitemap names."""
        reader = SitemapReader(
            self._home,
            self._scope,
            self.frontier.get,
            self._permission,
            self._visitor,
            _SITEMAP_SHARE * self._plan.max_pages,
        )
        pages, self._further = await reader.read()
        for url in pages:
            address = self._new(url, Purpose.PAGE, depth=1, parent_seq=-1)
            address.in_sitemap, address.element = True, SITEMAP
            self._queue_page(address)

    # -- taking, strictly in order -----------------------------------------------------------

    def _take(self, address: Address, answer: Answer) -> None:
        address.reason = answer.reason
        if answer.kept is None:
            address.outcome = None  # A first attempt whose second is withheld proves nothing.
            return
        exchange, content = answer.kept.exchange, answer.content
        address.attempts = exchange.attempt
        address.presence = answer.presence
        is_open = answer.reason is not None
        address.outcome = None if is_open else content.outcome
        address.status = 0 if is_open else exchange.status or 0
        address.digest = answer.kept.digest
        if self._deserves_another(address, answer):
            self._again.append(address)
            replayed = answer.kept.replayed or self._plan.full_speed
            self._pause_s = 0.0 if replayed else self._plan.pace.second_attempt_s
            return
        if is_redirect(exchange) or answer.onward:
            if self._follow(address, answer.onward):
                self._take_stub(address, content.reading)
                return
            content = Content(address.outcome or content.outcome, None)
        if not address.own or address.purpose is not Purpose.PAGE:
            return
        seq, self._seq = self._seq, self._seq + 1
        address.visited = True
        visited = VisitedPage(seq, address, exchange, content)
        if address.presence is Presence.LIKE_CONTROL:
            # Many may wait, and their bodies are in the archive.
            self._doubted.append(visited._replace(exchange=attrs.evolve(exchange, body=b"")))
        else:
            self._visitor.take(visited)
        if address.is_home:
            self._take_home(address, seq, content.reading)
        elif content.reading is not None:
            self._follow_links(address, seq, content.reading)

    def _take_home(self, home: Address, seq: int, reading: PageReading | None) -> None:
        """Follow the links of the home page, then those of the stubs that led to it."""
        self._asker.home_reading = reading
        if reading is not None:
            self._follow_links(home, seq, reading)
        for stub, of_stub in self._home_stubs:
            self._follow_links(stub, stub.parent_seq, of_stub)

    def _take_stub(self, address: Address, reading: PageReading | None) -> None:
        """Follow the other links of a page that sends its reader on, the home page's at its end."""
        if reading is None or not address.own or address.purpose is not Purpose.PAGE:
            return
        if address.is_home:
            self._home_stubs.append((address, reading))
        else:
            self._follow_links(address, address.parent_seq, reading)

    def _deserves_another(self, address: Address, answer: Answer) -> bool:
        """True for a failure that may pass; another attempt at a guard would be evasion."""
        assert answer.kept is not None
        if answer.content.outcome in NOT_AGAIN:
            return False
        return may_pass(answer.kept.exchange) and address.attempts < MAX_ATTEMPTS

    def _follow(self, address: Address, target: str) -> bool:
        """Note a redirect and queue its target; False when it leads nowhere we may go."""
        own = self._scope.owns(target)
        stopped = self._stopped(address, target, own)
        if stopped is not None:
            address.outcome = stopped
            return False
        address.redirects_to = target
        if self.frontier.get(target) is None:
            page = address.own and own and address.purpose is Purpose.PAGE
            purpose = Purpose.PAGE if page else Purpose.PROBE
            following = self._new(target, purpose, address.depth, address.parent_seq)
            following.is_home, following.hops = address.is_home, address.hops + 1
            self._queue_new(following)
        return True

    def _stopped(self, address: Address, target: str, own: bool) -> Outcome | None:
        """Why a redirect is not followed: no address, too many of them, or away from home.

        The limit counts redirects of every kind (page-traps T-G6).
        """
        if not target:
            return Outcome.REDIRECT_SCHEME
        if target == address.url or address.hops >= self._plan.budget.redirects:
            return Outcome.REDIRECT_LIMIT
        if not address.is_home:
            return None
        if not own:
            return Outcome.MOVED
        # Nothing but its own redirects is known before the home page has come to its end.
        return None if self.frontier.get(target) is None else Outcome.REDIRECT_LIMIT

    def _follow_links(self, page: Address, seq: int, reading: PageReading) -> None:
        get, on_home = self.frontier.get, page.is_home
        on_page = {page.redirects_to}
        for link in reading.links:
            target, element, _ = link
            if target in on_page or element not in LINK_ELEMENTS:
                continue
            on_page.add(target)
            known = get(target)
            if known is None:
                purpose = Purpose.PROBE if element == "img" else Purpose.PAGE
                known = self._new(target, purpose, page.depth + 1, seq)
                self._queue_new(known)
            elif known.own and known.purpose is Purpose.PROBE and element != "img":
                self._promote(known, page.depth + 1, seq)
            if not known.listed:
                known.first_seen_on(page, link)
            known.page_count += 1
            if on_home:
                known.on_home = True

    # -- queuing -----------------------------------------------------------------------------

    def _new(self, url: str, purpose: Purpose, depth: int, parent_seq: int) -> Address:
        """An address met for the first time; whatever is not the unit's own is only probed."""
        own = self._scope.owns(url)
        wanted = purpose if own else Purpose.PROBE
        return self.frontier.add(Address(url, own, wanted, depth, parent_seq))

    def _queue_new(self, address: Address) -> None:
        if address.purpose is Purpose.PAGE:
            self._queue_page(address)
        else:
            self._queue_probe(address)

    def _promote(self, address: Address, depth: int, parent_seq: int) -> None:
        """Make a page of an own address that was first seen as a picture, if not yet asked."""
        if address.outcome is None and address in self._probes:
            self._probes.remove(address)
            address.purpose, address.depth, address.parent_seq = Purpose.PAGE, depth, parent_seq
            self._queue_page(address)

    def _queue_page(self, address: Address) -> None:
        # The home page is never left out, however many redirects lead to it.
        if not address.is_home and self._traps.refuses(address.url):
            address.reason = Reason.TRAP_LIMIT
        elif not address.is_home and self._pages_queued >= self._plan.max_pages:
            address.reason = Reason.PAGE_BUDGET
        else:
            self._pages_queued += 1
            self._queue.append(address)

    def _queue_probe(self, address: Address) -> None:
        if self._probes_queued >= self._plan.max_outside:
            address.reason = Reason.NOT_CHECKED
        elif not address.own and not self._outside.takes(address.url):
            address.reason = Reason.OUTSIDE_BUDGET
        else:
            self._probes_queued += 1
            self._probes.append(address)
