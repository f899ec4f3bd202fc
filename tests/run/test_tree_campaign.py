"""A weighted tree judges gathered sites: detectors, people's marks and figures, over real sockets."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import openpyxl
import orjson
import pytest

from govgauge.model.results import Results
from govgauge.report.write import ReportFiles
from govgauge.run.campaigns import judge_campaign
from govgauge.run.marks import export_marks, import_marks, standing
from govgauge.store.workspace import CampaignFolder

from .conftest import QUIET
from .small_campaign import copied, make_campaign

TREE = """\
id: two-dimensions
version: "1"
status: draft
title: {zh: 两个维度, en: Two dimensions}
sources: [甲]
raters: mean
placement: {decimals: 2}
tiers:
  - {code: A, title: {zh: 优, en: best}, from: 70}
tree:
  - code: H
    title: {zh: 健康度, en: Health}
    weight: 60
    children:
      - code: H1
        title: {zh: 死链, en: Dead links}
        weight: 1
        clause: 每处死链减分，4 处以上不得分
        grade: M
        scale: {from: 4, to: 0, unit: 处}
        measures: [{detector: dead_links}]
  - code: S
    title: {zh: 服务, en: Services}
    weight: 40
    children:
      - code: S1
        title: {zh: 指南, en: Guides}
        weight: 3
        measures: [{question: {zh: 指南是否好用, en: are guides usable}}]
      - code: S2
        title: {zh: 办件量, en: Cases}
        weight: 1
        scale: {from: 0, to: 10, unit: 万件}
        measures: [{figure: 办件量}]
"""
MARK, SUBJECT = 8, 10


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_campaign(tmp_path_factory.mktemp("tree"))


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> CampaignFolder:
    (tmp_path / "tree.yaml").write_text(TREE, "utf-8")
    return copied(made, tmp_path / "w")


def judged(folder: CampaignFolder, tmp_path: Path) -> tuple[Results, ReportFiles | None]:
    return judge_campaign(folder, str(tmp_path / "tree.yaml"), QUIET)


def answered(folder: CampaignFolder, tmp_path: Path, **answers: tuple[str, int]) -> None:
    """``S1=("甲", 80)``: what a rater answers everywhere to one indicator."""
    for code, (rater, value) in answers.items():
        sheets = export_marks(
            folder, str(tmp_path / "tree.yaml"), [rater], 0, 1,
            tmp_path,
        )  # fmt: skip
        path = sheets.files[rater][0]
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        for row in range(2, sheet.max_row + 1):
            if str(sheet.cell(row, SUBJECT).value).endswith(f"/{code}"):
                sheet.cell(row, MARK).value = value
        book.save(path)
        (taken,) = import_marks(folder, str(tmp_path / "tree.yaml"), [path])
        assert (taken.new, taken.problems) == (2, ())


def test_before_anybody_answered_only_what_was_seen_is_certain(
    folder: CampaignFolder, tmp_path: Path
) -> None:
    results, _ = judged(folder, tmp_path)
    dead = {
        unit_id: sum(
            f.detector == "dead_links" and f.instance.verdict == "unmet"
            for f in results.findings_of(unit_id)
        )
        for unit_id in results.units
    }
    assert set(dead.values()) == {1}, dead
    for assessment in results.assessments.values():
        links = next(i for i in assessment.indicators if i.code == "H1")
        assert links.points.low == Decimal(45) and len(links.finding_ids) == 1
        assert assessment.score.low == 45 and assessment.score.high == 85
        assert assessment.result == "open"


def test_marks_and_figures_settle_it_and_everything_is_written(
    folder: CampaignFolder, tmp_path: Path
) -> None:
    answered(folder, tmp_path, S1=("甲", 80), S2=("乙", 5))
    assert standing(folder, str(tmp_path / "tree.yaml")).answered == 4
    results, report = judged(folder, tmp_path)
    assert {str(a.score.low.normalize()) for a in results.assessments.values()} == {"74"}
    assert all(a.settled for a in results.assessments.values())
    assert {row.tier for row in results.ranking} == {"A"}
    written = folder.results("two-dimensions@1")
    with (written / "ranking.csv").open(encoding="utf-8-sig") as file:
        assert {row["low"] for row in csv.DictReader(file)} == {"74"}
    line = orjson.loads((written / "assessments.jsonl").read_bytes().splitlines()[0])
    assert [i["code"] for i in line["indicators"]] == ["H1", "S1", "S2"]
    assert report is not None
    page = next((report.index.parent / "units").glob("*.html")).read_text("utf-8")
    assert "加权指标" in page and "值 80，得 24 分（满分 30）" in page
    assert (report.index.parent / "method.html").read_text("utf-8").count("指南是否好用") == 1


def test_judging_again_gives_the_same_bytes(folder: CampaignFolder, tmp_path: Path) -> None:
    answered(folder, tmp_path, S1=("甲", 80))
    judged(folder, tmp_path)
    results = folder.results("two-dimensions@1")
    names = ("assessments.jsonl", "ranking.csv", "statistics.json", "findings.csv")
    before = [(results / name).read_bytes() for name in names]
    judged(folder, tmp_path)
    assert [(results / name).read_bytes() for name in names] == before
