"""One page read: the traps of real pages, each by its row in page-traps."""

from __future__ import annotations

import pytest

from govgauge.extract.dates import date_in_address, find_date
from govgauge.extract.fields import document_number
from govgauge.extract.page import read_page, too_deep
from govgauge.extract.references import LinksCache
from govgauge.model.facts import PageKind
from govgauge.model.reading import PageReading

URL = "http://www.a.gov.cn/x/y/z.html"


def read(html: str, url: str = URL, is_home: bool = False) -> PageReading:
    return read_page(html.encode(), "text/html; charset=utf-8", url, is_home=is_home)


def rows(*items: str) -> str:
    return "<ul>" + "".join(f"<li>{i}</li>" for i in items) + "</ul>"


ITEM = '<a href="/a{n}.html">关于召开第{n}次工作会议的通知</a>'


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-11-03", "2026-11-03"), ("2026/11/3", "2026-11-03"), ("2026.11.03", "2026-11-03"),
        ("2026年11月3日", "2026-11-03"), ("二〇〇四年四月二十七日", "2004-04-27"),
        ("二○一九年十二月三十一日", "2019-12-31"), ("2026-02-30", ""), ("2026-13-01", ""),
        ("2007-08-20-23:59:59", "2007-08-20"), ("共12026-11-03件", ""), ("", ""),
    ],
)  # fmt: skip
def test_dates_in_every_spelling(text: str, iso: str) -> None:
    assert find_date(text) == iso


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("http://a/202611/t20261103_1.html", "2026-11-03"),
        ("http://a/art/2026/11/3/art_1_2.html", "2026-11-03"),
        ("http://a/show.jsp?id=20991399", ""),
    ],
)
def test_dates_in_addresses_are_only_hints(url: str, iso: str) -> None:
    assert date_in_address(url) == iso


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("国发〔2019〕5号", "国发〔2019〕5号"),
        ("发文字号：渝府发〔2023〕3号", "渝府发〔2023〕3号"),
        ("豫政 [2020] 12 号", "豫政〔2020〕12号"),
        ("辽政办（2021）\u200b7号", "辽政办〔2021〕7号"),
        ("省政府令第285号", "省政府令第285号"),
        ("2023年第12号", "2023年第12号"),
        ("无", ""), ("", ""), ("文号：无", ""),
    ],
)  # fmt: skip
def test_t_a12_document_numbers_in_every_spelling(text: str, number: str) -> None:
    assert document_number(text) == number


def test_t_a7_hidden_copies_of_a_list_are_not_visible() -> None:
    items = [ITEM.format(n=n) + "<span>2026-11-03</span>" for n in range(4)]
    hidden = "<div style='display: none'>" + rows(*items) + "</div>"
    reading = read(rows(*items) + hidden)
    assert [i.visible for i in reading.items] == [True] * 4 + [False] * 4


def test_t_a1_every_item_keeps_its_own_date() -> None:
    dates = ["2019-01-01", "2026-11-03", "2026-10-01"]
    reading = read(rows(*(ITEM.format(n=n) + f"<i>{d}</i>" for n, d in enumerate(dates))))
    assert [i.date for i in reading.items] == dates
    assert reading.kind is PageKind.LIST


def test_a_date_without_a_year_is_taken_only_when_the_address_says_the_same_day() -> None:
    sure = '<a href="/202611/t20261103_{n}.html">关于召开第{n}次工作会议的通知</a>[11-03]'
    unsure = '<a href="/p/{n}.html">关于召开第{n}次工作会议的通知</a>[11-03]'
    assert {i.date for i in read(rows(*(sure.format(n=n) for n in range(3)))).items} == {
        "2026-11-03"
    }
    assert {i.date for i in read(rows(*(unsure.format(n=n) for n in range(3)))).items} == {
        "--11-03"
    }


def test_trap_11_dates_in_comments_and_of_page_making_do_not_count() -> None:
    html = (
        "<title>某项工作的通知</title><meta name='Maketime' content='2026-01-01'>"
        "<h1>某项工作的通知</h1><!-- 发布时间：2025-05-05 --><p>" + "正文内容" * 30 + "</p>"
    )
    reading = read(html)
    assert (reading.published, reading.kind) == ("", PageKind.OTHER)


def test_t_a5_the_visible_publication_date_goes_before_address_and_issue_date() -> None:
    html = (
        "<title>关于某事的批复</title><h1>关于某事的批复</h1>"
        "<p>成文日期：2004年4月17日 发布日期：2018年12月24日</p><p>" + "正文" * 60 + "</p>"
    )
    reading = read(html, "http://a.gov.cn/2019/0102/x.html")
    assert (reading.published, reading.written) == ("2018-12-24", "2004-04-17")


@pytest.mark.parametrize("content", ["", "null", "今天", "0000-00-00"])
def test_t_a8_an_unreadable_pubdate_is_no_date(content: str) -> None:
    assert read(f"<meta name='PubDate' content='{content}'><h1>标题标题标题</h1>").published == ""


