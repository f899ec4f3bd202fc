"""What a browser shows is read, however broken the HTTP; what no browser shows stays unread."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from govgauge.gather.address import AddressPolicy
from govgauge.gather.lenient_reading import read_leniently
from govgauge.gather.plain_socket import Dialler
from govgauge.gather.wire import Wire
from govgauge.model.campaign import Budget, Opening, Plan
from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.outcome import Outcome
from govgauge.store.archive import UnitArchive

from .conftest import RawServer

HTML = "<!DOCTYPE html><html><title>市政府</title><body>你好</body></html>".encode()
OPEN = b"<html><body><p>half"


def headed(*lines: bytes, body: bytes = HTML) -> bytes:
    return b"\r\n".join([*lines, b"", body])


SHOWN = {
    "no status line at all": (HTML, "no status line"),
    "fields without a status line": (headed(b"Content-Type: text/html"), "no status line"),
    "no number in the status line": (headed(b"HTTP/1.1 Omg What Is This?"), "bad status"),
    "a version nobody knows": (headed(b"HTTP/1000 200 OK"), "bad version"),
    "rubbish before the status line": (headed(b"\r\n\0HTTP/1.1 200 OK"), "bytes before"),
    "a line without a colon": (headed(b"HTTP/1.1 200 OK", b"nonsense", b"A: b"), "no field"),
    "NUL in a field": (headed(b"HTTP/1.1 200 OK", b"A: \0b"), "NUL"),
    "a negative length": (headed(b"HTTP/1.1 200 OK", b"Content-Length: -1"), "bad length"),
    "a length of words": (headed(b"HTTP/1.1 200 OK", b"Content-Length: ten"), "bad length"),
    "two lengths": (
        headed(b"HTTP/1.1 200 OK", b"Content-Length: 3", b"Content-Length: 9"),
        "bad length",
    ),
    "a length too long, page whole": (
        headed(b"HTTP/1.1 200 OK", b"Content-Length: 9999"),
        "shorter than its length",
    ),
    "a length too short": (headed(b"HTTP/1.1 200 OK", b"Content-Length: 4"), "longer than"),
    "chunked and is not": (headed(b"HTTP/1.1 200 OK", b"Transfer-Encoding: chunked"), "chunked"),
    "chunks that break off": (
        headed(
            b"HTTP/1.1 200 OK",
            b"Transfer-Encoding: chunked",
            body=b"%x\r\n%s\r\nZZ\r\n" % (len(HTML), HTML),
        ),
        "broken chunks",
    ),
    "bare line feeds": (b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + HTML, ""),
    "interim answers first": (b"HTTP/1.1 103 Hints\r\n\r\n" * 3 + headed(b"HTTP/1.1 200 OK"), ""),
}
NOT_SHOWN = {
    "a TLS record": b"\x16\x03\x01\x02\x00\x01\x00",
    "nothing": b"",
    "a header cut off": b"HTTP/1.1 200 OK\r\nContent-Type: te",
    "text of another protocol": b"220 ftp.a.gov.cn ready\r\n",
    "interim answers without end": b"HTTP/1.1 103 Hints\r\n\r\n" * 20,
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_a_browser_shows_is_read_and_what_was_wrong_is_named(name: str) -> None:
    raw, defect = SHOWN[name]
    reading = read_leniently(raw, ended=True)
    assert (reading.outcome, reading.status, reading.body) == (Outcome.OK, 200, HTML)
    assert defect in ", ".join(reading.defects)


@pytest.mark.parametrize("name", NOT_SHOWN)
def test_what_no_browser_shows_stays_malformed(name: str) -> None:
    reading = read_leniently(NOT_SHOWN[name], ended=True)
    assert (reading.outcome, reading.status) == (Outcome.HTTP_MALFORMED, None)


@pytest.mark.parametrize(
    "raw",
    [
        headed(b"HTTP/1.1 200 OK", b"Content-Length: 9999", body=OPEN),
        headed(b"HTTP/1.1 200 OK", b"Transfer-Encoding: chunked", body=b"ffff\r\n" + OPEN),
    ],
)
def test_half_a_page_is_never_a_whole_one(raw: bytes) -> None:
    assert read_leniently(raw, ended=True).outcome is Outcome.TRUNCATED


def test_a_page_without_length_is_whole_only_when_the_server_closed() -> None:
    raw = headed(b"HTTP/1.1 200 OK", body=OPEN)
    assert read_leniently(raw, ended=True).outcome is Outcome.OK
    assert read_leniently(raw, ended=False).outcome is Outcome.TRUNCATED


def test_the_answer_to_another_request_is_not_part_of_the_page() -> None:
    raw = headed(b"HTTP/1.1 200 OK", b"Content-Length: 4", body=b"oneHTTP/1.1 200 OK\r\n\r\ntwo")
    raw = raw.replace(b"oneH", b"one!H")
    assert read_leniently(raw, ended=True).body == b"one!"


@pytest.mark.parametrize("piece", [b"HTTP/1.1 103 a\r\n\r\n", b"1\r\na\r\n", b"\n", b"a:b\r\n"])
def test_a_flood_is_read_in_one_pass(piece: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    for raw in (piece * 50_000, head + piece * 50_000):
        assert len(read_leniently(raw, ended=True).body) <= len(raw)


def fetch(server: RawServer, purpose: Purpose, **budget: int) -> Exchange:
    plan = Plan(
        budget=Budget(**{"idle_ms": 1500, "total_ms": 3000, **budget}),
        opening=Opening(resolve=(("*", server.pin),)),
    )

    async def once() -> Exchange:
        wire = Wire(plan)
        try:
            return await wire.fetch("http://www.a.gov.cn/", purpose)
        finally:
            await wire.close()

    return asyncio.run(once())


def closing(data: bytes) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        connection.sendall(data)

    return answer


def test_over_a_real_socket_what_libcurl_refuses_is_read_and_kept_as_read_leniently(
    server: RawServer,
) -> None:
    raw = headed(b"HTTP/1.1 200 OK", b"Content-Length: 7", b"Content-Length: 8")
    server.answers["/"] = closing(raw)
    assert fetch(server, Purpose.PAGE).outcome is Outcome.HTTP_MALFORMED
    exchange = fetch(server, Purpose.LENIENT)
    assert (exchange.outcome, exchange.status, exchange.body) == (Outcome.OK, 200, HTML)
    assert exchange.detail == "read leniently: bad length"
    assert exchange.request.startswith(b"GET / HTTP/1.1\r\nHost: www.a.gov.cn\r\n")
    assert exchange.peer == server.pin


def test_the_archive_keeps_a_lenient_exchange_byte_for_byte(
    server: RawServer, tmp_path: Path
) -> None:
    server.answers["/"] = closing(b"Content-Type: text/html\r\n\r\n" + HTML)
    exchange = fetch(server, Purpose.LENIENT)
    archive = UnitArchive(tmp_path, "test")
    archive.append(exchange)
    archive.close()
    kept = UnitArchive(tmp_path, "test").find(exchange.url, Purpose.LENIENT, 1)
    assert kept == exchange


def test_the_lenient_look_ends_at_its_limits(server: RawServer) -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200\r\n\r\n")
        while True:
            connection.sendall(b"a" * 65536)

    server.answers["/"] = endless
    exchange = fetch(server, Purpose.LENIENT, page_wire_bytes=300_000)
    assert exchange.outcome is Outcome.BODY_LIMIT
    assert len(exchange.body) <= 300_000 + 256 * 1024
    server.answers["/"] = lambda connection: connection.recv(1)
    silent = fetch(server, Purpose.LENIENT, idle_ms=200)
    assert silent.outcome in (Outcome.TIMEOUT_IDLE, Outcome.RESET)


def test_forbidden_addresses_are_not_dialled_here_either(server: RawServer) -> None:
    port = server.port

    async def dial(policy: AddressPolicy) -> object:
        dialler = Dialler(policy, {}, 2.0)
        dialled = await dialler.dial(f"http://127.0.0.1:{port}/", False)
        if not isinstance(dialled, Outcome):
            dialled.writer.transport.abort()
            return "dialled"
        return dialled

    assert asyncio.run(dial(AddressPolicy())) is Outcome.BLOCKED_ADDRESS
    assert server.connections == 0
    assert asyncio.run(dial(AddressPolicy(["127.0.0.1/32"]))) == "dialled"
