"""Visits of a watch: a journal of one line a visit, folded into each unit's ``visits.parquet``.

A line is written before the next visit of its unit can start, so a killed watch loses none that
was made.  Folding adds rows that are not there yet and drops the journal last: a fold that was
killed is simply made again.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from govgauge.model.facts import VisitFact
from govgauge.store.disk import flush_file, flush_folder, storage_failure
from govgauge.store.facts import batch_of
from govgauge.store.facts_reading import read_visits
from govgauge.store.workspace import CampaignFolder, read_json, write_atomic

# Rows held in memory at once while folding; a national day has 1.4 million.
_ROWS_AT_ONCE = 100_000


class VisitJournal:
    """The journal of one campaign, ``visits/journal-*.jsonl``."""

    def __init__(self, folder: CampaignFolder) -> None:
        self._campaign = folder
        self._folder = folder.path / "visits"
        self._descriptor = -1
        self._path = self._folder

    def append(self, unit_id: str, visit: VisitFact) -> None:
        """Keep one visit; it outlives a kill of this process from here on."""
        try:
            if self._descriptor < 0:
                self._open_next()
            line = orjson.dumps((unit_id, *visit), option=orjson.OPT_APPEND_NEWLINE)
            # One call: a line is in the file whole or, after a power cut, dropped when read.
            os.write(self._descriptor, line)
        except OSError as error:
            raise storage_failure(error, self._path) from error

    def close(self) -> None:
        """Flush to the disk; the next visit opens a further file."""
        if self._descriptor >= 0:
            try:
                os.fsync(self._descriptor)
            except OSError as error:
                raise storage_failure(error, self._path) from error
            finally:
                os.close(self._descriptor)
                self._descriptor = -1

    def fold(self) -> Iterator[str]:
        """Move every kept visit into the units' series; gives each unit's id as it is done.

        Visits made while folding go into a new file.  A unit that was sealed keeps its series.
        """
        self.close()
        for path in self.files():
            yield from self._fold_one(path)
            path.unlink()

    def files(self) -> list[Path]:
        """Journals that wait to be folded."""
        return sorted(self._folder.glob("journal-*.jsonl"))

    def _open_next(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        waiting = self.files()
        number = int(waiting[-1].stem.rpartition("-")[2]) + 1 if waiting else 1
        self._path = self._folder / f"journal-{number:06d}.jsonl"
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL
        self._descriptor = os.open(self._path, flags, 0o644)

    def _fold_one(self, path: Path) -> Iterator[str]:
        rows = sum(1 for _ in _lines(path))
        parts = rows // _ROWS_AT_ONCE + 1
        for part in range(parts):
            by_unit: dict[str, list[VisitFact]] = {}
            for unit_id, *fields in _lines(path):
                if parts == 1 or crc32(unit_id.encode()) % parts == part:
                    by_unit.setdefault(unit_id, []).append(VisitFact(*fields))
            for unit_id, visits in by_unit.items():
                unit = self._campaign.unit(unit_id)
                if not unit.is_done:
                    append_visits(unit.visits, visits)
                yield unit_id


def fold_visits(folder: CampaignFolder) -> None:
    """Fold what a watch left behind, before the units it belongs to are gathered and sealed."""
    for _ in VisitJournal(folder).fold():
        pass


def waiting_visits(folder: CampaignFolder) -> dict[str, list[VisitFact]]:
    """Visits of each unit that were kept and not folded yet; nothing is changed."""
    by_unit: dict[str, list[VisitFact]] = {}
    for path in VisitJournal(folder).files():
        for unit_id, *fields in _lines(path):
            by_unit.setdefault(unit_id, []).append(VisitFact(*fields))
    return by_unit


def read_watch(folder: CampaignFolder) -> dict[str, Any]:
    """What the last watch of a campaign was asked for; empty when there was none."""
    path = folder.path / "visits" / "watch.json"
    facts: dict[str, Any] = read_json(path) if path.exists() else {}
    return facts


def write_watch(folder: CampaignFolder, facts: dict[str, Any]) -> None:
    """Keep what a watch was asked for, so that it goes on after a kill."""
    write_atomic(folder.path / "visits" / "watch.json", orjson.dumps(facts, option=_PLAIN))


def read_watched(folder: CampaignFolder) -> dict[str, str]:
    """The home page each unit id stood for when it was watched; empty when nothing was."""
    path = folder.path / "visits" / "watched.json"
    watched: dict[str, str] = read_json(path) if path.exists() else {}
    return watched


def keep_watched(folder: CampaignFolder, homes: dict[str, str]) -> None:
    """Keep which home page each unit id stands for, beside what was kept before."""
    watched = read_watched(folder) | homes
    write_atomic(folder.path / "visits" / "watched.json", orjson.dumps(watched, option=_PLAIN))


_PLAIN = orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def _lines(path: Path) -> Iterator[list[Any]]:
    """The whole lines of a journal; a last one that was cut off is no visit."""
    with path.open("rb") as file:
        for line in file:
            if line.endswith(b"\n"):
                try:
                    yield orjson.loads(line)
                except orjson.JSONDecodeError:
                    continue  # A disk that lost power may keep a hole where a line was.


def append_visits(path: Path, visits: Sequence[VisitFact]) -> None:
    """Add visits to a unit's series; one that is there already is not added twice."""
    if not visits:
        return
    series = sorted({*read_visits(path), *visits})
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        columns = list(zip(*series, strict=True))
        table = pa.Table.from_batches([batch_of("visits", columns)])
        pq.write_table(table, part, compression="zstd")
        flush_file(part)
        part.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        raise storage_failure(error, path) from error
