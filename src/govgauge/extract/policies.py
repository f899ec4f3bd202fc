"""Policy documents (政策文件) and their interpretations (政策解读), from what any template shows.

A page is looked at only where a cheap sign says so: a document number in its head, a word of
interpreting in its title, or a column of that class in its breadcrumb.  What a page is comes from
its title first; a column's name alone makes a document or an interpretation less certain.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from govgauge.extract.dates import find_date
from govgauge.extract.masking import mask_persons
from govgauge.extract.publication import Head
from govgauge.model.columns import class_of
from govgauge.model.document_number import parse_document_number
from govgauge.model.reading import Policy, PolicyRole

_INTERPRETS = re.compile(r"解读|图解|一图[读看]懂|图读|问答|答记者问|起草说明|编制说明|政策说明")
_OPENS = re.compile(r"^.{0,6}(?:解读|图解|一图[读看]懂|问答)\s*[:：|丨｜—-]")
# A document about the work of interpreting is a document.
_OF_A_DOCUMENT = re.compile(
    r"(?:通知|意见|办法|规定|细则|制度|要点|通报|批复|函)(?:[（(][^（）()]*[)）])?$"
)
_NAMED = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,16}[〔\[［（(【](?:19|20)\d{2}[〕\]］）)】]\s*第?\s*\d{1,5}\s*号"
)
_BESIDE = re.compile(r"^[\s（(【\[，,以下简称]{0,3}(" + _NUMBER.pattern + ")")
_END = re.compile(
    r"友情链接|上一[篇条]|下一[篇条]|版权所有|主办[:：单]|承办[:：]|.{0,6}ICP备|网站(?:地图|标识码)"
    r"|相关(?:链接|信息|阅读|文章|解读|文件|政策|推荐)|延伸阅读"
)
# Buttons stand above a text as well as under it.
_BUTTONS = re.compile(r"[（(【\[]?(?:(?:责任)?编辑[:：]|打印|关闭|扫一扫|手机扫|分享到|返回|收藏)")
_SIGNER = re.compile(
    r"[\u4e00-\u9fff、（）() \u3000]{2,40}?(?:委员会|人民政府|政府|国务院|办公厅|办公室|局|部|厅|院|委|会)"
)
# Particulars as tables have them: the label in one cell, often without a colon, the value in the next.
_LABELS = {
    "文号": "number", "发文字号": "number", "发文文号": "number", "文件编号": "number", "文件号": "number",
    "成文日期": "written", "发文日期": "written", "印发日期": "written", "成文时间": "written", "生成日期": "written",
    "发文机关": "issuer", "发布机构": "issuer", "制发机关": "issuer", "发文单位": "issuer", "发布机关": "issuer",
    "有效性": "validity", "效力状态": "validity", "文件状态": "validity", "有效状态": "validity", "时效性": "validity",
    "是否有效": "validity",
}  # fmt: skip
_OTHER_LABELS = frozenset(
    {
        "索引号",
        "主题分类",
        "主题词",
        "发布日期",
        "公开日期",
        "公开方式",
        "标题",
        "名称",
        "失效日期",
        "生效日期",
        "施行日期",
    }
)
_LABELLED = re.compile(r"\s*([\u4e00-\u9fff \u3000\u00a0]{2,12}?)\s*(?:[:：]\s*(.*))?")
_AROUND = re.compile(r"^[\s:：|丨｜—\-【】\[\]]+|[\s:：|丨｜—\-【】\[\]的]+$")
_MAY_NAME = re.compile(r"\d{4}|[@A-Z]|我叫|人[是为:：\s]|姓名")
_STOP = re.compile("[。；，]")
_BLANKS = re.compile(r"[\s\u3000\u00a0]+")
_CLASSES = frozenset({"policy", "interpretation"})
_MAX_TEXT_CHARS = 20_000
_HEAD_LINES = 40
_LINES_ABOVE = 30
_MAX_VALUE_CHARS = 80
_SHORT_LINE_CHARS = 60
_LEAST_TEXT_CHARS = 200
_OPENING_CHARS = 800


@lru_cache(4_096)
def _column_class(name: str) -> str:
    return class_of(name)


def read_policy(
    head: Head, number: str, fields: Mapping[str, str], columns: Sequence[str]
) -> Policy | None:
    """What an article shows as a document or an interpretation; ``None`` where it is neither.

    ``number`` is the one its head shows, ``columns`` names its column and those above it.
    """
    title = head.title
    classes = frozenset(_column_class(name) for name in columns if name) & _CLASSES
    if not (number or classes or _INTERPRETS.search(title)):
        return None
    main = _main_lines(head.lines, head.at)
    text = "\n".join(main)
    role, certain = _role(title, number, classes, text)
    if role is None:
        return None
    subject, subject_from, beside = "", "", ""
    if role is PolicyRole.INTERPRETATION:
        subject, subject_from, beside = _subject(title, text)
    shown = _particulars(head.lines, head.at)
    signed_by, signed_on = _signature(main)
    document = role is PolicyRole.DOCUMENT
    return Policy(
        role=role.value,
        subject=subject,
        subject_from=subject_from,
        subject_number=beside,
        number=(number or _plain(shown["number"]) or _own_number(title, main)) if document else "",
        number_written=(fields.get("document_number", "") or shown["number"])[:60].strip(),
        written=find_date(fields.get("written", "") or shown["written"]),
        issuer=fields.get("issuer", "").strip() or shown["issuer"],
        signed_by=signed_by,
        signed_on=signed_on,
        validity=shown["validity"],
        text_chars=sum(len(line) for line in main if _is_prose(line)),
        confidence=1.0 if certain and subject_from != "text" else 0.8,
        text=_masked(main),
    )


def _role(
    title: str, number: str, classes: frozenset[str], text: str
) -> tuple[PolicyRole | None, bool]:
    """The role, and whether more than the column tells it."""
    rest = _NAMED.sub("", title)
    says_so = bool(_INTERPRETS.search(rest))
    if _OPENS.match(title) or (says_so and not _OF_A_DOCUMENT.search(rest)):
        return PolicyRole.INTERPRETATION, True
    if number:
        return PolicyRole.DOCUMENT, True
    if "interpretation" in classes:
        named = _NAMED.search(title) or _NAMED.search(text[:_OPENING_CHARS])
        if named and not _OF_A_DOCUMENT.search(rest):
            return PolicyRole.INTERPRETATION, False
    return (PolicyRole.DOCUMENT, False) if "policy" in classes else (None, False)


def _main_lines(lines: Sequence[str], at: int) -> list[str]:
    """The lines behind the title up to what every page has under its text."""
    main: list[str] = []
    chars = 0
    for line in lines[at + 1 :] if at >= 0 else lines:
        button = _BUTTONS.match(line)
        if _END.match(line) or (button and chars >= _LEAST_TEXT_CHARS):
            break
        if not button:
            main.append(line)
            chars += len(line)
    return main


def _subject(title: str, text: str) -> tuple[str, str, str]:
    """What is interpreted, where its name stands, and the number beside that name in the text."""
    named = _NAMED.search(title)
    stripped = _AROUND.sub("", _INTERPRETS.sub("", _NAMED.sub("", title)))
    if named:
        subject, where = named[1], "title"
    elif len(stripped) >= 10:
        subject, where = stripped, "title"
    else:
        first = _NAMED.search(text[:_OPENING_CHARS])
        subject, where = (first[1], "text") if first else ("", "")
    return subject, where, _number_beside(subject, text) if subject else ""


def _number_beside(subject: str, text: str) -> str:
    at = text.find(f"{subject}》")
    beside = _BESIDE.match(text[at + len(subject) + 1 :][:60]) if at >= 0 else None
    return _plain(beside[1]) if beside else ""


def _own_number(title: str, main: Sequence[str]) -> str:
    """A number that is the title's, or that a line of the head is, whatever brackets it has."""
    in_title = _NUMBER.search(title)
    if in_title:
        return _plain(in_title[0])
    for line in takewhile(_is_short, main[:_HEAD_LINES]):
        plain = _BLANKS.sub("", line).strip("（）()【】[]〔〕")
        if 6 <= len(plain) <= 40 and plain.endswith("号"):
            found = _plain(plain)
            if found:
                return found
    return ""


