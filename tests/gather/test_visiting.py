"""One visit to a home page: opened, failed, or nothing said about the site."""

from __future__ import annotations

import asyncio
import socket

import pytest

from govgauge.gather.visiting import Visit, Visiting
from govgauge.gather.wire import Wire
from govgauge.model.campaign import Budget, Opening, Plan
from govgauge.model.exchange import Exchange
from govgauge.model.outcome import Outcome
from govgauge.model.unit import Unit

from .conftest import Answer, RawServer, page

HOME = "http://www.a.gov.cn/"
HTML = "<html><title>市政府</title><body>你好</body></html>".encode()
RELOAD = page(b"<script>document.cookie='a=1';location.reload()</script>")
GEO = page("<h1>您所在的地区无法访问本网站</h1>".encode())


def visit(server: RawServer, times: int = 1) -> tuple[list[Visit], list[Exchange]]:
    """So many visits in a row, and every exchange they made."""
    plan = Plan(
        budget=Budget(connect_ms=1000, header_ms=800, idle_ms=800, total_ms=2500),
        opening=Opening(resolve=(("*", server.pin),)),
    )
    made: list[Exchange] = []

    async def run() -> list[Visit]:
        wire = Wire(plan)
        visiting = Visiting(wire.fetch, plan, lambda unit, exchange: made.append(exchange))
        try:
            return [await visiting.visit(Unit("u", "u", HOME)) for _ in range(times)]
        finally:
            await wire.close()

    return asyncio.run(run()), made


def closing(data: bytes) -> Answer:
    def answer(connection: socket.socket) -> None:
        connection.sendall(data)

    return answer


def sent(to: str, *fields: bytes) -> bytes:
    return page(b"", b"Location: " + to.encode(), *fields, status=b"302 Found")


@pytest.mark.parametrize(
    ("answer", "outcome", "status"),
    [
        (page(HTML), Outcome.OK, 200),
        (page(b"oops", status=b"500 Oops"), Outcome.OK, 500),
        (page(b"", status=b"404 Not Found"), Outcome.OK, 404),
        (RELOAD, Outcome.CHALLENGED, 200),
        (GEO, Outcome.GEO_SUSPECTED, 200),
        (page(b"", b"Retry-After: 1", status=b"503 Busy"), Outcome.RATE_LIMITED, 503),
        (sent("http://www.b.gov.cn/"), Outcome.MOVED, 302),
        (sent("ftp://www.a.gov.cn/"), Outcome.REDIRECT_SCHEME, 302),
        (sent("/"), Outcome.REDIRECT_LIMIT, 302),
        (closing(HTML), Outcome.OK, 200),
        (closing(b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n" + HTML), Outcome.OK, 200),
        (closing(b""), Outcome.RESET, 0),
        (closing(b"\x16\x03\x01\x00"), Outcome.HTTP_MALFORMED, 0),
    ],
)
def test_what_a_visit_met(server: RawServer, answer: Answer, outcome: Outcome, status: int) -> None:
    server.answers["/"] = answer
    (met,), _ = visit(server)
    assert (met.outcome, met.status) == (outcome, status)


def test_redirects_are_followed_and_the_time_is_that_of_the_whole_way(server: RawServer) -> None:
    server.answers["/"] = sent("http://a.gov.cn/in/")
    server.answers["/in/"] = page(HTML)
    (met,), made = visit(server)
    assert (met.outcome, met.status) == (Outcome.OK, 200)
    assert met.elapsed_ms == pytest.approx(sum(e.timing.total_ms for e in made), abs=0.01)


def test_a_circle_that_a_cookie_leaves_says_nothing_about_the_site(server: RawServer) -> None:
    def answer(connection: socket.socket) -> None:
        seen = b"Cookie: a=1" in server.requests[-1]
        connection.sendall(page(HTML) if seen else sent("/", b"Set-Cookie: a=1"))

    server.answers["/"] = answer
    (met,), made = visit(server)
    assert met.outcome is Outcome.REDIRECT_COOKIE
    assert {e.purpose for e in made if b"Cookie: " in e.request} == {"cookie"}


def test_no_visit_remembers_the_cookies_of_another(server: RawServer) -> None:
    server.answers["/"] = page(HTML, b"Set-Cookie: a=1")
    visit(server, times=3)
    assert server.asked["/"] == 3
    assert not any(b"Cookie:" in request for request in server.requests)
