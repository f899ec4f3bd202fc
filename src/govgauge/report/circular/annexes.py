"""The annexes of a circular: who fails and why, who is open; each row with its evidence."""

from collections.abc import Iterator

from govgauge.model.score import Assessment
from govgauge.model.system import Indicator
from govgauge.model.text import Language, Text
from govgauge.model.verdict import OPEN as OPEN_VERDICTS
from govgauge.report.circular import wording as say
from govgauge.report.circular.accusations import Accusation, Named
from govgauge.report.docx.blocks import Block, Grid, Heading, Paragraph
from govgauge.report.figures import FigureBook
from govgauge.report.publication import Publication
from govgauge.report.words import interval

_ASSESSMENTS = "assessments.jsonl"


class Annexes:
    """Writes the annexes in one language; the sections before them build on it."""

    def __init__(
        self, publication: Publication, named: Named, language: Language, book: FigureBook
    ) -> None:
        self.publication = publication
        self.results = publication.results
        self.named = named
        self.language: Language = language
        self.book = book

    def t(self, text: Text) -> str:
        """A text in this document's language."""
        return text.in_(self.language)

    def grade(self, indicator: Indicator) -> str:
        """How well a rule is verified, with the word for one that is not."""
        grade = indicator.grade.value
        return grade if indicator.verified else f"{grade}（{self.t(say.UNVERIFIED)}）"

    def annex_failing(self) -> Iterator[Block]:
        """A row a reason: rule and fact, clause, evidence, when it was seen."""
        yield Heading(self.t(say.ANNEX_FAIL))
        rows = [
            self._reason(number, unit_id, reason)
            for number, (unit_id, reasons) in enumerate(self.named.failing.items(), 1)
            for reason in reasons
        ]
        if not rows:
            yield Paragraph(self.t(say.NONE_FAIL))
            return
        heads = [self.t(head) for head in say.FAIL_HEADS]
        yield Grid(heads, rows, (3, 9, 16, 12, 9, 8))

    def _reason(self, number: int, unit_id: str, reason: Accusation) -> tuple[str, ...]:
        indicator, finding = reason.indicator, reason.finding
        rule = f"{indicator.code} {self.t(indicator.title)}"
        target = f"\n{finding.instance.target}" if finding else ""
        return (
            str(number),
            self._unit(unit_id),
            f"{rule}\n{self.t(reason.says)}{target}",
            f"{indicator.clause}\n{self.grade(indicator)}",
            finding.finding_id if finding else self.t(say.BY_PERSON),
            reason.seen or (self.t(say.BY_VISITS) if finding else ""),
        )

    def _unit(self, unit_id: str) -> str:
        return f"{self.results.units[unit_id].name}\n{unit_id}"

    def annex_open(self) -> Iterator[Block]:
        """Units nothing certain can be said of."""
        yield Heading(self.t(say.ANNEX_OPEN))
        rows = [self._open_row(unit_id) for unit_id in (*self.named.held, *self.named.open)]
        if not rows:
            yield Paragraph(self.t(say.NONE_OPEN))
            return
        yield Grid([self.t(head) for head in say.OPEN_HEADS], rows, (7, 4, 3, 8))

    def _open_row(self, unit_id: str) -> tuple[str, ...]:
        assessment = self.results.assessments[unit_id]
        place = self.t(say.ANNEX_OPEN)
        unsure = sum(i.verdict in OPEN_VERDICTS for i in assessment.indicators)
        held = unit_id in self.named.held
        return (
            self._unit(unit_id),
            "" if held else self._score(assessment, place),
            self.book.say(
                unsure,
                place,
                _ASSESSMENTS,
                (unit_id,),
                Text("该单位未定的指标数", "open indicators of the unit"),
            ),
            self.t(say.HELD_BACK) if held else self.t(assessment.outcome),
        )

    def _score(self, assessment: Assessment, place: str) -> str:
        formula = Text("得分的低端与高端", "the low and the high end of the score")
        text = interval(assessment.score)
        return self.book.say(text, place, _ASSESSMENTS, (assessment.unit_id,), formula)
