"""Chapter: regions, as a tile map of what share certainly passes."""

import attrs

from govgauge.model.text import Text
from govgauge.model.yearly import RegionResults
from govgauge.report.docx.blocks import Paragraph
from govgauge.report.pictures.drawing import Amount
from govgauge.report.pictures.tile_map import Region, tile_map
from govgauge.report.yearly.writer import Blocks, Chapter, Writer

_FEWEST = 3
_FEWEST_REGIONS = 2
_SAYS = Text(
    "至少有 {fewest} 个被评单位的 {regions} 个地区中，确定合格的比例见下图；结论未定的单位不计为合格。",
    "The share of units that certainly pass in the {regions} regions with at least {fewest} units; open "
    "ones are not counted as passing.",
)
_TITLE = Text("各地区确定合格的单位比例", "Share of units that certainly pass, by region")
_HEADS = tuple(
    Text(zh, en)
    for zh, en in (
        ("地区", "Region"), ("单位数", "Units"), ("合格", "Pass"), ("不合格", "Fail"),
        ("确定合格", "Certainly pass"), ("平均得分", "Mean score"),
    )
)  # fmt: skip
_PASSING = Text("该地区合格的单位数 ÷ 单位数", "units of the region that pass, by all of it")
_MEAN = Text("该地区各单位得分之平均", "mean of the region's scores")


def write(writer: Writer) -> Blocks:
    """The tile map, and a table with counts and means."""
    told = [region for region in writer.yearly.regions if len(region.units) >= _FEWEST]
    if len(told) < _FEWEST_REGIONS:
        return
    yield Paragraph(writer.says(_SAYS, fewest=str(_FEWEST), regions=str(len(told))))
    tiles = {region.code: _tile(writer, region) for region in told}
    scale = Amount(0.0, "0%"), Amount(100.0, "100%")
    picture = tile_map(writer.t(_TITLE), tiles, scale, writer.language)
    ordered = sorted(told, key=lambda r: (-r.passing_percent, r.code))
    yield attrs.evolve(
        picture,
        headings=[writer.t(head) for head in _HEADS],
        rows=[(*_row(writer, region, tiles[region.code].amount.text),) for region in ordered],
        widths=(4, 2, 2, 2, 3, 4),
    )


def _tile(writer: Writer, region: RegionResults) -> Region:
    rate = region.passing_percent
    said = writer.percent(rate, _PASSING, "regions", region.code, "passing_percent")
    return Region(region.name, Amount(float(rate), said), str(len(region.units)))


def _row(writer: Writer, region: RegionResults, share: str) -> tuple[str, ...]:
    counts = (
        writer.count(
            units,
            Text(f"该地区{zh}的单位数", f"units of the region: {en}"),
            "regions",
            region.code,
            en,
        )
        for units, zh, en in (
            (region.units, "全部", "units"),
            (region.passing, "合格", "passing"),
            (region.failing, "不合格", "failing"),
        )
    )
    mean = writer.mean(region.score, _MEAN, "regions", region.code, "score")
    return region.name, *counts, share, mean


CHAPTER = Chapter("regions", Text("分地区分析", "Regions"), write)
