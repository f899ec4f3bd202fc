"""Rank lists are worded as their offices print them, and read back to the same ranks."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from govgauge.model.failure import BadInput
from govgauge.model.system import RankStyle
from govgauge.report.prose.numerals import chinese_count, chinese_number, number_of_chinese
from govgauge.report.prose.rank_lists import RankedPlace, first_places, places_of, rank_list
from govgauge.report.prose.reading import read_rank_list
from govgauge.report.prose.style import load_style, style_names

from .published import dense_tables, line_2016, places, tsinghua_lines

GROUP_SETTINGS = {"国务院部门": {"cuts": []}, "省会城市": {"final_run_last": "和"}}
"""What two published lines do differently from their neighbours."""


NAMES = [
    "工业和信息化部", "文化和旅游部", "文化", "旅游部", "水利部", "林业和草原局", "省、自治区办",
    "社会保障局", "甲市", "甲", "乙市", "丙市", "丁市", "戊市", "十里铺镇", "第一师", "三名县",
    "和县", "前进区", "无锡市", "并列村", "分列山", "位列乡", "二连浩特市", "百色市", "千阳县",
]  # fmt: skip


def test_the_published_lists_of_2021_come_out_with_two_settings(shared: Path) -> None:
    lines = tsinghua_lines(shared)
    assert len(lines) == 4
    style = load_style("tsinghua")
    for group, (table, line) in lines.items():
        used = style.with_settings(GROUP_SETTINGS.get(group, {}))
        assert rank_list(table, used) == line, group
    assert sum(len(settings) for settings in GROUP_SETTINGS.values()) == 2


def test_the_published_list_of_2016_comes_out_without_any_setting(shared: Path) -> None:
    table = places(
        "1 北京市, 2 上海市 = 广东省, 3 四川省, 4 浙江省, 5 福建省, 6 湖北省 = 海南省, 7 安徽省,"
        " 8 江苏省 = 湖南省, 9 江西省, 10 广西壮族自治区".replace(",", ", ").replace("  ", " ")
    )
    assert rank_list(table, load_style("cstc2016")) == line_2016(shared)


def test_the_tables_of_2022_name_leaders_one_by_one_and_the_rest_in_one_run(shared: Path) -> None:
    tables = dense_tables(shared)
    assert len(tables) == 3
    style = load_style("cstc2022")
    for group, table in tables.items():
        line = rank_list(table, style)
        leaders, run, _ = line.split("。")
        assert leaders.startswith("第一名" + table[0].names[0]), group
        assert run.endswith("位列第四到第十名")
        assert read_rank_list(line, [n for p in table for n in p.names], style).places == tuple(
            table
        )


def ranked(sizes: list[int], names: list[str], convention: RankStyle) -> list[RankedPlace]:
    """Places of these sizes; names are taken in order."""
    rank, at, found = 1, 0, []
    for size in sizes:
        found.append(RankedPlace(rank, tuple(names[at : at + size])))
        at += size
        rank += size if convention is RankStyle.COMPETITION else 1
    return found


def generated(seed: int, convention: RankStyle) -> list[RankedPlace]:
    """A table with ties anywhere, runs of any length and names that hold the styles' words."""
    rng = random.Random(seed)
    names = rng.sample(NAMES, rng.randint(1, len(NAMES)))
    sizes: list[int] = []
    while sum(sizes) < len(names):
        size = rng.choice([1, 1, 1, 1, 2, 2, 3, 5])
        sizes.append(min(size, len(names) - sum(sizes)))
    return ranked(sizes, names, convention)


@pytest.mark.parametrize("name", style_names())
def test_500_tables_read_back_to_the_same_ranks(name: str) -> None:
    style = load_style(name)
    for seed in range(500):
        table = generated(seed, style.ranks)
        names = [n for p in table for n in p.names]
        line = rank_list(table, style)
        reading = read_rank_list(line, names, style)
        assert reading.faults == (), (seed, line)
        assert {n: p.rank for p in reading.places for n in p.names} == {
            n: p.rank for p in table for n in p.names
        }, (seed, line)
        assert (
            line.endswith("。") and "，，" not in line and "、、" not in line and "。。" not in line
        )


@pytest.mark.parametrize("name", style_names())
@pytest.mark.parametrize("position", range(12))
def test_a_tie_at_every_position_is_told(name: str, position: int) -> None:
    style = load_style(name)
    sizes = [1] * position + [2] + [1] * (11 - position)
    table = ranked(sizes, NAMES, style.ranks)
    reading = read_rank_list(rank_list(table, style), NAMES[:13], style)
    assert reading.places == tuple(table) and not reading.faults


@pytest.mark.parametrize("name", style_names())
def test_one_unit_and_nobody(name: str) -> None:
    style = load_style(name)
    only = [RankedPlace(1, ("甲市",))]
    assert read_rank_list(rank_list(only, style), ["甲市"], style).places == tuple(only)
    assert rank_list([], style) == "无。"


def test_eight_names_for_seven_places_cannot_be() -> None:
    style = load_style("cstc2022")
    table = ranked([1] * 11, NAMES, RankStyle.DENSE)
    line = rank_list(table[:10], style).replace("位列", "、" + table[10].names[0] + "位列", 1)
    names = [n for p in table for n in p.names]
    (fault,) = read_rank_list(line, names, style).faults
    assert fault.code == "places-and-names-differ"
    assert "8" in fault.what.en and "7 places" in fault.what.en


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("甲市、乙市和丙市位列前三名，丁市、戊市分列五至六名。", "place-skipped"),
        ("甲市、乙市和丙市位列前三名，甲市位列第四名。", "name-twice"),
        ("甲市、乙市和丙市位列前两名。", "places-and-names-differ"),
        ("甲市第一，乙市第二。", "not-in-style"),
    ],
)
def test_lists_that_cannot_be_are_flagged(line: str, code: str) -> None:
    names = ["甲市", "乙市", "丙市", "丁市", "戊市"]
    assert code in {f.code for f in read_rank_list(line, names, load_style("tsinghua")).faults}


def test_top_places_never_cut_a_tie() -> None:
    table = places_of([("甲", 1), ("乙", 2), ("丙", 2), ("丁", 4)])
    assert [p.names for p in first_places(table, 2)] == [("甲",), ("乙", "丙")]
    assert [p.names for p in first_places(table, 3)] == [("甲",), ("乙", "丙")]


def test_unknown_styles_settings_and_values_are_refused_with_the_choices() -> None:
    with pytest.raises(BadInput, match="unknown-style"):
        load_style("nobody")
    with pytest.raises(BadInput, match="unknown-style-setting"):
        load_style("tsinghua").with_settings({"joiner": "、"})
    with pytest.raises(BadInput, match="bad-style-value"):
        load_style("tsinghua").with_settings({"lead": "none"})


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (101, "一百零一"), (110, "一百一十"),
     (333, "三百三十三"), (1000, "一千"), (1001, "一千零一"), (1010, "一千零一十")],
)  # fmt: skip
def test_chinese_numerals(number: int, words: str) -> None:
    assert chinese_number(number) == words


def test_numerals_read_back() -> None:
    assert all(number_of_chinese(chinese_number(n)) == n for n in range(10_000))
    assert chinese_count(2) == "两" and number_of_chinese("两") == 2
    with pytest.raises(ValueError, match="一一"):
        number_of_chinese("一一")
