"""What every chapter writes with: texts of one language, and numbers that are noted as printed."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from attrs import field, frozen

from govgauge.model.score import Result
from govgauge.model.text import Language, Text
from govgauge.model.yearly import Mean, Yearly
from govgauge.report.circular.accusations import Named
from govgauge.report.circular.rank_sentences import by_group
from govgauge.report.docx.blocks import Block
from govgauge.report.figures import FigureBook, pointer
from govgauge.report.open_data import public_result
from govgauge.report.pictures.drawing import Amount
from govgauge.report.publication import Publication
from govgauge.report.words import plain_number, time_point
from govgauge.report.yearly.examples import Example

YEARLY, STATISTICS, NOTEWORTHY = "yearly.json", "statistics.json", "noteworthy.json"
ASSESSMENTS, RANKING = "assessments.jsonl", "ranking.csv"
ALL = "全部"
_ALL_UNITS = Text("全部单位", "All units")
_MOST_ROWS = 500
NO_NUMBER = "—"
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")


@frozen
class Subject:
    """What a report is written of: results, what they come to, who may be named."""

    publication: Publication
    yearly: Yearly
    named: Named
    examples: Mapping[str, tuple[Example, ...]] = field(factory=dict)


class Writer:
    """Writes in one language; ``place`` is the chapter numbers are noted under."""

    def __init__(self, subject: Subject, language: Language, book: FigureBook) -> None:
        self.subject = subject
        self.publication = subject.publication
        self.results = subject.publication.results
        self.system = subject.publication.results.system
        self.yearly = subject.yearly
        self.named = subject.named
        self.language: Language = language
        self.book = book
        self.place = ""
        self.ranking = by_group(self.results.ranking)
        self.titles = {i.code: i.title for i in self.system.asked}

    def t(self, text: Text) -> str:
        """A text in this report's language."""
        return text.in_(self.language)

    def both(self, zh: str, en: str) -> str:
        """One of two wordings."""
        return zh if self.language == "zh" else en

    def says(self, form: Text, **parts: str) -> str:
        """A sentence with its parts put in."""
        return self.t(form).format(**parts)

    def joined(self, parts: Iterable[str]) -> str:
        """Names or clauses in a row."""
        return self.both("、", ", ").join(parts)

    def group(self, group: str) -> str:
        """A group's name; all units together have one of ours."""
        return self.t(_ALL_UNITS) if group == ALL else group

    def name(self, unit_id: str) -> str:
        """A unit's name."""
        return self.results.units[unit_id].name

    @property
    def as_of(self) -> str:
        """The monitoring time point as people write it."""
        return time_point(self.results.campaign.as_of, self.language)

    def title(self, code: str) -> str:
        """An indicator's title."""
        return self.t(self.titles[code])

    def result_of(self, unit_id: str) -> str:
        """What may be said of a unit: ``held`` where it fails and may not be named for it."""
        return public_result(self.results.assessments[unit_id], self.named.held)

    # -- numbers ----------------------------------------------------------------------------------

    def number(self, value: Decimal | float | int | None, formula: Text, *steps: str) -> str:
        """A value of ``yearly.json`` by its path."""
        return self._noted(plain_number(value), YEARLY, [pointer(*steps)], formula)

    def percent(self, value: Decimal | float | None, formula: Text, *steps: str) -> str:
        """A percentage of ``yearly.json``; the sign is printed and not kept there."""
        if value is None:
            return NO_NUMBER
        return self._noted(f"{plain_number(value)}%", YEARLY, [pointer(*steps)], formula)

    def statistic(self, value: Decimal | float | int | None, formula: Text, *steps: str) -> str:
        """A value of ``statistics.json`` by its path."""
        return self._noted(plain_number(value), STATISTICS, [pointer(*steps)], formula)

    def count(self, unit_ids: Sequence[str], formula: Text, *steps: str) -> str:
        """How many units; none, or too many to list, are pointed to by the path of their count."""
        if steps and not 0 < len(unit_ids) <= _MOST_ROWS:
            return self.number(len(unit_ids), formula, *steps)
        return self._noted(str(len(unit_ids)), ASSESSMENTS, unit_ids, formula)

    def of_unit(self, text: str, unit_id: str, file: str = ASSESSMENTS) -> str:
        """A number of one unit's row."""
        return self._noted(text, file, [unit_id], Text("该单位的行", "the row of the unit"))

    def mean(self, mean: Mean, formula: Text, *steps: str, sign: str = "") -> str:
        """A mean, both ends while something is open; a dash for a group too small."""
        if mean.low is None or mean.high is None:
            return NO_NUMBER
        low, high = (f"{plain_number(end)}{sign}" for end in (mean.low, mean.high))
        text = low if low == high else f"{low}–{high}"
        rows = [pointer(*steps, end) for end in ("low", "high")]
        return self._noted(text, YEARLY, rows[: 1 if low == high else 2], formula)

    def amount(self, mean: Mean, formula: Text, *steps: str, sign: str = "") -> Amount:
        """A mean to be drawn, by its low end: what is certain."""
        value = None if mean.low is None else float(mean.low)
        return Amount(value, self.mean(mean, formula, *steps, sign=sign))

    def noteworthy(self, sentence: str, number: int) -> str:
        """A sentence of ``noteworthy.json`` with every number in it noted."""
        formula = Text("特点及其背后的数", "the feature and the figures behind it")
        rows = [pointer(str(number))]
        return _NUMBER.sub(lambda m: self._noted(m[0], NOTEWORTHY, rows, formula), sentence)

    def _noted(self, text: str, file: str, rows: Iterable[str], formula: Text) -> str:
        if text == NO_NUMBER:
            return text
        return self.book.say(text, self.place, file, rows, formula)

    def units_with(self, result: Result) -> tuple[str, ...]:
        """The units of one result."""
        return tuple(a.unit_id for a in self.results.assessments.values() if a.result is result)


Blocks = Iterator[Block]


@frozen
class Chapter:
    """One chapter: its key names the editor's file, ``write`` gives nothing without data."""

    key: str
    title: Text
    write: Callable[[Writer], Blocks]
