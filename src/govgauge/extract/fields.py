"""Labelled fields of a page's visible text: 发布日期, 发文字号, 索引号, 来源 …"""

import re
from collections.abc import Sequence
from functools import lru_cache

from govgauge.extract.dates import find_date
from govgauge.model.document_number import parse_document_number

# Each field with the labels that mean it, as they are once blanks are dropped.
_MEANINGS = {
    "published": ("发布日期", "发布时间", "发表时间", "发表日期", "公开日期", "发布于", "上传时间", "发稿时间"),
    "weak_date": ("时间", "日期", "更新时间", "更新日期"),
    "written": ("成文日期", "生成日期", "发文日期", "印发日期", "成文时间", "签发日期"),
    "document_number": ("发文字号", "文号", "文件编号", "发文文号", "文件号"),
    "index_number": ("索引号", "信息索引号", "索引码"),
    "issuer": ("发文机关", "发布机构", "发布机关", "发文单位", "制发机关", "发布单位"),
    "source": ("信息来源", "文章来源", "稿件来源", "新闻来源", "来源", "稿源"),
    "title": ("标题", "信息名称", "文件名称"),
    "stop": ("浏览次数", "点击数", "点击次数", "阅读次数", "访问次数", "字号", "字体", "作者", "责任编辑",
             "编辑", "打印", "主题词", "主题分类", "有效性", "公开方式", "关键词", "分享", "浏览量"),
}  # fmt: skip
_FIELD_OF = {label: field for field, labels in _MEANINGS.items() for label in labels}
_GAP = r"[ \u3000\u00a0]{0,4}"
_LABEL = re.compile(
    "(?<![\u4e00-\u9fa5])("
    + "|".join(_GAP.join(label) for label in sorted(_FIELD_OF, key=len, reverse=True))
    + r")[ \u3000\u00a0]*[:：\]】]"
)
_BLANKS = re.compile(r"[\s\u3000\u00a0\u200b\u200c\u200d\ufeff]+")
_MAX_LINE_CHARS = 300
_SOLO_NUMBER = re.compile(r"[\u4e00-\u9fa5]{1,12}〔\d{4}〕\d{1,5}号")
_BRACKETS = str.maketrans("[［（(【]］）)】", "〔〔〔〔〔〕〕〕〕〕")


def read_fields(lines: Sequence[str], text: str) -> dict[str, str]:
    """The first value of each labelled field; a value may stand on the line after its label.

    ``text`` is the lines joined by line ends.
    """
    fields: dict[str, str] = {}
    for number in _lines_with_colon(text):
        line = lines[number]
        if len(line) > _MAX_LINE_CHARS:
            continue
        labelled = _labelled(line)
        for index, (field, value) in enumerate(labelled, 1):
            if field in fields:
                continue
            if not value and index == len(labelled):
                value = _next_value(lines, number + 1)
            if _acceptable(field, value):
                fields[field] = value
    return fields


@lru_cache(1_024)
def _labelled(line: str) -> tuple[tuple[str, str], ...]:
    """Each field a line labels, with what stands behind; a site's pages repeat their particulars."""
    matches = list(_LABEL.finditer(line))
    ends = [*[match.start() for match in matches[1:]], len(line)]
    return (
        tuple(
            (_FIELD_OF[_BLANKS.sub("", match[1])], line[match.end() : end].strip(" \u3000|"))
            for match, end in zip(matches, ends, strict=True)
        )
        if matches
        else ()
    )


def _lines_with_colon(text: str) -> list[int]:
    """The numbers of the lines that hold a colon: few of many, so the whole text is searched."""
    starts = sorted([*_places(text, "："), *_places(text, ":")])
    numbers: dict[int, None] = {}
    number = at = 0
    for start in starts:
        number += text.count("\n", at, start)
        at = start
        numbers[number] = None
    return list(numbers)


def _places(text: str, sign: str) -> list[int]:
    found = []
    at = text.find(sign)
    while at >= 0:
        found.append(at)
        at = text.find(sign, at + 1)
    return found


def _next_value(lines: Sequence[str], number: int) -> str:
    if number >= len(lines) or _LABEL.match(lines[number]):
        return ""
    return lines[number] if len(lines[number]) <= _MAX_LINE_CHARS else ""


def _acceptable(field: str, value: str) -> bool:
    if field in ("published", "weak_date", "written"):
        return bool(find_date(value[:40]))
    if field == "source":
        return bool(value) and value[0] not in "|<>【["
    return bool(value)


def document_number(value: str) -> str:
    """A field's document number in its plain form; empty for 无 and for what is not a number."""
    number = parse_document_number(value)
    return number.plain if number else ""


def solo_document_number(lines: Sequence[str]) -> str:
    """A number that stands alone on a line among the first lines of a document."""
    for line in lines:
        if 8 <= len(line) <= 40 and line.endswith("号"):
            plain = _BLANKS.sub("", line).translate(_BRACKETS)
            if _SOLO_NUMBER.fullmatch(plain):
                return plain
    return ""


def short_value(value: str) -> str:
    """The first word of a value: what follows a wide gap belongs to something else."""
    return re.split(r"[\s\u3000\u00a0|]", value.strip(), maxsplit=1)[0].strip("：:")
