"""PDF: set from data alone, fonts that may be passed on, equal bytes for equal documents."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec
from typing import Any
from zoneinfo import ZoneInfo

import pypdf
import pytest

from govgauge.model.failure import NothingDone
from govgauge.report.docx.blocks import (
    Contents,
    Document,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    Style,
)
from govgauge.report.docx.page_form import FORMS
from govgauge.report.pdf.content import FONTS, content, runs
from govgauge.run import typesetting
from govgauge.run.typesetting import pdf_bytes

from ..report.pictures.gallery import pictures

MOMENT = datetime(2026, 11, 24, 23, 59, 59, 999_999, tzinfo=ZoneInfo("Asia/Shanghai"))
MARKUP = '#eval("1+1") *粗* $x^2$ `code` = 标题 #import "@preview/x:1" \\ "引号" <label> @ref'
NEEDS_TYPST = pytest.mark.skipif(
    find_spec("typst") is None,
    reason="the typesetter is not installed (govgauge[pdf])",
)


def document(**changed: Any) -> Document:
    blocks = [
        Paragraph("年度报告", Style.TITLE),
        Contents("目录"),
        PageBreak(),
        Heading("一、结果"),
        Paragraph(MARKUP),
        Grid(("单位", "所见"), [(MARKUP, "见 http://www.x.gov.cn/a/b?c=1，缺失\n第二行")], (3, 7)),
        *pictures().values(),
    ]
    return Document(**{"title": "报告", "language": "zh", "blocks": blocks} | changed)


def made(one: Document | None = None, form: str = "plain") -> bytes:
    return pdf_bytes(one or document(), FORMS[form], MOMENT)


def text_of(data: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return "\n".join(page.extract_text() for page in pages)


def fonts_of(data: bytes) -> Iterator[tuple[str, bool]]:
    """Every font of a file with whether its outlines are inside."""
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[union-attr]
            base = font.get_object()["/DescendantFonts"][0].get_object()
            described = base["/FontDescriptor"].get_object()
            yield str(base["/BaseFont"]), any(f"/FontFile{n}" in described for n in ("", 2, 3))


@NEEDS_TYPST
@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_font_is_inside_and_may_be_passed_on(form: str) -> None:
    fonts = set(fonts_of(made(form=form)))
    allowed = {
        name.replace(" ", "").lower()
        for name in (*FONTS["serif"], *FONTS["sans"], "Libertinus Serif")
    }
    assert len(fonts) >= 3
    for name, inside in fonts:
        family = name.split("+")[-1].lower().split("-")[0]
        assert inside and family in allowed, name


@NEEDS_TYPST
def test_texts_are_never_read_as_markup() -> None:
    text = text_of(made())
    for part in ('#eval("1+1")', "$x^2$", "`code`", "@ref", "#import"):
        assert part in text.replace("\n", "")
    assert "第二行" in text


@NEEDS_TYPST
def test_equal_documents_are_equal_files() -> None:
    assert made() == made()
    assert made() != made(document(watermark="草稿"))


@NEEDS_TYPST
def test_an_address_leads_where_it_says_and_contents_lead_to_headings() -> None:
    reader = pypdf.PdfReader(io.BytesIO(made()))
    annotations = [
        a.get_object()
        for page in reader.pages
        for a in page.get("/Annots", pypdf.generic.ArrayObject())
    ]
    actions = [a["/A"].get_object() for a in annotations if "/A" in a]
    assert "http://www.x.gov.cn/a/b?c=1" in {a.get("/URI") for a in actions}
    assert len(annotations) > 1 and reader.metadata is not None
    assert reader.metadata.title == "报告"


@NEEDS_TYPST
def test_a_draft_says_so_on_every_page() -> None:
    reader = pypdf.PdfReader(io.BytesIO(made(document(watermark="草稿"))))
    assert len(reader.pages) > 3
    assert all("草稿" in page.extract_text() for page in reader.pages)


@NEEDS_TYPST
def test_without_a_font_that_may_be_embedded_nothing_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    typesetting._fonts.cache_clear()
    monkeypatch.setattr(typesetting, "FONTS", {"serif": ("无此字体",), "sans": ("No Such Font",)})
    with pytest.raises(NothingDone) as failed:
        made()
    assert failed.value.code == "no-fonts"
    typesetting._fonts.cache_clear()


@NEEDS_TYPST
def test_a_document_too_long_for_memory_is_refused() -> None:
    rows = [("单位", "所见")] * (typesetting.MOST_ROWS + 1)
    with pytest.raises(NothingDone) as failed:
        made(document(blocks=[Grid(("a", "b"), rows, (1, 1))]))
    assert failed.value.code == "too-long-for-pdf"


def test_without_the_typesetter_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(NothingDone) as failed:
        made()
    assert failed.value.code == "no-typesetter" and "govgauge[pdf]" in failed.value.remedy.en


def test_an_address_may_break_and_a_number_keeps_no_mark() -> None:
    told = runs("共 \ue0003\ue0015\ue002 处：http://a.gov.cn/x，见后")
    assert [run["kind"] for run in told] == ["words", "address", "words"]
    assert told[0]["text"] == "共 5 处：" and told[2]["text"] == "，见后"
    assert told[1]["to"] == "http://a.gov.cn/x" == told[1]["text"].replace("\u200b", "")


def test_every_style_of_a_form_is_told() -> None:
    for form in FORMS.values():
        data = content(document(), form, "a", "b")
        used = {block["style"] for block in data["blocks"] if block["kind"] == "paragraph"}
        assert used <= set(data["styles"]) and {"Heading1", "Heading2"} <= set(data["styles"])
