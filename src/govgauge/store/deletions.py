"""What was deleted on the record: a chain of tombstones that keeps every digest.

``deletions.jsonl`` of a campaign has one line per deletion: which files went or were cut, the
digests they had and have, why, by whom, when, and the digest of the line before.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
from attrs import frozen

from govgauge.store.records import json_line
from govgauge.store.workspace import write_atomic

_NAME = "deletions.jsonl"
_KEYS = {"unit", "scope", "reason", "by", "at", "files", "records", "previous"}
_FILE_KEYS = {"before", "after", "bytes_before", "bytes_after"}
WHOLE_UNIT = "unit"
RECORDS = "records"


@frozen
class Deletion:
    """One tombstone.  ``files`` maps a name inside the unit to its digests and sizes before and
    after (``after`` is empty where the file is gone); ``records`` lists payloads cut out."""

    unit: str
    scope: str
    reason: str
    by: str
    at: str
    files: dict[str, dict[str, Any]]
    records: tuple[dict[str, Any], ...]


@frozen
class Deletions:
    """All tombstones of a campaign; ``heads`` are the chain's digests after 0, 1, 2 … lines.

    ``broken`` when a line is not as it was written: what the file says is then worth nothing.
    """

    entries: tuple[Deletion, ...] = ()
    heads: tuple[str, ...] = ("",)
    broken: bool = False

    @property
    def units(self) -> frozenset[str]:
        """Units of which something was deleted."""
        return frozenset(entry.unit for entry in self.entries)

    def of_file(self, unit: str, name: str) -> list[dict[str, Any]]:
        """What happened to one file, in order."""
        return [e.files[name] for e in self.entries if e.unit == unit and name in e.files]


def deletions_path(campaign: Path) -> Path:
    """Where the tombstones of a campaign stand."""
    return campaign / _NAME


def read_deletions(campaign: Path) -> Deletions:
    """The tombstones of a campaign; none when there is no file."""
    try:
        lines = deletions_path(campaign).read_bytes().splitlines(keepends=True)
    except OSError:
        return Deletions()
    entries: list[Deletion] = []
    heads = [""]
    for line in lines:
        fields = _parsed(line)
        if fields is None or fields.pop("previous") != heads[-1]:
            return Deletions(tuple(entries), tuple(heads), broken=True)
        entries.append(Deletion(**fields | {"records": tuple(fields["records"])}))
        heads.append(hashlib.sha256(line).hexdigest())
    return Deletions(tuple(entries), tuple(heads))


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        fields: Any = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(fields, dict) or fields.keys() != _KEYS or json_line(fields) != line:
        return None
    files = fields["files"]
    if not isinstance(files, dict) or any(f.keys() != _FILE_KEYS for f in files.values()):
        return None
    return fields


def add_deletion(campaign: Path, deletion: Deletion) -> None:
    """Append one tombstone; the whole file is written anew and renamed."""
    known = read_deletions(campaign)
    line = json_line(
        {
            "unit": deletion.unit,
            "scope": deletion.scope,
            "reason": deletion.reason,
            "by": deletion.by,
            "at": deletion.at,
            "files": deletion.files,
            "records": list(deletion.records),
            "previous": known.heads[-1],
        }
    )
    path = deletions_path(campaign)
    write_atomic(path, (path.read_bytes() if path.exists() else b"") + line)


def expected_state(first: str, steps: Sequence[dict[str, Any]]) -> str | None:
    """The digest a file must have after these steps, empty when it must be gone.

    ``first`` is what the manifest says.  ``None`` when the steps do not follow from each other: a
    deletion killed half way and made again repeats a state that was there before.
    """
    seen = {first}
    state = first
    for step in steps:
        if step["before"] not in seen:
            return None
        state = step["after"]
        seen.add(state)
    return state
