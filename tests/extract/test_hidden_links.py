"""Links no reader sees, by what hides them; and links that are hidden until they are asked for."""

from __future__ import annotations

import pytest

from govgauge.extract.page import read_page

HOME = "http://www.a.gov.cn/"
LINK = '<a href="http://www.b-club.net/">某某俱乐部</a>'
LISTED = "".join(f'<li><a href="/n/{n}.html">关于开展工作的通知{n}号</a></li>' for n in range(4))


def ways(body: str, head: str = "", is_home: bool = True) -> list[tuple[str, str]]:
    page = (
        f"<html><head><title>甲县人民政府</title>{head}</head><body><p>欢迎</p>{body}</body></html>"
    )
    reading = read_page(page.encode(), "text/html; charset=utf-8", HOME, is_home=is_home)
    return [(link.target, link.way) for link in reading.hidden_links]


HIDDEN = {
    "off the screen to the left": ("off_screen", f'<div style="position:absolute;left:-9999px">{LINK}</div>'),
    "off the screen above": ("off_screen", f'<span style="POSITION: fixed; Top: -800px">{LINK}</span>'),
    "text drawn out of its box": ("off_screen", f'<p style="text-indent:-9999px">{LINK}{LINK}</p>'),
    "far by its margin": ("off_screen", f'<div style="margin-left:-5000px">{LINK}</div>'),
    "no height": ("no_size", f'<div style="height:0;overflow:hidden">{LINK}</div>'),
    "one pixel wide": ("no_size", f'<div style="width:1px;height:1px;overflow:hidden">{LINK}</div>'),
    "a marquee of no height": ("marquee", f'<marquee height="0" width="4">{LINK}</marquee>'),
    "a marquee too fast to see": ("marquee", f'<marquee scrollamount="30000">{LINK}</marquee>'),
    "a marquee low by its style": ("marquee", f'<marquee style="height:1px">{LINK}</marquee>'),
    "wholly transparent": ("see_through", f'<div style="opacity:0">{LINK}</div>'),
    "in the colour of what is behind": (
        "see_through", f'<font style="color:#fff;background:#fff">{LINK}</font>'),
    "letters of no size": ("see_through", f'<span style="font-size:0px">{LINK}</span>'),
    "not displayed, and nothing can display it": (
        "not_shown", f'<div style="display:none">{LINK}</div><p>文字</p>'),
    "not visible": ("not_shown", f'<b style="visibility:hidden">{LINK}</b>'),
    "a script writes what hides it": (
        "script",
        """<script>document.write('<div style="display:none">');</script>"""
        f"""{LINK}<script>document.write('</div>');</script>"""),
    "a script hides it at once": (
        "script",
        f'<div id="lsd">{LINK}</div><script>document.getElementById("lsd").style.display="none";</script>'),
    "a script writes the link itself": (
        "script",
        """<script>document.write("<div style='position:absolute;left:-900px'>"""
        """<a href='http://www.b-club.net/'>俱乐部</a></div>")</script>"""),
    "deep inside": (
        "off_screen",
        f'<div style="position:absolute;left:-999px"><table><tr><td><p>{LINK}</p></td></tr></table></div>'),
}  # fmt: skip


@pytest.mark.parametrize("name", HIDDEN)
def test_a_link_to_a_stranger_that_nobody_sees_is_named_with_what_hides_it(name: str) -> None:
    way, body = HIDDEN[name]
    found = set(ways(body))
    assert found == {("http://www.b-club.net/", way)}


def test_the_pages_own_style_sheet_may_hide_it() -> None:
    sheet = "<style>.kx a{color:red} .zz,.kx{position:absolute;top:-1200px}</style>"
    assert ways(f'<div class="m kx">{LINK}</div>', sheet) == [
        ("http://www.b-club.net/", "off_screen")
    ]


