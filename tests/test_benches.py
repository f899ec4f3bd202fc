"""The short forms of the benches: every claim of the documents stays runnable."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BENCH = Path(__file__).parents[1] / "bench"


def run_quick(name: str, folder: Path) -> dict[str, Any]:
    raw = folder / "raw.json"
    done = subprocess.run(
        [sys.executable, str(BENCH / f"{name}.py"), "--quick", "--json", str(raw)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    last = done.stdout.strip().splitlines()[-1]
    assert last.startswith(f"{name}: ")
    assert last.endswith(" holds")
    document: dict[str, Any] = json.loads(raw.read_text("utf-8"))
    return document


@pytest.mark.shared
def test_real_tree_is_crawled_whole_and_its_dead_links_are_exact(
    shared: Path, tmp_path: Path
) -> None:
    raw = run_quick("real_tree", tmp_path)["raw"]
    assert raw["pages reachable by links (own count)"] > 200


@pytest.mark.shared
def test_real_pages_have_no_wrong_value(shared: Path, tmp_path: Path) -> None:
    assert run_quick("real_pages", tmp_path)["holds"] is True


@pytest.mark.shared
def test_faults_injected_into_real_pages_are_found_and_nothing_else(
    shared: Path, tmp_path: Path
) -> None:
    raw = run_quick("injected", tmp_path)["raw"]
    assert sum(sum(counts.values()) for counts in raw["by_detector"].values()) > 50


def test_every_bench_explains_itself() -> None:
    for name in (
        "real_tree",
        "real_pages",
        "injected",
        "crawl",
        "words",
        "replay",
        "kill9",
        "validity",
        "traps",
        "charsets",
        "watch",
        "politeness",
        "evidence",
        "gauntlet",
        "replays",
        "reference",
        "score",
        "judge",
        "publish",
        "observatory",
        "crowd",
    ):
        done = subprocess.run(
            [sys.executable, str(BENCH / f"{name}.py"), "--help"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert "--quick" in done.stdout
        assert "Usage: python bench/" in done.stdout


def test_texts_are_a_browsers_and_mislabelled_pages_are_read_right(tmp_path: Path) -> None:
    raw = run_quick("charsets", tmp_path)["raw"]
    assert raw["pages"] >= 200
    assert not raw["replaced"]
