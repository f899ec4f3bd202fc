"""What a circular says, block by block; every number is noted with the rows behind it."""

from collections.abc import Iterator
from decimal import Decimal

from govgauge.model.campaign import PolicyKind
from govgauge.model.score import Result
from govgauge.model.text import Language, Text
from govgauge.report.circular import wording as say
from govgauge.report.circular.accusations import Named
from govgauge.report.circular.annexes import Annexes
from govgauge.report.circular.rank_sentences import by_group, rank_sentence, unsettled
from govgauge.report.docx.blocks import (
    Block,
    Document,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    Style,
)
from govgauge.report.figures import FigureBook, pointer
from govgauge.report.publication import NOT_THEIRS, Publication
from govgauge.report.words import outcome_words, plain_number, time_point

_ASSESSMENTS, _STATISTICS, _RANKING = "assessments.jsonl", "statistics.json", "ranking.csv"
_REASONS = 5
_ALL = "全部"


def circular(
    publication: Publication, named: Named, language: Language, name: str
) -> tuple[Document, FigureBook]:
    """The circular in one language and its figures; ``name`` is the document's file name."""
    writer = CircularWriter(publication, named, language, FigureBook(name))
    title = writer.t(say.TITLE).format(name=publication.results.campaign.name)
    return writer.document(title), writer.book


