"""Document numbers: every spelling seen, and 400 printed ones labelled one by one."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from govgauge.model.document_number import DocumentNumber, parse_document_number

LABELS = Path(__file__).with_name("document_number_labels.txt")
FLOOR = 0.99


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("国办发〔2017〕47号", DocumentNumber("国办发", 2017, 47)),
        ("国办发[2017]47号", DocumentNumber("国办发", 2017, 47)),
        ("国办发（2017）47号", DocumentNumber("国办发", 2017, 47)),
        ("国办发【2017】第47号", DocumentNumber("国办发", 2017, 47)),
        ("国办秘函 〔２０１９〕 １９ 号", DocumentNumber("国办秘函", 2019, 19)),
        ("发文字号：国办发〔2017〕47号", DocumentNumber("国办发", 2017, 47)),
        ("\u200b国办发\u200b〔2017〕47号", DocumentNumber("国办发", 2017, 47)),
        ("文号: 国办发〔2017〕47号 发布日期: 2017-06-08", DocumentNumber("国办发", 2017, 47)),
        ("国务院令第711号", DocumentNumber("国务院", 0, 711, "令")),
        ("中华人民共和国国务院令 第 711 号", DocumentNumber("中华人民共和国国务院", 0, 711, "令")),
        ("第711号令", DocumentNumber("", 0, 711, "令")),
        ("海关总署公告2023年第5号", DocumentNumber("海关总署", 2023, 5, "公告")),
        ("2023年第5号", DocumentNumber("", 2023, 5)),
        ("财政部令〔2019〕第102号", DocumentNumber("财政部令", 2019, 102)),
    ],
)
def test_every_spelling_gives_issuer_year_and_serial(written: str, number: DocumentNumber) -> None:
    assert parse_document_number(written) == number


@pytest.mark.parametrize(
    "written", ["", "无", "暂无", "—", "2017年6月8日", "第二十号楼", "〔2017〕"]
)
def test_what_is_no_number_is_none(written: str) -> None:
    assert parse_document_number(written) is None


@pytest.mark.parametrize(
    "plain", ["国办发〔2017〕47号", "省政府令第214号", "海关总署公告2023年第5号", "2023年第5号"]
)
def test_the_plain_form_reads_back_to_itself(plain: str) -> None:
    number = parse_document_number(plain)
    assert number is not None
    assert parse_document_number(number.plain) == number


def test_400_printed_numbers_are_read_as_labelled(shared: Path) -> None:
    """The printed numbers may not be handed on: a label is the digest of a row and its number."""
    table = shared / "data" / "policy" / "document-numbers-3000.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        printed = [row["number_as_printed"] for row in csv.DictReader(file)]
    labels = dict(line.split() for line in LABELS.read_text("utf-8").splitlines())
    assert len(labels) == 400
    right = sum(digest(printed[int(row)]) == label for row, label in labels.items())
    assert right / len(labels) >= FLOOR


def digest(written: str) -> str:
    number = parse_document_number(written)
    plain = number.plain if number else ""
    return hashlib.sha256(f"{written}\t{plain}".encode()).hexdigest()[:24]
