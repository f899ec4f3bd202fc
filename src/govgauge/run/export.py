"""One finding's evidence as a package of its own: chosen, described, indexed, signed, written."""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from attrs import frozen

from govgauge import __version__
from govgauge.model.custody import AccessClass
from govgauge.model.failure import BadInput, NotAllowed, NothingDone, Place
from govgauge.model.text import Text
from govgauge.report.evidence_page import evidence_page
from govgauge.run.concerned import Concerned, concerned_by
from govgauge.run.evidence import find_finding
from govgauge.run.finding_document import finding_document, masked_document
from govgauge.run.public_copy import public_record
from govgauge.run.signing import Seals
from govgauge.run.unit_facts import media_type
from govgauge.store.custody import read_custody
from govgauge.store.deletions import read_deletions
from govgauge.store.package_index import WARC_NAME, index_of, moment_of, pages_of
from govgauge.store.records import canonical_json
from govgauge.store.redaction import redact
from govgauge.store.wacz import write_package
from govgauge.store.warc import encode_warcinfo
from govgauge.store.warc_reading import StoredExchange
from govgauge.store.workspace import CampaignFolder, write_atomic

_SUFFIX = ".wacz"
_MAX_BYTES = 1024 * 1024 * 1024


@frozen
class ExportEnd:
    """What was written: where, how large, how many exchanges, what was not there any more."""

    path: Path
    bytes: int
    exchanges: int
    missing: tuple[str, ...]
    deleted: tuple[str, ...]
    public: bool
    signed: bool


def export_finding(
    folder: CampaignFolder, finding_id: str, target: Path, public: bool, seals: Seals
) -> ExportEnd:
    """Write a finding's evidence as a WACZ package.

    Raises ``BadInput`` for an unknown finding or a name that is not ``.wacz``, ``NotAllowed``
    (``access-restricted``) for a public copy of restricted evidence, ``NothingDone``
    (``evidence-gone``) when nothing of it is left.
    """
    if target.suffix != _SUFFIX:
        raise BadInput(
            "bad-package-name",
            Text("证据包的文件名须以 .wacz 结尾", "the name of a package ends in .wacz"),
            Text("例如 -o finding.wacz", "for example -o finding.wacz"),
            Place.in_file(target),
        )
    finding, system_key = find_finding(folder, finding_id)
    access = read_custody(folder.path).access_of(finding.unit_id)
    if public and access is AccessClass.RESTRICTED:
        raise NotAllowed(
            "access-restricted",
            Text("该单位的证据限制访问，不得公开", "this unit's evidence is restricted"),
            Text("用 evidence keep 改变访问级别后再导出", "change its class with evidence keep"),
        )
    concerned = concerned_by(finding, folder.unit(finding.unit_id).path)
    if not concerned.exchanges:
        raise _gone(folder, finding.unit_id)
    document = finding_document(folder, finding, system_key, concerned, access, public)
    if public:
        document = masked_document(document)
    data = _package(document, concerned, public, seals)
    write_atomic(target, data)
    return ExportEnd(
        target,
        len(data),
        len(concerned.exchanges),
        concerned.missing,
        concerned.deleted,
        public,
        seals.key is not None,
    )


def _gone(folder: CampaignFolder, unit_id: str) -> NothingDone:
    """Nothing to export, and why, where a deletion on the record tells."""
    deleted = [entry for entry in read_deletions(folder.path).entries if entry.unit == unit_id]
    zh, en = "", ""
    if deleted:
        day, reason = deleted[-1].at[:10], deleted[-1].reason
        zh, en = f"：{day} 依法删除（{reason}）", f": deleted on the record on {day} ({reason})"
    return NothingDone(
        "evidence-gone",
        Text(f"该发现的证据已不存在{zh}", f"nothing is left of this finding's evidence{en}"),
        Text("用 evidence show 和 verify 查看原因", "see evidence show and verify for why"),
        Place.in_file(folder.unit(unit_id).path),
    )


def _package(
    document: Mapping[str, Any], concerned: Concerned, public: bool, seals: Seals
) -> bytes:
    pages = _pages(concerned, public)
    with tempfile.TemporaryDirectory() as scratch:
        warc = Path(scratch) / WARC_NAME
        warc.write_bytes(_warc(document, concerned, public))
        files = {
            f"archive/{WARC_NAME}": warc.read_bytes(),
            "indexes/index.cdxj": index_of(warc),
            "pages/pages.jsonl": pages_of(pages),
            "finding.json": canonical_json(document),
            "index.html": evidence_page(document).encode(),
        }
    about = {
        "title": f"证据 {document['finding']['finding_id']} {document['finding']['says']['zh']}",
        "description": document["finding"]["says"]["en"],
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "software": f"govgauge/{__version__}",
        "access": AccessClass.PUBLIC.value if public else document["access"],
    }
    if pages:
        about |= {"mainPageUrl": pages[0][0], "mainPageDate": moment_of(pages[0][1])}
    return write_package(files, about, seals.key, seals.stamp)


def _warc(document: Mapping[str, Any], concerned: Concerned, public: bool) -> bytes:
    """The records as they were kept, byte for byte; in a public copy the masked ones instead."""
    about = f"evidence of finding {document['finding']['finding_id']}"
    parts = [encode_warcinfo(f"govgauge/{__version__}", about)]
    for path, stored in concerned.exchanges:
        if public:
            parts.append(public_record(stored.exchange, stored.digest))
        else:
            parts.append(_bytes_of(path, stored))
    if sum(map(len, parts)) > _MAX_BYTES:
        raise NothingDone(
            "package-too-large",
            Text("证据超过 1 GiB，不能装入一个包", "over 1 GiB of evidence does not fit a package"),
            Text("用 evidence show --save 取出单个响应", "take single answers by show --save"),
        )
    return b"".join(parts)


def _bytes_of(path: Path, stored: StoredExchange) -> bytes:
    with path.open("rb") as file:
        file.seek(stored.start)
        return file.read(stored.end - stored.start)


def _pages(concerned: Concerned, public: bool) -> Sequence[tuple[str, float, str]]:
    """Answers that are pages, cited ones first; each address once."""
    found: dict[str, tuple[str, float, str]] = {}
    ordered = sorted(concerned.exchanges, key=lambda e: e[1].digest not in concerned.cited)
    for _, stored in ordered:
        exchange = stored.exchange
        if exchange.status is None or media_type(exchange) not in ("text/html", ""):
            continue
        url = redact(exchange.url).text if public else exchange.url
        found.setdefault(url, (url, exchange.started_at, url))
    return list(found.values())
