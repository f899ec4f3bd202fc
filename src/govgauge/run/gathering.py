"""Gathers one unit: crawl through the archive, so that nothing is ever asked twice."""

import asyncio
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from attrs import frozen

from govgauge import __version__
from govgauge.extract.columns import ColumnReader
from govgauge.extract.missing import Missing
from govgauge.gather.crawl import Crawl, VisitedPage, Visitor
from govgauge.gather.doors import Door, NetworkDoor
from govgauge.gather.targets import targets
from govgauge.model.campaign import Plan
from govgauge.model.exchange import Kept, Purpose
from govgauge.model.facts import TargetFact, VisitFact
from govgauge.model.outcome import Outcome
from govgauge.model.unit import Unit
from govgauge.model.verdict import Reason
from govgauge.run.held_pages import HeldPages
from govgauge.run.outside_pages import OutsidePages
from govgauge.run.page_reading import PageReader
from govgauge.run.parser_child import LimitedReaders
from govgauge.run.unit_attachments import UnitAttachments
from govgauge.run.unit_facts import FactsSink, add_page, browser_view, visit_fact
from govgauge.run.unit_texts import UnitTexts
from govgauge.store.archive import ExchangeKey, UnitArchive
from govgauge.store.facts import FactsWriter
from govgauge.store.manifest import write_manifest
from govgauge.store.visits import append_visits
from govgauge.store.warc import payload_digest
from govgauge.store.workspace import UnitFolder

OnPages = Callable[[int], None]
_PAGES_A_NOTE = 10
_ROWS_A_TIME = 1_024
_RULES_HOLD_S = 86_400
# Attempts at one asking count from 1, those at the next from 101.
_RENEWAL = 100
_VANTAGE = "local"
SOFTWARE = f"govgauge/{__version__}"


@frozen
class UnitTally:
    """What gathering one unit came to; machine facts for ``run.json``, not for results."""

    unit_id: str
    pages: int
    exchanges: int
    replayed: int
    home_outcome: str


def _home_outcome(visited: VisitedPage) -> str:
    """``ok`` for a home page that opened, ``http_503`` and the like, or the exchange's outcome."""
    outcome, status = visited.address.outcome or visited.content.outcome, visited.exchange.status
    if outcome is Outcome.OK and status != 200:
        return f"http_{status}"
    return outcome.value


