"""Attachments: named by what their bytes are, read whole, and told apart when they cannot be."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable

import pytest

from govgauge.extract.attachments import Limits, State, kind_of, text_of
from govgauge.extract.attachments import formats as format_files
from govgauge.extract.attachments.shelf import all_formats
from tests.extract import attachment_files as files

TEXT = "关于公开2026年度部门预算的通知\n各有关单位：请于6月30日前完成。Contact: office"
ROWS = [["项目", "金额", "日期"], ["教育支出", 1234.5, 46027]]
SHOWN_ROWS = "项目\t金额\t日期\n教育支出\t1234.5\t2026-01-05"

DOCUMENTS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "pdf": ("a.pdf", lambda: files.pdf([TEXT], "标题"), TEXT),
    "pdf, run length": ("a.pdf", lambda: files.pdf([TEXT], filters=("RunLength",)), TEXT),
    "pdf, LZW": ("a.pdf", lambda: files.pdf([TEXT], filters=("LZW",)), TEXT),
    "docx": ("a.docx", lambda: files.docx(TEXT.split("\n")), TEXT),
    "wps as package": ("a.wps", lambda: files.docx(TEXT.split("\n")), TEXT),
    "doc": ("a.doc", lambda: files.doc(TEXT), TEXT),
    "wps": ("a.wps", lambda: files.doc(TEXT), TEXT),
    "xlsx": ("a.xlsx", lambda: files.xlsx({"名单": ROWS}), SHOWN_ROWS),
    "et as package": ("a.et", lambda: files.xlsx({"名单": ROWS}), SHOWN_ROWS),
    "xls": ("a.xls", lambda: files.xls({"名单": ROWS}), SHOWN_ROWS),
    "et": ("a.et", lambda: files.xls({"名单": ROWS}), SHOWN_ROWS),
    "pptx": ("a.pptx", lambda: files.pptx([TEXT]), TEXT),
    "ppt": ("a.ppt", lambda: files.ppt([TEXT]), TEXT),
    "dps": ("a.dps", lambda: files.ppt([TEXT]), TEXT),
    "odt": ("a.odt", lambda: files.odt(TEXT.split("\n")), TEXT),
    "ofd": ("a.ofd", lambda: files.ofd([TEXT]), TEXT),
    "rtf": ("a.rtf", lambda: files.rtf(TEXT), TEXT),
    "txt, GBK": ("a.txt", lambda: TEXT.encode("gbk"), TEXT),
    "txt, UTF-16": ("a.txt", lambda: TEXT.encode("utf-16"), TEXT),
    "csv": ("a.csv", lambda: b"a,b\n1,2\n3,4\n", "a,b\n1,2\n3,4"),
    "html": ("a.pdf", files.LOGIN.encode, "请登录后下载"),
    "svg": ("a.svg", lambda: files.SVG, "图一"),
}


@pytest.mark.parametrize("case", DOCUMENTS)
def test_a_document_is_read_whole_and_typed_by_its_content_h59(case: str) -> None:
    name, build, text = DOCUMENTS[case]
    read = text_of(build(), name)
    assert read.kind == case.split()[0].rstrip(",")
    assert read.state is State.READ
    assert read.text.strip() == text


@pytest.mark.parametrize("case", DOCUMENTS)
def test_a_wrong_name_changes_nothing_h59(case: str) -> None:
    _, build, text = DOCUMENTS[case]
    read = text_of(build(), "a.jpg")
    assert read.text.strip() == text
    assert read.kind not in ("jpeg", "unknown")


@pytest.mark.parametrize("kind", [*files.PICTURES, *files.OTHERS])
def test_what_has_no_text_is_still_typed(kind: str) -> None:
    read = text_of({**files.PICTURES, **files.OTHERS}[kind], "a.pdf")
    assert (read.kind, read.state, read.parts) == (kind, State.TYPED, ())


LOCKED = {
    "pdf": lambda: files.locked_pdf([TEXT], "secret"),
    "doc": lambda: files.doc(TEXT, locked=True),
    "xls": lambda: files.xls({"a": ROWS}, locked=True),
    "ppt": lambda: files.ppt([TEXT], locked=True),
    "docx": files.locked_office,
    "ofd": lambda: files.ofd([TEXT], locked=True),
    "zip": lambda: files.raw_zip([(b"a.txt", b"xx")], flags=1),
}


@pytest.mark.parametrize("kind", LOCKED)
def test_a_file_under_a_password_is_told_as_such_and_not_as_broken_h59(kind: str) -> None:
    read = text_of(LOCKED[kind](), f"a.{kind}")
    assert (read.kind, read.state, read.text) == (kind, State.ENCRYPTED, "")


def test_a_pdf_that_is_only_locked_against_changes_is_read() -> None:
    assert text_of(files.locked_pdf([TEXT], "")).text == TEXT


BROKEN = {
    "pdf": lambda: files.pdf([TEXT])[:-600],
    "docx": lambda: files.docx([TEXT] * 50)[:-300],
    "ole": lambda: files.doc(TEXT)[:3000],
    "zip": lambda: files.zipped({"a.txt": b"x" * 500})[:-30],
}


@pytest.mark.parametrize("kind", BROKEN)
def test_half_a_file_is_unreadable_and_keeps_its_kind(kind: str) -> None:
    read = text_of(BROKEN[kind](), "")
    assert (read.kind, read.state) == (kind, State.UNREADABLE)
    assert read.detail


def test_where_text_stands_is_kept_and_who_wrote_it() -> None:
    read = text_of(files.pdf(["一", "二"], "标题"))
    assert [(p.place, p.text) for p in read.parts] == [("page:1", "一"), ("page:2", "二")]
    assert (read.title, read.created, read.units) == ("标题", "2026-01-05", 2)
    assert text_of(files.docx(["一"], "标题")).author == "办公室"
    assert text_of(files.xlsx({"名单": ROWS})).parts[0].place == "sheet:名单"
    assert [p.place for p in text_of(files.pptx(["一", "二"])).parts] == ["slide:1", "slide:2"]


def test_text_struck_out_and_copies_for_old_readers_are_left_out() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('留')}<w:del>{run.format('删')}</w:del>"
        f"<mc:Choice>{run.format('框')}</mc:Choice><mc:Fallback>{run.format('框')}</mc:Fallback></w:p>"
    )
    document = f'<w:document xmlns:w="w" xmlns:mc="m">{body}</w:document>'
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": document}
    assert text_of(files.zipped(parts)).text.strip() == "留框"


# -- archives (H55) -----------------------------------------------------------------------------


def test_names_in_gbk_and_utf8_are_right_and_no_name_leads_out() -> None:
    names = ["附件1：名单.txt", "联通.txt", "../../etc/passwd"]
    gbk = text_of(files.raw_zip([(name.encode("gbk"), b"text") for name in names]))
    utf8 = text_of(files.raw_zip([(name.encode(), b"text") for name in names], system=3))
    assert [m.name for m in gbk.members] == [m.name for m in utf8.members] == names
    assert {m.state for m in gbk.members} == {State.READ}


def test_members_are_typed_and_read_and_so_are_those_of_an_archive_in_an_archive() -> None:
    inner = files.zipped({"b.pdf": files.pdf(["深"])})
    read = text_of(files.zipped({"a.docx": files.docx(["浅"]), "in.zip": inner}))
    assert {m.name: m.kind for m in read.members} == {
        "a.docx": "docx",
        "in.zip": "zip",
        "in.zip/b.pdf": "pdf",
    }
    assert {p.member: p.text.strip() for p in read.parts} == {"a.docx": "浅", "in.zip/b.pdf": "深"}


def test_a_third_archive_inside_is_a_limit_and_the_rest_is_read() -> None:
    data = files.zipped({"a.txt": b"text", "in.zip": files.nested_zip(2)})
    read = text_of(data)
    assert (read.state, read.limit) == (State.LIMIT, "nesting")
    assert read.text == "text"


def test_sizes_that_lie_harm_nobody() -> None:
    for lie in (0, 3, 2_000_000_000):
        read = text_of(files.raw_zip([(b"a.txt", TEXT.encode())], packed=True, lie=lie))
        assert (read.state, read.text) == (State.READ, TEXT)


def test_a_member_whose_checksum_is_wrong_is_unreadable_and_the_others_are_read() -> None:
    data = files.raw_zip([(b"a.txt", b"first text"), (b"b.txt", b"other")])
    read = text_of(data.replace(b"first text", b"wrong text"))
    assert [m.state for m in read.members] == [State.UNREADABLE, State.READ]
    assert (read.text, read.unread) == ("other", 1)


# -- bombs that counting stops ------------------------------------------------------------------

COUNTED = {
    "very many members": (lambda: files.many_members(50_000), "members"),
    "members on one another": (files.overlapping, "overlap"),
    "a text that unpacks to 100 MiB": (lambda: files.docx_bomb(100), "text_chars"),
    "billion laughs": (files.laughs, "entities"),
    "one endless attribute": (lambda: files.docx_attribute(30), "xml_token"),
    "Flate": (lambda: files.pdf_bomb(["Flate"], 40), "pdf_stream"),
    "Flate in Flate": (lambda: files.pdf_bomb(["Flate", "Flate"], 40), "pdf_stream"),
    "run length": (lambda: files.pdf_bomb(["Flate", "RunLength"], 40), "pdf_stream"),
    "a tree in circles": (files.pdf_tree_in_circles, "pdf_structure"),
    "very many pages": (lambda: files.pdf_of_many_pages(20_000), "pdf_structure"),
    "20,000 by 20,000 pixels": (lambda: files.png(20_000, 20_000), "pixels"),
}


@pytest.mark.parametrize("case", COUNTED)
def test_a_bomb_is_stopped_by_the_limit_and_named_as_one_h55_h56_h57_h58(case: str) -> None:
    build, limit = COUNTED[case]
    read = text_of(build())
    assert (read.state, read.limit) == (State.LIMIT, limit)


def test_a_document_just_within_the_limits_is_no_bomb() -> None:
    small = Limits(text_chars=100, unpacked_bytes=4_000, pages=2)
    assert text_of(files.docx(["字" * 98]), "", small).state is State.READ
    assert text_of(files.docx(["字" * 101]), "", small).limit == "text_chars"
    assert text_of(files.pdf(["一"] * 2), "", small).state is State.READ
    assert text_of(files.pdf(["一"] * 3), "", small).limit == "pages"


def test_text_before_a_counted_limit_is_kept() -> None:
    read = text_of(files.docx(["字" * 150]), "", Limits(text_chars=100))
    assert (read.state, read.text) == (State.LIMIT, "字" * 100)


def test_every_format_is_found_by_its_place() -> None:
    assert len(all_formats()) == len(list(pkgutil.iter_modules(format_files.__path__)))


def test_nothing_and_noise_are_no_document() -> None:
    assert kind_of(b"") == "empty"
    assert kind_of(bytes(range(256)) * 10) == "unknown"
    assert kind_of(b"PK\x03\x04") == "zip"


def word_table(*rows: list[list[str]]) -> bytes:
    """A DOCX with a table between two paragraphs; a cell is a list of its paragraphs."""

    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" if text else "<w:p/>"

    def cell(paragraphs: list[str]) -> str:
        return f"<w:tc>{''.join(map(paragraph, paragraphs))}</w:tc>"

    made = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows)
    return files.docx([f"前言</w:t></w:r></w:p><w:tbl>{made}</w:tbl><w:p><w:r><w:t>结尾"])


def test_a_row_of_a_word_table_is_one_line_and_a_cell_of_several_lines_is_not() -> None:
    read = text_of(
        word_table([["姓名"], ["电话"]], [["张某"], [""], ["1"]], [["一", "二"], ["三"]], [[""]])
    )
    assert read.text == "前言\n姓名\t电话\n张某\t1\n一\n二\t三\n\n结尾\n"
