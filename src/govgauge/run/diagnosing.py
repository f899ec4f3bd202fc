"""A diagnosis for every unit, in a folder that remembers what stands in it."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs

from govgauge.model.score import RankingRow
from govgauge.model.text import Language
from govgauge.model.yearly import Dimension, OwnRate
from govgauge.report.diagnosis.content import diagnosis
from govgauge.report.docx.package import docx_bytes
from govgauge.report.docx.page_form import FORMS
from govgauge.report.figures import SUFFIX
from govgauge.report.html.document import document_html
from govgauge.report.pages import unit_file
from govgauge.report.publication import Publication
from govgauge.run.written_units import WrittenUnits
from govgauge.run.yearly_figures import own_rates
from govgauge.store.records import canonical_json

_INDEX = "index.jsonl"
_LANGUAGES: tuple[Language, ...] = ("zh", "en")


def write_diagnoses(
    publication: Publication,
    dimensions: Sequence[Dimension],
    folder: Path,
    made_of: str,
    results_sha256: str,
    progress: Callable[[int, int], None],
) -> int:
    """Write what is missing or was made of something else; returns how many units that were.

    ``index.jsonl`` gets a line a unit once its files stand, so a run that was stopped goes on with
    the first unit without one.
    """
    places = _places(publication)
    stamp = hashlib.sha256(f"{results_sha256}|{made_of}".encode()).hexdigest()
    units = list(publication.results.units)
    written = 0
    with WrittenUnits(folder / _INDEX, folder, stamp) as record:
        for number, unit_id in enumerate(units):
            progress(number, len(units))
            if record.stands(unit_id):
                continue
            rows = places.get(unit_id, [])
            rates = own_rates(publication.results, unit_id, dimensions)
            record.wrote(unit_id, _files(publication, unit_id, rows, rates, results_sha256))
            written += 1
    progress(len(units), len(units))
    return written


def _places(publication: Publication) -> dict[str, list[RankingRow]]:
    places: dict[str, list[RankingRow]] = {}
    for row in publication.results.ranking:
        places.setdefault(row.unit_id, []).append(row)
    return places


def _files(
    publication: Publication,
    unit_id: str,
    places: list[RankingRow],
    rates: Sequence[OwnRate],
    results_sha256: str,
) -> dict[str, bytes]:
    """The files of one unit by name."""
    found = publication.results.findings_of(unit_id)
    cited = frozenset(e.digest for f in found for e in f.instance.evidence if e.digest)
    seen = publication.seen_at(unit_id, cited)
    stem = unit_file(unit_id).removesuffix(".html")
    files: dict[str, bytes] = {}
    for language in _LANGUAGES:
        own = f"{stem}{'' if language == 'zh' else '.en'}"
        made = diagnosis(publication, unit_id, language, f"{own}.docx", seen, places, rates)
        files |= {
            f"{own}.docx": docx_bytes(made.document, FORMS[publication.page_form]),
            f"{own}.html": document_html(made.document, ()).encode(),
        }
        figures = [attrs.asdict(figure) for figure in made.figures]
        sidecar = canonical_json({"results_sha256": results_sha256, "figures": figures})
        files |= {f"{own}.docx{SUFFIX}": sidecar, f"{own}.html{SUFFIX}": sidecar}
    return files
