"""The yearly report: every number traced, the editor's text kept, compared only by the same rules."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from govgauge.model.failure import BadInput
from govgauge.run.publishing import Published, publish
from govgauge.run.tracing import trace
from govgauge.run.wishes import Wish
from govgauge.run.yearly_report import editor_folder
from govgauge.store.workspace import CampaignFolder

from .small_campaign import copied, dead_link, make_campaign

KEY = "census-2015@2"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_campaign(tmp_path_factory.mktemp("made"))


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> CampaignFolder:
    return copied(made, tmp_path)


def published(folder: CampaignFolder, *previous: str) -> Published:
    wish = Wish(only=("yearly",), previous=previous)
    return publish(folder, "", wish, lambda kind, done, total: None)


def page(done: Published, name: str = "yearly.html") -> str:
    return (done.folder / name).read_text("utf-8")


def words(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html[: html.index("<details")])


def test_every_number_leads_to_rows_that_say_it(folder: CampaignFolder) -> None:
    done = published(folder)
    for name in ("yearly.docx", "yearly.en.html"):
        path = done.folder / name
        kept = json.loads(path.with_name(f"{name}.figures.json").read_bytes())["figures"]
        assert len(kept) > 25
        for number in {figure["text"] for figure in kept}:
            for traced in trace(folder, path, number):
                assert traced.stands and (traced.rows or number == "0")
                figure = traced.figure
                if figure.file in ("yearly.json", "statistics.json"):
                    ends = number.replace("%", "").split("–")
                    said = [float(row.says.zh) for row in traced.rows]
                    if figure.file == "yearly.json" and len(ends) == len(said):
                        assert [float(end) for end in ends] == said, figure
                elif figure.file == "assessments.jsonl" and number.isdigit():
                    own = len(traced.rows) == 1
                    assert own or len(traced.rows) == int(number), figure


def test_every_link_of_the_page_leads_somewhere(folder: CampaignFolder) -> None:
    done = published(folder)
    for name in ("yearly.html", "yearly.en.html"):
        html = page(done, name)
        targets = set(re.findall(r'id="([^"]+)"', html))
        links = re.findall(r'href="#([^"]+)"', html)
        assert len(links) > 30 and set(links) <= targets
        assert "\ue000" not in html and html.count("<h1>") == 1
        # Pictures stand with their tables.
        assert html.count("<svg") == html.count("<figcaption>") >= 2


def test_an_example_names_a_unit_with_its_evidence_and_only_then(folder: CampaignFolder) -> None:
    link = dead_link(folder)
    assert link.finding_id in page(published(folder))
    for unit in folder.read_units():
        for path in folder.unit(unit.unit_id).path.glob("*.warc.gz"):
            path.unlink()
    for path in folder.report(KEY).glob("yearly*"):
        path.unlink()
    assert link.finding_id not in page(published(folder))


def test_what_has_no_data_is_not_written(folder: CampaignFolder) -> None:
    text = words(page(published(folder)))
    assert "二、评估对象" in text and "主要问题" in text
    for absent in ("与以往比较", "分地区分析", "前言", "None", "nan"):
        assert absent not in text


def test_the_editors_text_is_printed_and_survives_a_new_judging(folder: CampaignFolder) -> None:
    editor = editor_folder(folder)
    editor.mkdir(parents=True)
    own = "前面一句，共 {{/units}} 个。\n---\n## 小节\n- 第一条\n后面一句<b>。\n"
    (editor / "problems.md").write_text(own, "utf-8")
    (editor / "preface.md").write_text("序言文字。", "utf-8")
    (editor / "title.md").write_text("2026年评估报告\n", "utf-8")
    (editor / "problems.en.md").write_text("An English sentence.", "utf-8")
    done = published(folder)
    html = page(done)
    text = words(html)
    assert text.index("一、前言") < text.index("序言文字") < text.rindex("评估对象")
    assert "<h1>2026年评估报告</h1>" in html and "<h1>Yearly" in page(done, "yearly.en.html")
    assert "&lt;b&gt;" in html and ">2</a> 个。" in html
    assert text.rindex("前面一句") < text.rindex("确定不符合的") < text.rindex("小节")
    assert "An English sentence." in page(done, "yearly.en.html") and "序言" not in page(
        done, "yearly.en.html"
    )
    assert {path.name for path in published(folder).written} == set()
    shutil.rmtree(folder.report(KEY))
    assert "后面一句" in page(published(folder))
    (editor / "preface.md").write_text("改过的序言。", "utf-8")
    again = published(folder)
    assert "改过的序言" in page(again) and len(again.written) == 5


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("chapter9.md", "x", "unknown-chapter"),
        ("problems.fr.md", "x", "unknown-chapter"),
        ("problems.md", "\n\n数 {{/results/nobody}}", "unknown-figure"),
    ],
)
def test_a_mistake_of_the_editor_is_told_with_its_place(
    folder: CampaignFolder, name: str, text: str, code: str
) -> None:
    editor = editor_folder(folder)
    editor.mkdir(parents=True)
    (editor / name).write_text(text, "utf-8")
    with pytest.raises(BadInput) as failed:
        published(folder)
    assert failed.value.code == code and name in failed.value.place.file
    assert code == "unknown-chapter" or failed.value.place.line == 3


def earlier(folder: CampaignFolder, name: str, year: str) -> CampaignFolder:
    """The same campaign a year before, in which nobody passed."""
    before = CampaignFolder(folder.path.with_name(name))
    shutil.copytree(folder.path, before.path)
    record = before.path / "campaign.json"
    raw = json.loads(record.read_bytes())
    raw["as_of"] = year + raw["as_of"][4:]
    record.write_text(json.dumps(raw), "utf-8")
    path = before.results(KEY) / "statistics.json"
    counts = json.loads(path.read_bytes())
    counts["results"] = {"fail": 2}
    path.write_text(json.dumps(counts), "utf-8")
    return before


def test_shares_are_set_beside_those_of_the_year_before(folder: CampaignFolder) -> None:
    earlier(folder, "before", "2024")
    text = words(page(published(folder, "before")))
    assert "与以往比较" in text and "由 0% 变为" in text
    earlier(folder, "long-before", "2023")
    html = page(published(folder, "before", "long-before"))
    table = html[html.index("历次结论所占比例</figcaption>") :]
    assert table.index(">2023<") < table.index(">2024<") < table.index(">2026<")


def test_nothing_is_compared_where_the_rules_differ(folder: CampaignFolder) -> None:
    before = earlier(folder, "before", "2024")
    copy = before.system_copy(KEY)
    text = copy.read_text("utf-8")
    copy.write_text(text.replace("at_least: 5", "at_least: 6", 1), "utf-8")
    assert copy.read_text("utf-8") != text
    said = words(page(published(folder, "before")))
    assert "口径不一致，不作比较" in said and "由 0% 变为" not in said


def test_a_campaign_that_does_not_exist_or_is_itself_is_refused(folder: CampaignFolder) -> None:
    for name, code in (("nowhere", "unknown-previous"), ("c", "previous-is-itself")):
        with pytest.raises(BadInput) as failed:
            published(folder, name)
        assert failed.value.code == code


def test_the_document_holds_the_pictures_and_a_draft_says_so(folder: CampaignFolder) -> None:
    done = published(folder)
    with zipfile.ZipFile(done.folder / "yearly.docx") as package:
        media = [name for name in package.namelist() if name.startswith("word/media/")]
        body = package.read("word/document.xml").decode()
        assert len(media) == page(done).count("<svg") and "\ue000" not in body
        assert "草稿" in package.read("word/header_default.xml").decode()


@pytest.mark.skipif(find_spec("typst") is None, reason="the typesetter is not installed")
def test_a_pdf_is_written_where_asked_and_its_numbers_are_traced(folder: CampaignFolder) -> None:
    wish = Wish(only=("yearly", "circular"), pdf=True)
    done = publish(folder, "", wish, lambda kind, done, total: None)
    made = {path.name for path in done.written if path.suffix == ".pdf"}
    assert made == {"yearly.pdf", "yearly.en.pdf", "circular.pdf", "circular.en.pdf"}
    assert all((done.folder / name).read_bytes().startswith(b"%PDF") for name in made)
    assert trace(folder, done.folder / "yearly.pdf", "2")
    assert not publish(folder, "", wish, lambda kind, done, total: None).written
