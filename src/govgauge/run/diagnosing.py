"""A diagnosis for every unit, in a folder that remembers what stands in it."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import orjson

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
from govgauge.run.yearly_figures import own_rates
from govgauge.store.manifest import file_digest
from govgauge.store.records import canonical_json
from govgauge.store.workspace import write_atomic

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
    folder.mkdir(parents=True, exist_ok=True)
    known = _known(folder / _INDEX)
    places = _places(publication)
    stamp = hashlib.sha256(f"{results_sha256}|{made_of}".encode()).hexdigest()
    units = list(publication.results.units)
    written = 0
    with (folder / _INDEX).open("ab") as index:
        for number, unit_id in enumerate(units):
            progress(number, len(units))
            if _stands(known.get(unit_id), stamp, folder):
                continue
            rows = places.get(unit_id, [])
            rates = own_rates(publication.results, unit_id, dimensions)
            files = _write(publication, folder, unit_id, rows, rates, results_sha256)
            line = {"unit_id": unit_id, "made_of": stamp, "files": files}
            index.write(orjson.dumps(line) + b"\n")
            index.flush()
            written += 1
    progress(len(units), len(units))
    return written


def _known(path: Path) -> dict[str, dict[str, Any]]:
    """The last whole line of every unit; a line that a stop cut off is passed over."""
    known: dict[str, dict[str, Any]] = {}
    if not path.exists():
        return known
    data = path.read_bytes()
    if data and not data.endswith(b"\n"):
        write_atomic(path, data[: data.rfind(b"\n") + 1])
    for line in data.split(b"\n")[:-1]:
        entry = orjson.loads(line)
        known[entry["unit_id"]] = entry
    return known


def _places(publication: Publication) -> dict[str, list[RankingRow]]:
    places: dict[str, list[RankingRow]] = {}
    for row in publication.results.ranking:
        places.setdefault(row.unit_id, []).append(row)
    return places


def _stands(entry: Mapping[str, Any] | None, stamp: str, folder: Path) -> bool:
    return (
        entry is not None
        and entry["made_of"] == stamp
        and all(
            (folder / name).is_file() and file_digest(folder / name) == digest
            for name, digest in entry["files"].items()
        )
    )


def _write(
    publication: Publication,
    folder: Path,
    unit_id: str,
    places: list[RankingRow],
    rates: Sequence[OwnRate],
    results_sha256: str,
) -> dict[str, str]:
    """The files of one unit with their digests."""
    found = publication.results.findings_of(unit_id)
    cited = frozenset(e.digest for f in found for e in f.instance.evidence if e.digest)
    seen = publication.seen_at(unit_id, cited)
    stem = unit_file(unit_id).removesuffix(".html")
    files: dict[str, str] = {}
    for language in _LANGUAGES:
        own = f"{stem}{'' if language == 'zh' else '.en'}"
        made = diagnosis(publication, unit_id, language, f"{own}.docx", seen, places, rates)
        parts = {
            f"{own}.docx": docx_bytes(made.document, FORMS[publication.page_form]),
            f"{own}.html": document_html(made.document, ()).encode(),
        }
        figures = [attrs.asdict(figure) for figure in made.figures]
        sidecar = canonical_json({"results_sha256": results_sha256, "figures": figures})
        parts |= {f"{own}.docx{SUFFIX}": sidecar, f"{own}.html{SUFFIX}": sidecar}
        for name, data in parts.items():
            (folder / name).write_bytes(data)
            files[name] = hashlib.sha256(data).hexdigest()
    return files
