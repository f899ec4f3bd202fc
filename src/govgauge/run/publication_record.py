"""``publication.json``: what stands of a publication, made of which results, approved by whom."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import attrs
from attrs import define, field

from govgauge.run.wishes import Wish
from govgauge.store.manifest import file_digest
from govgauge.store.records import canonical_json
from govgauge.store.workspace import read_json

RECORD = "publication.json"
_RESULT_FILES = ("assessments.jsonl", "ranking.csv", "statistics.json", "findings.parquet")


def results_digest(results: Path) -> str:
    """One digest over the results files documents are made from."""
    whole = hashlib.sha256()
    for name in _RESULT_FILES:
        whole.update(f"{name} {file_digest(results / name)}\n".encode())
    return whole.hexdigest()


@define
class Record:
    """The content of ``publication.json``."""

    results_sha256: str
    approved_by: str = ""
    approved_at: str = ""
    named: int = 0
    held: int = 0
    documents: dict[str, dict[str, str]] = field(factory=dict)

    def as_bytes(self) -> bytes:
        """The file's bytes."""
        return canonical_json(attrs.asdict(self))


def record_of(target: Path, digest: str, wish: Wish) -> Record:
    """The record of this publication: an earlier approval holds while results are the same."""
    path = target / RECORD
    before = read_json(path) if path.exists() else {}
    same = before.get("results_sha256") == digest
    record = Record(**before) if same else Record(digest)
    if wish.draft:
        record.approved_by = record.approved_at = ""
    if wish.approved_by and wish.approved_by != record.approved_by:
        record.approved_by = wish.approved_by
        record.approved_at = datetime.now(UTC).isoformat(timespec="seconds")
    return record
