"""Stored findings read back for scoring alone: no facts, no evidence, a few columns of each row."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from govgauge.model.failure import BadInput, Place
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict
from govgauge.store.detections import ALLOWED_KEY, ATTACHMENTS_KEY, DETECTIONS, MADE_BY_KEY, Run
from govgauge.store.results import read_index
from govgauge.store.workspace import read_json

_COUNTED = ["finding_id", "detector", "target", "verdict", "part", "reason"]
_VERDICTS = {v.value: v for v in Verdict}
_REASONS: Mapping[str, Reason | None] = {"": None, **{r.value: r for r in Reason}}


class StoredInstance(NamedTuple):
    """What scoring reads of an instance."""

    target: str
    verdict: Verdict
    part: str
    reason: Reason | None


class StoredFinding(NamedTuple):
    """What scoring reads of a finding."""

    finding_id: str
    instance: StoredInstance


class StoredAnswer(NamedTuple):
    """What scoring reads of a detection."""

    verdict: Verdict
    seen: int
    expected: int
    missing: Mapping[Reason, int]
    open_parts: frozenset[str]
    value: float | None
    unit_of_value: str
    reason: Reason | None
    still_open: int


StoredDetections = dict[Run, tuple[StoredAnswer, Sequence[StoredFinding]]]


class StoredResults:
    """Stored findings and detections of one results folder, read unit by unit in their order.

    ``counts`` has, after all units were read, the findings by detector and verdict.
    """

    def __init__(self, folder: Path, seals: Path) -> None:
        """Raise ``BadInput`` (``no-stored-findings``) where there are none to use."""
        path = folder / DETECTIONS
        if not path.exists():
            raise BadInput(
                "no-stored-findings",
                Text("没有可重新计分的发现", "there are no stored findings to score again"),
                Text(
                    "先运行一次 govgauge judge（不带该选项）", "run govgauge judge once without it"
                ),
                Place.in_file(folder),
            )
        try:
            self._detections = pq.ParquetFile(path, pre_buffer=False)
            self._findings = pq.ParquetFile(
                folder / "findings.parquet",
                pre_buffer=False,
                read_dictionary=["detector", "verdict", "part", "reason"],
            )
        except (OSError, pa.ArrowException) as error:
            raise _damaged(folder) from error
        metadata = self._detections.metadata.metadata or {}
        self.made_by: Mapping[str, Any] = orjson.loads(metadata[MADE_BY_KEY.encode()])
        self.attachments: Mapping[str, Any] = orjson.loads(metadata[ATTACHMENTS_KEY.encode()])
        self.allowed: Mapping[str, int] = orjson.loads(metadata.get(ALLOWED_KEY.encode(), b"{}"))
        self.seals: Mapping[str, str] = read_json(seals)
        self.counts: dict[str, dict[str, int]] = {}
        self._folder = folder
        self._index = read_index(self._findings)

    def units(self) -> Iterator[tuple[str, StoredDetections]]:
        """Every unit with its detections, in the order they were stored."""
        try:
            groups = _Groups(self._findings, self.counts)
            for unit_id, rows in self._answers():
                yield unit_id, _detections(rows, groups.rows_of(*self._index[unit_id]))
            groups.finish()
        except (OSError, pa.ArrowException, KeyError, ValueError) as error:
            raise _damaged(self._folder) from error

    def _answers(self) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
        """The rows of each unit; a unit's rows may lie in two row groups."""
        unit_id, rows = "", list[tuple[Any, ...]]()
        for group in range(self._detections.num_row_groups):
            table = self._detections.read_row_group(group, use_threads=False)
            for row in zip(*(column.to_pylist() for column in table.columns), strict=True):
                if row[0] != unit_id and rows:
                    yield unit_id, rows
                    rows = []
                unit_id = row[0]
                rows.append(row)
        if rows:
            yield unit_id, rows


class _Groups:
    """Row groups of findings, one after the other; counts them as they are read."""

    def __init__(self, file: Any, counts: dict[str, dict[str, int]]) -> None:
        self._file = file
        self._counts = counts
        self._group = -1
        self._rows: list[StoredFinding] = []

    def rows_of(self, group: int, start: int, number: int) -> list[StoredFinding]:
        """The stored rows of one unit."""
        if number and group != self._group:
            self._read_to(group)
        return self._rows[start : start + number] if number else []

    def finish(self) -> None:
        """Count what lies behind the last unit asked for."""
        self._read_to(self._file.num_row_groups - 1)

    def _read_to(self, group: int) -> None:
        if group < self._group:
            raise ValueError("units are not in the order of their findings")
        while self._group < group:
            self._group += 1
            self._read(self._group)

    def _read(self, group: int) -> None:
        table = self._file.read_row_group(group, columns=_COUNTED, use_threads=False)
        by_name = {name: table.column(name) for name in _COUNTED}
        detectors, verdicts = _repeated(by_name["detector"]), _repeated(by_name["verdict"])
        for (detector, verdict), number in Counter(zip(detectors, verdicts, strict=True)).items():
            of_detector = self._counts.setdefault(detector, {})
            of_detector[verdict] = of_detector.get(verdict, 0) + number
        instances = map(
            StoredInstance,
            by_name["target"].to_pylist(),
            map(_VERDICTS.__getitem__, verdicts),
            _repeated(by_name["part"]),
            map(_REASONS.__getitem__, _repeated(by_name["reason"])),
        )
        self._rows = list(map(StoredFinding, by_name["finding_id"].to_pylist(), instances))


def _repeated(column: Any) -> list[str]:
    """The values of a column of few different ones, each as one object."""
    values: list[str] = []
    for chunk in column.chunks:
        known = chunk.dictionary.to_pylist()
        values += map(known.__getitem__, chunk.indices.to_pylist())
    return values


def _detections(
    rows: Sequence[tuple[Any, ...]], stored: Sequence[StoredFinding]
) -> StoredDetections:
    detections: StoredDetections = {}
    for row in rows:
        answer = StoredAnswer(
            verdict=_VERDICTS[row[3]],
            seen=row[4],
            expected=row[5],
            missing={Reason(r): n for r, n in orjson.loads(row[6]).items()},
            open_parts=frozenset(orjson.loads(row[7])),
            value=row[8],
            unit_of_value=row[9],
            reason=_REASONS[row[10]],
            still_open=row[11],
        )
        detections[row[1], row[2]] = (answer, _findings(orjson.loads(row[12]), stored))
    return detections


def _findings(rows: list[Any], stored: Sequence[StoredFinding]) -> Sequence[StoredFinding]:
    if not rows:
        return ()
    if len(rows) == 2:
        return stored[rows[0] : rows[0] + rows[1]]
    return [stored[e] if isinstance(e, int) else _read_out(*e) for e in rows[0]]


def _read_out(finding_id: str, target: str, verdict: str, part: str, reason: str) -> StoredFinding:
    instance = StoredInstance(target, _VERDICTS[verdict], part, _REASONS[reason])
    return StoredFinding(finding_id, instance)


def _damaged(folder: Path) -> BadInput:
    return BadInput(
        "damaged-findings",
        Text("已存的发现缺失或损坏", "stored findings are missing or damaged"),
        Text(
            "运行 govgauge judge，由证据重新得出", "run govgauge judge: they follow from evidence"
        ),
        Place.in_file(folder),
    )
