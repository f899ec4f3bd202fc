"""Facts: what ``extract`` read from artifacts, one row type per table.

Rows are named tuples because a campaign holds millions of them.  Dates are ISO strings
(``YYYY-MM-DD``), empty when the page shows none; digests are ``sha256:…`` of the payload.
"""

from enum import StrEnum
from typing import NamedTuple


class PageKind(StrEnum):
    """What a page is for, as far as its own structure tells."""

    HOME = "home"
    LIST = "list"
    ARTICLE = "article"
    OTHER = "other"
    FILE = "file"


class Relation(StrEnum):
    """Whose address a link points at."""

    OWN = "own"
    OUTSIDE = "outside"


class PageFact(NamedTuple):
    """One address of the unit that was asked for, with what its page says.

    ``outcome`` is an :class:`~govgauge.model.outcome.Outcome` value; content fields are empty
    unless it is ``ok`` and the payload is HTML.  ``published`` is the publication date (发布日期),
    ``written`` the date of issue (成文日期); ``*_from`` names the signs that agreed
    (``text``, ``meta``, ``text+meta``, ``url``).
    """

    seq: int
    url: str
    final_url: str
    depth: int
    parent_seq: int
    kind: str
    outcome: str
    status: int
    media_type: str
    charset: str
    charset_declared: str
    title: str
    heading: str
    published: str
    published_from: str
    written: str
    document_number: str
    index_number: str
    issuer: str
    source: str
    column: str
    text_chars: int
    item_count: int
    digest: str


class LinkFact(NamedTuple):
    """One link as it stands on one page."""

    page_seq: int
    position: int
    target: str
    element: str
    anchor: str


class TargetFact(NamedTuple):
    """One address the unit links to, once, with what became of it.

    ``outcome`` is empty when the address was never asked for; ``reason`` then says why
    (a :class:`~govgauge.model.verdict.Reason` value).  ``page_count`` counts the pages that link
    to it; ``page_url``, ``page_digest`` and ``anchor`` are of the first of them.
    ``digest`` is the payload of the answer itself.
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


class ItemFact(NamedTuple):
    """One item of a list on a page: title, address and the date shown beside it.

    A date whose year is not shown and not certain is ``--MM-DD``.
    """

    page_seq: int
    position: int
    title: str
    target: str
    date: str
    visible: bool


class LabelFact(NamedTuple):
    """One page label (页面标签): a ``<meta name content>`` pair as written."""

    page_seq: int
    name: str
    content: str


class IdentityFact(NamedTuple):
    """One sign of identity on a page.

    ``sign`` is ``site_code``, ``icp_number``, ``police_number``, ``organiser`` …;
    ``place`` is ``meta``, ``foot``, ``text`` or ``link``.
    """

    page_seq: int
    sign: str
    value: str
    place: str


class VisitFact(NamedTuple):
    """One timed visit to the home page: seconds since the epoch, vantage point, result."""

    started_at: float
    vantage: str
    outcome: str
    status: int
    elapsed_ms: float
