"""The report: whole, in both languages, deterministic, and safe against hostile titles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from attrs import evolve
from selectolax.lexbor import LexborHTMLParser

from govgauge.model.attachments_seen import AttachmentsSeen, whole_campaign
from govgauge.model.campaign import Authorisation, Campaign, Plan, PolicyKind
from govgauge.model.detector import Basis
from govgauge.model.facts import AttachmentFact
from govgauge.model.finding import Evidence, Finding, Instance, as_finding
from govgauge.model.results import DetectorCard, Results
from govgauge.model.score import (
    ZERO,
    Assessment,
    Coverage,
    IndicatorScore,
    RankingRow,
    Result,
    Score,
)
from govgauge.model.system import (
    Gates,
    Grade,
    Indicator,
    IndicatorSystem,
    Measure,
    RankStyle,
    StageKind,
)
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.model.verdict import Reason, Severity, Verdict
from govgauge.report.words import place
from govgauge.report.write import write_report
from govgauge.score.rank import rank
from govgauge.score.statistics import statistics

HOSTILE = '<script>alert("x")</script>\u202e=HYPERLINK("http://evil")'
T = Text("死链", "Dead links")
SYSTEM = IndicatorSystem(
    "s", "1", Text("体系", "System"), "draft", ("来源",), Decimal(100), Gates(Decimal(60), Grade.M),
    RankStyle.COMPETITION, (),
    (
        Indicator("V", Text("否决", "Veto"), "条", StageKind.VETO, T, (Measure(question=T),), Grade.A),
        Indicator("D", T, "条", StageKind.DEDUCT, T, (Measure(detector="dead_links"),), Grade.M, points=Decimal(5)),
    ),
    "digest",
)  # fmt: skip


def assessment(
    unit_id: str, result: Result, low: int, high: int, findings: Sequence[Finding]
) -> Assessment:
    vetoed = ("V",) if low == high == 0 else ()
    lost = Score(Decimal(1), Decimal(2))
    return Assessment(
        unit_id, "s@1", result, Text("结论", "outcome"), Score(Decimal(low), Decimal(high)), (),
        (
            IndicatorScore("V", "veto", Verdict.UNDETERMINED, ZERO, None, reason="question_open", why=T),
            IndicatorScore(
                "D", "deduct", Verdict.UNMET, lost, Decimal(5), 1, 2,
                tuple(f.finding_id for f in findings), Coverage(1, 3, {"reset": 2}), why=T,
            ),
        ),
        Coverage(1, 3, {"reset": 2}), vetoed,
    )  # fmt: skip


def finding(unit_id: str, number: int, target: str = "http://a/") -> Finding:
    says = Text(f"{HOSTILE} 第{number}处", f"{HOSTILE} number {number}")
    instance = Instance(
        f"{target}{number}", says, Verdict.UNMET, Severity.FAULT, excerpt=HOSTILE,
        evidence=(Evidence("sha256:" + "0" * 64, target),),
    )  # fmt: skip
    return as_finding(instance, unit_id, "dead_links", 1, "p")


def attachment(
    name: str, state: str, kind: str = "", member: str = "", **fields: Any
) -> AttachmentFact:
    usual = dict.fromkeys(AttachmentFact._fields, "") | dict.fromkeys(
        ("seq", "size", "status", "units", "unread", "text_chars"), 0
    )
    given = {
        "name": name,
        "state": state,
        "kind": kind,
        "member": member,
        "url": f"http://a/{name}",
    }
    return AttachmentFact(**usual | {"outcome": "ok", "status": 200} | given | fields)


ATTACHMENTS = AttachmentsSeen.of(
    [
        attachment("1.pdf", "read", "pdf"),
        attachment("2.rar", "typed", "rar"),
        attachment("3.docx", "unseen", status=404),
        attachment("4.xlsx", "unseen", outcome="timeout_total", status=0),
        attachment("5.zip", "limit", "zip", limit="members"),
        attachment("5.zip", "encrypted", "docx", member=HOSTILE),
        attachment("6.pdf", "unseen"),
    ]
)


def results(count: int = 3) -> Results:
    kinds = [(Result.PASS, 90, 90), (Result.FAIL, 0, 0), (Result.OPEN, 10, 95)]
    units = {
        f"u{n}": Unit(f"u{n}", f"{HOSTILE}{n}", "javascript:alert(1)" if n else "http://a/")
        for n in range(count)
    }
    findings = {
        u: tuple(finding(u, i, "javascript:" if i % 2 else "http://a/") for i in range(3 * n))
        for n, u in enumerate(units)
    }
    assessments = {u: assessment(u, *kinds[n % 3], findings[u]) for n, u in enumerate(units)}
    as_of = datetime.fromisoformat("2026-11-24T23:59:00+08:00")
    listed = list(units.values())
    return Results(
        Campaign("c", "s", "d", "e", as_of, Plan(), "0"), SYSTEM, units, assessments,
        rank(listed, assessments, SYSTEM), findings.__getitem__,
        {"dead_links": DetectorCard("dead_links", 1, T, T, "条", Basis.EXACT)},
        statistics(listed, assessments, {"dead_links": {"unmet": 3}})
        | {"attachments": whole_campaign([ATTACHMENTS] * count)},
        {}, lambda unit_id: ATTACHMENTS,
    )  # fmt: skip


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    write_report(results(), folder / "r")
    return folder / "r"


def pages(report: Path) -> list[Path]:
    return sorted(report.rglob("*.html"))


def test_there_is_a_page_for_every_unit_in_both_languages(report: Path) -> None:
    names = {str(p.relative_to(report)) for p in pages(report)}
    base = {"index.html", "ranking.html", "method.html", *(f"units/u{n}.html" for n in range(3))}
    assert names == base | {f"en/{name}" for name in base}


def test_every_link_inside_the_report_leads_to_a_page_and_an_anchor(report: Path) -> None:
    for page in pages(report):
        parser = LexborHTMLParser(page.read_text("utf-8"))
        for node in parser.css("a[href]"):
            href = node.attrs["href"] or ""
            if href.startswith(("http://", "https://")):
                assert "noopener" in (node.attrs.get("rel") or "")
                continue
            name, _, anchor = href.partition("#")
            target = (page.parent / name).resolve() if name else page
            assert target.is_file(), f"{page}: {href}"
            if anchor:
                ids = {n.id for n in LexborHTMLParser(target.read_text("utf-8")).css("[id]")}
                assert anchor in ids


def test_nothing_a_stranger_wrote_becomes_markup_or_a_script_link(report: Path) -> None:
    for page in pages(report):
        html = page.read_text("utf-8")
        assert "<script" not in html
        assert 'href="javascript:' not in html
        assert "http://evil" in html or "units" not in str(page)


def test_pages_say_their_language_and_have_one_heading(report: Path) -> None:
    for page in pages(report):
        parser = LexborHTMLParser(page.read_text("utf-8"))
        english = page.relative_to(report).parts[0] == "en"
        assert parser.css("html")[0].attrs["lang"] == ("en" if english else "zh-CN")
        assert len(parser.css("h1")) == 1
        assert all(th.attrs.get("scope") for th in parser.css("th"))
        assert not parser.css("script[src],link[rel=stylesheet],img[src]")


def test_open_is_shown_as_open_and_unverified_beside_its_value(report: Path) -> None:
    unit = (report / "units/u2.html").read_text("utf-8")
    assert "10 – 95" in unit
    assert "未定" in unit
    assert "未核实" in unit
    assert "unverified" in (report / "en/index.html").read_text("utf-8")


def test_a_rank_is_shown_only_when_nothing_open_can_move_it(report: Path) -> None:
    row = RankingRow("g", 1, True, "u", "名", Score(Decimal(10), Decimal(95)), "", 1, 3)
    assert place(row) == "1–3"
    assert place(evolve(row, rank_worst=1)) == "1"
    assert place(evolve(row, rank=None)) == "—"
    assert "项指标" in (report / "index.html").read_text("utf-8")


def test_the_workbook_holds_texts_and_no_formulas(report: Path) -> None:
    book = openpyxl.load_workbook(report / "tables.xlsx")
    assert len(book.sheetnames) == 7
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.coordinate
    names = [row[2].value for row in book.worksheets[1].iter_rows(min_row=2)]
    assert any(HOSTILE in str(name) for name in names)


@pytest.mark.parametrize("count", [0, 1, 4])
def test_two_reports_of_equal_results_are_equal_bytes(tmp_path: Path, count: int) -> None:
    folders = [tmp_path / "1", tmp_path / "2"]
    for folder in folders:
        write_report(results(count), folder)
    first, second = (
        {str(p.relative_to(f)): p.read_bytes() for p in f.rglob("*") if p.is_file()}
        for f in folders
    )
    assert first == second


def test_long_lists_of_findings_are_cut_and_say_so(tmp_path: Path) -> None:
    many: Any = results(1)
    found = tuple(finding("u0", n) for n in range(260))
    object.__setattr__(many, "findings_of", lambda unit_id: found)
    write_report(many, tmp_path / "r")
    html = (tmp_path / "r/units/u0.html").read_text("utf-8")
    assert html.count('class="find"') == 200
    assert "60" in html


def test_what_became_of_attachments_is_counted_and_what_was_not_read_is_named(report: Path) -> None:
    page = (report / "units/u0.html").read_text("utf-8")
    for says in (
        '已读出正文 <code>read</code></th><td class="n">1<',
        '未取得 <code>unseen</code></th><td class="n">3<',
        '超出本系统限度 <code>limit</code></th><td class="n">1<',
        "未取得: 服务器返回 404",
        "未取得: 总时限已到",
        "未取得: 附件超限",
        "<code>members</code>",
        "有密码",
        "未能读出正文的不因此计为问题",
    ):
        assert says in page, says
    overview = (report / "en/index.html").read_text("utf-8")
    assert 'text read <code>read</code></th><td class="n">3<' in overview
    assert "<code>rar</code> 3" in overview
    sheet = openpyxl.load_workbook(report / "tables.xlsx")["附件 attachments"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert len(rows) == 3 * len(ATTACHMENTS.troubled)
    assert rows[0][2:] == ("http://a/3.docx", "3.docx", "", "未取得", "服务器返回 404")


def test_the_overview_says_by_whose_authority_was_asked(tmp_path: Path) -> None:
    given = Authorisation("市政府办公厅", "政办函〔2026〕1号", "2026-11-01", ("*.a.gov.cn",))
    plan = Plan(policy=PolicyKind.MANDATE, authorisation=given)
    mandated = results(1)
    mandated = evolve(mandated, campaign=evolve(mandated.campaign, plan=plan))
    write_report(mandated, tmp_path / "r")
    for page in ("index.html", "method.html"):
        html = (tmp_path / "r" / page).read_text("utf-8")
        assert (
            "受权检查; 授权依据: 市政府办公厅, 政办函〔2026〕1号, 2026-11-01 (*.a.gov.cn)" in html
        )


def test_attachments_that_were_left_unread_are_said_to_be(tmp_path: Path) -> None:
    plan = Plan(attachments=False)
    unread = results(1)
    unread = evolve(unread, campaign=evolve(unread.campaign, plan=plan))
    write_report(unread, tmp_path / "r")
    for page in ("index.html", "units/u0.html"):
        assert "按要求未读取附件" in (tmp_path / "r" / page).read_text("utf-8")


def test_both_languages_have_every_word_and_every_code() -> None:
    zh, en = (
        json.loads((files("govgauge") / "locale" / f"{name}.json").read_text("utf-8"))
        for name in ("zh", "en")
    )
    assert zh.keys() == en.keys()
    assert all(zh.values())
    assert all(en.values())
    closed = [
        ("reason", Reason),
        ("verdict", Verdict),
        ("result", Result),
        ("stage", StageKind),
        ("severity", Severity),
    ]
    for prefix, codes in closed:
        assert {f"{prefix}.{c.value}" for c in codes} <= zh.keys()


def test_the_method_page_says_what_window_an_indicator_sets(tmp_path: Path) -> None:
    measure = Measure(detector="stale_home_page", params={"window_days": 21})
    given = results(1)
    veto = evolve(given.system.indicators[0], measures=(measure,))
    system = evolve(given.system, indicators=(veto, *given.system.indicators[1:]))
    for name, said in (("with", True), ("without", False)):
        write_report(evolve(given, system=system if said else given.system), tmp_path / name)
        html = (tmp_path / name / "method.html").read_text("utf-8")
        assert ("window_days = 21" in html) is said