SEEN = {
    "it is shown": LINK,
    "a menu that opens": f'<ul class="menu" style="display:none"><li>{LINK}</li></ul>',
    "a menu without a name": f"<ul style='display:none'><li>{LINK}</li></ul>",
    "a tab among tabs": f'<div><div>{LINK}</div><div style="display:none">{LINK}</div></div>',
    "a panel with a name": f'<div id="links3" style="display:none">{LINK}</div>',
    "a panel with an event": f'<div onclick="show()" style="display:none">{LINK}</div>',
    "a link that stands for its picture": (
        '<a href="http://www.b-club.net/" style="text-indent:-9999px;background:url(l.png)">伙伴</a>'),
    "a row of pictures that moves": (
        f'<div style="position:absolute;left:-1200px;width:4800px">{LINK}</div>'),
    "a marquee one can read": f'<marquee height="120" scrollamount="2">{LINK}</marquee>',
    "a marquee as high as its box": f'<marquee height="0%">{LINK}</marquee>',
    "half transparent": f'<div style="opacity:0.5">{LINK}</div>',
    "a gap closed by letters of no size": (
        f'<div style="font-size:0;line-height:24px"><p style="font-size:14px">{LINK}</p></div>'),
    "to a government": '<div style="position:absolute;left:-999px"><a href="http://www.c.gov.cn/">丙</a></div>',
    "to the unit itself": '<div style="position:absolute;left:-999px"><a href="#main">跳到正文</a>'
    '<a href="http://service.a.gov.cn/">服务</a></div>',
    "only a script's text speaks of hiding": (
        f'{LINK}<script>function f(){{document.getElementById("a").style.display="none"}}</script>'),
    "a script writes an open element": f"<script>document.write('<div>')</script>{LINK}",
    "a comment": f'<!-- <div style="position:absolute;left:-999px">{LINK}</div> -->',
}  # fmt: skip


@pytest.mark.parametrize("name", SEEN)
def test_what_is_shown_or_can_be_is_not_hidden(name: str) -> None:
    assert ways(SEEN[name]) == []


SHOWN_IN_A_STATE = {
    "a fold-down menu under the pointer": (
        ".kx{position:absolute;height:0;overflow:hidden} li:hover .kx{height:auto}"
    ),
    "a menu for small screens": ".kx{position:fixed;left:-300px} .open .kx{left:0}",
    "a panel that fades in": ".kx{opacity:0} .kx.in{opacity:1}",
    "only on wide screens": (
        ".kx{position:absolute;left:-900px} @media (min-width:800px){.kx{left:0}}"
    ),
    "for screen readers": (
        ".kx{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)}"
    ),
}


@pytest.mark.parametrize("name", SHOWN_IN_A_STATE)
def test_what_the_style_sheet_shows_in_some_state_is_not_hidden(name: str) -> None:
    sheet = f"<style>{SHOWN_IN_A_STATE[name]}</style>"
    assert ways(f'<div class="kx">{LINK}</div>', sheet) == []


def test_a_rule_for_something_else_clears_nothing() -> None:
    sheet = (
        "<style>.kx{position:absolute;left:-900px} .open .other{left:0} .kx a{width:9px}</style>"
    )
    assert ways(f'<div class="kx">{LINK}</div>', sheet) == [
        ("http://www.b-club.net/", "off_screen")
    ]


def test_text_for_screen_readers_is_told_from_a_box_of_no_size() -> None:
    style = "position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)"
    assert ways(f'<span style="{style}">{LINK}</span>') == [("http://www.b-club.net/", "not_shown")]


def test_list_pages_are_looked_at_and_articles_are_not() -> None:
    hidden = f'<div style="position:absolute;left:-999px">{LINK}</div>'
    assert len(ways(f"<ul>{LISTED}</ul>{hidden}", is_home=False)) == 1
    assert ways(hidden, is_home=False) == []
    label = '<meta name="ArticleTitle" content="关于某事的通知">'
    assert ways(f"<ul>{LISTED}</ul>{hidden}", label, is_home=False) == []


def test_a_page_full_of_them_gives_forty() -> None:
    many = "".join(f'<a href="http://w{n}.b-club.net/">某某{n}</a>' for n in range(300))
    assert len(ways(f'<div style="opacity:0">{many}</div>')) == 40
