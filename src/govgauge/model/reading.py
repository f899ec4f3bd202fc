"""What ``extract`` reads from one page: the hand-over between reading, crawling and facts."""

from enum import StrEnum
from typing import NamedTuple

from attrs import frozen

from govgauge.model.facts import PageKind


class Presence(StrEnum):
    """What a delivered page is, beside what its host shows for an address that cannot exist.

    ``gone`` says itself, beyond doubt, that nothing is there; ``unsure`` may say so, or asks for
    a password; ``like_control`` is what the host shows for any address; ``scripted`` is that too,
    but an empty frame that only a script fills.
    """

    THERE = "there"
    GONE = "gone"
    UNSURE = "unsure"
    LIKE_CONTROL = "like_control"
    SCRIPTED = "scripted"


class CharsetFault(StrEnum):
    """What is wrong with the encoding a page declares, for a page with other than ASCII text.

    ``impossible``: its bytes are certainly in another one; ``contradiction``: two of its
    declarations differ; ``undeclared``: it has none; ``unknown``: no browser knows its label.
    """

    NONE = ""
    IMPOSSIBLE = "impossible"
    CONTRADICTION = "contradiction"
    UNDECLARED = "undeclared"
    UNKNOWN = "unknown"


class Link(NamedTuple):
    """One link of a page: absolute WHATWG-joined address, element, anchor text.

    The address is without its fragment and without a session id (``;jsessionid=…``).

    ``element`` is ``a``, ``area``, ``frame``, ``img``, ``script``, ``style`` or ``refresh``.
    """

    target: str
    element: str
    anchor: str


class Item(NamedTuple):
    """One list item: title, absolute address, ISO date or empty, visible to a reader.

    Dates joined by ``|`` stand in the row alike: one of them may be the item's.
    ``list_number`` tells the lists of one page apart.
    """

    title: str
    target: str
    date: str
    visible: bool
    list_number: int = -1


class HiddenLink(NamedTuple):
    """One link to somebody else's host that no reader sees: ``way`` tells how it is hidden.

    ``way`` is ``off_screen``, ``no_size``, ``marquee``, ``see_through``, ``script`` or
    ``not_shown`` (and nothing could show it); ``markup`` begins the tag that hides it.
    """

    target: str
    anchor: str
    way: str
    markup: str


class Letter(NamedTuple):
    """One letter to the unit with its answer, persons masked; empty where nothing is shown.

    ``asked`` and ``answered`` are ISO dates, ``unit`` who answers, ``status`` its state as written.
    ``reply_place`` tells that the page has a place for the reply or its date, empty or not;
    ``form`` is ``labels`` or ``table``; ``confidence`` is lower where only the day of acceptance, or
    no day, tells when it was written.
    """

    title: str
    asked: str
    answered: str
    unit: str
    question: str
    reply: str
    status: str
    reply_place: bool
    form: str
    confidence: float


class GuideElement(NamedTuple):
    """One labelled element of a service guide, as written.

    ``element`` is one of :data:`~govgauge.model.guide_elements.ELEMENTS`; ``carries`` joins by ``+``
    what stands under the label beside text (``image``, ``frame``, ``file``, ``link``).  ``is_empty``
    tells that the page itself proves that nothing stands there: an empty cell, or the next label.
    """

    element: str
    label: str
    text: str
    carries: str
    is_empty: bool


class GuideFile(NamedTuple):
    """One file that a service guide links to, with the element it stands under (or empty)."""

    element: str
    anchor: str
    target: str


class Guide(NamedTuple):
    """One service guide (办事指南) with its elements, persons masked.

    ``form`` is ``labels``, ``table`` (one guide a row) or ``prose`` (fewer than two labels);
    ``mentioned`` joins by ``+`` the elements its text speaks of without a label, ``elsewhere`` what
    may hold further elements (``image``, ``frame``, ``file``, ``link``, or the text ``behind`` its end).
    """

    name: str
    form: str
    mentioned: str
    elsewhere: str
    confidence: float
    elements: tuple[GuideElement, ...]
    files: tuple[GuideFile, ...]


