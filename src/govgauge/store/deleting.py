"""Deleting evidence on the record: the payload goes, its digest, size and the reason stay.

Order against a kill: the new file is written aside, the tombstone follows, then the old file is
replaced or removed.  A deletion that was cut off is told by ``verify`` and finished by being asked
for again.  Facts are drawn from evidence, so they go with it; results that were judged stay.
"""

import base64
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from attrs import frozen

from govgauge.model.failure import BadInput, Conflict, Place
from govgauge.model.text import Text
from govgauge.store.archive import evidence_files
from govgauge.store.deletions import (
    RECORDS,
    WHOLE_UNIT,
    Deletion,
    add_deletion,
    read_deletions,
)
from govgauge.store.disk import storage_failure
from govgauge.store.manifest import file_digest, read_seal
from govgauge.store.records import canonical_json
from govgauge.store.sketches import remove_sketches
from govgauge.store.warc import EXTENSION, encode_member
from govgauge.store.warc_reading import read_exchanges
from govgauge.store.warc_records import Record, read_records
from govgauge.store.workspace import CampaignFolder, UnitFolder, read_json, write_atomic

_KEPT = "visits.parquet"  # When and how a home page opened: no content of anybody's.
_HEAD_FIELDS = ("warc-record-id", "warc-date", "warc-target-uri", "warc-ip-address")


@frozen
class Why:
    """The reason of a deletion, who ordered it, when."""

    reason: str
    by: str
    at: datetime

    @property
    def moment(self) -> str:
        """The time as it is written down."""
        return self.at.astimezone(UTC).isoformat(timespec="seconds")


def delete_unit(campaign: CampaignFolder, unit_id: str, why: Why) -> Deletion:
    """Remove all evidence and facts of one unit."""
    folder, listed = _open(campaign, unit_id)
    gone = {n: e for n, e in listed.items() if n != _KEPT and (folder.path / n).exists()}
    if not gone:
        raise _nothing_left(folder)
    files = {name: _step(entry["sha256"], entry["bytes"], "", 0) for name, entry in gone.items()}
    deletion = Deletion(unit_id, WHOLE_UNIT, why.reason, why.by, why.moment, files, ())
    remove_sketches(campaign)
    add_deletion(campaign.path, deletion)
    _remove(folder, gone)
    _tell_results(campaign)
    return deletion


def delete_payloads(
    campaign: CampaignFolder, unit_id: str, digests: set[str], why: Why
) -> Deletion:
    """Cut every payload with one of these digests out of a unit, and remove the unit's facts."""
    folder, listed = _open(campaign, unit_id)
    files: dict[str, dict[str, Any]] = {}
    records: list[dict[str, Any]] = []
    parts: list[tuple[Path, Path]] = []
    for path in evidence_files(folder.path):
        cut = _cut(path, digests, why)
        if cut is None:
            continue
        part, removed = cut
        records += removed
        parts.append((part, path))
        before = listed[path.name]
        files[path.name] = _step(
            before["sha256"], before["bytes"], file_digest(part), part.stat().st_size
        )
    if not records:
        raise _nothing_left(folder)
    facts = {
        n: e for n, e in listed.items() if n.startswith("facts/") and (folder.path / n).exists()
    }
    files |= {name: _step(entry["sha256"], entry["bytes"], "", 0) for name, entry in facts.items()}
    deletion = Deletion(unit_id, RECORDS, why.reason, why.by, why.moment, files, tuple(records))
    remove_sketches(campaign)
    add_deletion(campaign.path, deletion)
    for part, path in parts:
        part.replace(path)
    _remove(folder, facts)
    _tell_results(campaign)
    return deletion


def is_gone(campaign: CampaignFolder, unit_id: str) -> bool:
    """True when nothing is left to delete of a unit."""
    folder = campaign.unit(unit_id)
    return not evidence_files(folder.path) and not any(folder.facts.glob("*"))


