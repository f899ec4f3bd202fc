"""``rank``: an evaluator's spreadsheet comes out as places, tiers, statistics and a report."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from govgauge.model.failure import BadInput
from govgauge.model.ranked_table import RankedTable
from govgauge.registry.spreadsheet.score_table import BadTable
from govgauge.run.ranking.command import rank_and_report
from govgauge.run.ranking.table import rank_table
from govgauge.run.systems import load_known_system

DIMENSIONS = ["信息公开", "政策解读", "在线服务", "互动交流", "展现标识", "监督管理", "传播应用"]
SYSTEM, _ = load_known_system("tsinghua-2021-style")


def table(folder: Path, rows: list[list[Any]], name: str = "scores.xlsx") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(folder / name)
    return folder / name


def units(*rates: object, group: str = "地市", region: str = "东部") -> list[list[Any]]:
    return [[f"单位{n}", group, region, *[rate] * 7] for n, rate in enumerate(rates, 1)]


HEAD = ["单位名称", "类别", "地区", *DIMENSIONS]


def ranked(path: Path, **options: Any) -> RankedTable:
    return rank_table(path, SYSTEM, **({"replications": 20} | options))


def places(found: RankedTable, group: int = 0) -> list[tuple[str, int | None, str]]:
    return [(p.unit_id, p.rank, p.tier) for p in found.groups[group].places]


def test_scores_ranks_ties_and_tiers(tmp_path: Path) -> None:
    path = table(tmp_path, [HEAD, *units(0.95, 0.85, 0.85, "61%", 0.9)])
    found = ranked(path)
    assert places(found) == [
        ("单位1", 1, "卓越"),
        ("单位5", 2, "卓越"),
        ("单位2", 3, "优秀"),
        ("单位3", 3, "优秀"),
        ("单位4", 5, "中等"),
    ]
    assert found.groups[0].places[2].tie and not found.problems
    assert found.groups[0].statistics.mean == pytest.approx(0.832)


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    rows = units(0.95, 0.85, 0.85, "61%", 0.9)
    one = ranked(table(tmp_path, [HEAD, *rows]))
    other = ranked(table(tmp_path, [HEAD, *rows[::-1]], "other.xlsx"))
    assert places(one) == places(other)
    assert one.robustness == other.robustness


def test_an_unreadable_cell_opens_the_score_and_bounds_the_ranks(tmp_path: Path) -> None:
    rows = units(0.95, 0.85, 0.6)
    rows[1][3] = "约0.9"
    found = ranked(table(tmp_path, [HEAD, *rows]))
    place = next(p for p in found.groups[0].places if p.unit_id == "单位2")
    unit = found.units["单位2"]
    assert not unit.settled and place.tier == "" and (place.best, place.worst) == (2, 2)
    assert unit.low == Decimal("0.7286") and unit.high == Decimal("0.8714")
    assert [p.code for p in found.problems] == ["not-a-number"]


def test_too_little_measured_is_listed_without_a_rank(tmp_path: Path) -> None:
    rows = units(0.95, 0.85, 0.6)
    rows[0][3:6] = [None, None, None]
    found = ranked(table(tmp_path, [HEAD, *rows]))
    assert places(found)[-1] == ("单位1", None, "")


def test_groups_regions_and_gaps(tmp_path: Path) -> None:
    rows = [
        *units(0.9, 0.8, 0.7, region="东部"),
        *[[f"西{n}", "省会;地市", "西部", *[r] * 7] for n, r in enumerate([0.6, 0.7, 0.5])],
    ]
    found = ranked(table(tmp_path, [HEAD, *rows]))
    assert [g.name for g in found.groups] == ["全部", "地市", "省会"]
    assert [r.name for r in found.regions] == ["东部", "西部"]
    assert found.regions[0].mean == pytest.approx(0.8)
    inequality = found.inequality
    assert inequality["theil"] == pytest.approx(inequality["between"] + inequality["within"])


def test_last_year_gives_changes_of_points_and_places(tmp_path: Path) -> None:
    old = table(tmp_path, [HEAD, *units(0.9, 0.8, 0.7)], "old.xlsx")
    new = table(tmp_path, [HEAD, *units(0.8, 0.9, 0.7, 0.5)])
    found = ranked(new, previous=old)
    changes = {p.unit_id: (p.change_points, p.change_places) for p in found.groups[0].places}
    assert changes == {
        "单位1": (Decimal("-0.1000"), -1),
        "单位2": (Decimal("0.1000"), 1),
        "单位3": (Decimal("0.0000"), 0),
        "单位4": (None, None),
    }
    assert found.compared == 3


def test_totals_and_ranks_a_table_prints_are_checked(tmp_path: Path) -> None:
    rows = [[*row, total, rank] for row, total, rank in zip(
        units(0.9, 0.8, 0.7), (0.9, 0.87, 0.7), (1, 2, 2), strict=True)]  # fmt: skip
    found = ranked(table(tmp_path, [[*HEAD, "总分", "排名"], *rows]))
    assert [(u, "0.8000" in t.en or "rank 2" in t.en) for u, t in found.differences] == [
        ("单位2", True),
        ("单位3", True),
    ]


@pytest.mark.parametrize("year", [2016, 2022])
def test_published_tables_come_out_within_their_rounding(
    shared: Path, tmp_path: Path, year: int
) -> None:
    source = shared / "data" / "past-results" / f"cstc-{year}-departments.csv"
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    heads = {"name": "名称", "total": "总分", "rank": "排名"}
    path = tmp_path / "published.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[heads.get(h, h) for h in rows[0]], *rows[1:]])
    system, _ = load_known_system(f"cstc-{year}-style")
    found = rank_table(path, system, replications=0)
    assert len(found.units) == 17 and not found.problems
    assert found.differences == ()


def test_everything_is_written_and_the_same_twice(tmp_path: Path) -> None:
    path = table(tmp_path, [HEAD, *units(0.95, 0.85, 0.7, 0.6, 0.9, "=1")])
    options: dict[str, Any] = {
        "sheet": "", "previous": None, "replications": 50, "seed": 7, "strict": False,
    }  # fmt: skip
    _, index = rank_and_report(path, SYSTEM, tmp_path / "a", **options)
    rank_and_report(path, SYSTEM, tmp_path / "b", **options)
    names = {"index.html", "index.en.html", "ranking.csv", "scores.csv", "robustness.csv",
             "problems.csv", "statistics.json", "noteworthy.json", "tables.xlsx",
             "report.docx", "report.en.docx", "report.html", "report.en.html"}  # fmt: skip
    assert {p.name for p in (tmp_path / "a").iterdir()} == names
    for name in names - {"tables.xlsx"}:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name
    html = index.read_text("utf-8")
    assert "未经核实" in html and "不得以其名义发布" in html
    statistics = json.loads((tmp_path / "a" / "statistics.json").read_text("utf-8"))
    assert statistics["unverified_weights"] == [f"D{n}" for n in range(1, 8)]
    assert statistics["robustness"]["replications"] == 50


def test_hostile_names_are_text_wherever_they_are_printed(tmp_path: Path) -> None:
    rows = units(0.95, 0.85, 0.7)
    rows[0][0] = '=HYPERLINK("http://x")'
    rows[1][0] = "<script>alert(1)</script>"
    options: dict[str, Any] = {
        "sheet": "", "previous": None, "replications": 20, "seed": 7, "strict": False,
    }  # fmt: skip
    path = tmp_path / "scores.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    _, index = rank_and_report(path, SYSTEM, tmp_path / "out", **options)
    assert "<script>alert" not in index.read_text("utf-8")
    assert "<script>alert" not in (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "\n1,'=HYPERLINK" in (tmp_path / "out" / "ranking.csv").read_text("utf-8").replace(
        "全部,", "\n"
    ) or ("'=HYPERLINK" in (tmp_path / "out" / "ranking.csv").read_text("utf-8"))
    book = openpyxl.load_workbook(tmp_path / "out" / "tables.xlsx")
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)


def test_a_system_that_scores_findings_is_refused_with_the_way_out(tmp_path: Path) -> None:
    system, _ = load_known_system("census-2015")
    with pytest.raises(BadInput, match="no-weighted-tree"):
        rank_table(table(tmp_path, [HEAD]), system)


def test_a_table_without_its_columns_is_refused_whole(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match="missing-column"):
        ranked(table(tmp_path, [HEAD[:5], ["单位1", "", "", 1, 1]]))


def test_classes_by_the_trend_of_differences_and_sub_grades(tmp_path: Path) -> None:
    system, _ = load_known_system("uestc-2021-style")
    assert system.tree is not None
    codes = [leaf.code for leaf in system.tree.leaves()]
    scores = [95.2, 90.9, 87.1, 82.8, 80.4, 79.9, 79.1, 78.3, 77.8, 75.2, 72.9, 71.0, 69.1, 66.8,
              63.6, 57.3, 51.6]  # fmt: skip
    rows = [[f"城市{n:02}", *[s] * len(codes)] for n, s in enumerate(scores)]
    found = rank_table(table(tmp_path, [["名称", *codes], *rows]), system, replications=0)
    sizes = [sum(p.tier == t for p in found.groups[0].places) for t in "ABCD"]
    assert sizes == [4, 5, 5, 3]
    grades = [p.grade for p in found.groups[0].places]
    assert grades[0] == "A+" and grades[3] == "A-" and set(grades[-3:]) == {"D"}


def test_what_is_noteworthy_is_written_with_its_figures_and_rows(tmp_path: Path) -> None:
    old = [[f"单位{n}", "地市", "东部", 0.9, *[0.5] * 6] for n in range(1, 8)]
    new = [[f"单位{n}", "地市", "东部", 0.9, *[0.75] * 6] for n in range(2, 9)]
    rank_and_report(
        table(tmp_path, [HEAD, *new]), SYSTEM, tmp_path / "out", sheet="",
        previous=table(tmp_path, [HEAD, *old], "old.xlsx"), replications=0, seed=1, strict=False,
    )  # fmt: skip
    features = json.loads((tmp_path / "out" / "noteworthy.json").read_text("utf-8"))
    shifts = {f["subject"]: f for f in features if f["kind"] == "shift"}
    assert len(shifts) == sum(f["kind"] == "shift" for f in features), "told twice"
    assert shifts["D2"]["figures"] == {"old": 0.5, "new": 0.75, "change": 0.25}
    assert [row["unit_id"] for row in shifts["D2"]["rows"]] == [f"单位{n}" for n in range(2, 8)]
    gap = next(f for f in features if f["kind"] == "dimension_gap")
    assert "信息公开" in gap["says"]["zh"] and "90.0%" in gap["says"]["en"]
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert gap["says"]["zh"] in page and "新增 1（单位8），消失 1（单位1），更名 0" in page
    assert gap["says"]["en"].split("(")[0].strip('" ').split('"')[0] in (
        tmp_path / "out" / "index.en.html"
    ).read_text("utf-8")
    statistics = json.loads((tmp_path / "out" / "statistics.json").read_text("utf-8"))
    assert statistics["units_unmatched"] == {"gone": ["单位1"], "new": ["单位8"], "renamed": []}


def test_an_open_value_makes_no_feature(tmp_path: Path) -> None:
    rows = [[f"单位{n}", "地市", "东部", "?", *[0.75] * 6] for n in range(1, 8)]
    found = ranked(table(tmp_path, [HEAD, *rows]))
    assert not [f for f in found.features if f.subject == "D1"]
    assert not [f for f in found.features if f.kind == "dimension_gap"]


def test_a_tier_is_listed_by_pinyin_wherever_it_is_printed_and_ranks_stay(tmp_path: Path) -> None:
    rates = {"厦门": 0.88, "重庆": 0.86, "长沙": 0.84, "北京": 0.95}
    rows = [[name, "地市", "东部", *[rate] * 7] for name, rate in rates.items()]
    found, index = rank_and_report(
        table(tmp_path, [HEAD, *rows]), SYSTEM, tmp_path / "out", sheet="", previous=None,
        replications=20, seed=1, strict=False,
    )  # fmt: skip
    order = ["北京", "长沙", "重庆", "厦门"]
    with (tmp_path / "out" / "ranking.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = [(r["name"], r["rank"]) for r in csv.DictReader(file) if r["group"] == "全部"]
    assert listed == list(zip(order, ("1", "4", "3", "2"), strict=True))
    sheet = openpyxl.load_workbook(tmp_path / "out" / "tables.xlsx").worksheets[0]
    assert [row[4] for row in sheet.iter_rows(values_only=True)][1:5] == order
    page = index.read_text("utf-8")
    places = [page.index(f"<th>{name}</th>") for name in order]
    assert places == sorted(places)
    assert [p.unit_id for p in found.groups[0].by_rank] == ["北京", "厦门", "重庆", "长沙"]


# -- the report -----------------------------------------------------------------------------------


def report(folder: Path, rows: list[list[Any]], **options: Any) -> str:
    path = table(folder, rows)
    given = {"sheet": "", "previous": None, "replications": 20, "seed": 1, "strict": False}
    rank_and_report(path, SYSTEM, folder / "out", **(given | options))
    return (folder / "out" / "report.html").read_text("utf-8")


def words(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html[: html.index("<details")])


def test_the_report_words_places_and_lists_tiers_by_group(tmp_path: Path) -> None:
    rows = [*units(0.95, 0.85, 0.85), *[[f"区{r[0]}", "区县", *r[2:]] for r in units(0.7, 0.5)]]
    html = report(tmp_path, [HEAD, *rows])
    text = words(html)
    assert "地市：单位1位列第一名，单位2和单位3并列第二名。" in text
    assert "优秀（2 个）：单位2、单位3。" in text and "待改进（1 个）：区单位2。" in text
    assert "全部单位：单位1" not in text
    targets = set(re.findall(r'id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= targets
    assert (tmp_path / "out" / "report.en.docx").read_bytes()[:2] == b"PK"


def test_open_places_are_counted_and_not_published(tmp_path: Path) -> None:
    rows = units(0.9, 0.85, 0.8)
    rows[1][3] = None
    text = words(report(tmp_path, [HEAD, *rows]))
    assert "本组不公布名次" in text and "位列" not in text


def test_dimensions_stand_in_the_report_as_in_the_statistics(tmp_path: Path) -> None:
    rows = units(0.9, 0.6, 0.3)
    html = report(tmp_path, [HEAD, *rows])
    told = json.loads((tmp_path / "out" / "statistics.json").read_bytes())["dimensions"]
    assert len(told) == len(DIMENSIONS)
    for dimension in told.values():
        assert dimension["whole"] == {"low": 60.0, "high": 60.0, "units": 3}
    assert "各组各维度平均得分率</figcaption>" in html and words(html).count("60%") >= 2 * 7


def test_regions_that_are_provinces_stand_on_the_map_and_others_in_a_table(tmp_path: Path) -> None:
    east = units(0.9, 0.8, 0.7, region="浙江省")
    west = [[f"西{r[0]}", *r[1:]] for r in units(0.6, 0.5, 0.4, region="甘肃")]
    assert "各地区平均得分</figcaption>" in report(tmp_path, [HEAD, *east, *west])
    other = [[*r[:2], "西部", *r[3:]] for r in west]
    html = report(tmp_path, [HEAD, *east, *other])
    assert "各地区平均得分</figcaption>" not in html and ">西部<" in html


def test_who_gained_most_is_named_and_no_tie_is_cut(tmp_path: Path) -> None:
    before = table(tmp_path, [HEAD, *units(*[0.5] * 12)], "before.xlsx")
    now = [0.9, *[0.6] * 11]
    text = words(report(tmp_path, [HEAD, *units(*now)], previous=before))
    chapter = text[text.index("与 before.xlsx 相比") : text.rindex("分维度分析")]
    assert chapter.count("+0.1000") == 11 and "+0.4000" in chapter
