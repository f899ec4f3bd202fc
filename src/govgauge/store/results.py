"""Results as files other programs read: findings, assessments, ranking, statistics."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from govgauge.model.feature import Feature
from govgauge.model.finding import Evidence, Finding, Instance
from govgauge.model.score import Assessment, RankingRow
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict
from govgauge.store.assessments import assessment_to_json
from govgauge.store.disk import flush_file, flush_folder, storage_failure
from govgauge.store.records import canonical_json, json_line
from govgauge.store.workspace import read_json, write_atomic, write_lines

_GROUP_ROWS = 20_000
_CSV_ROWS = 1_000_000
_INDEX_KEY = "govgauge.units"
_BOM = "\ufeff"
_FORMULA = frozenset("=+-@\t\r")
_FINDING_SCHEMA = pa.schema(
    [
        ("finding_id", pa.string()),
        ("unit_id", pa.string()),
        ("detector", pa.string()),
        ("detector_version", pa.int64()),
        ("params_digest", pa.string()),
        ("verdict", pa.string()),
        ("severity", pa.string()),
        ("value", pa.float64()),
        ("unit_of_value", pa.string()),
        ("part", pa.string()),
        ("column", pa.string()),
        ("target", pa.string()),
        ("excerpt", pa.string()),
        ("mark", pa.string()),
        ("confidence", pa.float64()),
        ("evidence", pa.string()),
        ("reason", pa.string()),
        ("says_zh", pa.string()),
        ("says_en", pa.string()),
    ]
)
FINDING_COLUMNS = tuple(_FINDING_SCHEMA.names)
RANKING_COLUMNS = (
    "group",
    "rank",
    "tie",
    "unit_id",
    "name",
    "low",
    "high",
    "tier",
    "change",
    "rank_best",
    "rank_worst",
    "change_low",
    "change_high",
)


def finding_row(finding: Finding) -> tuple[object, ...]:
    """A finding as one row of ``findings.csv``."""
    i = finding.instance
    evidence = orjson.dumps([(e.digest, e.url, e.place) for e in i.evidence]).decode()
    return (
        finding.finding_id,
        finding.unit_id,
        finding.detector,
        finding.detector_version,
        finding.params_digest,
        i.verdict.value,
        i.severity.value,
        i.value,
        i.unit_of_value,
        i.part,
        i.column,
        i.target,
        i.excerpt,
        i.mark,
        i.confidence,
        evidence,
        i.reason.value if i.reason else "",
        i.says.zh,
        i.says.en,
    )


def finding_of_row(row: dict[str, Any]) -> Finding:
    """A finding from one row."""
    instance = Instance(
        target=row["target"],
        says=Text(row["says_zh"], row["says_en"]),
        verdict=Verdict(row["verdict"]),
        severity=Severity(row["severity"]),
        value=row["value"],
        unit_of_value=row["unit_of_value"],
        part=row["part"],
        column=row["column"],
        excerpt=row["excerpt"],
        mark=row["mark"],
        confidence=row["confidence"],
        evidence=tuple([Evidence(*e) for e in orjson.loads(row["evidence"])]),
        reason=Reason(row["reason"]) if row["reason"] else None,
    )
    return Finding(
        row["finding_id"],
        row["unit_id"],
        row["detector"],
        row["detector_version"],
        row["params_digest"],
        instance,
    )


def csv_cell(value: object) -> object:
    """A cell no spreadsheet takes for a formula; empty for nothing."""
    if isinstance(value, str):
        return "'" + value if value and value[0] in _FORMULA else value
    return "" if value is None else value


class FindingsWriter:
    """Writes findings unit by unit to Parquet and, up to a million rows, to CSV beside it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._parquet = folder / "findings.parquet"
        self._csv_path = folder / "findings.csv"
        self._writer = pq.ParquetWriter(_part(self._parquet), _FINDING_SCHEMA, compression="zstd")
        self._csv_file = _part(self._csv_path).open("w", encoding="utf-8", newline="")
        self._csv_file.write(_BOM)
        self._csv = csv.writer(self._csv_file)
        self._csv.writerow(FINDING_COLUMNS)
        self._rows: list[tuple[object, ...]] = []
        self._index: dict[str, tuple[int, int, int]] = {}
        self._groups = self._count = 0

    def add(self, unit_id: str, findings: Sequence[Finding]) -> None:
        """Add all findings of one unit; each unit once."""
        self._index[unit_id] = (self._groups, len(self._rows), len(findings))
        for finding in findings:
            row = finding_row(finding)
            self._rows.append(row)
            if self._count < _CSV_ROWS:
                self._csv.writerow([csv_cell(cell) for cell in row])
            self._count += 1
        if len(self._rows) >= _GROUP_ROWS:
            self._flush()

    def close(self) -> None:
        """Put both files in their place."""
        self._flush()
        self._writer.add_key_value_metadata({_INDEX_KEY: orjson.dumps(self._index).decode()})
        self._writer.close()
        self._csv_file.close()
        for path in (self._parquet, self._csv_path):
            flush_file(_part(path))
            _part(path).replace(path)
        flush_folder(self._parquet.parent)

    def abort(self) -> None:
        """Leave nothing behind."""
        self._writer.close()
        self._csv_file.close()
        for path in (self._parquet, self._csv_path):
            _part(path).unlink(missing_ok=True)

    def _flush(self) -> None:
        if self._rows:
            columns = zip(*self._rows, strict=True)
            arrays = [
                pa.array(column, field.type)
                for column, field in zip(columns, _FINDING_SCHEMA, strict=True)
            ]
            self._writer.write_table(pa.Table.from_arrays(arrays, schema=_FINDING_SCHEMA))
            self._groups += 1
            self._rows = []


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def read_index(file: Any) -> dict[str, tuple[int, int, int]]:
    """Where each unit's findings lie: row group, first row in it, number."""
    metadata = file.metadata.metadata or {}
    index = orjson.loads(metadata[_INDEX_KEY.encode()])
    return {unit: (group, start, number) for unit, (group, start, number) in index.items()}


