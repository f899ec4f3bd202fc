"""Kept connections: no answer is ever laid at the door of another address."""

from __future__ import annotations

import asyncio
import socket
import time

import attrs
import pytest

from govgauge.gather.doors import NetworkDoor
from govgauge.gather.wire import Wire
from govgauge.model.campaign import Budget, Opening, Plan
from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.outcome import Outcome

from .conftest import RawServer, page

HOST = "www.model.gov.cn"


def plan_for(server: RawServer) -> Plan:
    budget = Budget(connect_ms=4000, tls_ms=4000, header_ms=4000, idle_ms=4000, total_ms=9000)
    return Plan(budget=budget, opening=Opening(resolve=((HOST, server.pin),)))


def fetch_in_turn(plan: Plan, *paths: str, pause_s: float = 0.0) -> list[Exchange]:
    async def all_of_them() -> list[Exchange]:
        wire = Wire(plan)
        exchanges = []
        try:
            for path in paths:
                exchanges.append(await wire.fetch(f"http://{HOST}{path}", Purpose.PAGE))
                await asyncio.sleep(pause_s)
        finally:
            await wire.close()
        return exchanges

    return asyncio.run(all_of_them())


def test_an_honest_connection_is_used_again(server: RawServer) -> None:
    for path in ("/a", "/b", "/c"):
        server.answers[path] = page(path.encode())
    exchanges = fetch_in_turn(plan_for(server), "/a", "/b", "/c")
    assert [e.body for e in exchanges] == [b"/a", b"/b", b"/c"]
    assert server.connections == 1


def test_a_second_answer_nobody_asked_for_is_nobodys(server: RawServer) -> None:
    """The repeated answer arrives a moment late, and waits on the kept connection."""

    def twice(connection: socket.socket) -> None:
        connection.sendall(page(b"/a"))
        time.sleep(0.01)
        connection.sendall(page(b"/another"))
        time.sleep(1)

    server.answers["/a"] = twice
    server.answers["/b"] = page(b"/b")
    exchanges = fetch_in_turn(plan_for(server), "/a", "/b", pause_s=0.1)
    assert [e.body for e in exchanges] == [b"/a", b"/b"]
    assert [e.outcome for e in exchanges] == [Outcome.OK, Outcome.OK]
    assert server.connections == 2


def test_two_answers_at_once_are_malformed_and_the_next_is_its_own(server: RawServer) -> None:
    server.answers["/a"] = page(b"/a") + page(b"/another")
    server.answers["/b"] = page(b"/b")
    first, second = fetch_in_turn(plan_for(server), "/a", "/b")
    assert (first.outcome, first.body) == (Outcome.HTTP_MALFORMED, b"/a")
    assert first.detail == "more bytes than the declared length"
    assert (second.outcome, second.body) == (Outcome.OK, b"/b")


def test_a_connection_its_server_has_closed_costs_no_attempt(server: RawServer) -> None:
    """The end of the first connection is seen before the second request goes out."""

    def and_close(connection: socket.socket) -> None:
        connection.sendall(page(b"/a"))

    server.answers["/a"] = and_close
    server.answers["/b"] = page(b"/b")
    exchanges = fetch_in_turn(plan_for(server), "/a", "/b", pause_s=0.1)
    assert [e.outcome for e in exchanges] == [Outcome.OK, Outcome.OK]
    assert server.asked == {"/a": 1, "/b": 1}


def test_a_large_body_comes_whole_from_where_it_waited(server: RawServer) -> None:
    body = bytes(range(256)) * 20_000
    server.answers["/large"] = page(body)
    (exchange,) = fetch_in_turn(plan_for(server), "/large")
    assert (exchange.outcome, exchange.body == body) == (Outcome.OK, True)


def test_what_has_no_status_line_is_kept_and_never_an_answer(server: RawServer) -> None:
    def bare(connection: socket.socket) -> None:
        connection.sendall(b"\r\n<html>no status line</html>")

    server.answers["/"] = bare
    (exchange,) = fetch_in_turn(plan_for(server), "/")
    assert (exchange.outcome, exchange.status) == (Outcome.HTTP_MALFORMED, None)
    assert b"no status line" in exchange.body


@pytest.mark.parametrize(
    "link",
    [
        "http://[::1]/",
        "http://[::1]:8080/",
        "http://user:s3cret@www.model.gov.cn/",
        "http://a:b@c/",
    ],
)
def test_a_link_of_any_form_ends_no_crawl(server: RawServer, link: str) -> None:
    """At full speed the door asks of every host whether its limits are lifted."""
    server.answers["/"] = page(b"x")

    async def once() -> Exchange:
        plan = attrs.evolve(plan_for(server), full_speed=True)
        door = NetworkDoor(attrs.evolve(plan, budget=Budget(connect_ms=300, total_ms=900)))
        try:
            return await door.fetch(link, Purpose.PROBE, 1)
        finally:
            await door.close()

    exchange = asyncio.run(once())
    assert exchange.outcome is not Outcome.OUR_FAULT
    assert b"s3cret" not in b"".join(server.requests)
    assert b"Host: user" not in exchange.request
