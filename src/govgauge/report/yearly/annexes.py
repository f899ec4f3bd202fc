"""The annexes: who fails and why, who is open, places of groups, the indicators."""

from collections.abc import Iterator

from govgauge.model.score import RankingRow
from govgauge.model.system import Indicator
from govgauge.model.text import Text
from govgauge.report.circular.annexes import Annexes
from govgauge.report.circular.rank_sentences import unsettled
from govgauge.report.docx.blocks import Block, Grid, Heading, PageBreak
from govgauge.report.words import plain_number, words_of
from govgauge.report.yearly.writer import RANKING, Writer

_PLACES = Text("附件 {number} 各组名次", "Annex {number}: places by group")
_INDICATORS = Text("附件 {number} 指标体系", "Annex {number}: the indicators")
_PLACE_HEADS = tuple(
    Text(zh, en)
    for zh, en in (("名次", "Rank"), ("单位", "Unit"), ("得分", "Score"), ("等次", "Tier"))
)
_INDICATOR_HEADS = tuple(
    Text(zh, en)
    for zh, en in (
        ("指标", "Indicator"), ("阶段", "Stage"), ("分值", "Points"), ("规则", "Clause"),
        ("核实程度", "Grade"),
    )
)  # fmt: skip


def annexes(writer: Writer) -> Iterator[Block]:
    """Every annex on a page of its own; one without rows is left out, but for those of people."""
    people = Annexes(writer.publication, writer.named, writer.language, writer.book)
    yield PageBreak()
    yield from people.annex_failing()
    yield PageBreak()
    yield from people.annex_open()
    published = {
        group: rows
        for group, rows in writer.ranking.items()
        if any(row.rank is not None for row in rows) and not unsettled(rows)
    }
    if published:
        yield PageBreak()
        yield from _places(writer, published)
    yield PageBreak()
    yield Heading(writer.says(_INDICATORS, number="4" if published else "3"))
    rows = [_indicator(writer, people, indicator) for indicator in writer.system.asked]
    yield Grid([writer.t(head) for head in _INDICATOR_HEADS], rows, (6, 3, 2, 9, 3))


def _places(writer: Writer, published: dict[str, list[RankingRow]]) -> Iterator[Block]:
    writer.place = writer.says(_PLACES, number="3")
    titles = {tier.code: writer.t(tier.title) for tier in writer.system.tiers}
    yield Heading(writer.place)
    for group, members in published.items():
        yield Heading(writer.group(group), 2)
        rows = [
            (
                writer.of_unit(str(row.rank), row.unit_id, RANKING),
                row.name,
                writer.of_unit(plain_number(row.score.low), row.unit_id, RANKING),
                titles.get(row.tier, row.tier),
            )
            for row in members
            if row.rank is not None and writer.result_of(row.unit_id) != "held"
        ]
        yield Grid([writer.t(head) for head in _PLACE_HEADS], rows, (2, 8, 3, 3))


def _indicator(writer: Writer, people: Annexes, indicator: Indicator) -> tuple[str, ...]:
    cap = writer.system.cap_of(indicator)
    return (
        f"{indicator.code} {writer.t(indicator.title)}",
        words_of(writer.language)[f"stage.{indicator.stage.value}"],
        plain_number(cap),
        indicator.clause,
        people.grade(indicator),
    )
