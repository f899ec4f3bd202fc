"""What a family is handed for each page: everything worked out, only the layout left to it.

Every ``href`` is ready to be written (path with the site's prefix, or absolute).  A ``day`` of
``None`` means that no reader may see a date there.
"""

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from govgauge.modelcity.site import Site


@frozen
class Nav:
    """One entry of the navigation, with the entries below it."""

    name: str
    href: str
    children: tuple["Nav", ...] = ()


@frozen
class Row:
    """One item of a list."""

    title: str
    href: str
    day: date | None


@frozen
class Box:
    """One box of the home page: a column's newest items."""

    name: str
    href: str
    rows: tuple[Row, ...]


@frozen
class SearchForm:
    """The site search: a GET form with one field of this name."""

    action: str
    field: str


@frozen(kw_only=True)
class Page:
    """What every page has.

    ``path`` is the page's own, after the site's prefix; empty for a page that is shown at any
    address, where relative links would lead astray.  ``labels`` are page labels as name → content, in order.

    ``trail`` is the way here: (name, href) from the home page on, the last without a link when its
    href is empty.  ``foot`` holds (kind, HTML): site code, ICP number, badge …, to be laid out in
    this order and otherwise untouched.
    """

    site: Site
    path: str
    title: str
    labels: Mapping[str, str]
    home_href: str
    nav: tuple[Nav, ...]
    trail: tuple[tuple[str, str], ...]
    friends: tuple[tuple[str, str], ...]
    foot: tuple[tuple[str, str], ...]
    search: SearchForm


@frozen(kw_only=True)
class HomePage(Page):
    """``boxes`` is empty on a navigation-only home page."""

    boxes: tuple[Box, ...]
    headlines: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    banner: str


@frozen(kw_only=True)
class ListPage(Page):
    """One page of a column; draw what is not empty, and the list area always.

    ``children``: further columns (name, href).  ``paragraphs``: the column's one text.  ``notice``:
    a sentence inside the list area.  ``script``: HTML to stand right after the list area, whose
    element must carry ``container`` as id when it is not empty.  ``hidden``: rows no reader may
    see.  ``sidebar``: a second list beside the column.  ``total``: what the pager says.
    ``tools``: links above the list.
    """

    name: str
    rows: tuple[Row, ...]
    children: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    notice: str
    script: str
    container: str
    hidden: tuple[Row, ...]
    sidebar: tuple[Row, ...]
    sidebar_name: str
    pager: tuple[tuple[str, str], ...]
    total: str
    tools: tuple[tuple[str, str], ...]


@frozen(kw_only=True)
class ArticlePage(Page):
    """One article.  ``comment_day`` goes into an HTML comment, never into visible text."""

    heading: str
    day: date | None
    comment_day: date | None
    source: str
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    images: tuple[str, ...]
    files: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]


@frozen(kw_only=True)
class OtherPage(Page):
    """Site map, search results, mailbox, an error page: a heading and ready HTML."""

    heading: str
    html: str
