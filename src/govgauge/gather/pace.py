"""Politeness: how many requests a host, an address and a network get at once, and how far apart.

The gap between two requests to a host is at least the plan's (a second), the crawl-delay it asks
for, and twice its last response time (hostile-servers H54).  It counts from the first byte of the
answer, by when the request had certainly arrived: so it holds by the server's clock too.  Hosts
at one address share its one request at a time, addresses in one network (/24, IPv6 /48) a few.
A host's address is known from the start when it is pinned, else from its first answer.

One ``Pacer`` per process; ``Turns`` shares hosts and addresses with the other processes of a
workspace.  Limits are lifted only for addresses opened by name (the demo and the benches on
loopback).
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from ipaddress import ip_network
from types import TracebackType
from typing import Protocol

from govgauge.gather.clock import Clock, SystemClock
from govgauge.gather.place import Place
from govgauge.model.campaign import Pace
from govgauge.model.exchange import Exchange
from govgauge.model.quiet import QuietHours

_MAX_HELD_S = 600.0
# Another process writes down nothing later than this: more is from before a restart.
_LATEST_S = 180.0
_ASK_AGAIN_S = 0.05


class Turns(Protocol):
    """Hosts and addresses that other processes ask too, by name."""

    def enter(self, name: str) -> float | None:
        """The moment from which one may ask, now that it is ours; ``None`` while it is taken."""
        ...

    def leave(self, name: str, ready_at: float) -> None:
        """Give it back, with the moment from which the next one may ask."""
        ...


class OwnTurns:
    """No other process: every name is free."""

    def enter(self, name: str) -> float | None:
        """Free at once."""
        return 0.0

    def leave(self, name: str, ready_at: float) -> None:
        """Nobody waits."""


class Turn:
    """One request's turn at a host: ``async with``, and :meth:`answered` before it ends."""

    __slots__ = ("_pacer", "_places", "host")

    def __init__(self, pacer: "Pacer", host: str) -> None:
        self._pacer = pacer
        self._places: list[tuple[str, Place]] = []
        self.host = host

    async def __aenter__(self) -> "Turn":
        pacer = self._pacer
        if pacer.is_lifted(self.host):
            await pacer.everywhere.acquire()
            return self
        try:
            for name, place in pacer.places_of(self.host):
                await place.enter()
                self._places.append((name, place))
                await pacer.wait_for(name, place)
            await pacer.wait_out_quiet_hours()
            await pacer.everywhere.acquire()
        except BaseException:
            self._leave()
            raise
        # What was waited for last took time: none of the places may have moved on meanwhile.
        now = pacer.clock.steady()
        for _, place in self._places:
            place.ready_at = max(place.ready_at, now + place.spacing_s)
        return self

    def answered(self, exchange: Exchange) -> None:
        """Learn from the answer, while it still is this host's turn."""
        if self._places:
            self._pacer.feel(self.host, self._places, exchange)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self._pacer.everywhere.release()
        self._leave()

    def _leave(self) -> None:
        for name, place in reversed(self._places):
            self._pacer.turns.leave(name, place.ready_at)
            place.leave()
        self._places.clear()


