"""A web on paper: what a crawl asks of it, in which order, and what it makes of the answers."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Mapping

import ada_url
import attrs
from selectolax.lexbor import LexborHTMLParser

from govgauge.gather.crawl import Content, Crawl, VisitedPage, Visitor
from govgauge.gather.targets import targets as targets_of
from govgauge.model.campaign import Pace, Plan
from govgauge.model.exchange import Exchange, Kept, Purpose
from govgauge.model.facts import PageKind, TargetFact
from govgauge.model.outcome import Outcome
from govgauge.model.reading import Link, PageReading, Presence
from govgauge.model.unit import Unit

HOME = "http://www.a.gov.cn/"
Paper = tuple[int, str] | tuple[int, str, str]
Web = Mapping[str, Paper]
"""Address → status (0: reset), body or location, and further header lines."""


def links_of(html: str, base: str) -> tuple[Link, ...]:
    links = []
    for node in LexborHTMLParser(html or "<p>").css("a[href],img[src],meta[http-equiv=refresh]"):
        if node.tag == "meta":
            reference, element = (node.attrs["content"] or "").partition("url=")[2], "refresh"
        else:
            reference, element = node.attrs["src" if node.tag == "img" else "href"], node.tag or ""
        links.append(Link(ada_url.join_url(base, reference or ""), element, node.text()))
    return tuple(links)


def lines_of(html: str) -> tuple[str, ...]:
    text = re.sub(r"<script.*?</script>|<[^>]*>", "\n", html, flags=re.DOTALL)
    return tuple(line for line in map(str.strip, text.split("\n")) if line)


class PaperWeb:
    """A web on paper whose answers arrive in a random order; counts what is asked."""

    def __init__(self, web: Web, seed: int = 0, missing: tuple[int, str] = (404, "")) -> None:
        self.web = web
        self.missing = missing
        self.asked: list[str] = []
        self.looked_again: list[str] = []
        self.pages: list[VisitedPage] = []
        self._random = random.Random(seed)

    async def fetch(self, url: str, purpose: Purpose, attempt: int, cookie: str = "") -> Kept:
        if purpose in (Purpose.LENIENT, Purpose.TLS):
            # A second look at a server that only exists on paper shows no more than the first.
            self.looked_again.append(url)
            return Kept(Exchange(url, purpose, attempt, Outcome.RESET), "")
        self.asked.append(url)
        for _ in range(self._random.randrange(6)):
            await asyncio.sleep(0)
        status, body, *more = self.answer(url, attempt)
        header = f"HTTP/1.1 {status} X\r\n{''.join(more)}".encode()
        if 300 <= status < 400:
            header, body = header + b"Location: " + body.encode("gb18030") + b"\r\n", ""
        outcome = Outcome.RESET if status == 0 else Outcome.OK
        exchange = Exchange(
            url, purpose, attempt, outcome, status or None, header=header, body=body.encode()
        )
        return Kept(exchange, f"digest of {url} {attempt}")

    def answer(self, url: str, attempt: int) -> Paper:
        return self.web.get(url, self.missing)

    async def read(self, exchange: Exchange, is_home: bool) -> Content:
        html = exchange.body.decode()
        links, lines = links_of(html, exchange.url), lines_of(html)
        return Content(
            Outcome.OK, PageReading(PageKind.OTHER, "utf-8", "", links=links, lines=lines)
        )


def crawl(
    web: Web,
    seed: int = 0,
    home: str = HOME,
    missing: tuple[int, str] = (404, ""),
    hosts: tuple[str, ...] = (),
    **plan: object,
) -> tuple[PaperWeb, dict[str, TargetFact]]:
    paper = PaperWeb(web, seed, missing)
    return paper, crawl_paper(paper, Unit("u", "u", home, hosts=hosts), **plan)


def crawl_paper(paper: PaperWeb, unit: Unit, **plan: object) -> dict[str, TargetFact]:
    run = crawl_of(paper, unit, **plan)
    asyncio.run(run.run())
    further = run.not_kept()
    targets = [*targets_of(run.frontier, 10)] + ([further] if further else [])
    return {t.target: t for t in targets}


def crawl_of(paper: PaperWeb, unit: Unit, **plan: object) -> Crawl:
    visitor = Visitor(
        paper.fetch,
        paper.read,
        lambda e: e.body,
        compare,
        paper.pages.append,
        lambda host, gap: None,
    )
    paper_plan = Plan(pace=Pace(second_attempt_s=0.0))
    return Crawl(unit, attrs.evolve(paper_plan, **plan), visitor)


def compare(page: PageReading, control: PageReading | None, home: PageReading | None) -> Presence:
    if control is not None and (page.links, page.lines) == (control.links, control.lines):
        return Presence.LIKE_CONTROL
    return Presence.GONE if "gone" in page.lines else Presence.THERE


def anchors(*paths: str) -> str:
    return "".join(f"<a href='{p}'>{p}</a>" for p in paths)
