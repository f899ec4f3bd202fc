"""Chapter: dimensions over all units and in each group."""

from govgauge.model.text import Text
from govgauge.model.yearly import Dimension
from govgauge.report.docx.blocks import Paragraph
from govgauge.report.pictures.drawing import Amount
from govgauge.report.pictures.heat_map import heat_map
from govgauge.report.yearly.writer import ALL, NO_NUMBER, Blocks, Chapter, Writer

_SAYS = Text(
    "各维度的平均得分率：{clauses}。",
    "Mean score rates: {clauses}.",
)
_ENDS = Text(
    "尚有未定项的给出两端：前者把未定项全部计为失分，后者全部计为得分。",
    "Where something is open both ends are given: the first counts all of it against the units, the "
    "second for them.",
)
_APART = Text(
    "“{best}”得分率最高，“{weakest}”最低，不论未定项如何落定都是如此。",
    '"{best}" is the strongest and "{weakest}" the weakest, however what is open turns out.',
)
_TITLE = Text("各组各维度平均得分率", "Mean score rate by group and dimension")
_NOTE = Text(
    "颜色按区间低端；不足 3 个单位的组不列平均数。",
    "Coloured by the low end; groups of fewer than 3 units have no mean.",
)
_FORMULA = Text(
    "各单位在该维度的得分率（保留分值 ÷ 满分）之平均", "mean of units' points kept by full points"
)
_WHOLE = Text("全部", "All")


def write(writer: Writer) -> Blocks:
    """A sentence with every dimension, what is certain of their order, and the heat map."""
    told = [d for d in writer.yearly.dimensions if d.whole.low is not None]
    if not told:
        return
    clauses = [f"{writer.t(d.title)} {_whole(writer, d).text}" for d in told]
    still_open = any(d.whole.low != d.whole.high for d in told)
    more = writer.both("", " ") + writer.t(_ENDS) if still_open else ""
    yield Paragraph(writer.says(_SAYS, clauses=writer.joined(clauses)) + more)
    apart = apart_sentence(writer)
    if apart:
        yield Paragraph(apart)
    groups = [g for g in writer.ranking if g != ALL and any(g in d.groups for d in told)]
    rows = [(writer.t(_WHOLE), [_whole(writer, d) for d in told])]
    rows += [(group, [_in_group(writer, d, group) for d in told]) for group in groups]
    columns = [writer.t(d.title) for d in told]
    scale = Amount(0.0, "0%"), Amount(100.0, "100%")
    made = heat_map(writer.t(_TITLE), columns, rows, scale, writer.language)
    yield made
    yield Paragraph(writer.t(_NOTE))


def apart_sentence(writer: Writer) -> str:
    """The strongest and the weakest dimension; empty where open items could change them."""
    ends = _certain_ends([d for d in writer.yearly.dimensions if d.whole.low is not None])
    if ends is None:
        return ""
    best, weakest = (writer.t(d.title) for d in ends)
    return writer.says(_APART, best=best, weakest=weakest)


def _whole(writer: Writer, dimension: Dimension) -> Amount:
    steps = ("dimensions", dimension.code, "whole")
    return writer.amount(dimension.whole, _FORMULA, *steps, sign="%")


def _in_group(writer: Writer, dimension: Dimension, group: str) -> Amount:
    mean = dimension.groups.get(group)
    if mean is None:
        return Amount(None, NO_NUMBER)
    steps = ("dimensions", dimension.code, "groups", group)
    return writer.amount(mean, _FORMULA, *steps, sign="%")


def _certain_ends(told: list[Dimension]) -> tuple[Dimension, Dimension] | None:
    """The strongest and the weakest dimension where no completion can change which they are."""
    if len(told) < 2:
        return None
    best = max(told, key=lambda d: d.whole.low or 0)
    weakest = min(told, key=lambda d: d.whole.high or 0)
    others_below = all((d.whole.high or 0) < (best.whole.low or 0) for d in told if d is not best)
    others_above = all(
        (d.whole.low or 0) > (weakest.whole.high or 0) for d in told if d is not weakest
    )
    return (best, weakest) if others_below and others_above and best is not weakest else None


CHAPTER = Chapter("dimensions", Text("分维度分析", "Dimensions"), write)
