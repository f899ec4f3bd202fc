"""Columns of a unit: found by navigation, breadcrumb and list; what is whose own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from govgauge.extract.column_names import class_of, column_name
from govgauge.extract.columns import ColumnReader
from govgauge.extract.page import read_page
from govgauge.model.facts import ColumnFact, ColumnItemFact, TargetFact

HOME = "http://www.a.gov.cn/"
NAV = "<ul><li><a href=/dt/>部门动态</a><li><a href=/tz/>通知公告</a><li><a href=/rs/>人事信息</a></ul>"
SIDE = "".join(
    f"<li><a href=/hot{n}.html>热点推荐的第{n}条新闻标题</a> 2026-11-2{n}</li>" for n in "123"
)


def rows(*items: tuple[str, str, str]) -> str:
    inner = "".join(
        f"<li><a href={url}>{title}</a><i>{date}</i></li>" for url, title, date in items
    )
    return f"<ul>{inner}</ul>"


def news(column: str, count: int = 4, date: str = "2026-11-0") -> str:
    return rows(
        *(
            (f"/{column}/{n}.html", f"关于{column}工作的第{n}条消息标题", f"{date}{n}")
            for n in range(1, count + 1)
        )
    )


def page(name: str, body: str, script: str = "") -> str:
    return (
        f"<title>{name.split()[-1]}</title><body>{NAV}<div>当前位置：<a href=/>首页</a> &gt; {name}</div>{body}"
        f"<ul>{SIDE}</ul><p>主办单位：某市人民政府办公室　地址：某市某路一号</p>{script}"
    )


def article(date: str) -> str:
    shown = f"发布时间：{date}" if date else "来源：本站"
    return (
        "<title>一条消息的完整标题</title><h1>一条消息的完整标题</h1>"
        + f"<p>{shown}</p><p>{'正文内容。' * 30}</p><p>{'第二段。' * 30}</p>"
    )


def _target(url: str, relation: str, why: str) -> TargetFact:
    return TargetFact(url, relation, "a", 1, True, HOME, "", "", "", 0, 0, url, "", why)


def columns_of(
    web: Mapping[str, str], lost: Mapping[str, str] | None = None, outside: Sequence[str] = ()
) -> tuple[dict[str, ColumnFact], dict[str, list[ColumnItemFact]]]:
    reader = ColumnReader()
    for seq, (path, html) in enumerate(web.items()):
        url = HOME + path.lstrip("/")
        reading = read_page(
            f"<meta charset=utf-8>{html}".encode(), "text/html", url, is_home=not seq
        )
        reader.add(seq, url, min(seq, 1), f"sha256:{seq}", reading)
    targets = [
        *(_target(HOME + p.lstrip("/"), "own", why) for p, why in (lost or {}).items()),
        *(_target(u, "outside", "") for u in outside),
    ]
    facts, items = reader.read(targets)
    names = {fact.page_seq: fact.name if fact.level else "home" for fact in facts}
    grouped: dict[str, list[ColumnItemFact]] = {}
    for item in items:
        grouped.setdefault(names[item.page_seq], []).append(item)
    return {f.name if f.level else "home": f for f in facts}, grouped


def small_site(**pages: str) -> dict[str, str]:
    web = {
        "/": f"<title>某市政府</title><body>{NAV}{news('zx')}",
        "/dt/": page("部门动态", news("dt")),
        "/tz/": page("通知公告", news("tz")),
        "/rs/": page("人事信息", news("rs")),
    }
    return web | {path.replace("_", "/"): html for path, html in pages.items()}


def test_columns_are_named_and_classed_by_the_navigation() -> None:
    columns, items = columns_of(small_site())
    classes = {name: c.column_class for name, c in columns.items()}
    assert classes == {
        "home": "home",
        "部门动态": "news",
        "通知公告": "notices",
        "人事信息": "personnel",
    }
    assert {c.level for name, c in columns.items() if name != "home"} == {1}
    assert [i.date for i in items["通知公告"]] == [f"2026-11-0{n}" for n in range(1, 5)]


def test_what_stands_on_every_column_is_nobodys_own() -> None:
    _, items = columns_of(small_site())
    titles = {i.title for some in items.values() for i in some}
    assert not any("热点推荐" in title for title in titles)
    assert "主办单位" not in titles


def test_t_b5_an_empty_list_is_seen_whole_when_other_lists_show_theirs() -> None:
    blank = page("通知公告", "<ul></ul><p>暂无信息</p>", "<script src=/js/common.js></script>")
    web = small_site(_tz_=blank)
    web["/dt/"] = page("部门动态", news("dt"), "<script src=/js/common.js></script>")
    columns, _ = columns_of(web)
    fact = columns["通知公告"]
    assert (fact.item_count, fact.child_count, fact.scripted) == (0, 0, False)
    assert fact.notice == "暂无信息"
    assert fact.text_chars < 60


def test_t_a4_a_list_that_a_script_may_write_proves_no_absence() -> None:
    script = "<script>$.ajax({url: '/list?col=tz', success: show})</script>"
    columns, _ = columns_of(small_site(_tz_=page("通知公告", "<ul id=list></ul>", script)))
    assert columns["通知公告"].scripted
    assert not columns["部门动态"].scripted


def test_t_b4_a_column_that_only_groups_children_has_children() -> None:
    links = "<p><a href=/tz/gs/>公示公告</a> <a href=/tz/zb/>招标公告</a></p>"
    web = small_site(_tz_=page("通知公告", links))
    web["/tz/gs/"] = page("通知公告 &gt; 公示公告", news("gs"))
    web["/tz/zb/"] = page("通知公告 &gt; 招标公告", news("zb"))
    columns, _ = columns_of(web)
    assert columns["通知公告"].child_count == 2
    assert columns["公示公告"].parent == "通知公告"
    assert columns["公示公告"].level == 2


def test_t_a6_the_date_is_taken_from_the_items_own_page_when_the_list_shows_none() -> None:
    listed = rows(
        ("/tz/a.html", "没有日期的第一条通知公告", ""),
        ("/tz/b.html", "没有日期的第二条通知公告", ""),
        ("/tz/c.html", "没有日期的第三条通知公告", ""),
    )
    web = small_site(_tz_=page("通知公告", listed))
    web |= {"/tz/a.html": article("2026-10-01"), "/tz/b.html": article("")}
    _, items = columns_of(web)
    found = [(i.date, i.dated_by, i.opened) for i in items["通知公告"]]
    assert found == [("2026-10-01", "page", True), ("", "", True), ("", "", False)]


def test_a_column_of_one_article_is_not_blank() -> None:
    web = small_site(_tz_=page("通知公告", "<p><a href=/tz/a.html>关于开展一项工作的通知</a></p>"))
    web["/tz/a.html"] = article("2026-10-01")
    columns, items = columns_of(web)
    assert columns["通知公告"].item_count == 1
    assert items["通知公告"][0].date == "2026-10-01"


def test_t_a7_hidden_copies_are_not_items() -> None:
    hidden = f"<div style='display:none'>{news('old', date='2001-01-0')}</div>"
    _, items = columns_of(small_site(_tz_=page("通知公告", news("tz") + hidden)))
    assert all(i.date.startswith("2026") for i in items["通知公告"])


def test_page_two_of_a_column_is_not_another_column() -> None:
    web = small_site()
    web["/tz/index_2.html"] = page("通知公告", news("tz2"))
    columns, _ = columns_of(web)
    assert columns["通知公告"].url == HOME + "tz/"
    assert len(columns) == 4


def test_page_two_in_a_folder_of_its_own_is_not_another_column() -> None:
    pager = "<a href=/dt/>1</a> <a href=/dt/page/2/>2</a> <a href=/dt/page/2/>下一页</a>"
    web = {"/": NAV, "/dt/": page("部门动态", news("dt") + pager)}
    web["/dt/page/2/"] = page("部门动态", news("old", date="2025-01-0") + pager)
    columns, _ = columns_of(web)
    assert columns["部门动态"].url == HOME + "dt/"


def test_an_arrow_behind_the_last_crumb_makes_no_column_of_what_follows() -> None:
    trail = ("<a href=/>主页</a>", "<a href=/zw/>政务公开</a>", "<a href=/tj/>统计数据</a>", "")
    crumbs = f"<div>当前位置：{' &gt; '.join(trail)}</div>"
    web = {
        "/": NAV + "<a href=/tj/>统计数据</a>",
        "/tj/": f"<title>统计数据</title><body>{crumbs}<p>没有记录</p><ul></ul>",
    }
    columns, _ = columns_of(web)
    assert columns["统计数据"].parent == "政务公开"


def test_a_column_whose_page_could_not_be_had_says_why() -> None:
    web = small_site()
    del web["/tz/"]
    columns, _ = columns_of(web, lost={"/tz/": "page_budget"})
    assert (columns["通知公告"].page_seq, columns["通知公告"].reason) == (-1, "page_budget")


def test_t_b2_headlines_outside_lists_count_for_the_home_page() -> None:
    web = small_site()
    web["/"] = (
        f"<title>某市政府</title><body>{NAV}<a href=/h.html><img alt='头条新闻的完整标题文字'></a>"
    )
    web["/h.html"] = article("2026-11-20")
    _, items = columns_of(web)
    assert [(i.date, i.dated_by) for i in items["home"]] == [("2026-11-20", "page")]


def test_names_of_columns_and_their_classes() -> None:
    assert column_name(" 通知公告 > ") == "通知公告"
    assert [
        column_name(a)
        for a in ("首页", "更多>>", "网站地图", "A", "一篇很长很长很长很长的文章标题")
    ] == [""] * 5
    assert class_of("政策解读") == "interpretation"
    assert class_of("政策文件") == "policy"
    assert class_of("通知公告") == "notices"
    assert class_of("花鸟鱼虫") == "other"
