"""Windows that float over a home page, and advertisements in it."""

from __future__ import annotations

import pytest

from govgauge.extract.page import read_page

HOME = "http://www.a.gov.cn/"
LINKED = "<a href='/zt/'><img src='/1.png'></a>"
WANDERS = (
    "<script>function go(){var o=document.getElementById('w1');o.style.left=x+'px'}"
    "setInterval(go,30)</script>"
)


def signs(html: str, sign: str = "floating_window") -> list[tuple[str, str]]:
    page = read_page(f"<meta charset=utf-8><body>{html}".encode(), "text/html", HOME, is_home=True)
    return [(value, place) for name, value, place in page.identity if name == sign]


@pytest.mark.parametrize(
    ("html", "place"),
    [
        (f"<div id=w1 style='position:absolute'>{LINKED}</div>{WANDERS}", "moving"),
        (f"<div id=w1 style='position:absolute'>{LINKED}</div><script>new AdMove('w1').Run();</script>", "moving"),
        (f"<div id=w1 style='position:absolute'>{LINKED}</div><script>$('#w1').floatAd()</script>", "moving"),
        (f"<style>#w1{{position:absolute}}</style><div id=w1>{LINKED}</div>{WANDERS}", "moving"),
        (f"<div style='position: fixed; left: 0'>{LINKED}</div>", "still"),
        (f"<style>.c{{width:1px}} .w2 , .w3{{position:fixed}}</style><p class=w2>{LINKED}</p>", "still"),
        (f"<div id=w1 style='position:absolute'>{LINKED}<span>关闭</span></div>{WANDERS}", "closable"),
        (f"<div style='position:fixed'>{LINKED}<a href='javascript:hide()'>收起</a></div>", "closable"),
        (f"<div style='position:fixed'>{LINKED}<img src='/img/close.gif'></div>", "closable"),
    ],
)  # fmt: skip
def test_a_window_is_known_by_what_moves_or_holds_it(html: str, place: str) -> None:
    assert signs(html) == [(HOME + "zt/", place)]


@pytest.mark.parametrize(
    "html",
    [
        f"<div id=w1 style='position:absolute'>{LINKED}</div>",
        f"<div id=w2 style='position:absolute'>{LINKED}</div>{WANDERS}",
        f"<div style='position:fixed;display:none'>{LINKED}</div>",
        f"<div style='position:fixed' class=sidebar>{LINKED}<a>返回顶部</a></div>",
        "<div style='position:fixed'><a href='/'><img src='/1.png' alt='微信二维码'></a></div>",
        f"<div style='position:fixed'>{LINKED * 4}</div>",
        "<div style='position:fixed'><a href='/zt/'>专题</a></div>",
        f"<div style='position:relative'>{LINKED}</div>{WANDERS}",
    ],
)
def test_tool_bars_heads_and_turning_pictures_are_none(html: str) -> None:
    assert signs(html) == []


@pytest.mark.parametrize(
    ("html", "value"),
    [
        ("<script src='/js/floatad.js'></script>", HOME + "js/floatad.js"),
        ("<script src='/js/site.js'></script>", HOME + "js/site.js"),
        ("<script>document.write('<div style=\"position:absolute\">')</script>", ""),
    ],
)
def test_a_script_may_draw_one(html: str, value: str) -> None:
    assert signs(html) == [(value, "script")]


@pytest.mark.parametrize(
    ("html", "sign"),
    [
        ("<script src='//cpro.baidustatic.com/cpro/ui/c.js'></script>",
         ("http://cpro.baidustatic.com/cpro/ui/c.js", "script")),
        ("<script>var cpro_id='u1'</script>", ("cpro_id=", "script")),
        ("<iframe src='https://googleads.g.doubleclick.net/a'></iframe>",
         ("https://googleads.g.doubleclick.net/a", "frame")),
        ("<a href='https://s.click.taobao.com/t?e=1'>特产</a>", ("https://s.click.taobao.com/t?e=1", "link")),
    ],
)  # fmt: skip
def test_advertisements_come_from_networks(html: str, sign: tuple[str, str]) -> None:
    assert signs(html, "advertisement") == [sign]


@pytest.mark.parametrize(
    "html",
    [
        "<script src='https://hm.baidu.com/hm.js?1'></script>",
        "<script src='https://bdimg.share.baidu.com/static/api/js/share.js'></script>",
        "<iframe style='display:none' src='https://googleads.g.doubleclick.net/a'></iframe>",
        "<a href='https://www.taobao.com/'>淘宝</a>",
        "<a href='/ad/1.html'>广告监管</a>",
    ],
)
def test_counters_share_buttons_and_shops_are_none(html: str) -> None:
    assert signs(html, "advertisement") == []
