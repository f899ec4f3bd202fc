"""Chapter: what was evaluated."""

from govgauge.model.text import Text
from govgauge.report.docx.blocks import Grid, Paragraph
from govgauge.report.yearly.writer import Blocks, Chapter, Writer

_SAYS = Text(
    "本次评估对象共 {units} 个，监测时间点为 {as_of}。",
    "{units} units were evaluated, as of {as_of}.",
)
_SEVERAL = Text(
    "有的单位属于不止一个组，各组之和可大于总数。",
    "Some units stand in several groups, so groups may add up to more.",
)
_REGIONS = Text(
    "有行政区划代码的 {units} 个单位分布在 {regions} 个省级地区。",
    "{units} units with a division code lie in {regions} divisions of the first level.",
)
_HEADS = (Text("组别", "Group"), Text("单位数", "Units"))
_COUNT = Text("批次中单位的个数", "the number of units of the campaign")
_OF_GROUP = Text("该组的单位数", "units of the group")
_WITH_REGION = Text("有行政区划代码的单位数", "units with a division code")
_REGION_COUNT = Text("有被评单位的省级地区数", "divisions of the first level with units")


def write(writer: Writer) -> Blocks:
    """How many units, as of when, in which groups and regions."""
    units = writer.statistic(len(writer.results.units), _COUNT, "units")
    yield Paragraph(writer.says(_SAYS, units=units, as_of=writer.as_of))
    members: dict[str, list[str]] = {}
    for unit in writer.results.units.values():
        for group in unit.groups:
            members.setdefault(group, []).append(unit.unit_id)
    if members:
        rows = [(g, writer.count(members[g], _OF_GROUP)) for g in sorted(members)]
        yield Grid([writer.t(head) for head in _HEADS], rows, (6, 2))
    if sum(len(own) for own in members.values()) > len(writer.results.units):
        yield Paragraph(writer.t(_SEVERAL))
    if writer.yearly.regions:
        located = [unit_id for region in writer.yearly.regions for unit_id in region.units]
        steps = [f"/regions/{region.code}/units" for region in writer.yearly.regions]
        regions = writer.book.say(len(steps), writer.place, "yearly.json", steps, _REGION_COUNT)
        where = writer.count(located, _WITH_REGION)
        yield Paragraph(writer.says(_REGIONS, units=where, regions=regions))


CHAPTER = Chapter("objects", Text("评估对象", "What was evaluated"), write)
