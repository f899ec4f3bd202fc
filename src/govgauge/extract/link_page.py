"""The links of one HTML page and nothing else of it."""

from selectolax.lexbor import LexborHTMLParser

from govgauge.extract.charset import decode
from govgauge.extract.elements import read_elements
from govgauge.extract.links import read_base, read_links
from govgauge.extract.page import as_utf_8
from govgauge.extract.references import LinksCache, References, query_encoding
from govgauge.model.facts import PageKind
from govgauge.model.reading import PageReading


def read_link_page(
    payload: bytes, content_type: str, url: str, *, is_home: bool, links_cache: LinksCache
) -> PageReading:
    """The page with its links, the same that :func:`govgauge.extract.page.read_page` gives."""
    decoded = decode(payload, content_type)
    parser = LexborHTMLParser(as_utf_8(payload, decoded))
    others = read_elements(parser).others
    encoding = query_encoding(decoded.charset, decoded.charset_declared)
    references = References(read_base(others, url), links_cache, encoding)
    links, _ = read_links(parser, references, others)
    return PageReading(
        kind=PageKind.HOME if is_home else PageKind.OTHER,
        charset=decoded.charset,
        charset_declared=decoded.charset_declared,
        links=tuple(links),
    )
