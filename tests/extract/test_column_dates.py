"""What bears on how new a column is: its items, its pager, its class and lines outside lists."""

from __future__ import annotations

import pytest

from govgauge.extract.column_names import class_of, class_within
from govgauge.extract.columns import ColumnReader
from govgauge.extract.page import read_page
from govgauge.model.facts import ColumnFact, ColumnItemFact, TargetFact

HOME = "http://www.a.gov.cn/"
NAV = "<p><a href=/xw/>工作动态</a><a href=/tz/>通知公告</a><a href=/zc/>政策文件</a></p>"
RHYTHMS = {"news", "notices", "policy", "personnel", "planning"}


def crumbs(*names: str) -> str:
    return "<div>当前位置：<a href=/>首页</a> &gt; " + " &gt; ".join(names) + "</div>"


def rows(folder: str, *dates: str) -> str:
    inner = "".join(
        f"<li><a href=/{folder}/{n}.html>关于{folder}的第{n}条消息标题</a><i>{date}</i></li>"
        for n, date in enumerate(dates)
    )
    return f"<ul>{inner}</ul>"


OLD = rows("old", "2025-03-03", "2025-02-02", "2025-01-01")
WECHAT = "".join(
    f"<li><a href=http://mp.example.com/s/{n}>某县某项工作取得新进展之{n}</a></li>" for n in "1234"
)


def read(
    pages: dict[str, str], outside: tuple[str, ...] = (), status: int = 0
) -> tuple[dict[str, ColumnFact], dict[str, list[ColumnItemFact]]]:
    """Columns and items by the path of the page; the first page is the home page."""
    reader = ColumnReader()
    paths = list(pages)
    for seq, path in enumerate(paths):
        page = f"<meta charset=utf-8><title>某县政府</title><body>{NAV}{pages[path]}".encode()
        url = HOME + path.lstrip("/")
        reading = read_page(page, "text/html", url, is_home=not seq)
        reader.add(seq, url, min(seq, 1), f"sha256:{seq}", reading)
    blank = ("", "", "ok", status, 1)
    targets = [
        TargetFact(url, "external", "a", 1, True, HOME, *blank, url, "", "") for url in outside
    ]
    facts, items = reader.read(targets)
    by_path: dict[str, list[ColumnItemFact]] = {path: [] for path in paths}
    for item in items:
        by_path[paths[item.page_seq]].append(item)
    return {paths[f.page_seq]: f for f in facts if f.page_seq >= 0}, by_path


def test_of_several_dates_in_a_row_the_articles_own_one_is_taken() -> None:
    listed = rows("xw", "2026-11-13 2021-05-04", "2026-11-12 2021-05-03", "2026-11-11 2021-05-02")
    article = (
        "<h1>关于xw的第0条消息标题</h1><p>发布时间：2026-11-13</p><p>" + "正文内容。" * 30 + "</p>"
    )
    _, items = read({"/": OLD, "/xw/": crumbs("工作动态") + listed, "/xw/0.html": article})
    assert [(i.date, i.dated_by) for i in items["/xw/"]] == [
        ("2026-11-13", "page"),
        ("2021-05-03|2026-11-12", "list"),
        ("2021-05-02|2026-11-11", "list"),
    ]


def test_undated_rows_that_lead_to_other_sites_are_unread_items() -> None:
    outside = tuple(f"http://mp.example.com/s/{n}" for n in "1234")
    body = f"<ul>{WECHAT}</ul>{OLD}"
    _, items = read({"/": body, "/xw/": crumbs("工作动态") + body}, outside)
    for path in ("/", "/xw/"):
        unread = [i for i in items[path] if i.target in outside]
        assert len(unread) == 4
        assert not any(i.date or i.opened for i in unread)


def test_links_to_other_sites_as_a_whole_are_no_items() -> None:
    outside = tuple(f"http://www.{n}.gov.cn/" for n in "bcd")
    links = "".join(f"<li><a href={url}>某某省人民政府网</a></li>" for url in outside)
    _, items = read({"/": f"{OLD}<ul>{links}</ul>"}, outside)
    assert not [i for i in items["/"] if i.target in outside]


