"""The door to every second look: what is asked otherwise than by an ordinary exchange."""

import asyncio
import time
from collections.abc import Mapping, Sequence

import attrs

from govgauge.gather.address import AddressPolicy
from govgauge.gather.lenient import LenientReader
from govgauge.gather.names import ask_impossible
from govgauge.gather.plain_socket import Dialler
from govgauge.gather.tasks import finish
from govgauge.gather.tlcp import TlcpReader
from govgauge.model.campaign import Budget
from govgauge.model.exchange import Exchange, Purpose

PURPOSES = frozenset({Purpose.LENIENT, Purpose.TLS, Purpose.NAME})
_NAME_HOLDS_S = 300.0


class SecondLooks:
    """Makes the exchanges of the purposes ``lenient``, ``tls`` and ``name``."""

    def __init__(
        self,
        policy: AddressPolicy,
        pins: Mapping[str, str],
        budget: Budget,
        headers: Sequence[str],
    ) -> None:
        dialler = Dialler(policy, pins, (budget.connect_ms + budget.tls_ms) / 1000)
        self._lenient = LenientReader(dialler, budget, headers)
        self._tlcp = TlcpReader(dialler)
        self._names: dict[str, tuple[float, asyncio.Task[Exchange]]] = {}

    async def fetch(self, url: str, purpose: Purpose, attempt: int) -> Exchange:
        """One exchange of one of these purposes."""
        if purpose is Purpose.LENIENT:
            return await self._lenient.fetch(url, attempt)
        if purpose is Purpose.TLS:
            return await self._tlcp.fetch(url, attempt)
        return await self._ask_name(url, attempt)

    async def _ask_name(self, url: str, attempt: int) -> Exchange:
        """All sites of one suffix share one lookup, for a while: no resolver is stormed (L7)."""
        now = time.monotonic()
        at, asked = self._names.get(url, (0.0, None))
        if asked is None or now - at > _NAME_HOLDS_S:
            asked = asyncio.ensure_future(ask_impossible(url, attempt))
            self._names[url] = (now, asked)
        return attrs.evolve(await asyncio.shield(asked), attempt=attempt)

    async def close(self) -> None:
        """Leave nothing under way."""
        await finish(task for _, task in self._names.values())