def _is_short(line: str) -> bool:
    return len(line) < _SHORT_LINE_CHARS


def _is_prose(line: str) -> bool:
    return len(line) >= 15 and bool(_STOP.search(line))


def _signature(main: Sequence[str]) -> tuple[str, str]:
    """Who signed and when: a body's name on a line and a full date alone on the next."""
    for name, day in pairwise(main):
        if len(name) <= 40 and len(day) <= 24 and day.rstrip(" \u3000）)").endswith("日"):
            signer = _SIGNER.fullmatch(name.strip())
            found = find_date(day) if signer else ""
            if found and len(_BLANKS.sub("", day)) <= 14:
                return _BLANKS.sub("", name), found
    return "", ""


def _particulars(lines: Sequence[str], at: int) -> dict[str, str]:
    """The first value behind each label around the title, on its line or on the next one."""
    found = dict.fromkeys(("number", "written", "issuer", "validity"), "")
    first = max(at - _LINES_ABOVE, 0)
    near = lines[first : max(at, 0) + _HEAD_LINES]
    for line, below in zip(near, (*near[1:], ""), strict=True):
        label, value = _label(line)
        name = _LABELS.get(label, "")
        if name and not found[name]:
            below = "" if _is_label(below) else below
            found[name] = (value or below).strip()[:_MAX_VALUE_CHARS]
    return found


def _masked(main: Sequence[str]) -> str:
    """The text with persons masked; lines without a number or a word for a person are left alone."""
    lines = [mask_persons(n) if _MAY_NAME.search(n) else n for n in main]
    return "\n".join(lines)[:_MAX_TEXT_CHARS]


def _label(line: str) -> tuple[str, str]:
    match = _LABELLED.fullmatch(line) if len(line) <= _MAX_VALUE_CHARS else None
    return (_BLANKS.sub("", match[1]), match[2] or "") if match else ("", "")


def _is_label(line: str) -> bool:
    label, _ = _label(line)
    return label in _LABELS or label in _OTHER_LABELS


def _plain(written: str) -> str:
    found = parse_document_number(written) if written else None
    return found.plain if found else ""