class Pacer:
    """Hands out turns per host, and never more than ``in_flight`` at once in this process.

    ``address_of`` is the address a host is pinned to, empty when none is known beforehand.
    """

    def __init__(
        self,
        pace: Pace,
        lifted: Callable[[str], bool],
        address_of: Callable[[str], str] = lambda host: "",
        turns: Turns | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._pace = pace
        self._is_lifted = lifted
        self._known: dict[str, bool] = {}
        self._address_of = address_of
        self._addresses: dict[str, str] = {}
        self._places: dict[str, Place] = {}
        self._quiet = QuietHours.read(pace.quiet_hours)
        self.turns = turns or OwnTurns()
        self.clock = clock or SystemClock()
        self.everywhere = asyncio.Semaphore(pace.in_flight)
        self.tally: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()

    def is_lifted(self, host: str) -> bool:
        """True when a host is opened by name and limits do not hold for it."""
        if host not in self._known:
            self._known[host] = self._is_lifted(host)
        return self._known[host]

    def turn(self, host: str) -> Turn:
        """The next turn at a host."""
        return Turn(self, host)

    def places_of(self, host: str) -> list[tuple[str, Place]]:
        """The host, and its address and network once they are known, always in this order."""
        pace = self._pace
        places = [(f"host {host}", self._place(f"host {host}", pace.per_host, pace.gap_s))]
        address = self._addresses.get(host) or self._address_of(host)
        if address:
            self._addresses[host] = address
            network = network_of(address)
            for name, limit in (
                (f"address {address}", pace.per_address),
                (f"network {network}", pace.per_network),
            ):
                places.append((name, self._place(name, limit, 0.0)))
        return places

    async def wait_for(self, name: str, place: Place) -> None:
        """Wait until a place one has entered may be asked: its gap and its pauses."""
        clock = self.clock
        if place.alone:
            while (ready_at := self.turns.enter(name)) is None:
                await clock.sleep(_ASK_AGAIN_S)
            if ready_at - clock.steady() <= _LATEST_S:
                place.ready_at = max(place.ready_at, ready_at)
        while (left := place.ready_at - clock.steady()) > 0:
            await clock.sleep(left)
        place.ready_at = clock.steady() + place.spacing_s

    async def wait_out_quiet_hours(self) -> None:
        """Wait for the end of the quiet hours, last of all: any wait may end within them."""
        while (end := self._quiet.end_of(self.clock.now())) > self.clock.now():
            self.tally["quiet_hours"] += 1
            await self.clock.sleep_until(end)

    def feel(self, host: str, places: list[tuple[str, Place]], exchange: Exchange) -> None:
        """Let every place of a turn learn from its answer, and the host its address."""
        now, timing = self.clock.steady(), exchange.timing
        arrived = now
        if timing.first_byte_ms:
            arrived -= max(timing.total_ms - timing.first_byte_ms, 0.0) / 1000
        self._learn_address(host, exchange)
        self.asked[network_of(self._addresses.get(host, "?"))] += 1
        for name, place in places:
            step = place.feel(exchange)
            self.tally["slowed" if step < 0 else "recovered"] += abs(step)
            gap_s = place.spacing_s
            if name.startswith("host "):
                gap_s = max(gap_s, self._pace.slowness * timing.total_ms / 1000)
            place.ready_at = max(place.ready_at, arrived + gap_s)

    def _learn_address(self, host: str, exchange: Exchange) -> None:
        if exchange.peer and not self._address_of(host):
            self._addresses[host] = exchange.peer.rpartition(":")[0].strip("[]")

    def widen_gap(self, host: str, gap_s: float) -> None:
        """Keep at least this many seconds between request starts (crawl-delay)."""
        if not self.is_lifted(host):
            _, place = self.places_of(host)[0]
            place.gap_s = max(place.gap_s, gap_s)
            self.tally["crawl_delays"] += 1

    def hold(self, host: str, pause_s: float) -> None:
        """Start nothing at this host for a while (Retry-After).

        A host that asks again and again is held ten minutes in all: what it then refuses stays
        open, and the run comes to its end.
        """
        if self.is_lifted(host):
            return
        _, place = self.places_of(host)[0]
        now = self.clock.steady()
        begin = max(place.ready_at, now)
        more_s = min(now + pause_s - begin, _MAX_HELD_S - place.held_s)
        if more_s > 0:
            place.held_s += more_s
            place.ready_at = begin + more_s
            self.tally["holds"] += 1

    def _place(self, name: str, at_once: int, gap_s: float) -> Place:
        place = self._places.get(name)
        if place is None:
            place = self._places[name] = Place(at_once, gap_s, self._pace.strain_s)
        return place


def network_of(address: str) -> str:
    """The group an address belongs to: its /24, IPv6 its /48."""
    try:
        return str(ip_network(f"{address}/{48 if ':' in address else 24}", strict=False))
    except ValueError:
        return address  # An address with a zone.
