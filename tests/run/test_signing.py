"""Who vouches for a campaign: signatures, rotation, time stamps, all checked without network."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from govgauge.model.failure import BadInput, Conflict, NotAllowed
from govgauge.run.campaigns import resume_campaign
from govgauge.run.places import campaign_at, workspace_at
from govgauge.run.signing import known_keys, make_key, sign_evidence
from govgauge.run.verifying import NEVER_PROVEN, SIGNED, STAMPED, UNSIGNED, verify_whole
from govgauge.store import archive, time_stamps
from govgauge.store.archive import stored_exchanges
from govgauge.store.campaign_signatures import beside, sign_campaign
from govgauge.store.keys import load_key
from govgauge.store.manifest import seal_campaign
from govgauge.store.workspace import CampaignFolder

from .conftest import QUIET
from .small_campaign import copied, make_campaign
from .time_stamp_authority import LocalAuthority, openssl, time_stamp_authority

LOOPBACK = ("127.0.0.1/32",)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_campaign(tmp_path_factory.mktemp("made"))


@pytest.fixture
def campaign(made: Path, tmp_path: Path) -> CampaignFolder:
    return copied(made, tmp_path)


@pytest.fixture(scope="module")
def authority_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tsa")


@pytest.fixture
def authority(authority_folder: Path):
    with time_stamp_authority(authority_folder) as answering:
        yield answering


def verify(folder: CampaignFolder, *authorities: Path, signed_by: str = ""):
    known = known_keys(workspace_at(folder.path.parents[1]))
    return verify_whole(folder, known, authorities, signed_by, lambda done, total: None)


def signed(folder: CampaignFolder, name: str = "张三", authority: str = "") -> str:
    workspace = workspace_at(folder.path.parents[1])
    card = make_key(workspace, name, "某某评估中心")
    sign_evidence(workspace, folder, card.key_id, authority, LOOPBACK)
    return card.key_id


def test_an_unsigned_campaign_verifies_and_says_what_that_proves(campaign: CampaignFolder) -> None:
    found = verify(campaign)
    assert found.whole
    assert found.proves == (UNSIGNED, NEVER_PROVEN)


def test_a_signed_campaign_names_its_signer(campaign: CampaignFolder) -> None:
    key_id = signed(campaign)
    found = verify(campaign, signed_by=key_id)
    (check,) = found.signatures
    assert found.whole and check.holds and check.known
    assert (check.signer.name, check.signer.organisation) == ("张三", "某某评估中心")
    assert found.proves == (SIGNED, NEVER_PROVEN)


def test_a_private_key_is_its_owner_s_alone_and_lies_outside_every_campaign(
    campaign: CampaignFolder,
) -> None:
    key_id = signed(campaign)
    keys = campaign.path.parents[1] / "keys"
    private = keys / f"{key_id}.pem"
    assert private.stat().st_mode & 0o777 == 0o600
    assert b"PRIVATE KEY" in private.read_bytes()
    for path in campaign.path.rglob("*"):
        assert not path.is_file() or b"PRIVATE KEY" not in path.read_bytes()
    private.chmod(0o644)
    with pytest.raises(NotAllowed, match="key-open"):
        load_key(keys, key_id)


def test_a_key_this_reader_does_not_know_proves_only_consistency(
    campaign: CampaignFolder, tmp_path: Path
) -> None:
    signed(campaign)
    found = verify_whole(campaign, (), (), "", lambda done, total: None)
    assert found.whole
    assert not found.signatures[0].known


def test_every_byte_of_every_file_of_a_signature_counts(campaign: CampaignFolder) -> None:
    signed(campaign)
    folder = campaign.path / "signatures"
    changes = 0
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        for at in range(0, len(data), 7):
            path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
            assert not verify(campaign).whole, (path.name, at)
            changes += 1
        path.write_bytes(data)
    assert changes > 100
    assert verify(campaign).whole


def test_changed_evidence_sealed_again_by_its_owner_no_longer_has_the_signature(
    campaign: CampaignFolder,
) -> None:
    key_id = signed(campaign)
    seal = campaign.path / "manifest.json"
    unit = next(campaign.path.glob("units/*"))
    facts = next(unit.glob("facts/*.parquet"))
    facts.write_bytes(facts.read_bytes() + b"x")
    from govgauge.store.manifest import write_manifest
    from govgauge.store.workspace import UnitFolder

    write_manifest(UnitFolder(unit))
    seal.unlink()
    seal_campaign(campaign.path)
    found = verify(campaign, signed_by=key_id)
    assert not found.whole
    assert not found.signatures[0].holds


def test_without_its_signatures_a_campaign_is_not_by_the_key_asked_for(
    campaign: CampaignFolder,
) -> None:
    key_id = signed(campaign)
    for path in (campaign.path / "signatures").iterdir():
        path.unlink()
    assert verify(campaign).proves == (UNSIGNED, NEVER_PROVEN)
    assert not verify(campaign, signed_by=key_id).whole


def test_keys_are_changed_and_what_the_old_key_signed_stays_valid_e12(
    campaign: CampaignFolder,
) -> None:
    old = signed(campaign, "张三")
    workspace = workspace_at(campaign.path.parents[1])
    new = make_key(workspace, "李四", "某某评估中心").key_id
    (campaign.path.parents[1] / "keys" / f"{old}.pem").unlink()
    end = sign_evidence(workspace, campaign, new, "", LOOPBACK)
    assert end.signer.key_id == new
    found = verify(campaign, signed_by=old)
    assert found.whole
    assert [c.signer.key_id for c in found.signatures] == [old, new]
    assert all(c.holds for c in found.signatures)


def test_signing_twice_with_one_key_is_one_signature(campaign: CampaignFolder) -> None:
    workspace = workspace_at(campaign.path.parents[1])
    key = make_key(workspace, "张三", "").key_id
    first = sign_evidence(workspace, campaign, key, "", LOOPBACK)
    assert sign_evidence(workspace, campaign, key, "", LOOPBACK).statement == first.statement


def test_units_gathered_after_signing_are_said_not_to_be_covered(
    made: Path, tmp_path: Path
) -> None:
    folder = copied(made, tmp_path)
    unit = sorted(folder.path.glob("units/*"))[1]
    aside = tmp_path / "aside"
    unit.rename(aside)
    (folder.path / "manifest.json").unlink()
    seal_campaign(folder.path)
    signed(folder)
    aside.rename(unit)
    seal_campaign(folder.path)
    found = verify(folder)
    assert found.whole
    assert found.signatures[0].later_units == 1


def test_a_campaign_that_is_not_sealed_cannot_be_signed(campaign: CampaignFolder) -> None:
    (campaign.path / "manifest.json").unlink()
    with pytest.raises(Conflict, match="not-sealed"):
        signed(campaign)


def test_without_a_key_signing_says_how_to_make_one(campaign: CampaignFolder) -> None:
    with pytest.raises(BadInput, match="no-key"):
        sign_evidence(workspace_at(campaign.path.parents[1]), campaign, "", "", LOOPBACK)


def test_a_time_stamp_is_got_and_verified_by_us_and_by_openssl_e4(
    campaign: CampaignFolder, authority: LocalAuthority
) -> None:
    signed(campaign, authority=authority.url)
    found = verify(campaign, authority.root)
    (check,) = found.signatures
    assert found.whole and check.stamp.proven
    assert check.stamp.what is time_stamps.VALID
    assert abs(check.stamp.gap_s) <= time_stamps.GAP_S
    assert "Test TSA" in check.stamp.authority
    assert found.proves == (SIGNED, STAMPED, NEVER_PROVEN)
    done = openssl(
        "ts", "-verify", "-data", str(beside(check.path, ".sig")),
        "-in", str(beside(check.path, ".tsr")), "-CAfile", str(authority.root),
    )  # fmt: skip
    assert (done.returncode, b"Verification: OK" in done.stdout + done.stderr) == (0, True)


def test_the_signature_itself_is_verified_by_openssl(campaign: CampaignFolder) -> None:
    signed(campaign)
    (statement,) = (campaign.path / "signatures").glob("*.statement.json")
    done = openssl(
        "pkeyutl", "-verify", "-pubin", "-inkey", str(beside(statement, ".public.pem")),
        "-rawin", "-in", str(statement), "-sigfile", str(beside(statement, ".sig")),
    )  # fmt: skip
    assert b"Signature Verified Successfully" in done.stdout, done.stderr


def test_a_time_stamp_by_an_authority_nobody_gave_is_stated_and_proves_nothing(
    campaign: CampaignFolder, authority: LocalAuthority, tmp_path: Path
) -> None:
    signed(campaign, authority=authority.url)
    found = verify(campaign)
    assert found.whole
    assert found.signatures[0].stamp.what is time_stamps.UNKNOWN_AUTHORITY
    assert STAMPED not in found.proves


def test_a_time_stamp_of_another_signature_is_false(
    campaign: CampaignFolder, authority: LocalAuthority
) -> None:
    signed(campaign, "张三", authority.url)
    signed(campaign, "李四", authority.url)
    first, second = sorted((campaign.path / "signatures").glob("*.tsr"))
    first.write_bytes(second.read_bytes())
    found = verify(campaign, authority.root)
    assert not found.whole
    assert found.signatures[0].stamp.what is time_stamps.FALSE_STAMP


def test_a_forged_authority_of_the_same_name_is_false(
    campaign: CampaignFolder, authority: LocalAuthority, tmp_path: Path
) -> None:
    with time_stamp_authority(tmp_path / "forged") as forged:
        signed(campaign, authority=forged.url)
    found = verify(campaign, authority.root)
    assert not found.whole
    assert STAMPED not in found.proves


def test_a_stamp_long_after_signing_is_said_to_be_late(
    campaign: CampaignFolder, authority: LocalAuthority
) -> None:
    workspace = workspace_at(campaign.path.parents[1])
    key = make_key(workspace, "张三", "")
    private = load_key(campaign.path.parents[1] / "keys", key.key_id)
    sign_campaign(campaign.path, private, datetime(2026, 1, 1, tzinfo=UTC))
    sign_evidence(workspace, campaign, key.key_id, authority.url, LOOPBACK)
    (check,) = verify(campaign, authority.root).signatures
    assert check.stamp.proven
    assert check.stamp.what is time_stamps.LATE


def test_an_authority_that_is_down_is_queued_stated_and_asked_again_by_resume(
    campaign: CampaignFolder, authority_folder: Path
) -> None:
    with time_stamp_authority(authority_folder) as gone:
        pass
    workspace = workspace_at(campaign.path.parents[1])
    key = make_key(workspace, "张三", "").key_id
    end = sign_evidence(workspace, campaign, key, gone.url, LOOPBACK)
    assert [s.outcome for s in end.stamps] == ["refused"]
    (check,) = verify(campaign).signatures
    assert check.holds and check.stamp is None and check.pending == gone.url
    with time_stamp_authority(authority_folder) as back:
        pending = beside(end.statement, ".pending.json")
        waiting = orjson.loads(pending.read_bytes())
        assert [a["outcome"] for a in waiting["asked"]] == ["refused"]
        pending.write_bytes(orjson.dumps(waiting | {"authority": back.url}))
        resume_campaign(campaign, 1, QUIET)
        (check,) = verify(campaign, back.root).signatures
    assert check.stamp.proven and not check.pending


def test_an_authority_on_an_inner_address_is_refused_unless_opened_by_name(
    campaign: CampaignFolder, authority: LocalAuthority
) -> None:
    workspace = workspace_at(campaign.path.parents[1])
    key = make_key(workspace, "张三", "").key_id
    end = sign_evidence(workspace, campaign, key, authority.url, ())
    assert [s.outcome for s in end.stamps] == ["blocked_address"]
    assert verify(campaign).signatures[0].pending == authority.url


def test_an_answer_that_is_no_time_stamp_is_not_kept(
    campaign: CampaignFolder, authority: LocalAuthority
) -> None:
    workspace = workspace_at(campaign.path.parents[1])
    key = make_key(workspace, "张三", "").key_id
    from .raw_server import html, raw_server

    with raw_server({"/": html("no authority")}) as (address, _):
        end = sign_evidence(workspace, campaign, key, f"http://{address}/", LOOPBACK)
    assert not end.stamps[0].token
    assert verify(campaign).signatures[0].pending


def test_a_campaign_of_the_previous_version_verifies_replays_and_can_be_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has no revisits, no signatures, no tombstones and no custody."""
    monkeypatch.setattr(archive, "_WORTH_BYTES", 1 << 60)
    folder = campaign_at(make_campaign(tmp_path), "c")
    monkeypatch.undo()
    units = sorted(folder.path.glob("units/*"))
    assert not [s for unit in units for _, s in stored_exchanges(unit) if s.refers_to]
    assert verify(folder).whole
    (results,) = folder.all_results()
    before = {p.name: p.read_bytes() for p in results.iterdir() if p.name != "run.json"}
    for unit in units:
        (unit / "done.json").unlink()
    resume_campaign(folder, 1, QUIET)
    after = {p.name: p.read_bytes() for p in results.iterdir() if p.name != "run.json"}
    assert after == before
    key_id = signed(folder)
    assert verify(folder, signed_by=key_id).whole


def test_a_replay_over_revisits_gives_the_same_results(campaign: CampaignFolder) -> None:
    units = sorted(campaign.path.glob("units/*"))
    assert [s for unit in units for _, s in stored_exchanges(unit) if s.refers_to]
    (results,) = campaign.all_results()
    before = {p.name: p.read_bytes() for p in results.iterdir() if p.name != "run.json"}
    for unit in units:
        (unit / "done.json").unlink()
    resume_campaign(campaign, 1, QUIET)
    after = {p.name: p.read_bytes() for p in results.iterdir() if p.name != "run.json"}
    assert after == before
    assert verify(campaign).whole


def test_every_page_of_a_report_says_what_evidence_does_not_prove_e6(
    campaign: CampaignFolder,
) -> None:
    pages = list((campaign.path / "report").rglob("*.html"))
    assert len(pages) > 6
    for page in pages:
        text = page.read_text("utf-8")
        assert "不证明服务器当时向其他人发送了什么" in text or "not what the server sent" in text
