"""The circular and the ledger: nobody is named without evidence, nothing hostile comes alive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from attrs import evolve

from govgauge.model.system import Grade
from govgauge.model.text import Language
from govgauge.report.circular.accusations import named_units
from govgauge.report.circular.content import circular
from govgauge.report.docx.blocks import Document, Grid, Heading, Paragraph
from govgauge.report.docx.package import docx_bytes
from govgauge.report.docx.page_form import FORMS, OFFICIAL, PLAIN
from govgauge.report.ledger import STATUSES, ledger_bytes
from govgauge.report.publication import Publication

from .test_report import HOSTILE, finding, results

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = "2026-11-20 10:00:00"
DIGEST = "sha256:" + "0" * 64


def seen(unit_id: str, digests: frozenset[str]) -> Mapping[str, str]:
    return dict.fromkeys(digests & {DIGEST}, DAY)


def nothing_seen(unit_id: str, digests: frozenset[str]) -> Mapping[str, str]:
    return {}


def publication(**fields: Any) -> Publication:
    """Three units: one passes, ``u1`` fails by a deduction with evidence, one is open."""
    judged = results()
    failing = judged.assessments["u1"]
    lost = evolve(failing, vetoed_by=(), indicators=failing.indicators[1:])
    judged = evolve(judged, assessments={**judged.assessments, "u1": lost})
    shares = {"pass": Decimal(34), "fail": Decimal(33), "open": Decimal(33)}
    return Publication(**{"results": judged, "seen_at": seen, "shares": shares} | fields)


def written(given: Publication, language: Language = "zh") -> Document:
    return circular(given, named_units(given), language, "circular.docx")[0]


def part(document: Document, name: str, form: str = "plain") -> ElementTree.Element:
    data = docx_bytes(document, FORMS[form])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return ElementTree.fromstring(package.read(name))


def words(element: ElementTree.Element) -> str:
    return "\n".join(node.text or "" for node in element.iter(f"{W}t"))


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def test_a_failing_unit_stands_with_rule_clause_evidence_and_the_day_it_was_seen() -> None:
    given = publication()
    rows = next(g for g in grids(written(given)) if "证据编号" in g.headings).rows
    own = given.results.findings_of("u1")
    assert [row[4] for row in rows] == [f.finding_id for f in own]
    for row in rows:
        assert "D 死链" in row[2] and row[3].startswith("条") and row[5] == DAY
        assert "未核实" in row[3]


def test_a_unit_whose_evidence_is_gone_is_held_back_and_not_named() -> None:
    named = named_units(publication(seen_at=nothing_seen))
    assert named.failing == {} and named.held == ("u1",) and named.open == ("u2",)
    text = words(part(written(publication(seen_at=nothing_seen)), "word/document.xml"))
    assert "没有可列名的不合格单位" in text
    assert "证据不在手边，暂不列名" in text


def test_one_lost_piece_of_evidence_holds_a_whole_reason_back() -> None:
    given = publication()
    first, *rest = given.results.findings_of("u1")
    lost = evolve(first.instance.evidence[0], digest="sha256:" + "1" * 64)
    broken = evolve(first, instance=evolve(first.instance, evidence=(lost,)))
    judged = evolve(given.results, findings_of=lambda unit_id: (broken, *rest))
    assert named_units(publication(results=judged)).failing == {}


def test_a_unit_that_passes_or_is_open_is_never_accused() -> None:
    assert set(named_units(publication()).failing) == {"u1"}
    open_row = next(g for g in grids(written(publication())) if "未定指标" in g.headings).rows
    assert [row[0].endswith("u2") for row in open_row] == [True]
    assert open_row[0][1] == "10 – 95"


def test_ranks_that_open_items_can_change_are_not_published() -> None:
    text = words(part(written(publication()), "word/document.xml"))
    assert "个单位的得分或名次尚未确定，本组不公布名次" in text


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", list(FORMS))
def test_hostile_titles_are_text_and_reorder_nothing(language: Language, form: str) -> None:
    document = written(publication(), language)
    body = part(document, "word/document.xml", form)
    assert '<script>alert("x")</script>' in words(body)
    raw = ElementTree.tostring(body, "unicode")
    assert "<script" not in raw and "\u202e" not in raw


def test_a_draft_is_marked_on_every_page_until_it_is_approved() -> None:
    def marks(given: Publication) -> list[bool]:
        names = ("word/header_default.xml", "word/header_even.xml")
        document = written(given)
        found = [ElementTree.tostring(part(document, n), "unicode") for n in names]
        return ["草稿" in text for text in found]

    assert marks(publication()) == [True, True]
    assert marks(publication(approved_by="张三")) == [False, False]
    assert "批准人：张三" in words(
        part(written(publication(approved_by="张三")), "word/document.xml")
    )


def test_what_rests_on_unverified_rules_is_for_reference_even_when_approved() -> None:
    given = publication(approved_by="张三")
    assert given.unverified and written(given).watermark == "仅供参考"
    system = given.results.system
    sure = tuple(evolve(i, grade=Grade.A, points_grade=Grade.A) for i in system.indicators)
    official = evolve(system, status="official", indicators=sure)
    verified = publication(approved_by="张三", results=evolve(given.results, system=official))
    assert written(verified).watermark == ""


def test_a_style_system_says_it_is_nobodys_evaluation() -> None:
    given = publication()
    style = evolve(given.results.system, status="style")
    judged = evolve(given.results, system=style)
    assert "不得以该机构名义发布" in words(
        part(written(publication(results=judged)), "word/document.xml")
    )
    assert "不得以该机构名义发布" not in words(part(written(given), "word/document.xml"))


def test_the_official_page_has_the_sizes_of_the_standard() -> None:
    body = part(written(publication()), "word/document.xml", "official")
    margins = next(body.iter(f"{W}pgMar"))
    measured = {
        side: round(int(margins.get(f"{W}{side}", 0)) * 25.4 / 1440)
        for side in ("top", "bottom", "left", "right")
    }
    assert measured == {"top": 37, "bottom": 35, "left": 28, "right": 26}
    pitch = int(next(body.iter(f"{W}docGrid")).get(f"{W}linePitch", 0))
    height = (297 - 37 - 35) * 1440 / 25.4
    assert 22 <= height / pitch < 23
    assert OFFICIAL.line_twips == pitch and PLAIN.line_twips == 0


def test_every_style_used_is_defined_and_pages_are_numbered() -> None:
    document = written(publication())
    body = part(document, "word/document.xml")
    used = {node.get(f"{W}val") for node in body.iter(f"{W}pStyle")}
    known = {
        node.get(f"{W}styleId") for node in part(document, "word/styles.xml").iter(f"{W}style")
    }
    assert used <= known
    for page in ("default", "even"):
        fields = [n.text for n in part(document, f"word/footer_{page}.xml").iter(f"{W}instrText")]
        assert fields == [" PAGE "]


def test_every_number_of_the_circular_names_its_rows() -> None:
    given = publication()
    document, book = circular(given, named_units(given), "zh", "circular.docx")
    text = words(part(document, "word/document.xml"))
    headings = {block.text for block in document.blocks if isinstance(block, Heading)}
    assert book.figures
    for figure in book.figures:
        assert figure.text in text and figure.place in headings
        assert figure.rows or figure.text == "0"
    failing = next(f for f in book.figures if f.text == "33%" and f.rows == ("u1",))
    assert failing.file == "assessments.jsonl" and "1 ÷ 3" in failing.formula.zh


def test_equal_results_give_equal_bytes() -> None:
    first, second = (docx_bytes(written(publication()), PLAIN) for _ in range(2))
    assert first == second
    assert ledger_bytes(publication()) == ledger_bytes(publication())


def test_without_units_there_is_still_a_circular() -> None:
    given = publication(results=results(0), shares={})
    texts = [b.text for b in written(given).blocks if isinstance(b, Paragraph)]
    assert any("没有可列名的不合格单位" in text for text in texts)


# -- the ledger -----------------------------------------------------------------------------------


def workbook(given: Publication) -> Any:
    return openpyxl.load_workbook(io.BytesIO(ledger_bytes(given)))


def test_the_ledger_has_a_row_a_problem_with_its_evidence_and_a_status_to_choose() -> None:
    given = publication(deadline="2026-12-31")
    sheet = workbook(given).worksheets[1]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    counted = [f for u in ("u1", "u2") for f in given.results.findings_of(u)]
    assert [row[7] for row in rows] == [f.finding_id for f in counted]
    assert {row[8] for row in rows} == {DAY} and {row[10] for row in rows} == {"2026-12-31"}
    (chosen,) = sheet.data_validations.dataValidation
    assert all(status in chosen.formula1 for status in STATUSES)
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
    assert sheet.column_dimensions["D"].width > 40


def test_no_cell_of_the_ledger_can_become_a_formula() -> None:
    given = publication()
    units = given.results.units.items()
    bad = {
        u: evolve(unit, name=f"{lead}cmd|{HOSTILE}")
        for (u, unit), lead in zip(units, "=+@", strict=True)
    }
    sheets = workbook(publication(results=evolve(given.results, units=bad))).worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert not any(str(cell.value)[:1] in "=+-@" for cell in cells if cell.value)
    assert any(str(cell.value).startswith("'+cmd") for cell in cells)


def test_a_problem_without_its_evidence_is_no_problem_in_the_ledger() -> None:
    sheet = workbook(publication(seen_at=nothing_seen)).worksheets[1]
    assert list(sheet.iter_rows(min_row=2)) == []


def test_every_group_has_its_sheet_whatever_it_is_called() -> None:
    given = publication()
    named = {"u0": ("a/b", "[x]"), "u1": ("A/B",), "u2": ("长" * 40, "长" * 39)}
    units = {u: evolve(unit, groups=named[u]) for u, unit in given.results.units.items()}
    book = workbook(publication(results=evolve(given.results, units=units)))
    assert len(book.sheetnames) == 6
    assert book["汇总 summary"]["A2"].value == "a/b"
    totals = {
        row[0]: row[2]
        for row in book["汇总 summary"].iter_rows(min_row=2, max_row=6, values_only=True)
    }
    assert totals["A/B"] == 3 and totals["[x]"] == 0


def test_only_counted_findings_stand_in_the_ledger() -> None:
    given = publication()
    extra = finding("u1", 99)
    judged = evolve(
        given.results,
        findings_of=lambda u: (*given.results.findings_of(u), *((extra,) if u == "u1" else ())),
    )
    ids = [
        row[7].value
        for row in workbook(publication(results=judged)).worksheets[1].iter_rows(min_row=2)
    ]
    assert extra.finding_id not in ids and ids


def test_a_group_of_more_rows_than_a_sheet_takes_goes_on_in_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("govgauge.report.ledger._ROWS_A_SHEET", 4)
    book = workbook(publication())
    rows = [s.max_row - 1 for s in book.worksheets[1:]]
    assert rows == [4, 4, 1] and book["汇总 summary"]["C2"].value == 9
