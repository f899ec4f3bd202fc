"""The publication date (发布日期) a page shows.

A date counts where it is labelled, or where it begins or ends a line of particulars under the
title.  Dates in sentences, of attachments, comments, list items and of the making of the page
do not count (traps T-A5, T-A8).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from govgauge.extract.dates import COMPACT, DATE, date_of, find_date, narrow
from govgauge.model.reading import Item, Link

_LABELS = (
    "pubdate", "publishdate", "publishtime", "publish_time", "firstpublishedtime",
    "article:published_time", "others_pubdate", "pubtime", "releasedate",
)  # fmt: skip
_HEAD_LINES = 12
_BARE_LINES = 6  # So far under the title a date without a label is believed.
_MAX_LINE_CHARS = 200
_MIN_TITLE_CHARS, _MIN_ANCHOR_CHARS = 6, 10
_MIN_ITEMS = 3
_ROW_LINES = 3  # Between the date of a list's row and its title may stand a tag and a number.

_OPENING, _CLOSING = " \t\u3000\xa0[【（(〔|｜·•*—-,，", " \t\u3000\xa0]】）)〕|｜·•*—,，"
_BLANK = r"[\s\u3000]"
_TIME = re.compile(
    rf"日?(?:{_BLANK}*[（(]?(?:星期|周)[一二三四五六日天][）)]?)?(?:{_BLANK}*[上下]午)?"
    rf"(?:(?:{_BLANK}|[T-])*\d{{1,2}}\s*[:：时点]\s*\d{{1,2}}(?:\s*[:：分]\s*\d{{1,2}}秒?|分)?"
    r"(?:\.\d+)?(?:Z|\+\d\d:?\d\d)?)?"
)
_GOES_ON = re.compile(r"[\s\u3000]*(?:[至到起前后止]|以[前后]|截止|[-—~～]+\s*\d)")
ACT = "(?:发布|发表|发稿|上传|公开|更新|录入|添加|刊发|推送|提交)"
_LABELLED = re.compile(
    rf"(?:^|[\s\u3000|｜\[【（(/·•*>])(?:(?:信息|文章|新闻|稿件)?{ACT}?(?:日期|时间)(?:为|于)?"
    rf"|{ACT}于|{ACT}(?=[\s\u3000]*[:：]))[\s\u3000]*[:：\]】]?[\s\u3000]*[\[【（(]?[\s\u3000]*$"
)
_PUBLISHED_LABEL = re.compile("(?:发布|发表|上传|公开|发稿)(?:日期|时间)|发布于")
_BARE_LABEL = re.compile(r"(?:^|[^布表稿传开新入加发送交])(?:日期|时间)[^\u4e00-\u9fa5]*$")
_OTHER_DATE = re.compile(
    r"(?:日期|时间|期限|有效期|[至到自于从在]|截止|施行|实施|生效|有效|失效|废止|成文|印发|生成"
    r"|今天是?|当前)[\s\u3000]*[:：]?[\s\u3000]*[\[【（(]?$"
)
_PARTICULAR = re.compile(
    r"(?:信息|文章|稿件|新闻|消息)?(?:来源|稿源)(?!于)|供稿"
    r"|(?:作者|编辑|责任编辑|责编|审核|校对|发布[人者]|录入|撰稿|记者|初审|终审|签发)\s*[:：]"
    r"|(?:发布|发文|制发|供稿)?(?:单位|机构|机关|部门)\s*[:：]"
    r"|(?:浏览|点击|阅读|访问|查看|人气|字[号体级]|文字大小|打印|关闭|分享|收藏|下载|返回|扫一扫|朗读)"
    r"|[大中小](?:$|[^\u4e00-\u9fa5])|[AaTt][+-]|\d+\s*次|视力保护|保护视力|背景色"
)
_BODY_AT_END = re.compile(
    r"(?:政府|办公[室厅]|委员会|[局厅委院部处科署办]|中心|街道|[镇乡网报社]|公室|集团|电视台)$"
)
SENTENCE = re.compile("[。！？!?]|[，；].*[，；]")
_FIVE_CHARACTERS = re.compile("[\u4e00-\u9fff]{5}")
_UNFINISHED = re.compile("[截至自于从在到为将和与及由，、“（(]$")
_RUNS_ON = re.compile("(?:[，。、；：日起至前后止以]|[上下]午|凌晨|晚)")
_ELSEWHERE = re.compile("附件|评论|网友|跟帖|留言|页面生成")
_ATTACHED = re.compile(r"^(?:附件|评论|网友|跟帖|留言)|\.(?:docx?|xlsx?|pdf|wps|zip|rar|ofd)\b")
_COMMENTS = re.compile("评论|网友|跟帖|留言")
_MAY_DATE = re.compile(r"[\d年〇○零二]")
_PIECE = re.compile(r"[\d年月日时分秒/.:：〇○零一二三四五六七八九十\s-]{1,11}")


class Head(NamedTuple):
    """The lines under a page's title, and what tells whether they are those of a list."""

    lines: Sequence[str]
    at: int
    title: str
    items: Sequence[Item]
    links: Sequence[Link]

    def item_titles(self) -> set[str]:
        """Titles of the page's list items; the page's own title among them tells nothing."""
        return {item.title for item in self.items} - {self.title}


