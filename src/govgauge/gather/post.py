"""One POST to a service the user named, under the same address policy as every other request."""

import socket
from typing import Any, NamedTuple

import pycurl

from govgauge.gather.address import AddressPolicy
from govgauge.gather.curl_outcome import outcome_of_error, outcome_of_timeout
from govgauge.gather.tls_facts import ca_file
from govgauge.model.campaign import Budget
from govgauge.model.outcome import Outcome


class Posted(NamedTuple):
    """What a service answered; ``body`` is empty unless the outcome is ``ok`` and the status 200."""

    outcome: Outcome
    status: int | None
    body: bytes


def post(url: str, body: bytes, content_type: str, policy: AddressPolicy, limit: int) -> Posted:
    """Send ``body`` and return the answer, of at most ``limit`` bytes; never raises.

    No redirect is followed and no proxy used; certificates must verify.
    """
    answer = bytearray()
    blocked: list[Outcome] = []

    def open_socket(purpose: int, address: Any) -> Any:
        family, kind, protocol, peer = address
        if not isinstance(peer, tuple) or not policy.permits(peer[0], peer[1]):
            blocked.append(Outcome.BLOCKED_ADDRESS)
            return pycurl.SOCKET_BAD
        return socket.socket(family, kind, protocol)

    def take(data: bytes) -> int | None:
        answer.extend(data)
        return None if len(answer) <= limit else 0

    curl = pycurl.Curl()
    try:
        _prepare(curl, url, body, content_type)
        curl.setopt(pycurl.OPENSOCKETFUNCTION, open_socket)
        curl.setopt(pycurl.WRITEFUNCTION, take)
        curl.perform()
        status = curl.getinfo(pycurl.RESPONSE_CODE)
    except pycurl.error as error:
        return Posted(_outcome(curl, error, url, blocked, len(answer) > limit), None, b"")
    finally:
        curl.close()
    return Posted(Outcome.OK, status, bytes(answer) if status == 200 else b"")


def _prepare(curl: Any, url: str, body: bytes, content_type: str) -> None:
    budget = Budget()
    for option, value in (
        (pycurl.URL, url),
        (pycurl.NOSIGNAL, 1),
        (pycurl.FOLLOWLOCATION, 0),
        (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
        (pycurl.PROXY, ""),
        (pycurl.NOPROXY, "*"),
        (pycurl.CONNECTTIMEOUT_MS, budget.connect_ms),
        (pycurl.TIMEOUT_MS, budget.total_ms),
        (pycurl.POSTFIELDS, body),
        (pycurl.HTTPHEADER, [f"Content-Type: {content_type}", "Expect:"]),
    ):
        curl.setopt(option, value)
    trusted_roots = ca_file()
    if trusted_roots:
        curl.setopt(pycurl.CAINFO, trusted_roots)


def _outcome(
    curl: Any, error: pycurl.error, url: str, blocked: list[Outcome], too_long: bool
) -> Outcome:
    if blocked:
        return blocked[0]
    if too_long:
        return Outcome.BODY_LIMIT
    code, message = error.args
    if code == pycurl.E_COULDNT_RESOLVE_HOST:
        return Outcome.DNS_NXDOMAIN
    if code == pycurl.E_OPERATION_TIMEDOUT:
        return outcome_of_timeout(curl, url[:5] == "https")
    return outcome_of_error(
        code, message, curl.getinfo(pycurl.OS_ERRNO), curl.getinfo(pycurl.SSL_VERIFYRESULT)
    )
