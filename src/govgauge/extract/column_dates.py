"""What else on a column's page bears on how new it is: rows of other sites, lines outside lists."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set

from govgauge.extract.column_content import Articles, ColumnPage
from govgauge.extract.column_names import is_site_link
from govgauge.extract.dates import DATE, date_of, narrow
from govgauge.model.facts import ColumnItemFact

LINE = "line"
_FRONT_PAGE = re.compile(r"https?://[^/]+/?(?:(?:index|default|main)\.\w+)?", re.IGNORECASE)
_MAX_LINE_CHARS = 200
_MOST_LINES = 5
_LIST = 3


def headlines_outside(page: ColumnPage, outside: Set[str], dead: Set[str]) -> frozenset[str]:
    """Rows of lists that lead to one page of another site, which nobody opened for its date.

    Not a site as a whole, nor what every site links to.  A dead link among rows of one's own is no
    news; a list full of them may be one that another site shows to others.
    """
    rows = [
        item
        for item in page.reading.items
        if item.target in outside
        and item.list_number >= 0
        and not _FRONT_PAGE.fullmatch(item.target)
        and not is_site_link(item.title)
    ]
    in_list = Counter(item.list_number for item in rows)
    return frozenset(
        item.target
        for item in rows
        if item.target not in dead or in_list[item.list_number] >= _LIST
    )


def dated_lines(
    page: ColumnPage, lines: Iterable[str], items: Sequence[ColumnItemFact]
) -> list[ColumnItemFact]:
    """The latest lines outside all lists that show a date: news that no list may hold.

    They have no address, and nothing tells whether the date is one of publication, so that they
    may leave a question open but never answer it.  Dates of rows, of hidden ones too, are known.
    """
    if not items:
        return []
    known = {day for item in page.reading.items for day in item.date.split("|")}
    known |= {day for item in items for day in item.date.split("|")}
    dated = {
        day: line
        for line in lines
        for match in DATE.finditer(narrow(line))
        if (day := date_of(match)) and day not in known
    }
    return [
        ColumnItemFact(page.seq, len(items) + n, dated[day][:_MAX_LINE_CHARS], "", day, LINE, False)
        for n, day in enumerate(sorted(dated)[-_MOST_LINES:])
    ]


def hides_newer(page: ColumnPage, items: Sequence[ColumnItemFact], articles: Articles) -> bool:
    """A hidden list names articles that no reader sees yet, dated after all that are shown.

    A click may show it, as a tab's; what repeats the rows that are shown is a copy and no tab.
    """
    rows = [item for item in page.reading.items if not item.visible]
    if not rows:
        return False
    shown = {i.target for i in page.reading.items if i.visible}.union(i.target for i in items)
    newest = max((i.date.rpartition("|")[2] for i in items), default="")
    days = (articles.item(0, 0, row).date for row in rows if row.target not in shown)
    return any(day.startswith("--") or day.rpartition("|")[2] > newest for day in days)
