"""Soft 404: what a host shows for any address is no page; what only speaks of it is one."""

from __future__ import annotations

import time

import attrs
import pytest

from govgauge.extract.missing import Missing
from govgauge.extract.page import read_page
from govgauge.model.reading import PageReading, Presence

MENU = "<ul><li><a href=/a>动态要闻</a><li><a href=/b>通知公告</a></ul><p>主办单位：某市人民政府办公室</p>"

OWN = "但是这里有很多自己的内容。" * 9


def reading(html: str) -> PageReading:
    return read_page(
        f"<meta charset=utf-8>{html}".encode(), "text/html", "http://www.a.gov.cn/x.html"
    )


HOME = reading(f"<title>某市人民政府</title>{MENU}<p>欢迎访问</p>")
CONTROL = reading(f"<title>提示</title>{MENU}<p>抱歉，稍后自动返回</p><p>编号 83712</p>")


@pytest.mark.parametrize(
    "html",
    [
        f"<title>提示</title>{MENU}<p>抱歉，稍后自动返回</p><p>编号 11</p>",
        "<title>404 Not Found</title><h1>404 Not Found</h1>",
        f"<title>出错了</title>{MENU}<p>您访问的页面不存在或已被删除</p><a href=/>返回首页</a>",
        "<title>提示信息</title><p>对不起，您查看的页面已被删除！</p>",
        "<title>错误</title><h2>找不到该网页</h2>",
    ],
)
def test_t_g4_an_error_page_with_status_200_is_missing(html: str) -> None:
    assert Missing()(reading(html), CONTROL, HOME) in (Presence.GONE, Presence.LIKE_CONTROL)


@pytest.mark.parametrize(
    "html",
    [
        "<title>关于第404号建议的答复</title><h1>关于第404号建议的答复</h1><p>内容</p>",
        "<title>关于清理已删除页面的通知</title><h1>关于清理已删除页面的通知</h1><p>发布时间：2026-11-03</p>"
        "<p>各单位：对网站中页面不存在的链接要及时清理。</p>",
        f"<title>某市人民政府</title>{MENU}<p>欢迎访问</p><p>一条短消息</p>",
        f"<title>提示</title>{MENU}<p>抱歉，稍后自动返回</p><p>{OWN}</p><p>再一段</p><p>又一段</p>",
        "<title>便民提示</title><p>证件遗失未找到的，请到窗口补办，携带材料如下，"
        + "材料清单，" * 40
        + "</p>",
    ],
)
def test_a_page_with_something_of_its_own_is_there(html: str) -> None:
    assert Missing()(reading(html), CONTROL, HOME) is Presence.THERE


def test_without_anything_of_its_own_a_control_tells_nothing() -> None:
    assert Missing()(HOME, HOME, HOME) is Presence.THERE


@pytest.mark.parametrize(
    "body",
    [
        "<form>搜索 <input name=q></form><p>没有找到相关信息，请更换关键词后再试。</p>",
        "<form><select><option>年份</select></form><p>未找到符合条件的文件</p>",
        "<h1>某局2024年公开招聘报名</h1><p>报名已结束，该信息已过期。</p>",
        "<h1>常见问题</h1><p>问：打开的页面不存在怎么办？答：请拨打12345。</p>",
        "<h1>关于网页不存在问题的通报</h1><p>各单位：</p>",
        "<p>暂无内容</p>",
    ],
)
@pytest.mark.parametrize("title", ["站内搜索", "常见问题", ""])
def test_a_living_page_is_not_gone_by_its_wording(title: str, body: str) -> None:
    page = reading(f"<title>{title}</title>{MENU}{body}")
    assert Missing()(page, None, HOME) is Presence.THERE


@pytest.mark.parametrize(
    "body",
    [
        "<p>对不起，您查看的信息已被删除！</p>",
        "<p>您访问的页面不存在，如有问题请联系管理员</p>",
        "<h1>办事指南</h1><p>您访问的页面不存在</p><p>窗口电话：0571-1234567</p>",
    ],
)
def test_what_may_say_that_a_page_is_gone_leaves_it_open(body: str) -> None:
    page = reading(f"<title>提示</title>{MENU}{body}")
    assert Missing()(page, None, HOME) is Presence.UNSURE


SCRIPT = "<script src=/app.js></script>"
LOGIN = "<form>用户名<input name=u>密码<input type=password></form>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<div id=app>页面加载中，请稍候</div>{SCRIPT}", Presence.SCRIPTED),
        (f"<div id=app></div>{SCRIPT}", Presence.SCRIPTED),
        (f"{MENU}<div id=app></div><p>加载中</p>{SCRIPT}", Presence.SCRIPTED),
        (f"{MENU}<p>该信息已下线或地址有误</p>{SCRIPT}", Presence.LIKE_CONTROL),
        (f"{MENU}<p>稍后自动返回</p>", Presence.LIKE_CONTROL),
        (LOGIN, Presence.UNSURE),
    ],
)
def test_what_a_host_shows_for_any_address_may_be_a_frame_or_a_door(
    body: str, expected: Presence
) -> None:
    page = reading(f"<title>办事大厅</title>{body}")
    assert Missing()(page, page, HOME) is expected


def test_a_door_never_says_that_a_page_is_gone() -> None:
    page = reading(f"<title>页面不存在</title>{LOGIN}")
    assert Missing()(page, None, HOME) is Presence.THERE


def test_the_home_page_is_read_once_and_not_for_every_page() -> None:
    home = attrs.evolve(HOME, lines=tuple(f"第{n}行" * 9 for n in range(60_000)))
    page, missing = reading("<title>x</title><p>y</p>"), Missing()
    missing(page, home, home)
    before = time.process_time()
    for _ in range(200):
        missing(page, home, home)
    assert time.process_time() - before < 0.5
