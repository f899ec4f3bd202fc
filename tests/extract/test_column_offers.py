"""What a column without items may offer: pictures, frames, text, rows a script opens, children."""

from __future__ import annotations

import pytest

from govgauge.extract.loader import read_notice
from govgauge.model.facts import ColumnFact

from .test_columns import NAV, SIDE, columns_of, news, page, rows, small_site

WORDS = "本局承担全区水利设施的日常养护，共有职工一百二十人，设有四个科室。"


BAR = "<h3>热点推荐</h3>"  # The heading of the side bar that ends every page.


def personnel(body: str) -> ColumnFact:
    web = small_site(_rs_=page("人事信息", body + BAR))
    web["/dt/"] = page("部门动态", news("dt") + BAR)
    web["/tz/"] = page("通知公告", news("tz") + BAR)
    return columns_of(web)[0]["人事信息"]


def test_a_column_that_is_empty_offers_nothing() -> None:
    fact = personnel("<ul></ul>")
    assert (fact.carried_count, fact.frame_count, fact.dated_count, fact.onward_count) == (0,) * 4
    assert fact.text_chars == 0


@pytest.mark.parametrize(
    "markup",
    [
        "<img src=/i/chart.png>",
        "<img data-original=/i/chart.png>",
        "<img data-src=/i/chart.png>",
        "<embed src=/f/report.pdf>",
        "<object data=/f/report.pdf></object>",
        "<video src=/f/film.mp4></video>",
        "<audio src=/f/talk.mp3></audio>",
        "<canvas id=chart></canvas>",
        "<svg viewBox='0 0 9 9'><path d='M0 0h9'/></svg>",
        "<select name=year><option>2026</select>",
        "<div style='height:300px;background:#fff url(/i/plan.jpg)'></div>",
        "<div id=allmap></div>",
        "<div onclick='open1()'>干部任前公示</div>",
        "<iframe src=/list.html></iframe>",
    ],
)
def test_what_is_neither_text_nor_link_is_carried(markup: str) -> None:
    assert personnel(markup).carried_count == 1


def test_what_two_columns_show_is_carried_by_both_and_what_most_show_by_none() -> None:
    chart, mark = "<img src=/i/chart.png>", "<img src=/i/mark.png>"
    web = small_site(_tz_=page("通知公告", chart + mark), _rs_=page("人事信息", chart + mark))
    web["/dt/"] = page("部门动态", news("dt") + mark)
    columns, _ = columns_of(web)
    carried = {name: c.carried_count for name, c in columns.items() if name != "home"}
    assert carried == {"部门动态": 0, "通知公告": 1, "人事信息": 1}


@pytest.mark.parametrize(
    ("frame", "count"),
    [
        ("<iframe src=/in/news.html width=600></iframe>", 1),
        ("<iframe data-src=/in/news.html></iframe>", 1),
        ("<iframe src=/count.html width=0 height=0></iframe>", 0),
        ("<iframe src=/count.html style='display: none'></iframe>", 0),
        ("<iframe src=/count.html style='width:1px;height:1px'></iframe>", 0),
        ("<iframe src=about:blank></iframe>", 0),
    ],
)
def test_frames_that_a_reader_sees_are_counted(frame: str, count: int) -> None:
    web = small_site(_rs_=page("人事信息", news("rs") + frame))
    web["/"] += frame
    columns, _ = columns_of(web)
    assert [columns[name].frame_count for name in ("home", "人事信息")] == [count, count]


def test_a_paragraph_that_the_home_page_shows_too_stays_the_columns_own() -> None:
    web = small_site(_rs_=page("人事信息", f"<p>{WORDS}</p>"))
    web["/"] += f"<p>{WORDS}</p>"
    assert columns_of(web)[0]["人事信息"].text_chars == len(WORDS)


def test_text_that_the_home_page_has_as_a_link_is_no_menu_without_one() -> None:
    web = small_site(_rs_=page("人事信息", "<p>综合科</p>"))
    web["/"] += "<a href=/zhk/>综合科</a>"
    assert columns_of(web)[0]["人事信息"].text_chars == 3


