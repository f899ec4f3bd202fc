"""The report of a ranked table (评估报告): every sentence from the ranking, with what it rests on."""

from collections.abc import Iterator, Sequence

from govgauge.model.ranked_table import RankedGroup, RankedPlace, RankedTable
from govgauge.model.text import Language, Text
from govgauge.report.docx.blocks import (
    Block,
    Contents,
    Document,
    Grid,
    Heading,
    PageBreak,
    Paragraph,
    Style,
)
from govgauge.report.figures import FigureBook, MarkedBook, pointer
from govgauge.report.pictures.drawing import Amount
from govgauge.report.pictures.indicator_tree import Branch, indicator_tree
from govgauge.report.pictures.tiers import TierBar, tier_distribution
from govgauge.report.prose.numerals import chinese_number
from govgauge.report.prose.rank_lists import first_places, places_of, rank_list
from govgauge.report.prose.tier_lists import TierNames, tier_sentence
from govgauge.report.prose.wording import Wording
from govgauge.report.publication import DRAFT, NOT_THEIRS
from govgauge.report.ranked.analysis import Analysis
from govgauge.report.weights import weighted_branches
from govgauge.report.words import plain_number

_TITLE = Text("{system}评估报告", "{system}: report of an evaluation")
_DRAFT_NOTE = Text(
    "本件由得分表 {source} 生成，为草稿，未经批准，不得引用。",
    "Made from the table {source}. A draft, not approved: it may not be quoted.",
)
_OBJECT = Text(
    "本次评估对象共 {units} 个，满分 {full}。", "{units} units were evaluated; full marks {full}."
)
_ASSUMED = Text(
    "以下维度或指标的权重未经官方文本核实：{codes}。",
    "Weights not verified in an official text: {codes}.",
)
_TIER_LIST = Text("{tier}（{count} 个）：{names}。", "{tier} ({count}): {names}.")
_TIER_COUNT = Text("{tier}：{count} 个。", "{tier}: {count}.")
_PLACES_OPEN = Text(
    "{group}：{count} 个单位的得分或名次尚未确定，本组不公布名次。",
    "{group}: scores or ranks of {count} units are not certain; no ranks are published.",
)
_SAID = Text("{group}：{sentence}", "{group}: {sentence}")
_GROUP_HEADS = tuple(
    Text(zh, en)
    for zh, en in (
        ("组别", "Group"), ("单位数", "Units"), ("平均", "Mean"), ("中位", "Median"),
        ("标准差", "Deviation"), ("最低", "Lowest"), ("最高", "Highest"),
    )
)  # fmt: skip
_FIGURES = ("count", "mean", "median", "deviation", "minimum", "maximum")
_OF_GROUP = Text("该组已确定得分的统计值（标准差除以 n）", "of the group's settled scores, over n")
_BY_DIVISION = "Listed by administrative division; the order is no rank."
_MOST_NAMES = 80
_CHAPTERS = {
    "objects": Text("评估对象", "What was evaluated"),
    "method": Text("评估方法与指标体系", "Method and indicators"),
    "results": Text("评估结果", "Results"),
    "change": Text("与上次比较", "Beside the year before"),
    "dimensions": Text("分维度分析", "Dimensions"),
    "regions": Text("分地区分析", "Regions"),
    "features": Text("主要特点", "Features"),
    "robustness": Text("结果的稳健性", "How robust the ranking is"),
}


def ranked_report(table: RankedTable, language: Language) -> tuple[Document, FigureBook]:
    """The report in one language and its figures."""
    book = MarkedBook("report.html")
    writer = _Report(table, language, book)
    return writer.document(), book


