"""What a budget is spent on: columns and recent items first, old archives last."""

from __future__ import annotations

from datetime import UTC, datetime

import attrs
import pytest

from govgauge.extract.page import read_page
from govgauge.gather.crawl import Content
from govgauge.gather.ranks import Paged, Rank, Ranking, Shown, date_in, paged
from govgauge.model.exchange import Exchange, Kept, Purpose
from govgauge.model.outcome import Outcome
from govgauge.model.reading import Item
from govgauge.model.unit import Unit

from .paper_web import HOME, Paper, PaperWeb, anchors, crawl_paper

NOW = datetime(2026, 11, 25, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://a.cn/zwgk/202611/t20261103_12345.html", "2026-11-03"),
        ("http://a.cn/art/2026/3/9/art_12_345.html", "2026-03-09"),
        ("http://a.cn/2026-11/25/content_1.htm", "2026-11-25"),
        ("http://a.cn/c/20261125.html", "2026-11-25"),
        ("http://a.cn/zwgk/202611/", "2026-11-31"),
        ("http://a.cn/zwgk/index.html", ""),
        ("http://a.cn/id/20998877665544.html", ""),
        ("http://a.cn/show.jsp?day=20261125", ""),
    ],
)
def test_the_date_an_address_carries(url: str, shown: str) -> None:
    assert date_in(url) == shown


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("http://a.cn/c/index_3.html", Paged("http://a.cn/c/index.html", 3)),
        ("http://a.cn/c/list_12_4.shtml", Paged("http://a.cn/c/list_12.shtml", 4)),
        ("http://a.cn/c.jsp?c=4&page=9&x=1", Paged("http://a.cn/c.jsp?c=4&page=#&x=1", 9)),
        ("http://a.cn/c/12345.html", None),
        ("http://a.cn/show.jsp?id=9", None),
    ],
)
def test_which_page_of_which_list_an_address_names(url: str, page: Paged | None) -> None:
    assert paged(url) == page


def ranking() -> Ranking:
    ranks = Ranking()
    ranks.begin(NOW)
    return ranks


def shown(is_home: bool = False, **dates: str) -> Shown:
    items = [Item("某标题", HOME + name, date, True, 0) for name, date in dates.items()]
    return Shown(is_home, True, None, items)


@pytest.mark.parametrize(
    ("name", "anchor", "depth", "page", "rank"),
    [
        ("x", "某某", 1, shown(is_home=True), Rank.FIRST),
        ("zwgk/", "政务公开", 2, shown(), Rank.COLUMN),
        ("a", "标题", 3, shown(a="2026-11-20"), Rank.MONTH),
        ("a", "标题", 3, shown(a="--11-20"), Rank.MONTH),
        ("a", "标题", 3, shown(a="2026-08-20"), Rank.HALF),
        ("a", "标题", 3, shown(a="2026-01-20"), Rank.YEAR),
        ("202001/t20200101_1.html", "标题", 2, shown(), Rank.OLD),
        ("c/index_2.html", "下一页", 3, shown(b="2026-11-02", c="2026-01-20"), Rank.NEXT),
        ("c/index_2.html", "2", 3, shown(), Rank.UNDATED),
        ("c/index_40.html", "40", 3, shown(b="2026-11-02", c="2026-01-20"), Rank.DEEP),
        ("c/show.jsp?id=3", "一篇没有日期的很长的标题", 2, shown(), Rank.UNDATED),
        ("c/1.html?print=1", "打印", 3, shown(), Rank.ASIDE),
        ("wap/c.html", "手机版", 2, shown(), Rank.ASIDE),
    ],
)
def test_the_rank_of_an_address(
    name: str, anchor: str, depth: int, page: Shown, rank: Rank
) -> None:
    assert ranking().rank(HOME + name, anchor, depth, page) is rank


class Archive(PaperWeb):
    """Eight columns of forty pages; the first ten items of each are of the last year."""

    async def fetch(self, url: str, purpose: Purpose, attempt: int) -> Kept:
        kept = await super().fetch(url, purpose, attempt)
        return attrs.evolve(kept, exchange=attrs.evolve(kept.exchange, started_at=NOW))

    async def read(self, exchange: Exchange, is_home: bool) -> Content:
        reading = read_page(exchange.body, "text/html; charset=utf-8", exchange.url)
        return Content(Outcome.OK, reading)

    def answer(self, url: str, attempt: int) -> Paper:
        if url == HOME:
            return 200, "<p>首页</p>" + anchors(*(f"/c{c}/" for c in range(8)))
        column, _, name = url.removeprefix(HOME).partition("/")
        if not column.startswith("c") or column == "c":
            return 404, ""
        if "_" in name and not name.startswith("index"):
            return 200, f"<p>{url}</p>"
        page = int(name[6:].removesuffix(".html")) if name else 1
        rows = "".join(self.row(column, n) for n in range((page - 1) * 15, page * 15))
        turns = [f"/{column}/index_{n}.html" for n in (page + 1, page + 2, page + 9, 40)]
        return 200, f"<ul>{rows}</ul>" + anchors(*turns)

    def row(self, column: str, number: int) -> str:
        year = 2026 if number < 10 else 2019
        address = f"/{column}/{year}10/t{year}1001_{number}.html"
        return f"<li><a href='{address}'>第{number}号文章的标题</a><span>{year}-10-01</span></li>"


def test_a_small_budget_goes_to_columns_and_to_the_items_of_the_last_year() -> None:
    web = Archive({})
    targets = crawl_paper(web, Unit("u", "u", HOME), max_pages=100)
    taken = [p.address.url for p in web.pages]
    assert len(taken) == 100
    assert sum("t20261001" in url for url in taken) == 80
    assert all(f"{HOME}c{c}/" in taken[:9] for c in range(8))
    left = [t for t in targets.values() if t.reason == "page_budget"]
    assert {t.target for t in targets.values()} == {t.target for t in left} | set(taken) - {HOME}


@pytest.mark.parametrize("seed", range(3))
def test_the_order_does_not_depend_on_which_answer_comes_first(seed: int) -> None:
    def order(number: int) -> list[str]:
        web = Archive({}, number)
        crawl_paper(web, Unit("u", "u", HOME), max_pages=150)
        return [p.address.url for p in web.pages]

    assert order(seed) == order(50)
