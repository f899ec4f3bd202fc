"""Words in an element's place that tell nothing: 相关法规, 详见窗口, 按规定办理."""

import re

_NOISE = re.compile(r"[\s\u3000\u00a0，,。.、；;：:！!“”\"'（）()【】\[\]]+")
_WHAT = (
    "法律|法规|规章|规定|政策|文件|条例|办法|要求|标准|条件|资格|材料|资料|证件|手续|流程|程序"
    "|步骤|制度|规范|内容|情况|事宜|安排|通知|公告|说明|窗口|大厅|部门|单位|机关|科室|工作人员"
)
_WHICH = (
    "有关|相关|国家|现行|上级|相应|具体|业务|主管|办事|服务|申请|办理|受理|审批|法定|其他|各项|所需|本|我局"
    "|单位|部门|各"
)
_NOTHING = re.compile(
    r"(?:具体|详情|详细|一律)?(?:请|可)?(?:详?见|按照?|依照?|依据|根据|参照|参见|遵照|符合|以|咨询|询问|到|向|与|和|电话|现场)?"
    rf"(?:(?:{_WHICH})*(?:{_WHAT})(?:和|与|及|等)?){{1,3}}(?:的|中|内|上)?"
    rf"(?:(?:提供|提交|准备|携带)(?:{_WHICH})*(?:{_WHAT}))?"
    r"(?:执行|办理|为准|要求|规定|提供|提交|确定|公示|咨询|联系|执法|进行|了解|告知)?(?:等|即可|者)?"
)
_BLANK = re.compile(
    r"(?:暂|尚|还)?(?:无|缺|没有)(?:内容|信息|数据|资料)?|待定|待补充?|略|同上|空|[-—/\\*_…＿·?？xX0]+|null|undefined|none|n/a",
    re.IGNORECASE,
)
_MAY_BE_NOTHING = frozenset({"conditions", "materials", "fee", "forms"})
"""Elements of which an item may truly have none (无)."""
_SAYS_SOMETHING = frozenset(
    {("hours", "工作时间"), ("hours", "上班时间"), ("place", "办事大厅"), ("place", "服务大厅")}
)
_BY_LAW = re.compile(
    r"(?:依|按|照)(?:法|章|规|规定|要求|程序|章程)(?:办理|执行|办事)?|(?:同|与)?(?:工作|上班)?时间"
)


def says_nothing(element: str, text: str) -> bool:
    """True for a filling that tells a reader nothing of this element.

    Only the whole of a filling counts: with a number, a name or a further sentence it says something.
    """
    plain = _NOISE.sub("", text)
    if not plain:
        return False
    if _BLANK.fullmatch(plain):
        return not (element in _MAY_BE_NOTHING and "无" in plain)
    if (element, plain) in _SAYS_SOMETHING:
        return False
    return bool(_NOTHING.fullmatch(plain) or _BY_LAW.fullmatch(plain))
