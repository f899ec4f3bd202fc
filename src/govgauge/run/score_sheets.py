"""A score sheet for every unit, in a folder that remembers what stands in it."""

import hashlib
from collections.abc import Callable, Collection
from pathlib import Path

from govgauge.report.pages import unit_file
from govgauge.report.publication import Publication
from govgauge.report.score_sheets.unit_book import unit_book
from govgauge.run.written_units import WrittenUnits

_INDEX = "index.jsonl"


def write_score_sheets(
    publication: Publication,
    held: Collection[str],
    folder: Path,
    made_of: str,
    progress: Callable[[int, int], None],
) -> int:
    """Write what is missing or was made of something else; returns how many units that were.

    A unit in ``held`` (it fails, and the evidence of no reason is at hand) gets no sheet.
    """
    stamp = hashlib.sha256(made_of.encode()).hexdigest()
    units = list(publication.results.units)
    written = 0
    with WrittenUnits(folder / _INDEX, folder, stamp) as record:
        for number, unit_id in enumerate(units):
            progress(number, len(units))
            name = unit_file(unit_id).removesuffix(".html") + ".xlsx"
            if unit_id in held:
                (folder / name).unlink(missing_ok=True)
            elif not record.stands(unit_id):
                record.wrote(unit_id, {name: unit_book(publication, unit_id)})
                written += 1
    progress(len(units), len(units))
    return written
