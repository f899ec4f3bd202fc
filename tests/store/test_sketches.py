"""Sketches in their files: what is not certainly the one asked for is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from govgauge.model.failure import NothingDone
from govgauge.store.sketches import SketchFolder, remove_sketches
from govgauge.store.workspace import CampaignFolder

SKETCH = b"\x00lines\nof a sketch\n\xff"


@pytest.fixture
def campaign(tmp_path: Path) -> CampaignFolder:
    return CampaignFolder(tmp_path / "c")


def test_what_was_written_is_read_for_the_same_facts_and_version_only(
    campaign: CampaignFolder,
) -> None:
    SketchFolder(campaign, "crowd_words", 1).write("1304000001", "seal", SKETCH)
    kept = SketchFolder(campaign, "crowd_words", 1)
    assert kept.read("1304000001", "seal") == SKETCH
    assert kept.read("1304000001", "other facts") is None
    assert kept.read("1304000002", "seal") is None
    assert SketchFolder(campaign, "crowd_words", 2).read("1304000001", "seal") is None
    assert SketchFolder(campaign, "copycat_titles", 1).read("1304000001", "seal") is None


@pytest.mark.parametrize("cut", range(0, 60, 7))
def test_half_a_file_is_none(campaign: CampaignFolder, cut: int) -> None:
    kept = SketchFolder(campaign, "crowd_words", 1)
    kept.write("1304000001", "seal", SKETCH)
    (path,) = campaign.path.rglob("*.sketch")
    path.write_bytes(path.read_bytes()[:cut])
    assert kept.read("1304000001", "seal") is None


def test_all_go_at_once_and_a_second_time_nothing_is_wrong(campaign: CampaignFolder) -> None:
    SketchFolder(campaign, "crowd_words", 1).write("1304000001", "seal", SKETCH)
    remove_sketches(campaign)
    assert not list(campaign.path.rglob("*.sketch"))
    remove_sketches(campaign)


def test_a_place_that_cannot_be_written_is_named(campaign: CampaignFolder) -> None:
    campaign.path.mkdir(parents=True)
    (campaign.path / "sketches").write_text("a file in the way", "utf-8")
    with pytest.raises(NothingDone, match="not-writable"):
        SketchFolder(campaign, "crowd_words", 1).write("1304000001", "seal", SKETCH)
