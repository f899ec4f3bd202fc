"""Writes the open data of a publication: CSV, JSON, Parquet, their description, badges."""

import io
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from govgauge.report.open_data import (
    TABLES,
    Field,
    Row,
    badge,
    csv_bytes,
    package,
    public_result,
    ranking_rows,
    unit_rows,
)
from govgauge.report.pages import unit_file
from govgauge.report.publication import Publication
from govgauge.store.records import canonical_json
from govgauge.store.workspace import write_atomic

_TYPES = {
    "string": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
}


def write_open_data(
    publication: Publication,
    held: Collection[str],
    licence: str,
    folder: Path,
    progress: Callable[[int, int], None],
) -> None:
    """Write every table in three forms, then the badges, then the description last."""
    results, draft = publication.results, not publication.approved_by
    made = {"units": unit_rows(results, held), "ranking": ranking_rows(results, held)}
    for name, fields in TABLES.items():
        write_table(folder / name, fields, list(made[name]))
    badges = folder / "badges"
    badges.mkdir(parents=True, exist_ok=True)
    for number, (unit_id, assessment) in enumerate(results.assessments.items()):
        progress(number, len(results.assessments))
        name = unit_file(unit_id).removesuffix(".html") + ".svg"
        (badges / name).write_text(badge(public_result(assessment, held), draft), "utf-8")
    write_atomic(folder / "datapackage.json", canonical_json(package(results, licence, draft)))
    progress(len(results.assessments), len(results.assessments))


def write_table(stem: Path, fields: Sequence[Field], rows: Sequence[Row]) -> None:
    """Write one table as CSV, JSON and Parquet beside each other."""
    write_atomic(stem.with_suffix(".csv"), csv_bytes(fields, rows))
    names = [field.name for field in fields]
    documents = [dict(zip(names, row, strict=True)) for row in rows]
    write_atomic(stem.with_suffix(".json"), canonical_json(documents))
    schema = pa.schema([(field.name, _TYPES[field.type]) for field in fields])
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(documents, schema=schema), file, compression="zstd")
    write_atomic(stem.with_suffix(".parquet"), file.getvalue())
