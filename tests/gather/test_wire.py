"""What becomes of one exchange: real sockets, real misbehaviour, one outcome each."""

from __future__ import annotations

import asyncio
import errno
import socket
import struct
import threading
import time
import types
from typing import Any
from urllib.parse import urlsplit

import attrs
import pycurl
import pytest

from govgauge.gather.wire import Wire
from govgauge.model.campaign import Budget, Opening, Plan
from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.outcome import Outcome

from .conftest import Answer, RawServer, drip, page

QUICK = Budget(connect_ms=1000, tls_ms=1000, header_ms=600, idle_ms=600, total_ms=2500)
HOST = "www.model.gov.cn"


def plan_for(server: RawServer, **changes: object) -> Plan:
    plan = Plan(budget=QUICK, opening=Opening(resolve=((HOST, server.pin),)))
    return attrs.evolve(plan, **changes)


def fetch(
    plan: Plan, path: str, purpose: Purpose = Purpose.PAGE, host: str = f"http://{HOST}"
) -> Exchange:
    async def once() -> Exchange:
        wire = Wire(plan)
        try:
            return await wire.fetch(host + path, purpose)
        finally:
            await wire.close()

    return asyncio.run(once())


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def hang_up(connection: socket.socket) -> None:
    pass


def half_a_header(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Half: ye")


def test_a_plain_page_keeps_raw_header_body_peer_and_timing(server: RawServer) -> None:
    server.answers["/"] = page(b"<html>hello", b"X-Odd:  two  spaces ")
    exchange = fetch(plan_for(server), "/")
    assert exchange.outcome is Outcome.OK
    assert exchange.status == 200
    assert exchange.body == b"<html>hello"
    assert b"X-Odd:  two  spaces \r\n" in exchange.header
    assert exchange.peer == server.pin
    assert exchange.timing.total_ms > 0
    assert exchange.request.startswith(b"GET / HTTP/1.1\r\nHost: www.model.gov.cn\r\n")


def test_the_request_kept_as_evidence_is_the_request_the_server_saw(server: RawServer) -> None:
    server.answers["/a?b=1"] = page(b"x")
    exchange = fetch(plan_for(server), "/a?b=1")
    seen = server.requests[0].split(b"\r\n")
    assert sorted(exchange.request.strip().split(b"\r\n")) == sorted(seen)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (page(b"x", status=b"404 Not Found"), Outcome.OK),
        (b"HTTP/1.1 Omg What Is This?\r\n\r\n", Outcome.HTTP_MALFORMED),
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", Outcome.HTTP_MALFORMED),
        (b"<html>no status line at all</html>", Outcome.HTTP_MALFORMED),
        (hang_up, Outcome.RESET),
        (half_a_header, Outcome.RESET),
        (reset, Outcome.RESET),
        (b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 400 + b"\r\n", Outcome.HEADER_LIMIT),
        (b"HTTP/1.1 200 OK\r\nX-Big: " + b"a" * 200_000 + b"\r\n\r\n", Outcome.HEADER_LIMIT),
        (b"HTTP/1.1 103 Early Hints\r\n\r\n" * 2000 + page(b"x"), Outcome.HTTP_MALFORMED),
        (b"HTTP/1.1 103 Early Hints\r\n\r\n" * 3 + page(b"x"), Outcome.OK),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n0\r\n\r\n",
            Outcome.HTTP_MALFORMED,
        ),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            Outcome.OK,
        ),
    ],
)
def test_each_answer_has_its_outcome(server: RawServer, answer: Answer, outcome: Outcome) -> None:
    server.answers["/"] = answer
    assert fetch(plan_for(server), "/").outcome is outcome


def test_a_header_that_never_ends_is_no_empty_page(server: RawServer) -> None:
    server.answers["/"] = drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.3, 20)
    exchange = fetch(plan_for(server), "/")
    assert exchange.outcome in (Outcome.TIMEOUT_HEADER, Outcome.TIMEOUT_TOTAL)
    assert exchange.status is None


