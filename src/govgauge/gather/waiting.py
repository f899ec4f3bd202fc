"""Addresses that wait to be asked for: pages by rank and within the budget, probes by order.

What comes next is a function of what was taken so far and of how many are under way, never of
time: the same answers give the same order.
"""

from collections import Counter, deque
from typing import Protocol

from govgauge.gather.canonical import Twins
from govgauge.gather.frontier import Address, Frontier
from govgauge.gather.outside import OutsideBudget
from govgauge.gather.ranks import Rank
from govgauge.gather.traps import TrapGuard
from govgauge.gather.zones import Zone
from govgauge.model.verdict import Reason

WINDOW = 256
"""How many addresses may be under way at once."""
# Of what matters less, few are asked ahead: what is taken next may bring something better.
_AHEAD = {
    Rank.NEXT: 32,
    Rank.UNDATED: 32,
    Rank.OLD: 16,
    Rank.DEEP: 16,
    Rank.ASIDE: 16,
    Rank.TWIN: 4,
    Rank.SUSPECT: 1,
}
_RANKS = tuple(Rank)
_MAX_COLUMNS_OF_PATH = 40
"""Short links to one program with other parameters: the first are columns, perhaps."""


class Waiting(Protocol):
    """Where a crawl gets the next address to ask for."""

    def next(self, under_way: int) -> Address | None:
        """The next address, ``None`` when none may be asked before another one was taken."""
        ...


class PagesWaiting:
    """The unit's own pages; at most ``max_pages`` of them are let through."""

    def __init__(self, max_pages: int, frontier: Frontier, traps: TrapGuard, twins: Twins) -> None:
        self._left = max_pages
        self._frontier = frontier
        self._traps = traps
        self._twins = twins
        self._columns_of: Counter[str] = Counter()
        # The numbers of addresses; few of the ranks have a line at any time.
        self._lines: dict[Rank, deque[int]] = {}

    def add(self, address: Address, rank: Rank) -> None:
        """Let a new address wait; a trap or another spelling of a known one may not."""
        if not address.is_home and self._traps.refuses(address.url):
            address.reason = Reason.TRAP_LIMIT
            return
        if rank is Rank.COLUMN and self._is_one_of_many(address.url):
            rank = Rank.UNDATED
        address.wanted = rank
        self._push(address, Rank.TWIN if self._twins.holds_back(address) else rank)

    def _is_one_of_many(self, url: str) -> bool:
        path, mark, _ = url.partition("?")
        if not mark:
            return False
        self._columns_of[path] += 1
        return self._columns_of[path] > _MAX_COLUMNS_OF_PATH

    def better(self, address: Address, rank: Rank) -> None:
        """Let an address that waits already come earlier; it never comes later."""
        if address.rank is None or address.wanted is None or rank >= address.wanted:
            return
        address.wanted = rank
        if address.rank not in (Rank.TWIN, Rank.SUSPECT):
            self._push(address, rank)

    def led_to(self, address: Address) -> None:
        """A redirect leads to this one: whatever it is called, it is a page of its own."""
        if address.rank is Rank.TWIN and address.wanted is not None:
            address.twin_of = None
            self._push(address, address.wanted)

    def next(self, under_way: int) -> Address | None:
        """The first address of the first rank that may be asked now."""
        for held in self._twins.released():
            self.led_to(held)
        for rank in _RANKS:
            if rank not in self._lines:
                continue
            if under_way >= _AHEAD.get(rank, WINDOW):
                return None
            address = self._first_of(rank)
            if address is not None:
                return address
        return None

    def _push(self, address: Address, rank: Rank) -> None:
        address.rank = rank
        self._lines.setdefault(rank, deque()).append(address.number)

    def _first_of(self, rank: Rank) -> Address | None:
        line = self._lines[rank]
        ranks = self._frontier.ranks
        while line:
            number = line.popleft()
            # It may have moved to another line, or may be asked and taken long since.
            if ranks[number] == rank:
                address = self._frontier[number]
                if self._may_go(address, rank):
                    return address
        del self._lines[rank]
        return None

    def _may_go(self, address: Address, rank: Rank) -> bool:
        if address.is_home:
            # Never left out, however many redirects lead to it.
            self._left -= 1
            address.rank = None
            return True
        if rank is Rank.TWIN and self._twins.settle(address):
            address.rank = None
            return False
        if self._traps.is_shut(address.url):
            return self._leave(address, Reason.TRAP_LIMIT)
        if self._left <= 0:
            return self._leave(address, Reason.PAGE_BUDGET)
        if rank is not Rank.SUSPECT and self._traps.is_suspect(address.url):
            self._push(address, Rank.SUSPECT)
            return False
        self._left -= 1
        address.rank = None
        return True

    def _leave(self, address: Address, reason: Reason) -> bool:
        address.rank, address.reason = None, reason
        return False


class ProbesWaiting:
    """Pictures and outside links, each asked once and never followed; at most ``limit``."""

    def __init__(self, limit: int, frontier: Frontier, zone: Zone, outside: OutsideBudget) -> None:
        self._left = limit
        self._frontier = frontier
        self._zone = zone
        self._outside = outside
        # Numbers of addresses: a dict keeps the order, and finds the one to take out.
        self._line: dict[int, None] = {}

    def add(self, address: Address) -> None:
        """Let an address wait; beyond the limit, or its host's budget, it is not checked."""
        if self._left <= 0:
            address.reason = Reason.NOT_CHECKED
            return
        if not address.own and not self._outside.takes(address.url):
            address.reason = Reason.OUTSIDE_BUDGET
            return
        self._left -= 1
        self._line[address.number] = None
        if not address.own:
            self._zone.meet(address.url)

    def take_out(self, address: Address) -> bool:
        """True when it was waiting and now is not."""
        if address.number not in self._line:
            return False
        del self._line[address.number]
        return True

    def next(self, under_way: int) -> Address | None:
        """The first of them that is no invented name."""
        while self._line and under_way < WINDOW:
            number = next(iter(self._line))
            del self._line[number]
            address = self._frontier[number]
            if address.own or not self._zone.refuses(address.url):
                return address
            address.reason = Reason.TRAP_LIMIT
        return None


class OneWaiting:
    """One address and nothing else."""

    def __init__(self, address: Address) -> None:
        self._address: Address | None = address

    def next(self, under_way: int) -> Address | None:
        """It, once."""
        address, self._address = self._address, None
        return address


class AgainWaiting:
    """Addresses that failed for a passing reason, for their second attempt."""

    def __init__(self, traps: TrapGuard) -> None:
        self._traps = traps
        self._line: deque[Address] = deque()

    def __bool__(self) -> bool:
        return bool(self._line)

    def add(self, address: Address) -> None:
        """Let an address wait for its second attempt."""
        self._line.append(address)

    def home(self) -> Address | None:
        """The home page, where it waits: it comes to its end before anything else."""
        return self._line.popleft() if self._line and self._line[0].is_home else None

    def next(self, under_way: int) -> Address | None:
        """The first of them whose host still answers; the others keep their first answer."""
        while self._line and under_way < WINDOW:
            if under_way and self._traps.is_pit(self._line[0].url):
                return None  # One wait at a time, and a few of them tell.
            address = self._line.popleft()
            if not self._traps.gives_up_again(address.url):
                return address
        return None
