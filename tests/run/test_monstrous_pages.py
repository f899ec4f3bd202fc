"""Pages made to break a reader (H38, H39, H40): read in the limited child, or told as a limit."""

from __future__ import annotations

import asyncio

import pytest

from govgauge.extract.page import read_page, too_deep
from govgauge.gather.crawl import Content
from govgauge.model.campaign import Budget
from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.outcome import Outcome
from govgauge.run.page_reading import PageReader
from govgauge.run.parser_child import ChildLimits, ParserChild, Refused

SHORT = ChildLimits(cpu_s=1)
"""The same rules with less patience, so that the tests are quick."""


def read(body: bytes) -> Content:
    header = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    url = "http://a.gov.cn/x.html"
    exchange = Exchange(url, Purpose.PAGE, 1, Outcome.OK, 200, header=header, body=body)

    async def one() -> Content:
        child = ParserChild()
        try:
            return await PageReader(Budget(), child).read(exchange, False)
        finally:
            await child.close()

    return asyncio.run(one())


def nested(depth: int) -> bytes:
    marked = b"".join(b"<div>%d" % n for n in range(depth))
    return b"<html><title>t</title><body>" + marked + b"<a href=/end.html>end</a>"


@pytest.mark.parametrize("depth", [300, 1_000, 3_000])
def test_no_text_is_lost_however_deep_it_stands_h39(depth: int) -> None:
    reading = read(nested(depth)).reading
    assert reading is not None
    assert list(reading.lines) == [str(n) for n in range(depth)] + ["end"]
    assert [link.target for link in reading.links] == ["http://a.gov.cn/end.html"]


@pytest.mark.parametrize("step", [b"<div></x>", b"<b></i>", b"<ul><li></ol>"])
def test_end_tags_of_nothing_do_not_hide_how_deep_a_page_is(step: bytes) -> None:
    assert too_deep(step * 3_000)


def test_ordinary_markup_left_open_is_not_deep() -> None:
    rows = b"<tr><td>1<td>2<th>3" * 3_000 + b"<dl>" + b"<dt>a<dd>b" * 3_000
    options = b"<select>" + b"<option>x" * 5_000 + b"</select>"
    assert not too_deep(b"<table><tbody>" + rows + b"</table>" + options)


def test_very_many_links_are_capped_and_the_page_is_read_h38() -> None:
    body = b"<title>t</title>" + b"".join(b"<a href=/%d>x</a>" % n for n in range(260_000))
    reading = read(body).reading
    assert reading is not None
    assert len(reading.links) == 10_000


@pytest.mark.parametrize(
    "body",
    [b"<p title='" + b"a" * 10_000_000 + b"'>text</p>", b"<p>" + b"a" * 10_000_000 + b"</p>"],
    ids=["attribute", "text"],
)
def test_ten_megabytes_in_one_place_are_read_or_a_limit_h38(body: bytes) -> None:
    content = read(b"<title>t</title>" + body)
    assert content.outcome in (Outcome.OK, Outcome.PARSE_LIMIT)
    assert (content.reading is None) == (content.outcome is Outcome.PARSE_LIMIT)


def test_a_page_too_big_for_the_memory_of_the_child_is_a_limit_h38() -> None:
    body = b"<p>x</p>" * 4_000_000  # 32 MB: the most a page may decode to.
    assert read(body).outcome is Outcome.PARSE_LIMIT


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>一<p>二<ul><li>三<li>四", ["一", "二", "三", "四"]),
        ("<form>一<form>二</form>三</form>四", ["一二", "三四"]),
        ("<body a=1>一<body b=2>二", ["一二"]),
        ("一<plaintext>二<p>三</p>", ["一", "二<p>三</p>"]),
        ("一\0二<p\0>三", ["一二", "三"]),
        ("<table>一<tr><td>二</table>三", ["一", "二", "三"]),
        ("<b><p>一</b>二</p>三", ["一", "二", "三"]),
        ("<p>一</p", ["一"]),
    ],
)
def test_broken_markup_is_read_as_browsers_read_it_h40(body: str, lines: list[str]) -> None:
    reading = read_page(body.encode(), "text/html; charset=utf-8", "http://a.gov.cn/")
    assert list(reading.lines) == lines


def test_a_hundred_thousand_levels_are_a_limit_and_the_next_page_is_served_h39() -> None:
    async def both() -> tuple[object, object]:
        child = ParserChild(SHORT)
        first = await child.read_page(nested(100_000), "", "http://a.gov.cn/", False)
        second = await child.read_page(b"<p>x</p>", "", "http://a.gov.cn/", False)
        await child.close()
        return first, second

    killed, served = asyncio.run(both())
    assert killed == Refused(limit="cpu")
    assert isinstance(served, dict)
    assert served["lines"] == ["x"]
