"""The sentences of a quarterly inspection report in both languages."""

from govgauge.model.text import Text

TITLE = Text("{year}年第{quarter}季度抽查情况通报", "Inspection report, quarter {number} of {year}")
CHECKED = Text("抽查情况", "What was inspected")
CHECKED_SAYS = Text(
    "本季度依据《{system}》（{key}）抽查 {units} 个单位，监测时间点为 {as_of}。",
    "This quarter {units} units were inspected by {system} ({key}) as of {as_of}.",
)
REGISTER_SAYS = Text(
    "清单“{name}”在册 {listed} 个单位，本次抽查其中 {inspected} 个，占 {share}。",
    'The list "{name}" has {listed} units; {inspected} of them ({share}) were inspected.',
)
RESULT = Text("抽查结果", "Results")
GROUP_HEADS = (
    Text("组别", "Group"),
    Text("抽查", "Inspected"),
    Text("合格", "Pass"),
    Text("不合格", "Fail"),
    Text("未定", "Open"),
)
RECHECK = Text("上期不合格单位复查", "Units that failed before")
RECHECK_SAYS = Text(
    "批次“{campaign}”（{as_of}）不合格的 {failing} 个单位中，本次合格 {passing} 个，"
    "仍不合格 {still} 个，结论未定 {open} 个，本次未抽查 {gone} 个。",
    'Of {failing} units that failed in "{campaign}" ({as_of}), {passing} pass now, {still} fail '
    "again, {open} are open and {gone} were not inspected this time.",
)
RECHECK_NONE = Text(
    "批次“{campaign}”（{as_of}）没有不合格单位。", 'No unit failed in "{campaign}" ({as_of}).'
)
ANNEX_UNITS = Text("附件 3 抽查单位名单及结论", "Annex 3: units inspected, and results")
UNIT_HEADS = (
    Text("序号", "No."),
    Text("单位（标识码）", "Unit (code)"),
    Text("组别", "Group"),
    Text("结论", "Result"),
)
HELD = Text("暂不公布", "not published yet")
