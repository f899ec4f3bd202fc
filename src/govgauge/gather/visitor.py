"""What a crawl and its outside hand each other: how to fetch and read, and what was visited."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple, Protocol

from govgauge.gather.frontier import Address
from govgauge.model.exchange import Exchange, Kept, Purpose
from govgauge.model.facts import PageKind
from govgauge.model.outcome import Outcome
from govgauge.model.reading import PageReading, Presence
from govgauge.model.verdict import Reason


class Content(NamedTuple):
    """What was read from one answer: its outcome after decoding, and the page if it is one."""

    outcome: Outcome
    reading: PageReading | None


UNSEEN = PageReading(kind=PageKind.OTHER, charset="", charset_declared="")
"""In place of a page that was delivered and shows nothing to judge."""


class Answer(NamedTuple):
    """What became of asking for one address; ``kept`` is ``None`` when it was not asked for.

    ``onward`` is the address to which the answer sends its reader, whatever the means.  An answer
    that was kept and has a ``reason`` is open: it shows nothing to judge.
    """

    kept: Kept | None
    content: Content
    reason: Reason | None = None
    onward: str = ""
    presence: Presence = Presence.THERE
    compared: bool = False
    """True when it was looked at beside its host's control."""
    absent: PageReading | None = None
    """Of a control that says 404 as it should: the page shown beside the status."""


class VisitedPage(NamedTuple):
    """One own address that was asked for, in the order of taking."""

    seq: int
    address: Address
    exchange: Exchange
    content: Content


class Fetch(Protocol):
    """One exchange, from the archive or made now; ``cookie`` is the value of that field."""

    def __call__(
        self, url: str, purpose: Purpose, attempt: int, cookie: str = ""
    ) -> Awaitable[Kept]:
        """Ask for one address."""
        ...


Slow = Callable[[str, float], None]
Read = Callable[[Exchange, bool], Awaitable[Content]]
Compare = Callable[[PageReading, PageReading | None, PageReading | None], Presence]
Decode = Callable[[Exchange], bytes]


class Visitor(NamedTuple):
    """What the crawl needs from outside: fetching, reading, decoding, and where pages go.

    ``compare`` tells a page from what its host shows for any address, given the page, the
    control and the home page.
    """

    fetch: Fetch
    read: Read
    decode: Decode
    compare: Compare
    take: Callable[[VisitedPage], None]
    widen_gap: Slow
