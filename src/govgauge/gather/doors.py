"""Where exchanges come from: the network, politely, or nowhere during a replay."""

from typing import Protocol
from urllib.parse import urlsplit

from govgauge.gather.own_network import OwnNetwork
from govgauge.gather.pace import Pacer
from govgauge.gather.pins import find_pin
from govgauge.gather.rate_limit import is_rate_limited, pause_s
from govgauge.gather.wire import Wire
from govgauge.model.campaign import Plan
from govgauge.model.exchange import Exchange, Purpose

_DEFAULT_PORTS = (80, 443)


class Door(Protocol):
    """One way to get exchanges."""

    async def fetch(self, url: str, purpose: Purpose, attempt: int, cookie: str = "") -> Exchange:
        """One exchange."""
        ...

    def widen_gap(self, host: str, gap_s: float) -> None:
        """Slow down towards one host."""
        ...


class NetworkDoor:
    """The network: one wire and one pacer for all units of this process."""

    def __init__(self, plan: Plan) -> None:
        pins = dict(plan.opening.resolve)
        self._wire = Wire(plan)
        self._network = OwnNetwork(self._wire.policy, plan.budget.connect_ms / 2000)

        def lifted(host: str) -> bool:
            name, port = _name_and_port(host)
            ports = (port,) if port else _DEFAULT_PORTS
            return plan.full_speed and any(
                find_pin(pins, name, p) or self._opened(name, p) for p in ports
            )

        self._pacer = Pacer(plan.pace, lifted)

    def _opened(self, address: str, port: int) -> bool:
        try:
            return self._wire.policy.opened_by_name(address, port)
        except ValueError:
            return False  # A name, not an address.

    async def fetch(self, url: str, purpose: Purpose, attempt: int, cookie: str = "") -> Exchange:
        """One exchange when it is this host's turn; a host that asks for a pause gets it."""
        if purpose is Purpose.NAME:
            return await self._wire.fetch(url, purpose, attempt)  # No host is asked for anything.
        host = url[url.find("//") + 2 :].partition("/")[0].rpartition("@")[2]
        async with self._pacer.turn(host):
            exchange = await self._network.judged(
                host, lambda: self._wire.fetch(url, purpose, attempt, cookie)
            )
            if is_rate_limited(exchange):
                self._pacer.hold(host, pause_s(exchange))
            return exchange

    def widen_gap(self, host: str, gap_s: float) -> None:
        """Slow down towards one host."""
        self._pacer.widen_gap(host, gap_s)

    async def close(self) -> None:
        """Drop every connection."""
        await self._network.close()
        await self._wire.close()


def _name_and_port(host: str) -> tuple[str, int | None]:
    """Name and port of ``name[:port]`` or ``[address]:port``; a link may hold anything."""
    try:
        parts = urlsplit(f"//{host}")
        return parts.hostname or "", parts.port
    except ValueError:
        return host, None