@pytest.mark.parametrize(("status", "count"), [(200, 1), (404, 0)])
def test_a_dead_link_among_rows_of_ones_own_is_no_news(status: int, count: int) -> None:
    outside = ("http://mp.example.com/s/1",)
    body = OLD.replace("</ul>", WECHAT.partition("<li><a href=http://mp.example.com/s/2")[0])
    _, items = read({"/": body + "</ul>"}, outside, status)
    assert len([i for i in items["/"] if i.target in outside]) == count


def test_a_column_tells_that_its_pager_leads_on() -> None:
    pager = "<p><a href=/zc/>1</a><a href=/zc/index_2.html>2</a></p>"
    facts, _ = read(
        {"/": OLD, "/zc/": crumbs("政策文件") + OLD + pager, "/tz/": crumbs("通知公告") + OLD}
    )
    assert "paged" in facts["/zc/"].signs
    assert "paged" not in facts["/tz/"].signs


def test_t_h3_a_pager_that_only_a_script_follows_leads_on_too() -> None:
    pager = "<p><a href='javascript:go(2)'>{}</a> <a onclick='go(9)'>{}</a> <b>{}</b></p>"
    web = {
        "/": OLD,
        "/zc/": crumbs("政策文件") + OLD + pager.format("下一页", "尾页", "共9页"),
        "/tz/": crumbs("通知公告") + OLD + pager.format("上一页", "首页", "共 12 页"),
        "/gs/": crumbs("公示公告") + OLD + pager.format("上一页", "首页", "共1页"),
    }
    facts, _ = read(web)
    assert ["paged" in facts[url].signs for url in ("/zc/", "/tz/", "/gs/")] == [True, True, False]


def test_a_dated_line_outside_the_lists_is_kept() -> None:
    line = "<p>全县项目建设现场会召开 2026-11-23</p>"
    facts, items = read({"/": OLD, "/xw/": crumbs("工作动态") + line + OLD})
    assert [(i.date, i.target) for i in items["/xw/"] if i.dated_by == "line"] == [
        ("2026-11-23", "")
    ]
    assert facts["/xw/"].item_count == 3


def test_dates_of_rows_hidden_from_the_reader_are_no_lines() -> None:
    hidden = "<div style='display:none'>" + rows("h", "2026-11-23", "2026-11-22", "2026-11-21")
    _, items = read({"/": OLD, "/xw/": crumbs("工作动态") + OLD + hidden + "</div>"})
    assert not [i for i in items["/xw/"] if i.dated_by == "line"]


NO_RHYTHM = (
    "新闻发布会 新闻发言人 今日某县 今日天气 计划生育 信息公开条例 法律法规 规章制度 部门规章 失效文件 "
    "废止文件 历史文件 政策图解 图解政策 政策问答 动态调整 资讯订阅 传真号码 电话传真 传真 往期公告 老干部工作 "
    "干部教育 废止的规范性文件"
)


@pytest.mark.parametrize("name", NO_RHYTHM.split())
def test_names_that_promise_no_rhythm(name: str) -> None:
    assert class_of(name) not in RHYTHMS


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("新闻动态", "news"), ("基层传真", "news"), ("今日要闻", "news"),
        ("通知公告", "notices"), ("政策法规", "policy"),
        ("规范性文件", "policy"), ("人事任免", "personnel"), ("规划计划", "planning"),
    ],
)  # fmt: skip
def test_names_that_promise_a_rhythm(name: str, kind: str) -> None:
    assert class_of(name) == kind


def test_what_stands_below_a_topic_or_an_archive_has_no_rhythm() -> None:
    assert class_within("学习动态", ("专题专栏", "某某教育", "学习动态")) == "topic"
    assert class_within("公告", ("往期资料", "公告")) == "archive"
    assert class_within("工作动态", ("新闻中心", "工作动态")) == "news"
    topic = crumbs("专题专栏", "某某教育", "学习动态") + OLD
    facts, _ = read({"/": OLD, "/zt/dt/": topic})
    assert facts["/zt/dt/"].column_class == "topic"
