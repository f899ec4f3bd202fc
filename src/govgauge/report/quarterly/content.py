"""What a quarterly inspection report says; it stands on the sections of a circular."""

from collections.abc import Iterator, Sequence

from govgauge.model.quarterly import Quarter, Rechecked, Register
from govgauge.model.score import Result
from govgauge.model.text import Language, Text
from govgauge.report.circular.accusations import Named
from govgauge.report.circular.content import CircularWriter
from govgauge.report.docx.blocks import Block, Document, Grid, Heading, PageBreak, Paragraph
from govgauge.report.figures import FigureBook, pointer
from govgauge.report.prose.numerals import chinese_number
from govgauge.report.publication import Publication
from govgauge.report.quarterly import wording as say
from govgauge.report.words import plain_number, words_of

_QUARTERLY, _STATISTICS = "quarterly.json", "statistics.json"


def quarterly_report(
    publication: Publication, named: Named, quarter: Quarter, language: Language, name: str
) -> tuple[Document, FigureBook]:
    """The report in one language and its figures; ``name`` is the document's file name."""
    writer = _Writer(publication, named, language, FigureBook(name), quarter)
    title = writer.t(say.TITLE).format(
        year=quarter.year, quarter=chinese_number(quarter.number), number=quarter.number
    )
    return writer.document(title), writer.book


class _Writer(CircularWriter):
    def __init__(
        self,
        publication: Publication,
        named: Named,
        language: Language,
        book: FigureBook,
        quarter: Quarter,
    ) -> None:
        super().__init__(publication, named, language, book)
        self._quarter = quarter

    def blocks(self, title: str) -> Iterator[Block]:
        """All blocks in order."""
        yield from self.head(title)
        yield from self._checked()
        yield from self._results()
        yield from self._rechecked()
        yield from self.problems()
        yield from self.open_items()
        yield from self.next_steps()
        yield PageBreak()
        yield from self.annex_failing()
        yield PageBreak()
        yield from self.annex_open()
        yield PageBreak()
        yield from self._annex_units()

    def _checked(self) -> Iterator[Block]:
        system = self.results.system
        yield Heading(self.t(say.CHECKED))
        says = self.t(say.CHECKED_SAYS).format(
            system=self.t(system.title), key=system.key, as_of=self.as_of(),
            units=self.units(say.CHECKED),
        )  # fmt: skip
        yield Paragraph(says)
        if self._quarter.register is not None:
            yield Paragraph(self._register(self._quarter.register))
        yield from self.basis()

    def _register(self, register: Register) -> str:
        return self.t(say.REGISTER_SAYS).format(
            name=register.name,
            listed=self._figure(
                str(register.units), Text("清单所列单位数", "units of the list"), "units"
            ),
            inspected=self._figure(
                str(len(register.inspected)),
                Text("清单中本次抽查的单位数", "units of the list that were inspected"),
                "inspected",
            ),
            share=self._figure(
                f"{plain_number(register.percent)}%",
                Text("抽查的单位数 ÷ 清单所列单位数", "inspected units by units of the list"),
                "percent",
            ),
        )

    def _figure(self, text: str, formula: Text, *steps: str) -> str:
        rows = (pointer("register", *steps),)
        return self.book.say(text, self.t(say.CHECKED), _QUARTERLY, rows, formula)

    def _results(self) -> Iterator[Block]:
        yield Heading(self.t(say.RESULT))
        yield Paragraph(self.results_sentence())
        groups = self.results.statistics["groups"]
        rows = [self._group_row(group, counted) for group, counted in groups.items()]
        yield Grid([self.t(head) for head in say.GROUP_HEADS], rows, (6, 2, 2, 2, 2))

    def _group_row(self, group: str, counted: dict[str, int]) -> tuple[str, ...]:
        place, formula = self.t(say.RESULT), Text("该组这一结论的单位数", "units with the result")
        pointers = {r: pointer("groups", group, r.value) for r in Result}
        told = {
            r: self.book.say(counted.get(r.value, 0), place, _STATISTICS, (pointers[r],), formula)
            for r in Result
        }
        whole = self.book.say(
            sum(counted.get(r.value, 0) for r in Result), place, _STATISTICS,
            tuple(pointers.values()), Text("该组三种结论之和", "all three results of the group"),
        )  # fmt: skip
        ordered = (told[r] for r in (Result.PASS, Result.FAIL, Result.OPEN))
        return self.group_name(group), whole, *ordered

    # -- units that failed before -----------------------------------------------------------------

    def _rechecked(self) -> Iterator[Block]:
        again = self._quarter.rechecked
        if again is None:
            return
        yield Heading(self.t(say.RECHECK))
        if not again.failing:
            says = self.t(say.RECHECK_NONE)
            yield Paragraph(says.format(campaign=again.campaign, as_of=again.as_of))
            return
        yield Paragraph(self._recheck_sentence(again))

    def _recheck_sentence(self, again: Rechecked) -> str:
        def count(units: Sequence[str], step: str, zh: str, en: str) -> str:
            rows = (pointer("rechecked", step),)
            place = self.t(say.RECHECK)
            return self.book.say(len(units), place, _QUARTERLY, rows, Text(zh, en))

        return self.t(say.RECHECK_SAYS).format(
            campaign=again.campaign,
            as_of=again.as_of,
            failing=count(again.failing, "failing", "上期不合格的单位", "units that failed before"),
            passing=count(
                again.passing_now, "passing_now", "其中本次合格的", "those that pass now"
            ),
            still=count(
                again.failing_now, "failing_now", "其中仍不合格的", "those that fail again"
            ),
            open=count(again.open_now, "open_now", "其中结论未定的", "those that are open"),
            gone=count(again.gone, "gone", "其中本次未抽查的", "those not inspected now"),
        )

    def _annex_units(self) -> Iterator[Block]:
        yield Heading(self.t(say.ANNEX_UNITS))
        rows = [
            (str(number), f"{unit.name}\n{unit_id}", "、".join(unit.groups), self._result(unit_id))
            for number, (unit_id, unit) in enumerate(self.results.units.items(), 1)
        ]
        yield Grid([self.t(head) for head in say.UNIT_HEADS], rows, (2, 8, 5, 4))

    def _result(self, unit_id: str) -> str:
        if unit_id in self.named.held:
            return self.t(say.HELD)
        result = self.results.assessments[unit_id].result
        return words_of(self.language)[f"result.{result.value}"]
