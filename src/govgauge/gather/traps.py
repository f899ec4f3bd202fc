"""Addresses a crawler must not follow for ever, told by their spelling and by what they showed.

Nobody can know from one address that a place has no end.  What is certain is that it has shown
nothing new for a while: the same page under ever longer paths, the last page of a list again and
again, calendar sheets that differ only in numbers, lists that differ only in their order.  Such a
place is left, and what is left is open (``trap_limit``), never judged.
"""

import re
from collections import Counter, OrderedDict
from urllib.parse import urlsplit

from govgauge.gather.ranks import Paged, paged
from govgauge.gather.scope import origin
from govgauge.model.campaign import Budget
from govgauge.model.outcome import Outcome
from govgauge.model.reading import PageReading

# Old systems keep every article behind one path (show.jsp?id=…), so this must be generous.
_MAX_QUERIES_PER_PATH = 2_000
_MAX_CYCLES = 2
"""A run of segments may stand twice in a row (/xxgk/xxgk/ is common), not three times."""
_CYCLE = re.compile(rf"((?:/(?!\d+(?:/|$))[^/]+){{1,4}}?)\1{{{_MAX_CYCLES}}}(?=/|$)")
_MAX_SAME_BYTES = 3
_MAX_SAME_PAGES = 3
_SUSPECT_AFTER = 4
_MAX_BARREN = 20
_MAX_BARREN_OF_PATH = 60
_MAX_TIMEOUTS = 8
_MAX_TIMEOUTS_AGAIN = 3
_MAX_FAMILIES = 32
_MAX_LINES = 2_048

_TIMEOUTS = frozenset(
    {
        Outcome.TIMEOUT_CONNECT,
        Outcome.TIMEOUT_HEADER,
        Outcome.TIMEOUT_IDLE,
        Outcome.TIMEOUT_TOTAL,
    }
)
_DIGITS = re.compile(r"\d+")
_TOKEN = re.compile(r"(?=[0-9a-f-]*\d)[0-9a-f-]{16,}", re.IGNORECASE)
# Places that a program may go on inventing: a sheet of a calendar in the path.
_SHEET = re.compile(
    r"/(?:19|2\d)\d\d(?:[-/_]?\d{1,2}){0,2}/?$|cal[ae]nd|rili|[/_-](?:date|month|week|day)[/_=-]",
    re.IGNORECASE,
)
# What differs between two sheets of a calendar or two lists of nothing.
_COUNTED = re.compile(
    r"[\d〇零一二三四五六七八九十初廿卅正冬腊闰]+"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)"
    r"[a-z]*\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]")
_MAX_DAY, _FIRST_YEAR, _LAST_YEAR = 31, 1900, 2999
_NEAR = 10


class _Family:
    """Pages of one pattern of address: what they showed, and for how long nothing new."""

    __slots__ = ("barren", "seen")

    def __init__(self) -> None:
        self.seen: set[int] = set()
        self.barren = 0

    def take(self, lines: set[int]) -> bool:
        """True when a page shows a line that none of the last ones showed."""
        fresh = not lines <= self.seen
        self.barren = 0 if fresh else self.barren + 1
        if fresh:
            if len(self.seen) + len(lines) > _MAX_LINES:
                self.seen = set()
            self.seen |= lines
        return fresh


class _Series:
    """The pages of one list by number: the last one seen, and since when it repeats."""

    __slots__ = ("end", "first", "page", "times")

    def __init__(self) -> None:
        self.page = 0
        self.times = 0
        self.first = 0
        self.end: int | None = None

    def take(self, number: int, page: int) -> None:
        if page != self.page or self.times == 0:
            self.page, self.times, self.first = page, 1, number
            return
        self.times += 1
        self.first = min(self.first, number)
        if self.times > _MAX_SAME_PAGES:
            self.end = self.first if self.end is None else min(self.end, self.first)


