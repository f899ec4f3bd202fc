"""Listing orders: pinyin with readings of place names, divisions, strokes (methodology 4.3)."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from pypinyin import Style, lazy_pinyin

from govgauge.model.failure import BadInput
from govgauge.score.places.listing import DivisionOrder, Listed, ListingOrder, listed
from govgauge.score.places.pinyin import place_name_readings, syllables


def names(units: list[Listed]) -> list[str]:
    return [u.name for u in units]


def units(*given: str, divisions: dict[str, str] | None = None) -> list[Listed]:
    shuffled = random.Random(7).sample(given, len(given))
    return [Listed(n, n, (divisions or {}).get(n, "")) for n in shuffled]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("重庆市", "chong2"), ("厦门市", "xia4"), ("长沙市", "chang2"), ("六安市", "lu4"),
        ("蚌埠市", "beng4"), ("乐清市", "yue4"), ("番禺区", "pan1"), ("铅山县", "yan2"),
        ("莘县", "shen1"), ("蔚县", "yu4"), ("尉犁县", "yu4"), ("荥阳市", "xing2"),
    ],
)  # fmt: skip
def test_a_whole_name_is_read_right(name: str, first: str) -> None:
    assert syllables(name)[0] == first


@pytest.mark.parametrize(("name", "reading"), place_name_readings().items())
def test_every_override_is_needed_and_used(name: str, reading: tuple[str, ...]) -> None:
    alone = tuple(lazy_pinyin(name, style=Style.TONE3, neutral_tone_with_five=True))
    assert alone != reading
    assert len(reading) == len(name)
    assert syllables(name) == reading
    assert syllables(name + "人民政府")[: len(name)] == reading
    assert syllables(name, readings={}) == alone


def test_an_override_counts_after_the_division_above_and_not_inside_other_words() -> None:
    assert syllables("辽宁省朝阳市")[3:5] == ("chao2", "yang2")
    assert syllables("推动朝阳产业")[2:4] == ("zhao1", "yang2")


def test_the_tone_decides_between_equal_syllables() -> None:
    found = listed(units("陕西省", "山西省", "上海市", "重庆市", "长治市"), ListingOrder.PINYIN)
    assert names(found) == ["长治市", "重庆市", "山西省", "陕西省", "上海市"]


def test_a_name_with_other_signs_is_read_too() -> None:
    assert syllables("中国（上海）区") == ("zhong1", "guo2", "（", "shang4", "hai3", "）", "qu1")
    assert syllables("") == ()


CODES = {"安徽省": "340000", "福建省": "350000", "合肥市": "340100", "厦门市": "350200", "无码": ""}


def test_the_order_of_divisions_is_a_file() -> None:
    given = units(*CODES, divisions=CODES)
    national = listed(given, ListingOrder.DIVISION)
    assert names(national) == ["安徽省", "合肥市", "福建省", "厦门市", "无码"]
    published = listed(given, ListingOrder.DIVISION, DivisionOrder.shipped("cstc-2022-style"))
    assert names(published) == ["福建省", "厦门市", "安徽省", "合肥市", "无码"]


def test_a_users_file_orders_single_places_before_their_province() -> None:
    own = DivisionOrder.read(["code,name", "3502,厦门", "34,安徽", "35,福建", ""])
    found = listed(units(*CODES, divisions=CODES), ListingOrder.DIVISION, own)
    assert names(found) == ["厦门市", "安徽省", "合肥市", "福建省", "无码"]


def test_a_file_without_codes_is_refused_with_its_row() -> None:
    with pytest.raises(BadInput, match="row 3"):
        DivisionOrder.read(["code", "34", "安徽"])


def test_shipped_orders_name_every_province_once() -> None:
    for name in ("gbt-2260", "cstc-2022-style"):
        codes = DivisionOrder.shipped(name).codes
        assert len(codes) == len(set(codes)) == 34


def test_strokes_go_character_by_character() -> None:
    found = listed(units("上海", "广东", "北京", "一县", "上杭", "曾都"), ListingOrder.STROKES)
    assert names(found) == ["一县", "上杭", "上海", "广东", "北京", "曾都"]


def test_by_score_the_best_stands_first_and_equal_ones_by_pinyin() -> None:
    given = [
        Listed("1", "陕西", key=Decimal(5)),
        Listed("2", "山西", key=Decimal(5)),
        Listed("3", "天津", key=Decimal(9)),
        Listed("4", "北京"),
    ]
    assert names(listed(given, ListingOrder.SCORE)) == ["天津", "山西", "陕西", "北京"]
    assert listed(given[::-1], ListingOrder.SCORE) == listed(given, ListingOrder.SCORE)
