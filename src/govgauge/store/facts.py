"""Facts as Parquet tables, one per kind; the same rows always give the same bytes."""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

from govgauge.model.facts import (
    ColumnFact,
    ColumnItemFact,
    ControlFact,
    IdentityFact,
    ItemFact,
    LabelFact,
    LinkFact,
    PageFact,
    TargetFact,
    TwinFact,
    VisitFact,
)
from govgauge.model.failure import BadInput, Place
from govgauge.model.text import Text
from govgauge.store.disk import storage_failure

ROW_TYPES: dict[str, type[NamedTuple]] = {
    "pages": PageFact,
    "links": LinkFact,
    "targets": TargetFact,
    "items": ItemFact,
    "labels": LabelFact,
    "identity": IdentityFact,
    "visits": VisitFact,
    "columns": ColumnFact,
    "column_items": ColumnItemFact,
    "controls": ControlFact,
    "twins": TwinFact,
}
_GROUP_ROWS = 65_536
_ARROW = {int: pa.int64(), str: pa.string(), bool: pa.bool_(), float: pa.float64()}


def _schema(kind: str) -> Any:
    hints = get_type_hints(ROW_TYPES[kind])
    return pa.schema([(name, _ARROW[hints[name]]) for name in ROW_TYPES[kind]._fields])


SCHEMAS = {kind: _schema(kind) for kind in ROW_TYPES}


def _table(kind: str, columns: Sequence[Sequence[object]]) -> Any:
    schema = SCHEMAS[kind]
    arrays = [pa.array(c, field.type) for c, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _empty_columns(kind: str) -> list[list[object]]:
    return [[] for _ in SCHEMAS[kind]]


class FactsWriter:
    """Collects rows of every kind into a folder that appears whole, at :meth:`close`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._part = folder.with_name(f".{folder.name}.part")
        self._columns = {kind: _empty_columns(kind) for kind in ROW_TYPES}
        self._writers: dict[str, Any] = {}
        shutil.rmtree(self._part, ignore_errors=True)

    def extend(self, kind: str, rows: Sequence[Sequence[object]]) -> None:
        """Add rows of one kind; they go to disk in groups."""
        if rows:
            self.extend_columns(kind, list(zip(*rows, strict=True)))

    def extend_columns(self, kind: str, columns: Sequence[Iterable[object]]) -> None:
        """Add rows given as columns of equal length, in the order of the kind's fields."""
        waiting = self._columns[kind]
        for held, column in zip(waiting, columns, strict=True):
            held.extend(column)
        if len(waiting[0]) >= _GROUP_ROWS:
            self._flush(kind)

    def close(self) -> None:
        """Write what waits and put the folder in its place, replacing an earlier one."""
        try:
            self._part.mkdir(parents=True, exist_ok=True)
            for kind, waiting in self._columns.items():
                if waiting[0]:
                    self._flush(kind)
            for writer in self._writers.values():
                writer.close()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._part.rename(self._folder)
        except OSError as error:
            raise storage_failure(error, self._part) from error

    def abort(self) -> None:
        """Leave nothing behind."""
        for writer in self._writers.values():
            try:
                writer.close()
            except OSError:
                continue  # The disk that refused the rows may refuse the footer too.
        shutil.rmtree(self._part, ignore_errors=True)

    def _flush(self, kind: str) -> None:
        try:
            if kind not in self._writers:
                self._part.mkdir(parents=True, exist_ok=True)
                self._writers[kind] = pq.ParquetWriter(
                    self._part / f"{kind}.parquet", SCHEMAS[kind], compression="zstd"
                )
            self._writers[kind].write_table(_table(kind, self._columns[kind]))
        except OSError as error:
            raise storage_failure(error, self._part) from error
        self._columns[kind] = _empty_columns(kind)


def read_facts(folder: Path, kinds: Iterable[str]) -> dict[str, Sequence[Any]]:
    """The rows of each kind asked for; a kind without a file has no rows."""
    return {kind: read_table(folder / f"{kind}.parquet", kind) for kind in kinds}


def read_visits(path: Path) -> Sequence[VisitFact]:
    """A unit's availability series in order of time."""
    return read_table(path, "visits")


def read_table(path: Path, kind: str) -> Sequence[Any]:
    """The rows of one Parquet file as rows of the kind's type."""
    if not path.exists():
        return ()
    try:
        table = pq.read_table(path, schema=SCHEMAS[kind])
    except (OSError, pa.ArrowException) as error:
        raise BadInput(
            "damaged-facts",
            Text("事实文件损坏", "a file of facts is damaged"),
            Text("运行 govgauge verify；删除该单位的 done.json 后 resume", "run govgauge verify"),
            Place.in_file(path),
        ) from error
    row_type: Any = ROW_TYPES[kind]
    columns = [column.to_pylist() for column in table.columns]
    return tuple(map(row_type._make, zip(*columns, strict=True)))


def append_visits(path: Path, visits: Sequence[VisitFact]) -> None:
    """Add visits to a unit's series; one that is there already is not added twice."""
    if not visits:
        return
    series = sorted({*read_visits(path), *visits})
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        columns = list(zip(*series, strict=True))
        pq.write_table(_table("visits", columns), part, compression="zstd")
        part.replace(path)
    except OSError as error:
        raise storage_failure(error, path) from error
