"""The date of a list row: which of the dates that stand in it is the item's own.

A row may quote other dates (in its title, in a summary) or carry several (成文日期, 有效期至).
Where nothing in the row tells which one is the day of publication, all of them are given, joined
by ``|``: whoever judges may then say only what holds for each of them.  A leading ``|`` stands for
a day of publication that the row does not show.
"""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

from govgauge.extract.dates import (
    DATE,
    MONTH_DAY,
    date_in_address,
    date_of,
    narrow,
    with_year_of,
)
from govgauge.model.reading import Link

OR = "|"
_MOST_DATES = 6
_PUBLISHED = r"(?:发布|公布|公开|发文|上网|上传|更新)"
_LABEL = re.compile(rf"{_PUBLISHED}(?:日期|时间|日)?\s*[:：\])】]?\s*$")
_HEADING = re.compile(rf"\W*(?:信息)?{_PUBLISHED}(?:日期|时间|日)?\W*")
_BEFORE = frozenset("自于从至在经到")
_BEHIND = re.compile(
    "日?(?:以来|以后|以前|之前|之后|起|前|后|[，,、；]"
    r"|[^\s|)）\]】]{0,16}(?:会议|通过|印发|公布|施行|实施|开工|召开))"
)
_LABEL_CHARS = 12
_FEW_CHARS = 24
_MAX_CLIMB = 3


def row_date(row: LexborNode, node: LexborNode, link: Link) -> str:
    """The date that stands in the row outside the title itself; ``node`` is the title's anchor."""
    text = row.text(separator=" ")
    title = link.anchor if link.anchor in text else node.text(separator=" ")
    shown = text.replace(title, " ", 1)
    if len(shown) <= _FEW_CHARS and (only := _only_date(shown)) is not None:
        return only
    rest = narrow(shown)
    matches = list(DATE.finditer(rest))
    if not matches and (beside := _beside_title(node)):
        rest = f"{rest} {beside}"
        matches = list(DATE.finditer(rest))
    if matches:
        return _one_of(row, rest, matches) if len(matches) > 1 else _only(rest, matches[0])
    if row.tag == "dd" and (before := _term(row)):
        return before
    short = MONTH_DAY.search(rest)
    return with_year_of(short, date_in_address(link.target)) if short else ""


@lru_cache(4_096)
def _only_date(shown: str) -> str | None:
    """The date of a row that shows nothing but one date: pages of lists repeat the same days."""
    rest = narrow(shown)
    matches = list(DATE.finditer(rest))
    return _only(rest, matches[0]) if len(matches) == 1 else None


def _beside_title(node: LexborNode) -> str:
    """What an anchor around the whole row holds besides the title: all but its longest text."""
    if node.child is None or node.child.next is None:
        return ""
    parts = node.text(separator="\n").split("\n")
    longest = max(parts, key=len)
    return narrow(" ".join(part for part in parts if part is not longest))


def _only(rest: str, match: re.Match[str]) -> str:
    """The only date of a row; one that its text merely speaks of may not be the row's."""
    day = date_of(match)
    start = match.start()
    quoted = rest[max(start - 1, 0) : start] in _BEFORE or _BEHIND.match(rest, match.end())
    return f"{OR}{day}" if day and quoted else day


def _one_of(row: LexborNode, rest: str, matches: list[re.Match[str]]) -> str:
    """Of several dates the one that is called the day of publication, else all of them."""
    days = sorted({day for match in matches if (day := date_of(match))})
    if len(days) < 2:
        return "".join(days)
    labelled = [date_of(match) for match in matches if _is_labelled(rest, match.start())]
    # The oldest are the least likely to clear anybody, so that they may be left out.
    return max(labelled, default="") or _headed(row) or OR.join(days[-_MOST_DATES:])


def _is_labelled(text: str, start: int) -> bool:
    return bool(_LABEL.search(text[max(0, start - _LABEL_CHARS) : start]))


def _headed(row: LexborNode) -> str:
    """The date in the cell below the heading 发布日期 of a table."""
    table = row.parent
    for _ in range(_MAX_CLIMB):
        if table is None or table.tag == "table":
            break
        table = table.parent
    head = table.css_first("tr") if table is not None and row.tag == "tr" else None
    if head is None:
        return ""
    for heading, cell in zip(_cells(head), _cells(row), strict=False):
        if _HEADING.fullmatch(heading) and (match := DATE.search(narrow(cell))):
            return date_of(match)
    return ""


def _cells(row: LexborNode) -> list[str]:
    return [cell.text(separator=" ").strip() for cell in row.iter() if cell.tag in ("td", "th")]


def _term(row: LexborNode) -> str:
    """The date in the ``<dt>`` right before a ``<dd>``."""
    before = row.prev
    while before is not None and (before.tag or "-")[0] == "-":
        before = before.prev  # White space between the two.
    if before is None or before.tag != "dt":
        return ""
    match = DATE.search(before.text(separator=" "))
    return date_of(match) if match else ""
