"""Facts as Parquet tables, one per kind; the same rows always give the same bytes."""

import os
import shutil
import struct
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq

from govgauge.model.facts import (
    AttachmentFact,
    AttachmentTextFact,
    BrowserViewFact,
    ColumnFact,
    ColumnItemFact,
    ControlFact,
    FormFigureFact,
    GuideElementFact,
    GuideFact,
    GuideFileFact,
    HiddenLinkFact,
    IdentityFact,
    ItemFact,
    LabelFact,
    LetterFact,
    LinkFact,
    OutsidePageFact,
    PageFact,
    PolicyFact,
    PolicyTextFact,
    ReleaseFact,
    SideTextFact,
    StatedCountFact,
    TargetFact,
    TextFact,
    TwinFact,
    VisitFact,
)
from govgauge.store.disk import check_room, flush_file, flush_folder, storage_failure
from govgauge.store.repeated_rows import RepeatedRows

ROW_TYPES: dict[str, type[NamedTuple]] = {
    "pages": PageFact,
    "links": LinkFact,
    "hidden_links": HiddenLinkFact,
    "letters": LetterFact,
    "guides": GuideFact,
    "guide_elements": GuideElementFact,
    "guide_files": GuideFileFact,
    "policies": PolicyFact,
    "policy_texts": PolicyTextFact,
    "releases": ReleaseFact,
    "form_figures": FormFigureFact,
    "stated_counts": StatedCountFact,
    "targets": TargetFact,
    "outside_pages": OutsidePageFact,
    "items": ItemFact,
    "labels": LabelFact,
    "identity": IdentityFact,
    "visits": VisitFact,
    "columns": ColumnFact,
    "column_items": ColumnItemFact,
    "controls": ControlFact,
    "twins": TwinFact,
    "browser_views": BrowserViewFact,
    "attachments": AttachmentFact,
    "attachment_texts": AttachmentTextFact,
    "texts": TextFact,
    "side_texts": SideTextFact,
}
# Arrow's own allocator holds 30 MiB more of a worker than the system's, for nothing measurable.
pa.set_memory_pool(pa.system_memory_pool())
_KINDS = tuple(ROW_TYPES)
_GROUP_ROWS = 16_384
_ROWS_IN_MEMORY = 16_384
_WEIGHT = {
    "attachment_texts": 512,
    "policy_texts": 128,
    "letters": 64,
    "guide_elements": 16,
    "side_texts": 8,
    "texts": 4,
}
"""Rows that hold whole pages of text count as so many others, in memory and in a row group."""
_ASIDE = "rows.aside"
_AT_HEAD = struct.Struct("<BQ")
"""Before each batch that was set aside: the number of its kind, its length in bytes."""
_ARROW = {int: pa.int64(), str: pa.string(), bool: pa.bool_(), float: pa.float64()}


def _schema(kind: str) -> Any:
    hints = get_type_hints(ROW_TYPES[kind])
    return pa.schema([(name, _ARROW[hints[name]]) for name in ROW_TYPES[kind]._fields])


SCHEMAS = {kind: _schema(kind) for kind in ROW_TYPES}


