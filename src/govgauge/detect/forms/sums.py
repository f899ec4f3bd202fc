"""Whether the figures of a yearly work form fit each other: parts and wholes, answered and received."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from govgauge.model.facts import FormFigureFact

_AT_MOST = (
    ("办结留言数量", "收到留言数量"),
    ("公开答复数量", "收到留言数量"),
    ("可全程在线办理政务服务事项数量", "政务服务事项数量"),
    ("问题整改数量", "发现问题数量"),
    ("公布调查结果期数", "征集调查期数"),
    ("答复网民提问数量", "网民留言数量"),
)
"""(part, whole) by label; a block is put before a label that several blocks have."""
_SUMS = (
    (("概况类信息更新量", "政务动态信息更新量", "信息公开目录信息更新量"), "信息发布总数", False),
    (("解读材料数量", "解读产品数量", "媒体评论文章数量"), "解读信息发布总数", False),
    (("自然人办件量", "法人办件量"), "办件量总数", True),
)
"""(parts, whole, whether they make up all of it)."""
_SHARED = frozenset({"总数", "期数", "自然人", "法人"})


@frozen
class Misfit:
    """Two figures, or several and their sum, that cannot both be right."""

    key: str
    says: str


def misfits(figures: Sequence[FormFigureFact]) -> Iterator[Misfit]:
    """What does not fit; a figure that the page shows twice with different values is not used."""
    known = _values(figures)
    for part, whole in _AT_MOST:
        if part in known and whole in known and known[part] > known[whole]:
            yield Misfit(part, f"{part} {known[part]} 大于{whole} {known[whole]}")
    for parts, whole, is_all in _SUMS:
        if whole not in known or any(part not in known for part in parts):
            continue
        total = sum(known[part] for part in parts)
        if total > known[whole] or (is_all and total < known[whole]):
            yield Misfit(whole, f"{'＋'.join(parts)} 合计 {total}，{whole} {known[whole]}")


def _values(figures: Sequence[FormFigureFact]) -> Mapping[str, int]:
    values: dict[str, set[int]] = {}
    for figure in figures:
        name = figure.name
        if name in _SHARED:
            suffix = "办件量" if name in ("自然人", "法人") else ""
            name = name + suffix if suffix else figure.block + name
        values.setdefault(name, set()).add(figure.value)
    return {name: found.pop() for name, found in values.items() if len(found) == 1}
