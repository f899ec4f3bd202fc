"""Chapter: what is noteworthy, what nearly all do well, and who does best."""

from collections.abc import Iterator

from govgauge.model.system import StageKind
from govgauge.model.text import Text
from govgauge.model.yearly import Met
from govgauge.report.circular.rank_sentences import unsettled
from govgauge.report.docx.blocks import Block, Heading, Paragraph
from govgauge.report.words import plain_number
from govgauge.report.yearly.writer import ALL, RANKING, Blocks, Chapter, Writer

_FROM_PERCENT, _SHOWN = 80, 6
_STRONG = Text("普遍做到的方面", "What most units meet")
_STRONG_SAYS = Text(
    "{asked} 个单位中，{met} 个（{share}）确定符合“{title}”。",
    '{met} of {asked} units ({share}) certainly meet "{title}".',
)
_BEST = Text("表现突出的单位", "Best units")
_BEST_IN = Text(
    "“{dimension}”得分率最高的是{units}（{rate}）。",
    '"{dimension}": {units} ({rate}) stand highest.',
)
_LEADS = Text("{group}第一名：{units}（{score} 分）。", "{group}, first: {units} ({score} points).")
_MET = Text("确定符合该指标的单位数", "units that certainly meet the indicator")
_ASKED = Text("该指标适用的单位数", "units the indicator is asked of")
_SHARE = Text("确定符合的单位数 ÷ 适用的单位数", "units that meet it by units it is asked of")
_RATE = Text("该维度最高的得分率，已无未定项可改变", "the highest rate; nothing open can change it")


def write(writer: Writer) -> Blocks:
    """Features found, shares of indicators, and units by name where nothing can change it."""
    end = writer.both("。", ".")
    for number, feature in enumerate(writer.results.features):
        yield Paragraph(writer.noteworthy(writer.t(feature.says), number) + end)
    yield from _strong(writer)
    best = [*_best_in_dimensions(writer), *_leaders(writer)]
    if best:
        yield Heading(writer.t(_BEST), 2)
        yield from (Paragraph(sentence) for sentence in best)


def _strong(writer: Writer) -> Iterator[Block]:
    counted = {i.code for i in writer.system.asked if i.stage is not StageKind.NOTE}
    strong = [
        m
        for m in writer.yearly.indicators.values()
        if m.code in counted and m.met_percent is not None and m.met_percent >= _FROM_PERCENT
    ]
    if not strong:
        return
    yield Heading(writer.t(_STRONG), 2)
    ordered = sorted(strong, key=lambda m: (-(m.met_percent or 0), m.code))
    yield from (Paragraph(_share(writer, met)) for met in ordered[:_SHOWN])


def _share(writer: Writer, met: Met) -> str:
    steps = ("indicators", met.code)
    return writer.says(
        _STRONG_SAYS,
        asked=writer.number(met.asked, _ASKED, *steps, "asked"),
        met=writer.count(met.met, _MET, *steps, "met"),
        share=writer.percent(met.met_percent, _SHARE, *steps, "met_percent"),
        title=writer.title(met.code),
    )


def _best_in_dimensions(writer: Writer) -> Iterator[str]:
    for dimension in writer.yearly.dimensions:
        named = [u for u in dimension.best if writer.result_of(u) == "pass"]
        if named and len(named) == len(dimension.best):
            steps = ("dimensions", dimension.code, "best")
            yield writer.says(
                _BEST_IN,
                dimension=writer.t(dimension.title),
                units=writer.joined(writer.name(u) for u in named),
                rate=writer.percent(dimension.best_percent, _RATE, *steps),
            )


def _leaders(writer: Writer) -> Iterator[str]:
    for group, rows in writer.ranking.items():
        first = [row for row in rows if row.rank == 1]
        if group == ALL or not first or unsettled(rows):
            continue
        score = writer.of_unit(plain_number(first[0].score.low), first[0].unit_id, RANKING)
        names = writer.joined(row.name for row in first)
        yield writer.says(_LEADS, group=group, units=names, score=score)


CHAPTER = Chapter("features", Text("主要特点", "Features"), write)
