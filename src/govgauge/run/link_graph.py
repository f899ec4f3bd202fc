"""The link graph of a list of sites: who links to what, and nothing else.

The crawl is that of an inspection, with its politeness, traps and budget; but no evidence is kept
and nothing is judged, so a graph accuses nobody.  A graph that was stopped begins anew.
"""

import asyncio
import gc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import uvloop
from attrs import frozen

from govgauge.extract.link_page import read_link_page
from govgauge.gather.crawl import Crawl, VisitedPage, Visitor
from govgauge.gather.doors import NetworkDoor
from govgauge.model.campaign import Plan
from govgauge.model.exchange import Kept, Purpose
from govgauge.model.failure import Problem
from govgauge.model.reading import PageReading, Presence
from govgauge.model.unit import Unit
from govgauge.run.authorisation import check_mandate, check_scope
from govgauge.run.page_reading import PageReader
from govgauge.run.planning import OnListed, check_opening, ignore, read_list
from govgauge.run.unit_facts import final_url
from govgauge.store.graph import GraphWriter

_UNITS_AT_ONCE = 48


class Counted(NamedTuple):
    """Pages visited and links written of one unit, or of all."""

    pages: int
    links: int


@frozen
class GraphEnd:
    """What a graph came to, by unit, and what was wrong with the list."""

    units: dict[str, Counted]
    problems: tuple[Problem, ...]

    def total(self) -> Counted:
        """Pages and links of all units."""
        return Counted(
            sum(c.pages for c in self.units.values()), sum(c.links for c in self.units.values())
        )


def draw_graph(
    sites: Path,
    folder: Path,
    plan: Plan,
    on_unit: Callable[[int, int], None],
    on_listed: OnListed = ignore,
) -> GraphEnd:
    """Crawl every site of a list and write its link graph into a folder.

    ``on_unit`` is told units done and units in all.  Raises ``NothingDone`` (``no-units``) and
    what a bad list or a full disk raises.
    """
    check_opening(plan.opening)
    check_mandate(plan)
    listed = read_list(sites, on_listed)
    check_scope(plan, listed.units)
    units = uvloop.run(_draw_all(listed.units, folder, plan, on_unit))
    return GraphEnd(units, tuple(listed.problems))


async def _draw_all(
    units: Sequence[Unit], folder: Path, plan: Plan, on_unit: Callable[[int, int], None]
) -> dict[str, Counted]:
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    door = NetworkDoor(plan)
    slots = asyncio.Semaphore(_UNITS_AT_ONCE)
    done: dict[str, Counted] = {}

    async def one(unit: Unit) -> None:
        async with slots:
            done[unit.unit_id] = await _UnitGraph(unit, plan, folder, door).draw()
            on_unit(len(done), len(units))

    try:
        async with asyncio.TaskGroup() as group:
            for unit in units:
                group.create_task(one(unit))
    except* Exception as failures:
        raise failures.exceptions[0] from None
    finally:
        await door.close()
    return {unit.unit_id: done[unit.unit_id] for unit in units}


class _UnitGraph:
    def __init__(self, unit: Unit, plan: Plan, folder: Path, door: NetworkDoor) -> None:
        self._unit, self._plan, self._door = unit, plan, door
        self._writer = GraphWriter(folder, unit.unit_id)
        self._pages = self._links = 0

    async def draw(self) -> Counted:
        reader = PageReader(self._plan.budget, read=read_link_page)
        visitor = Visitor(
            fetch=self._fetch,
            read=reader.read,
            decode=reader.decode,
            compare=_as_it_stands,
            take=self._take,
            widen_gap=self._door.widen_gap,
        )
        try:
            await Crawl(self._unit, self._plan, visitor).run()
            self._writer.close()
        except BaseException:
            self._writer.abort()
            raise
        return Counted(self._pages, self._links)

    async def _fetch(self, url: str, purpose: Purpose, attempt: int, cookie: str = "") -> Kept:
        return Kept(await self._door.fetch(url, purpose, attempt, cookie), "")

    def _take(self, visited: VisitedPage) -> None:
        address, reading = visited.address, visited.content.reading
        outcome = address.outcome or visited.content.outcome
        self._pages += 1
        self._writer.add_page(
            address.url,
            final_url(address),
            outcome.value,
            visited.exchange.status or 0,
            address.depth,
        )
        if reading is not None:
            self._links += len(reading.links)
            self._writer.add_links(address.url, reading.links)


def _as_it_stands(
    page: PageReading, control: PageReading | None, home: PageReading | None
) -> Presence:
    """Whether a page is one is a matter of its text, which is not read here."""
    return Presence.THERE
