"""One finding's evidence as a package: complete, readable by others, and tamper-evident."""

from __future__ import annotations

import io
import json
import random
import zipfile
from pathlib import Path

import attrs
import fastwarc
import pytest
from warcio.archiveiterator import ArchiveIterator

from govgauge.model.campaign import Authorisation, PolicyKind
from govgauge.model.failure import BadInput, NotAllowed
from govgauge.model.finding import Evidence, Finding
from govgauge.run.concerned import concerned_by
from govgauge.run.export import export_finding
from govgauge.run.places import workspace_at
from govgauge.run.signing import Sealing, Seals, known_keys, make_key
from govgauge.run.verifying import NEVER_PROVEN, SIGNED, STAMPED
from govgauge.run.verifying_package import PackageVerification, verify_package
from govgauge.store.archive import stored_exchanges
from govgauge.store.custody import read_custody, write_custody
from govgauge.store.workspace import CampaignFolder

from .small_campaign import copied, dead_link, make_campaign
from .time_stamp_authority import time_stamp_authority

LOOPBACK = ("127.0.0.1/32",)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_campaign(tmp_path_factory.mktemp("made"))


@pytest.fixture
def campaign(made: Path, tmp_path: Path) -> CampaignFolder:
    return copied(made, tmp_path)


def root_of(folder: CampaignFolder) -> Path:
    return folder.path.parents[1]


def export(
    folder: CampaignFolder, public: bool = False, seals: Seals | None = None
) -> tuple[Path, Finding]:
    finding = dead_link(folder)
    target = root_of(folder) / "finding.wacz"
    export_finding(folder, finding.finding_id, target, public, seals or Seals())
    return target, finding


def sealing(folder: CampaignFolder, authority: str = "") -> Seals:
    workspace = workspace_at(root_of(folder))
    key = make_key(workspace, "张三", "某某评估中心").key_id
    return Sealing(workspace, key, False, authority, LOOPBACK).seals


def verify(path: Path, folder: CampaignFolder, *authorities: Path) -> PackageVerification:
    return verify_package(path, known_keys(workspace_at(root_of(folder))), authorities, "")


def test_a_package_has_the_layout_of_wacz_1_1_1(campaign: CampaignFolder) -> None:
    path, _ = export(campaign)
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        names = package.namelist()
        listing = json.loads(package.read("datapackage.json"))
        digest = json.loads(package.read("datapackage-digest.json"))
        pages = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()]
        assert all(info.compress_type == zipfile.ZIP_STORED for info in package.infolist())
    assert names == [
        "datapackage.json", "datapackage-digest.json", "archive/data.warc.gz",
        "indexes/index.cdxj", "pages/pages.jsonl", "finding.json", "index.html",
    ]  # fmt: skip
    assert (listing["profile"], listing["wacz_version"]) == ("data-package", "1.1.1")
    assert [r["path"] for r in listing["resources"]] == names[2:]
    assert (digest["path"], digest["hash"][:7]) == ("datapackage.json", "sha256:")
    assert pages[0]["format"] == "json-pages-1.0"
    assert all(page["url"] and page["ts"].endswith("Z") for page in pages[1:])


def test_other_readers_read_its_records_and_its_index_leads_to_them(
    campaign: CampaignFolder,
) -> None:
    path, finding = export(campaign)
    with zipfile.ZipFile(path) as package:
        warc = package.read("archive/data.warc.gz")
        index = package.read("indexes/index.cdxj").decode().splitlines()
    by_warcio = []
    for record in ArchiveIterator(io.BytesIO(warc), check_digests="raise"):
        record.content_stream().read()
        by_warcio.append((record.rec_type, record.rec_headers["WARC-Target-URI"]))
    by_fastwarc = [
        (r.headers["WARC-Type"], r.headers.get("WARC-Target-URI"))
        for r in fastwarc.ArchiveIterator(io.BytesIO(warc), quirks_mode=True)
    ]
    assert by_warcio == by_fastwarc
    cited = {e.url for e in finding.instance.evidence}
    assert cited <= {url for _, url in by_warcio}
    assert index == sorted(index)
    for line in index:
        entry = json.loads(line.split(" ", 2)[2])
        at = io.BytesIO(warc[int(entry["offset"]) : int(entry["offset"]) + int(entry["length"])])
        (record,) = ArchiveIterator(at)
        assert record.rec_headers["WARC-Target-URI"] == entry["url"]


