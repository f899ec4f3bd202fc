"""One place that requests go to, and what it can bear: a host, an address, or a network.

Additive increase, multiplicative decrease: a bad answer (5xx, a plea to slow down, silence, a
reset, an answer far slower than usual) halves the requests under way at once and doubles the gap
between their starts; every ten good answers give one step back.  Timing only: what is asked and
what is made of it never depends on it.
"""

import asyncio
from collections import deque

from govgauge.model.exchange import Exchange
from govgauge.model.outcome import Outcome

GOOD_FOR_A_STEP = 10
# A place without a gap of its own begins with this share of the longest.
_FIRST_SHARE = 1 / 16
_SLOW_TIMES, _SLOW_S, _SAMPLES = 4.0, 2.0, 8
_STRAINED = frozenset(
    {
        Outcome.RESET,
        Outcome.REFUSED,
        Outcome.TRUNCATED,
        Outcome.TIMEOUT_CONNECT,
        Outcome.TIMEOUT_HEADER,
        Outcome.TIMEOUT_IDLE,
        Outcome.TIMEOUT_TOTAL,
        Outcome.TLS_TIMEOUT,
        Outcome.RATE_LIMITED,
    }
)


class Place:
    """Requests under way at one place, bounded, and the moment the next one may start.

    Moments are seconds of a steady clock.
    """

    __slots__ = (
        "_full",
        "_good",
        "_limit",
        "_longest_s",
        "_running",
        "_samples",
        "_step_s",
        "_strain_s",
        "_usual_s",
        "_waiting",
        "gap_s",
        "held_s",
        "ready_at",
    )

    def __init__(self, at_once: int, gap_s: float, longest_s: float = 8.0) -> None:
        self._longest_s = longest_s
        self._step_s = max(gap_s, _FIRST_SHARE * longest_s)
        self._full = self._limit = at_once
        self._running = self._good = self._samples = 0
        self._strain_s = self._usual_s = 0.0
        self._waiting: deque[asyncio.Future[None]] = deque()
        self.gap_s = gap_s
        self.ready_at = self.held_s = 0.0

    @property
    def at_once(self) -> int:
        """How many requests it bears at once now."""
        return self._limit

    @property
    def spacing_s(self) -> float:
        """Seconds between two starts now."""
        return self.gap_s + self._strain_s

    @property
    def alone(self) -> bool:
        """True when one request at a time is the rule here."""
        return self._full == 1

    async def enter(self) -> None:
        """Wait for room, first come first served."""
        if self._running < self._limit and not self._waiting:
            self._running += 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.leave()
            raise

    def leave(self) -> None:
        """Give the room back."""
        self._running -= 1
        while self._waiting and self._running < self._limit:
            turn = self._waiting.popleft()
            if not turn.done():
                self._running += 1
                turn.set_result(None)

    def feel(self, exchange: Exchange) -> int:
        """Learn from an answer: -1 it went down a step, 1 up, 0 as it was."""
        if self._is_bad(exchange):
            self._good = 0
            before = (self._limit, self._strain_s)
            self._limit = max(1, self._limit // 2)
            self._strain_s = min(2 * self._strain_s + self._step_s, self._longest_s)
            return -1 if (self._limit, self._strain_s) != before else 0
        if not exchange.status:
            return 0  # Our own limits, our own network, a name: it says nothing about the place.
        self._good += 1
        strained = self._limit < self._full or self._strain_s > 0
        if self._good < GOOD_FOR_A_STEP or not strained:
            return 0
        self._good = 0
        self._limit = min(self._full, self._limit + 1)
        self._strain_s = max(0.0, self._strain_s - self._step_s)
        return 1

    def _is_bad(self, exchange: Exchange) -> bool:
        if exchange.outcome in _STRAINED or (exchange.status or 0) >= 500 or exchange.status == 429:
            return True
        thinking_s = thinking_time_s(exchange)
        slow = self._samples >= _SAMPLES and thinking_s > max(_SLOW_TIMES * self._usual_s, _SLOW_S)
        if not slow and thinking_s > 0:
            self._samples += 1
            self._usual_s += (thinking_s - self._usual_s) / min(self._samples, 16)
        return slow


def thinking_time_s(exchange: Exchange) -> float:
    """Seconds from the connection to the first byte of the answer; 0.0 when none came."""
    timing = exchange.timing
    connected_ms = max(timing.connect_ms, timing.tls_ms)
    return max(timing.first_byte_ms - connected_ms, 0.0) / 1000
