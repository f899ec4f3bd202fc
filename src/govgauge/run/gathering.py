"""Gathers one unit: crawl through the archive, so that nothing is ever asked twice."""

from pathlib import Path
from typing import Protocol

from attrs import frozen

from govgauge import __version__
from govgauge.gather.crawl import Crawl, VisitedPage, Visitor
from govgauge.gather.pace import Pacer
from govgauge.gather.wire import Wire
from govgauge.model.campaign import Plan
from govgauge.model.exchange import Exchange, Kept, Purpose
from govgauge.model.unit import Unit
from govgauge.run.page_reading import PageReader
from govgauge.run.unit_facts import Extend, add_page, visit_fact
from govgauge.store.archive import UnitArchive
from govgauge.store.warc import payload_digest

SOFTWARE = f"govgauge/{__version__}"


class NetworkOff(Exception):
    """A replay asked for an exchange that was never kept."""


@frozen
class UnitTally:
    """What gathering one unit came to; machine facts for ``run.json``, not for results."""

    unit_id: str
    pages: int
    exchanges: int
    replayed: int
    home_outcome: str


class Door(Protocol):
    """Where exchanges come from: the network, or nowhere during a replay."""

    async def fetch(self, url: str, purpose: Purpose, attempt: int) -> Exchange:
        """One exchange."""
        ...

    def widen_gap(self, host: str, gap_s: float) -> None:
        """Slow down towards one host."""
        ...


class NetworkDoor:
    """The network, politely."""

    def __init__(self, wire: Wire, pacer: Pacer) -> None:
        self._wire = wire
        self._pacer = pacer

    async def fetch(self, url: str, purpose: Purpose, attempt: int) -> Exchange:
        """One exchange when it is this host's turn."""
        host = url[url.find("//") + 2 :].partition("/")[0]
        async with self._pacer.turn(host):
            return await self._wire.fetch(url, purpose, attempt)

    def widen_gap(self, host: str, gap_s: float) -> None:
        """Slow down towards one host."""
        self._pacer.widen_gap(host, gap_s)


class ClosedDoor:
    """No network: whatever the archive does not hold is an error."""

    async def fetch(self, url: str, purpose: Purpose, attempt: int) -> Exchange:
        """Always refuses."""
        raise NetworkOff(url)

    def widen_gap(self, host: str, gap_s: float) -> None:
        """Nothing to slow down."""


class UnitGathering:
    """One unit's crawl between a door, an archive and a place for facts."""

    def __init__(
        self, unit: Unit, plan: Plan, folder: Path, door: Door, extend: Extend, vantage: str
    ) -> None:
        self._unit = unit
        self._plan = plan
        self._door = door
        self._extend = extend
        self._vantage = vantage
        self._archive = UnitArchive(folder, SOFTWARE)
        self._reader = PageReader(plan.budget)
        self._pages = self._exchanges = self._replayed = 0
        self._home_outcome = ""

    async def run(self) -> UnitTally:
        """Crawl to the end; every exchange is in the archive before it is read."""
        visitor = Visitor(
            self._fetch, self._reader.read, self._reader.decode, self._take, self._door.widen_gap
        )
        crawl = Crawl(self._unit, self._plan, visitor)
        try:
            await crawl.run()
        finally:
            self._archive.close()
        self._extend("targets", crawl.frontier.targets(self._plan.budget.redirects))
        return UnitTally(
            self._unit.unit_id, self._pages, self._exchanges, self._replayed, self._home_outcome
        )

    async def _fetch(self, url: str, purpose: Purpose, attempt: int) -> Kept:
        self._exchanges += 1
        kept = self._archive.find(url, purpose, attempt)
        if kept is not None:
            self._replayed += 1
            return Kept(kept, payload_digest(kept), replayed=True)
        exchange = await self._door.fetch(url, purpose, attempt)
        return Kept(exchange, self._archive.append(exchange))

    def _take(self, visited: VisitedPage) -> None:
        self._pages += 1
        add_page(self._extend, visited)
        if visited.address.is_home:
            self._home_outcome = visited.address.outcome or ""
            self._extend("visits", [visit_fact(visited, self._vantage)])