class _Report(Analysis):
    def document(self) -> Document:
        """Chapters in their order; one without data is left out and takes no number."""
        title = self.says(_TITLE, system=self.t(self.table.system.title))
        return Document(
            title=title,
            language=self.language,
            blocks=(*self._head(title), *self._body(), *self.annex()),
            header=f"{self.t(self.table.system.title)} · {self.table.system.key}",
            watermark=self.t(DRAFT),
        )

    def _head(self, title: str) -> Iterator[Block]:
        yield Paragraph(title, Style.TITLE)
        yield Paragraph(self.says(_DRAFT_NOTE, source=self.table.source), Style.NOTE)
        if self.table.system.status == "style":
            yield Paragraph(self.t(NOT_THEIRS), Style.NOTE)
        yield Contents(self.both("目录", "Contents"))
        yield PageBreak()

    def _body(self) -> Iterator[Block]:
        number = 0
        for key, title in _CHAPTERS.items():
            self.place = self.t(title)
            blocks = list(getattr(self, key)())
            if blocks:
                number += 1
                zh, en = f"{chinese_number(number)}、{title.zh}", f"{number}. {title.en}"
                yield Heading(self.both(zh, en))
                yield from blocks

    def objects(self) -> Iterator[Block]:
        """How many units, in which groups."""
        count = Text("表中单位的个数", "units of the table")
        units = self.statistic(len(self.table.units), count, "units")
        full = plain_number(self.table.system.full_marks)
        yield Paragraph(self.says(_OBJECT, units=units, full=full))
        rows = [
            (
                self.group(group.name),
                *(self._figure(group, name) for name in _FIGURES),
            )
            for group in self.table.groups
        ]
        yield Grid([self.t(head) for head in _GROUP_HEADS], rows, (5, 2, 2, 2, 2, 2, 2))

    def _figure(self, group: RankedGroup, name: str) -> str:
        value = getattr(group.statistics, name)
        return self.statistic(value, _OF_GROUP, "groups", group.name, name)

    def method(self) -> Iterator[Block]:
        """The tree of the system with its weights, where the rules come from, the tiers."""
        system = self.table.system
        yield Paragraph(self.both("；", "; ").join(system.sources))
        if system.tree is not None:
            name, full = self.both("满分", "Full marks"), plain_number(system.full_marks)
            root = Branch(name, 1.0, full, weighted_branches(system.tree, self.language))
            tree = indicator_tree(
                self.both("指标与权重", "Indicators, weights"), root, self.language
            )
            if tree is not None:
                yield tree
        if system.assumed:
            codes = self.joined(node.code for node in system.assumed)
            yield Paragraph(self.says(_ASSUMED, codes=codes), Style.NOTE)

    def results(self) -> Iterator[Block]:
        """Tiers of every group in one picture, then places and tiers in words."""
        named = [group for group in self.ranked_groups if group.statistics.tiers]
        if named:
            yield self._tiers(named)
        for group in self.ranked_groups:
            yield Heading(self.group(group.name), 2)
            yield Paragraph(self._places(group))
            yield from (Paragraph(line) for line in self._tier_lists(group))

    def _tiers(self, groups: Sequence[RankedGroup]) -> Block:
        codes = [tier.code for tier in self.table.system.tiers]
        names = [self.t(tier.title) for tier in self.table.system.tiers]
        bars = []
        for group in groups:
            counts = {code: group.statistics.tiers.get(code, (0,))[0] for code in codes}
            amounts = tuple(Amount(counts[c], self._in_tier(group, c, counts[c])) for c in codes)
            rows = [pointer("groups", group.name, "tiers", code, "count") for code in codes]
            all_tiers = Text("各等次之和", "all tiers together")
            whole = self.book.say(
                sum(counts.values()), self.place, self.STATISTICS, rows, all_tiers
            )
            bars.append(TierBar(self.group(group.name), amounts, whole))
        return tier_distribution(self.both("等次分布", "Tiers"), names, bars, self.language)

    def _in_tier(self, group: RankedGroup, code: str, count: int) -> str:
        formula = Text("该组这一等次的单位数", "units of the group in the tier")
        return self.statistic(count, formula, "groups", group.name, "tiers", code, "count")

    def _places(self, group: RankedGroup) -> str:
        name = self.group(group.name)
        moving = [p.unit_id for p in group.places if self._moves(p)]
        if moving:
            formula = Text("得分未定或名次可变的单位数", "units that are open or can still move")
            count = self.book.say(len(moving), self.place, self.RANKING, moving, formula)
            return self.says(_PLACES_OPEN, group=name, count=count)
        ranks = [(self.name(p.unit_id), p.rank) for p in group.by_rank if p.rank is not None]
        style = Wording().of(group.name, self.table.system.rank_style)
        first = first_places(places_of(ranks), style.shown)
        if self.language == "zh":
            sentence = rank_list(first, style)
        else:
            sentence = "; ".join(f"{p.rank}. {' and '.join(p.names)}" for p in first) + "."
        return self.says(_SAID, group=name, sentence=sentence)

    def _moves(self, place: RankedPlace) -> bool:
        unit = self.table.units[place.unit_id]
        return place.rank is not None and (place.best != place.worst or not unit.settled)

    def _tier_lists(self, group: RankedGroup) -> Iterator[str]:
        """Each tier with its units in the order they are listed, without ranks."""
        style = Wording().of(group.name, self.table.system.rank_style)
        for tier in self.table.system.tiers:
            units = [p.unit_id for p in group.places if p.tier == tier.code]
            if not units and not style.tells_empty_tiers:
                continue
            formula = Text("该组这一等次的单位", "the units of the group in the tier")
            count = self.book.say(len(units), self.place, self.RANKING, units, formula)
            names = tuple(self.name(unit_id) for unit_id in units)
            if len(units) > _MOST_NAMES or self.language != "zh":
                form = _TIER_LIST if 0 < len(units) <= _MOST_NAMES else _TIER_COUNT
                yield self.says(
                    form, tier=self.t(tier.title), count=count, names=self.joined(names)
                )
                continue
            yield tier_sentence(TierNames(f"{self.t(tier.title)}（{count} 个）", names), style)
        if style.tier_note and self.table.system.placement.listing == "division":
            yield self.both(style.tier_note + style.end, _BY_DIVISION)
