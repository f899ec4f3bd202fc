"""Rank lists are worded as their offices print them, and read back to the same ranks."""

from __future__ import annotations

from pathlib import Path

import pytest

from govgauge.model.failure import BadInput
from govgauge.model.system import RankStyle
from govgauge.report.prose.numerals import chinese_count, chinese_number, number_of_chinese
from govgauge.report.prose.rank_lists import RankedPlace, first_places, places_of, rank_list
from govgauge.report.prose.reading import read_rank_list
from govgauge.report.prose.style import load_style, style_names
from govgauge.report.prose.tier_lists import TierNames, read_tier_list, tier_list
from govgauge.report.prose.wording import Wording

from .published import (
    GROUP_SETTINGS,
    TABLE_2016,
    dense_tables,
    fragments_2022,
    line_2016,
    places,
    tsinghua_lines,
)
from .tables import NAMES, generated, ranked, tiers_of


def test_the_published_lists_of_2021_come_out_with_two_settings(shared: Path) -> None:
    lines = tsinghua_lines(shared)
    assert len(lines) == 4
    style = load_style("tsinghua")
    for group, (table, line) in lines.items():
        used = style.with_settings(GROUP_SETTINGS.get(group, {}))
        assert rank_list(table, used) == line, group
    assert sum(len(settings) for settings in GROUP_SETTINGS.values()) == 2


def test_the_published_list_of_2016_comes_out_without_any_setting(shared: Path) -> None:
    assert rank_list(places(TABLE_2016), load_style("cstc2016")) == line_2016(shared)


def test_the_tables_of_2022_name_leaders_one_by_one_and_the_rest_in_one_run(shared: Path) -> None:
    tables = dense_tables(shared)
    assert len(tables) == 3
    style = load_style("cstc2022")
    for group, table in tables.items():
        line = rank_list(table, style)
        leaders, run, _ = line.split("。")
        assert leaders.startswith("第一名" + table[0].names[0]), group
        assert run.endswith("位列第四到第十名")
        if group == "国务院组成部门":
            fragments = fragments_2022(shared)
            assert len(fragments) == 3 and all(f in line for f in fragments)
        assert read_rank_list(line, [n for p in table for n in p.names], style).places == tuple(
            table
        )


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
def test_500_tier_lists_read_back_to_the_same_tiers(name: str) -> None:
    style = load_style(name)
    empty = 0
    for seed in range(500):
        tiers = tiers_of(seed)
        names = [n for tier in tiers for n in tier.names]
        empty += sum(not tier.names for tier in tiers)
        line = tier_list(tiers, style)
        read = read_tier_list(line, [tier.title for tier in tiers], names, style)
        told = {t.title: t.names for t in tiers if t.names or style.tells_empty_tiers}
        assert (read or {}) == told, (seed, line)
        if told:
            assert line.endswith("。") and "。。" not in line and "、、" not in line
    assert empty > 100


def test_an_empty_tier_and_the_order_are_told_as_in_2022() -> None:
    tiers = [TierNames("卓越级", ()), TierNames("优秀级", ("文化和旅游部", "甲、乙联合办"))]
    line = tier_list(tiers, load_style("cstc2022"))
    assert line.startswith("卓越级：无。优秀级：文化和旅游部、甲、乙联合办。")
    assert line.endswith("排名不分先后。")
    assert tier_list(tiers, load_style("tsinghua")) == "优秀级：文化和旅游部、甲、乙联合办。"


@pytest.mark.parametrize("line", ["卓越级：甲市、甲市。", "卓越级是甲市。", "卓越级：甲市。又及。"])
def test_a_tier_list_that_cannot_be_is_not_read(line: str) -> None:
    assert read_tier_list(line, ["卓越级"], ["甲市", "乙市"], load_style("tsinghua")) is None


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
    "settings",
    [{"shown": "15"}, {"cuts": 10}, {"cuts": ["10"]}, {"run_last": 3}, {"run_form": "{names}{nobody}"},
     {"tier_form": "{"}, {"tells_empty_tiers": "no"}, {"lead_places": True}],
)  # fmt: skip
def test_a_setting_of_the_wrong_kind_is_refused_before_anything_is_printed(
    settings: dict[str, object],
) -> None:
    with pytest.raises(BadInput, match="bad-style-value"):
        load_style("tsinghua").with_settings(settings)


def test_one_group_is_worded_otherwise_and_the_settings_are_counted() -> None:
    wording = Wording("", GROUP_SETTINGS)
    assert wording.settings == 2
    assert wording.of("省会城市", RankStyle.COMPETITION).final_run_last == "和"
    assert wording.of("直辖市", RankStyle.COMPETITION) == load_style("tsinghua")
    assert wording.of("直辖市", RankStyle.DENSE) == load_style("cstc2022")


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
