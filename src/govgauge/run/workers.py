"""Many units at once: worker processes, each with one event loop and many crawls in it.

Units are handed out one by one; the done-marker of a unit is the only truth about it.  A worker
that dies takes nothing with it but the requests it had in flight: its units are handed out
again.
"""

import asyncio
import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple

import uvloop

from govgauge.gather.doors import NetworkDoor
from govgauge.model.campaign import Plan
from govgauge.model.failure import GovgaugeError
from govgauge.model.unit import Unit
from govgauge.run.gathering import UnitTally, gather_unit
from govgauge.store.workspace import CampaignFolder

_UNITS_AT_ONCE = 48
_TRIES = 3


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


Event = Progressed | Gathered | Failed
OnEvent = Callable[[Event], None]


def gather_units(
    units: Sequence[Unit], plan: Plan, folder: CampaignFolder, workers: int, on_event: OnEvent
) -> list[Failed]:
    """Gather every unit that has no done-marker yet; returns those that could not be.

    One worker means this very process.  A full or closed disk ends the run at once.
    """
    failed: dict[str, Failed] = {}

    def note(event: Event) -> None:
        if isinstance(event, Failed):
            failed[event.unit_id] = event
        elif isinstance(event, Gathered):
            failed.pop(event.tally.unit_id, None)
        on_event(event)

    for _ in range(_TRIES):
        waiting = _undone(units, folder)
        if not waiting:
            break
        failed.clear()
        if workers <= 1:
            uvloop.run(_gather_all(iter(waiting), plan, folder, note))
        else:
            _gather_in_processes(waiting, plan, folder, min(workers, len(waiting)), note)
        _raise_first(failed.values())
    for unit in _undone(units, folder):
        failed.setdefault(unit.unit_id, Failed(unit.unit_id, None, "the worker died"))
    return list(failed.values())


def _undone(units: Sequence[Unit], folder: CampaignFolder) -> list[Unit]:
    return [u for u in units if not folder.unit(u.unit_id).is_done]


def _raise_first(failures: Iterable[Failed]) -> None:
    for failure in failures:
        if failure.error is not None:
            raise failure.error


async def _gather_all(
    units: Iterator[Unit], plan: Plan, folder: CampaignFolder, on_event: OnEvent
) -> None:
    """Gather units from an iterator, many at once, in one event loop."""
    # Crawling makes millions of short-lived tuples and no cycles: collect far less often.
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    door = NetworkDoor(plan)
    running: set[asyncio.Task[None]] = set()

    async def one(unit: Unit) -> None:
        try:
            tally = await gather_unit(
                unit,
                plan,
                folder.unit(unit.unit_id),
                door,
                lambda pages: on_event(Progressed(unit.unit_id, pages)),
            )
            on_event(Gathered(tally))
        except GovgaugeError as error:
            on_event(Failed(unit.unit_id, error, str(error)))
            raise
        except Exception as error:
            # A defect of ours in one unit must not take the other units down.
            on_event(Failed(unit.unit_id, None, f"{type(error).__name__}: {error}"))

    try:
        for unit in units:
            running.add(asyncio.ensure_future(one(unit)))
            if len(running) >= _UNITS_AT_ONCE:
                running = await _some_done(running)
        while running:
            running = await _some_done(running)
        await asyncio.sleep(0)  # An interrupt that came with the very last answer still counts.
    except GovgaugeError:
        pass  # Already reported; stop handing out units.
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await door.close()


async def _some_done(running: set[asyncio.Task[None]]) -> set[asyncio.Task[None]]:
    done, left = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()
    return left


# -- worker processes ---------------------------------------------------------------------------


def _gather_in_processes(
    units: Sequence[Unit], plan: Plan, folder: CampaignFolder, workers: int, on_event: OnEvent
) -> None:
    context = multiprocessing.get_context("spawn")
    position = context.Value("q", 0)
    pipes: dict[Connection, Any] = {}
    for _ in range(workers):
        receiving, sending = context.Pipe(duplex=False)
        process = context.Process(
            target=_work, args=(tuple(units), plan, folder, position, sending), daemon=True
        )
        process.start()
        sending.close()
        pipes[receiving] = process
    try:
        _collect(pipes, on_event)
    except BaseException:
        for process in pipes.values():
            process.terminate()
        raise
    finally:
        for process in pipes.values():
            process.join()


def _collect(pipes: dict[Connection, Any], on_event: OnEvent) -> None:
    open_pipes = set(pipes)
    while open_pipes:
        for ready in wait(list(open_pipes)):
            assert isinstance(ready, Connection)
            try:
                on_event(ready.recv())
            except EOFError:
                open_pipes.discard(ready)


def _work(
    units: Sequence[Unit], plan: Plan, folder: CampaignFolder, position: Any, sending: Connection
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches us through the coordinator.
    _die_with_parent()

    def next_units() -> Iterator[Unit]:
        while True:
            with position.get_lock():
                index = position.value
                position.value += 1
            if index >= len(units):
                return
            yield units[index]

    async def until_told() -> None:
        task = asyncio.ensure_future(_gather_all(next_units(), plan, folder, sending.send))
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        await task

    try:
        uvloop.run(until_told())
    except asyncio.CancelledError:
        os._exit(1)
    sending.close()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
