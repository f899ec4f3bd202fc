"""The documents are true: links lead somewhere, named commands exist, words are kept."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from govgauge.detect import find_detectors
from govgauge.score.load import list_systems

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.name)
def test_every_link_of_a_document_leads_to_a_file(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text("utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.name)
def test_every_file_a_document_names_exists(document: Path) -> None:
    for name in re.findall(
        r"`((?:src|tests|bench|docs)/[\w./-]+\.\w+)`", document.read_text("utf-8")
    ):
        if "your_id" not in name:
            assert (ROOT / name).exists(), name


def test_every_command_a_document_names_exists() -> None:
    text = "\n".join(d.read_text("utf-8") for d in DOCUMENTS)
    named = {m for m in re.findall(r"govgauge ([a-z]+)", text) if m not in ("run", "is", "a")}
    done = subprocess.run(
        [sys.executable, "-m", "govgauge", "--help"], capture_output=True, text=True, check=True
    )
    for command in named & {
        "inspect",
        "resume",
        "judge",
        "verify",
        "evidence",
        "systems",
        "detectors",
        "demo",
    }:
        assert command in done.stdout


def test_the_changelog_names_every_detector_and_system() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    for name in (*find_detectors(), *list_systems()):
        assert f"`{name}`" in text, name
