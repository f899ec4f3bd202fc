"""Worker processes under one coordinator: units handed out one by one, the dead replaced.

A worker that dies takes nothing with it but the requests it had in flight.  The units it had are
suspects: each is gathered again by a worker that has no other unit, so that one that kills its
worker (memory) is found out and the others are not.
"""

import asyncio
import contextlib
import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Sequence
from multiprocessing.connection import Connection, wait
from typing import Any

import uvloop
from attrs import define, field

from govgauge.model.campaign import Plan
from govgauge.model.unit import Unit
from govgauge.run.unit_loop import Event, Failed, Gathered, OnEvent, gather_all
from govgauge.store.workspace import CampaignFolder

TRIES = 3
"""How often a unit may fail, alone in its worker, before it is left undone."""
_WANTS = "wants a unit"
_STILLBORN = 3
_PATIENCE_S = 20


@define(eq=False)
class _Hand:
    """One worker process: its pipe, the units it has; a lone one never has two."""

    process: Any
    pipe: Connection
    lone: bool
    held: dict[str, Unit] = field(factory=dict)
    has_asked: bool = False


class Crew:
    """Gathers units with several processes; call :meth:`gather` once."""

    def __init__(self, plan: Plan, folder: CampaignFolder, workers: int, on_event: OnEvent) -> None:
        self._plan = plan
        self._folder = folder
        self._workers = workers
        self._on_event = on_event
        self._waiting: deque[Unit] = deque()
        self._suspects: deque[Unit] = deque()
        self._failures: Counter[str] = Counter()
        self._failed: dict[str, Failed] = {}
        self._hands: dict[Connection, _Hand] = {}
        self._stillborn = 0

    def gather(self, units: Sequence[Unit]) -> list[Failed]:
        """Gather every unit; returns those that failed for good, each once."""
        self._waiting.extend(units)
        try:
            self._hire()
            while self._hands:
                for ready in wait(list(self._hands)):
                    assert isinstance(ready, Connection)
                    if ready in self._hands:
                        self._hear(self._hands[ready])
                self._hire()
        finally:
            self._dismiss()
        for unit in (*self._waiting, *self._suspects):
            self._failed.setdefault(unit.unit_id, Failed(unit.unit_id, None, "no worker started"))
        return list(self._failed.values())

    # -- hiring --------------------------------------------------------------------------------

    def _hire(self) -> None:
        """Start workers for the places that are free, one of them for suspects."""
        while len(self._hands) < self._workers and self._stillborn < _STILLBORN:
            has_lone = any(hand.lone for hand in self._hands.values())
            if self._suspects and not has_lone:
                self._start(lone=True)
            elif len(self._waiting) > sum(not h.has_asked for h in self._hands.values()):
                self._start(lone=False)
            else:
                return

    def _start(self, lone: bool) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        at_once = 1 if lone else self._plan.pace.units_at_once
        process = context.Process(
            target=work, args=(self._plan, self._folder, at_once, theirs), daemon=True
        )
        process.start()
        theirs.close()
        self._hands[ours] = _Hand(process, ours, lone)

    def _dismiss(self) -> None:
        """End whatever still runs; nothing is lost by it but requests in flight."""
        for hand in self._hands.values():
            hand.process.terminate()
            hand.pipe.close()  # One that waits to be heard must not wait for ever.
        for hand in self._hands.values():
            hand.process.join(_PATIENCE_S)
            if hand.process.is_alive():
                hand.process.kill()
                hand.process.join()
        self._hands.clear()

    # -- hearing -------------------------------------------------------------------------------

    def _hear(self, hand: _Hand) -> None:
        try:
            message = hand.pipe.recv()
        except (EOFError, OSError):
            self._bury(hand)
            return
        if message == _WANTS:
            hand.has_asked, self._stillborn = True, 0
            self._hand_out(hand)
        else:
            self._note(hand, message)

    def _hand_out(self, hand: _Hand) -> None:
        queue = self._suspects if hand.lone else self._waiting
        unit = queue.popleft() if queue else None
        if unit is not None:
            hand.held[unit.unit_id] = unit
        with contextlib.suppress(OSError):  # It died since: its pipe will say so.
            hand.pipe.send(unit)

    def _note(self, hand: _Hand, event: Event) -> None:
        if isinstance(event, Failed):
            self._fail(hand.held.pop(event.unit_id), event)
            return
        if isinstance(event, Gathered):
            hand.held.pop(event.tally.unit_id)
        self._on_event(event)

    def _fail(self, unit: Unit, failure: Failed) -> None:
        """Try a unit again alone; what the user or the machine must mend ends the run at once."""
        self._failures[unit.unit_id] += 1
        if failure.error is None and self._failures[unit.unit_id] < TRIES:
            self._suspects.append(unit)
            return
        self._failed[unit.unit_id] = failure
        self._on_event(failure)
        if failure.error is not None:
            self._waiting.clear()
            self._suspects.clear()
            self._dismiss()

    def _bury(self, hand: _Hand) -> None:
        """A worker is gone: at its work's end, or killed with units in its hands."""
        del self._hands[hand.pipe]
        hand.process.join()
        hand.pipe.close()
        self._stillborn += not hand.has_asked
        for unit in hand.held.values():
            if self._folder.unit(unit.unit_id).is_done:
                continue
            if hand.lone:
                self._fail(unit, Failed(unit.unit_id, None, "the worker died"))
            else:
                self._suspects.append(unit)


# -- inside a worker process --------------------------------------------------------------------


def work(plan: Plan, folder: CampaignFolder, at_once: int, pipe: Connection) -> None:
    """Gather what the coordinator hands out; the whole life of one worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches us through the coordinator.
    _die_with_parent()

    def next_unit() -> Unit | None:
        pipe.send(_WANTS)
        unit: Unit | None = pipe.recv()
        return unit

    async def until_told() -> None:
        task = asyncio.ensure_future(gather_all(next_unit, at_once, plan, folder, pipe.send))
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
        await task

    try:
        with folder.as_worker():
            uvloop.run(until_told())
    except (asyncio.CancelledError, EOFError, BrokenPipeError):
        os._exit(1)  # Told to stop, or nobody is left who could.
    pipe.close()


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
