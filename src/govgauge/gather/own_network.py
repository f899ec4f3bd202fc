"""Is it the site that is silent, or our own network?  (page-traps T-F5, hostile-servers K6)

When our link, gateway or resolver dies, every host falls silent at once.  So silence is believed
only where something else has answered in this very moment, or answers a knock now.
Where nothing does, the run pauses until the network is back and asks again; nothing of the outage
is kept.  An outage that outlasts our patience is our own fault, and says nothing about any site.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable

import attrs

from govgauge.gather.address import AddressPolicy
from govgauge.model.exchange import Exchange
from govgauge.model.outcome import Outcome

_SILENT = frozenset(
    {
        Outcome.TIMEOUT_CONNECT,
        Outcome.TIMEOUT_HEADER,
        Outcome.TIMEOUT_IDLE,
        Outcome.TIMEOUT_TOTAL,
        Outcome.TLS_TIMEOUT,
        Outcome.RESET,
        Outcome.DNS_SERVFAIL,
        Outcome.DNS_REFUSED,
        Outcome.DNS_TIMEOUT,
        Outcome.OUR_FAULT,
    }
)
_MAX_KNOWN = 8
_KNOCKS = 4
_PATIENCE_S = 600.0
_ALL_SILENT = 3

Make = Callable[[], Awaitable[Exchange]]


class OwnNetwork:
    """Judges the silence of hosts; one for a process.  ``knock_s`` limits one knock."""

    def __init__(
        self, policy: AddressPolicy, knock_s: float = 5.0, patience_s: float = _PATIENCE_S
    ) -> None:
        self._policy = policy
        self._knock_s = knock_s
        self._patience_s = patience_s
        # Hosts that answered, by when: the last is the latest.
        self._answered: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self._silent: set[str] = set()
        self._back: asyncio.Task[bool] | None = None
        self._given_up = False
        self._back_at = 0.0
        self.outages = 0

    async def judged(self, host: str, make: Make) -> Exchange:
        """What ``make`` gives, once it is certain that our network did not make it.

        Cancelling is safe; ``our_fault`` when the network does not come back in time.
        """
        deadline = time.monotonic() + self._patience_s
        while True:
            if self._back is not None:
                await asyncio.shield(self._back)
            began = time.monotonic()
            exchange = await make()
            if exchange.outcome not in _SILENT:
                self._note(host, exchange)
                return exchange
            if began < self._back_at:
                continue  # An outage lay in its time: that is no silence of the host's.
            if await self._is_believable(host, began):
                return exchange
            if time.monotonic() > deadline or not await self._wait(host):
                said = f"our own network was silent: {exchange.outcome} {exchange.detail}"
                return attrs.evolve(exchange, outcome=Outcome.OUR_FAULT, detail=said.strip())

    async def close(self) -> None:
        """Leave nothing under way."""
        if self._back is not None:
            self._back.cancel()
            await asyncio.gather(self._back, return_exceptions=True)

    def _note(self, host: str, exchange: Exchange) -> None:
        # An address that our policy forbids was never dialled: it has answered nothing.
        if not exchange.peer or exchange.outcome is Outcome.BLOCKED_ADDRESS:
            return
        self._silent.clear()
        self._given_up = False
        self._answered[host] = (time.monotonic(), exchange.peer)
        self._answered.move_to_end(host)
        if len(self._answered) > _MAX_KNOWN:
            self._answered.popitem(last=False)

    async def _is_believable(self, host: str, began: float) -> bool:
        others = self._others(host)
        # An answer from before the silence fell proves nothing: it must be of this very moment.
        just_now = max(began, time.monotonic() - self._knock_s / 5)
        if any(at >= just_now for at, _ in others):
            return True
        if self._answered and not others:
            return True  # Nobody to compare with: one site is looked at, and it has answered.
        if not others:
            return await self._is_alone(host)
        return await self._knocks(host)

    async def _is_alone(self, host: str) -> bool:
        """True when a host is silent while none has ever answered, and few others are silent too.

        One silent host proves nothing about us; many unrelated ones, and never an answer, do.
        """
        self._silent.add(host)
        end = time.monotonic() + self._knock_s
        while not self._answered and len(self._silent) < _ALL_SILENT and time.monotonic() < end:
            await asyncio.sleep(self._knock_s / 20)
        return bool(self._answered) or len(self._silent) < _ALL_SILENT

    def _others(self, host: str) -> list[tuple[float, str]]:
        """Whoever answered before at another address than this host."""
        own = self._answered.get(host, (0.0, ""))[1]
        return [v for h, v in self._answered.items() if h != host and v[1] != own]

    async def _knocks(self, host: str) -> bool:
        """True when any of those that answered last lets itself be connected to now."""
        peers = [peer for _, peer in self._others(host)][-_KNOCKS:]
        return any(await asyncio.gather(*(self._knock(peer) for peer in peers)))

    async def _knock(self, peer: str) -> bool:
        address, _, port = peer.rpartition(":")
        address = address.strip("[]")
        if not self._policy.permits(address, int(port)):
            return False
        try:
            opening = asyncio.open_connection(address, int(port))
            _, writer = await asyncio.wait_for(opening, self._knock_s)
        except (OSError, TimeoutError):
            return False
        writer.transport.abort()
        return True

    async def _wait(self, host: str) -> bool:
        """Wait with all others until somebody answers a knock; False when nobody does.

        Patience is lost once: then nobody waits again until something has answered.
        """
        if self._given_up:
            return False
        if self._back is None:
            self.outages += 1
            self._back = asyncio.ensure_future(self._until_back(host))
        return await asyncio.shield(self._back)

    async def _until_back(self, host: str) -> bool:
        end = time.monotonic() + self._patience_s
        try:
            while time.monotonic() < end:
                if await self._knocks(host):
                    return True
                await asyncio.sleep(self._knock_s)
                if not self._answered:
                    return True  # There is no door to knock at: asking again is the only knock.
            self._given_up = True
            return False
        finally:
            self._back = None
            self._back_at = time.monotonic()
