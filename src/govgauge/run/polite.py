"""The door of a run: the network, with what all runs and processes of a workspace share."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from govgauge.gather.clock import Clock
from govgauge.gather.doors import NetworkDoor
from govgauge.model.campaign import Plan
from govgauge.store.request_counts import RequestCounts
from govgauge.store.turns import FileTurns
from govgauge.store.workspace import CampaignFolder


class Courtesy(NamedTuple):
    """How polite one process was: pauses and steps it took, requests of each network."""

    counts: dict[str, int]
    networks: dict[str, int]


@asynccontextmanager
async def open_door(
    plan: Plan, folder: CampaignFolder, clock: Clock | None = None, waits: bool = True
) -> AsyncIterator[NetworkDoor]:
    """The network for one process of a campaign, closed at the end (``waits``: NetworkDoor)."""
    counts, turns = RequestCounts(folder.workspace), FileTurns(folder.workspace)
    door = NetworkDoor(plan, counts, turns, clock, waits)
    try:
        yield door
    finally:
        await door.close()
        counts.close()
        turns.close()


def courtesy_of(door: NetworkDoor) -> Courtesy:
    """What a door did, for ``run.json``."""
    tally = {name: count for name, count in sorted(door.pacer.tally.items()) if count}
    return Courtesy(tally, dict(door.pacer.asked))
