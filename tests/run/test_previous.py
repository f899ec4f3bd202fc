"""A campaign beside the one before: places gained, shifts of rates, what cannot be compared."""

from __future__ import annotations

import csv
from pathlib import Path

import orjson
import pytest

from govgauge.model.failure import BadInput
from govgauge.model.results import Results
from govgauge.run.campaigns import judge_campaign, judge_results
from govgauge.run.places import workspace_at
from govgauge.run.previous import previous_folder
from govgauge.store.assessments import read_assessments, read_ranking
from govgauge.store.workspace import CampaignFolder

from .conftest import QUIET
from .raw_server import html
from .small_campaign import ANSWERS, PARAGRAPH, copied, make_campaign

SYSTEM = """\
id: links
version: "1"
status: draft
title: {zh: 死链, en: Links}
sources: [甲]
tree:
  - code: L
    title: {zh: 死链, en: Dead links}
    weight: 1
    grade: A
    weight_grade: A
    clause: 每处死链减分
    scale: {from: 4, to: 0, unit: 处}
    measures: [{detector: dead_links}]
"""
BETTER = {
    **ANSWERS,
    "two.x.gov.cn/": html(f"<a href='/fine'>好</a>{PARAGRAPH}"),
    "/fine": html(PARAGRAPH),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``old``: both sites have a dead link; ``new``: the second has none any more."""
    root = tmp_path_factory.mktemp("previous")
    (root / "links.yaml").write_text(SYSTEM, "utf-8")
    make_campaign(root / "old")
    make_campaign(root / "new", BETTER)
    return root


@pytest.fixture
def folders(made: Path, tmp_path: Path) -> tuple[CampaignFolder, CampaignFolder]:
    return copied(made / "old", tmp_path / "old"), copied(made / "new", tmp_path / "new")


def by_links(folder: CampaignFolder, made: Path, before: CampaignFolder | None = None) -> Results:
    return judge_results(folder, str(made / "links.yaml"), QUIET, previous=before)


def test_places_gained_are_told_where_both_are_certain(
    folders: tuple[CampaignFolder, CampaignFolder], made: Path
) -> None:
    old, new = folders
    assert {row.change for row in by_links(old, made).ranking} == {None}
    results = by_links(new, made, old)
    assert [(row.name, row.rank, row.change) for row in results.ranking] == [
        ("二号网站", 1, 0),
        ("一号网站", 2, -1),
    ]
    with (new.results("links@1") / "ranking.csv").open(encoding="utf-8-sig") as file:
        assert [row["change"] for row in csv.DictReader(file)] == ["0", "-1"]
    told = results.statistics["previous"]
    assert (told["campaign"], told["matched"], told["new"], told["gone"]) == ("c", 2, [], [])


def test_a_report_shows_the_change_and_what_is_noteworthy(
    folders: tuple[CampaignFolder, CampaignFolder], made: Path
) -> None:
    old, new = folders
    by_links(old, made)
    _, report = judge_campaign(new, str(made / "links.yaml"), QUIET, previous=old)
    page = report.index.read_text("utf-8")
    assert "名次变化" in page and "↓1" in page and "与批次 c 比较：2 个单位可比" in page


def test_results_read_back_are_those_that_were_written(
    folders: tuple[CampaignFolder, CampaignFolder], made: Path
) -> None:
    old, _ = folders
    results = by_links(old, made)
    written = old.results("links@1")
    assert [*read_assessments(written)] == [*results.assessments.values()]
    assert [*read_ranking(written)] == list(results.ranking)


def test_a_campaign_that_was_never_judged_so_is_refused_with_what_to_do(
    folders: tuple[CampaignFolder, CampaignFolder], made: Path, tmp_path: Path
) -> None:
    old, new = folders
    with pytest.raises(BadInput, match="previous-not-judged"):
        by_links(new, made, old)
    with pytest.raises(BadInput, match="unknown-previous") as caught:
        previous_folder(workspace_at(tmp_path / "new"), "last-year")
    assert "c" in caught.value.remedy.zh


def test_what_the_system_says_otherwise_is_not_compared(
    folders: tuple[CampaignFolder, CampaignFolder], made: Path, tmp_path: Path
) -> None:
    old, new = folders
    by_links(old, made)
    changed = SYSTEM.replace('version: "1"', 'version: "2"').replace("from: 4", "from: 9")
    (tmp_path / "links.yaml").write_text(changed, "utf-8")
    results = judge_results(new, str(tmp_path / "links.yaml"), QUIET, previous=old)
    assert results.statistics["previous"]["changed_in_system"] == ["L"]
    features = orjson.loads((new.results("links@2") / "noteworthy.json").read_bytes())
    assert [f["kind"] for f in features if f["kind"] == "shift"] == []
