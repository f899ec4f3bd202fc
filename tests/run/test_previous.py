"""A campaign beside the one before: places gained, shifts of rates, what cannot be compared."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import attrs
import orjson
import pytest

from govgauge.model.campaign import Plan
from govgauge.model.failure import BadInput
from govgauge.model.results import Results
from govgauge.model.score import RankingRow, Score
from govgauge.run.campaigns import judge_campaign, judge_results, start_campaign
from govgauge.run.places import workspace_at
from govgauge.run.previous import Previous, previous_source, with_change
from govgauge.run.previous_table import read_places
from govgauge.store.assessments import read_assessments, read_ranking
from govgauge.store.workspace import CampaignFolder

from .conftest import AS_OF, QUIET
from .raw_server import html
from .small_campaign import ANSWERS, PARAGRAPH, SITES, copied, make_campaign

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
    with pytest.raises(BadInput, match="previous-is-itself"):
        by_links(new, made, new)
    with pytest.raises(BadInput, match="unknown-previous") as caught:
        previous_source(workspace_at(tmp_path / "new"), "last-year")
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
    assert {row.points_change for row in results.ranking} == {None}
    features = orjson.loads((new.results("links@2") / "noteworthy.json").read_bytes())
    assert [f["kind"] for f in features if f["kind"] == "shift"] == []


def points(low: int, high: int) -> Score:
    return Score(Decimal(low), Decimal(high))


def test_points_gained_are_told_by_the_same_system(
    folders: tuple[CampaignFolder, CampaignFolder], made: Path
) -> None:
    old, new = folders
    by_links(old, made)
    results, report = judge_campaign(new, str(made / "links.yaml"), QUIET, previous=old)
    moved = {row.name: row.points_change for row in results.ranking}
    assert moved == {"二号网站": points(25, 25), "一号网站": points(0, 0)}
    with (new.results("links@1") / "ranking.csv").open(encoding="utf-8-sig") as file:
        ends = [(row["change_low"], row["change_high"]) for row in csv.DictReader(file)]
    assert ends == [("25", "25"), ("0", "0")]
    assert [*read_ranking(new.results("links@1"))] == list(results.ranking)
    assert "+25</td>" in report.index.read_text("utf-8")


def test_an_open_score_moves_between_two_ends_and_never_to_one() -> None:
    row = RankingRow("全部", 1, False, "u", "甲", points(60, 80), "", 1, 1)
    before = Previous("c", "links@1", {("全部", "u"): 3}, {"u": points(50, 70)})
    (moved,) = with_change([row], before)
    assert moved.points_change == points(-10, 30)
    unranked = attrs.evolve(row, rank=None)
    assert with_change([unranked], before)[0].points_change is None
    assert with_change([row], Previous("c", ""))[0].points_change is None


def test_a_table_of_ranks_is_compared_with_by_place_alone(
    folders: tuple[CampaignFolder, CampaignFolder], made: Path, tmp_path: Path
) -> None:
    _, new = folders
    ids = {unit.name: unit.unit_id for unit in new.read_units()}
    table = tmp_path / "去年.csv"
    rows = f"名次,代码,单位\n2,{ids['二号网站']},二号\n1,{ids['一号网站']},一号网站\n3,x,三号\n"
    table.write_bytes(rows.encode("gb18030"))
    source = previous_source(workspace_at(tmp_path / "new"), str(table))
    results = judge_results(new, str(made / "links.yaml"), QUIET, previous=source)
    assert [(row.name, row.change) for row in results.ranking] == [
        ("二号网站", 1),
        ("一号网站", -1),
    ]
    assert {row.points_change for row in results.ranking} == {None}
    told = results.statistics["previous"]
    assert (told["campaign"], told["gone"]) == ("去年.csv", ["x"])
    assert told["renamed"] == [ids["二号网站"]]


def test_a_ranking_kept_by_either_command_is_such_a_table(
    folders: tuple[CampaignFolder, CampaignFolder], made: Path
) -> None:
    old, _ = folders
    results = by_links(old, made)
    found = read_places(old.results("links@1") / "ranking.csv")
    assert found.places == {("全部", row.unit_id): 1 for row in results.ranking}


@pytest.mark.parametrize(
    ("rows", "code", "row"),
    [
        ("单位,得分\n甲,3\n", "previous-columns", None),
        ("名次,代码\n1,a\n第二,b\n", "previous-rank", 3),
        ("名次,代码\n1.5,a\n", "previous-rank", 2),
        ("名次,代码\n1,a\n2,a\n", "previous-unit-twice", 3),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_at_its_row(
    tmp_path: Path, rows: str, code: str, row: int | None
) -> None:
    path = tmp_path / "old.csv"
    path.write_text(rows, "utf-8")
    with pytest.raises(BadInput, match=code) as caught:
        read_places(path)
    assert caught.value.place.row == row


def test_a_rank_between_two_bounds_is_no_place_to_compare_with(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text("unit_id,rank,rank_best,rank_worst\na,1,1,1\nb,2,2,4\nc,,,\n", "utf-8")
    found = read_places(path)
    assert found.places == {("全部", "a"): 1} and set(found.names) == {"a", "b", "c"}


def test_a_run_reads_what_it_is_compared_with_before_it_asks_anything(tmp_path: Path) -> None:
    sites = tmp_path / "sites.csv"
    sites.write_text(SITES, "utf-8")
    table = tmp_path / "old.csv"
    table.write_text("单位,得分\n甲,3\n", "utf-8")
    with pytest.raises(BadInput, match="previous-columns"):
        start_campaign(
            sites, "census-2015", workspace_at(tmp_path), "c", AS_OF, Plan(), 1, False, QUIET, table
        )
    assert not (tmp_path / "campaigns").exists()
