"""The quarterly inspection report of one campaign: its list, what failed before, both languages."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_DOWN, Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import attrs

from govgauge.model.failure import BadInput, Place
from govgauge.model.quarterly import Quarter, Rechecked, Register
from govgauge.model.results import Results
from govgauge.model.score import Result
from govgauge.model.text import Language, Text
from govgauge.registry.sites import read_sites
from govgauge.report.circular.accusations import Named
from govgauge.report.figures import Figure
from govgauge.report.publication import Publication
from govgauge.report.quarterly.content import quarterly_report
from govgauge.run.previous import results_by
from govgauge.run.printed import Printed
from govgauge.run.yearly_figures import earlier_campaigns
from govgauge.store.assessments import read_assessments
from govgauge.store.records import canonical_json
from govgauge.store.workspace import CampaignFolder

FIGURES = "quarterly.json"
_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_TOLD = 5
Made = tuple[str, bytes, Sequence[Figure]]


class QuarterlyReport:
    """Nothing is read before it is asked for."""

    def __init__(
        self,
        folder: CampaignFolder,
        publication: Publication,
        printed: Printed,
        previous: Sequence[str],
        register: str,
    ) -> None:
        self._folder = folder
        self._publication = publication
        self._printed = printed
        self._previous = previous
        self._register = register

    @property
    def names(self) -> list[str]:
        """The files of the report."""
        return [FIGURES, *(n for language in _LANGUAGES for n in self._names(language))]

    def _names(self, language: Language) -> list[str]:
        return self._printed.names("quarterly", language)

    def made_of(self) -> str:
        """What the report is made of besides the results: the list, and what failed before."""
        return hashlib.sha256(canonical_json(attrs.asdict(self._quarter))).hexdigest()

    def documents(self, named: Named, progress: Callable[[int, int], None]) -> Iterator[Made]:
        """Every file with its bytes and figures."""
        yield FIGURES, canonical_json(attrs.asdict(self._quarter)), ()
        for number, language in enumerate(_LANGUAGES):
            progress(number, len(_LANGUAGES))
            own = self._names(language)
            document, book = quarterly_report(
                self._publication, named, self._quarter, language, own[0]
            )
            for name, data in zip(own, self._printed.files(document), strict=True):
                yield name, data, book.figures
        progress(len(_LANGUAGES), len(_LANGUAGES))

    @cached_property
    def _quarter(self) -> Quarter:
        results = self._publication.results
        as_of = results.campaign.as_of
        return Quarter(
            year=as_of.year,
            number=(as_of.month + 2) // 3,
            register=_register(Path(self._register), results) if self._register else None,
            rechecked=_rechecked(self._folder, results, self._previous),
        )


def _register(path: Path, results: Results) -> Register:
    """The list a sample was taken from.  Raises ``BadInput`` (``not-in-register``)."""
    listed = {unit.unit_id for unit in read_sites(path).units}
    strange = [unit_id for unit_id in results.units if unit_id not in listed]
    if strange:
        told = ", ".join(strange[:_TOLD])
        raise BadInput(
            "not-in-register",
            Text(
                f"{len(strange)} 个被抽查单位不在清单中: {told}",
                f"{len(strange)} inspected units are not in the list: {told}",
            ),
            Text("给出抽样所用的清单", "give the list the sample was drawn from"),
            Place.in_file(path),
        )
    share = Decimal(100 * len(results.units)) / len(listed)
    percent = share.quantize(Decimal("0.01"), ROUND_DOWN)
    return Register(path.name, len(listed), tuple(results.units), percent)


def _rechecked(
    folder: CampaignFolder, results: Results, previous: Sequence[str]
) -> Rechecked | None:
    """What came of the units that failed in the campaign before, by the same system."""
    before = earlier_campaigns(folder, results.statistics, previous)
    if not before:
        return None
    last = before[-1]
    failed = [
        assessment.unit_id
        for assessment in read_assessments(results_by(last, results.system))
        if assessment.result is Result.FAIL
    ]
    now: dict[Any, list[str]] = {}
    for unit_id in failed:
        assessment = results.assessments.get(unit_id)
        now.setdefault(assessment.result if assessment else None, []).append(unit_id)
    return Rechecked(
        campaign=last.path.name,
        as_of=last.read_campaign().as_of.date().isoformat(),
        failing=tuple(failed),
        passing_now=tuple(now.get(Result.PASS, ())),
        failing_now=tuple(now.get(Result.FAIL, ())),
        open_now=tuple(now.get(Result.OPEN, ())),
        gone=tuple(now.get(None, ())),
    )
