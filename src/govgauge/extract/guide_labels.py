"""The words by which service guides label their elements, and by which plain text speaks of them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_DO = "申请|申办|申报|申领|办理|办事|受理|审批|审核|审查|许可|服务|业务|登记|实施|准予|办结|领取|报名|经办"
_MEANINGS = (
    ("name", r"(?:办理|办事|审批|服务|许可|申请|业务)?(?:事项|项目|业务)(?:的)?名称"),
    ("basis", rf"(?:(?:设定|设立|法律|法定|政策|法规|文件|{_DO})(?:和|及|与)?)*依据|法律法规(?:依据)?|政策法规"),
    ("conditions", rf"(?:{_DO})(?:的)?(?:条件|资格)"
                   "|(?:申请人)?(?:应当?)?(?:具备|符合)(?:的)?条件|予以批准的条件"),
    ("materials", rf"(?:应|需|所需|须)?(?:要)?(?:提交|提供|携带|准备|报送|{_DO})?(?:的)?(?:申请|申报)?"
                  r"(?:材料|资料|要件|证件|手续)(?:目录|清单|名称及要求)?"),
    ("place", rf"(?:(?:{_DO})?(?:窗口)?|办公|现场|单位|机构|联系|接件|窗口|大厅|详细)(?:地点|地址|场所)"
              rf"|(?:{_DO})窗口|办理场所"),
    ("hours", r"(?:对外)?(?:办理|办公|工作|受理|服务|接待|办事|上班|窗口|咨询)时间"),
    ("phone", rf"(?:联系|咨询|办公|窗口|业务|热线|查询|固定|{_DO})*(?:电话|热线)(?:号码)?"
              "|(?:联系|咨询)(?:方式|途径|渠道|方法)"),
    ("steps", rf"(?:(?:{_DO}|工作|运行|具体|基本)(?:的)?)*(?:流程|程序|步骤|环节)(?:图)?"),
    ("who", rf"(?:{_DO}|适用|面向|享受)(?:的)?(?:对象|范围|人群)|申请人(?:范围|资格|类型)?"),
    ("office", rf"(?:{_DO}|责任|承办|主管|决定|行使|牵头|联办|所属)(?:机构|机关|单位|部门|主体|科室|处室)(?:名称)?"),
    ("limit", rf"(?:(?:法定|承诺|规定|{_DO})(?:的)?)*(?:时限|期限)"),
    ("fee", r"(?:是否|有无)?(?:收费|费用|办理费用)(?:标准|依据|情况|项目|[及和与、])*|办理费用|工本费"),
    ("result", rf"(?:{_DO}|结果|证照|证件)(?:结果|决定)?(?:名称|样本|送达|证件)|(?:{_DO})结果"),
    ("forms", r"(?:表格|样表|附件|资料|文书|空白表格?|相关表格|申请表格?)(?:及样表)?下载"
              r"|(?:相关|空白|申请|示范)?(?:表格|样表|范本|文本|附件)|填写(?:说明|范例|样本)"),
    ("complaints", r"(?:监督|投诉|举报|维权)(?:投诉|举报|监督|及)*(?:电话|方式|渠道|途径|机构|地址)?"),
    ("online", r"(?:网上|在线|网络|掌上)(?:办理|申报|申请|办事|咨询|预约|查询)(?:地址|网址|入口|方式|深度)?"
               r"|办理(?:形式|方式|渠道|途径)"),
)  # fmt: skip
_FIELD = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _MEANINGS)
_NUMBER = (
    r"(?:第?[一二三四五六七八九十]{1,3}[、.．,，:： ]|[（(][一二三四五六七八九十\d]{1,2}[)）]"
    r"|\d{1,2}\s?[、.．)）](?!\d)|[◆●■★▪·•☆※◎○◇□▶►*>»①-⑳\-—])?"
)
_NOTE = r"(?:[（(][^（()）]{0,24}[)）])?"
_BARE = re.compile(rf"{_NUMBER}[【\[〖]?(?:{_FIELD}){_NOTE}[】\]〗]?[:：]?")
_AHEAD = re.compile(
    rf"{_NUMBER}[【\[〖]?(?:{_FIELD}){_NOTE}(?:[】\]〗][:：]?|[:：]|[ \u3000\u00a0]+(?=[^ ]))"
)
_AMID = re.compile(
    rf"(?:(?<=[ \u3000\u00a0；;。，,、|（(])|(?<=[）)]))[【\[〖]?(?:{_FIELD}){_NOTE}(?:[】\]〗][:：]?|[:：])"
)
_COLONS = re.compile("[:：]")
_BEFORE_COLON = re.compile(rf"(?:{_FIELD})$")
_BLANKS = re.compile(r"[ \u3000\u00a0\t\r\n]+")
_COLON = re.compile("[:：】\\]]")
_JOIN = re.compile("[、和及与/]|以及")
_PARTS = (
    ("place", "地点|地址"), ("hours", "时间"), ("phone", "电话|联系方式"), ("conditions", "条件"),
    ("materials", "材料|资料"), ("steps", "流程|程序"), ("limit", "时限|期限"), ("basis", "依据"),
    ("fee", "收费"), ("complaints", "监督|投诉"), ("who", "对象|范围"),
)  # fmt: skip
_MAX_BARE_CHARS = 28
_MAX_LABEL_CHARS = 18

_PHONE = (
    r"(?<!\d)(?:0\d{2,3}[ \-—－)）]{1,2}\d|(?:0\d{2,3})?[2-9])\d{6,7}(?!\d)|1\d\d\*{4,}|拨打|致电"
    r"|(?<!\d)(?:1[3-9]\d{9}(?!\d)|12\d{3}|400-?\d)"
)
_MENTIONED = {
    "basis": r"《[^》]{2,40}》|根据|依据|依照|第[一二三四五六七八九十百\d]+条",
    "conditions": r"条件|符合|凡|年满|周岁|具有|适用|对象|满足|可以?申请|均可",
    "materials": r"身份证|户口簿|申请表|申请书|登记表|证明|复印件|原件|材料|资料|证件|执照|合同|表格",
    "place": r"窗口|大厅|服务中心|地址|地点|服务站|[路街巷道]\d+号|\d+号楼|\d+室|[一二三四五六七八九十\d]楼"
             r"|现场|前往|到.{2,20}(?:局|委|办|所|中心)",
    "hours": r"上午|下午|(?:周|星期)[一二三四五六日天]|节假日|[上下]班|作息|全天|随时|24小时|\d{1,2}[:：]\d{2}"
             r"|(?<![\d个两一二三四五六七八九十])工作日(?![内])|时间",
    "phone": rf"{_PHONE}|电话|热线|联系方式",
    "steps": r"流程|程序|步骤|受理|审核|审批|审查|核准|复核|办结|领取|发证|首先|第一步|→|——>|提交.{0,40}后",
}  # fmt: skip
_TELLING = {
    "basis": r"《[^》]{2,40}》|第[一二三四五六七八九十百\d]+条",
    "conditions": r"年满|周岁|具有.{0,20}(?:户籍|资格|条件)|(?:符合|满足|具备)(?:以下|下列)|^凡|[，。；]凡",
    "materials": r"身份证|户口簿|申请表|申请书|登记表|复印件|原件|执照|照片",
    "place": r"号窗口|大厅|服务中心|服务站|[路街巷道]\d+号|\d+号楼|\d+室",
    "hours": r"上午|下午|(?:周|星期)[一二三四五六日天]|节假日|[上下]班|全天|24小时|\d{1,2}[:：]\d{2}"
             r"|(?<![\d个两一二三四五六七八九十])工作日(?![内])",
    "phone": _PHONE,
    "steps": r"→|[—>]{1,3}审|第一步|首先.{0,60}(?:然后|其次|最后)"
             r"|受理.{0,40}审[核查批].{0,60}(?:办结|发证|领取|送达|决定|发放)",
}  # fmt: skip
_SPEAKS, _TELLS = (
    {name: re.compile(pattern, re.MULTILINE) for name, pattern in words.items()}
    for words in (_MENTIONED, _TELLING)
)


class Labelled(NamedTuple):
    """A label with what stands behind it on its line; ``elements`` are several for 地点及时间."""

    elements: tuple[str, ...]
    label: str
    value: str
    has_colon: bool


@lru_cache(1_024)
def labels_of(line: str) -> tuple[Labelled, ...]:
    """The labels of one line of text, each with the text up to the next; nothing where it has none.

    A label alone on its line has an empty value.  What stands before a line's first label has no
    elements: it goes on with what was said.
    """
    return tuple(_labels(line))


def mentioned(text: str, *, is_labelled: bool) -> tuple[str, ...]:
    """The elements of the eight that text may give without a label.

    Where a guide labels its elements, others are mentioned only by what tells them (a number, a
    street, the name of a law); in plain prose any word for one may be a writer's way to give it.
    """
    patterns = _TELLS if is_labelled else _SPEAKS
    found = {name for name, pattern in patterns.items() if pattern.search(text)}
    # A label in the middle of a sentence was not read as one, but may be meant so.
    for colon in _COLONS.finditer(text):
        label = _BEFORE_COLON.search(text, max(0, colon.start() - _MAX_LABEL_CHARS), colon.start())
        if label:
            found.add(_name(label))
    return tuple(name for name in patterns if name in found)


def heading_of(cell: str) -> str:
    """The element a cell names by itself, empty for any other cell."""
    plain = _BLANKS.sub("", cell)
    bare = _BARE.fullmatch(plain) if len(plain) <= _MAX_BARE_CHARS else None
    return _name(bare) if bare else ""


def _name(match: re.Match[str]) -> str:
    return next(name for name, value in match.groupdict().items() if value)


def _labels(line: str) -> Iterator[Labelled]:
    plain = _BLANKS.sub("", line)
    if len(plain) <= _MAX_BARE_CHARS:
        bare = _BARE.fullmatch(plain)
        elements = (_name(bare),) if bare else _joined(plain)
        if elements:
            yield Labelled(elements, plain.strip(":：【】[]"), "", plain[-1] in ":：")
            return
    first = _AHEAD.match(line)
    joined = None if first else _joined_ahead(line)
    if joined:
        yield joined
        return
    matches = [*([first] if first else ()), *_AMID.finditer(line, first.end() if first else 0)]
    if matches and first is None:
        yield Labelled((), "", line[: matches[0].start()].strip(), False)
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        end = following.start() if following else len(line)
        value = line[match.end() : end].strip(" \u3000\u00a0；;，,、|")
        yield Labelled((_name(match),), match[0].strip(" :：\u3000\u00a0【】[]"), value, True)


def _joined_ahead(line: str) -> Labelled | None:
    """办理地点及时间：… : one text behind a label that names several elements."""
    label, colon, value = line.replace(":", "：", 1).partition("：")
    elements = _joined(_BLANKS.sub("", label)) if colon else ()
    return Labelled(elements, label.strip(), value.strip(), True) if elements else None


def _joined(label: str) -> tuple[str, ...]:
    """The elements of a label whose parts are joined, each by a word of its own; else none."""
    label = re.sub(rf"^{_NUMBER}", "", label).strip(":：【】[]")
    parts = [part for part in _JOIN.split(label) if part]
    if len(label) > _MAX_LABEL_CHARS or len(parts) < 2 or _COLON.search(label):
        return ()
    found = [next((n for n, word in _PARTS if re.search(f"(?:{word})$", p)), "") for p in parts]
    return tuple(dict.fromkeys(found)) if all(found) else ()