def test_a_short_body_is_truncated_and_kept(server: RawServer) -> None:
    def short(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhello")

    server.answers["/"] = short
    exchange = fetch(plan_for(server), "/")
    assert (exchange.outcome, exchange.body) == (Outcome.TRUNCATED, b"hello")


def test_a_dripping_body_ends_at_the_total_deadline(server: RawServer) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    server.answers["/"] = drip(head, b"x", 0.2, 60)
    before = time.monotonic()
    exchange = fetch(plan_for(server), "/")
    assert exchange.outcome is Outcome.TIMEOUT_TOTAL
    assert exchange.body.startswith(b"xx")
    assert time.monotonic() - before < QUICK.total_ms / 1000 + 1


def test_a_silent_body_ends_at_the_idle_limit(server: RawServer) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc"
    server.answers["/"] = drip(head, b"", 5, 1)
    assert fetch(plan_for(server), "/").outcome is Outcome.TIMEOUT_IDLE


def test_an_endless_body_is_cut_at_the_cap(server: RawServer) -> None:
    sent = [0]

    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            sent[0] += connection.send(b"x" * 65536)

    server.answers["/"] = endless
    budget = attrs.evolve(QUICK, page_wire_bytes=1_000_000)
    exchange = fetch(plan_for(server, budget=budget), "/")
    assert exchange.outcome is Outcome.BODY_LIMIT
    assert len(exchange.body) == 1_000_000


def test_a_probe_stops_when_it_has_seen_enough(server: RawServer) -> None:
    server.answers["/big.zip"] = page(b"z" * 2_000_000, kind=b"application/zip")
    exchange = fetch(plan_for(server), "/big.zip", Purpose.PROBE)
    assert exchange.outcome is Outcome.OK_PARTIAL
    assert exchange.status == 200


def test_a_redirect_is_an_answer_and_is_not_followed(server: RawServer) -> None:
    server.answers["/a"] = page(b"", b"Location: /b", status=b"302 Found")
    exchange = fetch(plan_for(server), "/a")
    assert exchange.status == 302
    assert server.asked == {"/a": 1}


def test_nobody_listening_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    plan = Plan(budget=QUICK, opening=Opening(resolve=((HOST, f"127.0.0.1:{port}"),)))
    assert fetch(plan, "/").outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "localhost",
    ],
)
def test_loopback_in_any_spelling_is_refused_before_a_packet_leaves(
    server: RawServer, address: str
) -> None:
    exchange = fetch(Plan(budget=QUICK), "/", host=f"http://{address}:{server.port}")
    assert exchange.outcome in (Outcome.BLOCKED_ADDRESS, Outcome.REFUSED)
    assert server.connections == 0


def test_a_pin_opens_only_its_own_address_and_port(server: RawServer) -> None:
    other = RawServer()
    exchange = fetch(plan_for(server), "/", host=f"http://127.0.0.1:{other.port}")
    assert exchange.outcome is Outcome.BLOCKED_ADDRESS
    assert other.connections == 0


def test_hundreds_of_keep_alive_answers_never_mix(server: RawServer) -> None:
    for i in range(300):
        server.answers[f"/{i}"] = page(b"page %d" % i)

    async def all_at_once() -> list[Exchange]:
        wire = Wire(plan_for(server))
        slots = asyncio.Semaphore(8)

        async def one(i: int) -> Exchange:
            async with slots:
                return await wire.fetch(f"http://{HOST}/{i}", Purpose.PAGE)

        try:
            return await asyncio.gather(*(one(i) for i in range(300)))
        finally:
            await wire.close()

    for i, exchange in enumerate(asyncio.run(all_at_once())):
        assert exchange.url == f"http://{HOST}/{i}"
        assert exchange.body == b"page %d" % i
    assert sum(server.asked.values()) == 300


