"""The door to every second look: what is asked otherwise than by an ordinary exchange."""

from collections.abc import Mapping, Sequence

from govgauge.gather.address import AddressPolicy
from govgauge.gather.lenient import LenientReader
from govgauge.gather.names import ask_impossible
from govgauge.gather.plain_socket import Dialler
from govgauge.gather.tlcp import TlcpReader
from govgauge.model.campaign import Budget
from govgauge.model.exchange import Exchange, Purpose

PURPOSES = frozenset({Purpose.LENIENT, Purpose.TLS, Purpose.NAME})


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

    async def fetch(self, url: str, purpose: Purpose, attempt: int) -> Exchange:
        """One exchange of one of these purposes."""
        if purpose is Purpose.LENIENT:
            return await self._lenient.fetch(url, attempt)
        if purpose is Purpose.TLS:
            return await self._tlcp.fetch(url, attempt)
        return await ask_impossible(url, attempt)
