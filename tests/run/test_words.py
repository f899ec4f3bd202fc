"""Wording is checked in text, documents, pages and addresses, with the place of each find."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from govgauge.model.campaign import Opening, Plan
from govgauge.model.failure import BadInput, NothingDone
from govgauge.run.words import OwnTerms, check_words, read_own_officials, read_own_terms

from .raw_server import html, raw_server

WRONG = "深入开展扫黑险恶专项斗争。"
RIGHT = "深入开展扫黑除恶专项斗争。"
PLAN = Plan()


def docx(paragraphs: list[str]) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.wordprocessingml.document.main+xml"/></Types>',
        )
        package.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body>{body}</w:body></w:document>",
        )
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", f"标题\n{RIGHT}\n{WRONG}\n".encode()),
        ("a.txt", f"标题\n{RIGHT}\n{WRONG}\n".encode("gb18030")),
        ("a.docx", docx(["标题", RIGHT, WRONG])),
        ("a.html", f"<html><meta charset=utf-8><h1>标题</h1><p>{RIGHT}</p><p>{WRONG}</p>".encode()),
    ],
)
def test_text_documents_and_pages_are_read_alike(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    checked = check_words(str(path), PLAN, wide=False)
    (place,) = checked.places
    assert (place.suspicion.written, place.suspicion.meant) == ("扫黑险恶", "扫黑除恶")
    assert place.before.endswith("深入开展") and place.after.startswith("专项斗争")
    assert place.line == 3


def test_an_address_is_fetched_and_checked() -> None:
    with raw_server({"/": html(f"<h1>通知</h1><p>{WRONG}</p>")}) as (address, _):
        plan = Plan(opening=Opening(("127.0.0.1/32",), (("a.gov.cn", address),)), full_speed=True)
        assert len(check_words("http://a.gov.cn/", plan, wide=False).places) == 1
        with pytest.raises(NothingDone, match="no-document"):
            check_words("http://a.gov.cn/missing", plan, wide=False)


def test_a_private_address_is_refused_without_leave() -> None:
    with pytest.raises(NothingDone, match="no-document"):
        check_words("http://127.0.0.1:9/", PLAN, wide=False)


def test_blanks_between_characters_do_not_hide_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("深入开展扫 黑　险 恶专项斗争", "utf-8")
    assert len(check_words(str(path), PLAN, wide=False).places) == 1


def test_files_that_are_not_there_or_hold_no_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="unreadable-file"):
        check_words(str(tmp_path / "none.txt"), PLAN, wide=False)
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    with pytest.raises(BadInput, match="no-text"):
        check_words(str(picture), PLAN, wide=False)


def test_terms_are_looked_for_by_rules_of_ones_own_and_certain_ones_that_ship(
    tmp_path: Path,
) -> None:
    (tmp_path / "t.csv").write_text(
        "id,text,meant,source,from\nown,便民大厅,政务服务中心,本市规范,2026-01-01\n", "utf-8"
    )
    path = tmp_path / "a.txt"
    path.write_text("标题\n请残废人到便民大厅办理，事项报国土资源部。\n", "utf-8")
    rules = read_own_terms(tmp_path / "t.csv")

    def found(day: str, *, wide: bool) -> list[tuple[int, str]]:
        own = OwnTerms(rules, date.fromisoformat(day))
        terms = check_words(str(path), PLAN, wide=wide, own_terms=own).terms
        return [(place.line, place.term.rule.rule_id) for place in terms]

    assert found("2026-05-01", wide=False) == [(2, "disabled-person"), (2, "own")]
    assert found("2025-05-01", wide=False) == [(2, "disabled-person")]
    assert found("2026-05-01", wide=True)[2:] == [(2, "ag-land")]


@pytest.mark.parametrize("data", [None, "id,text,source\na,便民大厅,甲\n".encode("gb18030")])
def test_a_table_of_terms_that_cannot_be_read_is_told(tmp_path: Path, data: bytes | None) -> None:
    if data:
        (tmp_path / "t.csv").write_bytes(data)
    with pytest.raises(BadInput, match="unreadable-terms"):
        read_own_terms(tmp_path / "t.csv")


def test_officials_are_held_against_a_users_table(tmp_path: Path) -> None:
    table = tmp_path / "officials.csv"
    table.write_text("name,post,from\n孙三立,市长,2026-03-01\n李四方,副市长,\n", "utf-8-sig")
    path = tmp_path / "a.txt"
    path.write_text("标题\n市长李四方主持会议。\n", "utf-8")
    own = OwnTerms((), date(2026, 5, 1), read_own_officials(table))
    (place,) = check_words(str(path), PLAN, wide=False, own_terms=own).terms
    assert (place.line, place.inside, place.term.rule.meant) == (2, "市长李四方", "市长孙三立")
    table.write_text("name,post,from\n孙三立,市长\n", "utf-8")
    with pytest.raises(BadInput, match="terms-uneven-row") as refused:
        read_own_officials(table)
    assert refused.value.place.row == 2
