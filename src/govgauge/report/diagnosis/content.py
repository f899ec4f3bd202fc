"""What one unit is told: its score in its group, what costs most, each problem with its remedy."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from govgauge.model.finding import Finding
from govgauge.model.score import IndicatorScore, RankingRow
from govgauge.model.system import Indicator
from govgauge.model.text import Language, Text
from govgauge.model.verdict import OPEN, Verdict
from govgauge.model.yearly import Mean, OwnRate
from govgauge.report.circular.accusations import first_seen
from govgauge.report.docx.blocks import Block, Document, Grid, Heading, Paragraph, Style
from govgauge.report.figures import Figure, MarkedBook, pointer
from govgauge.report.pictures.drawing import Amount, Picture
from govgauge.report.pictures.losses import Loss, losses
from govgauge.report.pictures.radar import Spoke, radar
from govgauge.report.publication import NOT_THEIRS, Publication
from govgauge.report.words import interval, place, plain_number, time_point, words_of

_ASSESSMENTS, _RANKING, _STATISTICS = "assessments.jsonl", "ranking.csv", "statistics.json"
_YEARLY = "yearly.json"
_SHOWN = 200
_MOST = 10

_TITLE = Text("{name}检查诊断", "Diagnosis: {name}")
_STANDS = Text("得分与组内位置", "Score and place")
_COSTS = Text("失分最多的指标", "What costs most points")
_PROBLEMS = Text("问题、证据与整改", "Problems, evidence and remedies")
_OPEN = Text("未定事项", "Open items")
_COST_NOTE = Text(
    "按已确定的失分排列：先改前面的，得分回升最多。斜线为未定事项可能带来的失分，不是已确认的问题。",
    "In the order of points lost for certain: mending the first gains most. The hatched part is what "
    "open items may cost; it is no confirmed problem.",
)
_NO_COSTS = Text("没有已确定或可能的失分。", "No points are lost or may be lost.")
_NO_PROBLEMS = Text("没有证据在手边的已确定问题。", "There is no certain problem with evidence.")
_CUT = Text("仅列前 {shown} 条，共 {all} 条。", "The first {shown} of {all}.")
_DRAFT = Text("草稿，未经批准。", "A draft, not approved.")
_STAND_HEADS = (
    Text("组别", "Group"),
    Text("得分", "Score"),
    Text("名次", "Rank"),
    Text("组平均", "Group mean"),
    Text("组中位", "Group median"),
)
_COST_HEADS = (
    Text("指标", "Indicator"),
    Text("失分", "Lost"),
    Text("上限", "Cap"),
    Text("由来", "Why"),
)
_PROBLEM_HEADS = (
    Text("规则", "Rule"),
    Text("问题与地址", "Problem and address"),
    Text("证据编号", "Evidence id"),
    Text("所见时间", "Seen"),
    Text("整改", "Remedy"),
)
_RADAR = Text("各维度得分率与本组平均", "Score rates by dimension, beside the group")
_GROUP_MEAN = Text("本组平均", "Mean of the group")
_OPEN_HEADS = (Text("指标", "Indicator"), Text("为何未定", "Why"))


@frozen
class Diagnosis:
    """One unit's document and its figures."""

    document: Document
    figures: tuple[Figure, ...]


def diagnosis(
    publication: Publication,
    unit_id: str,
    language: Language,
    name: str,
    seen: Mapping[str, str],
    places: Sequence[RankingRow],
    rates: Sequence[OwnRate] = (),
) -> Diagnosis:
    """The diagnosis of one unit.

    ``seen`` holds the times its cited answers were received, ``places`` its rows of the ranking,
    ``rates`` its dimensions beside its first group.
    """
    writer = _Writer(publication, unit_id, language, name, seen, places, rates)
    title = _TITLE.in_(language).format(name=publication.results.units[unit_id].name)
    blocks = tuple(writer.blocks(title))
    mark = publication.watermark
    system = publication.results.system
    header = f"{system.title.in_(language)} · {system.key}"
    document = Document(title, language, blocks, header, mark.in_(language) if mark else "")
    return Diagnosis(document, tuple(writer.book.figures))


