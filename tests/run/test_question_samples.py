"""Questions about samples and with clocks: drawn by the campaign's seed, counted in working days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import openpyxl
import pytest

from govgauge.model.measure import Due, Sample
from govgauge.model.question import Allowed, AnswerKind, Question
from govgauge.model.text import Text
from govgauge.model.working_days import FirstDay, working_days_taken
from govgauge.run.marks import export_marks, import_marks
from govgauge.run.question_samples import prepared
from govgauge.score.load import check_system, load_system
from govgauge.store.workspace import CampaignFolder
from tests.score.test_load import GOOD, KNOWN, written

from .raw_server import html
from .small_campaign import ANSWERS, PARAGRAPH, copied, make_campaign

T = Text("题", "title")
HOME = html(
    "<ul class='nav'><li><a href='/zc/'>政策文件</a></li><li><a href='/dt/'>工作动态</a></li></ul>"
    + PARAGRAPH
)


def column(name: str) -> bytes:
    items = "".join(
        f"<li><a href='/{name}/{n}.html'>关于第{n}号事项的通知</a><span>2026-11-{n:02d}</span></li>"
        for n in range(1, 13)
    )
    return html(f"<h2>{name}</h2><ul>{items}</ul>")


PAGES = {
    "/": HOME,
    "/zc/": column("zc"),
    "/dt/": column("dt"),
    **{f"/{c}/{n}.html": html(PARAGRAPH) for c in ("zc", "dt") for n in range(1, 13)},
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_campaign(tmp_path_factory.mktemp("samples"), {**ANSWERS, **PAGES})


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> CampaignFolder:
    return copied(made, tmp_path / "w")


def asked(folder: CampaignFolder, of: str, count: int, due: Due | None = None) -> Question:
    unit_id = folder.read_units()[0].unit_id
    allowed = Allowed(AnswerKind.COUNT)
    return Question(f"{unit_id}/Q", unit_id, "", "Q", T, T, allowed, "", Sample(of, count), due)


def drawn(folder: CampaignFolder, of: str, count: int) -> tuple[str, ...]:
    (question,) = prepared(folder, [asked(folder, of, count)])
    return question.drawn


def test_a_sample_is_drawn_from_the_columns_of_the_class(folder: CampaignFolder) -> None:
    said, *addresses = drawn(folder, "policy", 5)
    assert said.startswith("抽自 12 条")
    assert len(set(addresses)) == 5 and all("/zc/" in a for a in addresses)
    assert len(drawn(folder, "any", 20)) == 21


def test_the_same_campaign_draws_the_same_and_never_more_than_there_are(
    folder: CampaignFolder,
) -> None:
    assert drawn(folder, "policy", 5) == drawn(folder, "policy", 5)
    assert len(drawn(folder, "policy", 100)) == 13
    assert drawn(folder, "letters", 5) == ("抽自 0 条 / drawn from 0",)


def test_another_seed_draws_another_sample(folder: CampaignFolder) -> None:
    campaign = folder.read_campaign()
    plan = attrs.evolve(campaign.plan, seed=campaign.plan.seed + 1)
    before = drawn(folder, "policy", 5)
    folder.write_campaign(attrs.evolve(campaign, plan=plan))
    assert drawn(folder, "policy", 5) != before


@pytest.mark.parametrize("first", FirstDay)
def test_a_clock_counts_working_days_over_holidays(folder: CampaignFolder, first: FirstDay) -> None:
    eve = date(2026, 9, 30)
    (ready,) = prepared(folder, [asked(folder, "any", 1, Due(3, first))], today=eve)
    assert ready.due_day is not None
    assert working_days_taken(eve, ready.due_day, first) == 3
    assert (ready.due_day - eve).days > 7, "the National Day holidays lie between"


QUESTION = """\
  - code: Q-1
    stage: deduct
    title: {zh: 政策, en: policy}
    clause: 第三条
    grade: A
    per_instance: 1
    points: 5
    measures:
      - question: {zh: 几条没有解读, en: how many lack an interpretation}
        sample: {of: policy, count: 3}
        due: {working_days: 5}
"""


def test_the_workbook_names_the_sample_and_its_answers_come_back(
    folder: CampaignFolder, tmp_path: Path
) -> None:
    path = written(tmp_path, GOOD + QUESTION)
    assert [i.code for i in load_system(path, KNOWN).indicators][-1] == "Q-1"
    sheets = export_marks(folder, str(path), ["甲"], 0, 1, tmp_path / "marks")
    file = sheets.files["甲"][0]
    book = openpyxl.load_workbook(file)
    row = [str(cell.value) for cell in book.worksheets[0][2]]
    assert "几条没有解读（看抽取的 3 条）（时限 5 个工作日，自次日起算）" in row[4]
    assert row[5].count("/zc/") == 3 and "抽自 12 条" in row[5]
    guide = [str(cell.value) for line in book.worksheets[1].iter_rows() for cell in line]
    assert any(cell.startswith("5 个工作日") for cell in guide)
    book.worksheets[0].cell(2, 8).value = 1
    book.save(file)
    (taken,) = import_marks(folder, str(path), [file])
    assert (taken.new, taken.problems) == (1, ())


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("of: policy", "of: polices", "unknown-class"),
        ("count: 3", "count: 0", "not-a-whole-number"),
        ("count: 3", "count: 2.5", "not-a-whole-number"),
        ("working_days: 5", "working_days: X", "not-a-whole-number"),
        ("{working_days: 5}", "{working_days: 5, first: today}", "unknown-first"),
        ("{working_days: 5}", "{days: 5}", "missing-key"),
        (
            "question: {zh: 几条没有解读, en: how many lack an interpretation}",
            "figure: 条数",
            "only-for-questions",
        ),
    ],
)
def test_a_mistake_is_refused_with_its_line(tmp_path: Path, old: str, new: str, code: str) -> None:
    problems = check_system(written(tmp_path, GOOD + QUESTION.replace(old, new, 1)), KNOWN)
    told = [p for p in problems if p.code == code]
    assert told, [(p.code, p.place.line) for p in problems]
    assert told[0].place.line and told[0].place.line >= 30
