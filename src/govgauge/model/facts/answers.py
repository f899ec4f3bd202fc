"""What became of what was asked: targets, other sites, controls, twins, visits, attachments."""

from enum import StrEnum
from typing import NamedTuple


class Relation(StrEnum):
    """Whose address a link points at."""

    OWN = "own"
    OUTSIDE = "outside"


class TargetFact(NamedTuple):
    """One address the unit links to, once, with what became of it.

    ``outcome`` is empty when the address was never asked for; ``reason`` then says why
    (a :class:`~govgauge.model.verdict.Reason` value).  ``page_count`` counts the pages that link
    to it; ``page_url``, ``page_digest`` and ``anchor`` are of the first of them.
    ``digest`` is the payload of the answer itself.

    A row of element ``sitemap`` is an own page that only a sitemap names and that was not seen;
    its ``page_count`` is 0, or, where ``target`` is a sitemap with the fragment ``further``, the
    number of addresses not kept one by one.
    """

    target: str
    relation: str
    element: str
    page_count: int
    on_home: bool
    page_url: str
    page_digest: str
    anchor: str
    outcome: str
    status: int
    attempts: int
    final_url: str
    digest: str
    reason: str


class OutsidePageFact(NamedTuple):
    """One address outside the unit that was asked for: the day (in Beijing), and what it says.

    ``url`` is where redirects ended.  ``described`` joins its keywords and description, ``begins``
    is the beginning of its text; all are empty where no page came, whatever the outcome.
    """

    url: str
    checked_on: str
    title: str
    described: str
    begins: str


class ControlFact(NamedTuple):
    """What a host answers for an address that cannot exist (asked once per own host).

    ``outcome`` and ``status`` are of the answer, redirects followed to ``final_url``.
    """

    host: str
    url: str
    outcome: str
    status: int
    final_url: str
    digest: str


class BrowserViewFact(NamedTuple):
    """The home page asked for once more as a browser asks, beside what our own name was shown.

    At most one row a unit, and only under a mandate whose authorisation covers the host.
    ``own_*`` is what was shown to us; ``outcome``, ``status``, ``title`` and ``digest`` are of the
    browser's answer, ``onward`` the address it sends a browser to.  ``lines_alike`` and
    ``links_alike`` are shares of the text lines and links both show; 0 where either is no page.
    """

    url: str
    own_outcome: str
    own_status: int
    own_title: str
    own_digest: str
    outcome: str
    status: int
    title: str
    digest: str
    onward: str
    both_read: bool
    same_title: bool
    lines_alike: float
    links_alike: float


class TwinFact(NamedTuple):
    """Two spellings of one page that were asked for and found equal, and so proved a rule.

    ``rule`` names it and its host: ``scheme``, ``www``, ``index`` with the name, ``order``,
    ``case``, ``value`` with the parameter.  Other addresses that differ by proven rules alone were
    not asked for: they stand in the targets with the address they were held for as
    ``final_url``.
    """

    rule: str
    url: str
    digest: str
    twin_url: str
    twin_digest: str


class VisitFact(NamedTuple):
    """One timed visit to the home page: seconds since the epoch, vantage point, result."""

    started_at: float
    vantage: str
    outcome: str
    status: int
    elapsed_ms: float


class AttachmentFact(NamedTuple):
    """One own file that a page links to (附件), or one file inside such an archive.

    ``seq`` is its row in ``pages``; ``member`` the path inside the archive, empty for the file
    itself.  ``name`` is what its answer or, ``name_from`` tells, its address calls it; ``anchor``
    the words of the first link to it.  ``kind`` is what its bytes are (``pdf``, ``docx`` …, ``html``
    for a page in a document's place, ``unknown``), whatever ``declared_type`` says.

    ``state`` says how reading ended (``read``, ``typed``, ``encrypted``, ``limit``, ``unreadable``,
    ``our_fault``, ``unseen`` where it was not delivered or not read) and ``outcome`` the same as
    an :class:`~govgauge.model.outcome.Outcome`: nothing but ``read`` tells what it says.  ``limit``
    names the limit that was hit.  ``created`` and ``modified`` are ISO dates of its own metadata;
    ``units`` counts pages, sheets, slides or members, ``unread`` those that could not be read.
    """

    seq: int
    member: str
    url: str
    name: str
    name_from: str
    anchor: str
    kind: str
    declared_type: str
    size: int
    digest: str
    state: str
    outcome: str
    status: int
    limit: str
    detail: str
    title: str
    author: str
    created: str
    modified: str
    units: int
    unread: int
    text_chars: int


class AttachmentTextFact(NamedTuple):
    """A piece of an attachment's text, once for each payload (``digest``), in order of ``part``.

    ``member`` is the path inside an archive; ``place`` is ``page:3``, ``sheet:NAME``, ``slide:2``,
    ``note`` or empty.
    """

    digest: str
    part: int
    member: str
    place: str
    text: str
