"""The clock that paces requests and spreads visits; tests and benches hand in one of their own."""

import asyncio
import time
from typing import Protocol

# A machine that slept or whose clock was set is noticed within this time.
_LONGEST_SLEEP_S = 60.0


class Clock(Protocol):
    """What time it is, and waiting for a moment."""

    def now(self) -> float:
        """Seconds since the epoch (UTC)."""
        ...

    def steady(self) -> float:
        """Seconds of a clock that is never set back; its zero is the machine's start."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait; a negative time means not at all."""
        ...

    async def sleep_until(self, moment: float) -> None:
        """Wait until :meth:`now` has reached a moment."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> float:
        """Seconds since the epoch (UTC)."""
        return time.time()

    def steady(self) -> float:
        """Seconds since the machine's start, the same in every process."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait that long by the steady clock."""
        # An event loop's timer may fire a little early.
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            await asyncio.sleep(left)

    async def sleep_until(self, moment: float) -> None:
        """Wait in pieces, so that a clock that is set meanwhile is believed."""
        while (left := moment - time.time()) > 0:
            await asyncio.sleep(min(left, _LONGEST_SLEEP_S))