def test_a_revisit_never_travels_without_its_original(campaign: CampaignFolder) -> None:
    unit = campaign.unit(dead_link(campaign).unit_id).path
    revisits = [s for _, s in stored_exchanges(unit) if s.refers_to]
    assert revisits
    finding = dead_link(campaign)
    cites_revisit = attrs.evolve(
        finding,
        instance=attrs.evolve(
            finding.instance,
            target="",
            evidence=tuple(Evidence(s.digest, s.exchange.url) for s in revisits),
        ),
    )
    concerned = concerned_by(cites_revisit, unit)
    ids = {s.record_id for _, s in concerned.exchanges}
    assert {s.record_id for s in revisits} | {s.refers_to for s in revisits} <= ids


def test_a_package_says_by_whose_authority_was_asked(campaign: CampaignFolder) -> None:
    given = Authorisation("市政府办公厅", "政办函〔2026〕1号", "2026-11-01", ("*.x.gov.cn",))
    head = campaign.read_campaign()
    plan = attrs.evolve(head.plan, policy=PolicyKind.MANDATE, authorisation=given)
    campaign.write_campaign(attrs.evolve(head, plan=plan))
    path, _ = export(campaign)
    with zipfile.ZipFile(path) as package:
        page = package.read("index.html").decode()
        document = json.loads(package.read("finding.json"))
    assert document["campaign"]["authorisation"]["document"] == "政办函〔2026〕1号"
    assert "受权检查" in page
    assert "市政府办公厅, 政办函〔2026〕1号, 2026-11-01 (*.x.gov.cn)" in page
    assert "不符合 not met" in page


def test_records_are_the_very_bytes_of_the_campaign(campaign: CampaignFolder) -> None:
    path, finding = export(campaign)
    with zipfile.ZipFile(path) as package:
        warc = package.read("archive/data.warc.gz")
        document = json.loads(package.read("finding.json"))
    unit = campaign.unit(finding.unit_id).path
    assert document["exchanges"]
    for exchange in document["exchanges"]:
        kept = (unit / exchange["file"]).read_bytes()[exchange["offset"] :][:200]
        assert kept in warc


def test_the_chain_of_redirects_of_a_cited_address_comes_along(campaign: CampaignFolder) -> None:
    path, _ = export(campaign)
    with zipfile.ZipFile(path) as package:
        document = json.loads(package.read("finding.json"))
    statuses = {(e["url"].rpartition("/")[2], e["status"]) for e in document["exchanges"]}
    assert ("gone", 404) in statuses
    if ("b", 200) in statuses:
        assert ("old", 302) in statuses


def test_a_person_finds_the_whole_story_in_index_html(campaign: CampaignFolder) -> None:
    path, finding = export(campaign)
    with zipfile.ZipFile(path) as package:
        html = package.read("index.html").decode()
    says = finding.instance.says
    for wanted in (
        says.zh, finding.finding_id, "国办发", "census-2015", "govgauge verify",
        NEVER_PROVEN.zh, NEVER_PROVEN.en, *(e.digest for e in finding.instance.evidence),
    ):  # fmt: skip
        assert wanted in html, wanted
    assert "http-equiv" not in html and "<script" not in html


def test_a_signed_package_is_verified_from_its_bytes_alone(campaign: CampaignFolder) -> None:
    path, finding = export(campaign, seals=sealing(campaign))
    found = verify(path, campaign)
    assert found.whole and found.check.known
    assert found.check.statement.signer.name == "张三"
    assert found.finding["finding_id"] == finding.finding_id
    assert found.proves == (SIGNED, NEVER_PROVEN)
    stranger = verify_package(path, (), (), "")
    assert stranger.whole and not stranger.check.known
    assert not verify_package(path, (), (), "0" * 16).whole


