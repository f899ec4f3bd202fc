"""A clock that a test moves: waiting takes no time, and real requests come to their end first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from govgauge.model.quiet import beijing_midnight

MIDNIGHT = beijing_midnight(1_795_000_000.0)
"""Some midnight in Beijing."""


class SimulatedClock:
    """``at`` is called with every moment waited for; it may set the clock on, or end the run."""

    def __init__(self, start: float = MIDNIGHT, at: Callable[[float], float | None] = float):
        self._now = start
        self._at = at
        self.slept: list[float] = []

    def now(self) -> float:
        return self._now

    def steady(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await self.sleep_until(self._now + seconds)

    async def sleep_until(self, moment: float) -> None:
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(others)
        self._now = max(self._now, self._at(moment) or moment)


class PacedClock(SimulatedClock):
    """The same for tasks that wait for each other: only lets the loop go round."""

    async def sleep_until(self, moment: float) -> None:
        await asyncio.sleep(0)
        self._now = max(self._now, moment)
