"""Deletion on the record, retention, access: what goes is gone, what was said stays sayable."""

from __future__ import annotations

import gzip
import re
from datetime import date
from pathlib import Path

import pytest

from govgauge.model.custody import AccessClass
from govgauge.model.failure import BadInput, Conflict
from govgauge.run.campaigns import judge_campaign, resume_campaign
from govgauge.run.custody import delete_evidence, expire_evidence, keep_evidence
from govgauge.run.evidence import show_evidence
from govgauge.run.places import workspace_at
from govgauge.run.signing import known_keys, make_key, sign_evidence
from govgauge.run.verifying import NOT_SIGNED_DELETION, verify_whole
from govgauge.store.archive import evidence_files, stored_exchanges
from govgauge.store.deleting import Why
from govgauge.store.deletions import read_deletions
from govgauge.store.manifest import CHANGED, MISSING, NOT_DELETED
from govgauge.store.workspace import CampaignFolder, Workspace

from .conftest import QUIET
from .small_campaign import copied, dead_link, make_campaign


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_campaign(tmp_path_factory.mktemp("made"))


@pytest.fixture
def campaign(made: Path, tmp_path: Path) -> CampaignFolder:
    return copied(made, tmp_path)


def home(folder: CampaignFolder) -> Workspace:
    return workspace_at(folder.path.parents[1])


def verify(folder: CampaignFolder):
    return verify_whole(folder, known_keys(home(folder)), (), "", lambda done, total: None)


def delete(folder: CampaignFolder, what: str):
    return delete_evidence(home(folder), folder, what, "当事人申请", "张三")


def results(folder: CampaignFolder) -> dict[str, bytes]:
    (path,) = folder.all_results()
    return {p.name: p.read_bytes() for p in path.iterdir() if p.name != "evidence-deleted.json"}


def sign(folder: CampaignFolder) -> None:
    key = make_key(home(folder), "李四", "某某评估中心").key_id
    sign_evidence(home(folder), folder, key, "", ())


def test_a_unit_deleted_on_the_record_is_gone_and_verify_says_so_and_not_damaged(
    campaign: CampaignFolder,
) -> None:
    unit = dead_link(campaign).unit_id
    before = results(campaign)
    (deletion,) = delete(campaign, unit).deletions
    folder = campaign.unit(unit)
    assert evidence_files(folder.path) == []
    assert not folder.facts.exists()
    found = verify(campaign)
    assert found.whole
    assert [(e.unit, e.reason, e.by) for e in found.deletions.entries] == [
        (unit, "当事人申请", "张三")
    ]
    assert all(len(f["before"]) == 64 and f["bytes_before"] for f in deletion.files.values())
    assert results(campaign) == before
    told = next(iter(campaign.all_results())) / "evidence-deleted.json"
    assert unit in told.read_text("utf-8")
    assert "张三" not in told.read_text("utf-8")


def test_the_payloads_of_one_finding_are_cut_out_and_everything_else_stays(
    campaign: CampaignFolder,
) -> None:
    finding = dead_link(campaign)
    unit = campaign.unit(finding.unit_id).path
    digests = {e.digest for e in finding.instance.evidence}
    before = {s.exchange.url: s for _, s in stored_exchanges(unit)}
    delete(campaign, finding.finding_id)
    after = {s.exchange.url: s for _, s in stored_exchanges(unit)}
    assert after.keys() == before.keys()
    for url, stored in after.items():
        assert stored.digest == before[url].digest
        if stored.digest in digests:
            assert stored.deleted
            assert stored.exchange.body == stored.exchange.header == b""
        else:
            assert stored.exchange == before[url].exchange
    assert any(s.deleted for s in after.values())
    assert verify(campaign).whole


def test_every_exchange_with_the_deleted_payload_loses_it_revisits_too(
    campaign: CampaignFolder,
) -> None:
    unit_id = dead_link(campaign).unit_id
    unit = campaign.unit(unit_id).path
    shared = next(s.digest for _, s in stored_exchanges(unit) if s.refers_to)
    body = next(s.exchange.body for _, s in stored_exchanges(unit) if s.digest == shared)
    from datetime import UTC, datetime

    from govgauge.store.deleting import delete_payloads

    delete_payloads(campaign, unit_id, {shared}, Why("x", "y", datetime.now(UTC)))
    gone = [s for _, s in stored_exchanges(unit) if s.digest == shared]
    assert len(gone) >= 2 and all(s.deleted for s in gone)
    for path in evidence_files(unit):
        assert body not in gzip.decompress(path.read_bytes())
    assert verify(campaign).whole


def test_the_pages_people_read_say_it_once_and_name_nobody(campaign: CampaignFolder) -> None:
    finding = dead_link(campaign)
    other = next(u.unit_id for u in campaign.read_units() if u.unit_id != finding.unit_id)
    (report,) = (campaign.path / "report").iterdir()
    own_page = report / "units" / f"{finding.unit_id}.html"
    delete(campaign, finding.finding_id)
    assert "本单位的部分证据已于" in own_page.read_text("utf-8")
    delete(campaign, finding.unit_id)
    assert "本单位的全部证据已于" in own_page.read_text("utf-8")
    for prefix, says in (("", "1 个单位有证据已依法删除"), ("en", "Evidence of 1 unit(s)")):
        assert (report / prefix / "index.html").read_text("utf-8").count(says) == 1
    for prefix, says in (("", "依法删除"), ("en", "was deleted on")):
        page = (report / prefix / "units" / f"{finding.unit_id}.html").read_text("utf-8")
        assert page.count(says) == 1
        assert "当事人申请" in page and "张三" not in page
        assert says not in (report / prefix / "units" / f"{other}.html").read_text("utf-8")


