"""Tables of past evaluations come out of our arithmetic, and contradictions are named by cell."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .past_results import (
    Replay,
    cstc,
    every_table,
    guomai,
    quarterly,
    uestc_classes,
    uestc_parts,
)

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "data" / "past-results"


@pytest.mark.parametrize(("year", "marks", "largest"), [(2016, 115, 0.29), (2022, 110, 0.25)])
def test_cstc_totals_are_weighted_sums_and_ranks_are_dense(
    folder: Path, year: int, marks: int, largest: float
) -> None:
    replay = cstc(folder, year)
    assert replay.rows == 17
    assert replay.checks["full marks"] == marks
    assert replay.checks["largest difference of a total"] == pytest.approx(largest, abs=0.005)
    assert float(str(replay.checks["rounding allows"])) >= largest
    assert replay.checks["tie rules that fit"] == ["dense"]
    assert replay.contradictions == []


def test_guomai_totals_are_sums_and_nothing_ties(folder: Path) -> None:
    replay = guomai(folder)
    assert replay.checks["largest difference of a total"] == 0
    assert replay.checks["tie rules that fit"] == [
        "competition",
        "dense",
        "modified",
        "fractional",
    ]
    assert replay.contradictions == []


def test_uestc_totals_come_from_unrounded_parts(folder: Path) -> None:
    replay = uestc_parts(folder)
    assert replay.checks["铜川市 total less parts"] == pytest.approx(-0.01)
    assert replay.checks["score rates"] == ["89.30", "89.90", "78.90"]
    assert replay.checks["class and rank fit the classes"] is True
    assert replay.contradictions == []


def test_uestc_classes_rule_methods_out_and_two_releases_contradict_each_other(
    folder: Path,
) -> None:
    replay = uestc_classes(folder)
    assert replay.checks["printed shares 2019"] == [4, 61, 31, 4]
    assert replay.checks["2019 empty points natural breaks need"] == pytest.approx(4.425)
    assert replay.checks["2020 empty points natural breaks need"] == pytest.approx(3.36)
    assert replay.checks["2020 lowest score equal intervals need"] == pytest.approx(57.61)
    assert [c.split(":")[0] for c in replay.contradictions] == ["row 3 places", "row 3 积极追赶"]


def test_sixteen_of_seventeen_pass_rates_follow_and_one_was_cut_off(folder: Path) -> None:
    replay = quarterly(folder)
    assert replay.checks["printed pass rates"] == 17
    assert replay.checks["pass rates that follow"] == 16
    assert replay.contradictions == [
        "row 19 pass_rate_printed: 291/294 = 99.0 %, printed 98.9 % (cut off)"
    ]


def changed(folder: Path, target: Path, name: str, old: str, new: str) -> Path:
    """A copy of the tables with one cell changed."""
    copy = target / "past-results"
    shutil.copytree(folder, copy)
    (copy / name).chmod(0o644)
    text = (copy / name).read_text("utf-8")
    assert text.count(old) == 1
    (copy / name).write_text(text.replace(old, new), "utf-8")
    return copy


PLANTED = [
    ("cstc-2016-departments.csv", "\n4,农业部,0.89", "\n4,农业部,0.69", "row 5 农业部: total"),
    ("cstc-2022-departments.csv", "\n4,水利部", "\n5,水利部", "row 6 水利部: rank printed 5"),
    ("guomai-2014-cities.csv", "79.8,21.1", "79.8,20.1", "row 4 佛山市: total printed 79.8"),
    ("guomai-2014-cities.csv", "\n9,柳州市", "\n8,柳州市", "row 10 柳州市: rank printed 8"),
    ("uestc-2019-2021-parts.csv", "11.58,73.73,73.74,50", "11.58,73.73,73.74,220", "(积极追赶)"),
    ("uestc-2019-2021-parts.csv", "11.58,73.73,", "11.58,83.73,", "score outside it"),
    ("uestc-classes.csv", "333,14,202", "333,15,202", "row 3 places: printed 333"),
    ("quarterly-checks.csv", "857,823,34", "857,832,34", "row 3 checked: printed 857"),
    ("quarterly-checks.csv", "842,842,826,16,98.1%", "842,842,826,16,98.9%", "row 10 pass_rate"),
]


@pytest.mark.parametrize(("name", "old", "new", "where"), PLANTED, ids=lambda v: v[:24])
def test_a_changed_cell_is_named(
    folder: Path, tmp_path: Path, name: str, old: str, new: str, where: str
) -> None:
    copy = changed(folder, tmp_path, name, old, new)
    before = {r.file: r.contradictions for r in every_table(folder)}
    after: list[Replay] = every_table(copy)
    added = [c for r in after for c in r.contradictions if c not in before[r.file]]
    assert any(where in c for c in added), added
