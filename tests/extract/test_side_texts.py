"""What stands for pictures is read, and tables where a number may be a person's; nothing else."""

from __future__ import annotations

import random

import pytest

from govgauge.extract.page import read_page
from tests.detect.personal.test_finding import identity, mobile


def sides(body: str) -> list[tuple[str, int, str]]:
    page = f"<html><head><title>题</title></head><body>{body}</body></html>".encode()
    return [tuple(side) for side in read_page(page, "text/html", "http://a.gov.cn/").side_texts]


def test_alternatives_in_chinese_are_told_once_in_their_order() -> None:
    body = (
        "<img src=a alt='市长  会见\n来宾'><img src=b alt=''><img src=c><img src=d alt='logo of us'>"
        "<img src=e alt='图片'><img src=f alt='市长 会见 来宾'><img src=g alt='防汛现场照片'>"
        "<!-- <img src=h alt='没有人看见的图'> --><p alt='不是图片的说明'>正文</p>"
    )
    assert sides(body) == [
        ("alternative", 0, "市长 会见 来宾"),
        ("alternative", 1, "防汛现场照片"),
    ]


def table(*rows: str) -> str:
    cells = ("".join(f"<td> {c} </td>" for c in row.split("|")) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


@pytest.mark.parametrize("number", [mobile(random.Random(1)), identity(random.Random(1))])
def test_rows_are_told_where_a_line_is_a_persons_number(number: str) -> None:
    body = table("姓名|号码", f"张某|{number}", "合计", "李某|无")
    assert sides(body) == [
        ("row", 0, "姓名\t号码"),
        ("row", 1, f"张某\t{number}"),
        ("row", 3, "李某\t无"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        table("项目|金额", "修路|1200000"),
        table("姓名|电话", "张某|0310-5551234"),
        "<p>13812345678</p>",
        f"<p>电话{mobile(random.Random(2))}，欢迎来电</p>" + table("甲|乙", "丙|丁"),
    ],
)
def test_other_tables_are_not_read(body: str) -> None:
    assert sides(body) == []


def test_a_table_inside_a_table_is_read_by_its_own_rows() -> None:
    inner = table("姓名|电话", f"张某|{mobile(random.Random(3))}")
    found = sides(f"<table><tr><td>左栏</td><td>{inner}</td></tr></table>")
    assert [text.split("\t")[0] for _, _, text in found] == ["姓名", "张某"]
