"""``systems diff``: what changed, and what it does to a stored campaign; ``systems schema``."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from govgauge.score.load import find_system, shipped_folder
from tests.cli.test_cli import govgauge


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("diff") / "w"
    done = govgauge("demo", "--no-serve", "--sites", "3", "-w", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def edited(folder: Path, old: str, new: str) -> str:
    text = find_system("census-2015").read_text("utf-8")
    assert old in text
    path = folder / "mine.yaml"
    path.write_text(text.replace(old, new).replace('version: "1"', 'version: "9"'), "utf-8")
    return str(path)


def files_of(folder: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_dearer_fault_lowers_stored_scores_and_nothing_is_written(
    demo: Path, tmp_path: Path
) -> None:
    dearer = edited(tmp_path, "full_marks: 100", "full_marks: 90")
    before = files_of(demo)
    done = govgauge("systems", "diff", "census-2015", dearer, "-w", str(demo), "--json")
    assert done.returncode == 0, done.stderr
    document = orjson.loads(done.stdout)
    assert [(d["key"], d["before"], d["after"]) for d in document["differences"]] == [
        ("full_marks", "100", "90")
    ]
    assert document["units"] == 3 and document["changed"]
    for unit in document["changed"]:
        assert float(unit["after"]["high"]) <= float(unit["before"]["high"])
    assert files_of(demo) == before


def test_words_alone_change_no_unit(demo: Path, tmp_path: Path) -> None:
    reworded = edited(tmp_path, "站点无法访问", "网站打不开")
    done = govgauge("systems", "diff", "census-2015", reworded, "-w", str(demo))
    assert done.returncode == 0, done.stderr
    assert "P15-V1" in done.stdout and "3 个单位中 0 个" in done.stdout


def test_two_equal_systems_say_so() -> None:
    assert "内容相同" in govgauge("systems", "diff", "my-city", "my-city").stdout


def test_the_schema_is_printed_as_it_ships() -> None:
    assert govgauge("systems", "schema").stdout == (shipped_folder() / "schema.json").read_text()


def test_a_weighted_system_judges_gathered_sites_and_all_is_open_until_people_answer(
    demo: Path,
) -> None:
    done = govgauge("judge", "--system", "tsinghua-2021-style", "-w", str(demo), "--json")
    assert done.returncode == 0, done.stderr
    said = orjson.loads(done.stdout)["units"]
    assert {(u["result"], u["low"], u["high"]) for u in said} == {("open", 0.0, 1.0)}
    status = govgauge("marks", "status", "--system", "tsinghua-2021-style", "-w", str(demo))
    assert "已答 0" in status.stdout