def read_published(
    fields: Mapping[str, str], labels: Mapping[str, str], head: Head
) -> tuple[str, str]:
    """The publication date and the signs it rests on; the visible date goes before the label."""
    label = next((d for n in _LABELS if (d := find_date(labels.get(n, "")))), "")
    shown = _labelled(fields.get("published", ""), head) or _under_title(head)
    if shown:
        return shown, "text+meta" if label == shown else "text"
    return label, "meta" if label else ""


# -- labelled ------------------------------------------------------------------------------------------


def _labelled(value: str, head: Head) -> str:
    """The date of a field 发布日期, 发布时间 …, unless it belongs to something else on the page."""
    shown = find_date(value)
    if not shown:
        return ""
    lines, at = head.lines, head.at
    number = next((n for n, line in enumerate(lines) if value in line), -1)
    if number < 0 or _ELSEWHERE.search(lines[number].partition(value)[0]):
        return ""
    if any(_COMMENTS.search(line) for line in lines[max(number - 2, at + 1, 0) : number]):
        return ""
    of_a_row = len(head.items) >= _MIN_ITEMS
    if 0 <= at < number <= at + _HEAD_LINES:
        near = {lines[n] for n in (number - 1, number + 1) if at < n < len(lines)}
        of_a_row = not near.isdisjoint(head.item_titles())
    # Rows of a list that carry such a label come by the dozen.
    return "" if of_a_row and sum(_labels_a_date(line) for line in lines) >= _MIN_ITEMS else shown


def _labels_a_date(line: str) -> bool:
    return bool(_PUBLISHED_LABEL.search(line))


# -- under the title -----------------------------------------------------------------------------------


def lines_under(head: Head) -> Iterator[tuple[int, str]]:
    """The lines from the title on with their numbers, down to the first list item; no title."""
    titles = head.item_titles()
    for number in range(head.at, min(head.at + 1 + _HEAD_LINES, len(head.lines))):
        line = head.lines[number]
        if line in titles:
            return
        if head.title in line:
            line = line.replace(head.title, " ").strip()
        if line:
            yield number, line


def _under_title(head: Head) -> str:
    if head.at < 0:
        return ""
    for number, line in lines_under(head):
        if SENTENCE.search(line):
            return ""
        if not _MAY_DATE.search(line) or len(line) > _MAX_LINE_CHARS:
            continue
        if head.title in head.lines[number]:
            continue  # A date beside the title may be that of the speech or of the event.
        found, labelled = _in_line(head, number, narrow(line))
        last = number
        if not found and number <= head.at + _BARE_LINES:
            found, last = _in_pieces(head, number)
        if found and (labelled or number <= head.at + _BARE_LINES):
            return "" if _is_of_an_item(head, number, last) else found
    return ""


def _in_line(head: Head, number: int, line: str) -> tuple[str, bool]:
    """The date a line of particulars shows, and whether a label says that it is the one sought."""
    match = DATE.search(line) or COMPACT.search(line)
    if match is None or is_attached(line):
        return "", False
    found = find_date(match[0]) if match.re is DATE else find_date("-".join(match.groups()))
    before = line[: match.start()]
    time = _TIME.match(line, match.end())
    after = line[time.end() if time else match.end() :]
    if not found or _GOES_ON.match(after) or _ELSEWHERE.search(before):
        return "", False
    if not before.strip(_OPENING) and number - 1 > head.at:
        before = head.lines[number - 1] if _ends_in_label(head.lines[number - 1]) else before
    if _LABELLED.search(before):
        return ("", False) if _is_of_a_meeting(head, number, before) else (found, True)
    bare = match.re is DATE or not (before + after).strip(_OPENING + _CLOSING)
    numeric = "年" not in match[0]
    if bare and _fits_before(before, line, numeric) and _fits_after(after, line, numeric):
        return (found, False) if _stands_alone(head, number, before, after) else ("", False)
    return "", False


