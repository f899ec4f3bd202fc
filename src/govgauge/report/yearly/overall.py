"""Chapter: results in all and by group, tiers, and the first places where nothing can change them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from govgauge.model.score import RankingRow, Result
from govgauge.model.text import Text
from govgauge.report.circular import wording as say
from govgauge.report.circular.rank_sentences import rank_sentence, unsettled
from govgauge.report.docx.blocks import Block, Grid, Heading, Paragraph
from govgauge.report.pictures.drawing import Amount
from govgauge.report.pictures.tiers import TierBar, tier_distribution
from govgauge.report.words import words_of
from govgauge.report.yearly.tier_bars import tier_bar
from govgauge.report.yearly.writer import ALL, ASSESSMENTS, RANKING, Blocks, Chapter, Writer

_FEWEST = 3
_ORDER = (Result.PASS, Result.OPEN, Result.FAIL)
_BY_GROUP = Text("各组结论", "Results by group")
_TIERS = Text("等次分布", "Tiers")
_TIERS_SAY = Text(
    "得分已经确定并定等的单位中，{tiers}。",
    "Of the units whose score is certain and has a tier, {tiers}.",
)
_SCORES = Text("各组得分", "Scores by group")
_PLACES = Text("排名", "Ranking")
_SCORES_SAY = Text(
    "有得分且未被一票否决的 {units} 个单位，平均得分为 {mean} 分{ends}。",
    "The {units} units with a score and no veto come to a mean of {mean}{ends}.",
)
_ENDS = Text("（两端分别把未定项全部计为失分和得分）", " (open items against them, and for them)")
_HEADS = tuple(
    Text(zh, en)
    for zh, en in (
        ("组别", "Group"), ("有得分单位", "Scored"), ("平均得分", "Mean score"),
        ("得分已定单位", "Settled"), ("中位", "Median"), ("标准差", "Deviation"),
    )
)  # fmt: skip
_FIGURES = ("count", "median", "deviation")
_MEAN_OF_GROUP = Text("各单位得分之平均", "the mean of units' scores")
_OF_GROUP = Text(
    "该组已确定得分的统计值（标准差除以 n）",
    "a figure of the group's settled scores (deviation over n)",
)


def write(writer: Writer) -> Blocks:
    """All units, then groups, tiers, scores and places."""
    yield Paragraph(results_sentence(writer))
    yield Heading(writer.t(_BY_GROUP), 2)
    yield _by_result(writer)
    yield from _tiers(writer)
    yield from _scores(writer)
    yield Heading(writer.t(_PLACES), 2)
    for group, rows in writer.ranking.items():
        yield Paragraph(_places(writer, group, rows))


def results_sentence(writer: Writer) -> str:
    """How many units pass, fail and are open, with their shares."""
    parts: dict[str, str] = {}
    for result, name in ((Result.PASS, "passing"), (Result.FAIL, "failing"), (Result.OPEN, "open")):
        units = writer.units_with(result)
        formula = Text(f"结论为 {result.value} 的单位数", f"units whose result is {result.value}")
        parts[name] = writer.count(
            units, formula, "editions", _this(writer), "results", result.value
        )
        parts[f"{name}_share"] = _share(writer, result)
    total = Text("批次中单位的个数", "the number of units of the campaign")
    parts["units"] = writer.statistic(len(writer.results.units), total, "units")
    return writer.says(say.RESULTS_SAY, **parts)


def _this(writer: Writer) -> str:
    return writer.yearly.editions[-1].name


def _share(writer: Writer, result: Result) -> str:
    share = writer.yearly.editions[-1].percents.get(result.value, Decimal(0))
    formula = Text("占全部单位的百分比，三项合计 100%", "of all units; the three add up to 100%")
    return writer.percent(share, formula, "editions", _this(writer), "percents", result.value)


def _by_result(writer: Writer) -> Block:
    words = words_of(writer.language)
    names = [words[f"result.{result.value}"] for result in _ORDER]
    counted = writer.results.statistics["groups"]
    formula = Text("该组中这一结论的单位数", "units of the group with this result")
    bars = []
    for group, counts in counted.items():
        amounts = tuple(
            Amount(
                counts.get(r.value, 0),
                writer.statistic(counts.get(r.value, 0), formula, "groups", group, r.value),
            )
            for r in _ORDER
        )
        bars.append(TierBar(writer.group(group), amounts, str(sum(counts.values()))))
    return tier_distribution(writer.t(_BY_GROUP), names, bars, writer.language)


def _tiers(writer: Writer) -> Iterator[Block]:
    tiers = writer.results.statistics["tiers"]
    if sum(row["units"] for rows in tiers.values() for row in rows) < _FEWEST:
        return
    titles = {tier.code: writer.t(tier.title) for tier in writer.system.tiers}
    codes = list(titles)
    edition = writer.yearly.editions[-1]
    bars = [tier_bar(writer, writer.group(group), edition, group, codes) for group in tiers]
    yield Heading(writer.t(_TIERS), 2)
    yield Paragraph(writer.says(_TIERS_SAY, tiers=_tier_clauses(writer, titles)))
    yield tier_distribution(
        writer.t(_TIERS), [titles[code] for code in codes], bars, writer.language
    )


def _tier_clauses(writer: Writer, titles: dict[str, str]) -> str:
    """Each tier with its units over all groups, every unit once."""
    clauses = []
    for code, title in titles.items():
        units = sorted({r.unit_id for r in writer.results.ranking if r.tier == code})
        formula = Text(f"等次为 {code} 的单位数", f"units in tier {code}")
        said = writer.book.say(len(units), writer.place, RANKING, units, formula)
        clauses.append(writer.both(f"{title} {said} 个", f"{said} {title}"))
    return writer.joined(clauses)


def _scores(writer: Writer) -> Iterator[Block]:
    whole = writer.yearly.scores[ALL]
    if whole.low is None:
        return
    yield Heading(writer.t(_SCORES), 2)
    ends = "" if whole.low == whole.high else writer.t(_ENDS)
    units, mean = _mean(writer, ALL)
    yield Paragraph(writer.says(_SCORES_SAY, units=units, mean=mean, ends=ends))
    found = writer.results.statistics["scores"]
    rows = [
        (
            writer.group(group),
            *_mean(writer, group),
            *(_figure(writer, group, name, found[group][name]) for name in _FIGURES),
        )
        for group in writer.yearly.scores
        if group in found
    ]
    yield Grid([writer.t(head) for head in _HEADS], rows, (5, 3, 4, 3, 2, 2))


def _mean(writer: Writer, group: str) -> tuple[str, str]:
    mean = writer.yearly.scores[group]
    steps = ("scores", group)
    units = writer.number(mean.units, _MEAN_OF_GROUP, *steps, "units")
    return units, writer.mean(mean, _MEAN_OF_GROUP, *steps)


def _figure(writer: Writer, group: str, name: str, value: float | None) -> str:
    return writer.statistic(value, _OF_GROUP, "scores", group, name)


def _places(writer: Writer, group: str, rows: Sequence[RankingRow]) -> str:
    name = writer.group(group)
    if all(row.rank is None for row in rows):
        return writer.says(say.RANKS_NONE, group=name)
    moving = unsettled(rows)
    if moving:
        formula = Text("得分未定或名次可变的单位数", "units whose score is open or rank can change")
        count = writer.book.say(len(moving), writer.place, ASSESSMENTS, moving, formula)
        return writer.says(say.RANKS_OPEN, group=name, count=count)
    style = writer.publication.wording.of(group, writer.system.rank_style)
    in_words = writer.language == "zh"
    sentence = rank_sentence(rows, style) if in_words else _english(rows, style.shown)
    return writer.says(say.RANKS_SAY, group=name, sentence=sentence)


def _english(rows: Sequence[RankingRow], shown: int) -> str:
    """Rank and names, those of a tie together."""
    places: dict[int, list[str]] = {}
    for row in rows:
        if row.rank is not None and row.rank <= shown:
            places.setdefault(row.rank, []).append(row.name)
    return (
        "; ".join(f"{rank}. {' and '.join(names)}" for rank, names in sorted(places.items())) + "."
    )


CHAPTER = Chapter("results", Text("评估结果", "Results"), write)