class _Writer:
    def __init__(
        self,
        publication: Publication,
        unit_id: str,
        language: Language,
        name: str,
        seen: Mapping[str, str],
        places: Sequence[RankingRow],
        rates: Sequence[OwnRate],
    ) -> None:
        self._publication = publication
        self._results = publication.results
        self._unit_id = unit_id
        self._assessment = publication.results.assessments[unit_id]
        self._language: Language = language
        self._seen = seen
        self._places = places
        self._rates = rates
        self._asked = {i.code: i for i in publication.results.system.asked}
        self.book = MarkedBook(name)
        self._costly = self._most_costly()

    def t(self, text: Text) -> str:
        return text.in_(self._language)

    def blocks(self, title: str) -> Iterator[Block]:
        yield Paragraph(title, Style.TITLE)
        as_of = time_point(self._results.campaign.as_of, self._language)
        yield Paragraph(f"{self._unit_id} · {as_of}", Style.SUBTITLE)
        if not self._publication.approved_by:
            yield Paragraph(self.t(_DRAFT), Style.NOTE)
        if self._publication.unverified:
            yield Paragraph(words_of(self._language)["text.draft"], Style.NOTE)
        if self._results.system.status == "style":
            yield Paragraph(self.t(NOT_THEIRS), Style.NOTE)
        yield from self._stands()
        yield from self._costs()
        yield from self._problems()
        yield from self._open()

    def _rule(self, score: IndicatorScore) -> str:
        return f"{score.code} {self.t(self._asked[score.code].title)}"

    def _grade(self, indicator: Indicator) -> str:
        unverified = words_of(self._language)["word.unverified"]
        return indicator.clause if indicator.verified else f"{indicator.clause}（{unverified}）"

    def _most_costly(self) -> list[IndicatorScore]:
        lost = [i for i in self._assessment.indicators if i.stage == "deduct" and i.points.high > 0]
        return sorted(lost, key=lambda i: (-i.points.low, -i.points.high, i.code))[:_MOST]

    def _stands(self) -> Iterator[Block]:
        heading = self.t(_STANDS)
        yield Heading(heading)
        yield Paragraph(self.t(self._assessment.outcome))
        rows = [
            (
                row.group,
                self._said(interval(row.score), heading, _ASSESSMENTS),
                self._said(place(row), heading, _RANKING),
                self._of_group(row.group, "mean", heading),
                self._of_group(row.group, "median", heading),
            )
            for row in self._places
            if self._assessment.has_score
        ]
        if rows:
            yield Grid([self.t(head) for head in _STAND_HEADS], rows, (5, 3, 2, 3, 3))
        if self._rates and self._assessment.has_score:
            yield from self._dimensions()

    def _dimensions(self) -> Iterator[Block]:
        """The unit beside its group, drawn by the low ends: what is certain."""
        heading = self.t(_STANDS)
        spokes = [
            Spoke(
                self.t(rate.title),
                Amount(_drawn(rate.own), self._said(_percent(rate.own), heading, _ASSESSMENTS)),
                Amount(_drawn(rate.group), self._of_group_rate(rate, heading)),
            )
            for rate in self._rates
        ]
        names = (self._results.units[self._unit_id].name, self.t(_GROUP_MEAN))
        made = radar(self.t(_RADAR), names, spokes, self._language)
        if made is not None:
            yield made

    def _of_group_rate(self, rate: OwnRate, heading: str) -> str:
        text = _percent(rate.group)
        if rate.group.low is None:
            return text
        formula = Text("该组各单位得分率的平均", "the mean rate of the group's units")
        rows = [pointer(*rate.path, end) for end in ("low", "high")]
        return self.book.say(text, heading, _YEARLY, rows, formula)

    def _said(self, text: str, heading: str, file: str) -> str:
        formula = Text("该单位的行", "the row of the unit")
        return self.book.say(text, heading, file, (self._unit_id,), formula)

    def _of_group(self, group: str, figure: str, heading: str) -> str:
        value = self._results.statistics["scores"].get(group, {}).get(figure)
        if value is None:
            return "—"
        formula = Text("该组已确定得分的统计值", "a figure of the group's settled scores")
        rows = (pointer("scores", group, figure),)
        return self.book.say(plain_number(value), heading, _STATISTICS, rows, formula)

    def _costs(self) -> Iterator[Block]:
        heading = self.t(_COSTS)
        yield Heading(heading)
        if not self._costly:
            yield Paragraph(self.t(_NO_COSTS))
            return
        yield Paragraph(self.t(_COST_NOTE))
        rows = [
            (
                f"{self._rule(score)}\n{self._grade(self._asked[score.code])}",
                self._said(interval(score.points), heading, _ASSESSMENTS),
                self._said(plain_number(score.cap), heading, _ASSESSMENTS),
                self.t(score.why),
            )
            for score in self._costly
        ]
        bars = [
            Loss(self._rule(i), float(i.points.low), float(i.points.high), interval(i.points))
            for i in self._costly
        ]
        drawing = losses(bars, self._language)
        heads = [self.t(head) for head in _COST_HEADS]
        yield Picture(heading, drawing, heads, rows, (7, 3, 2, 7))

    def _problems(self) -> Iterator[Block]:
        yield Heading(self.t(_PROBLEMS))
        told = list(self._told())
        if not told:
            yield Paragraph(self.t(_NO_PROBLEMS))
            return
        rows = [self._problem(score, finding) for score, finding in told[:_SHOWN]]
        yield Grid([self.t(head) for head in _PROBLEM_HEADS], rows, (6, 11, 6, 5, 7))
        if len(told) > _SHOWN:
            yield Paragraph(self.t(_CUT).format(shown=_SHOWN, all=len(told)), Style.NOTE)

    def _told(self) -> Iterator[tuple[IndicatorScore, Finding]]:
        """Certain problems in the order of what they cost, those with their evidence at hand."""
        by_id = {f.finding_id: f for f in self._results.standing_of(self._unit_id)}
        scores: Sequence[IndicatorScore] = sorted(
            self._assessment.indicators,
            key=lambda i: (i.code not in self._assessment.vetoed_by, -i.points.low),
        )
        for score in scores:
            for finding_id in score.finding_ids:
                finding = by_id.get(finding_id)
                if finding is not None and self._certain(finding):
                    yield score, finding

    def _certain(self, finding: Finding) -> bool:
        at_hand = all(e.digest in self._seen for e in finding.instance.evidence if e.digest)
        return finding.instance.verdict is Verdict.UNMET and at_hand

    def _problem(self, score: IndicatorScore, finding: Finding) -> tuple[str, ...]:
        return (
            f"{self._rule(score)}\n{self._grade(self._asked[score.code])}",
            f"{self.t(finding.instance.says)}\n{finding.instance.target}",
            finding.finding_id,
            first_seen(finding, self._seen),
            self.t(self._results.detectors[finding.detector].remedy),
        )

    def _open(self) -> Iterator[Block]:
        rows = [
            (self._rule(score), self.t(score.why) or score.reason)
            for score in self._assessment.indicators
            if score.verdict in OPEN
        ]
        if rows:
            yield Heading(self.t(_OPEN))
            yield Grid([self.t(head) for head in _OPEN_HEADS], rows, (6, 11))


def _percent(mean: Mean) -> str:
    if mean.low is None or mean.high is None:
        return "—"
    ends = [f"{plain_number(end)}%" for end in (mean.low, mean.high)]
    return ends[0] if mean.low == mean.high else "–".join(ends)


def _drawn(mean: Mean) -> float | None:
    return None if mean.low is None else float(mean.low) / 100
