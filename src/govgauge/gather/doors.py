"""Where exchanges come from: the network, politely, or nowhere during a replay."""

from typing import Protocol

from govgauge.gather.pace import Pacer
from govgauge.gather.wire import Wire, find_pin
from govgauge.model.campaign import Plan
from govgauge.model.exchange import Exchange, Purpose


class NetworkOff(Exception):
    """A replay asked for an exchange that was never kept."""


class Door(Protocol):
    """One way to get exchanges."""

    async def fetch(self, url: str, purpose: Purpose, attempt: int) -> Exchange:
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

        def lifted(host: str) -> bool:
            if not plan.full_speed:
                return False
            name, _, port = host.partition(":")
            return bool(find_pin(pins, name, int(port) if port else None)) or opened(host)

        def opened(host: str) -> bool:
            name, _, port = host.partition(":")
            try:
                return self._wire.policy.opened_by_name(name, int(port or 80))
            except ValueError:
                return False

        self._pacer = Pacer(plan.pace, lifted)

    async def fetch(self, url: str, purpose: Purpose, attempt: int) -> Exchange:
        """One exchange when it is this host's turn."""
        host = url[url.find("//") + 2 :].partition("/")[0]
        async with self._pacer.turn(host):
            return await self._wire.fetch(url, purpose, attempt)

    def widen_gap(self, host: str, gap_s: float) -> None:
        """Slow down towards one host."""
        self._pacer.widen_gap(host, gap_s)

    async def close(self) -> None:
        """Drop every connection."""
        await self._wire.close()


class ClosedDoor:
    """No network: whatever the archive does not hold is an error."""

    async def fetch(self, url: str, purpose: Purpose, attempt: int) -> Exchange:
        """Always refuses."""
        raise NetworkOff(url)

    def widen_gap(self, host: str, gap_s: float) -> None:
        """Nothing to slow down."""
