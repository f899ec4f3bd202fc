"""Servers that ask us to slow down (page-traps T-F12), and crawls that are cut off."""

from __future__ import annotations

import asyncio
import gc
import time

import attrs
import pytest

from govgauge.gather.crawl import Crawl, Visitor
from govgauge.gather.doors import NetworkDoor
from govgauge.gather.rate_limit import pause_s
from govgauge.model.campaign import Opening, Pace, Plan
from govgauge.model.exchange import Exchange, Kept, Purpose
from govgauge.model.outcome import Outcome
from govgauge.model.unit import Unit

from .conftest import RawServer, page
from .paper_web import HOME, Paper, PaperWeb, anchors, compare, crawl, crawl_paper


def pause_of(status: int, *fields: str) -> float:
    header = "\r\n".join([f"HTTP/1.1 {status} X", *fields, "", ""]).encode()
    exchange = Exchange(
        HOME, Purpose.PAGE, 1, Outcome.OK, status, header=header, started_at=1_700_000_000.0
    )
    return pause_s(exchange)


@pytest.mark.parametrize(
    ("status", "fields", "pause"),
    [
        (429, ("Retry-After: 7",), 7),
        (503, ("Retry-After: 7",), 7),
        (503, ("Retry-After: 99999999999999999999",), 120),
        (429, (), 10),
        (429, ("Retry-After: soon",), 10),
        (429, ("Retry-After: -5",), 10),
        (503, (), 0),
        (500, ("Retry-After: 7",), 0),
        (200, ("Retry-After: 7",), 0),
        (429, ("Retry-After: Tue, 14 Nov 2023 22:13:50 GMT",), 30),
        (
            429,
            ("Date: Wed, 01 Jan 2020 00:00:00 GMT", "Retry-After: Wed, 01 Jan 2020 00:00:09 GMT"),
            9,
        ),
        (429, ("Retry-After: Tue, 14 Nov 2000 22:13:50 GMT",), 0),
    ],
)
def test_h54_retry_after_in_seconds_or_as_a_date(
    status: int, fields: tuple[str, ...], pause: float
) -> None:
    assert pause_of(status, *fields) == pause


class OnceBusy(PaperWeb):
    """One page asks to come back later, once."""

    refusal: Paper = (429, "")

    def answer(self, url: str, attempt: int) -> Paper:
        if url == HOME + "x" and attempt == 1:
            return self.refusal
        return super().answer(url, attempt)


@pytest.mark.parametrize("refusal", [(429, ""), (503, "", "Retry-After: 1\r\n")])
def test_t_f12_a_rate_limit_gets_its_second_attempt(refusal: Paper) -> None:
    paper = OnceBusy({HOME: (200, anchors("/x", "/y")), HOME + "x": (200, "text")})
    paper.refusal = refusal
    targets = crawl_paper(paper, Unit("u", "u", HOME))
    assert (targets[HOME + "x"].status, targets[HOME + "x"].attempts) == (200, 2)


def test_t_f12_a_rate_limit_is_no_outage() -> None:
    for answer in ((429, ""), (503, "", "Retry-After: 1\r\n")):
        paper, targets = crawl({HOME: (200, anchors("/x")), HOME + "x": answer})
        assert targets[HOME + "x"].outcome == "rate_limited"
        assert paper.asked.count(HOME + "x") == 2
    _, targets = crawl({HOME: (200, anchors("/x")), HOME + "x": (503, "")})
    assert (targets[HOME + "x"].outcome, targets[HOME + "x"].status) == ("ok", 503)


def test_h54_a_host_that_asks_for_a_pause_gets_it(server: RawServer) -> None:
    server.answers["/busy"] = page(b"", b"Retry-After: 1", status=b"429 Too Many Requests")
    server.answers["/next"] = page(b"x")
    plan = Plan(pace=Pace(gap_s=0.0), opening=Opening(resolve=(("*", server.pin),)))

    async def both(full_speed: bool) -> float:
        door = NetworkDoor(attrs.evolve(plan, full_speed=full_speed))
        try:
            await door.fetch("http://a.gov.cn/busy", Purpose.PAGE, 1)
            other = time.monotonic()
            await door.fetch("http://b.gov.cn/next", Purpose.PAGE, 1)
            assert time.monotonic() - other < 0.9
            await door.fetch("http://a.gov.cn/next", Purpose.PAGE, 1)
            return time.monotonic() - other
        finally:
            await door.close()

    assert asyncio.run(both(full_speed=False)) > 0.9
    assert asyncio.run(both(full_speed=True)) < 0.5


class NetworkOff(Exception):
    """The door is closed."""


@pytest.mark.parametrize("last", ["home", "robots", "control", "pages"])
def test_a_crawl_that_ends_early_leaves_nothing_under_way(last: str) -> None:
    """The door is closed, or the run is stopped, while other requests are waited for."""
    paper = PaperWeb({HOME: (200, anchors(*map(str, range(40))))})
    stages = {HOME: "home", HOME + "robots.txt": "robots", HOME + "7": "pages"}
    lost: list[object] = []

    async def fetch(url: str, purpose: Purpose, attempt: int) -> Kept:
        stage = "control" if purpose is Purpose.CONTROL else stages.get(url, "")
        if stage == last:
            raise NetworkOff(url)
        if not stage and int(url[-1]) % 2:
            await asyncio.sleep(60)
        elif not stage:
            raise NetworkOff(url)
        return await paper.fetch(url, purpose, attempt)

    async def crawl_once() -> None:
        visitor = Visitor(
            fetch, paper.read, lambda e: e.body, compare, paper.pages.append, lambda h, g: None
        )
        before = asyncio.all_tasks()
        try:
            await Crawl(Unit("u", "u", HOME), Plan(), visitor).run()
        finally:
            lost.extend(asyncio.all_tasks() - before)

    async def run() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda loop, about: lost.append(about))
        task = asyncio.ensure_future(crawl_once())
        await asyncio.wait([task], timeout=0.2)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(run())
    gc.collect()
    assert not lost