class CircularWriter(Annexes):
    """Writes the sections of a circular; a quarterly report stands on some of them."""

    def document(self, title: str) -> Document:
        """The whole document under a title."""
        mark, system = self.publication.watermark, self.results.system
        return Document(
            title=title,
            language=self.language,
            blocks=tuple(self.blocks(title)),
            header=f"{self.t(system.title)} · {system.key}",
            watermark=self.t(mark) if mark else "",
        )

    def blocks(self, title: str) -> Iterator[Block]:
        """All blocks in order."""
        yield from self.head(title)
        yield from self._object()
        yield from self._overall()
        yield from self._ranks()
        yield from self.problems()
        yield from self.open_items()
        yield from self.next_steps()
        yield PageBreak()
        yield from self.annex_failing()
        yield PageBreak()
        yield from self.annex_open()

    def as_of(self) -> str:
        """The monitoring time point."""
        return time_point(self.results.campaign.as_of, self.language)

    def head(self, title: str) -> Iterator[Block]:
        """Title, monitoring time, issuer, and what the document may be used for."""
        publication = self.publication
        yield Paragraph(title, Style.TITLE)
        yield Paragraph(self.t(say.SUBTITLE).format(as_of=self.as_of()), Style.SUBTITLE)
        if publication.issuer:
            yield Paragraph(publication.issuer, Style.SUBTITLE)
        if publication.approved_by:
            says = self.t(say.APPROVED_NOTE).format(who=publication.approved_by)
            yield Paragraph(says, Style.NOTE)
        else:
            yield Paragraph(self.t(say.DRAFT_NOTE), Style.NOTE)
        if publication.unverified:
            yield Paragraph(self.t(say.UNVERIFIED_NOTE), Style.NOTE)
        if self.results.system.status == "style":
            yield Paragraph(self.t(NOT_THEIRS), Style.NOTE)

    def _object(self) -> Iterator[Block]:
        system = self.results.system
        yield Heading(self.t(say.OBJECT))
        says = self.t(say.OBJECT_SAYS).format(
            system=self.t(system.title),
            key=system.key,
            units=self.units(say.OBJECT),
            as_of=self.as_of(),
        )
        yield Paragraph(says)
        yield from self.basis()

    def basis(self) -> Iterator[Block]:
        """Sources of the rules, on whose authority it was done, and how."""
        results, system = self.results, self.results.system
        joiner = "；" if self.language == "zh" else "; "
        yield Paragraph(self.t(say.SOURCES).format(sources=joiner.join(system.sources)))
        plan = results.campaign.plan
        given = plan.authorisation
        if plan.policy is PolicyKind.MANDATE and given is not None:
            asked = self.t(say.ASKED_BY).format(
                policy=self.t(Text("受权检查", "mandate")),
                office=given.by,
                document=given.document,
                date=given.date,
            )
            yield Paragraph(asked)
        else:
            yield Paragraph(self.t(say.RESEARCH))
        yield Paragraph(self.t(say.METHOD))

    def units(self, place: Text) -> str:
        """How many units the campaign has."""
        formula = Text("批次中单位的个数", "the number of units of the campaign")
        count = len(self.results.units)
        return self.book.say(count, self.t(place), _STATISTICS, ("/units",), formula)

    def _overall(self) -> Iterator[Block]:
        yield Heading(self.t(say.RESULTS))
        yield Paragraph(self.results_sentence())
        rows = [
            (
                self.group_name(group),
                *(
                    self.book.say(
                        counted.get(result.value, 0),
                        self.t(say.RESULTS),
                        _STATISTICS,
                        (pointer("groups", group, result.value),),
                        Text("该组中这一结论的单位数", "units of the group with this result"),
                    )
                    for result in Result
                ),
            )
            for group, counted in self.results.statistics["groups"].items()
        ]
        yield Grid([self.t(head) for head in say.GROUP_HEADS], rows, (5, 2, 2, 2))

    def results_sentence(self) -> str:
        """How many units pass, fail and are open, with their shares."""
        counts = {result.value: self._counted(result) for result in Result}
        shares = {result.value: self._share(result) for result in Result}
        return self.t(say.RESULTS_SAY).format(
            units=self.units(say.RESULTS),
            passing=counts["pass"],
            passing_share=shares["pass"],
            failing=counts["fail"],
            failing_share=shares["fail"],
            open=counts["open"],
            open_share=shares["open"],
        )

    def _of(self, result: Result) -> tuple[str, ...]:
        return tuple(a.unit_id for a in self.results.assessments.values() if a.result is result)

    def _counted(self, result: Result) -> str:
        units = self._of(result)
        formula = Text(f"结论为 {result.value} 的单位数", f"units whose result is {result.value}")
        return self.book.say(len(units), self.t(say.RESULTS), _ASSESSMENTS, units, formula)

    def _share(self, result: Result) -> str:
        units, whole = self._of(result), len(self.results.units)
        share = self.publication.shares.get(result.value, Decimal(0))
        formula = Text(
            f"{len(units)} ÷ {whole}，取整后三项合计 100%",
            f"{len(units)} of {whole}, rounded so that the three add up to 100%",
        )
        text = f"{plain_number(share)}%"
        return self.book.say(text, self.t(say.RESULTS), _ASSESSMENTS, units, formula)

    def group_name(self, group: str) -> str:
        """A group's name; all units together have a word."""
        return self.t(say.ALL_UNITS) if group == _ALL else group

    def _ranks(self) -> Iterator[Block]:
        yield Heading(self.t(say.RANKS))
        for group, rows in by_group(self.results.ranking).items():
            name = self.group_name(group)
            moving = unsettled(rows)
            if all(row.rank is None for row in rows):
                yield Paragraph(self.t(say.RANKS_NONE).format(group=name))
                continue
            if not moving:
                style = self.publication.wording.of(group, self.results.system.rank_style)
                sentence = rank_sentence(rows, style)
                yield Paragraph(self.t(say.RANKS_SAY).format(group=name, sentence=sentence))
                continue
            formula = Text(
                "得分未定或名次可变的单位数", "units whose score is open or whose rank can change"
            )
            count = self.book.say(len(moving), self.t(say.RANKS), _RANKING, moving, formula)
            yield Paragraph(self.t(say.RANKS_OPEN).format(group=name, count=count))

    def problems(self) -> Iterator[Block]:
        """Indicators that are not met, by units."""
        yield Heading(self.t(say.PROBLEMS))
        table = self.results.statistics["indicators"]
        asked = {i.code: i for i in self.results.system.asked}
        hit = sorted((c for c in table if table[c]["hit"]), key=lambda c: -table[c]["hit"])
        if not hit:
            yield Paragraph(self.t(say.NO_PROBLEMS))
            return
        place = self.t(say.PROBLEMS)
        units = Text("这一指标不符合的单位数", "units that do not meet the indicator")
        unsure = Text("这一指标未定的单位数", "units for which the indicator is open")
        rows = [
            (
                f"{code} {self.t(asked[code].title)}",
                self.book.say(
                    table[code]["hit"],
                    place,
                    _STATISTICS,
                    (pointer("indicators", code, "hit"),),
                    units,
                ),
                self.book.say(
                    table[code]["open"],
                    place,
                    _STATISTICS,
                    (pointer("indicators", code, "open"),),
                    unsure,
                ),
                asked[code].clause,
                self.grade(asked[code]),
            )
            for code in hit
        ]
        yield Grid([self.t(head) for head in say.PROBLEM_HEADS], rows, (5, 2, 2, 6, 2))

    def open_items(self) -> Iterator[Block]:
        """What is open, and what kept it from being seen."""
        yield Heading(self.t(say.OPEN))
        place = self.t(say.OPEN)
        held = Text("不合格而证据不全在手边的单位数", "failing units without all evidence at hand")
        says = self.t(say.OPEN_SAYS).format(
            open=self.book.say(
                len(self.named.open),
                place,
                _ASSESSMENTS,
                self.named.open,
                Text("结论为 open 的单位数", "units whose result is open"),
            ),
            held=self.book.say(len(self.named.held), place, _ASSESSMENTS, self.named.held, held),
        )
        yield Paragraph(says)
        missing = self.results.statistics["coverage"]["missing"]
        most = sorted(missing.items(), key=lambda item: (-item[1], item[0]))[:_REASONS]
        if most:
            formula = Text("因此未能看到的个数", "how many were not seen because of it")
            named = "、".join(
                f"{outcome_words(reason, self.language)} "
                + self.book.say(
                    count, place, _STATISTICS, (pointer("coverage", "missing", reason),), formula
                )
                for reason, count in most
            )
            yield Paragraph(self.t(say.MISSING_SAYS).format(reasons=named))

    def next_steps(self) -> Iterator[Block]:
        """What named units have to do, and by when."""
        if not self.named.failing:
            return
        yield Heading(self.t(say.NEXT))
        deadline = self.publication.deadline
        says = self.t(say.NEXT_DATE if deadline else say.NEXT_NO_DATE)
        yield Paragraph(says.format(deadline=deadline))
