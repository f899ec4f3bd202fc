"""Single HTTP exchanges on libcurl's multi interface, driven by the asyncio loop.

What this file guarantees: one total deadline and connect, header and idle limits; caps counted
while bytes arrive; the address judged on the very socket being opened; raw header bytes; no
redirect followed, no content decoded, no cookie kept behind our back; a result for every
request, failed or not.
"""

import asyncio
import time
from typing import Any
from urllib.parse import urlsplit

import attrs
import pycurl

from govgauge.gather.address import AddressPolicy
from govgauge.gather.browser_guise import browser_headers
from govgauge.gather.curl_outcome import outcome_of_error, outcome_of_timeout
from govgauge.gather.framing import OVERSUPPLIED, framing_defect
from govgauge.gather.multi import Multi
from govgauge.gather.names import diagnose_name
from govgauge.gather.pins import find_pin
from govgauge.gather.request import request_bytes
from govgauge.gather.second_looks import PURPOSES as SECOND_LOOKS
from govgauge.gather.second_looks import SecondLooks
from govgauge.gather.sockets import Sockets, received_bytes
from govgauge.gather.tls_facts import ca_file, choose_tls, deserves_tolerance, merge_tls, read_tls
from govgauge.gather.transfer import Transfer
from govgauge.model.campaign import Budget, Plan
from govgauge.model.exchange import Exchange, Purpose, Timing
from govgauge.model.outcome import Outcome

_SWEEP_S = 0.2
_HTTP_VERSIONS = {
    pycurl.CURL_HTTP_VERSION_1_0: "1.0",
    pycurl.CURL_HTTP_VERSION_1_1: "1.1",
    pycurl.CURL_HTTP_VERSION_2_0: "2",
}


