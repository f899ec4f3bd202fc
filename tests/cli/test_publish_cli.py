"""``publish`` and ``trace`` from the command line: what is written, told and refused."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from tests.cli.test_cli import govgauge
from tests.run.small_campaign import make_campaign


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(make_campaign(tmp_path_factory.mktemp("made") / "w"))


def test_publish_writes_once_says_what_stands_and_traces(workspace: str) -> None:
    first = govgauge("publish", "-w", workspace, "--only", "circular", "--json")
    assert first.returncode == 0, first.stderr
    document = orjson.loads(first.stdout)
    assert [Path(p).name for p in document["written"]] == ["circular.docx", "circular.en.docx"]
    again = govgauge("publish", "-w", workspace, "--only", "circular")
    assert again.returncode == 0 and "未变" in again.stdout and "草稿" in again.stdout
    traced = govgauge("trace", document["written"][0], "100%", "-w", workspace)
    assert traced.returncode == 0, traced.stderr
    assert "一号网站" in traced.stdout and "2 ÷ 2" in traced.stdout
    english = govgauge("trace", "circular.en.docx", "100%", "-w", workspace, "--lang", "en")
    assert "2 of 2" in english.stdout


def test_a_number_that_is_not_there_is_wrong_use(workspace: str) -> None:
    govgauge("publish", "-w", workspace, "--only", "circular")
    done = govgauge("trace", "circular.docx", "99.9%", "-w", workspace)
    assert done.returncode == 2 and "no-such-figure" in done.stderr


def test_the_observatory_is_published_and_a_wrong_history_refused(workspace: str) -> None:
    done = govgauge("publish", "-w", workspace, "--only", "observatory", "--json")
    assert done.returncode == 0, done.stderr
    (site,) = orjson.loads(done.stdout)["written"]
    assert (Path(site) / "index.html").is_file() and (Path(site) / "en" / "index.html").is_file()
    own = govgauge("publish", "-w", workspace, "--only", "observatory", "--history", "c")
    assert own.returncode == 2 and "history-itself" in own.stderr and "--history" in own.stderr
