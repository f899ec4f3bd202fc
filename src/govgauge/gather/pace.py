"""Politeness: how many requests a host gets at once, and how far apart they start.

One ``Pacer`` per process.  Limits are lifted only for addresses opened by name (the demo and
the benches on loopback).
"""

import asyncio
import time
from collections.abc import Callable
from types import TracebackType

from govgauge.model.campaign import Pace

_MAX_HELD_S = 600.0
_SLOWED_GAP_S = 1.0


class _Host:
    __slots__ = ("gap_s", "held_s", "next_start", "not_before", "slots", "slowed")

    def __init__(self, per_host: int, gap_s: float) -> None:
        self.slots = asyncio.Semaphore(per_host)
        self.gap_s = gap_s
        self.next_start = 0.0
        self.not_before = 0.0
        self.held_s = 0.0
        self.slowed = False


class Turn:
    """One request's turn at a host: ``async with``."""

    __slots__ = ("_all", "_host")

    def __init__(self, host: _Host, all_slots: asyncio.Semaphore) -> None:
        self._host = host
        self._all = all_slots

    async def __aenter__(self) -> None:
        await self._host.slots.acquire()
        if self._host.gap_s:
            now = time.monotonic()
            start = max(now, self._host.next_start)
            self._host.next_start = start + self._host.gap_s
            if start > now:
                await asyncio.sleep(start - now)
        while (left := self._host.not_before - time.monotonic()) > 0:
            await asyncio.sleep(left)
        await self._all.acquire()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self._all.release()
        self._host.slots.release()


class Pacer:
    """Hands out turns per host, and never more than ``in_flight`` at once in this process."""

    def __init__(self, pace: Pace, lifted: Callable[[str], bool]) -> None:
        self._pace = pace
        self._lifted = lifted
        self._all = asyncio.Semaphore(pace.in_flight)
        self._hosts: dict[str, _Host] = {}

    def turn(self, host: str) -> Turn:
        """The next turn at a host."""
        if host not in self._hosts:
            if self._lifted(host):
                self._hosts[host] = _Host(self._pace.in_flight, 0.0)
            else:
                self._hosts[host] = _Host(self._pace.per_host, self._pace.gap_s)
        return Turn(self._hosts[host], self._all)

    def widen_gap(self, host: str, gap_s: float) -> None:
        """Keep at least this many seconds between request starts (crawl-delay, Retry-After)."""
        if not self._lifted(host):
            self.turn(host)
            self._hosts[host].gap_s = max(self._hosts[host].gap_s, gap_s)

    def hold(self, host: str, pause_s: float) -> None:
        """Start nothing at this host for a while (Retry-After), and go slower from then on.

        The gap is doubled once, to a second at least.  A host that asks again and again is held
        ten minutes in all: what it then refuses stays open, and the run comes to its end.
        """
        if self._lifted(host):
            return
        self.turn(host)
        known = self._hosts[host]
        if not known.slowed:
            known.slowed = True
            known.gap_s = max(2 * known.gap_s, _SLOWED_GAP_S)
        begin = max(known.not_before, time.monotonic())
        more_s = min(time.monotonic() + pause_s - begin, _MAX_HELD_S - known.held_s)
        if more_s > 0:
            known.held_s += more_s
            known.not_before = begin + more_s