def _open(campaign: CampaignFolder, unit_id: str) -> tuple[UnitFolder, dict[str, Any]]:
    """A sealed unit and its files as they are now (after earlier deletions)."""
    folder = campaign.unit(unit_id)
    chain = read_seal(campaign.path / "manifest.json")
    sealed = {link["unit"] for link in chain["units"]} if chain is not None else set()
    deletions = read_deletions(campaign.path)
    if unit_id not in sealed or deletions.broken:
        raise Conflict(
            "not-sealed",
            Text(f"单位 {unit_id} 未封存或记录已损坏", f"{unit_id} is not sealed, or not whole"),
            Text("先运行 govgauge resume 和 govgauge verify", "run resume and verify first"),
            Place.in_file(folder.path),
        )
    folder.sweep()
    listed: dict[str, Any] = read_json(folder.manifest)["files"]
    for name, entry in listed.items():
        steps = deletions.of_file(unit_id, name)
        path = folder.path / name
        if steps and path.exists():
            now = file_digest(path)
            if now in (entry["sha256"], *(step["after"] for step in steps)):
                listed[name] = {"sha256": now, "bytes": path.stat().st_size}
    return folder, listed


def _step(before: str, bytes_before: int, after: str, bytes_after: int) -> dict[str, Any]:
    return {
        "before": before,
        "bytes_before": bytes_before,
        "after": after,
        "bytes_after": bytes_after,
    }


def _remove(folder: UnitFolder, names: dict[str, Any]) -> None:
    try:
        for name in names:
            (folder.path / name).unlink(missing_ok=True)
        if folder.facts.is_dir() and not any(folder.facts.iterdir()):
            shutil.rmtree(folder.facts)
    except OSError as error:
        raise storage_failure(error, folder.path) from error


def _tell_results(campaign: CampaignFolder) -> None:
    """Say beside every result which evidence behind it was deleted; without names of persons."""
    told = [
        {"unit_id": e.unit, "scope": e.scope, "reason": e.reason, "at": e.at}
        for e in read_deletions(campaign.path).entries
    ]
    for results in campaign.all_results():
        write_atomic(results / "evidence-deleted.json", canonical_json(told))


def _nothing_left(folder: UnitFolder) -> BadInput:
    return BadInput(
        "nothing-to-delete",
        Text("没有可删除的证据", "there is no such evidence to delete"),
        Text("用 evidence show 查看该发现的证据", "see evidence show for what a finding has"),
        Place.in_file(folder.path),
    )


# -- cutting records out of a file ---------------------------------------------------------------


def _cut(path: Path, digests: set[str], why: Why) -> tuple[Path, list[dict[str, Any]]] | None:
    """A copy of a file without these payloads, and what was cut; ``None`` when it has none."""
    concerned = {
        s.record_id: s for s in read_exchanges(path) if s.digest in digests and not s.deleted
    }
    if not concerned:
        return None
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.writelines(_pieces(path, concerned, why))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise storage_failure(error, path) from error
    removed = [
        {"url": s.exchange.url, "digest": s.digest, "bytes": len(s.exchange.body)}
        for s in concerned.values()
    ]
    return part, removed


def _pieces(path: Path, concerned: dict[str, Any], why: Why) -> Iterator[bytes]:
    with path.open("rb") as file:
        for record in read_records(path):
            stored = concerned.get(record.fields.get("warc-record-id", ""))
            if stored is not None:
                yield _tombstone(record, stored.digest, len(stored.exchange.body), why)
                continue
            file.seek(record.start)
            yield file.read(record.end - record.start)


def _tombstone(closing: Record, digest: str, payload_bytes: int, why: Why) -> bytes:
    """The record that stands where a closing record stood: everything but header and payload."""
    about: dict[str, Any] = orjson.loads(closing.fields[EXTENSION.lower()])
    about |= {
        "header_bytes": 0,
        "deleted": {"bytes": payload_bytes, "reason": why.reason, "at": why.moment},
    }
    about.pop("same_as", None)
    names = {"warc-record-id": "WARC-Record-ID", "warc-date": "WARC-Date"}
    names |= {"warc-target-uri": "WARC-Target-URI", "warc-ip-address": "WARC-IP-Address"}
    fields = [f"{names[n]}: {closing.fields[n]}" for n in _HEAD_FIELDS if n in closing.fields]
    fields += [
        f"{EXTENSION}: {orjson.dumps(about).decode()}",
        "WARC-Type: metadata",
        f"WARC-Payload-Digest: {digest}",
        "Content-Type: application/json",
    ]
    return encode_member(fields, orjson.dumps({"raw": base64.b64encode(b"").decode()}))
