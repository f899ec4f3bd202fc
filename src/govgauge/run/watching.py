"""Timed visits to home pages, appended to each unit's availability series (visits.parquet).

The rule asks for a week of at least 20 spaced visits a day (国办秘函〔2019〕19号 V-W2).  A watch
visits many units from one event loop: a heap of next moments, one short task for each visit under
way, and a journal that is folded into the units' series once a day.  A moment at which the watch
did not run is missed; no visit is ever made up for it.
"""

import asyncio
import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from attrs import define, field

from govgauge.gather.clock import Clock
from govgauge.gather.doors import Door
from govgauge.gather.visiting import Visiting
from govgauge.gather.withheld import Withheld
from govgauge.model.campaign import Plan
from govgauge.model.exchange import Purpose
from govgauge.model.facts import VisitFact
from govgauge.model.quiet import QuietHours, beijing_midnight
from govgauge.model.unit import Unit
from govgauge.run.own_line import OwnLine, Settled
from govgauge.run.visit_times import VisitTimes
from govgauge.store.visits import VisitJournal

# A visit that would start later than this share of the gap after its moment is missed.
_LATE_SHARE = 0.5
_WITNESS_EVERY_S = 60.0


@define
class WatchTally:
    """What a watch came to so far; ``outcomes`` counts visits as they were kept."""

    visits: int = 0
    missed: int = 0
    outcomes: Counter[str] = field(factory=Counter)
    not_answering: set[str] = field(factory=set)

    def as_json(self) -> dict[str, Any]:
        """The same for machines."""
        return {
            "visits": self.visits,
            "missed": self.missed,
            "outcomes": {str(k): n for k, n in sorted(self.outcomes.items())},
            "not_answering": sorted(self.not_answering),
        }


OnVisit = Callable[[WatchTally], None]


class Watch:
    """Visits every unit at its moments; ``witnesses`` are addresses that only show our line works.

    ``in_flight`` bounds the visits under way, whatever the number of units.
    """

    def __init__(
        self,
        units: Sequence[Unit],
        plan: Plan,
        times: VisitTimes,
        vantage: str,
        door: Door,
        journal: VisitJournal,
        clock: Clock,
        on_visit: OnVisit,
        witnesses: Sequence[str] = (),
        in_flight: int = 256,
    ) -> None:
        self._units = units
        self._plan = plan
        self._times = times
        self._vantage = vantage
        self._door = door
        self._journal = journal
        self._clock = clock
        self._on_visit = on_visit
        self._witnesses = witnesses
        self._room = asyncio.Semaphore(in_flight)
        self._quiet = QuietHours.read(plan.pace.quiet_hours)
        self._line = OwnLine()
        self._visiting = Visiting(door.fetch, plan)
        self._under_way: set[asyncio.Task[None]] = set()
        self._error: BaseException | None = None
        self._asked_witness_at = 0.0
        self.tally = WatchTally()

    async def run(self, begin: float, end: float) -> None:
        """Visit at every moment from ``begin`` on and before ``end`` (seconds since the epoch)."""
        times = self._times
        phases = [times.phase_of(unit.unit_id) for unit in self._units]
        heap = [(times.first_from(phase, begin), n) for n, phase in enumerate(phases)]
        heapq.heapify(heap)
        folded = beijing_midnight(begin)
        try:
            while heap and heap[0][0] < end:
                at, number = heap[0]
                await self._clock.sleep_until(at)
                await self._room.acquire()
                now = self._clock.now()
                on_time = now - at <= _LATE_SHARE * times.gap_s
                following = times.first_from(phases[number], max(now, at + times.gap_s / 2))
                heapq.heapreplace(heap, (following, number))
                self._begin_or_miss(number, now, on_time)
                passed = times.between(phases[number], at, min(following, end)) - 1
                self.tally.missed += max(passed, 0)
                if beijing_midnight(now) > folded:
                    folded = beijing_midnight(now)
                    await self._fold()
            await self._finish()
        finally:
            await self._close()

    async def run_once(self) -> None:
        """Visit every unit once, now."""
        try:
            for number in range(len(self._units)):
                await self._room.acquire()
                self._begin_or_miss(number, self._clock.now(), on_time=True)
            await self._finish()
        finally:
            await self._close()

    def _begin_or_miss(self, number: int, now: float, on_time: bool) -> None:
        if self._error is not None:
            raise self._error
        if not on_time or self._quiet.end_of(now) > now:
            self._room.release()
            self.tally.missed += 1
            self._on_visit(self.tally)
            return
        task = asyncio.ensure_future(self._visit(self._units[number], now))
        self._under_way.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._room.release()
        if not task.cancelled() and task.exception() is not None:
            self._error = task.exception()

    async def _visit(self, unit: Unit, at: float) -> None:
        try:
            met = await self._visiting.visit(unit)
        except Withheld:
            self.tally.missed += 1
            return
        visit = VisitFact(at, self._vantage, met.outcome, met.status, met.elapsed_ms)
        self._note(unit.unit_id, visit)
        now = self._clock.now()
        self._keep(self._line.settle(_host(unit.url), unit.unit_id, visit, now))
        if self._line.in_doubt:
            await self._ask_witness(now)

    def _note(self, unit_id: str, visit: VisitFact) -> None:
        self.tally.visits += 1
        if visit.status:
            self.tally.not_answering.discard(unit_id)
        else:
            self.tally.not_answering.add(unit_id)

    async def _ask_witness(self, now: float) -> None:
        """Ask addresses the user named whether anything answers us, at most once a minute."""
        if not self._witnesses or now - self._asked_witness_at < _WITNESS_EVERY_S:
            return
        self._asked_witness_at = now
        for url in self._witnesses:
            try:
                exchange = await self._door.fetch(url, Purpose.VISIT, 1)
            except Withheld:
                continue  # It had its requests of the day: whoever is in doubt stays so.
            if exchange.status:
                self._keep(self._line.answered(_host(url), self._clock.now()))

    def _keep(self, settled: Iterable[Settled]) -> None:
        for unit_id, visit in settled:
            self._journal.append(unit_id, visit)
            self.tally.outcomes[visit.outcome] += 1
        self._on_visit(self.tally)

    async def _fold(self) -> None:
        """Fold the journal unit by unit, between visits; what resolvers do is learnt anew."""
        self._visiting = Visiting(self._door.fetch, self._plan)
        for _ in self._journal.fold():
            await asyncio.sleep(0)

    async def _finish(self) -> None:
        """Let the visits under way come to their end."""
        while self._under_way:
            await asyncio.wait(set(self._under_way))
        if self._error is not None:
            raise self._error

    async def _close(self) -> None:
        """Leave nothing under way; every visit made is in its unit's series."""
        for task in list(self._under_way):
            task.cancel()
        if self._under_way:
            await asyncio.wait(set(self._under_way))
        self._keep(self._line.give_up())
        for _ in self._journal.fold():
            pass


def _host(url: str) -> str:
    return urlsplit(url).netloc
