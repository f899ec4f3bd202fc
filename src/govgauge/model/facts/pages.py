"""What a page shows: its kind, links, items, labels, signs and further texts."""

from enum import StrEnum
from typing import NamedTuple


class PageKind(StrEnum):
    """What a page is for, as far as its own structure tells."""

    HOME = "home"
    LIST = "list"
    ARTICLE = "article"
    OTHER = "other"
    FILE = "file"


class PageFact(NamedTuple):
    """One address of the unit that was asked for, with what its page says.

    ``outcome`` is an :class:`~govgauge.model.outcome.Outcome` value; content fields are empty
    unless it is ``ok`` and the payload is HTML.  ``published`` is the publication date (发布日期),
    ``written`` the date of issue (成文日期); ``*_from`` names the signs that agreed
    (``text``, ``meta``, ``text+meta``, ``url``).  ``loader`` is a digest of the page's scripts that
    may write content, empty without any: pages of one digest are written by the same scripts.
    ``charset_fault`` is what is wrong with ``charset_declared``
    (:class:`~govgauge.model.reading.CharsetFault`), ``charset_other`` the label beside it;
    ``charset`` is what the text was read with.
    ``date_unclear`` tells that something date-like that could not be read, or a script that may
    write a date, stands where the publication date would.
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
    loader: str
    date_unclear: bool
    digest: str
    charset_fault: str = ""
    charset_other: str = ""


class LinkFact(NamedTuple):
    """One link as it stands on one page."""

    page_seq: int
    position: int
    target: str
    element: str
    anchor: str


class HiddenLinkFact(NamedTuple):
    """One link to somebody else's host that no reader of a home or list page sees.

    As :class:`~govgauge.model.reading.HiddenLink`.
    """

    page_seq: int
    target: str
    anchor: str
    way: str
    markup: str


class ItemFact(NamedTuple):
    """One item of a list on a page: title, address and the date shown beside it.

    A date whose year is not shown and not certain is ``--MM-DD``, several of which one may be the
    item's are joined by ``|``; ``list_number`` tells the lists of one page apart.
    """

    page_seq: int
    position: int
    title: str
    target: str
    date: str
    visible: bool
    list_number: int


class LabelFact(NamedTuple):
    """One page label (页面标签): a ``<meta name content>`` pair as written."""

    page_seq: int
    name: str
    content: str


class IdentityFact(NamedTuple):
    """One sign of identity on a page.

    Signs in text (any page), values as written: ``site_code`` (empty where the word stands but no
    value can be read near it), ``icp_number``, ``police_number``, ``organiser``, ``copyright``
    (whom 版权所有 or © names: by itself no organiser), ``contact`` (home page only: a telephone number or
    postal address behind its label).  Signs in markup (home page only), with the address as value:
    ``government_mark`` (党政机关网站标识), ``report_entrance`` (我为政府网站找错; a script's address
    carries its element's code as ``site_code=``), ``site_map``, ``contact_page`` (the words of a
    link to a page of contacts), ``accessible_entrance`` (for old or disabled readers: address or words),
    ``floating_window`` (飘窗, by the address it leads to) and ``advertisement`` (of a network that sells room),
    ``unseen`` (a script or frame that may
    put text into the page: into its ``foot``, from ``low`` in it or anywhere on the ``page``, by place), ``front_door``
    (a home page that only leads on: by a ``script`` or a ``link``).  ``place`` is ``meta``, ``foot``
    (text), ``link``, ``image``, ``script`` (a known script that writes the sign), ``empty`` (what
    only a script can fill or follow; no value), ``text`` (words that only a script follows),
    ``hidden`` (the page's own markup hides it), of a window ``moving``, ``still`` or ``closable``, of an
    advertisement ``frame``; ``unclear`` is what may be the sign (``contact``,
    ``police_number``, ``accessible_entrance`` only).
    """

    page_seq: int
    sign: str
    value: str
    place: str


class SideTextFact(NamedTuple):
    """One piece of a page's text that is none of its lines.

    As :class:`~govgauge.model.reading.SideText`; of what is no row only what the unit shows first
    here.
    """

    page_seq: int
    way: str
    position: int
    text: str


class TextFact(NamedTuple):
    """One line of a page's visible text, the first time the unit shows it.

    ``seq`` is the page, ``line`` its place among the page's lines, from 0.  What a site repeats
    on every page (head, navigation, foot) is here once.
    """

    seq: int
    line: int
    text: str
