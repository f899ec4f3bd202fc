"""When answers were received: the first time of each, and only of those that are kept."""

from __future__ import annotations

from datetime import datetime

import pytest

from govgauge.run.answer_times import AnswerTimes
from govgauge.store.archive import stored_exchanges
from govgauge.store.workspace import CampaignFolder

from .small_campaign import copied, make_campaign


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> CampaignFolder:
    return copied(make_campaign(tmp_path_factory.mktemp("made")), tmp_path_factory.mktemp("copy"))


def test_every_kept_answer_has_its_first_time_and_no_other_has_one(folder: CampaignFolder) -> None:
    times, zone = AnswerTimes(folder), folder.read_campaign().as_of.tzinfo
    for unit in folder.read_units():
        first: dict[str, float] = {}
        for _, stored in stored_exchanges(folder.unit(unit.unit_id).path):
            at = stored.exchange.started_at
            first[stored.digest] = min(at, first.get(stored.digest, at))
        assert len(first) > 3
        strange = {"sha256:" + "0" * 64, "sha256:" + "f" * 64, "sha256:ab", "visits", ""}
        told = times(unit.unit_id, frozenset(first) | strange)
        assert told == {
            digest: datetime.fromtimestamp(at, zone).isoformat(" ", "seconds")
            for digest, at in first.items()
        }


def test_a_unit_without_archive_has_no_times(folder: CampaignFolder) -> None:
    assert AnswerTimes(folder)("9999999999", frozenset({"sha256:" + "1" * 64})) == {}
