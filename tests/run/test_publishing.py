"""Documents from results files alone: written once, approved by a person, traced to their rows."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from attrs import evolve
from selectolax.lexbor import LexborHTMLParser

from govgauge.model.failure import BadInput, NotAllowed
from govgauge.model.score import Result
from govgauge.report.open_data import badge, public_result, ranking_rows, unit_rows
from govgauge.run.publication_record import RECORD
from govgauge.run.publishing import Published, publish
from govgauge.run.stored_results import results_key, stored_results
from govgauge.run.tracing import trace
from govgauge.run.wishes import Wish
from govgauge.store.archive import stored_exchanges
from govgauge.store.workspace import CampaignFolder

from .small_campaign import copied, dead_link, make_campaign

KEY = "census-2015@2"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_campaign(tmp_path_factory.mktemp("made"))


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> CampaignFolder:
    return copied(made, tmp_path)


def published(folder: CampaignFolder, wish: Wish | None = None, system: str = "") -> Published:
    return publish(folder, system, wish or Wish(), lambda kind, done, total: None)


def names(paths: tuple[Path, ...]) -> list[str]:
    return sorted(path.name for path in paths)


DOCUMENTS = [
    *("circular.docx", "circular.en.docx", "diagnosis", "ledger.xlsx", "observatory", "open-data"),
    *("score-sheets", "score-sheets.xlsx"),
    *("yearly.docx", "yearly.en.docx", "yearly.en.html", "yearly.html", "yearly.json"),
]


def header(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read("word/header_default.xml").decode()


def test_the_ledger_tells_of_a_dead_link_when_its_answer_was_received(
    folder: CampaignFolder,
) -> None:
    done = published(folder)
    assert names(done.written) == DOCUMENTS and done.folder == folder.report(KEY)
    link = dead_link(folder)
    sheet = openpyxl.load_workbook(done.folder / "ledger.xlsx").worksheets[1]
    rows = {row[7]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    row = rows[link.finding_id]
    cited = {e.digest for e in link.instance.evidence}
    asked = min(
        stored.exchange.started_at
        for _, stored in stored_exchanges(folder.unit(link.unit_id).path)
        if stored.digest in cited
    )
    zone = folder.read_campaign().as_of.tzinfo
    assert row[8] == datetime.fromtimestamp(asked, zone).isoformat(" ", "seconds")
    assert row[6] == link.instance.target and "P15" in str(row[4])


def test_what_stands_is_left_alone_and_what_is_missing_is_written(folder: CampaignFolder) -> None:
    published(folder)
    again = published(folder)
    # Open data are cheap and always written anew.
    standing = [name for name in DOCUMENTS if name != "open-data"]
    assert names(again.written) == ["open-data"] and names(again.kept) == standing
    (again.folder / "ledger.xlsx").unlink()
    with (again.folder / "circular.en.docx").open("ab") as file:
        file.write(b"x")
    third = published(folder)
    assert names(third.written) == [*DOCUMENTS[:2], "ledger.xlsx", "open-data"]
    assert names(third.kept) == ["diagnosis", "observatory", *DOCUMENTS[6:]]


def test_score_sheets_go_on_where_they_were_stopped(folder: CampaignFolder) -> None:
    wish = Wish(only=("score-sheets",))
    where = published(folder, wish).folder / "score-sheets"
    first, second = (u.unit_id for u in folder.read_units())
    times = {p.name: p.stat().st_mtime_ns for p in where.iterdir()}
    (where / f"{second}.xlsx").unlink()
    assert names(published(folder, wish).written) == ["score-sheets"]
    assert (where / f"{second}.xlsx").is_file()
    assert (where / f"{first}.xlsx").stat().st_mtime_ns == times[f"{first}.xlsx"]
    assert names(published(folder, wish).kept) == ["score-sheets", "score-sheets.xlsx"]


def test_two_workspaces_of_one_campaign_give_equal_documents(made: Path, tmp_path: Path) -> None:
    first, second = (published(copied(made, tmp_path / n)) for n in ("1", "2"))
    for path in first.folder.rglob("*"):
        twin = second.folder / path.relative_to(first.folder)
        assert path.is_dir() or path.read_bytes() == twin.read_bytes(), path


def test_an_approval_lasts_until_the_results_change(folder: CampaignFolder) -> None:
    assert "草稿" in header(published(folder).folder / "circular.docx")
    approved = published(folder, Wish(approved_by="张三"))
    assert "草稿" not in header(approved.folder / "circular.docx")
    assert published(folder).approved_by == "张三"
    record = json.loads((approved.folder / RECORD).read_bytes())
    assert record["approved_by"] == "张三" and record["approved_at"]
    statistics = folder.results(KEY) / "statistics.json"
    statistics.write_bytes(statistics.read_bytes() + b"\n")
    after = published(folder)
    assert after.approved_by == "" and "草稿" in header(after.folder / "circular.docx")


def test_an_approval_can_be_taken_back(folder: CampaignFolder) -> None:
    published(folder, Wish(approved_by="张三"))
    draft = published(folder, Wish(draft=True))
    assert draft.approved_by == "" and "草稿" in header(draft.folder / "circular.docx")


def test_without_evidence_nobody_is_told_of_a_problem(folder: CampaignFolder) -> None:
    for unit in folder.read_units():
        for path in folder.unit(unit.unit_id).path.glob("*.warc.gz"):
            path.unlink()
    done = published(folder)
    assert done.named == 0
    sheet = openpyxl.load_workbook(done.folder / "ledger.xlsx").worksheets[1]
    assert list(sheet.iter_rows(min_row=2)) == []


def test_results_read_back_are_those_that_were_written(folder: CampaignFolder) -> None:
    results = stored_results(folder, results_key(folder, ""))
    raw = (folder.results(KEY) / "assessments.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["unit_id"] for line in raw] == list(results.assessments)
    assert len(results.ranking) == results.statistics["units"] == 2


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Wish(only=("poem",)), "unknown-document"),
        (Wish(page_form="a3"), "unknown-page"),
        (Wish(draft=True, approved_by="x"), "draft-or-approved"),
    ],
)
def test_a_wrong_wish_is_refused_by_code(folder: CampaignFolder, wish: Wish, code: str) -> None:
    with pytest.raises(BadInput) as failed:
        published(folder, wish)
    assert failed.value.code == code and failed.value.place.field.startswith("--")


def test_a_campaign_that_was_not_judged_says_what_to_do(folder: CampaignFolder) -> None:
    shutil.rmtree(folder.results(KEY))
    with pytest.raises(BadInput) as failed:
        published(folder)
    assert failed.value.code == "not-judged" and "govgauge judge" in failed.value.remedy.en


def test_no_style_system_is_published_under_the_institutions_name(
    folder: CampaignFolder, tmp_path: Path
) -> None:
    copy = folder.system_copy(KEY)
    text = copy.read_text("utf-8").replace("status: draft", "status: style")
    copy.write_text(text.replace("sources:", "sources:\n  - 某测评中心第九届评估", 1), "utf-8")
    with pytest.raises(NotAllowed) as refused:
        published(folder, Wish(issuer="某测评中心"))
    assert refused.value.code == "style-not-theirs"
    assert published(folder, Wish(issuer="某市政府办公室")).written


# -- tracing --------------------------------------------------------------------------------------


def test_every_printed_number_leads_to_rows_that_make_it(folder: CampaignFolder) -> None:
    done = published(folder)
    path = done.folder / "circular.docx"
    figures = json.loads(path.with_name(path.name + ".figures.json").read_bytes())["figures"]
    assert len(figures) > 10
    statistics = json.loads((folder.results(KEY) / "statistics.json").read_bytes())
    for number in {figure["text"] for figure in figures}:
        for traced in trace(folder, path, number):
            figure = traced.figure
            assert traced.stands and figure.document == "circular.docx"
            if figure.file == "statistics.json":
                assert [row.says.zh for row in traced.rows] == [number], figure
            elif number.isdigit() and figure.place != "附件 2 结论未定的单位":
                assert len(traced.rows) == int(number), figure
    assert statistics["units"] == 2


def test_a_share_leads_to_its_units_by_name(folder: CampaignFolder) -> None:
    published(folder)
    (traced,) = trace(folder, Path("circular.docx"), "100%")
    assert [row.key for row in traced.rows] == [u.unit_id for u in folder.read_units()]
    assert "一号网站" in traced.rows[0].says.zh and "2 ÷ 2" in traced.figure.formula.zh


def test_a_number_of_other_results_is_told_to_be_old(folder: CampaignFolder) -> None:
    published(folder)
    statistics = folder.results(KEY) / "statistics.json"
    statistics.write_bytes(statistics.read_bytes() + b"\n")
    assert not trace(folder, Path("circular.docx"), "100%")[0].stands


@pytest.mark.parametrize(
    ("name", "number", "code"),
    [("circular.docx", "37.5%", "no-such-figure"), ("none.docx", "1", "no-figures")],
)
def test_what_cannot_be_traced_says_so(
    folder: CampaignFolder, name: str, number: str, code: str
) -> None:
    published(folder)
    with pytest.raises(BadInput) as failed:
        trace(folder, Path(name), number)
    assert failed.value.code == code


# -- diagnoses ------------------------------------------------------------------------------------


def test_a_diagnosis_names_each_problem_with_evidence_and_remedy(folder: CampaignFolder) -> None:
    done = published(folder, Wish(only=("diagnosis",)))
    link = dead_link(folder)
    page = (done.folder / "diagnosis" / f"{link.unit_id}.html").read_text("utf-8")
    assert link.finding_id in page and link.instance.target in page
    assert page.count("<h1>") == 1 and "<svg" in page and "未核实" in page and "草稿" in page
    with zipfile.ZipFile(done.folder / "diagnosis" / f"{link.unit_id}.docx") as package:
        assert link.finding_id in package.read("word/document.xml").decode()


def test_a_diagnosis_shows_what_costs_most_in_page_and_document(folder: CampaignFolder) -> None:
    done = published(folder, Wish(only=("diagnosis",)))
    unit_id = dead_link(folder).unit_id
    page = (done.folder / "diagnosis" / f"{unit_id}.html").read_text("utf-8")
    with zipfile.ZipFile(done.folder / "diagnosis" / f"{unit_id}.docx") as package:
        media = [name for name in package.namelist() if name.endswith(".emf")]
    assert len(media) == page.count("<svg") >= 1 and "失分最多的指标</figcaption>" in page
    assert (done.folder / "yearly.json").is_file()


def test_diagnoses_go_on_where_they_were_stopped(folder: CampaignFolder) -> None:
    wish = Wish(only=("diagnosis",))
    where = published(folder, wish).folder / "diagnosis"
    first, second = (u.unit_id for u in folder.read_units())
    times = {p.name: p.stat().st_mtime_ns for p in where.iterdir()}
    (where / f"{second}.html").unlink()
    with (where / "index.jsonl").open("ab") as index:
        index.write(b'{"unit_id": "cut')
    assert names(published(folder, wish).written) == ["diagnosis"]
    assert (where / f"{second}.html").is_file()
    assert (where / f"{first}.html").stat().st_mtime_ns == times[f"{first}.html"]
    assert names(published(folder, wish).kept) == ["diagnosis"]


def test_a_diagnosis_tells_no_problem_whose_evidence_is_gone(folder: CampaignFolder) -> None:
    link = dead_link(folder)
    for path in folder.unit(link.unit_id).path.glob("*.warc.gz"):
        path.unlink()
    done = published(folder, Wish(only=("diagnosis",)))
    page = (done.folder / "diagnosis" / f"{link.unit_id}.html").read_text("utf-8")
    assert link.finding_id not in page


def test_a_number_of_a_diagnosis_leads_to_its_unit(folder: CampaignFolder) -> None:
    done = published(folder, Wish(only=("diagnosis",)))
    unit_id = dead_link(folder).unit_id
    path = done.folder / "diagnosis" / f"{unit_id}.html"
    kept = json.loads(path.with_name(path.name + ".figures.json").read_bytes())["figures"]
    assert kept
    for figure in kept:
        assert all(t.rows for t in trace(folder, path, figure["text"]))


def test_a_number_of_a_diagnosis_page_leads_by_link_to_its_rows(folder: CampaignFolder) -> None:
    done = published(folder, Wish(only=("diagnosis",)))
    for path in (done.folder / "diagnosis").glob("*.html"):
        kept = json.loads(path.with_name(path.name + ".figures.json").read_bytes())["figures"]
        tree = LexborHTMLParser(path.read_bytes())
        links = tree.css("a.n")
        # A number that a picture draws has no link, and its row all the same.
        assert len(kept) >= len(links) > 5
        for link in links:
            number = int((link.attributes["href"] or "").removeprefix("#n"))
            assert link.text() == kept[number]["text"]
        for number, figure in enumerate(kept):
            told = tree.css_first(f"tr#n{number}").text()
            assert figure["file"] in told and all(key in told for key in figure["rows"][:6])


# -- open data ------------------------------------------------------------------------------------


def test_three_forms_of_open_data_say_the_same_and_describe_themselves(
    folder: CampaignFolder,
) -> None:
    wish = Wish(only=("open-data",), licence="CC-BY-4.0")
    where = published(folder, wish).folder / "open-data"
    described = json.loads((where / "datapackage.json").read_bytes())
    assert described["licenses"] == [{"name": "CC-BY-4.0"}] and described["status"] == "draft"
    for resource in described["resources"]:
        paths = [where / path for path in resource["path"]]
        with paths[0].open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        documents = json.loads(paths[1].read_bytes())
        table = pq.read_table(paths[2])
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert table.column_names == fields == list(rows[0])
        assert table.to_pylist() == documents and len(rows) == len(documents) == 2
    badges = sorted(path.stem for path in (where / "badges").iterdir())
    assert badges == sorted(unit.unit_id for unit in folder.read_units())


def test_who_is_held_back_neither_fails_nor_ranks_in_open_data(folder: CampaignFolder) -> None:
    results = stored_results(folder, KEY)
    unit_id = next(iter(results.units))
    failing = evolve(results.assessments[unit_id], result=Result.FAIL)
    judged = evolve(results, assessments={**results.assessments, unit_id: failing})
    row = next(iter(unit_rows(judged, {unit_id})))
    assert row[7:] == ("held", None, None, False)
    assert unit_id not in {row[1] for row in ranking_rows(judged, {unit_id})}
    assert "不合格" not in badge(public_result(failing, {unit_id}), draft=False)
    assert "不合格" in badge(public_result(failing, ()), draft=False)
