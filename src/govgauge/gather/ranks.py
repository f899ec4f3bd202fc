"""In which order a crawl asks: columns and what is recent first, page 400 of an archive last.

The rank of an address is a guess from its own spelling and from the page that links to it; it
decides nothing but the order, and so what is left where the page budget cuts.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from govgauge.model.facts import PageKind
from govgauge.model.reading import Item, PageReading

_MONTH_DAYS, _HALF_DAYS, _YEAR_DAYS = 31, 184, 366
_BEIJING_AHEAD = timedelta(hours=8)
_COLUMN_ANCHOR_CHARS = 10
_COLUMN_DEPTH = 2
_FIRST_PAGES = 3

_DATED = re.compile(
    r"/(?:[a-z]{0,4}_?)?(20\d\d)[-/_]?(0[1-9]|1[0-2])(?:[-/_]?(0[1-9]|[12]\d|3[01]))?"
    r"(?=[/_.-]|\d{0,12}(?:[_.]|/))"
    r"|/(20\d\d)/(1[0-2]|0?[1-9])/(3[01]|[12]\d|0?[1-9])/"
)
# Names by which systems put the page of a list into the query.
_PAGE_PARAMETER = re.compile(
    r"(?<=[?&])(page|p|pn|pageno|page_no|pagenum|pageindex|pageid|curpage|currentpage|cur_page"
    r"|page\.pageno|start|offset)=(\d{1,9})(?=&|$)",
    re.IGNORECASE,
)
# index_2.html, list-3.shtml, default_4.aspx: the number behind the stem of a list's own name.
_PAGE_IN_NAME = re.compile(
    r"/((?:index|list|default|more|node|column|page)[a-z]*(?:_\d+)??)[_-](\d{1,5})"
    r"(\.(?:s?html?|jsp|aspx?|php))$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"[?&](?:print|printable|isprint|mobile|ismobile|wap|share|sort|sortby|order|orderby|dir"
    r"|pagesize|page_size|rows|fontsize)=|[?&](?:view|mode|format)=print"
    r"|/(?:print|wap|mobile|m)/",
    re.IGNORECASE,
)


class Rank(IntEnum):
    """Classes of waiting addresses, the first are asked first."""

    FIRST = 0
    """What the home page links to."""
    COLUMN = 1
    """Short undated links near the home page: columns, most likely."""
    MONTH = 2
    HALF = 3
    YEAR = 4
    """Items of the last month, half and whole year."""
    NEXT = 5
    """The next page of a list whose last item is still recent."""
    UNDATED = 6
    OLD = 7
    DEEP = 8
    """Further pages of lists."""
    ASIDE = 9
    """Print, mobile, sorted and resized copies of other pages."""
    TWIN = 10
    """Probably another spelling of an address that is known already."""
    SUSPECT = 11
    """Of a kind that has shown nothing new for a while."""


class Paged(NamedTuple):
    """A page of a list: the list's own spelling without the number, and the number."""

    stem: str
    number: int


def paged(url: str) -> Paged | None:
    """Which page of which list an address names; ``None`` when it names none."""
    match = _PAGE_PARAMETER.search(url)
    if match is not None:
        return Paged(url[: match.start(2)] + "#" + url[match.end(2) :], int(match[2]))
    match = _PAGE_IN_NAME.search(url)
    if match is not None:
        return Paged(f"{url[: match.start(1)]}{match[1]}{match[3]}", int(match[2]))
    return None


def day_of(moment: float) -> date:
    """The day in Beijing of a moment given in seconds since the epoch."""
    return (datetime.fromtimestamp(moment, UTC) + _BEIJING_AHEAD).date()


class Shown:
    """What one page tells about the addresses it links to.

    The dates beside its items are read when the first new address asks for them: most pages of a
    site link to nothing new.
    """

    def __init__(
        self, is_home: bool, is_list: bool, list_of: Paged | None, items: Sequence[Item]
    ) -> None:
        self.is_home = is_home
        self.is_list = is_list
        self.list_of = list_of
        self._items = items

    @cached_property
    def dates(self) -> dict[str, str]:
        """Target of an item → the latest ISO date beside it."""
        dates: dict[str, str] = {}
        for item in self._items:
            if item.date:
                latest = max(item.date.split("|"))
                dates[item.target] = max(latest, dates.get(item.target, ""))
        return dates

    @cached_property
    def oldest(self) -> str:
        """The oldest whole date beside an item, empty without one."""
        return min((day for day in self.dates.values() if day[:2] == "20"), default="")


class Ranking:
    """Ranks addresses as of the day on which the home page was asked for.

    That moment is evidence: a replay ranks as the first run did.
    """

    def __init__(self) -> None:
        self._as_of(date.min + timedelta(days=_YEAR_DAYS))

    def begin(self, moment: float) -> None:
        """Count ages from this moment, in seconds since the epoch."""
        self._as_of(day_of(moment))

    def _as_of(self, today: date) -> None:
        days = (_MONTH_DAYS, _HALF_DAYS, _YEAR_DAYS)
        self._month, self._half, self._year = (
            (today - timedelta(days=n)).isoformat() for n in days
        )

    def shown_by(self, url: str, is_home: bool, reading: PageReading) -> Shown:
        """What a page tells about its links, once for all of them."""
        is_list = is_home or reading.kind is PageKind.LIST
        return Shown(is_home, is_list, paged(url), reading.items)

    def rank(self, url: str, anchor: str, depth: int, page: Shown) -> Rank:
        """The rank of an address as one page shows it."""
        if page.is_home:
            return Rank.FIRST
        shown = page.dates.get(url) or date_in(url)
        if shown:
            return self._by_date(shown)
        if _ASIDE.search(url):
            return Rank.ASIDE
        number = paged(url)
        if number is not None:
            return self._of_paged(number, page)
        is_column = depth <= _COLUMN_DEPTH and 0 < len(anchor) <= _COLUMN_ANCHOR_CHARS
        return Rank.COLUMN if is_column else Rank.UNDATED

    def of_sitemap(self, url: str) -> Rank:
        """The rank of an address that only a sitemap names."""
        shown = date_in(url)
        return self._by_date(shown) if shown else Rank.UNDATED

    def _by_date(self, shown: str) -> Rank:
        # A date without a year is written for readers of today.
        if shown[:2] == "--" or shown >= self._month:
            return Rank.MONTH
        if shown >= self._half:
            return Rank.HALF
        return Rank.YEAR if shown >= self._year else Rank.OLD

    def _of_paged(self, number: Paged, page: Shown) -> Rank:
        here = page.list_of.number if page.list_of is not None else 1
        # Where the oldest date on a page is recent, the next page may hold recent ones too.
        if page.oldest >= self._year and number.number in (here, here + 1):
            return Rank.NEXT
        return Rank.UNDATED if number.number <= _FIRST_PAGES else Rank.DEEP


def date_in(url: str) -> str:
    """The date an address carries (``/202611/t20261103_1.html``), empty without one.

    A month without a day stands for its last days.
    """
    shown = ""
    for match in _DATED.finditer(url.partition("?")[0]):
        year, month, day = match.group(1, 2, 3) if match[1] else match.group(4, 5, 6)
        # The name of a page is more exact than the folder it stands in.
        shown = f"{year}-{int(month):02d}-{int(day or 31):02d}"
    return shown