def test_one_hanging_server_does_not_hold_up_the_others(server: RawServer) -> None:
    server.answers["/slow"] = drip(b"", b"", 3, 1)
    server.answers["/quick"] = page(b"quick")
    threads = threading.active_count()

    async def both() -> tuple[Exchange, bool]:
        wire = Wire(plan_for(server))
        slow = asyncio.ensure_future(wire.fetch(f"http://{HOST}/slow", Purpose.PAGE))
        await asyncio.sleep(0.05)
        quick = await wire.fetch(f"http://{HOST}/quick", Purpose.PAGE)
        was_hanging = not slow.done()
        await slow
        await wire.close()
        return quick, was_hanging

    quick, was_hanging = asyncio.run(both())
    assert quick.body == b"quick"
    assert was_hanging
    assert threading.active_count() < threads + 20


def test_no_request_is_repeated_behind_our_back(server: RawServer) -> None:
    server.answers["/first"] = page(b"first")
    server.answers["/dies"] = hang_up

    async def twice() -> Exchange:
        wire = Wire(plan_for(server))
        await wire.fetch(f"http://{HOST}/first", Purpose.PAGE)
        second = await wire.fetch(f"http://{HOST}/dies", Purpose.PAGE)
        await wire.close()
        return second

    exchange = asyncio.run(twice())
    assert exchange.outcome is Outcome.RESET
    assert server.asked["/dies"] == 1


def test_t_f5_no_descriptor_left_is_our_own_fault(
    server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers["/"] = page(b"x")

    def none_left(*arguments: object) -> socket.socket:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr("govgauge.gather.sockets.socket", types.SimpleNamespace(socket=none_left))
    assert fetch(plan_for(server), "/").outcome is Outcome.OUR_FAULT


def test_a_blocked_address_does_not_hide_what_another_address_answered(server: RawServer) -> None:
    """A host with an inner IPv6 and a permitted IPv4 address is judged by the one that answers."""
    server.answers["/"] = page(b"x")
    plan = Plan(budget=QUICK, opening=Opening(allowed=(f"127.0.0.1/32:{server.port}",)))
    exchange = fetch(plan, "/", host=f"http://localhost:{server.port}")
    assert (exchange.outcome, exchange.body) == (Outcome.OK, b"x")


class TwoAddresses(Wire):
    """A wire for which every name has an IPv6 and an IPv4 address, both of this machine."""

    def _prepared(self, url: str, verify: bool, fresh: bool) -> Any:
        curl = super()._prepared(url, verify, fresh)
        host, _, port = urlsplit(url).netloc.partition(":")
        curl.setopt(pycurl.RESOLVE, [f"{host}:{port}:[::1],127.0.0.1"])
        return curl


def _silent_on_ipv6(port: int) -> list[socket.socket]:
    """A listener whose queue is full: whoever calls it now is never answered."""
    listener = socket.socket(socket.AF_INET6)
    listener.bind(("::1", port))
    listener.listen(0)
    callers = [socket.socket(socket.AF_INET6) for _ in range(3)]
    for caller in callers:
        caller.setblocking(False)
        caller.connect_ex(("::1", port))
    time.sleep(0.05)
    return [listener, *callers]


@pytest.mark.parametrize("silent", [True, False], ids=["silent", "refusing"])
def test_t_f9_dead_ipv6_beside_living_ipv4_costs_less_than_two_seconds(
    server: RawServer, silent: bool
) -> None:
    try:
        held = _silent_on_ipv6(server.port) if silent else []
    except OSError:
        pytest.skip("this machine has no IPv6 loopback address")
    server.answers["/"] = page(b"x")
    ports = (f"127.0.0.1/32:{server.port}", f"[::1/128]:{server.port}")
    plan = Plan(budget=attrs.evolve(QUICK, total_ms=5000), opening=Opening(allowed=ports))

    async def once() -> Exchange:
        wire = TwoAddresses(plan)
        try:
            return await wire.fetch(f"http://{HOST}:{server.port}/", Purpose.PAGE)
        finally:
            await wire.close()

    exchange = asyncio.run(once())
    for one in held:
        one.close()
    assert (exchange.outcome, exchange.body, exchange.peer) == (Outcome.OK, b"x", server.pin)
    assert exchange.timing.total_ms < 2000