class Wire:
    """Fetches single addresses; one per process, used inside one running event loop."""

    def __init__(self, plan: Plan, max_connections: int = 256) -> None:
        self._plan = plan
        self._budget: Budget = plan.budget
        pins = [address for _, address in plan.opening.resolve]
        self.policy = AddressPolicy(plan.opening.allowed, pins)
        self._sockets = Sockets(self.policy)
        self._pins = dict(plan.opening.resolve)
        self._loop = asyncio.get_running_loop()
        self._multi = Multi(max_connections, self._end)
        self._sweeper: asyncio.TimerHandle | None = None
        self._free: list[Any] = []
        self._active: dict[Any, Transfer] = {}
        self._oversupplying: set[str] = set()
        self._headers = [
            f"User-Agent: {plan.user_agent}",
            "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language: zh-CN,zh;q=0.9,en;q=0.5",
            "Accept-Encoding: gzip, deflate, br, zstd",
        ]
        self._browser_headers = browser_headers(plan.user_agent)
        self._second = SecondLooks(self.policy, self._pins, self._budget, self._headers)

    async def fetch(
        self, url: str, purpose: Purpose, attempt: int = 1, cookie: str = ""
    ) -> Exchange:
        """One GET of one address; never raises for what the world does.

        A certificate that does not verify is named in ``tls`` and the page is fetched a second
        time unverified, so that its content can still be judged.  ``cookie`` is sent as it is.
        """
        if purpose in SECOND_LOOKS:
            return await self._second.fetch(url, purpose, attempt)
        exchange = await self._exchange(url, purpose, attempt, True, cookie)
        if exchange.tls is not None and deserves_tolerance(exchange):
            second = await self._exchange(url, purpose, attempt, False, cookie)
            return merge_tls(exchange, second)
        return exchange

    async def close(self) -> None:
        """Drop every connection and timer."""
        await self._second.close()
        if self._sweeper is not None:
            self._sweeper.cancel()
        self._active.clear()
        self._multi.close()
        for curl in self._free:
            curl.close()
        self._free.clear()

    async def _exchange(
        self, url: str, purpose: Purpose, attempt: int, verify: bool, cookie: str
    ) -> Exchange:
        started_at = round(time.time(), 6)
        # What failed on a kept connection is asked again on one of its own.
        host = urlsplit(url).netloc
        curl = self._prepared(url, verify, fresh=attempt > 1 or host in self._oversupplying)
        if cookie:
            curl.setopt(pycurl.COOKIE, cookie)
        if purpose is Purpose.BROWSER:
            curl.setopt(pycurl.HTTPHEADER, self._browser_headers)
        transfer, code, message = await self._perform(curl, purpose)
        if transfer.stale:
            self._note_oversupply(host, transfer)
            curl.setopt(pycurl.FRESH_CONNECT, 1)
            transfer, code, message = await self._perform(curl, purpose)
        outcome = await self._outcome(curl, transfer, code, message, url)
        self._note_oversupply(host, transfer)
        exchange = self._as_exchange(
            curl, transfer, outcome, started_at, url, purpose, attempt, message, verify
        )
        if cookie:
            curl.unsetopt(pycurl.COOKIE)
            exchange = attrs.evolve(
                exchange, request=request_bytes(url, [*self._headers, f"Cookie: {cookie}"])
            )
        if purpose is Purpose.BROWSER:
            curl.setopt(pycurl.HTTPHEADER, self._headers)
            exchange = attrs.evolve(exchange, request=request_bytes(url, self._browser_headers))
        transfer.header.clear()  # The handle keeps its callbacks, and so the transfer, alive.
        self._free.append(curl)
        return exchange

    async def _perform(self, curl: Any, purpose: Purpose) -> tuple[Transfer, int, str]:
        """One transfer on a prepared handle, to its end."""
        transfer = Transfer(purpose, self._budget, self._sockets.waiting)
        curl.setopt(pycurl.HEADERFUNCTION, transfer.take_header)
        curl.setopt(pycurl.WRITEFUNCTION, transfer.take_body)
        curl.setopt(pycurl.PREREQFUNCTION, transfer.before_request)
        curl.setopt(pycurl.OPENSOCKETFUNCTION, self._sockets.opener(transfer))
        self._active[curl] = transfer
        self._keep_sweeping()
        try:
            return transfer, *await self._multi.perform(curl)
        finally:
            self._active.pop(curl, None)
            transfer.let_go()

    def _note_oversupply(self, host: str, transfer: Transfer) -> None:
        """A host that sends more than its answers gets a connection for each request from now on.

        What is late by more than a pause would be taken for the next answer.
        """
        if transfer.oversupplied or transfer.defect == OVERSUPPLIED:
            self._oversupplying.add(host)

    def _prepared(self, url: str, verify: bool, fresh: bool) -> Any:
        curl = self._free.pop() if self._free else self._new_curl()
        curl.setopt(pycurl.URL, url)
        curl.setopt(pycurl.FRESH_CONNECT, int(fresh))
        if url[:5] == "https":
            choose_tls(curl, verify)
        if self._pins:
            curl.setopt(pycurl.CONNECT_TO, self._connect_to(url))
        return curl

    def _new_curl(self) -> Any:
        curl = pycurl.Curl()
        budget = self._budget
        for option, value in (
            (pycurl.NOSIGNAL, 1),
            (pycurl.FOLLOWLOCATION, 0),
            (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_1_1),
            # The bytes of what has no status line are kept; it is never taken for an answer.
            (pycurl.HTTP09_ALLOWED, 1),
            (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
            (pycurl.PROXY, ""),
            (pycurl.NOPROXY, "*"),
            (pycurl.HTTPHEADER, self._headers),
            (pycurl.CONNECTTIMEOUT_MS, budget.connect_ms + budget.tls_ms),
            (pycurl.TIMEOUT_MS, budget.total_ms),
            # Name and password in an address are no reason to show them to its server.
            (pycurl.HTTPAUTH, 0),
            (pycurl.OPT_CERTINFO, 1),
            (pycurl.PATH_AS_IS, 1),
        ):
            curl.setopt(option, value)
        trusted_roots = ca_file()
        if trusted_roots:
            curl.setopt(pycurl.CAINFO, trusted_roots)
        return curl

    def _connect_to(self, url: str) -> list[str]:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        port = parts.port or (443 if parts.scheme == "https" else 80)
        pin = find_pin(self._pins, host, port)
        return [f"{host}:{port}:{pin}"] if pin else []

    async def _outcome(
        self, curl: Any, transfer: Transfer, code: int, message: str, url: str
    ) -> Outcome:
        if transfer.no_header:
            return Outcome.HTTP_MALFORMED
        # A socket we did not open is no failure when another address of the host answered.
        if transfer.ended_by is not None and code != 0:
            return transfer.ended_by
        if transfer.requests > 1:
            return Outcome.RESET
        if code == 0:
            return _outcome_of_whole(transfer)
        if code == pycurl.E_COULDNT_RESOLVE_HOST:
            return await diagnose_name(urlsplit(url).hostname or "")
        if code == pycurl.E_OPERATION_TIMEDOUT:
            return outcome_of_timeout(curl, url[:5] == "https")
        return outcome_of_error(
            code, message, curl.getinfo(pycurl.OS_ERRNO), curl.getinfo(pycurl.SSL_VERIFYRESULT)
        )

    def _as_exchange(
        self,
        curl: Any,
        transfer: Transfer,
        outcome: Outcome,
        started_at: float,
        url: str,
        purpose: Purpose,
        attempt: int,
        message: str,
        verify: bool,
    ) -> Exchange:
        info = curl.getinfo
        status = info(pycurl.RESPONSE_CODE) if transfer.header_complete else 0
        address = info(pycurl.PRIMARY_IP)
        total = info(pycurl.TOTAL_TIME) or time.monotonic() - transfer.started_at
        return Exchange(
            url=url,
            purpose=purpose,
            attempt=attempt,
            outcome=outcome,
            status=status or None,
            request=request_bytes(url, self._headers),
            header=b"".join(transfer.header),
            body=transfer.take_whole(),
            started_at=started_at,
            timing=Timing(
                round(info(pycurl.NAMELOOKUP_TIME) * 1000, 3),
                round(info(pycurl.CONNECT_TIME) * 1000, 3),
                round(info(pycurl.APPCONNECT_TIME) * 1000, 3),
                round(info(pycurl.STARTTRANSFER_TIME) * 1000, 3),
                round(total * 1000, 3),
            ),
            peer=f"{address}:{info(pycurl.PRIMARY_PORT)}" if address else transfer.dialled_peer,
            http_version=_HTTP_VERSIONS.get(info(pycurl.INFO_HTTP_VERSION), ""),
            tls=read_tls(curl, outcome, verify) if url[:5] == "https" else None,
            detail=message or transfer.defect,
        )

    def _end(self, curl: Any, code: int) -> None:
        """Note whether libcurl keeps the connection; -1 stands for one that it dropped."""
        transfer = self._active.pop(curl)
        if code != 0:
            return
        info = curl.getinfo
        transfer.socket = info(pycurl.ACTIVESOCKET)
        if transfer.opened and transfer.socket >= 0:
            server, ours = info(pycurl.PRIMARY_IP), info(pycurl.LOCAL_IP)
            place = (server, ours, info(pycurl.PRIMARY_PORT), info(pycurl.LOCAL_PORT))
            self._sockets.keep(place, transfer.socket)

    def _keep_sweeping(self) -> None:
        if self._sweeper is None and self._active:
            self._sweeper = self._loop.call_later(_SWEEP_S, self._sweep)

    def _sweep(self) -> None:
        self._sweeper = None
        now = time.monotonic()
        for curl, transfer in list(self._active.items()):
            connected = curl.getinfo(pycurl.PRETRANSFER_TIME) > 0
            late = transfer.overdue(now, connected, self._budget.total_ms)
            age_s = now - transfer.started_at
            if not connected and transfer.handshake_overdue(now):
                late = Outcome.TLS_TIMEOUT
            if late is None and age_s > 2 * _SWEEP_S:
                received = received_bytes(curl.getinfo(pycurl.ACTIVESOCKET))
                late = Outcome.BODY_LIMIT if transfer.flooded(received) else None
            if late is not None:
                transfer.ended_by = late
                self._multi.finish(curl, pycurl.E_OPERATION_TIMEDOUT, f"govgauge limit {late}")
        self._keep_sweeping()


def _outcome_of_whole(transfer: Transfer) -> Outcome:
    """The outcome of a transfer that libcurl calls a success."""
    if not transfer.header_complete:
        # libcurl calls a header that ends with the connection a success; it is not one.
        return Outcome.RESET
    header, kept = b"".join(transfer.header), transfer.socket >= 0
    transfer.defect = framing_defect(header, transfer.body_bytes, kept)
    return Outcome.HTTP_MALFORMED if transfer.defect else Outcome.OK
