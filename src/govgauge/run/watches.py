"""A watch over a list of sites in a workspace: started, gone on with, simulated in the demo."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path

import attrs
import uvloop
from attrs import frozen

from govgauge.gather.clock import Clock, SystemClock
from govgauge.gather.visiting import Visiting
from govgauge.model.campaign import Plan
from govgauge.model.facts import VisitFact
from govgauge.model.failure import Conflict, Place, Problem
from govgauge.model.quiet import beijing_day
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.registry.sites import read_sites
from govgauge.run.planning import OnListed, check_opening, ignore, read_list
from govgauge.run.polite import open_door
from govgauge.run.settings import with_settings
from govgauge.run.visit_times import VisitTimes, period_end
from govgauge.run.watching import OnVisit, Watch, WatchTally
from govgauge.store.visits import (
    VisitJournal,
    append_visits,
    keep_watched,
    read_watch,
    write_watch,
)
from govgauge.store.workspace import CampaignFolder, Workspace

VISITS_A_DAY = 24
"""The rule's 20, and room for visits that say nothing about the site."""
RULE_VISITS_A_DAY = 20
RULE_DAYS = 7
_TOTAL_MS = 30_000


@frozen
class AskedWatch:
    """What a user asks of a watch; ``once`` is one visit to each site now, for cron."""

    visits_a_day: int = VISITS_A_DAY
    days: int = RULE_DAYS
    vantage: str = "local"
    witnesses: tuple[str, ...] = ()
    once: bool = False


@frozen
class WatchEnd:
    """What a watch came to; ``begin`` and ``end`` are seconds since the epoch."""

    tally: WatchTally
    units: int
    begin: float
    end: float
    problems: tuple[Problem, ...] = ()

    @property
    def last_day(self) -> str:
        """The last whole day in Beijing that was watched."""
        return beijing_day(self.end - 1)


def start_watch(
    sites: Path,
    workspace: Workspace,
    campaign: str,
    plan: Plan,
    asked: AskedWatch,
    on_start: Callable[[int, float, float], None],
    on_visit: OnVisit,
    clock: Clock | None = None,
    on_listed: OnListed = ignore,
) -> WatchEnd:
    """Watch every site of a list for a campaign of that name, or go on with a watch.

    ``on_start`` is told the units, the begin and the end, ``on_listed`` what is wrong with the
    list.  A watch comes before the campaign's ``run``: what was sealed is not written to again
    (:class:`Conflict`, ``already-sealed``).
    """
    check_opening(plan.opening)
    listed = read_list(sites, on_listed)
    units = listed.units
    clock = clock or SystemClock()
    folder = workspace.campaign(campaign)
    plan = with_settings(plan, workspace)
    # A visit needs to tell no more than that the page did not open within the rule's 15 seconds.
    plan = attrs.evolve(plan, budget=attrs.evolve(plan.budget, total_ms=_TOTAL_MS))
    with folder.locked():
        refuse_sealed(folder, units)
        keep_watched(folder, {unit.unit_id: unit.url for unit in units})
        begin, end = _period(folder, asked, clock.now())
        on_start(len(units), begin, end)
        tally = uvloop.run(_watch(units, plan, folder, asked, clock, end, on_visit))
    return WatchEnd(tally, len(units), begin, end, listed.problems)


async def _watch(
    units: Sequence[Unit],
    plan: Plan,
    folder: CampaignFolder,
    asked: AskedWatch,
    clock: Clock,
    end: float,
    on_visit: OnVisit,
) -> WatchTally:
    times = VisitTimes(asked.visits_a_day, plan.seed)
    journal = VisitJournal(folder)
    # The watch's clock may be a simulated one; requests are paced by the machine's.
    async with open_door(plan, folder, waits=False) as door:
        watch = Watch(
            units, plan, times, asked.vantage, door, journal, clock, on_visit, asked.witnesses
        )
        if asked.once:
            await watch.run_once()
        else:
            await watch.run(clock.now(), end)
    return watch.tally


def _period(folder: CampaignFolder, asked: AskedWatch, now: float) -> tuple[float, float]:
    """Begin and end: those of the watch that was stopped, else from now on."""
    held = read_watch(folder)
    begin = held.get("begin", now)
    end = period_end(begin, asked.days)
    if end <= now:
        begin, end = now, period_end(now, asked.days)
    if not asked.once:
        facts = attrs.asdict(asked) | {"begin": begin, "end": end}
        write_watch(folder, facts)
    return begin, end


def refuse_sealed(folder: CampaignFolder, units: Sequence[Unit]) -> None:
    """Raise ``Conflict`` (``already-sealed``) where a unit's series can no longer grow."""
    if any(folder.unit(unit.unit_id).is_done for unit in units):
        raise Conflict(
            "already-sealed",
            Text(
                "该批次已采集并封存，不再追加访问记录",
                "this campaign is gathered and sealed; no visit is added to it",
            ),
            Text(
                "先 watch 后 run；或用 --campaign 另起批次",
                "watch first, then run; or name a new campaign with --campaign",
            ),
            Place.in_file(folder.path),
        )


# -- the demo's simulated week -------------------------------------------------------------------


def moments_before(
    as_of: datetime, days: int = RULE_DAYS, visits_a_day: int = RULE_VISITS_A_DAY
) -> list[float]:
    """Evenly spaced moments of so many days before a time point, seconds since the epoch."""
    gap = timedelta(days=1) / visits_a_day
    count = days * visits_a_day
    return [(as_of - gap * (count - n - 0.5)).timestamp() for n in range(count)]


def watch_list(
    sites: Path,
    workspace: Workspace,
    campaign: str,
    plan: Plan,
    moments: Sequence[float],
    vantages: Sequence[str],
    progress: Callable[[int, int], None],
) -> None:
    """Visit every site of a list now, once for each moment and place; kept under that moment."""
    units = read_sites(sites).units
    folder = workspace.campaign(campaign)
    uvloop.run(_visit_all(units, plan, folder, moments, vantages, progress))


async def _visit_all(
    units: Sequence[Unit],
    plan: Plan,
    folder: CampaignFolder,
    moments: Sequence[float],
    vantages: Sequence[str],
    progress: Callable[[int, int], None],
) -> None:
    async def series(unit: Unit, visiting: Visiting) -> None:
        visits = []
        for at, vantage in product(moments, vantages):
            met = await visiting.visit(unit)
            visits.append(VisitFact(at, vantage, met.outcome, met.status, met.elapsed_ms))
        append_visits(folder.unit(unit.unit_id).visits, visits)

    async with open_door(plan, folder, waits=False) as door:
        visiting = Visiting(door.fetch, plan)
        every = [series(unit, visiting) for unit in units]
        for number, one in enumerate(asyncio.as_completed(every), 1):
            await one
            progress(number, len(units))