@pytest.mark.parametrize(
    "content",
    ["2026-11-05 09:07:33", "2026-11-05 9:07:33 PM", "2026/11/5 上午 9:07", "2026-11-05T21:07"],
)
def test_t_a8_a_pubdate_with_a_clock_time_in_any_form_is_its_day(content: str) -> None:
    reading = read(f"<meta name='PubDate' content='{content}'><h1>标题标题标题</h1>")
    assert (reading.published, reading.published_from) == ("2026-11-05", "meta")


def test_t_a9_dates_that_machines_write_are_no_publication_dates() -> None:
    html = (
        "<meta http-equiv='Last-Modified' content='Thu, 05 Nov 2026 01:00:00 GMT'>"
        "<meta name='revised' content='2026-11-05'><meta name='generator' content='CMS 2026-11-05'>"
        f"<title>一条没有日期的消息</title><h1>一条没有日期的消息</h1><p>{'正文内容。' * 40}</p>"
    )
    assert read(html).published == ""


def test_t_j9_a_form_leads_nowhere_a_crawl_would_go() -> None:
    html = (
        "<form action='/letters/send' method=post><input name=t><textarea name=q></textarea>"
        "<button formaction='/letters/draft'>写信</button><input type=image src='/b.png'></form>"
        "<form action='/search'><input name=q><input type=submit></form>"
    )
    assert [
        link.target
        for link in read(html).links
        if "letters" in link.target or "search" in link.target
    ] == []


def test_t_c3_labels_in_any_order_and_quoting_are_read_as_written() -> None:
    html = (
        "<META content='甲' NAME=SiteName><meta name='Desctiption' content=x><meta charset=utf-8>"
    )
    assert read(html).labels == (("SiteName", "甲"), ("Desctiption", "x"))


def test_t_c8_police_numbers_with_suffix_and_old_spelling() -> None:
    foot = "<p>京公网安备 11010202000001号-19002 公安备案号：11010202000001</p><p>京ICP备05070218号-1 浙ICP备0500号</p>"
    signs = {(s, v) for s, v, _ in read(foot).identity}
    assert ("police_number", "京公网安备 11010202000001") not in signs or signs
    assert any(s == "police_number" and "11010202000001" in v for s, v in signs)
    assert ("icp_number", "京ICP备05070218号-1") in signs


def test_t_e1_what_is_no_link_is_no_link() -> None:
    html = (
        "<a href='javascript:;'>a</a><a href=''>b</a><a href='#top'>c</a><a hhref='/d'>d</a>"
        "<a href='mailto:x@a.gov.cn'>e</a><a href='tel:1'>f</a><a href='../../../../../../g'>g</a>"
        "<a href=' h i.html '>h</a><a href='http://[bad'>i</a><a href='//b.gov.cn/j#k'>j</a>"
    )
    assert [link.target for link in read(html).links] == [
        "http://www.a.gov.cn/g",
        "http://www.a.gov.cn/x/y/h%20i.html",
        "http://b.gov.cn/j",
    ]


def test_links_below_a_base_and_of_other_elements() -> None:
    html = (
        "<base href='http://c.gov.cn/d/'><a href='e'>e</a><img src='f.png'><iframe src='/g'></iframe>"
        "<area href='h'><meta http-equiv=Refresh content='0; URL=i.html'>"
    )
    found = {(link.element, link.target) for link in read(html).links}
    assert found == {
        ("a", "http://c.gov.cn/d/e"), ("img", "http://c.gov.cn/d/f.png"),
        ("frame", "http://c.gov.cn/g"), ("area", "http://c.gov.cn/d/h"),
        ("refresh", "http://c.gov.cn/d/i.html"),
    }  # fmt: skip


def test_the_cache_of_joined_links_never_changes_an_answer() -> None:
    cache = LinksCache()
    html = "<a href='a.html'>a</a><a href='/b'>b</a><a href='?c'>c</a><a href='../d'>d</a>"
    for url in ("http://a.gov.cn/x/1.html", "http://a.gov.cn/x/2.html", "http://a.gov.cn/y/1.html"):
        plain = read_page(html.encode(), "text/html", url)
        cached = read_page(html.encode(), "text/html", url, links_cache=cache)
        assert plain == cached


def test_t_d4_depth_is_counted_before_parsing() -> None:
    assert not too_deep(b"<div>" * 1_900 + b"x")
    assert too_deep(b"<div>" * 2_100 + b"x")
    assert not too_deep(b"<p><br><li>" * 5_000)
    assert too_deep(b"x" * (4 * 1024 * 1024 + 1))


@pytest.mark.parametrize(
    "html", ["", "\0", "<", "<html>", "<a href>", "<meta>", "<li><a href=/x>" * 500]
)
def test_scraps_of_pages_never_raise(html: str) -> None:
    assert read(html).charset == "utf-8"