def batch_of(kind: str, columns: Sequence[Sequence[object]]) -> Any:
    """Columns of plain values, in the order of the kind's fields, as one Arrow batch."""
    schema = SCHEMAS[kind]
    arrays = [pa.array(c, field.type) for c, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _empty_columns(kind: str) -> list[list[object]]:
    return [[] for _ in SCHEMAS[kind]]


class FactsWriter:
    """Collects rows of every kind into a folder that appears whole, at :meth:`close`.

    All writers of a process together hold a bounded number of rows; what is beyond waits in a file
    as Arrow batches.  Row groups are cut at the end, so that the bytes do not depend on when rows
    were set aside.
    """

    _open_writers: ClassVar[int] = 0

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._part = folder.with_name(f".{folder.name}.part")
        self._aside = self._part / _ASIDE
        self._columns: dict[str, list[list[object]]] = {}
        self._repeated: dict[str, RepeatedRows] = {}
        self._rows = 0
        self._is_open = True
        FactsWriter._open_writers += 1
        shutil.rmtree(self._part, ignore_errors=True)

    def extend(self, kind: str, rows: Sequence[Sequence[object]]) -> None:
        """Add rows of one kind."""
        if rows:
            self.extend_columns(kind, list(zip(*rows, strict=True)))

    def extend_columns(self, kind: str, columns: Sequence[Iterable[object]]) -> None:
        """Add rows given as columns of equal length, in the order of the kind's fields."""
        waiting = self._columns.get(kind) or self._columns.setdefault(kind, _empty_columns(kind))
        before = len(waiting[0])
        for held, column in zip(waiting, columns, strict=True):
            held.extend(column)
        self._count((len(waiting[0]) - before) * _WEIGHT.get(kind, 1))

    def extend_repeated(self, kind: str, page: int, rows: Sequence[Sequence[object]]) -> None:
        """Add the rows of one page, most of which are the same objects as on other pages.

        Their page and their place on it go before their own values.  A kind is given this way or
        as rows and columns, never both.
        """
        self._repeated.setdefault(kind, RepeatedRows(SCHEMAS[kind])).add(page, rows)
        self._count(len(rows) * _WEIGHT.get(kind, 1))

    def _count(self, rows: int) -> None:
        self._rows += rows
        if self._rows >= _ROWS_IN_MEMORY // FactsWriter._open_writers:
            self._set_aside()

    def close(self) -> None:
        """Put the folder in its place, on the disk itself, replacing an earlier one."""
        self._end()
        try:
            self._part.mkdir(parents=True, exist_ok=True)
            written = self._write_tables()
            self._aside.unlink(missing_ok=True)
            for path in written:
                flush_file(path)
            flush_folder(self._part)
            shutil.rmtree(self._folder, ignore_errors=True)
            self._part.rename(self._folder)
            flush_folder(self._folder.parent)
        except OSError as error:
            raise storage_failure(error, self._part) from error

    def abort(self) -> None:
        """Leave nothing behind."""
        self._end()
        shutil.rmtree(self._part, ignore_errors=True)

    def _end(self) -> None:
        if self._is_open:
            self._is_open = False
            FactsWriter._open_writers -= 1

    def _set_aside(self) -> None:
        try:
            self._part.mkdir(parents=True, exist_ok=True)
            with self._aside.open("ab") as file:
                for kind in _KINDS:
                    for batch in self._waiting(kind):
                        data = batch.serialize()
                        check_room(self._part, data.size)
                        file.write(_AT_HEAD.pack(_KINDS.index(kind), data.size))
                        file.write(data)
        except OSError as error:
            raise storage_failure(error, self._part) from error
        self._rows = 0

    def _waiting(self, kind: str) -> Iterator[Any]:
        """The rows of one kind that wait in memory, which then has none."""
        columns = self._columns.pop(kind, None)
        if columns is not None and columns[0]:
            yield batch_of(kind, columns)
        if kind in self._repeated:
            yield self._repeated.pop(kind).batch()

    def _batches(self, kind: str) -> Iterator[Any]:
        """Every batch of one kind in the order of its rows: first what was set aside."""
        if self._aside.exists():
            with self._aside.open("rb") as file:
                while head := file.read(_AT_HEAD.size):
                    number, size = _AT_HEAD.unpack(head)
                    if _KINDS[number] != kind:
                        file.seek(size, os.SEEK_CUR)
                        continue
                    data = pa.py_buffer(file.read(size))
                    yield pa.ipc.read_record_batch(data, SCHEMAS[kind])
        yield from self._waiting(kind)

    def _write_tables(self) -> list[Path]:
        # One kind after the other: a writer at work holds some MiB.
        written = (self._write_table(kind) for kind in _KINDS)
        return [path for path in written if path is not None]

    def _write_table(self, kind: str) -> Path | None:
        table = None
        try:
            for batch in self._batches(kind):
                if table is None:
                    group_rows = _GROUP_ROWS // _WEIGHT.get(kind, 1)
                    path = self._part / f"{kind}.parquet"
                    table = _TableFile(path, SCHEMAS[kind], group_rows)
                table.add(batch)
        finally:
            if table is not None:
                table.close()
        return table.path if table is not None else None


class _TableFile:
    """One Parquet file; its row groups have the same number of rows however batches were cut."""

    def __init__(self, path: Path, schema: Any, group_rows: int) -> None:
        self.path = path
        self._group_rows = group_rows
        self._schema = schema
        self._writer = pq.ParquetWriter(path, schema, compression="zstd")
        self._batches: list[Any] = []
        self._rows = 0

    def add(self, batch: Any) -> None:
        self._batches.append(batch)
        self._rows += batch.num_rows
        group_rows = self._group_rows
        if self._rows >= group_rows:
            table = self._table()
            whole = table.num_rows // group_rows * group_rows
            self._writer.write_table(table.slice(0, whole), row_group_size=group_rows)
            rest = table.slice(whole)
            self._batches, self._rows = rest.to_batches(), rest.num_rows

    def close(self) -> None:
        if self._rows:
            self._writer.write_table(self._table(), row_group_size=self._group_rows)
        self._writer.close()

    def _table(self) -> Any:
        # In one piece: where pages of a column end must not depend on how its rows arrived.
        return pa.Table.from_batches(self._batches, self._schema).combine_chunks()
