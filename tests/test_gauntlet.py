"""The gauntlet's short form: a handful of rows as whole runs in a namespace of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[1] / "bench"
ROWS = ("H1", "H9", "H14", "H25")
_NOT_PERMITTED = 3


def test_a_handful_of_rows_pass_and_no_canary_is_touched(tmp_path: Path) -> None:
    raw = tmp_path / "raw.json"
    words = [word for row in ROWS for word in ("--row", row)]
    done = subprocess.run(
        [
            sys.executable, str(BENCH / "gauntlet.py"), "--in-one-run", "--divide", "2", "--json", str(raw), *words,
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )  # fmt: skip
    if done.returncode == _NOT_PERMITTED:
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    document = json.loads(raw.read_text("utf-8"))
    assert document["raw"]["canaries"] == {}
    assert set(document["raw"]["complaints"]) == {*ROWS, "all"}


def test_an_unknown_row_is_told_and_not_passed_over() -> None:
    done = subprocess.run(
        [sys.executable, str(BENCH / "gauntlet.py"), "--row", "H999"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode == _NOT_PERMITTED:
        pytest.skip(done.stdout.strip())
    assert done.returncode != 0
    assert "H999" in done.stdout + done.stderr
