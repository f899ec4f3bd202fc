"""Rank tables and tiers made by rule: ties anywhere, names that hold the words of the styles."""

from __future__ import annotations

import random

from govgauge.model.system import RankStyle
from govgauge.report.prose.rank_lists import RankedPlace
from govgauge.report.prose.tier_lists import TierNames

NAMES = [
    "工业和信息化部", "文化和旅游部", "文化", "旅游部", "水利部", "林业和草原局", "省、自治区办",
    "社会保障局", "甲市", "甲", "乙市", "丙市", "丁市", "戊市", "十里铺镇", "第一师", "三名县",
    "和县", "前进区", "无锡市", "并列村", "分列山", "位列乡", "二连浩特市", "百色市", "千阳县",
]  # fmt: skip

TIERS = ("卓越", "优秀", "良好", "中等", "待改进")


def ranked(sizes: list[int], names: list[str], convention: RankStyle) -> list[RankedPlace]:
    """Places of these sizes; names are taken in order."""
    rank, at, found = 1, 0, []
    for size in sizes:
        found.append(RankedPlace(rank, tuple(names[at : at + size])))
        at += size
        rank += size if convention is RankStyle.COMPETITION else 1
    return found


def generated(seed: int, convention: RankStyle) -> list[RankedPlace]:
    """A table with ties anywhere, runs of any length and names that hold the styles' words."""
    rng = random.Random(seed)
    names = rng.sample(NAMES, rng.randint(1, len(NAMES)))
    sizes: list[int] = []
    while sum(sizes) < len(names):
        size = rng.choice([1, 1, 1, 1, 2, 2, 3, 5])
        sizes.append(min(size, len(names) - sum(sizes)))
    return ranked(sizes, names, convention)


def tiers_of(seed: int) -> list[TierNames]:
    """Names dealt out to five tiers; one or more of them may stay empty."""
    rng = random.Random(seed)
    names = rng.sample(NAMES, rng.randint(0, len(NAMES)))
    open_to = rng.sample(TIERS, rng.randint(1, len(TIERS)))
    dealt = {name: rng.choice(open_to) for name in names}
    return [TierNames(t, tuple(n for n in names if dealt[n] == t)) for t in TIERS]