class ResultsFolder:
    """The results of one campaign by one system."""

    def __init__(self, folder: Path) -> None:
        self.path = folder
        self._file: Any = None
        self._index: dict[str, tuple[int, int, int]] = {}
        self._group: tuple[int, Any] = (-1, None)

    @contextmanager
    def findings_writer(self) -> Iterator[FindingsWriter]:
        """A writer whose files appear only when everything was written."""
        try:
            writer = FindingsWriter(self.path)
            try:
                yield writer
            except BaseException:
                writer.abort()
                raise
            writer.close()
        except OSError as error:
            raise storage_failure(error, self.path) from error
        self._file = None

    def findings_of(self, unit_id: str) -> Sequence[Finding]:
        """The findings of one unit; reads the one row group it lies in."""
        if self._file is None:
            self._open()
        group, start, count = self._index.get(unit_id, (0, 0, 0))
        if not count:
            return ()
        if self._group[0] != group:
            self._group = (group, self._file.read_row_group(group))
        rows = self._group[1].slice(start, count).to_pylist()
        return tuple(finding_of_row(row) for row in rows)

    def findings_like(self, beginning: str) -> list[Finding]:
        """The findings whose ids begin so; whole rows are read only where one is."""
        if self._file is None:
            self._open()
        found: list[Finding] = []
        for group in range(self._file.num_row_groups):
            ids = self._file.read_row_group(group, columns=["finding_id"]).column(0).to_pylist()
            if any(i.startswith(beginning) for i in ids):
                rows = self._file.read_row_group(group).to_pylist()
                found += [finding_of_row(r) for r in rows if r["finding_id"].startswith(beginning)]
        return found

    def findings_with(self, ids: Collection[str]) -> list[Finding]:
        """The findings of these ids, in their order; whole rows are read only where one is."""
        if self._file is None:
            self._open()
        found: list[Finding] = []
        for group in range(self._file.num_row_groups):
            there = self._file.read_row_group(group, columns=["finding_id"]).column(0)
            wanted = pc.is_in(there, value_set=pa.array(sorted(ids), pa.string()))
            if pc.any(wanted).as_py():
                rows = self._file.read_row_group(group).filter(wanted).to_pylist()
                found += map(finding_of_row, rows)
        return found

    def _open(self) -> None:
        self._file = pq.ParquetFile(self.path / "findings.parquet")
        self._index = read_index(self._file)
        self._group = (-1, None)

    def write_assessments(self, assessments: Iterable[Assessment]) -> None:
        """``assessments.jsonl``: one line a unit."""
        lines = (json_line(assessment_to_json(a)) for a in assessments)
        write_lines(self.path / "assessments.jsonl", lines)

    def write_ranking(self, ranking: Iterable[RankingRow]) -> None:
        """``ranking.csv``: one row a unit and group."""
        text = io.StringIO()
        text.write(_BOM)
        table = csv.writer(text)
        table.writerow(RANKING_COLUMNS)
        for row in ranking:
            values = attrs.asdict(row, recurse=False)
            values |= {"low": row.score.low, "high": row.score.high, "tie": int(row.tie)}
            moved = row.points_change
            values |= {
                "change_low": moved.low if moved else None,
                "change_high": moved.high if moved else None,
            }
            table.writerow([csv_cell(values[name]) for name in RANKING_COLUMNS])
        write_atomic(self.path / "ranking.csv", text.getvalue().encode())

    def write_statistics(self, statistics: dict[str, Any]) -> None:
        """``statistics.json``."""
        write_atomic(self.path / "statistics.json", canonical_json(statistics))

    def write_features(self, features: Sequence[Feature]) -> None:
        """``noteworthy.json``: each feature with its figures and the rows behind it."""
        write_atomic(self.path / "noteworthy.json", canonical_json(list(features)))

    def open_reviews(self) -> None:
        """``reviews.jsonl``: made once, then only ever appended to."""
        path = self.path / "reviews.jsonl"
        if not path.exists():
            write_atomic(path, b"")

    def write_run(self, facts: dict[str, Any]) -> None:
        """``run.json``: machine facts, never compared."""
        write_atomic(self.path / "run.json", canonical_json(facts))

    def read_run(self) -> dict[str, Any]:
        """``run.json``."""
        facts: dict[str, Any] = read_json(self.path / "run.json")
        return facts
