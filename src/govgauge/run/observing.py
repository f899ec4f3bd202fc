"""The observatory of one publication on disk: written once, gone on with after a stop."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path

from govgauge.report.observatory.frame import Page
from govgauge.report.observatory.history import Former
from govgauge.report.observatory.lists import KINDS
from govgauge.report.observatory.public import PublicView
from govgauge.report.observatory.site import DataFile, Site
from govgauge.report.open_data import TABLES
from govgauge.report.publication import Publication
from govgauge.run.open_data import write_open_data
from govgauge.run.written_units import WrittenUnits
from govgauge.score.spread.tier_shares import tier_shares
from govgauge.store.manifest import file_digest
from govgauge.store.redaction import redact

INDEX = "observatory.index.jsonl"
_FORMS = ("csv", "json", "parquet")


def write_observatory(
    publication: Publication,
    held: Sequence[str],
    folder: Path,
    made_of: str,
    progress: Callable[[int, int], None],
    formers: Sequence[Former] = (),
) -> int:
    """Write the site into ``folder``; returns how many units' pages were missing or old.

    The record of what stands is beside the folder, which holds nothing that is not public.
    ``formers`` are told as history; ``made_of`` speaks of them too.  Units' pages come first and
    the overview last: a site that was stopped is gone on with.
    """
    view = PublicView(publication, held, lambda text: redact(text).text)
    site = Site(publication, view, _shares(publication, view), formers)
    units = list(publication.results.units)
    stamp = hashlib.sha256(f"{made_of}|{_made_by()}|{sorted(held)}".encode()).hexdigest()
    written = 0
    with WrittenUnits(folder.with_name(INDEX), folder, stamp) as record:
        for number, unit_id in enumerate(units):
            progress(number, len(units))
            if record.stands(unit_id):
                failed = record.noted(unit_id)
            else:
                told = view.unit(unit_id)
                failed = told.failed
                pages = {page.path: page.data for page in site.unit_pages(told)}
                record.wrote(unit_id, pages, failed)
                written += 1
            for code in failed:
                site.lists.told[code].append(unit_id)
    write_open_data(publication, held, publication.licence, folder / "open-data", lambda *_: None)
    _write_shared(site, folder)
    progress(len(units), len(units))
    return written


def _shares(publication: Publication, view: PublicView) -> Mapping[str, Decimal]:
    said = [view.result_of(unit_id) for unit_id in publication.results.units]
    return {share.tier: share.percent for share in tier_shares(said, KINDS)}


def _write_shared(site: Site, folder: Path) -> None:
    """Styles, lists, methods, data dictionary; lists that are no longer there are taken away."""
    there = {*folder.glob("lists/*"), *folder.glob("en/lists/*")}
    for page in chain(site.assets(), site.campaign_pages(_data_files(folder / "open-data"))):
        there.discard(_put(folder, page))
    for path in there:
        path.unlink()


def _put(folder: Path, page: Page) -> Path:
    path = folder / page.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(page.data)
    return path


def _data_files(folder: Path) -> dict[str, list[DataFile]]:
    paths = {name: [folder / f"{name}.{form}" for form in _FORMS] for name in TABLES}
    return {
        name: [DataFile(p.name, _size(p.stat().st_size), file_digest(p)) for p in listed]
        for name, listed in paths.items()
    }


def _size(count: int) -> str:
    return f"{count / 1000:,.1f} kB"


@cache
def _made_by() -> str:
    """A digest of the templates and words: pages of an older form are written anew."""
    whole = hashlib.sha256()
    for folder in ("report/templates/observatory", "locale/observatory"):
        for file in sorted((files("govgauge") / folder).iterdir(), key=lambda f: f.name):
            whole.update(file.read_bytes())
    return whole.hexdigest()
