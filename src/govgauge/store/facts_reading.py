"""Facts read back: whole tables, or, of kinds with many rows a page, as one goes through them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from govgauge.model.facts import ItemFact, LinkFact, PageKind, VisitFact
from govgauge.model.failure import BadInput, Place
from govgauge.model.text import Text
from govgauge.store.facts import ROW_TYPES, SCHEMAS

_LIST_ITEMS = "list_items"
_POLICY_LINKS = "policy_links"
_STREAMED = {"links": 4_096, "items": 4_096, "attachment_texts": 64}
"""Kinds never held whole, with the rows in memory at a time: a row of text has up to 32,000 characters."""


def read_facts(folder: Path, kinds: Iterable[str]) -> dict[str, Sequence[Any]]:
    """The rows of each kind asked for; a kind without a file has no rows.

    Kinds with many rows a page are read while one goes through them, and never held whole.
    """
    return {kind: _read(folder, kind) for kind in kinds}


def _read(folder: Path, kind: str) -> Sequence[Any]:
    if kind == _LIST_ITEMS:
        return _read_list_items(folder)
    if kind == _POLICY_LINKS:
        return _read_policy_links(folder)
    path = folder / f"{kind}.parquet"
    streamed = kind in _STREAMED and path.exists()
    return StreamedRows(path, kind) if streamed else read_table(path, kind)


def _read_list_items(folder: Path) -> Sequence[ItemFact]:
    """The items of list pages; the rows of all other pages never become objects."""
    pages = folder / "pages.parquet"
    if not pages.exists():
        return ()
    with _whole(pages):
        kinds = pq.read_table(pages, columns=["seq", "kind"])
    lists = kinds["seq"].filter(pc.equal(kinds["kind"], PageKind.LIST.value))
    return _rows_of_pages(folder, "items", lists)


def _read_policy_links(folder: Path) -> Sequence[LinkFact]:
    """The links of the pages that are policy documents or interpretations."""
    policies = folder / "policies.parquet"
    if not policies.exists():
        return ()
    with _whole(policies):
        seqs = pq.read_table(policies, columns=["page_seq"])["page_seq"]
    return _rows_of_pages(folder, "links", seqs)


def _rows_of_pages(folder: Path, kind: str, pages: Any) -> tuple[Any, ...]:
    """The rows of some pages, of a kind with many rows a page."""
    path = folder / f"{kind}.parquet"
    if not path.exists():
        return ()
    rows: list[Any] = []
    with _whole(path), pq.ParquetFile(path) as file:
        for group in range(file.num_row_groups):
            # Most groups of a site have no row of such a page: one column tells.
            seqs = file.read_row_group(group, columns=["page_seq"], use_threads=False)["page_seq"]
            if not pc.any(pc.is_in(seqs, value_set=pages)).as_py():
                continue
            for batch in file.iter_batches(_STREAMED[kind], row_groups=[group]):
                wanted = pc.is_in(batch.column("page_seq"), value_set=pages)
                rows += _rows(kind, batch.filter(wanted).columns)
    return tuple(rows)


class StreamedRows(Sequence[Any]):
    """The rows of one Parquet file in their order, some of them in memory at a time."""

    def __init__(self, path: Path, kind: str) -> None:
        self._path = path
        self._kind = kind
        with _whole(path), pq.ParquetFile(path) as file:
            if file.schema_arrow != SCHEMAS[kind]:
                raise pa.ArrowInvalid("other columns than ours")
            self._number: int = file.metadata.num_rows

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[Any]:
        with _whole(self._path), pq.ParquetFile(self._path) as file:
            for batch in file.iter_batches(_STREAMED[self._kind]):
                yield from _rows(self._kind, batch.columns)

    def __getitem__(self, index: Any) -> Any:
        return tuple(self)[index]


def read_visits(path: Path) -> Sequence[VisitFact]:
    """A unit's availability series in order of time."""
    return read_table(path, "visits")


def read_table(path: Path, kind: str) -> Sequence[Any]:
    """The rows of one Parquet file as rows of the kind's type."""
    if not path.exists():
        return ()
    with _whole(path), pq.ParquetFile(path, pre_buffer=False) as file:
        if file.schema_arrow == SCHEMAS[kind]:
            # A nation has a hundred thousand of these small files: one thread each costs least.
            table = file.read(use_threads=False)
        else:
            table = pq.read_table(path, schema=SCHEMAS[kind])
    return tuple(_rows(kind, table.columns))


def _rows(kind: str, columns: Iterable[Any]) -> Iterator[Any]:
    row_type: Any = ROW_TYPES[kind]
    return map(row_type._make, zip(*(column.to_pylist() for column in columns), strict=True))


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        raise BadInput(
            "damaged-facts",
            Text("事实文件损坏", "a file of facts is damaged"),
            Text("运行 govgauge verify；删除该单位的 done.json 后 resume", "run govgauge verify"),
            Place.in_file(path),
        ) from error
