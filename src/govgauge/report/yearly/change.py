"""Chapter: this campaign beside those before it, only where the rules are the same."""

from collections.abc import Iterator

from govgauge.model.text import Text
from govgauge.model.yearly import Change, Edition, Riser
from govgauge.report.docx.blocks import Block, Grid, Heading, Paragraph
from govgauge.report.pictures.drawing import Amount
from govgauge.report.pictures.tiers import tier_distribution
from govgauge.report.pictures.trend import Series, trend
from govgauge.report.pictures.waterfall import Part, waterfall
from govgauge.report.pictures.years import YearPair, year_comparison
from govgauge.report.words import plain_number, words_of
from govgauge.report.yearly.tier_bars import tier_bar
from govgauge.report.yearly.writer import RANKING, Blocks, Chapter, Writer

_NOT_COMPARED = Text(
    "指标体系与以往不同（{codes}），结果口径不一致，不作比较。",
    "The system differs from the earlier ones ({codes}); results are not compared.",
)
_SHARES = Text("各结论所占比例", "Share of each result")
_SHARE_SAYS = Text(
    "合格单位的比例由 {before} 变为 {now}。",
    "The share of passing units went from {before} to {now}.",
)
_TREND = Text("历次结论所占比例", "Shares over all campaigns")
_MEAN = Text("平均得分的变化", "Change of the mean score")
_MEAN_SAYS = Text(
    "两次得分都已确定的 {units} 个单位，平均得分由 {before} 分变为 {now} 分。按维度分解如下。",
    "The {units} units certain in both went from a mean of {before} to {now}. By dimension:",
)
_RISERS = Text("进步幅度突出的单位", "Units that improved most")
_RISERS_SAY = Text(
    "以两次都已确定的得分之差（分）衡量，进步最大的单位见下表。",
    "By the difference of scores certain in both, in points:",
)
_RISER_HEADS = tuple(
    Text(zh, en)
    for zh, en in (
        ("名次", "Place"), ("单位", "Unit"), ("上次", "Before"), ("本次", "Now"), ("提高", "Gain"),
    )
)  # fmt: skip
_TIERS = Text("等次分布的变化", "Tiers before and now")
_PERCENT = Text("占全部单位的百分比", "percent of all units")
_POINTS = Text("个百分点", " points")
_STEP = Text("各单位在该维度保留的分值，两次平均之差", "difference of mean points kept there")
_END = Text("两次都已确定的单位的平均得分", "mean score of the units certain in both")


def write(writer: Writer) -> Blocks:
    """Shares, the trend, the mean score taken apart, and who improved most."""
    if len(writer.yearly.editions) < 2:
        return
    if writer.yearly.changed_codes:
        codes = writer.joined(writer.yearly.changed_codes)
        yield Paragraph(writer.says(_NOT_COMPARED, codes=codes))
        return
    yield from _shares(writer)
    yield from _tiers(writer)
    if len(writer.yearly.editions) > 2:
        yield Heading(writer.t(_TREND), 2)
        yield _trend(writer)
    if writer.yearly.change is not None:
        yield from _mean(writer, writer.yearly.change)
    if writer.yearly.risers:
        yield Heading(writer.t(_RISERS), 2)
        yield Paragraph(writer.t(_RISERS_SAY))
        rows = [_riser(writer, riser) for riser in writer.yearly.risers]
        yield Grid([writer.t(head) for head in _RISER_HEADS], rows, (2, 8, 3, 3, 3))


def labels(editions: tuple[Edition, ...]) -> list[str]:
    """Editions by their year, by their name where two fall in one."""
    years = [edition.as_of[:4] for edition in editions]
    return years if len(set(years)) == len(years) else [edition.name for edition in editions]


def _percent(writer: Writer, edition: Edition, result: str) -> Amount:
    value = edition.percents.get(result)
    said = writer.percent(value, _PERCENT, "editions", edition.name, "percents", result)
    return Amount(None if value is None else float(value), said)


def _shares(writer: Writer) -> Iterator[Block]:
    before, now = writer.yearly.editions[-2:]
    words = words_of(writer.language)
    pairs = []
    for result in ("pass", "open", "fail"):
        ends = _percent(writer, before, result), _percent(writer, now, result)
        moved = (ends[1].value or 0) - (ends[0].value or 0)
        change = f"{moved:+.0f}{writer.t(_POINTS)}" if moved else f"0{writer.t(_POINTS)}"
        pairs.append(YearPair(words[f"result.{result}"], *ends, change))
    yield Heading(writer.t(_SHARES), 2)
    yield Paragraph(shares_sentence(writer))
    years = labels((before, now))
    yield year_comparison(writer.t(_SHARES), (years[0], years[1]), pairs, writer.language)


def shares_sentence(writer: Writer) -> str:
    """How the share of passing units changed; empty where nothing is compared."""
    if not writer.yearly.earlier:
        return ""
    before, now = (_percent(writer, e, "pass").text for e in writer.yearly.editions[-2:])
    return writer.says(_SHARE_SAYS, before=before, now=now)


def _tiers(writer: Writer) -> Iterator[Block]:
    """Each group's tiers before and now, where both have any."""
    before, now = writer.yearly.editions[-2:]
    titles = {tier.code: writer.t(tier.title) for tier in writer.system.tiers}
    years = labels((before, now))
    bars = [
        tier_bar(writer, f"{writer.group(group)} {year}", edition, group, list(titles))
        for group in now.tiers
        if group in before.tiers
        for year, edition in zip(years, (before, now), strict=True)
    ]
    if bars:
        yield Heading(writer.t(_TIERS), 2)
        yield tier_distribution(writer.t(_TIERS), list(titles.values()), bars, writer.language)


def _trend(writer: Writer) -> Block:
    editions = writer.yearly.editions
    words = words_of(writer.language)
    series = [
        Series(words[f"result.{result}"], tuple(_percent(writer, e, result) for e in editions))
        for result in ("pass", "open", "fail")
    ]
    return trend(writer.t(_TREND), labels(editions), series, writer.language)


def _mean(writer: Writer, change: Change) -> Iterator[Block]:
    ends = {
        end: writer.number(value, _END, "change", end)
        for end, value in (("before", change.before), ("now", change.now))
    }
    formula = Text("两次得分都已确定的单位数", "units certain in both")
    units = writer.count(change.units, formula, "change", "units")
    yield Heading(writer.t(_MEAN), 2)
    yield Paragraph(writer.says(_MEAN_SAYS, units=units, **ends))
    years = labels(writer.yearly.editions[-2:])
    parts = [Part(years[0], Amount(float(change.before), ends["before"]), is_total=True)]
    for step in change.steps:
        said = writer.number(step.points, _STEP, "change", "steps", step.title.zh)
        parts.append(Part(writer.t(step.title), Amount(float(step.points), said)))
    parts.append(Part(years[1], Amount(float(change.now), ends["now"]), is_total=True))
    yield waterfall(writer.t(_MEAN), parts, writer.language)


def _riser(writer: Writer, riser: Riser) -> tuple[str, ...]:
    gain = Text("两次得分之差", "the difference of both scores")
    return (
        str(riser.place),
        writer.name(riser.unit_id),
        writer.number(riser.before, gain, "risers", riser.unit_id, "before"),
        writer.of_unit(plain_number(riser.now), riser.unit_id, RANKING),
        writer.number(riser.points, gain, "risers", riser.unit_id, "points"),
    )


CHAPTER = Chapter("change", Text("与以往比较", "Beside earlier campaigns"), write)
