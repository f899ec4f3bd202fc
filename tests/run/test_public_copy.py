"""A public package holds nothing it must not: 50 planted secrets, none comes out (row V3)."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from govgauge.model.finding import Finding
from govgauge.run.export import export_finding
from govgauge.run.signing import Seals
from govgauge.run.verifying_package import verify_package
from govgauge.store.archive import stored_exchanges
from govgauge.store.workspace import CampaignFolder

from .small_campaign import ANSWERS, PARAGRAPH, copied, dead_link, make_campaign

PLANTED = [f"Sq{n:02}xK7vP{n * 7919 % 10000:04}z" for n in range(30)]
PERSONS = [
    "13812345678", "15900001234", "17712348888", "18655556666", "19900112233",
    "110101199003077758", "44030119800101123X", "11010519491231002X", "330106197502021234",
    "6222021234567890128", "6217000010012345677", "4111111111111111",
    "wang.xiaoming@example.com", "lisi2020@mail.example.cn", "secretary@a.example.org",
    "010101@corp.example.com", "zhao_liu@example.net", "qian+tag@example.com",
    "13611112222", "16677778888",
]  # fmt: skip
SECRETS = PLANTED + PERSONS


def planted_answers() -> dict[str, bytes]:
    """The small site with 50 secrets in fields, addresses, scripts, forms and text."""
    use = iter(PLANTED)
    links = "".join(
        f"<a href='/gone?{name}={next(use)}&amp;x=1'>链接</a>"
        for name in ("token", "access_token", "ticket", "sid", "PHPSESSID", "sign", "pwd")
    )
    links += f"<a href='/gone;jsessionid={next(use)}'>会话</a>"
    scripts = "".join(
        f"<script>var a={{ {name}: '{next(use)}' }};</script>"
        for name in ("token", "apiKey", "appSecret", "password", "sessionId", "authorization")
    )
    scripts += f"<script>document.cookie='JSESSIONID={next(use)}';h='Bearer {next(use)}'</script>"
    forms = "".join(
        f"<input type=hidden name={name} value='{next(use)}'>"
        for name in ("csrf_token", "_token", "__RequestVerificationToken", "ticket")
    )
    forms += f"<meta name='csrf-token' content='{next(use)}'>"
    forms += f"<a href='http://admin:{next(use)}@a.gov.cn/'>x</a>"
    left = list(use)
    cookies = "".join(
        f"Set-Cookie: C{n}={secret}; Path=/\r\n" for n, secret in enumerate(left[: len(left) // 2])
    )
    cookies += "".join(
        f"X-Auth-{n}: {secret}\r\n" for n, secret in enumerate(left[len(left) // 2 :])
    )
    persons = "".join(f"<p>联系人{p}，经办</p>" for p in PERSONS)
    page = (
        f"<html><head><title>公示</title></head><body>{links}{scripts}{forms}{persons}"
        f"<a href='/gone'>不存在的页面</a>{PARAGRAPH}</body></html>"
    ).encode("gb18030")
    body = gzip.compress(page, mtime=0)
    head = (
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gb2312\r\nContent-Encoding: gzip\r\n"
        f"{cookies}Content-Length: {len(body)}\r\n\r\n"
    )
    return ANSWERS | {"/a": head.encode() + body}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_campaign(tmp_path_factory.mktemp("made"), planted_answers())


@pytest.fixture
def campaign(made: Path, tmp_path: Path) -> CampaignFolder:
    return copied(made, tmp_path)


def exported(folder: CampaignFolder, public: bool) -> tuple[Path, Finding]:
    finding = dead_link(folder)
    target = folder.path.parents[1] / "public.wacz"
    export_finding(folder, finding.finding_id, target, public, Seals())
    return target, finding


def every_byte(path: Path) -> bytes:
    """All a reader can get out of a package: files as they are, records unpacked."""
    with zipfile.ZipFile(path) as package:
        files = {name: package.read(name) for name in package.namelist()}
    return path.read_bytes() + gzip.decompress(files["archive/data.warc.gz"])


def test_the_secrets_were_captured(campaign: CampaignFolder) -> None:
    unit = campaign.unit(dead_link(campaign).unit_id).path
    captured = b"".join(
        s.exchange.header + _decoded(s.exchange.body) for _, s in stored_exchanges(unit)
    )
    assert len(SECRETS) == 50
    assert [s for s in SECRETS if s.encode() not in captured] == []


def _decoded(body: bytes) -> bytes:
    return gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body


def test_no_planted_secret_comes_out_in_a_public_copy_v3(campaign: CampaignFolder) -> None:
    path, _ = exported(campaign, public=True)
    data = every_byte(path)
    assert [s for s in SECRETS if s.encode() in data] == []
    assert "公示".encode() in data


def test_originals_are_not_in_it_but_their_digests_are(campaign: CampaignFolder) -> None:
    path, finding = exported(campaign, public=True)
    unit = campaign.unit(finding.unit_id).path
    cited = {e.digest for e in finding.instance.evidence}
    data = every_byte(path)
    for _, stored in stored_exchanges(unit):
        if stored.digest in cited and len(stored.exchange.body) > 100:
            assert stored.exchange.body not in data
            assert stored.digest.encode() in data
    with zipfile.ZipFile(path) as package:
        warc = io.BytesIO(package.read("archive/data.warc.gz"))
    kinds = {record.rec_type for record in ArchiveIterator(warc)}
    assert kinds <= {"warcinfo", "resource", "metadata"}


def test_a_public_copy_says_that_it_is_one_and_verifies(campaign: CampaignFolder) -> None:
    path, _ = exported(campaign, public=True)
    found = verify_package(path, (), (), "")
    assert found.whole and found.public
    with zipfile.ZipFile(path) as package:
        assert json.loads(package.read("datapackage.json"))["access"] == "public"
        assert "公开副本" in package.read("index.html").decode()


def test_the_full_package_still_has_everything(campaign: CampaignFolder) -> None:
    path, _ = exported(campaign, public=False)
    with zipfile.ZipFile(path) as package:
        warc = io.BytesIO(package.read("archive/data.warc.gz"))
    bodies = [r.content_stream().read() for r in ArchiveIterator(warc) if r.rec_type == "response"]
    assert any(PERSONS[0].encode() in body for body in bodies)
