"""Signs of identity in the text of a foot, in every spelling that real feet have."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govgauge.extract.identity import POLICE, places, police_numbers, read_identity


def values(sign: str, text: str) -> list[str]:
    return [value for name, value, place in read_identity(text, None) if name == sign]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("网站标识码（1101010001）", ["1101010001"]),
        ("政府网站标识码【1101010001】", ["1101010001"]),
        ("网站标识码[1101010001]", ["1101010001"]),
        ("网站标识码为1101010001", ["1101010001"]),
        ("网站标识码 : 1101010001", ["1101010001"]),
        ("网站标识码：\n1101010001", ["1101010001"]),
        ("网站标识码：\xa01101010001", ["1101010001"]),
        ("网站标识码：1101010001 010-12345678", ["1101010001"]),
        ("网站标识码：1101010001 2024", ["1101010001"]),
        ("网站标识码：1101010001京ICP备05070218号", ["1101010001"]),
        ("标识码：110101 0001", ["1101010001"]),
        ("标识码：110101\n0001", ["1101010001"]),
        ("标识码：１１０１０１０００１", ["1101010001"]),
        ("标识码：bm01000001 ", ["bm01000001"]),
        ("标识码：N123456789", ["N123456789"]),
        # What is surely wrong comes as it is written.
        ("标识码：110101000", ["110101000"]),
        ("标识码：110101000 010-12345678", ["110101000"]),
        ("标识码：110101000101", ["110101000101"]),
    ],
)
def test_the_site_code_behind_any_sign_and_before_any_number(text: str, codes: list[str]) -> None:
    assert values("site_code", text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "网站标识码：\n主办单位：某市人民政府",
        "网站标识码（见图）",
        "标识码11010100-01",
        "标识码：110101 00012",
        "标识码 1101010001abc",
    ],
)
def test_a_site_code_that_cannot_be_read_is_written_empty(text: str) -> None:
    assert values("site_code", text) == [""]


def test_a_headline_with_the_word_shows_no_foot() -> None:
    headline = "关于开展网站标识码核查的通知"
    assert read_identity(headline, None) == ()
    assert values("site_code", headline + "\n京ICP备05070218号") == [""]
    assert values("site_code", headline + "\n网站标识码：1101010001") == ["1101010001"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("京公网安备 11010202000001号-19002", "京公网安备 11010202000001号-19002"),
        ("公安机关备案号：11010202000001", "公安机关备案号：11010202000001"),
        ("公安备案号 11010202000001-19002", "公安备案号 11010202000001-19002"),
        ("京公网安备1101020200号", "京公网安备1101020200号"),
        ("京公网安备1101020200000123号", "京公网安备1101020200000123号"),
        ("京公网安备110102020号", "京公网安备110102020号"),
        ("（京）公网安备11010202000001号", "（京）公网安备11010202000001号"),
        ("京公网安备 1101 0202 000001号", "京公网安备 1101 0202 000001号"),
        ("公网安备11010202000001 010-88886666", "公网安备11010202000001"),
    ],
)
def test_t_c8_police_numbers_come_as_they_are_written(text: str, number: str) -> None:
    assert values("police_number", text) == [number]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("（京）ICP备05070218号", "（京）ICP备05070218号"),
        ("京 ICP备05070218号-1", "京 ICP备05070218号-1"),
        ("京icp备05070218号", "京icp备05070218号"),
        ("ICP备案号：京ICP备05070218号-1", "京ICP备05070218号-1"),
        ("网站备案序号：鲁ICP备2021029425号", "鲁ICP备2021029425号"),
        ("ICP备案序号：鲁ICP备05012345号", "鲁ICP备05012345号"),
        ("浙ICP备0500号", "浙ICP备0500号"),
        ("京ICP证030173号", "京ICP证030173号"),
        # The province stands behind the words: written in the usual order.
        ("ICP备案：蜀05012345号", "蜀ICP备05012345号"),
        ("备案序号：粤05012345号", "粤ICP备05012345号"),
        # 站 is no province.
        ("本网站ICP备05012345号", "ICP备05012345号"),
    ],
)
def test_t_c9_icp_numbers_keep_their_province(text: str, number: str) -> None:
    assert values("icp_number", text) == [number]


def test_t_c9_every_number_is_kept_whatever_its_letter_case() -> None:
    text = "京ICP备05070218号\n京icp备05070219号"
    assert values("icp_number", text) == ["京ICP备05070218号", "京icp备05070219号"]


@pytest.mark.parametrize(
    ("text", "holders"),
    [
        ("某市人民政府 版权所有", ["某市人民政府"]),
        ("版权所有：某市人民政府办公室", ["某市人民政府办公室"]),
        ("Copyright © 2026 某市教育局版权所有 未经许可不得转载", ["某市教育局"]),
        ("版权所有 违者必究", []),
        ("未经许可不得转载 版权所有", []),
        ("联系我们\n版权所有", []),
    ],
)
def test_who_holds_the_copyright_is_a_sign_of_its_own(text: str, holders: list[str]) -> None:
    assert values("copyright", text) == holders
    assert values("organiser", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "主 办 单 位：某市人民政府办公室",
        "主办、承办单位：某市人民政府办公室",
        "主办/承办：某市人民政府办公室",
        "本网站由某市人民政府办公室主办",
        "某市人民政府办公室 主办　某县大数据中心 承办",
        "主办单位 某市人民政府办公室 技术支持",
    ],
)
def test_the_organiser_however_the_foot_puts_it(text: str) -> None:
    assert values("organiser", text) == ["某市人民政府办公室"]


def test_who_hosts_an_event_runs_no_site() -> None:
    assert values("organiser", "本届论坛由某市人民政府主办，某区人民政府承办") == []


@pytest.mark.parametrize(
    "label", ["联 系 电 话", "联系我们", "网站管理", "总机", "服务热线", "联系方式"]
)
def test_a_contact_behind_any_of_its_labels(label: str) -> None:
    signs = read_identity(f"{label}：0310-3113311", None, is_home=True)
    assert ("contact", "0310-3113311", "foot") in signs


@pytest.mark.parametrize(
    "text",
    [
        "公安机关网站备案编号 13040202000001",
        "公安部备案号:13040202000001",
        "网警备案号 13040202000001",
        "公网安备\n130402\n02000001\n号",
        "冀公网安备 130402-02000001号",
    ],
)
def test_police_numbers_under_other_names_and_in_pieces(text: str) -> None:
    [value] = values("police_number", text)
    assert "13040202000001" in value.replace(" ", "")


def test_fourteen_digits_near_a_word_are_unclear() -> None:
    def read(text: str) -> list[tuple[str, str, str]]:
        return [s for s in read_identity(text, None, is_home=True) if s[0] == "police_number"]

    unclear = ("police_number", "备案信息 13040202000001", "unclear")
    assert read("备案信息\n13040202000001") == [unclear]
    assert read("公安机关 130402 02000001")[0][2] == "unclear"
    assert read("备案号 冀ICP备12345678号") == []


@pytest.mark.parametrize(
    "text",
    [
        "Copyright © 2026 甲县人民政府 All Rights Reserved",
        "© 2012-2026 www.a.gov.cn 甲县人民政府",
        "甲县人民政府 © 2026",
        "版权：甲县人民政府",
    ],
)
def test_copyright_in_english_names_a_holder(text: str) -> None:
    assert values("copyright", text) == ["甲县人民政府"]


def test_who_maintains_the_site_holds_no_copyright() -> None:
    lines = "技术支持：甲县信息中心\nCopyright © 2026 All Rights Reserved"
    assert values("copyright", lines) == []
    assert values("copyright", "维护：甲县信息中心 Copyright © 2026") == []
    assert values("copyright", "Copyright © 2026\n我为政府网站找错") == []


WORDS = [("标识码", 2), ("备案", 0), ("opyright", 2), ("ICP", 2), ("版权所有", 0)]
PIECES = [
    *(
        "标识码",
        "标识",
        "识码",
        "码",
        "备案",
        "备",
        "案",
        "opyright",
        "Copy",
        "ICP",
        "CP",
        "版权所有",
    ),
    *("公", "安", "网", "警", "公安机关", "公网安备", "互联网", "联网", "网站", "网警", "号", "："),
    *("12345678901234", "110105 02030143", "-1", " ", "\n", "\u3000", "办"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(TEXTS, st.sampled_from(WORDS))
def test_a_word_sought_by_its_rarest_letter_is_found_wherever_it_stands(
    text: str, sought: tuple[str, int]
) -> None:
    word, rarest = sought
    found = [match.start() for match in re.finditer(re.escape(word), text)]
    assert list(places(text, word, rarest)) == found


@given(TEXTS)
def test_no_police_number_is_lost_to_the_quick_look_for_its_words(text: str) -> None:
    assert len(list(police_numbers(text))) == len(list(POLICE.finditer(text)))


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\xad", "\u202c", "\u2060"])
def test_t_d6_what_takes_no_room_breaks_no_number_of_the_home_page(unseen: str) -> None:
    foot = (
        f"主办单位：甲市人民政府办公室 网站标识码：{unseen}13040{unseen}00009 "
        f"冀ICP备{unseen}05000001号 冀公网安备 1304000200{unseen}0001号"
    )
    signs = {name: value for name, value, _ in read_identity(foot, f"1304000009{unseen}", True)}
    assert signs["site_code"] == "1304000009"
    assert signs["icp_number"] == "冀ICP备05000001号"
    assert re.sub(r"\D", "", signs["police_number"]) == "13040002000001"
