"""Offers in hidden blocks and comments are for a person; texts about such things are not offers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.detect.conftest import judged

HOME = "http://www.a.gov.cn/"
OFFER = "澳门百家乐在线投注，注册送88元"


def facts(*sides: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {
        "pages": [{"seq": 0, "url": HOME, "kind": "home", "title": more.pop("title", "甲县政府")}],
        "texts": [
            {"seq": 0, "line": n, "text": text}
            for n, text in enumerate(more.pop("lines", ("欢迎访问本站首页",)))
        ],
        "side_texts": [
            {"page_seq": 0, "way": way, "position": n, "text": text}
            for n, (way, text) in enumerate(sides)
        ],
    } | more


@pytest.mark.parametrize(("way", "zh"), [("hidden", "隐藏区块"), ("comment", "网页注释")])
def test_a_concealed_offer_asks_a_person_and_says_where(way: str, zh: str) -> None:
    found = judged("hijacked_text", facts((way, OFFER)))
    assert found.verdict == "needs_person"
    (one,) = found.instances
    assert f"的{zh}含赌博推广" in one.says.zh and one.mark.startswith(f"gambling {way} ")
    shown_too = judged("hijacked_text", facts((way, OFFER), lines=(OFFER,)))
    assert [i.mark for i in shown_too.instances] == [one.mark]


def test_a_title_that_offers_is_surer_than_what_is_hidden() -> None:
    found = judged("hijacked_text", facts(("hidden", OFFER), title=OFFER))
    assert [i.mark.split()[1] for i in found.instances] == ["title"] and found.verdict == "unmet"


@pytest.mark.parametrize(
    "text",
    [
        "公安机关破获一起网上百家乐赌博案，涉案人员以注册送彩金为诱饵",
        "警惕“注册送88元”骗局：网络博彩十赌十输",
        "三唑仑片说明书：本品为第一类精神药品，网购须谨慎",
        "法院判决：被告人出售假毕业证，办毕业证者受处罚",
        "中国福利彩票投注网站下载须知，由民政部门监管",
        "壮阳药虚假广告整治情况通报，货到付款",
        "县禁毒办提醒：冰毒不可尝试，举报请加微信",
        "棋牌室消防安全管理办法（试行）免费试看",
    ],
)
@pytest.mark.parametrize("way", ["hidden", "comment"])
def test_medical_legal_and_anti_crime_texts_are_near_misses(text: str, way: str) -> None:
    assert judged("hijacked_text", facts((way, text))).verdict == "met"


def browser(title: str, read: bool = True) -> dict[str, Any]:
    return {"browser_views": [{"url": HOME, "title": title, "both_read": read}]}


def test_an_offer_made_to_programs_alone_is_told_as_such() -> None:
    (one,) = judged("hijacked_text", facts(title=OFFER, **browser("甲县政府"))).instances
    assert "浏览器所见标题为“甲县政府”，只对程序和搜索引擎显示" in one.says.zh
    for more in (browser(OFFER), browser("甲县政府", read=False), {}):
        (one,) = judged("hijacked_text", facts(title=OFFER, **more)).instances
        assert "只对程序" not in one.says.zh


@pytest.mark.parametrize("name", ["甲县教育局", "甲县应急管理局", "甲县药品监督管理局"])
def test_the_name_of_an_office_clears_no_offer_in_a_title(name: str) -> None:
    unit = {"unit": {"name": name, "unit_id": "1304000009", "url": HOME}}
    taken = judged("hijacked_text", facts(title=f"百家乐官网登录_注册送88元_{name}", **unit))
    assert taken.verdict == "unmet" and name in taken.instances[0].excerpt
    spoken = f"教育提醒：百家乐注册送88元不可信_{name}"
    assert judged("hijacked_text", facts(title=spoken, **unit)).verdict == "met"
    label = {"labels": [{"page_seq": 0, "name": "SiteName", "content": name}]}
    assert (
        judged("hijacked_text", facts(title=f"百家乐官网登录_{name}", **label)).verdict == "unmet"
    )
