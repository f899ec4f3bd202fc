"""A server that speaks only the national TLCP is there: named, and not judged (H35, T-F8)."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from govgauge.gather.second_look import look_again
from govgauge.gather.tlcp import client_hello, speaks_tlcp
from govgauge.gather.wire import Wire
from govgauge.model.campaign import Budget, Opening, Plan
from govgauge.model.exchange import Exchange, Kept, Purpose
from govgauge.model.outcome import Outcome

HOST = "www.model.gov.cn"
BUDGET = Budget(connect_ms=2000, tls_ms=2000, header_ms=2000, idle_ms=2000, total_ms=5000)


def server_hello(version: bytes = b"\x01\x01", suite: bytes = b"\xe0\x13") -> bytes:
    """The first record of a TLCP server, by the standard's layout (GB/T 38636-2020, 6.4.5.3)."""
    session = bytes(range(32))
    body = version + bytes(32) + bytes([len(session)]) + session + suite + b"\0"
    message = b"\x02" + len(body).to_bytes(3, "big") + body
    return b"\x16" + version + len(message).to_bytes(2, "big") + message


@contextmanager
def answering(data: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A server that answers every connection's first bytes with the same bytes, then closes."""
    heard: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                heard.append(connection.recv(65536))
                connection.sendall(data)

    threading.Thread(target=serve, daemon=True).start()
    yield f"127.0.0.1:{listener.getsockname()[1]}", heard
    listener.close()


def look(pin: str) -> tuple[Exchange, Exchange]:
    """An ordinary exchange, and what the second look made of it."""

    async def both() -> tuple[Exchange, Exchange]:
        wire = Wire(Plan(budget=BUDGET, opening=Opening(resolve=((HOST, pin),))))

        async def fetch(url: str, purpose: Purpose, attempt: int, cookie: str = "") -> Kept:
            return Kept(await wire.fetch(url, purpose, attempt, cookie), "")

        try:
            first = await fetch(f"https://{HOST}/", Purpose.PAGE, 1)
            return first.exchange, (await look_again(fetch, first)).exchange
        finally:
            await wire.close()

    return asyncio.run(both())


def test_h35_a_tlcp_server_is_named_from_its_own_hello() -> None:
    with answering(server_hello()) as (pin, heard):
        first, second = look(pin)
    assert first.outcome in (Outcome.TLS_HANDSHAKE, Outcome.TLS_OLD)
    assert second.outcome is Outcome.TLS_GM_ONLY
    assert second.body == server_hello()
    assert heard[-1][:3] == b"\x16\x01\x01"
    assert heard[-1][9:11] == b"\x01\x01"


@pytest.mark.parametrize(
    "answer", [b"\x15\x03\x01\x00\x02\x02\x28", b"SSH-2.0-server\r\n", b"", b"\x16\x03\x03\x00\x10"]
)
def test_h35_any_other_server_keeps_the_outcome_of_its_handshake(answer: bytes) -> None:
    with answering(answer) as (pin, _):
        first, second = look(pin)
    assert second.outcome is first.outcome is not Outcome.TLS_GM_ONLY
    assert second.purpose is Purpose.PAGE


def test_only_a_server_hello_of_tlcp_is_one() -> None:
    assert speaks_tlcp(server_hello())
    assert speaks_tlcp(server_hello(version=b"\x03\x03", suite=b"\xe0\x11"))
    assert not speaks_tlcp(server_hello(version=b"\x03\x03", suite=b"\xc0\x2f"))
    assert not speaks_tlcp(client_hello())
    assert not any(speaks_tlcp(server_hello()[:n]) for n in range(11))


def test_our_hello_is_one_whole_record_without_extensions() -> None:
    hello = client_hello()
    assert int.from_bytes(hello[3:5], "big") == len(hello) - 5
    assert int.from_bytes(hello[6:9], "big") == len(hello) - 9
    suites = int.from_bytes(hello[44:46], "big")
    assert hello[46 + suites :] == b"\1\0"
    assert b"\xe0\x13" in hello[46 : 46 + suites]
