"""The crawl of one unit: what matters first, bounded, and the same whatever the timing.

Answers are *taken* strictly in the order in which their addresses were asked for, while up to
``WINDOW`` requests are under way, and what is asked next depends only on what was taken.  So the
order of discovery, the page budget's cut and every fact are the same each time; a run that was
killed can be replayed from its archive and goes on as if nothing had happened.

Rounds: the home page alone, with its redirects and its second attempt, then what it links to;
addresses only a sitemap names; images and outside links, once each; a second attempt at whatever
else failed for a passing reason.
"""

import asyncio

import attrs

from govgauge.gather.agreement import settle
from govgauge.gather.ahead import Ahead, tasks_a_crawl
from govgauge.gather.asking import Asker
from govgauge.gather.attempts import MAX_ATTEMPTS, may_pass
from govgauge.gather.browser_guise import may_look_as_browser
from govgauge.gather.canonical import Twins
from govgauge.gather.controls import Control
from govgauge.gather.discovery import Discovery
from govgauge.gather.frontier import SITEMAP, Address, Frontier
from govgauge.gather.in_place import NOT_AGAIN
from govgauge.gather.outside import OutsideBudget
from govgauge.gather.permission import Permission
from govgauge.gather.ranks import Rank
from govgauge.gather.redirect import is_redirect, joined
from govgauge.gather.scope import Scope
from govgauge.gather.sitemap import Further, SitemapReader
from govgauge.gather.traps import TrapGuard
from govgauge.gather.visitor import UNSEEN, Answer, Content, VisitedPage, Visitor
from govgauge.gather.waiting import AgainWaiting, OneWaiting, PagesWaiting, ProbesWaiting, Waiting
from govgauge.gather.zones import Zone
from govgauge.model.campaign import Plan
from govgauge.model.exchange import Exchange, Kept, Purpose
from govgauge.model.facts import TargetFact, TwinFact
from govgauge.model.outcome import Outcome
from govgauge.model.reading import PageReading, Presence
from govgauge.model.unit import Unit
from govgauge.model.verdict import Reason

__all__ = ["Content", "Crawl", "VisitedPage", "Visitor"]

_SITEMAP_SHARE = 4
"""How many addresses from sitemaps are kept for each page of the budget; the rest is counted."""
_MAX_OF_SITEMAPS = 50_000
"""Beyond the page budget no more of them are kept."""


