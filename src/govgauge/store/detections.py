"""The detections behind stored findings: all that scoring needs to run again without facts.

``detections.parquet`` has one row a unit and detector run.  It appears only after the findings it
speaks of, and is removed before they change, so the two always belong together.  The seals of the
evidence it was made from differ from run to run as their times do, and so stand outside the results.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from govgauge.model.detector import Detection
from govgauge.model.finding import CountedFinding, Finding
from govgauge.store.disk import flush_file, flush_folder, storage_failure
from govgauge.store.records import canonical_json
from govgauge.store.results import FindingsWriter, ResultsFolder
from govgauge.store.workspace import write_atomic

DETECTIONS = "detections.parquet"
Run = tuple[str, str]
"""A detector's id and the digest of its parameters."""

_SCHEMA = pa.schema(
    [
        ("unit_id", pa.string()),
        ("detector", pa.string()),
        ("params_digest", pa.string()),
        ("verdict", pa.string()),
        ("seen", pa.int64()),
        ("expected", pa.int64()),
        ("missing", pa.string()),
        ("open_parts", pa.string()),
        ("value", pa.float64()),
        ("unit_of_value", pa.string()),
        ("reason", pa.string()),
        ("still_open", pa.int64()),
        ("rows", pa.string()),
    ]
)
MADE_BY_KEY = "govgauge.made_by"
ATTACHMENTS_KEY = "govgauge.attachments"
ALLOWED_KEY = "govgauge.allowed"
_FLUSH_ROWS = 50_000


def seal_of(done: Path) -> str:
    """The digest of a unit's done-marker, which stands for all its evidence; empty without one."""
    try:
        return hashlib.sha256(done.read_bytes()).hexdigest()[:32]
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise storage_failure(error, done) from error


class DetectionsWriter:
    """Keeps the detections of every unit; the file appears at :meth:`close`."""

    def __init__(self, folder: Path, made_by: Mapping[str, Any], seals: Path) -> None:
        """``made_by`` and the units' seals must be equal for the detections to be used again.

        ``attachments`` (JSON-ready counts of the whole campaign) and ``allowed`` (places left alone,
        by detector) may be set until the end.
        """
        self.attachments: Mapping[str, Any] = {}
        self.allowed: Mapping[str, int] = {}
        self._path = folder / DETECTIONS
        self._part = folder / f".{DETECTIONS}.part"
        self._made_by = made_by
        self._seals_path = seals
        self._seals: dict[str, str] = {}
        self._rows: list[tuple[object, ...]] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._path.unlink(missing_ok=True)
            self._writer = pq.ParquetWriter(self._part, _SCHEMA, compression="zstd")
        except OSError as error:
            raise storage_failure(error, folder) from error

    def add(
        self,
        unit_id: str,
        seal: str,
        detections: Mapping[Run, tuple[Detection, Sequence[Finding]]],
        written: Sequence[Finding],
    ) -> None:
        """Keep one unit's detections; ``written`` are its findings as they were stored."""
        places = {id(finding): at for at, finding in enumerate(written)}
        self._seals[unit_id] = seal
        for (detector, digest), (detection, findings) in detections.items():
            answer = (
                unit_id,
                detector,
                digest,
                detection.verdict.value,
                detection.seen,
                detection.expected,
                _json({r.value: n for r, n in detection.missing.items()}),
                _json(sorted(detection.open_parts)),
                detection.value,
                detection.unit_of_value,
                detection.reason.value if detection.reason else "",
                detection.still_open,
                _json(_rows_of(findings, places)),
            )
            self._rows.append(answer)
        if len(self._rows) >= _FLUSH_ROWS:
            self._flush()

    def close(self) -> None:
        """Put the file in its place; the findings must be in theirs."""
        try:
            self._flush()
            write_atomic(self._seals_path, canonical_json(self._seals))
            also = {
                MADE_BY_KEY: self._made_by,
                ATTACHMENTS_KEY: self.attachments,
                ALLOWED_KEY: self.allowed,
            }
            self._writer.add_key_value_metadata({key: _json(value) for key, value in also.items()})
            self._writer.close()
            flush_file(self._part)
            self._part.replace(self._path)
            flush_folder(self._path.parent)
        except OSError as error:
            raise storage_failure(error, self._path) from error

    def abort(self) -> None:
        """Leave nothing behind."""
        self._writer.close()
        self._part.unlink(missing_ok=True)

    def _flush(self) -> None:
        if self._rows:
            columns = zip(*self._rows, strict=True)
            arrays = [pa.array(c, f.type) for c, f in zip(columns, _SCHEMA, strict=True)]
            self._writer.write_table(pa.Table.from_arrays(arrays, schema=_SCHEMA))
            self._rows = []


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def _rows_of(findings: Sequence[Finding], places: Mapping[int, int]) -> list[object]:
    """Where a run's findings are: one range [first, number], or one entry each.

    An entry is the place of a stored row, or, where the stored row is another run's answer to the
    same question, the finding itself as far as it is scored.
    """
    at = [places.get(id(finding), -1) for finding in findings]
    if at and at[0] >= 0 and at == list(range(at[0], at[0] + len(at))):
        return [at[0], len(at)]
    entries = [p if p >= 0 else _written_out(f) for p, f in zip(at, findings, strict=True)]
    return [entries] if entries else []


def _written_out(finding: CountedFinding) -> tuple[str, str, str, str, str]:
    i = finding.instance
    reason = i.reason.value if i.reason else ""
    return finding.finding_id, i.target, i.verdict.value, i.part, reason


@contextmanager
def findings_writers(
    target: ResultsFolder, made_by: Mapping[str, Any], seals: Path
) -> Iterator[tuple[FindingsWriter, DetectionsWriter]]:
    """Writers of findings and of their detections; both appear only when all was written."""
    kept = DetectionsWriter(target.path, made_by, seals)
    try:
        with target.findings_writer() as findings:
            yield findings, kept
    except BaseException:
        kept.abort()
        raise
    kept.close()
