"""Whether a date may stand, unread, where a page's publication date would.

Only a head without any sign of a date, and without a script that may write one, lets a page be
called undated (国办秘函〔2019〕19号: 未标明日期的视为未更新).
"""

import re

from govgauge.extract.dates import COMPACT, DATE, narrow
from govgauge.extract.publication import ACT, SENTENCE, Head, is_attached, lines_under

_SIGN = re.compile(
    rf"(?:19|20)\d{{2}}\s*[-/.年·・•~～、_,，*|\u2010-\u2015]\s*\d{{1,2}}(?!\d)|^(?:199\d|20[0-4]\d)$|{COMPACT.pattern}|\d\s*月\s*\d"
    r"|(?<!\d)\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?(?!\d)|(?<!\d)\d{1,2}[:：]\d{2}(?!\d)"
    r"|[〇○零一二三四五六七八九十元]月|[〇○零一二三四五六七八九]{4}\s*年|(?:日期|时间)\s*[:：\]】]"
    rf"|(?:日期|时间)$|{ACT}(?:日期|时间|于)|(?:\d|[几半两])\s*(?:天|小时|分钟|周|个?月|年)前"
    r"|昨[天日]|今[天日]|刚刚|\{\{|\$\{|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b",
    re.IGNORECASE,
)
_FOOT = re.compile(r"ICP|备案|备\s*\d|标识码|版权所有", re.IGNORECASE)
_MARKUP_CHARS = 4_000
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)(?:</script|\Z)", re.DOTALL | re.IGNORECASE)
_WRITES = re.compile(
    r"document\.write|inner(?:HTML|Text)|textContent|\.(?:html|text|append|val|load|after|before)\s*\("
)
_OTHER_SCRIPT = re.compile(r"share|count|hits?\b|click|print|font|visit|view", re.IGNORECASE)
_DATE_SCRIPT = re.compile("date|time|pub", re.IGNORECASE)
_FILLED_LATER = re.compile(
    r"<(\w+)\b[^>]*\b(?:id|class|name)\s*=\s*[\"']?[^\"'>]*(?:date|time|riqi|shijian)[^>]*>\s*</\1",
    re.IGNORECASE,
)


def is_date_unclear(head: Head, markup: str, scripted: bool) -> bool:
    """Whether something date-like, or a script that may write it, stands where a date would.

    ``markup`` is the page as it was sent, ``scripted`` tells that its scripts write content.
    Asked only about a page without a publication date.
    """
    if head.at < 0:
        return True  # No head was found, so nothing can be said of it.
    above = head.lines[max(head.at - 2, 0) : head.at]
    if DATE.search(narrow(head.title)) or any(_is_bare(line) for line in above):
        return True
    under = [narrow(line) for _, line in lines_under(head) if not SENTENCE.search(line)]
    particulars = [line for line in under if not (is_attached(line) or _FOOT.search(line))]
    if any(_SIGN.search(line) for line in particulars):
        return True
    return "<script" in markup.lower() and _may_be_written(markup, head.title, scripted)


def _is_bare(line: str) -> bool:
    match = DATE.search(narrow(line))
    return match is not None and len(line) <= len(match[0]) + 12


def _may_be_written(markup: str, title: str, scripted: bool) -> bool:
    """Whether a script between the title and the text may write a date there."""
    at = max(markup.find("<body"), markup.find("<BODY"), 0)
    found = False
    while (at := markup.find(title[:8], at)) >= 0:
        at, found = at + len(title), True
        head, text, _ = _COMMENT.sub("", markup[at : at + _MARKUP_CHARS]).partition("。")
        if _writes_a_date(head):
            return True
        if text:
            break  # What follows the text is no head.
    return scripted and not found


def _writes_a_date(head: str) -> bool:
    if _FILLED_LATER.search(head):
        return True
    for script in _SCRIPT.finditer(head):
        source = "src" in script[1].lower()
        says = script[1] if source else script[2]
        other = _OTHER_SCRIPT.search(says) and not _DATE_SCRIPT.search(says)
        if (source or _WRITES.search(says)) and not other:
            return True
    return False