def test_show_says_deleted_and_never_missing(campaign: CampaignFolder) -> None:
    finding = dead_link(campaign)
    digests = {e.digest for e in finding.instance.evidence}
    delete(campaign, finding.finding_id)
    shown = show_evidence(campaign, finding.finding_id, None)
    assert (set(shown.deleted), shown.missing) == (digests, ())
    delete(campaign, finding.unit_id)
    shown = show_evidence(campaign, finding.finding_id, None)
    assert (set(shown.deleted), shown.missing) == (digests, ())


@pytest.mark.parametrize("by_finding", [True, False])
def test_deleted_evidence_is_never_judged_again_in_silence(
    campaign: CampaignFolder, by_finding: bool
) -> None:
    finding = dead_link(campaign)
    before = results(campaign)
    delete(campaign, finding.finding_id if by_finding else finding.unit_id)
    with pytest.raises(Conflict, match="evidence-deleted"):
        judge_campaign(campaign, "", QUIET)
    with pytest.raises(Conflict, match="evidence-deleted"):
        resume_campaign(campaign, 1, QUIET)
    assert results(campaign) == before
    assert verify(campaign).whole


def test_a_file_removed_without_a_record_is_damage(campaign: CampaignFolder) -> None:
    finding = dead_link(campaign)
    (path,) = evidence_files(campaign.unit(finding.unit_id).path)
    path.unlink()
    assert [d.what for d in verify(campaign).damages] == [MISSING]


def test_a_forged_or_changed_record_of_deletion_is_damage(campaign: CampaignFolder) -> None:
    first, second = (u.unit_id for u in campaign.read_units())
    delete(campaign, first)
    delete(campaign, second)
    path = campaign.path / "deletions.jsonl"
    data = path.read_bytes()
    lines = data.splitlines(keepends=True)
    for changed in (
        data.replace("当事人申请".encode(), "没有理由".encode()),
        lines[1] + lines[0],
        lines[1],
        lines[0],
        data[:-1],
        b"",
    ):
        path.write_bytes(changed)
        assert not verify(campaign).whole, changed[:40]
    path.write_bytes(data)
    assert verify(campaign).whole


def test_in_a_signed_campaign_a_deletion_must_be_signed(campaign: CampaignFolder) -> None:
    sign(campaign)
    keys = campaign.path.parents[1] / "keys"
    private = next(keys.glob("*.pem"))
    aside = private.rename(private.with_suffix(".away"))
    first, second = (u.unit_id for u in campaign.read_units())
    assert not delete(campaign, first).signed
    assert [d.what for d in verify(campaign).damages] == [NOT_SIGNED_DELETION]
    aside.rename(private)
    assert delete(campaign, second).signed
    found = verify(campaign)
    assert found.whole
    assert [c.deletions for c in found.signatures] == [0, 2]
    lines = (campaign.path / "deletions.jsonl").read_bytes().splitlines(keepends=True)
    (campaign.path / "deletions.jsonl").write_bytes(lines[0])
    assert not verify(campaign).whole


def test_a_deletion_cut_off_half_way_is_told_and_finished_by_asking_again(
    campaign: CampaignFolder,
) -> None:
    finding = dead_link(campaign)
    unit = campaign.unit(finding.unit_id)
    (warc,) = evidence_files(unit.path)
    data = warc.read_bytes()
    facts = {p: p.read_bytes() for p in unit.facts.iterdir()}
    delete(campaign, finding.finding_id)
    warc.write_bytes(data)
    unit.facts.mkdir(exist_ok=True)
    for path, content in facts.items():
        path.write_bytes(content)
    whats = {d.what for d in verify(campaign).damages}
    assert whats == {CHANGED, NOT_DELETED}
    delete(campaign, finding.finding_id)
    assert verify(campaign).whole
    assert len(read_deletions(campaign.path).entries) == 2


def test_what_is_not_there_and_what_has_no_reason_is_refused(campaign: CampaignFolder) -> None:
    unit = dead_link(campaign).unit_id
    with pytest.raises(BadInput, match="no-reason"):
        delete_evidence(home(campaign), campaign, unit, " ", "张三")
    with pytest.raises(BadInput, match="no-finding"):
        delete(campaign, "no-such-thing")
    delete(campaign, unit)
    with pytest.raises(BadInput, match="nothing-to-delete"):
        delete(campaign, unit)


def test_retention_deletes_everything_once_it_is_over_and_nothing_before(
    campaign: CampaignFolder,
) -> None:
    keep_evidence(campaign, (), None, date(2029, 12, 31))
    assert expire_evidence(home(campaign), campaign, date(2029, 12, 31)).deletions == ()
    ended = expire_evidence(home(campaign), campaign, date(2030, 1, 1))
    assert {d.unit for d in ended.deletions} == {u.unit_id for u in campaign.read_units()}
    assert all("2029-12-31" in d.reason for d in ended.deletions)
    assert not list(campaign.path.glob("units/*/*.warc.gz"))
    assert verify(campaign).whole
    assert expire_evidence(home(campaign), campaign, date(2031, 1, 1)).deletions == ()


def test_access_classes_are_internal_until_told_otherwise(campaign: CampaignFolder) -> None:
    first, second = (u.unit_id for u in campaign.read_units())
    custody = keep_evidence(campaign, (first,), AccessClass.RESTRICTED, None)
    assert custody.access_of(first) is AccessClass.RESTRICTED
    assert custody.access_of(second) is AccessClass.INTERNAL
    with pytest.raises(BadInput, match="no-unit"):
        keep_evidence(campaign, ("nobody",), AccessClass.PUBLIC, None)
    assert keep_evidence(campaign, (), AccessClass.PUBLIC, None).access_of(first) == "public"
    assert re.search("public", (campaign.path / "custody.json").read_text())
