"""The publication date under a title: read, rightly absent, or left unclear."""

from __future__ import annotations

import pytest

from govgauge.extract.page import read_page
from govgauge.model.facts import PageKind
from govgauge.model.reading import PageReading

TITLE = "关于做好某项工作的通知"
TEXT = "".join(
    f"<p>各县区人民政府要认真贯彻落实文件精神，切实做好有关工作，确保各项任务按时完成{n}。</p>"
    for n in range(5)
)
DAY = "2026-11-03"


def article(head: str, text: str = TEXT, title: str = TITLE, before: str = "") -> PageReading:
    html = (
        f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{before}"
        f"<h1>{title}</h1><div>{head}</div>{text}</body></html>"
    )
    return read_page(html.encode(), "text/html", "http://www.a.gov.cn/x/y.html")


@pytest.mark.parametrize(
    "head",
    [
        "2026-11-03 10:20　来源：北京市人民政府办公厅",
        "2026年11月3日 来源：市政府办公室政务公开科",
        "发布时间 2026-11-03 稿件来源办公室",
        "<span>2026</span>-<span>11</span>-<span>03</span>",
        "<b>2026</b>年<b>11</b>月<b>03</b>日",
        "发布时间：<span>2026</span>-<span>11</span>-<span>03</span> <span>10:20</span>",
        "二〇二六年十一月三日",
        "20261103",
        "发布日期：20261103",
        "日期 : 2026/11/3",
        "<em>日期 : </em>2026/11/3",
        "２０２６－１１－０３",
        "发布时间：２０２６年１１月０３日",
        "<span>发布时间</span><span>2026-11-03</span>",
        "来源：市人民政府办公室 2026-11-03",
        "来源：新华社 2026-11-03 10:20 浏览次数：20 字号：[大 中 小]",
        "【2026-11-03】 打印本页 关闭窗口",
        "2026-11-03 北京市人民政府办公厅",
        "更新于2026-11-03",
        "2026年11月3日（星期二） 来源：市政府办公室",
        "2026-11-03T10:20:30+08:00",
        "发布时间：2026-11-03 附件下载",
    ],
)
def test_a_date_that_a_reader_sees_under_the_title_is_read(head: str) -> None:
    page = article(head)
    assert (page.published, page.published_from, page.date_unclear) == (DAY, "text", False)


@pytest.mark.parametrize(
    "head",
    [
        "11-03-2026",
        "<span>11-03</span>",
        "<em>03</em><em>2026-11</em>",
        "3天前",
        "昨天 10:20",
        "发布时间：",
        "{{ pubDate }}",
        "2026年11月3日 全市安全生产会议召开",
        "2026-11-03至2026-11-10",
        "有效期至 2026-12-31",
        "<span>成文日期</span><span>2026-11-03</span>",
        "（2026年11月3日市第十六届人大常委会第三次会议通过）",
        "2026·11·03",
        "2026、11、03",
        "2026_11_03",
        "<p>自<span>2026年11月3日</span>起施行</p>",
        "时间：2026年11月3日下午<br>地点：市政府会议室",
        "<p><span>2026</span>年<span>11</span>月<span>3</span>日，市政府召开会议，研究工作。</p>",
        "页面生成时间：2026-11-03",
        "<script>document.write('2026-11-03')</script>",
        "<script src='/js/info.js'></script>",
        "<span class='pubtime'></span><script>$('.pubtime').text(day)</script>",
    ],
)
def test_what_may_be_the_date_is_no_date_and_leaves_it_unclear(head: str) -> None:
    page = article(head)
    assert (page.kind, page.published, page.date_unclear) == (PageKind.ARTICLE, "", True)


@pytest.mark.parametrize(
    "head",
    [
        "",
        "作者：张三",
        "浏览次数：<script src='/js/count.js'></script>",
        "<!-- 发布时间：2026-11-03 -->",
        "<!-- <script>document.write('2026-11-03')</script> -->",
        "附件：2026年11月3日名单.docx",
        "<p>2026年11月3日上午，市政府召开会议，研究工作。</p>",
        "<div>京icp备20261103号</div>",
        "<div>甲政发〔2026〕11号</div>",
        "<div>相关阅读：职业培训管理办法（2026年218号）</div>",
    ],
)
def test_only_a_head_without_any_sign_of_a_date_is_undated(head: str) -> None:
    page = article(head)
    assert (page.kind, page.published, page.date_unclear) == (PageKind.ARTICLE, "", False)


