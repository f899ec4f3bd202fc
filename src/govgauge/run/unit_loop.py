"""Many crawls in one event loop: what a worker does, in a process of its own or in this one."""

import asyncio
import gc
import resource
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from govgauge.gather.doors import NetworkDoor
from govgauge.model.campaign import Plan
from govgauge.model.failure import GovgaugeError
from govgauge.model.unit import Unit
from govgauge.run.gathering import UnitTally, gather_unit
from govgauge.run.parser_child import LimitedReaders
from govgauge.run.polite import Courtesy, courtesy_of, open_door
from govgauge.store.workspace import CampaignFolder


class Progressed(NamedTuple):
    """Some more pages of one unit were visited."""

    unit_id: str
    pages: int


class Gathered(NamedTuple):
    """One unit is in the archive, whole."""

    tally: UnitTally


class Failed(NamedTuple):
    """One unit could not be gathered because of us or the machine, never because of the unit."""

    unit_id: str
    error: GovgaugeError | None
    detail: str


Event = Progressed | Gathered | Failed | Courtesy
_ROOM_BYTES = 184 * 1024 * 1024
"""What a worker may hold when it begins a further unit."""
_UNIT_BYTES = 320 * 1024
"""Room kept for a unit under way (it holds 0.2 MiB, by bench/memory.py): units that begin together
all grow later."""
_ALWAYS_AT_ONCE = 24
"""So many units are under way whatever is held: memory once used is hardly ever given back, and a
worker of one unit would wait for one host's turn all day."""
OnEvent = Callable[[Event], None]
NextUnit = Callable[[], Unit | None]


async def gather_all(
    next_unit: NextUnit, at_once: int, plan: Plan, folder: CampaignFolder, on_event: OnEvent
) -> None:
    """Gather what ``next_unit`` hands out until it has no more, ``at_once`` units together.

    While the process holds much memory, no further unit is begun.

    A failure of the user's or the machine's (a full disk) ends it: nothing more is handed out.
    """
    # Crawling makes millions of short-lived tuples and no cycles: collect far less often.
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    readers = LimitedReaders()
    running: set[asyncio.Task[None]] = set()
    idle_bytes = _memory_bytes()

    async def one(unit: Unit, door: NetworkDoor) -> None:
        try:
            tally = await gather_unit(
                unit,
                plan,
                folder.unit(unit.unit_id),
                door,
                lambda pages: on_event(Progressed(unit.unit_id, pages)),
                readers,
            )
            on_event(Gathered(tally))
        except GovgaugeError as error:
            on_event(Failed(unit.unit_id, error, str(error)))
            raise
        except Exception as error:
            # A defect of ours in one unit must not take the other units down.
            on_event(Failed(unit.unit_id, None, f"{type(error).__name__}: {error}"))

    async with open_door(plan, folder) as door:
        try:
            while (unit := next_unit()) is not None:
                running.add(asyncio.ensure_future(one(unit, door)))
                while running and (len(running) >= at_once or _is_full(idle_bytes, len(running))):
                    running = await _some_done(running)
            while running:
                running = await _some_done(running)
            on_event(courtesy_of(door))
            await asyncio.sleep(0)  # An interrupt that came with the last answer still counts.
        except GovgaugeError:
            pass  # Already reported; stop handing out units.
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            await readers.close()


def _is_full(idle_bytes: int, running: int) -> bool:
    """Whether what is held, or what the running units will hold, leaves no room for another."""
    if running < _ALWAYS_AT_ONCE:
        return False
    expected = idle_bytes + running * _UNIT_BYTES
    return max(_memory_bytes(), expected) > _ROOM_BYTES


def _memory_bytes() -> int:
    """What this process holds now; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


async def _some_done(running: set[asyncio.Task[None]]) -> set[asyncio.Task[None]]:
    done, left = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()
    return left
