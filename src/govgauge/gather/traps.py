"""Addresses a crawler must not follow for ever, told by their spelling and by what they showed.

Nobody can know from one address that a place has no end.  What is certain is that it has shown
nothing new for a while: the same page under ever longer paths, the last page of a list again and
again, calendar sheets that differ only in numbers, lists that differ only in their order.  Such a
place is left, and what is left is open (``trap_limit``), never judged.
"""

import re
from collections import Counter, OrderedDict
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from govgauge.gather.patterns import all_near, family_of, plain
from govgauge.gather.ranks import Paged, paged
from govgauge.gather.scope import origin
from govgauge.model.campaign import Budget
from govgauge.model.digest_map import DigestMap, digest_of
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
_MAX_PATHS = 16
_MAX_SERIES = 256
_MAX_LINES = 4_096
_MAX_AHEAD = 20
"""How far a pager leads ahead; of a list that repeats, pages beyond are not asked for."""
_FRESH_SHARE = 0.1
_LOOKED_AT = 300

_TIMEOUTS = frozenset(
    {
        Outcome.TIMEOUT_CONNECT,
        Outcome.TIMEOUT_HEADER,
        Outcome.TIMEOUT_IDLE,
        Outcome.TIMEOUT_TOTAL,
    }
)


class _Seen:
    """The lines that the last pages of one path showed."""

    __slots__ = ("lines",)

    def __init__(self) -> None:
        self.lines: set[int] = set()

    def fresh(self, lines: set[int]) -> int:
        """How many lines none of the last pages showed; they are remembered from now on."""
        fresh = lines - self.lines
        if len(self.lines) + len(fresh) > _MAX_LINES:
            self.lines = set()
        self.lines |= lines
        return len(fresh)


class _Series:
    """The pages of one list by number: the furthest one taken, and since when it repeats."""

    __slots__ = ("end", "first", "fresh", "furthest", "lines", "times")

    def __init__(self) -> None:
        self.lines: Counter[str] = Counter()
        self.furthest = -1
        self.times = 0
        self.first = 0
        self.fresh = 0
        self.end: int | None = None

    def take(self, number: int, lines: Counter[str]) -> None:
        if self.times and self._same(number, lines):
            self.times += 1
            self.first = min(self.first, number)
            if self.times >= _MAX_SAME_PAGES:
                self.end = self.first if self.end is None else min(self.end, self.first)
            return
        self.fresh = max(self.fresh, min(self.furthest, number)) if self.times else 0
        if number > self.furthest:
            self.lines, self.furthest, self.times, self.first = lines, number, 1, number

    def _same(self, number: int, lines: Counter[str]) -> bool:
        """True when two pages differ in nothing but the numbers of the pages they lead to."""
        return all_near(lines - self.lines, number) and all_near(self.lines - lines, self.furthest)

    def is_over(self, number: int) -> bool:
        if self.end is None:
            return False
        return number >= self.end or number > self.fresh + _MAX_AHEAD


class TrapGuard:
    """What one crawl learnt of endless places; every answer depends on what was taken alone."""

    def __init__(self, budget: Budget, known: Callable[[str], bool]) -> None:
        self._budget = budget
        self._known = known
        self._queries: Counter[str] = Counter()
        self._same_bytes = DigestMap()
        self._seen: OrderedDict[str, _Seen] = OrderedDict()
        self._barren: Counter[str] = Counter()
        self._closed: set[str] = set()
        self._series: OrderedDict[str, _Series] = OrderedDict()
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
        family = family_of(url)
        if family:
            self._take_of_family(family, reading)
        same = digest_of(f"{origin(url)} {digest}")
        times = (self._same_bytes.get(same) or 0) + 1
        self._same_bytes.put(same, times)
        return times < _MAX_SAME_BYTES

    def _take_numbered(self, number: Paged, reading: PageReading) -> None:
        series = _latest(self._series, number.stem, _Series, _MAX_SERIES)
        series.take(number.number, Counter(reading.lines))

    def _take_of_family(self, family: str, reading: PageReading) -> None:
        path = family.partition("?")[0]
        seen = _latest(self._seen, path, _Seen, _MAX_PATHS)
        lines = {hash(line) for line in map(plain, reading.lines) if line}
        fresh = seen.fresh(lines)
        if self._is_fertile(path, reading, fresh, len(lines)):
            self._barren[family] = self._barren[path] = 0
            return
        # Where the pattern is the whole path there is but one count.
        for name in {family, path}:
            self._barren[name] += 1
        if self._barren[family] >= _MAX_BARREN:
            self._closed.add(family)

    def _is_fertile(self, path: str, reading: PageReading, fresh: int, lines: int) -> bool:
        """True for a page of new text or pictures, or of a new line and a new way on.

        A way on alone tells nothing: months lead to days, and days to months.
        """
        if fresh and fresh >= _FRESH_SHARE * lines:
            return True
        return any(
            not self._known(link.target)
            and (link.element == "img" or (fresh and family_of(link.target).split("?")[0] != path))
            for link in reading.links[:_LOOKED_AT]
        )

    def is_suspect(self, url: str) -> bool:
        """True for an address whose like has shown nothing new lately: it is asked last."""
        number = paged(url)
        series = self._series.get(number.stem) if number is not None else None
        if series is not None and series.times > 1 and number is not None:
            return number.number >= series.first
        return self._barren[family_of(url)] >= _SUSPECT_AFTER

    def is_shut(self, url: str) -> bool:
        """True for an address at which nothing more is asked."""
        if self.is_pit(url):
            return True
        number = paged(url)
        series = self._series.get(number.stem) if number is not None else None
        if series is not None and number is not None and series.is_over(number.number):
            return True
        family = family_of(url)
        if not family:
            return False
        if family in self._closed:
            return True
        # Where a path has shown nothing new for long, no further set of parameters is tried.
        tired = self._barren[family.partition("?")[0]] >= _MAX_BARREN_OF_PATH
        return tired and (family not in self._barren or self._barren[family] > 0)

    def is_pit(self, url: str) -> bool:
        """True for an address of a host that has only let us wait, many times in a row."""
        return bool(self._pits) and origin(url) in self._pits

    def gives_up_again(self, url: str) -> bool:
        """True where a second attempt is not worth the wait: a pit that failed a few again."""
        where = origin(url)
        return where in self._pits and self._timeouts_again[where] >= _MAX_TIMEOUTS_AGAIN


T = TypeVar("T")


def _latest(known: OrderedDict[str, T], name: str, new: Callable[[], T], most: int) -> T:
    """What is known under a name, now the latest; the one longest out of use is forgotten."""
    found = known.pop(name, None)
    found = new() if found is None else found
    known[name] = found
    if len(known) > most:
        known.popitem(last=False)
    return found
