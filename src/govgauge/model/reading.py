"""What ``extract`` reads from one page: the hand-over between reading, crawling and facts."""

from typing import NamedTuple

from attrs import frozen

from govgauge.model.facts import PageKind


class Link(NamedTuple):
    """One link of a page: absolute WHATWG-joined address without fragment, element, anchor text.

    ``element`` is ``a``, ``area``, ``frame``, ``img``, ``script``, ``style`` or ``refresh``.
    """

    target: str
    element: str
    anchor: str


class Item(NamedTuple):
    """One list item: title, absolute address, ISO date or empty, visible to a reader."""

    title: str
    target: str
    date: str
    visible: bool


@frozen
class PageReading:
    """Everything read from one HTML page; empty strings where the page shows nothing."""

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
