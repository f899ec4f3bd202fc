"""Alternatives of pictures count like lines; rows of a page's tables are read under their headings."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.detect.conftest import judged
from tests.detect.personal.test_finding import identity, mobile

HOME = "http://www.a.gov.cn/"


def facts(
    *sides: tuple[str, str], lines: tuple[str, ...] = ("欢迎访问本站首页",)
) -> dict[str, Any]:
    return {
        "pages": [{"seq": 0, "url": HOME, "kind": "home"}],
        "texts": [{"seq": 0, "line": n, "text": line} for n, line in enumerate(lines)],
        "side_texts": [
            {"page_seq": 0, "way": way, "position": n, "text": text}
            for n, (way, text) in enumerate(sides)
        ],
    }


@pytest.mark.parametrize(
    ("detector", "text"),
    [("wrong_words", "扫黑险恶宣传画"), ("improper_terms", "残废人运动会合影")],
)
def test_an_alternative_is_wording_of_the_page(detector: str, text: str) -> None:
    found = judged(detector, facts(("alternative", text)))
    assert found.verdict == "unmet"
    (one,) = found.instances
    assert one.target == HOME and f"（图片替代文字，{HOME}）" in one.says.zh
    assert f" (alternative of a picture, {HOME})" in one.says.en
    assert judged(detector, facts(("row", text))).verdict == "met"


def test_a_number_in_a_table_has_its_headings_and_is_counted_once() -> None:
    rng = random.Random(5)
    phone, number = mobile(rng), identity(rng)
    rows = [("row", "姓名\t身份证号\t联系电话"), ("row", f"张某\t{number}\t{phone}")]
    lines = ("姓名", "身份证号", "联系电话", "张某某某", number, phone)
    assert judged("personal_data", facts(lines=(phone,))).verdict == "met"
    found = judged("personal_data", facts(*rows, lines=lines))
    told = {i.mark.split()[0]: i for i in found.instances}
    assert set(told) == {"identity_number", "mobile_number"}
    assert all(i.value == 1 and "表格第2行" in i.says.zh for i in told.values())
    assert not any(phone in repr(i) or number in repr(i) for i in found.instances)


@pytest.mark.parametrize(
    "headings",
    ["科室\t姓名\t联系电话", "姓名\t职务\t手机", "河长\t责任人\t联系电话", "项目\t联系人\t电话"],
)
def test_work_phones_in_a_table_are_nobodys_secret(headings: str) -> None:
    phone = mobile(random.Random(6))
    rows = [("row", headings), ("row", f"甲\t乙\t{phone}")]
    assert judged("personal_data", facts(*rows, lines=(phone,))).verdict == "met"
