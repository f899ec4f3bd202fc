"""Reading one answer: decode it under caps, read it, or hand it to a limited child process."""

import re
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from govgauge.extract.page import read_page, too_deep
from govgauge.extract.references import LinksCache
from govgauge.gather.content_coding import decode_body
from govgauge.gather.crawl import Content
from govgauge.model.campaign import Budget
from govgauge.model.exchange import Exchange
from govgauge.model.facts import PageKind
from govgauge.model.outcome import Outcome
from govgauge.model.reading import (
    FormFigure,
    Guide,
    GuideElement,
    GuideFile,
    HiddenLink,
    Item,
    Letter,
    Link,
    PageReading,
    Policy,
    Release,
    SideText,
    StatedCount,
)
from govgauge.run.parser_child import ParserChild, Refused, limited_child
from govgauge.run.unit_facts import media_type

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_LOOSE_TYPES = frozenset({"", "text/plain"})
_XML_TYPES = frozenset({"text/xml", "application/xml", "application/xhtml+xml"})
_SNIFFED_BYTES = 4096
# What may stand before a page's first tag: byte order mark, blanks, comments, XML declaration.
_BEFORE_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
_PAGE = re.compile(
    rb"<(?:!doctype\s+html|html)(?=[\s>\[])"
    rb"|<[a-z]+\s[^>]*?xmlns\s*=\s*[\"']http://www\.w3\.org/1999/xhtml[\"']",
    re.IGNORECASE,
)
_XML_ENCODING = re.compile(rb"\A(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']")
# What browsers take for a page where no type is declared (WHATWG MIME Sniffing 7.1).
_UNTYPED_PAGE = re.compile(
    rb"<(?:head|body|title|script|style|iframe|table|div|font|h1|p|a|b|br)(?=[\s>])", re.IGNORECASE
)
# Office programs save documents as HTML under their own types and names.
_OFFICE_TYPES = ("application/vnd.", "application/msword", "application/x-ms")
_OFFICE_MARKUP = b"urn:schemas-microsoft-com:office:"
# In XML these may close themselves; an HTML parser would take the rest of the page for their text.
_CLOSED_AT_ONCE = re.compile(
    rb"<(script|style|title|textarea|iframe|noframes|noembed|xmp)((?:\s[^<>]*)?)/>"
)


# All units of a process share it: it holds a bounded number of references for all of them.
_LINKS = LinksCache()


class PageReader:
    """Reads the pages of one unit; joins each link written the same way only once."""

    def __init__(
        self,
        budget: Budget,
        child: ParserChild | None = None,
        read: Callable[..., PageReading] = read_page,
    ) -> None:
        self._budget = budget
        self._child = child
        self._read = read
        self._links = _LINKS

    async def read(self, exchange: Exchange, is_home: bool) -> Content:
        """The outcome after decoding, and the reading when the answer is an HTML page."""
        outcome, payload = decode_body(exchange, self._budget)
        if outcome is not Outcome.OK or not exchange.outcome.delivered:
            return Content(exchange.outcome if outcome is Outcome.OK else outcome, None)
        if not looks_like_html(exchange, payload):
            return Content(Outcome.OK, None)
        content_type = exchange.header_value(b"content-type").decode("latin-1")
        if media_type(exchange) in _XML_TYPES:
            content_type, payload = _as_html(content_type, payload)
        if too_deep(payload):
            return await self._read_limited(payload, content_type, exchange.url, is_home)
        reading = self._read(
            payload, content_type, exchange.url, is_home=is_home, links_cache=self._links
        )
        return Content(Outcome.OK, reading)

    async def _read_limited(
        self, payload: bytes, content_type: str, url: str, is_home: bool
    ) -> Content:
        """A monstrous page: read in the limited child, and told where that ended."""
        shared = self._child
        async with nullcontext(shared) if shared else limited_child() as child:
            read = await child.read_page(payload, content_type, url, is_home)
        if not isinstance(read, Refused):
            return Content(Outcome.OK, _from_plain(read))
        return Content(Outcome.PARSE_LIMIT if read.limit else Outcome.OUR_FAULT, None)

    def decode(self, exchange: Exchange) -> bytes:
        """The decoded payload, empty where it cannot be decoded."""
        return decode_body(exchange, self._budget)[1]


def looks_like_html(exchange: Exchange, payload: bytes) -> bool:
    """True for an HTML type whose bytes are no file, and for a page under any other type.

    Servers send pages as ``text/xml`` or ``application/octet-stream``: what begins as a page is
    one (after WHATWG MIME Sniffing 7.1), so that its links are not taken for checked.  A feed or
    a sitemap begins otherwise and stays a file.
    """
    declared = media_type(exchange)
    if declared in _HTML_TYPES:
        return not payload.startswith((b"%PDF-", b"PK\x03\x04"))
    head = _head(payload)
    if _is_download(exchange) or declared.startswith(_OFFICE_TYPES) or _OFFICE_MARKUP in head:
        return False
    before = _BEFORE_MARKUP.match(head)
    at = before.end() if before else 0
    if _PAGE.match(head, at) or (not declared and _UNTYPED_PAGE.match(head, at)):
        return True
    if declared not in _LOOSE_TYPES or b"<?xml" in head[:at]:
        return False
    return b"<" in head[:1024] and b"<html" in head.lower()


def _is_download(exchange: Exchange) -> bool:
    value = exchange.header_value(b"content-disposition")
    return value.lower().startswith(b"attachment")


def _head(payload: bytes) -> bytes:
    """The first bytes, as ASCII where a byte order mark tells UTF-16."""
    head = payload[:_SNIFFED_BYTES]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "replace").encode("ascii", "replace")
    return head


def _as_html(content_type: str, payload: bytes) -> tuple[str, bytes]:
    """An XHTML page for a reader of HTML: its encoding told, no element swallowing the rest."""
    named = _XML_ENCODING.match(payload)
    if named and "charset" not in content_type.lower():
        content_type += f"; charset={named[1].decode('ascii')}"
    return content_type, _CLOSED_AT_ONCE.sub(rb"<\1\2></\1>", payload)


def _from_plain(fields: dict[str, Any]) -> PageReading:
    return PageReading(
        **fields
        | {
            "kind": PageKind(fields["kind"]),
            "links": tuple(Link(*row) for row in fields["links"]),
            "items": tuple(Item(*row) for row in fields["items"]),
            "labels": tuple((row[0], row[1]) for row in fields["labels"]),
            "identity": tuple((row[0], row[1], row[2]) for row in fields["identity"]),
            "crumbs": tuple(fields["crumbs"]),
            "lines": tuple(fields["lines"]),
            "carried": tuple(fields["carried"]),
            "hidden_links": tuple(HiddenLink(*row) for row in fields["hidden_links"]),
            "side_texts": tuple(SideText(*row) for row in fields["side_texts"]),
            "letters": tuple(Letter(*row) for row in fields["letters"]),
            "release": Release(*fields["release"]) if fields["release"] else None,
            "stated_counts": tuple(StatedCount(*row) for row in fields["stated_counts"]),
            "guides": tuple(_guide(row) for row in fields["guides"]),
            "policy": Policy(*fields["policy"]) if fields["policy"] else None,
            "form_figures": tuple(FormFigure(*row) for row in fields["form_figures"]),
        }
    )


def _guide(row: list[Any]) -> Guide:
    guide = Guide(*row)
    return guide._replace(
        elements=tuple(GuideElement(*element) for element in guide.elements),
        files=tuple(GuideFile(*file) for file in guide.files),
    )
