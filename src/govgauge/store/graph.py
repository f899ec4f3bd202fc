"""A link graph as Parquet: for each unit a table of pages and one of links between addresses."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from govgauge.model.reading import Link
from govgauge.store.disk import storage_failure
from govgauge.store.workspace import safe_name

_GROUP_ROWS = 65_536
_LINKS = pa.schema([(name, pa.string()) for name in ("from", "to", "element", "anchor")])
_TEXT, _NUMBER = pa.string(), pa.int64()
_PAGES = pa.schema(
    {"url": _TEXT, "final_url": _TEXT, "outcome": _TEXT, "status": _NUMBER, "depth": _NUMBER}
)


class GraphWriter:
    """Writes ``links/UNIT.parquet`` and ``pages/UNIT.parquet``; both appear whole, at the end.

    The folders read as one table each.
    """

    def __init__(self, folder: Path, unit_id: str) -> None:
        name = f"{safe_name(unit_id)}.parquet"
        self._tables = (
            _Table(folder / "links" / name, _LINKS),
            _Table(folder / "pages" / name, _PAGES),
        )

    def add_page(self, url: str, final_url: str, outcome: str, status: int, depth: int) -> None:
        """One address that was asked for."""
        self._tables[1].extend([[url], [final_url], [outcome], [status], [depth]])

    def add_links(self, url: str, links: Sequence[Link]) -> None:
        """The links of one page as they stand on it."""
        if links:
            targets, elements, anchors = zip(*links, strict=True)
            self._tables[0].extend([[url] * len(links), targets, elements, anchors])

    def close(self) -> None:
        """Put both tables in their places."""
        for table in self._tables:
            table.close()

    def abort(self) -> None:
        """Leave nothing behind."""
        for table in self._tables:
            table.abort()


class _Table:
    def __init__(self, path: Path, schema: Any) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.part")
        self._schema = schema
        self._columns: list[list[object]] = [[] for _ in schema]
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = pq.ParquetWriter(self._part, schema, compression="zstd")
        except OSError as error:
            raise storage_failure(error, path) from error

    def extend(self, columns: Sequence[Sequence[object]]) -> None:
        for held, column in zip(self._columns, columns, strict=True):
            held.extend(column)
        if len(self._columns[0]) >= _GROUP_ROWS:
            self._flush()

    def close(self) -> None:
        self._flush()
        try:
            self._writer.close()
            self._part.replace(self._path)
        except OSError as error:
            raise storage_failure(error, self._path) from error

    def abort(self) -> None:
        with suppress(OSError):  # The disk that refused the rows may refuse the footer too.
            self._writer.close()
        self._part.unlink(missing_ok=True)

    def _flush(self) -> None:
        arrays = [pa.array(c, f.type) for c, f in zip(self._columns, self._schema, strict=True)]
        self._columns = [[] for _ in self._schema]
        try:
            self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        except OSError as error:
            raise storage_failure(error, self._path) from error
