"""The sentences of a circular in both languages."""

from govgauge.model.text import Text

TITLE = Text("{name}检查情况通报", "Circular on the check {name}")
SUBTITLE = Text("（监测时间点：{as_of}）", "(monitoring time point: {as_of})")
DRAFT_NOTE = Text(
    "本件为草稿，未经批准，不得引用。", "A draft, not approved: it may not be quoted."
)
APPROVED_NOTE = Text("批准人：{who}", "Approved by: {who}")
UNVERIFIED_NOTE = Text(
    "本指标体系含未经官方文本核实的规则或分值（附表注明“未核实”），结果仅供参考。",
    "Some rules or points are not checked against an official text (marked “unverified” in the "
    "annex): for reference only.",
)

OBJECT = Text("对象与方法", "Object and method")
OBJECT_SAYS = Text(
    "本次检查依据《{system}》（{key}），检查 {units} 个单位，监测时间点为 {as_of}。",
    "{units} units were checked by {system} ({key}) as of {as_of}.",
)
SOURCES = Text("规则来源：{sources}。", "Sources of the rules: {sources}.")
ASKED_BY = Text(
    "采集方式：{policy}；授权依据：{office}，{document}，{date}。",
    "Policy: {policy}; authorised by {office}, {document}, {date}.",
)
RESEARCH = Text("采集方式：研究，遵守各网站的 robots 约定。", "Policy: research, obeying robots.")
METHOD = Text(
    "每一问题都有存档证据和编号；未能看到的不计为问题，得分以区间表示，两端相等才算确定。",
    "Every problem has kept evidence and an id. What was not seen is never counted as a problem; "
    "scores are intervals and are certain only where both ends are equal.",
)

RESULTS = Text("总体结果", "Results")
RESULTS_SAY = Text(
    "{units} 个单位中，合格 {passing} 个（{passing_share}），不合格 {failing} 个"
    "（{failing_share}），未定 {open} 个（{open_share}）。",
    "Of {units} units {passing} pass ({passing_share}), {failing} fail ({failing_share}) and "
    "{open} are open ({open_share}).",
)
GROUP_HEADS = (
    Text("组别", "Group"),
    Text("合格", "Pass"),
    Text("不合格", "Fail"),
    Text("未定", "Open"),
)
RANKS = Text("排名", "Ranking")
RANKS_SAY = Text("{group}：{sentence}", "{group}: {sentence}")
RANKS_OPEN = Text(
    "{group}：{count} 个单位的得分或名次尚未确定，本组不公布名次。",
    "{group}: scores or ranks of {count} units are not certain; this group's ranks are not published.",
)
RANKS_NONE = Text("{group}：没有参与排名的单位。", "{group}: no unit is ranked.")
ALL_UNITS = Text("全部单位", "all units")

PROBLEMS = Text("主要问题", "Main problems")
NO_PROBLEMS = Text("没有已确定的问题。", "No problem is certain.")
PROBLEM_HEADS = (
    Text("指标", "Indicator"),
    Text("不符合单位", "Units"),
    Text("未定单位", "Open"),
    Text("依据", "Clause"),
    Text("核实程度", "Grade"),
)

OPEN = Text("未定事项", "Open items")
OPEN_SAYS = Text(
    "{open} 个单位的结论未定，另有 {held} 个单位因证据不在手边暂不列名；均不作为不合格通报。",
    "{open} units are open and {held} more are held back because evidence is not at hand; none of "
    "them is named as failing.",
)
MISSING_SAYS = Text("未能看全的原因：{reasons}。", "What kept things from being seen: {reasons}.")

NEXT = Text("整改要求", "What is to be done")
NEXT_DATE = Text(
    "附件 1 所列单位应于 {deadline} 前完成整改；对结果有异议的，可凭证据编号申请复核。",
    "The units of annex 1 mend their faults by {deadline}; who disagrees may ask for a second look "
    "by the evidence id.",
)
NEXT_NO_DATE = Text(
    "附件 1 所列单位应按规定完成整改（期限未设定）；对结果有异议的，可凭证据编号申请复核。",
    "The units of annex 1 mend their faults (no deadline is set); who disagrees may ask for a "
    "second look by the evidence id.",
)

ANNEX_FAIL = Text("附件 1 不合格单位及原因", "Annex 1: units that fail, and why")
FAIL_HEADS = (
    Text("序号", "No."),
    Text("单位（标识码）", "Unit (code)"),
    Text("规则与事实", "Rule and fact"),
    Text("依据", "Clause"),
    Text("证据编号", "Evidence id"),
    Text("所见时间", "Seen"),
)
NONE_FAIL = Text("没有可列名的不合格单位。", "No unit is named as failing.")
BY_PERSON = Text("人工判定", "judged by a person")
BY_VISITS = Text("见访问记录", "see the visits")

ANNEX_OPEN = Text("附件 2 结论未定的单位", "Annex 2: units that are open")
OPEN_HEADS = (
    Text("单位（标识码）", "Unit (code)"),
    Text("得分区间", "Score"),
    Text("未定指标", "Open indicators"),
    Text("说明", "Why"),
)
HELD_BACK = Text("证据不在手边，暂不列名", "held back: evidence is not at hand")
NONE_OPEN = Text("没有结论未定的单位。", "No unit is open.")
UNVERIFIED = Text("未核实", "unverified")
