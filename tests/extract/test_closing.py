"""Sentences by which a home page says that its site is closed."""

from __future__ import annotations

import pytest

from govgauge.extract.page import read_page

HOME = "http://www.a.gov.cn/"
MENU = "".join(f"<a href=/{n}/>栏目{n}</a>" for n in range(8))


def signs(body: str, title: str = "甲市教育局") -> list[tuple[str, str]]:
    html = f"<meta charset=utf-8><title>{title}</title><body>{body}"
    page = read_page(html.encode(), "text/html", HOME, is_home=True)
    return [(value, place) for sign, value, place in page.identity if sign == "closing_notice"]


@pytest.mark.parametrize(
    "words",
    [
        "本网站已于2026年3月4日关停，感谢您的关注。",
        "根据集约化要求，本站现已关闭。",
        "本站自2026年3月起停止更新",
        "甲市教育局网站已整合至甲市人民政府门户网站。",
        "该网站已注销",
    ],
)
def test_a_notice_alone(words: str) -> None:
    assert signs(f"<h1>甲市教育局</h1><p>{words}</p>") == [(words, "alone")]
    assert signs(f"{MENU}<p>{words}</p>") == [(words, "page")]


@pytest.mark.parametrize(
    "words",
    [
        "本网站将于2026年12月1日关停",
        "本站拟于年底并入上级门户网站",
        "全县12个部门网站已整合至门户网站",
    ],
)
def test_what_is_to_come_or_of_others_is_only_announced(words: str) -> None:
    assert signs(f"<p>{words}</p>") == [(words, "page")]


@pytest.mark.parametrize(
    "body",
    [
        "<p>本网站将于3月4日升级改版，期间停止服务两小时。</p>",
        "<p>本站在线申报系统已于3月4日关闭。</p>",
        "<p>因检修，本站自3月4日起暂停服务。</p>",
        "<p>本网站已关闭评论功能</p>",
        "<p>关于关停甲市教育局网站的公告</p>",
        "<a href=/1.html>本网站已于3月4日关停</a>",
        "<p>关闭</p>",
    ],
)
def test_pauses_headlines_and_other_things_that_close(body: str) -> None:
    assert signs(body) == []
