"""Chapter: how it was evaluated, by which rules, and how far the rules are verified."""

from collections.abc import Iterator

from govgauge.model.campaign import PolicyKind
from govgauge.model.system import Indicator, StageKind
from govgauge.model.text import Text
from govgauge.report.circular import wording as say
from govgauge.report.docx.blocks import Block, Grid, Paragraph, Style
from govgauge.report.pictures.indicator_tree import Branch, indicator_tree
from govgauge.report.publication import NOT_THEIRS
from govgauge.report.weights import weighted_branches
from govgauge.report.words import plain_number, words_of
from govgauge.report.yearly.writer import Blocks, Chapter, Writer

_SYSTEM = Text(
    "评估采用《{system}》（{key}），满分 {full} 分，共 {indicators} 项指标。",
    "The system is {system} ({key}): full marks {full}, {indicators} indicators.",
)
_GATE = Text("得分低于 {line} 分为不合格。", "A score below {line} fails.")
_VETO = Text(
    "单项否决指标中任一项成立即为不合格。",
    "Any indicator of the veto stage that stands fails a unit.",
)
_TIERS = Text(
    "等次按得分划分（含下限）：{tiers}。", "Tiers by score, lower bound included: {tiers}."
)
_SEEN = Text(
    "本次应看 {expected} 处，实际看到 {seen} 处；没有看到的不计为问题，使得分两端之间留有区间。",
    "{seen} of {expected} things due were seen; what was not seen is no problem and leaves the score "
    "between two ends.",
)
_HEADS = (
    Text("阶段或维度", "Stage or dimension"),
    Text("指标数", "Indicators"),
    Text("满分（权重）", "Points (weight)"),
)
_TREE = Text("指标体系结构", "The indicators by what they weigh")
_OF_STATISTICS = Text("覆盖统计", "coverage")


def write(writer: Writer) -> Blocks:
    """The system, its stages and tiers, where rules come from, and what was seen."""
    system = writer.system
    parts = {
        "system": writer.t(system.title),
        "key": system.key,
        "full": plain_number(system.full_marks),
        "indicators": str(len(system.asked)),
    }
    yield Paragraph(writer.says(_SYSTEM, **parts))
    yield Paragraph(writer.says(say.SOURCES, sources=writer.both("；", "; ").join(system.sources)))
    yield from _gates(writer)
    yield Grid([writer.t(head) for head in _HEADS], _blocks(writer), (6, 2, 3))
    yield Paragraph(_policy(writer))
    yield Paragraph(writer.t(say.METHOD))
    coverage = writer.results.statistics["coverage"]
    said = {
        end: writer.statistic(coverage[end], _OF_STATISTICS, "coverage", end)
        for end in ("expected", "seen")
    }
    yield Paragraph(writer.says(_SEEN, **said))
    tree = indicator_tree(writer.t(_TREE), _branches(writer), writer.language)
    if tree is not None:
        yield tree
    if writer.publication.unverified:
        yield Paragraph(writer.t(say.UNVERIFIED_NOTE), Style.NOTE)
    if system.status == "style":
        yield Paragraph(writer.t(NOT_THEIRS), Style.NOTE)


def _gates(writer: Writer) -> Iterator[Block]:
    system = writer.system
    sentences = []
    if any(i.stage is StageKind.VETO for i in system.asked):
        sentences.append(writer.t(_VETO))
    if system.gates.fail_below is not None:
        sentences.append(writer.says(_GATE, line=plain_number(system.gates.fail_below)))
    if system.tiers:
        tiers = (f"{writer.t(tier.title)} ≥ {plain_number(tier.from_)}" for tier in system.tiers)
        sentences.append(writer.says(_TIERS, tiers=writer.joined(tiers)))
    if sentences:
        yield Paragraph(writer.both("", " ").join(sentences))


def _blocks(writer: Writer) -> list[tuple[str, str, str]]:
    """One row for each stage or block of indicators, in the order of the system."""
    members: dict[tuple[StageKind, str], list[Indicator]] = {}
    for indicator in writer.system.asked:
        members.setdefault((indicator.stage, indicator.block.zh), []).append(indicator)
    return [
        (_block_name(writer, own), str(len(own)), _points(writer, own)) for own in members.values()
    ]


def _branches(writer: Writer) -> Branch:
    """What moves points, as a tree: blocks of deductions, or a weighted tree as it stands."""
    system = writer.system
    name, full = writer.both("满分", "Full marks"), plain_number(system.full_marks)
    if system.tree is not None and not system.indicators:
        return Branch(name, 1.0, full, weighted_branches(system.tree, writer.language))
    members: dict[str, list[Branch]] = {}
    for indicator in system.asked:
        points = system.cap_of(indicator)
        # Members of a shared cap are drawn by their own points where they have any.
        if indicator.stage in (StageKind.DEDUCT, StageKind.TREE) and points:
            leaf = Branch(
                f"{indicator.code} {writer.t(indicator.title)}", float(points), plain_number(points)
            )
            members.setdefault(writer.t(indicator.block), []).append(leaf)
    blocks = tuple(
        Branch(block, sum(leaf.weight for leaf in own), _sum(own), tuple(own))
        for block, own in members.items()
    )
    return Branch(name, sum(block.weight for block in blocks), full, blocks)


def _sum(leaves: list[Branch]) -> str:
    return plain_number(sum(leaf.weight for leaf in leaves))


def _block_name(writer: Writer, own: list[Indicator]) -> str:
    stage = words_of(writer.language)[f"stage.{own[0].stage.value}"]
    block = writer.t(own[0].block)
    return f"{stage} · {block}" if block and block != stage else stage


def _points(writer: Writer, own: list[Indicator]) -> str:
    """Full points of a block; what shares a cap counts it once, an unknown one is told."""
    lots = {i.within or i.code: writer.system.cap_of(i) for i in own}
    if own[0].stage in (StageKind.VETO, StageKind.NOTE):
        return "—"
    known = [points for points in lots.values() if points is not None]
    total = plain_number(sum(known)) if known else "—"
    unknown = len(lots) > len(known)
    return total + (writer.both("（部分未知）", " (partly unknown)") if unknown and known else "")


def _policy(writer: Writer) -> str:
    plan = writer.results.campaign.plan
    given = plan.authorisation
    if plan.policy is not PolicyKind.MANDATE or given is None:
        return writer.t(say.RESEARCH)
    return writer.says(
        say.ASKED_BY,
        policy=writer.both("受权检查", "mandate"),
        office=given.by,
        document=given.document,
        date=given.date,
    )


CHAPTER = Chapter("method", Text("评估方法与指标体系", "Method and indicators"), write)
