"""Soft 404: what a host shows for any address is no page; what only speaks of it is one."""

from __future__ import annotations

import pytest

from govgauge.extract.missing import is_missing
from govgauge.extract.page import read_page
from govgauge.model.reading import PageReading

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
        "<title>提示信息</title><p>对不起，您查看的信息已被删除！</p>",
        "<title>错误</title><h2>找不到该网页</h2>",
    ],
)
def test_t_g4_an_error_page_with_status_200_is_missing(html: str) -> None:
    assert is_missing(reading(html), CONTROL, HOME)


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
    assert not is_missing(reading(html), CONTROL, HOME)


def test_without_anything_of_its_own_a_control_tells_nothing() -> None:
    assert not is_missing(HOME, HOME, HOME)
