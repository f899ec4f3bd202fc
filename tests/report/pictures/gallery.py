"""One picture of every kind over made figures, in both languages."""

from __future__ import annotations

from govgauge.model.text import Language
from govgauge.report.pictures.drawing import Amount, Picture
from govgauge.report.pictures.heat_map import heat_map
from govgauge.report.pictures.indicator_tree import Branch, indicator_tree
from govgauge.report.pictures.intervals import RankInterval, rank_intervals
from govgauge.report.pictures.radar import Spoke, radar
from govgauge.report.pictures.tiers import TierBar, tier_distribution
from govgauge.report.pictures.tile_map import Region, tile_map, tiles
from govgauge.report.pictures.trend import Series, trend
from govgauge.report.pictures.waterfall import Part, waterfall
from govgauge.report.pictures.years import YearPair, year_comparison

TIERS = ("优秀", "良好", "中等", "待改进")
DIMENSIONS = ("信息公开", "政策解读", "在线服务", "互动交流", "展现标识", "监督管理与传播应用")


def n(value: float, form: str = "{:g}") -> Amount:
    return Amount(value, form.format(value))


def share(rate: float) -> Amount:
    return Amount(rate, f"{100 * rate:.1f}%")


NONE = Amount(None, "—")


def pictures(language: Language = "zh") -> dict[str, Picture]:
    made: dict[str, Picture | None] = {
        "tiers": tier_distribution(
            "等次分布",
            TIERS,
            [
                TierBar("国务院部门", (n(13), n(15), n(20), n(5)), "53"),
                TierBar("省、自治区", (n(12), n(14), n(6), n(0)), "32"),
                TierBar("名称很长的一个组别用来看它是否被裁短到图内", (n(1), n(0), n(300), n(2)), "303"),
            ],
            language,
        ),
        "years": year_comparison(
            "两年对比",
            ("2025", "2026"),
            [
                YearPair("优秀", share(0.28), share(0.37), "+9.0"),
                YearPair("待改进", share(0.18), NONE, "—"),
            ],
            language,
        ),
        "heat_map": heat_map(
            "各组各维度得分率",
            DIMENSIONS,
            [
                (name, [share(0.4 + 0.08 * ((k * m + k) % 7)) for m in range(5)] + [NONE])
                for k, name in enumerate(("部门", "省级", "地市", "区县"), 1)
            ],
            (share(0), share(1)),
            language,
        ),
        "tile_map": tile_map(
            "各地区平均得分",
            {
                tile.code: Region(tile.short.zh, n(60 + 1.1 * k), str(k))
                for k, tile in enumerate(tiles()[:28])
            },
            (n(60), n(90)),
            language,
        ),
        "intervals": rank_intervals(
            "名次区间",
            [
                RankInterval(f"单位{k}", n(k), n(max(1, k - 2)), n(k + k // 2))
                for k in range(1, 13)
            ],
            language,
        ),
        "waterfall": waterfall(
            "平均分变化",
            [
                Part("2025", n(61.0), is_total=True),
                Part("信息公开", n(9.15)),
                Part("互动交流", n(-3.4)),
                Part("在线服务", n(2.55)),
                Part("2026", n(69.3), is_total=True),
            ],
            language,
        ),
        "trend": trend(
            "历年合格率",
            ("2023", "2024", "2025", "2026"),
            [
                Series("部门", (n(80), n(84), n(88), n(91.9))),
                Series("省级", (n(70), NONE, n(85), n(91))),
                Series("地市", (n(60), n(66), n(71), n(78))),
                Series("区县", (NONE, NONE, n(55), n(61))),
            ],
            language,
        ),
        "indicator_tree": indicator_tree(
            "指标体系",
            Branch(
                "满分",
                100,
                "100",
                (
                    Branch("可用性", 40, "40", (Branch("A1 死链", 40, "40"),)),
                    Branch("更新", 60, "60", (Branch("B1 栏目", 59, "59"), Branch("B2", 1, "1"))),
                ),
            ),
            language,
        ),
        "radar": radar(
            "某单位与本组平均",
            ("一号网站", "本组平均"),
            [
                Spoke(name, share(0.5 + 0.07 * k), share(0.7 - 0.02 * k))
                for k, name in enumerate(DIMENSIONS)
            ],
            language,
        ),
    }  # fmt: skip
    return {name: picture for name, picture in made.items() if picture is not None}
