"""The entrance for old and disabled readers, however a home page shows it."""

from __future__ import annotations

import pytest

from govgauge.extract.access import names_access
from govgauge.extract.page import read_page

HOME = "http://www.a.gov.cn/"


def signs(html: str, is_home: bool = True) -> list[tuple[str, str]]:
    page = read_page(
        f"<meta charset=utf-8><body>{html}".encode(), "text/html", HOME, is_home=is_home
    )
    return [(value, place) for sign, value, place in page.identity if sign == "accessible_entrance"]


@pytest.mark.parametrize(
    ("html", "sign"),
    [
        ("<a href='/wza/'>无障碍浏览</a>", (HOME + "wza/", "link")),
        ("<a href='/a/'><img src='/1.png' alt='适老化'></a>", (HOME + "a/", "link")),
        ("<a href='/a/'><img src='/images/wza.png'></a>", (HOME + "a/", "link")),
        ("<a href='javascript:;'>无障碍（适老化）</a>", ("无障碍（适老化）", "text")),
        ("<button>长者模式</button>", ("长者模式", "text")),
        ("<div><span id=care>关怀版</span></div>", ("关怀版", "text")),
        ("<a href='javascript:;' onclick='go()'><img src='/1.png' title='进入长辈版'></a>", ("图片", "text")),
        ("<input type=button value='无障碍模式'>", ("无障碍模式", "text")),
        ("<div style='display:none'><a href='javascript:;'>无障碍</a></div>", ("无障碍", "hidden")),
        ("<a href='javascript:;' onclick='go()'><img src='/1.png'></a>", ("/1.png", "unclear")),
        ("<script src='https://wza.a.cn/tool.js'></script>", ("https://wza.a.cn/tool.js", "script")),
        ("<script src='/js/head.js'></script>", (HOME + "js/head.js", "script")),
        ("<iframe src='/head.html' height=120></iframe>", (HOME + "head.html", "script")),
        ("<script>$.get('/head.html', show)</script>", ("", "script")),
        ("<script>box.innerHTML = '<b>长者模式</b>'</script>", ("", "script")),
    ],
)  # fmt: skip
def test_an_entrance_is_found_however_it_is_built(html: str, sign: tuple[str, str]) -> None:
    assert signs(html) == [sign]


@pytest.mark.parametrize(
    "html",
    [
        "<a href='/1.html'>我市推进无障碍环境建设</a>",
        "<a href='/lnr/'>老年人</a>",
        "<a href='/fw/'>老年人服务</a>",
        "<a href='/zt/'>适老化改造补贴</a>",
        "<p>本站支持无障碍浏览，欢迎使用。</p>",
        "<a href='/1.html'><img src='/1.png'></a>",
        "<a href='javascript:;'><img src='/1.png' alt='返回'></a>",
        "<script src='/js/xwzax.js'></script>",
        "<img src='/1.png'>",
        "<script src='/js/jquery.min.js'></script>",
        "<script>document.write(new Date())</script>",
        "<iframe src='/count.html' width=0 height=0></iframe>",
    ],
)
def test_what_only_speaks_of_the_subject_is_no_entrance(html: str) -> None:
    assert signs(html) == []


def test_only_the_home_page_is_looked_at() -> None:
    assert signs("<a href='/wza/'>无障碍浏览</a>", is_home=False) == []


def test_names_are_whole_texts() -> None:
    assert names_access("无障碍 | 长者模式")
    assert names_access("适老化及无障碍")
    assert not names_access("关怀")
    assert not names_access("无障碍浏览功能上线了")
