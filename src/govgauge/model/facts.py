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


class LetterFact(NamedTuple):
    """One letter to the unit as one page shows it, persons masked.

    As :class:`~govgauge.model.reading.Letter`; a list and the letter's own page both have a row.
    """

    page_seq: int
    position: int
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


class GuideFact(NamedTuple):
    """One service guide (办事指南) of one page; a page that lists guides in a table has several.

    As :class:`~govgauge.model.reading.Guide`, without its elements and files.
    """

    page_seq: int
    position: int
    name: str
    form: str
    mentioned: str
    elsewhere: str
    confidence: float


class GuideElementFact(NamedTuple):
    """One labelled element of the guide at this position of its page.

    As :class:`~govgauge.model.reading.GuideElement`.
    """

    page_seq: int
    position: int
    element: str
    label: str
    text: str
    carries: str
    is_empty: bool


class GuideFileFact(NamedTuple):
    """One file the guide at this position of its page links to.

    As :class:`~govgauge.model.reading.GuideFile`; ``targets`` tells what became of it.
    """

    page_seq: int
    position: int
    element: str
    anchor: str
    target: str


class PolicyFact(NamedTuple):
    """One page that is a policy document (政策文件) or interprets one (政策解读).

    As :class:`~govgauge.model.reading.Policy`, without its text.
    """

    page_seq: int
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


class PolicyTextFact(NamedTuple):
    """The main text of one such page, persons masked; empty lines left out."""

    page_seq: int
    text: str


class ReleaseFact(NamedTuple):
    """The dateline of one article taken over from an agency or a paper.

    As :class:`~govgauge.model.reading.Release`.
    """

    page_seq: int
    agency: str
    sent_on: str


class FormFigureFact(NamedTuple):
    """One figure of a yearly work form (政府网站工作年度报表) that a page shows.

    As :class:`~govgauge.model.reading.FormFigure`; ``position`` is its place among the page's.
    """

    page_seq: int
    position: int
    block: str
    name: str
    value: int


class StatedCountFact(NamedTuple):
    """How many service items one page says there are.

    As :class:`~govgauge.model.reading.StatedCount`.
    """

    page_seq: int
    position: int
    name: str
    stated: int
    target: str
    words: str


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


class ColumnFact(NamedTuple):
    """One column (栏目) of the unit, as navigation, breadcrumbs and lists show it.

    The home page is the first row, with class ``home`` and level 0; level 1 is a column the home
    page's navigation names and no breadcrumb puts below another, level 2 any other; ``parent``
    names the column above.  ``page_seq`` is -1 when the column's page was not delivered:
    ``reason`` then says why (a :class:`~govgauge.model.verdict.Reason` value).  ``signs`` joins
    what speaks for it (``navigation``, ``breadcrumb``, ``list``, ``label``) by ``+``, and ``paged``
    where a pager leads on to further pages of it.
    ``item_count`` counts its own visible items (what stands on most columns' pages left out),
    ``child_count`` the further columns it groups, ``link_count`` the links, ``text_chars`` the
    characters of text and ``field_count`` the form fields that are its own.
    ``carried_count`` counts its own pictures, frames, players, drawings and choices,
    ``frame_count`` the visible frames with pages of the unit among them, ``dated_count`` the lines
    of its own text with a date where it lists nothing, ``onward_count`` links that no menu has or
    that may lead to columns it groups.
    ``notice`` is a sentence in place of content (建设中, 暂无信息 …).  ``scripted`` tells
    that a script may write the list or open a hidden one with newer items (a tab), so that the plain
    page proves no absence.
    ``fronts`` joins by blanks the first of its own links that lead to front pages of other
    government sites, ``front_count`` counts them all.
    """

    page_seq: int
    url: str
    name: str
    column_class: str
    level: int
    parent: str
    signs: str
    item_count: int
    child_count: int
    link_count: int
    text_chars: int
    field_count: int
    carried_count: int
    frame_count: int
    dated_count: int
    onward_count: int
    notice: str
    scripted: bool
    reason: str
    digest: str
    fronts: str = ""
    front_count: int = 0


class ColumnItemFact(NamedTuple):
    """One own visible item of one column (or of the home page), with the date a reader can find.

    ``date`` is the publication date beside the item, else the one on its own page; ``dated_by``
    tells which (``list``, ``page``), empty without one.  A date beside the item whose year is not
    shown and that its page does not complete is ``--MM-DD``.  ``opened`` tells that the item's own
    page was delivered, shows its text and is written by no script, so that an empty ``date`` means
    that a reader finds none.  Dates joined by ``|`` stand beside the item alike (an empty one: the
    day of publication may not be shown).  A row without a ``target``, dated by ``line``, is a line
    of the page outside all lists that shows a date.
    """

    page_seq: int
    position: int
    title: str
    target: str
    date: str
    dated_by: str
    opened: bool


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