class UnitGathering:
    """One unit's crawl between a door, an archive and a place for facts."""

    def __init__(
        self,
        unit: Unit,
        plan: Plan,
        folder: Path,
        door: Door,
        facts: FactsSink,
        on_pages: OnPages,
        readers: LimitedReaders,
    ) -> None:
        self._unit = unit
        self._plan = plan
        self._door = door
        self._facts = facts
        self._on_pages = on_pages
        self.visits: list[VisitFact] = []
        self._archive = UnitArchive(folder, SOFTWARE)
        self._under_way: dict[ExchangeKey, asyncio.Event] = {}
        self._reader = PageReader(plan.budget, readers.pages)
        self._attachments = UnitAttachments(readers.attachments, self._body, facts)
        self._texts = UnitTexts(facts) if plan.texts else None
        self._column_pages = HeldPages(folder)
        self._columns = ColumnReader(self._column_pages)
        self._pages = self._exchanges = self._replayed = 0
        self._home_outcome = ""

    async def run(self) -> UnitTally:
        """Crawl to the end; every exchange is in the archive before it is read."""
        visitor = Visitor(
            fetch=self._fetch,
            read=self._reader.read,
            decode=self._reader.decode,
            compare=Missing(),
            take=self._take,
            widen_gap=self._door.widen_gap,
        )
        crawl = Crawl(self._unit, self._plan, visitor)
        try:
            await crawl.run()
            concerned = self._add_targets(crawl)
            await self._attachments.finish()
            self._add_unit_facts(crawl, concerned)
        finally:
            await self._attachments.abandon()
            self._archive.close()
            self._column_pages.close()
        return UnitTally(
            self._unit.unit_id, self._pages, self._exchanges, self._replayed, self._home_outcome
        )

    def _body(self, url: str, purpose: Purpose, attempt: int) -> bytes:
        """The decoded payload of an exchange that is in the archive."""
        kept = self._archive.find(url, purpose, attempt)
        return self._reader.decode(kept) if kept is not None else b""

    def _add_targets(self, crawl: Crawl) -> list[TargetFact]:
        """Hand over what the unit's links lead to; returns what its columns ask for of it.

        There are as many as pages: they are gone through once, and never held.
        """
        concerned: list[TargetFact] = []
        outside = OutsidePages(self._archive.find, self._reader.decode)
        rows = targets(crawl.frontier, self._plan.budget.redirects)
        while some := list(islice(rows, _ROWS_A_TIME)):
            self._facts.extend("targets", some)
            concerned += filter(self._columns.concerns, some)
            self._attachments.note_anchors(some)
            self._facts.extend("outside_pages", list(outside.of(some)))
        further = crawl.not_kept()
        self._facts.extend("targets", [further] if further else [])
        return concerned

    def _add_unit_facts(self, crawl: Crawl, concerned: Sequence[TargetFact]) -> None:
        """Facts that only the whole unit shows: its columns, controls and twins."""
        controls = crawl.controls()
        columns, items = self._columns.read(concerned)
        for kind, rows in (("columns", columns), ("column_items", items)):
            for start in range(0, len(rows), _ROWS_A_TIME):
                self._facts.extend(kind, rows[start : start + _ROWS_A_TIME])
        self._facts.extend("controls", [control.fact for control in controls])
        self._facts.extend("twins", crawl.twins())
        if crawl.as_browser is not None:
            self._facts.extend("browser_views", [browser_view(*crawl.as_browser)])

    async def _fetch(self, url: str, purpose: Purpose, attempt: int, cookie: str = "") -> Kept:
        """The exchange of this key: the archive's, else made now, once for all who ask for it.

        A server may answer otherwise the next time, and a replay only knows the first answer.
        """
        self._exchanges += 1
        if purpose is Purpose.ROBOTS:
            attempt = self._renewed(url, attempt)
        key = ExchangeKey(url, purpose, attempt)
        while (asked := self._under_way.get(key)) is not None:
            await asked.wait()
        kept = self._archive.find(url, purpose, attempt)
        if kept is not None:
            self._replayed += 1
            return Kept(kept, payload_digest(kept), replayed=True)
        answered = self._under_way[key] = asyncio.Event()
        try:
            exchange = await self._door.fetch(url, purpose, attempt, cookie)
            return Kept(exchange, self._archive.append(exchange))
        finally:
            del self._under_way[key]
            answered.set()

    def _renewed(self, url: str, attempt: int) -> int:
        """The latest asking for a robots.txt, or the next one when that is over a day old.

        Rules are kept for 24 hours at most (RFC 9309 §2.4): a run that goes on later asks anew
        before it asks for anything else.  What was sealed, or has no network, stays as it is.
        """
        while (kept := self._archive.find(url, Purpose.ROBOTS, attempt)) is not None:
            following = attempt + _RENEWAL
            if self._archive.find(url, Purpose.ROBOTS, following) is None:
                fresh = time.time() - kept.started_at <= _RULES_HOLD_S
                return attempt if fresh or not isinstance(self._door, NetworkDoor) else following
            attempt = following
        return attempt

    def _take(self, visited: VisitedPage) -> None:
        self._pages += 1
        if self._pages % _PAGES_A_NOTE == 0:
            self._on_pages(_PAGES_A_NOTE)
        add_page(self._facts, visited)
        if self._texts is not None:
            self._texts.take(visited)
        if self._plan.attachments:
            self._attachments.take(visited)
        address, reading = visited.address, visited.content.reading
        if reading is not None and address.outcome is Outcome.OK:
            self._columns.add(visited.seq, address.url, address.depth, address.digest, reading)
        elif address.is_home:
            reason = Reason.of(address.outcome or visited.content.outcome, address.status)
            self._columns.miss_home(address.url, reason)
        if visited.address.is_home:
            self._home_outcome = _home_outcome(visited)
            self.visits.append(visit_fact(visited, _VANTAGE))


async def gather_unit(
    unit: Unit,
    plan: Plan,
    folder: UnitFolder,
    door: Door,
    on_pages: OnPages,
    readers: LimitedReaders,
) -> UnitTally:
    """Gather one unit into its folder and set its done-marker, or leave it to be resumed.

    ``on_pages`` is told now and then how many more pages were visited.  ``readers`` are the
    limited processes that all units of one event loop share.
    """
    folder.sweep()
    facts = FactsWriter(folder.facts)
    gathering = UnitGathering(unit, plan, folder.path, door, facts, on_pages, readers)
    try:
        tally = await gathering.run()
        facts.close()
    except BaseException:
        facts.abort()
        raise
    append_visits(folder.visits, gathering.visits)
    write_manifest(folder)
    return tally