class Crawl:
    """One crawl; call :meth:`run` once, then read ``frontier``.

    ``as_browser`` is the home page and what a browser is shown in its place, where that was asked.
    """

    def __init__(self, unit: Unit, plan: Plan, visitor: Visitor) -> None:
        self._plan = plan
        self._visitor = visitor
        self._home = joined(unit.url, "")
        self._scope = Scope(unit)
        self.frontier = Frontier()
        self._traps = TrapGuard(plan.budget, self.frontier.__contains__)
        self._permission = Permission(plan, visitor.fetch, visitor.widen_gap)
        self._asker = Asker(plan, visitor, self._permission, self._home, self._scope.owns)
        self._twins = Twins(self.frontier)
        self._zone = Zone(self._home, plan.seed)
        self._pages = PagesWaiting(plan.max_pages, self.frontier, self._traps, self._twins)
        outside = OutsideBudget(plan, unit.unit_id)
        self._probes = ProbesWaiting(plan.max_outside, self.frontier, self._zone, outside)
        self._again = AgainWaiting(self._traps)
        self._home_stubs: list[tuple[Address, PageReading]] = []
        self._further = Further("", 0)
        self._pause_s = 0.0
        self._seq = 0
        self._home_page: VisitedPage | None = None
        self.as_browser: tuple[VisitedPage, Answer] | None = None
        self._doubted: list[VisitedPage] = []
        self._found = Discovery(self.frontier, self._scope, self._pages, self._probes)

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

    def twins(self) -> list[TwinFact]:
        """Which rules of spelling were proven, and by which pages."""
        return self._twins.facts()

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
        home = self.frontier.add(self._home, own=True, purpose=Purpose.PAGE)
        home.is_home = True
        self._pages.add(home, Rank.FIRST)
        await self._drain(self._pages)
        while (failed := self._again.home()) is not None:
            # Other pages are compared with it, and what is known decides whether it runs in
            # circles: it comes to its end first, and alone.  A passing failure needs time to pass.
            await asyncio.sleep(self._pause_s)
            await self._drain(OneWaiting(failed))
            await self._drain(self._pages)
        await self._look_as_browser()
        await self._queue_sitemaps()
        await self._drain(self._pages)
        await self._drain_probes()
        while self._again:
            await self._drain(self._again)
            await self._drain(self._pages)
            await self._drain_probes()

    async def _look_as_browser(self) -> None:
        home, self._home_page = self._home_page, None
        if home is None or not may_look_as_browser(self._plan, home.exchange):
            return
        answer = await self._asker.as_browser(home.address.url)
        if answer.kept is not None:
            self.as_browser = home, answer

    async def _drain_probes(self) -> None:
        await self._zone.look(self._visitor.fetch)
        await self._drain(self._probes)

    async def _drain(self, waiting: Waiting) -> None:
        ahead = Ahead(self._asker.ask, tasks_a_crawl(self._plan.pace.units_at_once))
        try:
            while True:
                while (address := waiting.next(len(ahead))) is not None:
                    ahead.add(address)
                if not ahead:
                    return
                address = ahead.first
                if not self._is_left(address):
                    self._take(address, await ahead.answer())
                ahead.drop()
        finally:
            await ahead.close()

    def _is_left(self, address: Address) -> bool:
        """True for an address under way at a host that was given up since it was asked.

        Whether its answer has come by now depends on time, so it is not looked at.
        """
        if address.is_home or address.attempts or not self._traps.is_pit(address.url):
            return False
        address.reason = Reason.TRAP_LIMIT
        return True

    async def _queue_sitemaps(self) -> None:
        """Queue own addresses that only the sitemap names."""
        most = self._plan.max_pages
        reader = SitemapReader(
            self._home,
            self._scope,
            self.frontier.__contains__,
            self._permission,
            self._visitor,
            max(most, min(_SITEMAP_SHARE * most, _MAX_OF_SITEMAPS)),
        )
        pages, self._further = await reader.read()
        for url in pages:
            address = self._found.new(url, Purpose.PAGE, depth=1, parent_seq=-1)
            address.in_sitemap, address.element = True, SITEMAP
            self._pages.add(address, self._found.ranking.of_sitemap(url))

    # -- taking, strictly in order -----------------------------------------------------------

    def _take(self, address: Address, answer: Answer) -> None:
        address.reason = answer.reason
        if answer.kept is None:
            address.outcome = None  # A first attempt whose second is withheld proves nothing.
            return
        if answer.compared:
            self._asker.controls.used(address.url)
        exchange, content = answer.kept.exchange, answer.content
        _note(address, answer, answer.kept)
        if address.own and address.purpose is Purpose.PAGE and not address.is_home:
            self._traps.take(address.url, exchange.outcome, exchange.attempt)
        if self._deserves_another(address, answer):
            self._ask_again(address, answer.kept)
            return
        if is_redirect(exchange) or answer.onward:
            if self._led_on(address, answer):
                return
            content = Content(address.outcome or content.outcome, None)
        if address.own and address.purpose is Purpose.PAGE:
            self._take_page(address, exchange, content)

    def _take_page(self, address: Address, exchange: Exchange, content: Content) -> None:
        seq, self._seq = self._seq, self._seq + 1
        address.visited = True
        fertile = self._learn(address, content.reading)
        visited = VisitedPage(seq, address, exchange, content)
        if address.presence is Presence.LIKE_CONTROL:
            # Many may wait, and their bodies are in the archive.
            self._doubted.append(visited._replace(exchange=attrs.evolve(exchange, body=b"")))
        else:
            self._visitor.take(visited)
        if address.is_home:
            # Its bytes are in the archive: only what was read of it is held to the end.
            self._home_page = visited._replace(exchange=attrs.evolve(exchange, body=b""))
            self._take_home(address, seq, content.reading, exchange.started_at)
        elif content.reading is not None:
            self._found.follow_links(address, seq, content.reading, fertile)

    def _ask_again(self, address: Address, kept: Kept) -> None:
        self._again.add(address)
        at_once = kept.replayed or self._plan.full_speed
        self._pause_s = 0.0 if at_once else self._plan.pace.second_attempt_s

    def _led_on(self, address: Address, answer: Answer) -> bool:
        """Whether a reader is sent on; what is only a way to another page is taken as such."""
        if not self._follow(address, answer.onward):
            return False
        self._twins.take(address, 0)
        self._take_stub(address, answer.content.reading)
        return True

    def _learn(self, address: Address, reading: PageReading | None) -> bool:
        """What a page tells about its like; False when it names nothing new but traps."""
        fertile = True
        if reading is not None and reading.lines:
            address.essence = hash(reading.lines)
            fertile = self._traps.take_page(address.url, address.digest, reading)
        self._twins.take(address, len("".join(reading.lines)) if reading is not None else 0)
        return fertile or address.is_home

    def _take_home(
        self, home: Address, seq: int, reading: PageReading | None, moment: float
    ) -> None:
        """Follow the links of the home page, then those of the stubs that led to it."""
        if reading is not None:
            # Other pages are compared with its text; it is held to the end, by hundreds of crawls.
            self._asker.home_reading = attrs.evolve(reading, links=(), items=())
        self._found.ranking.begin(moment)
        if reading is not None:
            self._found.follow_links(home, seq, reading)
        for stub, of_stub in self._home_stubs:
            self._found.follow_links(stub, stub.parent_seq, of_stub)
        self._home_stubs.clear()

    def _take_stub(self, address: Address, reading: PageReading | None) -> None:
        """Follow the other links of a page that sends its reader on, the home page's at its end."""
        if reading is None or not address.own or address.purpose is not Purpose.PAGE:
            return
        if address.is_home:
            self._home_stubs.append((address, reading))
        else:
            self._found.follow_links(address, address.parent_seq, reading)

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
        address.redirects_to = self._found.follow_redirect(address, target, own)
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
        return None if target not in self.frontier else Outcome.REDIRECT_LIMIT


def _note(address: Address, answer: Answer, kept: Kept) -> None:
    """What became of an address, as its facts will say; an open answer shows nothing."""
    is_open = answer.reason is not None
    address.attempts = kept.exchange.attempt
    address.presence = answer.presence
    address.outcome = None if is_open else answer.content.outcome
    address.status = 0 if is_open else kept.exchange.status or 0
    address.digest = kept.digest
