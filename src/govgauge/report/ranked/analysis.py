"""Chapters of a ranked table's report that look behind the ranks: change, dimensions, robustness."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from govgauge.model.ranked_table import RankedGroup, RankedPlace, RankedTable
from govgauge.model.text import Language, Text
from govgauge.model.yearly import Mean
from govgauge.report.docx.blocks import Block, Grid, Heading, PageBreak, Paragraph
from govgauge.report.figures import FigureBook, pointer
from govgauge.report.pictures.drawing import Amount
from govgauge.report.pictures.heat_map import heat_map
from govgauge.report.pictures.intervals import RankInterval, rank_intervals
from govgauge.report.pictures.tile_map import Region, tile_map, tiles
from govgauge.report.words import plain_number

_ALL = "全部"
_ALL_UNITS = Text("全部单位", "All units")
_SHOWN_SPANS, _MOVERS, _MOST_ROWS = 30, 10, 1_000
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_COMPARED = Text(
    "与 {previous} 相比，两次都有的单位 {count} 个；两次都已确定、进步最大的单位如下。",
    "{count} units stand in {previous} too; those certain in both that gained most:",
)
_MOVER_HEADS = (
    Text("单位", "Unit"),
    Text("提高（分）", "Points gained"),
    Text("名次变化", "Places"),
)
_ROBUST = Text(
    "把每个权重在上下 {spread}% 内随机变动，重算 {count} 次，名次平均移动 {shift} 位。",
    "With every weight moved by up to {spread}% in {count} replications, ranks shift by {shift} places.",
)
_SPANS = Text("九成重算结果所在的名次区间", "Ranks nine in ten replications give")
_RATES = Text("各组各维度平均得分率", "Mean score rate by group and dimension")
_REGIONS = Text("各地区平均得分", "Mean score by region")
_ANNEX = Text("附件 各组名次", "Annex: places by group")
_CUT = Text(
    "仅列前 {shown} 行，其余见 ranking.csv。", "The first {shown} rows; the rest is in ranking.csv."
)
_ANNEX_HEADS = (
    Text("名次", "Rank"),
    Text("单位", "Unit"),
    Text("得分", "Score"),
    Text("等次", "Tier"),
)


class Analysis:
    """Writes in one language from a ranked table; ``place`` is the chapter numbers are noted under."""

    STATISTICS, RANKING, ROBUSTNESS = "statistics.json", "ranking.csv", "robustness.csv"

    def __init__(self, table: RankedTable, language: Language, book: FigureBook) -> None:
        self.table = table
        self.language: Language = language
        self.book = book
        self.place = ""

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
        """Names in a row."""
        return self.both("、", ", ").join(parts)

    def group(self, group: str) -> str:
        """A group's name; all units together have one of ours."""
        return self.t(_ALL_UNITS) if group == _ALL else group

    def name(self, unit_id: str) -> str:
        """A unit's name."""
        return self.table.units[unit_id].name

    @property
    def ranked_groups(self) -> tuple[RankedGroup, ...]:
        """The groups that are told: all units together only where the table has no groups."""
        return self.table.groups[1:] or self.table.groups

    def statistic(self, value: float | Decimal | None, formula: Text, *steps: str) -> str:
        """A value of ``statistics.json`` by its path."""
        if value is None or value != value:
            return "—"
        rows = (pointer(*steps),)
        return self.book.say(self._written(value), self.place, self.STATISTICS, rows, formula)

    def _written(self, value: float | Decimal) -> str:
        """Counts whole; scores at the decimals the system shows."""
        if isinstance(value, int):
            return str(value)
        return f"{value:.{self.table.system.placement.decimals}f}"

    # -- chapters ---------------------------------------------------------------------------------

    def change(self) -> Iterator[Block]:
        """Who gained most points since the table before; nothing without one."""
        if not self.table.previous:
            return
        formula = Text("两表都有的单位数", "units of both tables")
        count = self.statistic(self.table.compared, formula, "units_in_both_years")
        previous = self.table.previous
        yield Paragraph(self.says(_COMPARED, previous=previous, count=count))
        rose = [p for p in self.table.groups[0].places if _gained(p) > 0]
        rose.sort(key=lambda p: (-_gained(p), p.unit_id))
        # A tie at the end is never cut.
        least = min((_gained(p) for p in rose[:_MOVERS]), default=Decimal(0))
        named = [p for p in rose if _gained(p) >= least]
        if named:
            rows = [self._mover(place) for place in named]
            yield Grid([self.t(head) for head in _MOVER_HEADS], rows, (8, 3, 3))

    def _mover(self, place: RankedPlace) -> tuple[str, ...]:
        formula = Text("两次得分之差", "the difference of both scores")
        rows = (place.unit_id,)
        gained = self.book.say(f"+{place.change_points:f}", self.place, self.RANKING, rows, formula)
        moved = "—" if place.change_places is None else f"{place.change_places:+d}"
        return self.name(place.unit_id), gained, moved

    def dimensions(self) -> Iterator[Block]:
        """A heat map of dimensions by group."""
        told = [d for d in self.table.dimensions if d.whole.low is not None]
        if not told:
            return
        groups = [g.name for g in self.table.groups if g.name != _ALL]
        rows = [(self.t(_ALL_UNITS), [self._rate(d.whole, d.code, "whole") for d in told])]
        rows += [
            (g, [self._rate(d.groups.get(g), d.code, "groups", g) for d in told]) for g in groups
        ]
        scale = Amount(0.0, "0%"), Amount(100.0, "100%")
        columns = [self.t(d.title) for d in told]
        yield heat_map(self.t(_RATES), columns, rows, scale, self.language)

    def _rate(self, mean: Mean | None, *steps: str) -> Amount:
        if mean is None or mean.low is None or mean.high is None:
            return Amount(None, "—")
        ends = [f"{plain_number(end)}%" for end in (mean.low, mean.high)]
        text = ends[0] if ends[0] == ends[1] else "–".join(ends)
        formula = Text("各单位得分率（得分 ÷ 满分）的平均", "mean of units' points by full points")
        rows = [pointer("dimensions", *steps)]
        return Amount(
            float(mean.low), self.book.say(text, self.place, self.STATISTICS, rows, formula)
        )

    def regions(self) -> Iterator[Block]:
        """Regions that are divisions of the first level on the tile map; others in a table."""
        told = [r for r in self.table.regions if r.mean is not None]
        if len(told) < 2:
            return
        formula = Text("该地区已确定得分的平均", "mean of the region's settled scores")
        means = {r.name: self.statistic(r.mean, formula, "regions", r.name, "mean") for r in told}
        values = [r.mean for r in told if r.mean is not None]
        ends = [Amount(value, self._written(value)) for value in (min(values), max(values))]
        placed = {
            code: Region(r.name, Amount(r.mean, means[r.name]), str(r.count))
            for r in told
            for code in [_code_of(r.name)]
            if code
        }
        if len(placed) == len(told):
            yield tile_map(self.t(_REGIONS), placed, (ends[0], ends[1]), self.language)
            return
        heads = (
            self.both("地区", "Region"),
            self.both("平均", "Mean"),
            self.both("单位数", "Units"),
        )
        rows = [(r.name, means[r.name], str(r.count)) for r in told]
        yield Grid(heads, rows, (6, 3, 3))

    def features(self) -> Iterator[Block]:
        """What is noteworthy, a sentence each."""
        for number, feature in enumerate(self.table.features):
            yield Paragraph(self._noted(self.t(feature.says), number) + self.both("。", "."))

    def _noted(self, sentence: str, number: int) -> str:
        """A sentence of ``noteworthy.json`` with every number in it noted."""
        formula = Text("特点及其背后的数", "the feature and the figures behind it")
        rows, file = (pointer(str(number)),), "noteworthy.json"
        return _NUMBER.sub(lambda m: self.book.say(m[0], self.place, file, rows, formula), sentence)

    def robustness(self) -> Iterator[Block]:
        """How far ranks move with the weights, and the interval of each of the first units."""
        robust = self.table.robustness
        if not robust.spans or robust.mean_shift is None:
            return
        formula = Text("各次重算与公布名次之差的平均", "mean difference from the published ranks")
        rows = (pointer("robustness", "mean_shift"),)
        said = plain_number(robust.mean_shift)
        shift = self.book.say(said, self.place, self.STATISTICS, rows, formula)
        spread, count = str(robust.spread_percent), str(robust.replications)
        yield Paragraph(self.says(_ROBUST, spread=spread, count=count, shift=shift))
        shown = [p for p in self.table.groups[0].by_rank if p.unit_id in robust.spans]
        units = [self._span(place) for place in shown[:_SHOWN_SPANS]]
        yield rank_intervals(self.t(_SPANS), units, self.language)

    def _span(self, place: RankedPlace) -> RankInterval:
        span = self.table.robustness.spans[place.unit_id]
        formula = Text("重算名次的 5% 与 95% 分位", "5% and 95% quantiles of the replications")

        def end(value: float) -> Amount:
            rows = (place.unit_id,)
            said = self.book.say(f"{value:.1f}", self.place, self.ROBUSTNESS, rows, formula)
            return Amount(value, said)

        rank = Amount(place.rank, "—" if place.rank is None else str(place.rank))
        return RankInterval(self.name(place.unit_id), rank, end(span.low), end(span.high))

    def annex(self) -> Iterator[Block]:
        """The places of every group, ties and open ones as they are."""
        yield PageBreak()
        yield Heading(self.t(_ANNEX))
        titles = {tier.code: self.t(tier.title) for tier in self.table.system.tiers}
        for group in self.ranked_groups:
            yield Heading(self.group(group.name), 2)
            rows = [self._row(place, titles) for place in group.by_rank[:_MOST_ROWS]]
            yield Grid([self.t(head) for head in _ANNEX_HEADS], rows, (3, 8, 4, 3))
            if len(group.places) > _MOST_ROWS:
                yield Paragraph(self.says(_CUT, shown=str(_MOST_ROWS)))

    def _row(self, place: RankedPlace, titles: dict[str, str]) -> tuple[str, ...]:
        unit = self.table.units[place.unit_id]
        score = "—"
        if unit.low is not None and unit.high is not None:
            score = f"{unit.low:f}" if unit.settled else f"{unit.low:f}–{unit.high:f}"
        rank = "—" if place.rank is None else f"{place.best}–{place.worst}"
        if place.rank is not None and place.best == place.worst:
            rank = str(place.rank)
        return rank, unit.name, score, titles.get(place.tier, place.tier)


def _code_of(region: str) -> str:
    """The division a region's name begins like; empty where it is none of the first level."""
    return next((tile.code for tile in tiles() if region.startswith(tile.short.zh)), "")


def _gained(place: RankedPlace) -> Decimal:
    return place.change_points or Decimal(0)