def test_a_time_stamped_package_proves_when_it_was_there(
    campaign: CampaignFolder, tmp_path: Path
) -> None:
    with time_stamp_authority(tmp_path / "tsa") as authority:
        path, _ = export(campaign, seals=sealing(campaign, authority.url))
    found = verify(path, campaign, authority.root)
    assert found.whole
    assert found.proves == (SIGNED, STAMPED, NEVER_PROVEN)


def edits(data: bytes, rng: random.Random) -> bytes:
    """One random change: flip a bit, insert, delete, exchange two runs, or cut the end."""
    at = rng.randrange(len(data))
    kind = rng.randrange(5)
    if kind == 0:
        return data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]
    if kind == 1:
        return data[:at] + rng.randbytes(rng.randrange(1, 9)) + data[at:]
    if kind == 2:
        return data[:at] + data[at + rng.randrange(1, 9) :]
    if kind == 3:
        return data[:at]
    other, size = rng.randrange(len(data)), rng.randrange(1, 40)
    first, second = sorted((at, other))
    a, b = data[first : first + size], data[second : second + size]
    swapped = data[:first] + b + data[first + len(b) :]
    return swapped[:second] + a + swapped[second + len(a) :]


def test_every_random_edit_of_a_package_is_told_and_an_untouched_one_never_e1(
    campaign: CampaignFolder, tmp_path: Path
) -> None:
    with time_stamp_authority(tmp_path / "tsa") as authority:
        path, _ = export(campaign, seals=sealing(campaign, authority.url))
    data = path.read_bytes()
    rng = random.Random(7)
    changed = tmp_path / "changed.wacz"
    for _ in range(150):
        edited = edits(data, rng)
        changed.write_bytes(edited)
        assert verify(changed, campaign, authority.root).whole == (edited == data)


def test_swapped_files_and_renamed_ones_are_told(campaign: CampaignFolder, tmp_path: Path) -> None:
    from govgauge.store.zip_container import read_zip, write_zip

    path, _ = export(campaign, seals=sealing(campaign))
    files = read_zip(path.read_bytes())
    changed = tmp_path / "changed.wacz"
    names = list(files)
    for first in names:
        for second in names:
            if first < second and files[first] != files[second]:
                swapped = files | {first: files[second], second: files[first]}
                changed.write_bytes(write_zip(swapped))
                assert not verify(changed, campaign).whole
    changed.write_bytes(write_zip(dict(reversed(files.items()))))
    assert not verify(changed, campaign).whole
    changed.write_bytes(write_zip(files | {"extra.txt": b"x"}))
    assert not verify(changed, campaign).whole


def test_restricted_evidence_has_no_public_copy(campaign: CampaignFolder) -> None:
    from govgauge.model.custody import AccessClass, Custody

    finding = dead_link(campaign)
    write_custody(campaign.path, Custody(units={finding.unit_id: AccessClass.RESTRICTED}))
    assert read_custody(campaign.path).access_of(finding.unit_id) is AccessClass.RESTRICTED
    with pytest.raises(NotAllowed, match="access-restricted"):
        export(campaign, public=True)
    export(campaign)


def test_a_name_that_is_no_wacz_is_refused(campaign: CampaignFolder) -> None:
    finding = dead_link(campaign)
    with pytest.raises(BadInput, match="bad-package-name"):
        export_finding(campaign, finding.finding_id, Path("x.zip"), False, Seals())


def test_a_finding_is_found_by_a_beginning_of_its_id(campaign: CampaignFolder) -> None:
    finding = dead_link(campaign)
    target = root_of(campaign) / "short.wacz"
    export_finding(campaign, finding.finding_id[:12], target, False, Seals())
    assert target.exists()
    with pytest.raises(BadInput, match="no-finding"):
        export_finding(campaign, "zz", target, False, Seals())