class TrapGuard:
    """What one crawl learnt of endless places; every answer depends on what was taken alone."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._queries: Counter[str] = Counter()
        self._same_bytes: Counter[tuple[str, str]] = Counter()
        self._families: OrderedDict[str, _Family] = OrderedDict()
        self._closed: set[str] = set()
        self._barren_of_path: Counter[str] = Counter()
        self._series: dict[str, _Series] = {}
        self._timeouts: Counter[str] = Counter()
        self._timeouts_again: Counter[str] = Counter()
        self._pits: set[str] = set()

    # -- by spelling -------------------------------------------------------------------------

    def refuses(self, url: str) -> bool:
        """True for over-long addresses, deep or repeating paths, and endless query variants.

        Call it once per new address: a let-through query variant is counted.
        """
        if len(url) > self._budget.url_chars:
            return True
        head, mark, _ = url.partition("?")
        if head.count("/") > 4 and self._bad_path(head):
            return True
        if not mark:
            return False
        self._queries[head] += 1
        return self._queries[head] > _MAX_QUERIES_PER_PATH

    def _bad_path(self, head: str) -> bool:
        path = urlsplit(head).path
        segments = [s for s in path.split("/") if s]
        if len(segments) > self._budget.path_segments or _CYCLE.search(path) is not None:
            return True
        words = [s for s in segments if not s.isdigit()]
        return max(Counter(words).values(), default=0) > self._budget.segment_repeats + 1

    # -- by what was shown -------------------------------------------------------------------

    def take(self, url: str, outcome: Outcome | None, attempt: int) -> None:
        """Learn from one own page's outcome: a host that only lets us wait is left."""
        where = origin(url)
        if outcome not in _TIMEOUTS:
            self._timeouts[where] = self._timeouts_again[where] = 0
            return
        if attempt > 1:
            self._timeouts_again[where] += 1
            return
        self._timeouts[where] += 1
        if self._timeouts[where] >= _MAX_TIMEOUTS:
            self._pits.add(where)

    def take_page(self, url: str, digest: str, reading: PageReading) -> bool:
        """Learn from one own page; False when the addresses it is first to name lead nowhere new.

        The same bytes under several addresses name other addresses only by being relative.
        """
        number = paged(url)
        if number is not None:
            self._take_numbered(number, reading)
        family = _family(url)
        if family:
            self._take_of_family(family, reading)
        same = origin(url), digest
        self._same_bytes[same] += 1
        return self._same_bytes[same] < _MAX_SAME_BYTES

    def _take_numbered(self, number: Paged, reading: PageReading) -> None:
        lines = tuple(
            _without_near(line, number.number) if line.isascii() or _DIGITS.search(line) else line
            for line in reading.lines
        )
        series = self._series.setdefault(number.stem, _Series())
        series.take(number.number, hash(tuple(line for line in lines if line)))

    def _take_of_family(self, name: str, reading: PageReading) -> None:
        family = self._families.pop(name, None) or _Family()
        self._families[name] = family
        if len(self._families) > _MAX_FAMILIES:
            self._families.popitem(last=False)
        path = name.partition("?")[0]
        if family.take({hash(line) for line in map(_plain, reading.lines) if line}):
            self._barren_of_path[path] = 0
            return
        self._barren_of_path[path] += 1
        if family.barren >= _MAX_BARREN:
            self._closed.add(name)
            # Its lines may be long forgotten; that it gave nothing is not.
            del self._families[name]

    def is_suspect(self, url: str) -> bool:
        """True for an address whose like has shown nothing new lately: it is asked last."""
        number = paged(url)
        series = self._series.get(number.stem) if number is not None else None
        if series is not None and series.times > 1 and number is not None:
            return number.number >= series.first
        name = _family(url)
        family = self._families.get(name) if name else None
        return family is not None and family.barren >= _SUSPECT_AFTER

    def is_shut(self, url: str) -> bool:
        """True for an address at which nothing more is asked."""
        if self._pits and origin(url) in self._pits:
            return True
        number = paged(url)
        if number is not None:
            series = self._series.get(number.stem)
            if series is not None and series.end is not None and number.number >= series.end:
                return True
        name = _family(url)
        if not name:
            return False
        if name in self._closed:
            return True
        # Where a path has shown nothing new for long, no further set of parameters is tried.
        tired = self._barren_of_path[name.partition("?")[0]] >= _MAX_BARREN_OF_PATH
        family = self._families.get(name)
        return tired and (family is None or family.barren > 0)

    def is_pit(self, url: str) -> bool:
        """True for an address of a host that has only let us wait, many times in a row."""
        return bool(self._pits) and origin(url) in self._pits

    def gives_up_again(self, url: str) -> bool:
        """True where a second attempt is not worth the wait: a pit that failed a few again."""
        where = origin(url)
        return where in self._pits and self._timeouts_again[where] >= _MAX_TIMEOUTS_AGAIN


def _family(url: str) -> str:
    """The pattern of an address that a program may vary without end; empty for a plain file."""
    head, mark, query = url.partition("?")
    if not mark and _SHEET.search(head) is None and not _repeats(head):
        return ""
    path = _TOKEN.sub("*", head[head.find("/", 8) :])
    if mark:
        names = sorted({pair.partition("=")[0].lower() for pair in query.split("&")})
        return f"{origin(url)}{_DIGITS.sub('#', path)}?{'&'.join(names)}"
    if _repeats(head):
        return f"{origin(url)}{'/'.join(sorted(set(_DIGITS.sub('#', path).split('/'))))}"
    return f"{origin(url)}{_DIGITS.sub('#', path)}"


def _repeats(head: str) -> bool:
    segments = [s for s in head[head.find("/", 8) :].split("/") if s and not s.isdigit()]
    return len(segments) > len(set(segments))


def _plain(line: str) -> str:
    """A line without what counts pages and days; empty for a bare day or year."""
    if _WORD.search(line):
        return _COUNTED.sub("#", line)
    digits = _DIGITS.findall(line)
    if len(digits) == 1 and len(digits[0]) <= 4:
        value = int(digits[0])
        if value <= _MAX_DAY or _FIRST_YEAR <= value <= _LAST_YEAR:
            return ""
    return line


def _without_near(line: str, number: int) -> str:
    """A line without the numbers that only tell which page of a list this is."""

    def masked(match: re.Match[str]) -> str:
        return "" if abs(int(match[0][:12]) - number) <= _NEAR else match[0]

    return _DIGITS.sub(masked, line)
