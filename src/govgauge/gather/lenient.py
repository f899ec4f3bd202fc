"""The lenient look at a server whose HTTP is broken: its bytes, read as a browser reads them.

One plain connection, one request, one total deadline, the caps of any page.  What is kept says by
its purpose that it was read leniently, and in ``detail`` what was wrong.
"""

import asyncio
import time
from collections.abc import Sequence

import attrs

from govgauge.gather.lenient_reading import MAX_HEADER_BYTES, read_leniently, seems_whole
from govgauge.gather.plain_socket import Dialled, Dialler
from govgauge.gather.request import request_bytes
from govgauge.model.campaign import Budget
from govgauge.model.exchange import Exchange, Purpose, Timing, Tls
from govgauge.model.outcome import Outcome

LOOK_AGAIN = frozenset({Outcome.HTTP_MALFORMED, Outcome.RESET, Outcome.REFUSED, Outcome.TRUNCATED})
"""What a broken server makes of its answers, and a browser may show all the same."""

_PIECE_BYTES = 65536
_GRACE_S = 1.0


class LenientReader:
    """Asks for one address over a connection of our own."""

    def __init__(self, dialler: Dialler, budget: Budget, headers: Sequence[str]) -> None:
        self._dialler = dialler
        self._budget = budget
        self._headers = headers

    async def fetch(self, url: str, attempt: int) -> Exchange:
        """One exchange read leniently; never raises for what the world does."""
        started_at, begin = round(time.time(), 6), time.monotonic()
        request = request_bytes(url, [*self._headers, "Connection: close"])
        secure = url[:5] == "https"
        dialled = await self._dialler.dial(url, secure)
        if isinstance(dialled, Outcome):
            return _kept(Exchange(url, Purpose.LENIENT, attempt, dialled), started_at, begin)
        raw, cut = await self._talk(dialled, request, begin)
        reading = read_leniently(raw, ended=cut is None)
        outcome = reading.outcome
        if reading.status is None or outcome is not Outcome.OK:
            outcome = cut or (Outcome.RESET if not raw else outcome)
        said = ", ".join(dict.fromkeys(reading.defects)) or "nothing wrong"
        exchange = Exchange(
            url=url,
            purpose=Purpose.LENIENT,
            attempt=attempt,
            outcome=outcome,
            status=reading.status,
            request=request,
            header=reading.header,
            body=reading.body,
            peer=dialled.peer,
            tls=Tls(verified=False) if secure else None,
            detail=f"read leniently: {said}",
        )
        return _kept(exchange, started_at, begin)

    async def _talk(
        self, dialled: Dialled, request: bytes, begin: float
    ) -> tuple[bytes, Outcome | None]:
        """Everything the server sends, and what cut it off; ``None`` when it closed in order."""
        pieces: list[bytes] = []
        deadline = begin + self._budget.total_ms / 1000
        try:
            dialled.writer.write(request)
            cut = await self._read(dialled.reader, pieces, deadline)
        except OSError:
            cut = Outcome.RESET
        finally:
            dialled.writer.transport.abort()
        return b"".join(pieces), cut

    async def _read(
        self, reader: asyncio.StreamReader, pieces: list[bytes], deadline: float
    ) -> Outcome | None:
        room = MAX_HEADER_BYTES + self._budget.page_wire_bytes
        while room > 0:
            tail = b"".join(pieces[-2:])
            patience = _GRACE_S if seems_whole(tail) else self._budget.idle_ms / 1000
            left = deadline - time.monotonic()
            try:
                piece = await asyncio.wait_for(reader.read(_PIECE_BYTES), min(patience, left))
            except TimeoutError:
                return Outcome.TIMEOUT_TOTAL if left <= patience else Outcome.TIMEOUT_IDLE
            if not piece:
                return None
            pieces.append(piece[:room])
            room -= len(piece)
        return Outcome.BODY_LIMIT


def _kept(exchange: Exchange, started_at: float, begin: float) -> Exchange:
    total_ms = round((time.monotonic() - begin) * 1000, 3)
    return attrs.evolve(exchange, started_at=started_at, timing=Timing(total_ms=total_ms))
