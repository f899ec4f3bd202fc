"""Publishing: documents from results files alone, written once, gone on with after a stop."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property, partial
from pathlib import Path

import attrs
from attrs import frozen

from govgauge.model.results import Results
from govgauge.model.score import Result
from govgauge.model.text import Language
from govgauge.report.circular.accusations import Named, named_units
from govgauge.report.circular.content import circular
from govgauge.report.docx.page_form import FORMS
from govgauge.report.figures import SUFFIX, Figure
from govgauge.report.ledger import ledger_bytes
from govgauge.report.observatory.history import Former
from govgauge.report.prose.wording import Wording
from govgauge.report.publication import Publication
from govgauge.report.score_sheets.all_book import all_book
from govgauge.run.answer_times import AnswerTimes
from govgauge.run.diagnosing import write_diagnoses
from govgauge.run.histories import former_publications
from govgauge.run.list_wording import list_wording
from govgauge.run.observing import write_observatory
from govgauge.run.open_data import write_open_data
from govgauge.run.printed import Printed
from govgauge.run.publication_record import RECORD, Record, record_of, results_digest
from govgauge.run.quarterly import QuarterlyReport
from govgauge.run.score_sheets import write_score_sheets
from govgauge.run.stored_results import results_key, stored_results
from govgauge.run.wishes import KINDS, Wish, check_issuer, check_wish
from govgauge.run.yearly_report import YearlyReport
from govgauge.score.spread.tier_shares import tier_shares
from govgauge.store.deletions import deletions_path
from govgauge.store.manifest import file_digest
from govgauge.store.records import canonical_json
from govgauge.store.workspace import CampaignFolder, Workspace, write_atomic

Progress = Callable[[str, int, int], None]


@frozen
class Published:
    """What was written, what stood already, and under whose name."""

    folder: Path
    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    approved_by: str
    named: int
    held: int


def publish(folder: CampaignFolder, system: str, wish: Wish, progress: Progress) -> Published:
    """Write the documents asked for into ``report/<system>@<version>/``.

    A document is written again only when the results, or what was asked, changed.  An approval
    speaks of these very results: it lapses when they change.
    """
    check_wish(wish)
    key = results_key(folder, system)
    results = stored_results(folder, key)
    check_issuer(results, wish.issuer)
    target = folder.report(key)
    digest = results_digest(folder.results(key))
    record = record_of(target, digest, wish)
    publication = Publication(
        results=results,
        seen_at=AnswerTimes(folder),
        shares=_shares(results),
        approved_by=record.approved_by,
        issuer=wish.issuer,
        deadline=wish.deadline,
        page_form=wish.page_form,
        licence=wish.licence,
        wording=list_wording(Workspace(folder.workspace), results.system.rank_style),
    )
    formers = former_publications(folder, results, wish.history)
    sources = _Sources(*formers, _deletions_sha256(folder))
    printed = Printed(FORMS[wish.page_form], wish.pdf, results.campaign.as_of)
    yearly = YearlyReport(folder, publication, printed, wish.previous)
    quarterly = QuarterlyReport(folder, publication, printed, wish.previous, wish.register)
    shelf = _Documents(target, record, publication, yearly, quarterly, progress, sources)
    for kind in wish.only or KINDS:
        shelf.write(kind)
    write_atomic(target / RECORD, shelf.record.as_bytes())
    written, kept = tuple(shelf.written), tuple(shelf.kept)
    return Published(target, written, kept, record.approved_by, record.named, record.held)


@frozen
class _Sources:
    """What documents are made of besides the results: former publications, deleted evidence."""

    formers: Sequence[Former]
    formers_sha256: str
    deletions_sha256: str


def _deletions_sha256(folder: CampaignFolder) -> str:
    """A digest of the record of deletions, empty without: what is deleted is told no longer."""
    path = deletions_path(folder.path)
    return file_digest(path) if path.exists() else ""


def _shares(results: Results) -> Mapping[str, Decimal]:
    said = [assessment.result.value for assessment in results.assessments.values()]
    return {s.tier: s.percent for s in tier_shares(said, [r.value for r in Result])}


class _Documents:
    """Writes each document once; one whose making is the same as before stands."""

    def __init__(
        self,
        target: Path,
        record: Record,
        publication: Publication,
        yearly: YearlyReport,
        quarterly: QuarterlyReport,
        progress: Progress,
        sources: _Sources,
    ) -> None:
        self._target = target
        self._sources = sources
        self.record = record
        self._publication = publication
        self._yearly_report = yearly
        self._quarterly_report = quarterly
        self._printed = yearly.printed
        self._progress = progress
        self.written: list[Path] = []
        self.kept: list[Path] = []

    def write(self, kind: str) -> None:
        """One kind of document in every form it has."""
        kinds = {
            "circular": self._circular,
            "yearly": self._yearly,
            "quarterly": self._quarterly,
            "ledger": self._ledger,
            "diagnosis": self._diagnoses,
            "score-sheets": self._score_sheets,
            "open-data": self._open_data,
            "observatory": self._observatory,
        }
        kinds[kind]()

    def _circular(self) -> None:
        languages: tuple[Language, ...] = ("zh", "en")
        names = [n for language in languages for n in self._printed.names("circular", language)]
        if all(self._stands(name) for name in names):
            self.kept += [self._target / name for name in names]
            return
        named = self._named
        self.record.named, self.record.held = len(named.failing), len(named.held)
        for number, language in enumerate(languages):
            self._progress("circular", number, len(languages))
            own = self._printed.names("circular", language)
            document, book = circular(self._publication, named, language, own[0])
            for name, data in zip(own, self._printed.files(document), strict=True):
                self._put(name, data, book.figures)
        self._progress("circular", len(languages), len(languages))

    def _yearly(self) -> None:
        made_of = f"{self._made_of()}|{self._yearly_report.made_of()}"
        names = self._yearly_report.names
        if all(self._stands(name, made_of) for name in names):
            self.kept += [self._target / name for name in names]
            return
        for name, data, figures in self._yearly_report.documents(partial(self._progress, "yearly")):
            self._put(name, data, figures, made_of)

    def _quarterly(self) -> None:
        report = self._quarterly_report
        made_of = f"{self._made_of()}|{report.made_of()}"
        if all(self._stands(name, made_of) for name in report.names):
            self.kept += [self._target / name for name in report.names]
            return
        for name, data, figures in report.documents(
            self._named, partial(self._progress, "quarterly")
        ):
            self._put(name, data, figures, made_of)

    def _ledger(self) -> None:
        if self._stands("ledger.xlsx"):
            self.kept.append(self._target / "ledger.xlsx")
            return
        self._progress("ledger", 0, 1)
        self._put("ledger.xlsx", ledger_bytes(self._publication), ())
        self._progress("ledger", 1, 1)

    def _diagnoses(self) -> None:
        folder = self._target / "diagnosis"
        self._yearly_report.ensure_figures(self._target)
        written = write_diagnoses(
            self._publication,
            self._yearly_report.yearly.dimensions,
            folder,
            self._made_of(),
            self.record.results_sha256,
            partial(self._progress, "diagnosis"),
        )
        (self.written if written else self.kept).append(folder)

    def _score_sheets(self) -> None:
        folder, held = self._target / "score-sheets", self._named.held
        stamp = f"{self.record.results_sha256}|{self._made_of()}"
        progress = partial(self._progress, "score-sheets")
        written = write_score_sheets(self._publication, held, folder, stamp, progress)
        (self.written if written else self.kept).append(folder)
        if self._stands("score-sheets.xlsx"):
            self.kept.append(self._target / "score-sheets.xlsx")
        else:
            self._put("score-sheets.xlsx", all_book(self._publication, held), ())

    def _open_data(self) -> None:
        folder = self._target / "open-data"
        progress = partial(self._progress, "open-data")
        write_open_data(
            self._publication, self._named.held, self._publication.licence, folder, progress
        )
        self.written.append(folder)

    def _observatory(self) -> None:
        folder = self._target / "observatory"
        observed = write_observatory(
            self._publication,
            self._named.held,
            folder,
            f"{self.record.results_sha256}|{self._made_of()}|{self._sources.formers_sha256}",
            partial(self._progress, "observatory"),
            self._sources.formers,
        )
        self._beside("observatory", observed.figures)
        (self.written if observed.written else self.kept).append(folder)

    @cached_property
    def _named(self) -> Named:
        """Who is named: found once, for it reads the evidence of every failing unit."""
        return named_units(self._publication)

    def _made_of(self) -> str:
        """What a document is made of besides the results: who, when, in what form."""
        p = self._publication
        asked = (p.approved_by, p.issuer, p.deadline, p.page_form)
        told = canonical_json(attrs.asdict(p.wording)).decode() if p.wording != Wording() else ""
        return "|".join((*asked, self._sources.deletions_sha256, told))

    def _stands(self, name: str, made_of: str = "") -> bool:
        known = self.record.documents.get(name)
        path = self._target / name
        return (
            known is not None
            and known["made_of"] == (made_of or self._made_of())
            and path.is_file()
            and file_digest(path) == known["sha256"]
        )

    def _beside(self, name: str, figures: Sequence[Figure]) -> None:
        """Where the numbers of a document, or of the whole site, come from."""
        sidecar = {
            "results_sha256": self.record.results_sha256,
            "figures": [attrs.asdict(figure) for figure in figures],
        }
        write_atomic(self._target / (name + SUFFIX), canonical_json(sidecar))

    def _put(self, name: str, data: bytes, figures: Sequence[Figure], made_of: str = "") -> None:
        path = self._target / name
        if figures:
            self._beside(name, figures)
        write_atomic(path, data)
        made = {"made_of": made_of or self._made_of(), "sha256": hashlib.sha256(data).hexdigest()}
        self.record.documents[name] = made
        # Kept after every document: a run that is stopped goes on from here.
        write_atomic(self._target / RECORD, self.record.as_bytes())
        self.written.append(path)
