"""Where exchanges come from: the network, politely, or nowhere during a replay."""

from typing import Protocol
from urllib.parse import urlsplit

from govgauge.gather.clock import Clock
from govgauge.gather.own_network import OwnNetwork
from govgauge.gather.pace import Pacer, Turns
from govgauge.gather.pins import find_pin
from govgauge.gather.rate_limit import is_rate_limited, pause_s
from govgauge.gather.wire import Wire
from govgauge.gather.withheld import Withheld
from govgauge.model.campaign import Plan
from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.verdict import Reason

_DEFAULT_PORTS = (80, 443)
# What a crawl cannot do without (robots.txt, controls) has the last requests of a day for itself.
_RESERVED = 50
_PLENTIFUL = (Purpose.PAGE, Purpose.PROBE)


class Door(Protocol):
    """One way to get exchanges."""

    async def fetch(self, url: str, purpose: Purpose, attempt: int, cookie: str = "") -> Exchange:
        """One exchange, or :class:`Withheld`."""
        ...

    def widen_gap(self, host: str, gap_s: float) -> None:
        """Slow down towards one host."""
        ...


class Counts(Protocol):
    """Requests of each host and day, all runs together."""

    def take(self, host: str, moment: float, cap: int) -> bool:
        """One request on the day of a moment; False when the day's cap is reached."""
        ...


class NetworkDoor:
    """The network: one wire and one pacer for all units of this process.

    ``counts`` and ``turns`` are what the runs and processes of a workspace share.  ``waits``: when
    every host falls silent at once, asking waits for our own network; a watch, which is about
    silence itself, takes each answer as it came and judges afterwards.
    """

    def __init__(
        self,
        plan: Plan,
        counts: Counts | None = None,
        turns: Turns | None = None,
        clock: Clock | None = None,
        waits: bool = True,
    ) -> None:
        self._plan = plan
        self._waits = waits
        self._pins = dict(plan.opening.resolve)
        self._wire = Wire(plan)
        self._network = OwnNetwork(self._wire.policy, plan.budget.connect_ms / 2000)
        self._counts = counts
        self.pacer = Pacer(plan.pace, self._is_lifted, self._address_of, turns, clock)

    def _is_lifted(self, host: str) -> bool:
        name, ports = _name_and_ports(host)
        return self._plan.full_speed and any(
            find_pin(self._pins, name, p) or self._opened(name, p) for p in ports
        )

    def _opened(self, address: str, port: int) -> bool:
        try:
            return self._wire.policy.opened_by_name(address, port)
        except ValueError:
            return False  # A name, not an address.

    def _address_of(self, host: str) -> str:
        """The address a host is pinned to, or is."""
        name, ports = _name_and_ports(host)
        for port in ports:
            if pin := find_pin(self._pins, name, port):
                return pin.rpartition(":")[0].strip("[]")
        return name if name.replace(".", "").isdigit() or ":" in name else ""

    async def fetch(self, url: str, purpose: Purpose, attempt: int, cookie: str = "") -> Exchange:
        """One exchange when it is this host's turn; a host that asks for a pause gets it.

        :class:`Withheld` when the host has had its requests of the day.
        """
        if purpose is Purpose.NAME:
            return await self._wire.fetch(url, purpose, attempt)  # No host is asked for anything.
        host = url[url.find("//") + 2 :].partition("/")[0].rpartition("@")[2]
        async with self.pacer.turn(host) as turn:
            self._count(host, purpose)
            exchange = await self._made(host, url, purpose, attempt, cookie)
            turn.answered(exchange)
            if is_rate_limited(exchange):
                self.pacer.hold(host, pause_s(exchange))
            return exchange

    async def _made(
        self, host: str, url: str, purpose: Purpose, attempt: int, cookie: str
    ) -> Exchange:
        if not self._waits:
            return await self._wire.fetch(url, purpose, attempt, cookie)
        return await self._network.judged(
            host, lambda: self._wire.fetch(url, purpose, attempt, cookie)
        )

    def _count(self, host: str, purpose: Purpose) -> None:
        cap = self._plan.pace.daily_cap
        if self._counts is None or not cap or self.pacer.is_lifted(host):
            return
        if purpose in _PLENTIFUL:
            cap -= min(_RESERVED, cap // 10)
        if not self._counts.take(host, self.pacer.clock.now(), cap):
            self.pacer.tally["daily_caps"] += 1
            raise Withheld(Reason.DAILY_CAP, host)

    def widen_gap(self, host: str, gap_s: float) -> None:
        """Slow down towards one host."""
        self.pacer.widen_gap(host, gap_s)

    async def close(self) -> None:
        """Drop every connection."""
        await self._network.close()
        await self._wire.close()


def _name_and_ports(host: str) -> tuple[str, tuple[int, ...]]:
    """Name and ports of ``name[:port]`` or ``[address]:port``; a link may hold anything."""
    try:
        parts = urlsplit(f"//{host}")
        name, port = parts.hostname or "", parts.port
    except ValueError:
        return host, _DEFAULT_PORTS
    return name, (port,) if port else _DEFAULT_PORTS