class PolicyRole(StrEnum):
    """What a page is in the pair of a document and its interpretation."""

    DOCUMENT = "document"
    INTERPRETATION = "interpretation"


class Policy(NamedTuple):
    """A policy document or an interpretation as its page shows it; empty where nothing is shown.

    ``subject`` is what an interpretation interprets, as its ``title`` or its ``text``
    (``subject_from``) names it, ``subject_number`` the number written beside that name.
    ``number`` is a document's own number wherever it stands, ``number_written`` what stands behind
    the label of one (无 …); ``written`` (成文日期) and ``issuer`` are what its labels say,
    ``signed_by`` and ``signed_on`` the signature under the text, ``validity`` (有效, 废止 …) is as
    written.  ``text_chars`` counts lines of prose.  ``confidence`` is lower where only the column,
    or only the text, tells what the page is.
    """

    role: str
    subject: str
    subject_from: str
    subject_number: str
    number: str
    number_written: str
    written: str
    issuer: str
    signed_by: str
    signed_on: str
    validity: str
    text_chars: int
    confidence: float
    text: str


class Release(NamedTuple):
    """The dateline (电头) of an article taken over: who sent it, and on which ISO day."""

    agency: str
    sent_on: str


class SideText(NamedTuple):
    """A piece of a page's text that is none of its lines.

    ``way`` is ``alternative`` (of a picture), ``row`` (of a table, cells between tabs), or ``hidden`` (by
    markup of its own) or ``comment``, both only what stands around words of offers no office makes;
    ``position`` its place among those of the page, from 0.
    """

    way: str
    position: int
    text: str


class FormFigure(NamedTuple):
    """One figure of a yearly work form: the block it stands in, its label, its value."""

    block: str
    name: str
    value: int


class StatedCount(NamedTuple):
    """How many service items a page says there are.

    ``name`` and ``target`` are of the link that tells it, both empty where a line speaks of its own
    page; ``words`` are the line or the link's.
    """

    name: str
    stated: int
    target: str
    words: str


@frozen
class PageReading:
    """Everything read from one HTML page; empty strings where the page shows nothing.

    ``crumbs`` is the breadcrumb from the first column down; ``loader`` a digest of the scripts that
    may write content, empty without any; ``lines`` the visible text, used to tell a page from what
    the host answers for any address; ``date_unclear`` tells that something date-like, or a script
    that may write a date, stands where the publication date would; ``field_count`` counts form
    fields a reader can fill in; ``carried`` names what carries content and is neither text nor an
    anchor: frames (``frame ADDRESS``), lazy pictures, players, drawings, choices.
    ``asks_password`` tells that a form field is for a password.  ``charset`` is the encoding the
    page was read with, ``charset_declared`` the label that counts for a browser, ``charset_other``
    the one that contradicts it.  ``hidden_links`` is read on home and list pages only.
    ``side_texts`` are told where a page has them and something speaks for looking.
    """

    kind: PageKind
    charset: str
    charset_declared: str
    title: str = ""
    heading: str = ""
    published: str = ""
    published_from: str = ""
    written: str = ""
    document_number: str = ""
    index_number: str = ""
    issuer: str = ""
    source: str = ""
    column: str = ""
    text_chars: int = 0
    links: tuple[Link, ...] = ()
    items: tuple[Item, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    identity: tuple[tuple[str, str, str], ...] = ()
    crumbs: tuple[str, ...] = ()
    loader: str = ""
    lines: tuple[str, ...] = ()
    date_unclear: bool = False
    field_count: int = 0
    asks_password: bool = False
    carried: tuple[str, ...] = ()
    charset_fault: CharsetFault = CharsetFault.NONE
    charset_other: str = ""
    hidden_links: tuple[HiddenLink, ...] = ()
    letters: tuple[Letter, ...] = ()
    guides: tuple[Guide, ...] = ()
    stated_counts: tuple[StatedCount, ...] = ()
    policy: Policy | None = None
    release: Release | None = None
    side_texts: tuple[SideText, ...] = ()
    form_figures: tuple[FormFigure, ...] = ()
