"""Offers kept from readers are told with what stands around them; what hides ordinary text is not."""

from __future__ import annotations

import pytest

from govgauge.extract.page import read_page

OFFER = "澳门百家乐在线投注，注册送88元"


def concealed(body: str, encoding: str = "utf-8") -> list[tuple[str, str]]:
    head = f"<html><head><meta charset={encoding}><title>题</title></head>"
    page = f"{head}<body><p>欢迎访问</p>{body}</body></html>".encode(encoding)
    sides = read_page(page, "text/html", "http://a.gov.cn/").side_texts
    return [(side.way, side.text) for side in sides]


@pytest.mark.parametrize(
    "block",
    [
        "<div style='display:none'>{}</div>",
        "<div hidden>{}</div>",
        "<p style='position:absolute;left:-9999px'>{}</p>",
        "<div style='height:0;overflow:hidden'><ul><li>{}</li></ul></div>",
        "<div style='DISPLAY: NONE'><b>{}</b></div>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_hidden_block_that_offers_is_told(block: str, encoding: str) -> None:
    assert concealed(block.format(OFFER), encoding) == [("hidden", OFFER)]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_comment_that_offers_is_told_without_its_tags(encoding: str) -> None:
    body = "<!--[if IE]><p>旧版</p><![endif]--><!-- <a href='http://x'>澳门百家乐</a>&nbsp;注册送88元 -->"
    assert concealed(body, encoding) == [("comment", "澳门百家乐 注册送88元")]
    assert concealed(f"<!-- {OFFER}", encoding) == [("comment", OFFER)]


def test_what_lies_far_from_the_word_is_not_kept_and_one_element_is_told_once() -> None:
    far = "会议" * 100
    body = f"<div style='display:none'><div style='display:none'>{far}{OFFER}{far}</div></div>"
    ((way, text),) = concealed(body)
    assert way == "hidden" and OFFER in text and len(text) <= len(OFFER) + 170


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{OFFER}</p>",
        "<div style='display:none'>网站导航 政务公开 在线访谈</div>",
        "<div style='display:none'>福利彩票销售点查询</div>",
        "<!-- 版权所有 百家乐 -->",
        "<!-- 注册送审材料清单 -->",
        f"<script>var s = '{OFFER}';</script>",
        f"<style>/* {OFFER} */</style>",
    ],
)
def test_near_misses_are_left_alone(body: str) -> None:
    assert concealed(body) == []


def test_a_page_of_comments_is_bounded() -> None:
    assert len(concealed(f"<!-- {OFFER} -->" * 5000)) == 5
    assert concealed("<!" * 20_000 + "!" * 20_000) == []
