"""Chapter: what units do not meet, how many, and examples with their evidence."""

from collections.abc import Iterator

from govgauge.model.text import Text
from govgauge.model.yearly import Met
from govgauge.report.docx.blocks import Block, Grid, Heading, Paragraph, Style
from govgauge.report.pictures.drawing import Amount
from govgauge.report.pictures.tiers import TierBar, tier_distribution
from govgauge.report.yearly.examples import Example, problems
from govgauge.report.yearly.writer import Blocks, Chapter, Writer

_NONE = Text("没有已确定的问题。", "No problem is certain.")
_PICTURE = Text("主要问题涉及的单位", "Units by what they do not meet")
_STATES = (Text("符合", "meet"), Text("未定", "open"), Text("不符合", "do not meet"))
_SAYS = Text(
    "适用的 {asked} 个单位中，确定不符合的 {unmet} 个（{share}）{open}。",
    "Of {asked} units it is asked of, {unmet} ({share}) certainly do not meet it{open}.",
)
_OPEN = Text("，另有 {open} 个未定", "; {open} more are open")
_CLAUSE = Text("依据：{clause}", "Clause: {clause}")
_HEADS = tuple(
    Text(zh, en)
    for zh, en in (
        ("单位", "Unit"), ("所见", "What was seen"), ("证据编号", "Evidence id"), ("时间", "Seen"),
    )
)  # fmt: skip
_UNMET = Text("确定不符合该指标的单位数", "units that certainly do not meet the indicator")
_UNDECIDED = Text("该指标未定的单位数", "units for which the indicator is open")
_MET = Text("确定符合该指标的单位数", "units that certainly meet the indicator")
_ASKED = Text("该指标适用的单位数", "units the indicator is asked of")
_SHARE = Text("确定不符合的单位数 ÷ 适用的单位数", "units that do not meet it by units asked")


def write(writer: Writer) -> Blocks:
    """The picture of all, then each problem with its share and its examples."""
    told = problems(writer.publication, writer.yearly)
    if not told:
        yield Paragraph(writer.t(_NONE))
        return
    names = [writer.t(state) for state in _STATES]
    bars = [_bar(writer, met) for met in told]
    yield tier_distribution(writer.t(_PICTURE), names, bars, writer.language)
    for met in told:
        yield from _problem(writer, met)


def _bar(writer: Writer, met: Met) -> TierBar:
    counts = tuple(
        Amount(len(units), writer.count(units, formula, "indicators", met.code, step))
        for units, formula, step in (
            (met.met, _MET, "met"),
            (met.open, _UNDECIDED, "open"),
            (met.unmet, _UNMET, "unmet"),
        )
    )
    asked = writer.number(met.asked, _ASKED, "indicators", met.code, "asked")
    return TierBar(writer.title(met.code), counts, asked)


def _problem(writer: Writer, met: Met) -> Iterator[Block]:
    steps = ("indicators", met.code)
    still_open = ""
    if met.open:
        said = writer.count(met.open, _UNDECIDED, *steps, "open")
        still_open = writer.says(_OPEN, open=said)
    yield Heading(f"{met.code} {writer.title(met.code)}", 2)
    yield Paragraph(
        writer.says(
            _SAYS,
            asked=writer.number(met.asked, _ASKED, *steps, "asked"),
            unmet=writer.count(met.unmet, _UNMET, *steps, "unmet"),
            share=writer.percent(met.unmet_percent, _SHARE, *steps, "unmet_percent"),
            open=still_open,
        )
    )
    indicator = next(i for i in writer.system.asked if i.code == met.code)
    if indicator.clause:
        yield Paragraph(writer.says(_CLAUSE, clause=indicator.clause), Style.NOTE)
    examples = writer.subject.examples.get(met.code, ())
    if examples:
        rows = [_row(writer, example) for example in examples]
        yield Grid([writer.t(head) for head in _HEADS], rows, (5, 10, 5, 5))


def _row(writer: Writer, example: Example) -> tuple[str, ...]:
    return (
        writer.name(example.unit_id),
        writer.t(example.says),
        example.finding_id,
        example.seen or writer.both("见访问记录", "see the visits"),
    )


CHAPTER = Chapter("problems", Text("主要问题", "Problems"), write)
