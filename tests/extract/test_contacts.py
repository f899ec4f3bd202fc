"""Ways to reach the organiser, labelled or not, in the foot of a home page."""

from __future__ import annotations

import pytest

from govgauge.extract.contacts import read_contacts
from govgauge.extract.page import read_page

FOOT = "主办单位：甲县人民政府\n冀ICP备12345678号-1\n网站标识码：1304000001\n"


def places(line: str) -> set[str]:
    return {place for _, _, place in read_contacts(FOOT + line)}


@pytest.mark.parametrize(
    "line",
    [
        "电话 0310-1234567",
        "Tel:0310-1234567",
        "联系电话：\n0310\n-\n1234567",
        "E-mail a@b",
        "邮箱 a@b.gov.cn",
        "咨询：0310-1234567",
        "热线12345",
        "联系电话（工作日）：0310-1234567",
        "值班电话（24小时） 0310-1234567",
        "传真0310-1234567",
        "电话：０３１０－１２３４５６７",
        "地址 甲县人民路1号 邮编056000",
    ],
)
def test_what_stands_behind_a_label_is_a_contact(line: str) -> None:
    assert places(line) == {"foot"}


@pytest.mark.parametrize(
    "line", ["0310-1234567", "a@b.gov.cn", "a#b.gov.cn", "甲县人民路1号", "(0310) 1234567"]
)
def test_what_has_no_label_is_unclear(line: str) -> None:
    assert places(line) == {"unclear"}


@pytest.mark.parametrize(
    "line", ["", "冀公网安备 13040202000001号", "2026-11-24", "联系我们 网站地图"]
)
def test_other_numbers_are_no_contact(line: str) -> None:
    assert places(line) == set()


def test_a_link_to_a_page_of_contacts_is_noted_for_a_person() -> None:
    links = "<a href=/z/>密切联系群众专题</a><a href=/lx/>联系我们</a>"
    html = f"<meta charset=utf-8><body>{links}".encode()
    page = read_page(html, "text/html", "http://www.a.gov.cn/", is_home=True)
    assert ("contact_page", "联系我们", "link") in page.identity