def _ends_in_label(line: str) -> bool:
    return bool(_OTHER_DATE.search(line) or _LABELLED.search(line))


def _is_of_a_meeting(head: Head, number: int, before: str) -> bool:
    """时间 with 地点 under it announces a meeting."""
    following = head.lines[number + 1 : number + 3]
    return bool(_BARE_LABEL.search(before)) and any("地点" in line[:6] for line in following)


def _fits_before(before: str, line: str, numeric: bool) -> bool:
    plain = before.strip(_OPENING)
    if not plain:
        return True
    if _OTHER_DATE.search(plain):
        return False
    if _PARTICULAR.match(plain) or (numeric and _BODY_AT_END.search(plain)):
        return True
    return _is_short(line)


def _fits_after(after: str, line: str, numeric: bool) -> bool:
    plain = after.strip(_CLOSING + _OPENING)
    if not plain or _PARTICULAR.match(plain):
        return True
    apart = after[:1] in _CLOSING
    return apart and ((numeric and bool(_BODY_AT_END.search(plain))) or _is_short(line))


def _is_short(line: str) -> bool:
    return len(line) <= 30 and not _FIVE_CHARACTERS.search(line)


def _stands_alone(head: Head, number: int, before: str, after: str) -> bool:
    """False for a date that the lines around it make part of a sentence."""
    lines = head.lines
    previous = lines[number - 1] if number - 1 > head.at and not before.strip() else ""
    following = lines[number + 1] if number + 1 < len(lines) and not after.strip() else ""
    return not (_UNFINISHED.search(previous) or _RUNS_ON.match(following))


def _in_pieces(head: Head, number: int) -> tuple[str, int]:
    """A date whose parts stand in elements of their own (2026, -, 11, -, 03), and its last line."""
    pieces: list[str] = []
    for line in head.lines[number : number + 11]:
        line = narrow(line)
        if not _PIECE.fullmatch(line) or (line[0].isdigit() and DATE.fullmatch("".join(pieces))):
            break
        pieces.append(line)
    joined = "".join(pieces)
    match = DATE.match(joined) or COMPACT.match(joined)
    if len(pieces) < 2 or match is None:
        return "", number
    time = _TIME.match(joined, match.end())
    if time is None or time.end() != len(joined):
        return "", number
    last = number + len(pieces) - 1
    label = head.lines[number - 1] if number - 1 > head.at else ""
    if _OTHER_DATE.search(label) and not _LABELLED.search(label):
        return "", number
    following = head.lines[last + 1] if last + 1 < len(head.lines) else ""
    if "年" in joined and "日" not in joined:
        return (
            "",
            number,
        )  # Text processors cut dates too, and leave 日 with the rest of the sentence.
    if not _stands_alone(head, number, "", "-") or _RUNS_ON.match(following):
        return "", number
    found = date_of(match) if match.re is DATE else find_date("-".join(match.groups()))
    return found, last


def _is_of_an_item(head: Head, first: int, last: int) -> bool:
    """True where a title that leads elsewhere stands beside the date: a row of a list.

    Where a whole row is one link, its anchor holds the date and the title.
    """
    lines, at = head.lines, head.at
    titles = head.item_titles()
    near = [line for line in lines[at + 1 : last + 1 + _ROW_LINES] if len(line) >= _MIN_TITLE_CHARS]
    if any(line in title for line in near if line != head.title for title in titles):
        return True
    beside = {lines[n] for n in (first - 1, last + 1) if at < n < len(lines)}
    beside = {line for line in beside if len(line) >= _MIN_ANCHOR_CHARS}
    return any(line in link.anchor for line in beside for link in head.links)


def is_attached(line: str) -> bool:
    """A line of an attachment or a comment; one that also says 发布时间 is the page's."""
    return bool(_ATTACHED.search(line)) and not _PUBLISHED_LABEL.search(line)