def test_a_date_in_or_above_the_title_or_an_unknown_head_is_unclear() -> None:
    assert article("", title="某市2026年11月3日空气质量日报").date_unclear
    assert article("", before="<div>2026-11-03</div>").date_unclear
    assert article(f"<h2>{TITLE}（2026-11-03）</h2>").date_unclear
    html = f"<meta charset=utf-8><title>通知</title><meta name=ArticleTitle content=通知>{TEXT}"
    assert read_page(html.encode(), "text/html", "http://www.a.gov.cn/y.html").date_unclear


def test_a_script_below_the_text_writes_no_date_into_the_head() -> None:
    assert not article("", TEXT + "<script>document.write('2026-11-03')</script>").date_unclear


def test_the_date_of_a_comment_is_not_the_article_s() -> None:
    comment = "<h3>网友评论</h3><p>发表时间：2026-11-03</p>"
    assert article("", TEXT + comment).published == ""
    assert article("", TEXT + "<p>发布日期：2026-11-03</p>").published == DAY


ROW = "<a href='/z{n}.html'>关于召开第{n}次全体会议的通知</a>"


@pytest.mark.parametrize(
    "row",
    [
        ROW + "<i>发布时间：2026-11-03</i>",
        ROW + "<p>会议内容简介一段</p><i>发布时间：2026-11-03</i>",
        "<i>2026-11-03</i>" + ROW,
        ROW + "<i>2026-11-03</i>",
        "<i>发布日期：2026-11-03</i>" + ROW,
    ],
)
def test_the_dates_of_list_rows_are_not_the_page_s(row: str) -> None:
    rows = "".join(f"<li>{row.format(n=n)}</li>" for n in range(5))
    page = article("", f"<ul>{rows}</ul>", title="通知公告栏目")
    assert (page.kind, page.published) == (PageKind.LIST, "")
    assert [item.date for item in page.items] == [DAY] * 5


@pytest.mark.parametrize("row", [ROW + "<i>2026-11-03</i>", "<i>2026-11-03</i>" + ROW])
def test_one_row_alone_does_not_date_its_column(row: str) -> None:
    assert article("", f"<div>{row.format(n=1)}</div>", title="通知公告栏目").published == ""


def test_rows_that_are_one_link_each_keep_their_split_dates() -> None:
    row = "<a href='/z{n}.html'><b>2026年11月</b><b>0{n}日</b><h3>关于召开第{n}次全体会议的通知</h3></a>"
    rows = "".join(f"<li>{row.format(n=n)}</li>" for n in range(1, 5))
    page = article("", f"<ul>{rows}</ul>", title="通知公告栏目")
    assert (page.kind, page.published) == (PageKind.LIST, "")


OPENING = "<p>各县区人民政府要认真贯彻落实文件精神，切实做好有关工作，确保各项任务按时完成，现就有关事项通知。</p>"


def test_rows_with_their_openings_are_a_list_whatever_element_holds_each() -> None:
    row = "<article><header><h2>{title}</h2><time>2026-11-0{n}</time></header>{opening}</article>"
    rows = [row.format(title=ROW.format(n=n), n=n, opening=OPENING) for n in range(1, 5)]
    page = article("", f"<main>{''.join(rows)}</main>", title="通知公告栏目")
    assert (page.kind, page.published) == (PageKind.LIST, "")
    assert [item.date for item in page.items] == [f"2026-11-0{n}" for n in range(1, 5)]


def test_a_column_with_two_rows_and_their_openings_is_no_article() -> None:
    rows = "".join(f"<div>{ROW.format(n=n)}{OPENING}</div>" for n in range(2))
    crumbs = "<p>当前位置：<a href='/'>首页</a> &gt; <a href='/x/'>文件解读</a></p>"
    page = article("", rows, title="文件解读", before=crumbs)
    assert (page.kind, page.crumbs) == (PageKind.OTHER, ("文件解读",))


def test_an_article_s_own_date_stands_beside_a_list_of_others() -> None:
    rows = "".join(f"<li>{ROW.format(n=n)}<i>发布时间：2026-01-0{n}</i></li>" for n in range(1, 6))
    page = article("发布时间：2026-11-03", TEXT + f"<ul>{rows}</ul>")
    assert (page.kind, page.published) == (PageKind.ARTICLE, DAY)


def test_list_rows_with_full_width_dates_are_dated() -> None:
    rows = "".join(f"<li>{ROW.format(n=n)}<i>２０２６－１１－０３</i></li>" for n in range(4))
    page = article("", f"<ul>{rows}</ul>", title="通知公告栏目")
    assert [item.date for item in page.items] == [DAY] * 4