def test_heads_and_pagers_of_an_empty_list_are_no_text() -> None:
    head = "<table><tr><th>序号<th>标题<th>发布日期</table><p>|</p><p>共0页</p><p>第 1/1 页</p>"
    assert personnel(head).text_chars == 0
    assert personnel("<p>监督电话：0310-7654321</p>").text_chars == 17


def test_rows_that_a_script_opens_are_dated_lines() -> None:
    row = "<li><a href='javascript:show(1)'>任免通知</a><span>2026-11-01</span></li>"
    assert personnel(f"<p>暂无信息</p><ul>{row}</ul>").dated_count == 1


def test_a_page_that_only_menus_join_to_what_it_groups_leads_on() -> None:
    names = {"/x/a/": "个人服务", "/y/b/": "法人服务", "/z/c/": "便民服务"}
    menu = "".join(f"<a href={path}>{name}</a>" for path, name in names.items())
    menu = f"{NAV}<a href=/fw/>办事服务</a>{menu}"
    bodies = {path: news(path[1]) for path in names} | {"/fw/": ""}
    web = {"/": f"<title>某市政府</title><body>{menu}{news('zx')}"}
    for path, body in bodies.items():
        name = names.get(path, "办事服务")
        side = "".join(f"<a href={p}>{n}</a>" for p, n in names.items())
        label = f"<meta name=ColumnName content={name}>"
        web[path] = f"<title>{name}</title>{label}<body>{menu}{side}<h2>{name}</h2>{body}"
    columns, _ = columns_of(web)
    assert columns["办事服务"].onward_count == 3
    assert columns["办事服务"].item_count == 0


def test_links_below_its_own_address_lead_on() -> None:
    web = small_site()
    below = "<a href=/rs/rm/>干部任免</a>"
    for path, html in web.items():
        web[path] = html.replace("<body>", f"<body>{below}").replace(SIDE, "")
    columns, _ = columns_of(web)
    assert columns["人事信息"].onward_count == columns["通知公告"].onward_count + 1


def test_a_list_that_the_side_bars_of_the_others_repeat_is_not_taken_for_a_side_bar() -> None:
    listed = rows(
        *((f"/art/{n}.html", f"关于第{n}批拟任人选的公示", f"2026-11-1{n}") for n in range(1, 4))
    )
    bar = f"<h3>最新公示</h3>{listed}"
    web = small_site(_rs_=page("人事信息", f"<p>任前公示</p>{listed}"))
    web["/dt/"] = page("部门动态", news("dt") + bar)
    web["/tz/"] = page("通知公告", bar)
    web["/gk/"] = page("规划计划", news("gk") + bar)
    columns, _ = columns_of(web)
    assert columns["人事信息"].item_count or columns["人事信息"].onward_count
    assert (columns["通知公告"].item_count, columns["通知公告"].onward_count) == (0, 0)


@pytest.mark.parametrize("line", ["没有找到相关记录", "未找到任何信息", "暂无数据"])
def test_sentences_in_place_of_a_list(line: str) -> None:
    assert read_notice(["首页", line]) == line


def test_the_side_bar_of_all_columns_leads_nowhere() -> None:
    assert SIDE in page("人事信息", "")
    assert personnel("").onward_count == 0


def test_front_pages_of_other_governments_are_told_from_what_stands_on_every_page() -> None:
    foot = "<p><a href=http://www.b.gov.cn/>乙市</a></p>"
    links = (
        "<a href=http://czj.a.gov.cn/>财政局</a> <a href=http://sjj.a.gov.cn/index.html>审计局</a>"
        "<a href=http://tjj.a.gov.cn/sj/>统计数据</a> <a href=http://www.c.com/>公司</a>"
    )
    web = small_site(_rs_=page("人事信息", links + foot), _tz_=page("通知公告", news("tz") + foot))
    web["/dt/"] = page("部门动态", news("dt") + foot)
    outside = [
        "http://www.b.gov.cn/", "http://czj.a.gov.cn/", "http://sjj.a.gov.cn/index.html",
        "http://tjj.a.gov.cn/sj/", "http://www.c.com/",
    ]  # fmt: skip
    fact = columns_of(web, outside=outside)[0]["人事信息"]
    assert fact.fronts.split() == ["http://czj.a.gov.cn/", "http://sjj.a.gov.cn/index.html"]
    assert fact.front_count == 2
