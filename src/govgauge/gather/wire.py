"""Single HTTP exchanges on libcurl's multi interface, driven by the asyncio loop.

What this file guarantees: one total deadline and connect, header and idle limits; caps counted
while bytes arrive; the address judged on the very socket being opened; raw header bytes; no
redirect followed, no content decoded, no cookie kept behind our back; a result for every
request, failed or not.
"""

import asyncio
import socket
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import attrs
import pycurl

from govgauge.gather.address import AddressPolicy
from govgauge.gather.curl_outcome import outcome_of_error, outcome_of_timeout
from govgauge.gather.names import diagnose_name
from govgauge.gather.pins import find_pin
from govgauge.gather.request import request_bytes
from govgauge.gather.second_looks import PURPOSES as SECOND_LOOKS
from govgauge.gather.second_looks import SecondLooks
from govgauge.gather.tls_facts import ca_file, merge_tls, read_tls
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
        self._pins = dict(plan.opening.resolve)
        self._loop = asyncio.get_running_loop()
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_MAXCONNECTS, max_connections)
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._watch_socket)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._set_timer)
        self._watched: dict[int, int] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._sweeper: asyncio.TimerHandle | None = None
        self._free: list[Any] = []
        self._active: dict[Any, tuple[Transfer, asyncio.Future[tuple[int, str]]]] = {}
        self._headers = [
            f"User-Agent: {plan.user_agent}",
            "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language: zh-CN,zh;q=0.9,en;q=0.5",
            "Accept-Encoding: gzip, deflate, br, zstd",
        ]
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
        if exchange.tls is not None and exchange.tls.verify_error:
            second = await self._exchange(url, purpose, attempt, False, cookie)
            return merge_tls(exchange, second)
        return exchange

    async def close(self) -> None:
        """Drop every connection and timer."""
        for handle in (self._timer, self._sweeper):
            if handle is not None:
                handle.cancel()
        for curl, (_, future) in list(self._active.items()):
            self._multi.remove_handle(curl)
            future.cancel()
            curl.close()
        self._active.clear()
        for curl in self._free:
            curl.close()
        self._free.clear()
        for fd in list(self._watched):
            self._watch_socket(pycurl.POLL_REMOVE, fd, None, None)
        self._multi.close()

    async def _exchange(
        self, url: str, purpose: Purpose, attempt: int, verify: bool, cookie: str
    ) -> Exchange:
        transfer = Transfer(purpose, self._budget)
        started_at = round(time.time(), 6)
        curl = self._prepared(url, transfer, verify)
        if cookie:
            curl.setopt(pycurl.COOKIE, cookie)
        future: asyncio.Future[tuple[int, str]] = self._loop.create_future()
        self._active[curl] = (transfer, future)
        try:
            self._multi.add_handle(curl)
            self._keep_sweeping()
            code, message = await future
        except BaseException:
            if self._active.pop(curl, None):
                self._multi.remove_handle(curl)
                curl.close()
            raise
        outcome = await self._outcome(curl, transfer, code, message, url)
        exchange = self._as_exchange(
            curl, transfer, outcome, started_at, url, purpose, attempt, message, verify
        )
        if cookie:
            curl.unsetopt(pycurl.COOKIE)
            exchange = attrs.evolve(
                exchange, request=request_bytes(url, [*self._headers, f"Cookie: {cookie}"])
            )
        transfer.body.clear()  # The handle keeps its callbacks, and so the transfer, alive.
        self._free.append(curl)
        return exchange

    def _prepared(self, url: str, transfer: Transfer, verify: bool) -> Any:
        curl = self._free.pop() if self._free else self._new_curl()
        curl.setopt(pycurl.URL, url)
        curl.setopt(pycurl.HEADERFUNCTION, transfer.take_header)
        curl.setopt(pycurl.WRITEFUNCTION, transfer.take_body)
        curl.setopt(pycurl.PREREQFUNCTION, transfer.before_request)
        if url[:5] == "https":
            curl.setopt(pycurl.SSL_VERIFYPEER, int(verify))
            curl.setopt(pycurl.SSL_VERIFYHOST, 2 if verify else 0)
        curl.setopt(pycurl.OPENSOCKETFUNCTION, self._socket_opener(transfer))
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
            (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
            (pycurl.PROXY, ""),
            (pycurl.NOPROXY, "*"),
            (pycurl.HTTPHEADER, self._headers),
            (pycurl.CONNECTTIMEOUT_MS, budget.connect_ms + budget.tls_ms),
            (pycurl.TIMEOUT_MS, budget.total_ms),
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

    def _socket_opener(self, transfer: Transfer) -> Callable[..., Any]:
        policy = self.policy

        def open_socket(purpose: int, address: Any) -> Any:
            family, kind, protocol, peer = address
            if not isinstance(peer, tuple) or not policy.permits(peer[0], peer[1]):
                transfer.ended_by = Outcome.BLOCKED_ADDRESS
                transfer.blocked_peer = f"{peer[0]}:{peer[1]}"
                return pycurl.SOCKET_BAD
            try:
                return socket.socket(family, kind, protocol)
            except OSError:  # No descriptor left, or a family this machine does not have.
                transfer.ended_by = Outcome.OUR_FAULT
                return pycurl.SOCKET_BAD

        return open_socket

    async def _outcome(
        self, curl: Any, transfer: Transfer, code: int, message: str, url: str
    ) -> Outcome:
        # A socket we did not open is no failure when another address of the host answered.
        if transfer.ended_by is not None and code != 0:
            return transfer.ended_by
        if transfer.requests > 1:
            return Outcome.RESET
        if code == 0:
            # libcurl calls a header that ends with the connection a success; it is not one.
            return Outcome.OK if transfer.header_complete else Outcome.RESET
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
        total = info(pycurl.TOTAL_TIME)
        return Exchange(
            url=url,
            purpose=purpose,
            attempt=attempt,
            outcome=outcome,
            status=status or None,
            request=request_bytes(url, self._headers),
            header=b"".join(transfer.header),
            body=b"".join(transfer.body),
            started_at=started_at,
            timing=Timing(
                round(info(pycurl.NAMELOOKUP_TIME) * 1000, 3),
                round(info(pycurl.CONNECT_TIME) * 1000, 3),
                round(info(pycurl.APPCONNECT_TIME) * 1000, 3),
                round(info(pycurl.STARTTRANSFER_TIME) * 1000, 3),
                round(total * 1000, 3),
            ),
            peer=f"{address}:{info(pycurl.PRIMARY_PORT)}" if address else transfer.blocked_peer,
            http_version=_HTTP_VERSIONS.get(info(pycurl.INFO_HTTP_VERSION), ""),
            tls=read_tls(curl, outcome, verify) if url[:5] == "https" else None,
            detail=message,
        )

    # -- libcurl's callbacks and the loop ---------------------------------------------------

    def _watch_socket(self, what: int, fd: int, multi: object, data: object) -> None:
        old = self._watched.pop(fd, 0)
        new = 0 if what == pycurl.POLL_REMOVE else what
        if old & pycurl.POLL_IN and not new & pycurl.POLL_IN:
            self._loop.remove_reader(fd)
        if old & pycurl.POLL_OUT and not new & pycurl.POLL_OUT:
            self._loop.remove_writer(fd)
        if new & pycurl.POLL_IN and not old & pycurl.POLL_IN:
            self._loop.add_reader(fd, self._act, fd, pycurl.CSELECT_IN)
        if new & pycurl.POLL_OUT and not old & pycurl.POLL_OUT:
            self._loop.add_writer(fd, self._act, fd, pycurl.CSELECT_OUT)
        if new:
            self._watched[fd] = new

    def _set_timer(self, timeout_ms: int) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if timeout_ms >= 0:
            self._timer = self._loop.call_later(
                timeout_ms / 1000, self._act, pycurl.SOCKET_TIMEOUT, 0
            )

    def _act(self, fd: int, events: int) -> None:
        self._multi.socket_action(fd, events)
        while True:
            waiting, done, failed = self._multi.info_read()
            for curl in done:
                self._finish(curl, 0, "")
            for curl, code, message in failed:
                self._finish(curl, code, message)
            if not waiting:
                return

    def _finish(self, curl: Any, code: int, message: str) -> None:
        _, future = self._active.pop(curl)
        self._multi.remove_handle(curl)
        if not future.done():
            future.set_result((code, message))

    def _keep_sweeping(self) -> None:
        if self._sweeper is None and self._active:
            self._sweeper = self._loop.call_later(_SWEEP_S, self._sweep)

    def _sweep(self) -> None:
        self._sweeper = None
        now = time.monotonic()
        for curl, (transfer, _) in list(self._active.items()):
            connected = curl.getinfo(pycurl.PRETRANSFER_TIME) > 0
            late = transfer.overdue(now, connected, self._budget.total_ms)
            if late is not None:
                transfer.ended_by = late
                self._finish(curl, pycurl.E_OPERATION_TIMEDOUT, f"govgauge limit {late}")
        self._keep_sweeping()
