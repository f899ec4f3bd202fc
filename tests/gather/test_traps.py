"""Places without an end are left, what is real beside them is found, and what is cut is open."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import attrs
import pytest

from govgauge.gather.patterns import family_of, plain
from govgauge.gather.targets import targets as targets_of
from govgauge.gather.traps import TrapGuard
from govgauge.model.campaign import Budget
from govgauge.model.exchange import Kept, Purpose
from govgauge.model.facts import TargetFact
from govgauge.model.outcome import Outcome
from govgauge.model.unit import Unit

from .paper_web import HOME, Paper, PaperWeb, anchors, crawl_of, crawl_paper


def named(word: str, *paths: str) -> str:
    return "".join(f"<a href='{p}'>{word}</a>" for p in paths)


REAL = [f"{HOME}r/{n}.html" for n in range(60)]


class Endless(PaperWeb):
    """Sixty real pages, all linked from home, and whatever ``trap`` answers."""

    def __init__(self, trap: Callable[[str], str | None], way_in: str, seed: int = 0) -> None:
        super().__init__({}, seed)
        self.trap = trap
        self.way_in = way_in

    def answer(self, url: str, attempt: int) -> Paper:
        if url == HOME:
            return 200, "<p>首页</p>" + anchors(self.way_in, *REAL)
        if url in REAL:
            return 200, f"<p>第{url}篇的正文</p>" + anchors(self.way_in)
        body = self.trap(url) if urlsplit(url).path not in ("/robots.txt", "/sitemap.xml") else None
        return (404, "") if body is None else (200, body)

    async def fetch(self, url: str, purpose: Purpose, attempt: int) -> Kept:
        kept = await super().fetch(url, purpose, attempt)
        return attrs.evolve(kept, digest=hashlib.sha256(kept.exchange.body).hexdigest())

    def asked_of_trap(self) -> list[str]:
        return [u for u in self.asked if u not in REAL and u != HOME and self.trap(u) is not None]


def walk(
    trap: Callable[[str], str | None], way_in: str, seed: int = 0
) -> tuple[Endless, dict[str, TargetFact]]:
    web = Endless(trap, way_in, seed)
    return web, crawl_paper(web, Unit("u", "u", HOME))


def one(url: str, name: str) -> int:
    return int(parse_qs(urlsplit(url).query).get(name, ["0"])[0])


def calendar(url: str) -> str | None:
    if "/calendar.jsp" not in url:
        return None
    n = one(url, "month")
    return f"<h1>{n // 12}年{n % 12 + 1}月</h1>" + named(
        "翻页", f"?month={n - 1}", f"?month={n + 1}", f"?month={n + 12}"
    )


def relative(url: str) -> str | None:
    return "<p>同一页</p>" + anchors("a/", "b/", "c/") if url.startswith(HOME + "bbs/") else None


def combined(url: str) -> str | None:
    if "/list.jsp" not in url:
        return None
    query = urlsplit(url).query
    names = [n for n in "abcdef" if f"{n}=" not in query]
    more = [f"?{query}&{n}={v}" for n in names for v in range(9)]
    rows = "".join(f"<p>条目甲{'乙' * (one(url, n) % 5)}</p>" for n in "abcdef")
    return rows + named("筛选", *more)


def one_sheet_after_another(url: str) -> str | None:
    match = re.fullmatch(HOME + r"events/(\d{4})/(\d\d)/", url)
    if match is None:
        return None
    month = int(match[1]) * 12 + int(match[2])
    after = f"/events/{month // 12}/{month % 12 + 1:02d}/"
    return "<p>本月没有活动</p>" + f"<a href='{after}'>{month}月</a>"


@pytest.mark.parametrize(
    ("trap", "way_in", "most"),
    [
        (calendar, "/calendar.jsp?month=24000", 200),
        (one_sheet_after_another, "/events/2026/11/", 200),
        (relative, "/bbs/", 50),
        (combined, "/list.jsp?a=1", 200),
    ],
)
def test_h44_h45_h47_an_endless_place_is_left_and_every_real_page_seen(
    trap: Callable[[str], str | None], way_in: str, most: int
) -> None:
    web, targets = walk(trap, way_in)
    assert set(REAL) <= set(web.asked)
    assert 0 < len(web.asked_of_trap()) <= most
    left = [t for t in targets.values() if t.reason == "trap_limit"]
    assert left
    assert all(t.outcome == "" for t in left)


@pytest.mark.parametrize("seed", range(3))
def test_where_a_trap_is_left_does_not_depend_on_which_answer_comes_first(seed: int) -> None:
    web, targets = walk(combined, "/list.jsp?a=1", seed)
    expected, same = walk(combined, "/list.jsp?a=1", 77)
    assert [p.address.url for p in web.pages] == [p.address.url for p in expected.pages]
    assert targets == same


def last_page_again(url: str) -> str | None:
    if "/more.jsp" not in url:
        return None
    n = one(url, "page")
    shown = min(n, 9)
    rows = "".join(f"<p>第{shown}页的第{k}条，2026-11-{k:02d}</p>" for k in range(1, 20))
    return rows + f"<p>{n}</p>" + named("下一页", f"?page={n + 1}")


def test_h48_a_last_page_that_repeats_ends_the_list() -> None:
    web, targets = walk(last_page_again, "/more.jsp?page=1")
    asked = {one(u, "page") for u in web.asked_of_trap()}
    assert set(range(1, 10)) <= asked
    assert len(asked - set(range(1, 10))) <= 3
    assert targets[f"{HOME}more.jsp?page={max(asked) + 1}"].reason == "trap_limit"


def test_pages_of_a_list_that_differ_in_their_numbers_alone_are_all_seen() -> None:
    def yearbook(url: str) -> str | None:
        n = one(url, "year")
        if "/yearbook.jsp" not in url or not 1979 <= n <= 2025:
            return None
        figures = "".join(f"<p>{n * k % 9973 + 100}.5</p>" for k in range(1, 20))
        return f"<h1>{n}年统计</h1><p>生产总值</p>{figures}" + named("上一年", f"?year={n - 1}")

    web, _ = walk(yearbook, "/yearbook.jsp?year=2025")
    assert len(web.asked_of_trap()) == 47


def test_an_archive_of_short_articles_behind_one_program_is_all_seen() -> None:
    def show(url: str) -> str | None:
        n = one(url, "id")
        if "/show.jsp" not in url or not 1 <= n <= 150:
            return None
        word = "".join("甲乙丙丁戊己庚辛壬癸"[int(d)] for d in f"{n:03d}")
        return f"<p>关于{word}的公告</p>" + named("下一篇", f"?id={n + 1}", f"?id={n + 2}")

    web, _ = walk(show, "/show.jsp?id=1")
    assert len(web.asked_of_trap()) == 150


def guard() -> TrapGuard:
    return TrapGuard(Budget(), lambda url: False)


@pytest.mark.parametrize(
    ("path", "refused"),
    [
        ("xxgk/xxgk/t1.html", False),
        ("a/b/a/b/t1.html", False),
        ("a/b/a/b/a/b/t1.html", True),
        ("news/news/news/news/", True),
        ("2026/11/11/11/t1.html", False),
        ("/".join(f"d{n}" for n in range(30)), True),
        ("x" * 3000, True),
    ],
)
def test_h45_folders_may_repeat_once_but_not_go_round(path: str, refused: bool) -> None:
    assert guard().refuses(HOME + path) is refused


def test_h50_a_host_that_only_lets_us_wait_is_left_after_a_few_in_a_row() -> None:
    traps = guard()
    for n in range(8):
        assert not traps.is_pit(HOME)
        traps.take(f"{HOME}{n}", Outcome.TIMEOUT_TOTAL, 1)
    assert traps.is_pit(HOME + "x")
    assert traps.is_shut(HOME + "x")
    assert not traps.is_pit("http://www.b.gov.cn/")


def test_h50_one_answer_between_the_waits_keeps_a_slow_host() -> None:
    traps = guard()
    for n in range(40):
        traps.take(f"{HOME}{n}", Outcome.OK if n % 7 == 6 else Outcome.TIMEOUT_IDLE, 1)
    assert not traps.is_pit(HOME)


class Pit(PaperWeb):
    """A home page of forty links, all of which only let us wait."""

    async def fetch(self, url: str, purpose: Purpose, attempt: int) -> Kept:
        kept = await super().fetch(url, purpose, attempt)
        if "/pit" not in url:
            return kept
        late = attrs.evolve(kept.exchange, outcome=Outcome.TIMEOUT_TOTAL, status=None)
        return attrs.evolve(kept, exchange=late)


def test_h50_what_a_pit_was_not_asked_for_is_open_and_its_second_look_is_short() -> None:
    pits = [f"/pit{n}" for n in range(40)]
    web = Pit({HOME: (200, anchors(*pits))})
    targets = crawl_paper(web, Unit("u", "u", HOME))
    reasons = [t.reason or t.outcome for t in targets.values()]
    assert reasons.count("timeout_total") == 8
    assert reasons.count("trap_limit") == 32
    second = [u for u in set(web.asked) if web.asked.count(u) > 1]
    assert len(second) == 3


class PitWithADoor(Pit):
    """The ninth page opens, and the page that cannot exist beside it keeps us waiting."""

    async def fetch(self, url: str, purpose: Purpose, attempt: int) -> Kept:
        if purpose is Purpose.CONTROL:
            await asyncio.sleep(3600)
        return await super().fetch(url, purpose, attempt)


def test_what_was_left_under_way_at_a_pit_neither_ends_the_crawl_nor_leaves_a_trace() -> None:
    pits = [f"/pit{n}" for n in range(8)]
    web = PitWithADoor({HOME: (200, anchors(*pits, "/there")), HOME + "there": (200, "<p>x")})
    run = crawl_of(web, Unit("u", "u", HOME))
    asyncio.run(run.run())
    targets = {t.target: t for t in targets_of(run.frontier, 10)}
    assert targets[HOME + "there"].reason == "trap_limit"
    assert run.controls() == []


def test_h49_names_nobody_gave_are_looked_at_a_few_times_where_any_name_answers() -> None:
    names = [f"http://n{n}.a.gov.cn/" for n in range(30)]
    web = PaperWeb({HOME: (200, anchors(*names))}, missing=(200, "any name"))
    targets = crawl_paper(web, Unit("u", "u", HOME))
    asked = [u for u in web.asked if u in names]
    assert asked == names[:5]
    assert {t.reason for t in targets.values() if t.target not in asked} == {"trap_limit"}


class NoWildcard(PaperWeb):
    """Only names that somebody gave resolve."""

    async def fetch(self, url: str, purpose: Purpose, attempt: int) -> Kept:
        kept = await super().fetch(url, purpose, attempt)
        if "//nx" not in url:
            return kept
        nobody = attrs.evolve(kept.exchange, outcome=Outcome.DNS_NXDOMAIN, status=None)
        return attrs.evolve(kept, exchange=nobody)


def test_h49_names_that_somebody_gave_are_all_looked_at() -> None:
    names = [f"http://n{n}.a.gov.cn/" for n in range(30)]
    web = NoWildcard({HOME: (200, anchors(*names))})
    crawl_paper(web, Unit("u", "u", HOME))
    assert set(names) <= set(web.asked)


@pytest.mark.parametrize(
    ("url", "family"),
    [
        ("http://a.cn/zwgk/202611/t20261101_5.html", ""),
        ("http://a.cn/show.jsp?id=5&c=x", "http://a.cn/show.jsp?c&id"),
        ("http://a.cn/cal/2026/11/", "http://a.cn/cal/#/#/"),
        ("http://a.cn/a/b/a/", "http://a.cn/a/b"),
    ],
)
def test_the_pattern_of_an_address_leaves_out_what_a_program_varies(url: str, family: str) -> None:
    assert family_of(url) == family


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("2026年11月25日 星期三 农历十月十七", "#年#月#日 星期# 农历#月#"),
        ("December 5", "# #"),
        ("31", ""),
        ("2026", ""),
        ("12345.6", "12345.6"),
        ("关于开展检查的通知", "关于开展检查的通知"),
    ],
)
def test_a_plain_line_has_lost_what_counts_days_and_nothing_else(line: str, left: str) -> None:
    assert plain(line) == left
