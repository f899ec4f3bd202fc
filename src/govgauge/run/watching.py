"""Timed visits to home pages, appended to each unit's availability series (visits.parquet).

The rule asks for a week of at least 20 spaced visits a day (国办秘函〔2019〕19号 V-W2).  When they are
made is the caller's business: ``moments`` may be the clock's or, in the demo, simulated ones; the
series says which vantage point they come from.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import uvloop

from govgauge.gather.doors import NetworkDoor
from govgauge.gather.visiting import Visit, Visiting
from govgauge.model.campaign import Plan
from govgauge.model.facts import VisitFact
from govgauge.model.unit import Unit
from govgauge.registry.sites import read_sites
from govgauge.store.facts import append_visits
from govgauge.store.workspace import CampaignFolder, Workspace

VISITS_A_DAY = 20


def moments_before(as_of: datetime, days: int = 7, visits_a_day: int = VISITS_A_DAY) -> list[float]:
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
    vantage: str,
    progress: Callable[[int, int], None],
) -> None:
    """Watch every site of a list, before or while a campaign of that name gathers it."""
    units = read_sites(sites).units
    watch_units(units, plan, workspace.campaign(campaign), moments, vantage, progress)


def watch_units(
    units: Sequence[Unit],
    plan: Plan,
    folder: CampaignFolder,
    moments: Sequence[float],
    vantage: str,
    progress: Callable[[int, int], None],
) -> None:
    """Visit every home page once for each moment, now, and append the visits under that moment."""
    uvloop.run(_watch_all(units, plan, folder, moments, vantage, progress))


async def _watch_all(
    units: Sequence[Unit],
    plan: Plan,
    folder: CampaignFolder,
    moments: Sequence[float],
    vantage: str,
    progress: Callable[[int, int], None],
) -> None:
    door = NetworkDoor(plan)
    try:
        visiting = Visiting(door.fetch, plan)
        watches = [_watch(unit, visiting, moments, vantage) for unit in units]
        for number, watch in enumerate(asyncio.as_completed(watches), 1):
            unit_id, visits = await watch
            append_visits(folder.unit(unit_id).visits, visits)
            progress(number, len(units))
    finally:
        await door.close()


async def _watch(
    unit: Unit, visiting: Visiting, moments: Sequence[float], vantage: str
) -> tuple[str, list[VisitFact]]:
    visits = [_as_fact(await visiting.visit(unit), at, vantage) for at in moments]
    return unit.unit_id, visits


def _as_fact(visit: Visit, at: float, vantage: str) -> VisitFact:
    return VisitFact(at, vantage, visit.outcome, visit.status, visit.elapsed_ms)
