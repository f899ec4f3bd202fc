"""A folder with files of many units that remembers, unit by unit, what stands in it."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import orjson

from govgauge.store.manifest import file_digest
from govgauge.store.workspace import write_atomic


class WrittenUnits:
    """Gets a line a unit once its files stand, so a stopped run goes on with the first without.

    ``stamp`` says what the files are made of; files of another stamp do not stand.
    """

    def __init__(self, index: Path, folder: Path, stamp: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._index, self._folder, self._stamp = index, folder, stamp
        self._known = _known(index)
        self._file: IO[bytes] = index.open("ab")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._file.close()

    def stands(self, unit_id: str) -> bool:
        """True when every file of a unit is as it was written, and made of the same."""
        entry = self._known.get(unit_id)
        return (
            entry is not None
            and entry["made_of"] == self._stamp
            and all(
                (self._folder / name).is_file() and file_digest(self._folder / name) == digest
                for name, digest in entry["files"].items()
            )
        )

    def noted(self, unit_id: str) -> list[str]:
        """What was noted of a unit whose files stand."""
        notes: list[str] = self._known[unit_id].get("notes", [])
        return notes

    def wrote(
        self, unit_id: str, files: Mapping[str, bytes], notes: Sequence[str] | None = None
    ) -> None:
        """Write a unit's files (by their place below the folder), then its line with any notes."""
        digests = {}
        for name, data in files.items():
            path = self._folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            digests[name] = hashlib.sha256(data).hexdigest()
        line: dict[str, Any] = {"unit_id": unit_id, "made_of": self._stamp, "files": digests}
        if notes is not None:
            line["notes"] = notes
        self._file.write(orjson.dumps(line) + b"\n")
        self._file.flush()


def _known(path: Path) -> dict[str, dict[str, Any]]:
    """The last whole line of every unit; a line that a stop cut off is passed over."""
    known: dict[str, dict[str, Any]] = {}
    if not path.exists():
        return known
    data = path.read_bytes()
    if data and not data.endswith(b"\n"):
        write_atomic(path, data[: data.rfind(b"\n") + 1])
    for line in data.split(b"\n")[:-1]:
        entry = orjson.loads(line)
        known[entry["unit_id"]] = entry
    return known
