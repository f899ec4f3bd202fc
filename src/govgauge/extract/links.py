"""Links of a page as absolute addresses, joined by the WHATWG rules, each spelling once.

A path is always encoded as UTF-8, a query with the page's own encoding (WHATWG URL, query state):
``list.jsp?lm=通知`` of a GBK page means ``?lm=%CD%A8%D6%AA``.
"""

import re
from collections.abc import Sequence

import ada_url
from selectolax.lexbor import LexborHTMLParser, LexborNode

from govgauge.model.reading import Link
from govgauge.model.session import without_session

LinksCache = dict[str, dict[str, str]]
"""References already joined for one unit: encoding and folder → reference → address."""

LINK_TAGS = frozenset({"area", "img", "iframe", "frame", "meta"})
_ELEMENTS = {"iframe": "frame", "meta": "refresh"}
# WHATWG URL, basic parser: these go from both ends, and tabs and line ends from within.
_AROUND = "".join(map(chr, range(0x21)))
_WITHIN = re.compile(r"[\t\n\r]+")
# How a query is encoded, where not as UTF-8; ``gbk`` has no characters of four bytes.
_CODECS = {
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "windows-1252": "cp1252",
    "euc-kr": "cp949",
    "euc-jp": "euc_jp",
    "shift_jis": "cp932",
}
_MAX_BASES = 2_000
_MAX_ANCHOR_CHARS = 80
MAX_LINKS = 10_000


def query_encoding(charset: str, declared: str) -> str:
    """The encoding of a page's queries (WHATWG: get an output encoding); empty for UTF-8.

    ``gb2312``, ``gbk`` and pages that declare nothing are read as GB18030 but write as GBK.
    """
    if charset == "gb18030" and declared.lower() != "gb18030":
        return "gbk"
    return charset if charset in _CODECS else ""


def read_links(
    parser: LexborHTMLParser,
    base: str,
    cache: LinksCache,
    others: Sequence[LexborNode],
    encoding: str = "",
) -> tuple[list[Link], list[LexborNode]]:
    """The links of a page, anchors first, and the anchors' nodes in the same order.

    References that are not http(s), empty ones, pure fragments and placeholders are no links.  ``others`` are
    the page's further elements that may carry a link; ``encoding`` is that of its queries.
    """
    known = _known(base, cache, encoding)
    links: list[Link] = []
    nodes: list[LexborNode] = []
    for node in parser.css("a[href]")[:MAX_LINKS]:
        reference = node.attrs.get("href")
        if not reference:
            continue
        target = known.get(reference)
        if target is None:
            target = _remembered(known, base, reference, encoding)
        if target:
            links.append(Link(target, "a", _folded(node.text()) or _described(node)))
            nodes.append(node)
    for node in others[: MAX_LINKS - len(links)]:
        tag = node.tag or ""
        reference = _reference(node, tag) if tag in LINK_TAGS else ""
        target = _remembered(known, base, reference, encoding) if reference else ""
        if target:
            links.append(Link(target, _ELEMENTS.get(tag, tag), ""))
    return links, nodes


def read_base(others: Sequence[LexborNode], url: str) -> str:
    """What a page's references are relative to: its ``<base>``, else its own address."""
    for node in others:
        if node.tag == "base":
            reference = node.attrs.get("href")
            return (join(url, reference) or url) if reference else url
    return url


def join(base: str, reference: str, encoding: str = "") -> str:
    """A reference as an absolute address without fragment and session id, empty unless http(s)."""
    if not reference.isascii() and encoding:
        reference = _with_query_in(encoding, reference)
    if reference[:11].lower() in ("javascript:", "mailto:") or reference[:4].lower() == "tel:":
        return ""
    try:
        href = ada_url.join_url(base, reference)
    except ValueError:
        return ""
    return without_session(href.partition("#")[0]) if href[:4] == "http" else ""


def _known(base: str, cache: LinksCache, encoding: str) -> dict[str, str]:
    """What was joined below the same folder before."""
    if len(cache) > _MAX_BASES:
        cache.clear()
    return cache.setdefault(encoding + base[: base.rfind("/") + 1], {})


def _remembered(known: dict[str, str], base: str, reference: str, encoding: str) -> str:
    """The absolute address, or empty for what is no link; joined once for all pages of a folder."""
    plain = _WITHIN.sub("", reference.strip(_AROUND))
    if plain[:1] in ("", "#"):
        return ""
    if plain[0] == "?" and "{" not in plain:
        return join(base, plain, encoding)
    target = known.get(plain)
    if target is None and ("{{" in plain or "${" in plain):
        # A template's placeholder: no browser asks for it once its script has run.
        target = known[plain] = ""
    elif target is None:
        target = known[plain] = join(base, plain, encoding)
    return target


def _with_query_in(encoding: str, reference: str) -> str:
    """WHATWG URL, percent-encode after encoding; what an encoding lacks becomes ``&#N;``."""
    path, mark, query = reference.partition("#")[0].partition("?")
    return path + mark + "".join([c if c.isascii() else _in_bytes(c, encoding) for c in query])


def _in_bytes(character: str, encoding: str) -> str:
    encoded = character.encode(_CODECS[encoding], "replace")
    if encoded == b"?" or (encoding == "gbk" and len(encoded) > 2):
        return f"%26%23{ord(character)}%3B"
    if encoding == "gbk" and character == "€":
        return "%80"
    return "".join([chr(b) if b < 0x80 else f"%{b:02X}" for b in encoded])


def _reference(node: LexborNode, tag: str) -> str:
    if tag == "meta":
        return _refresh(node)
    return node.attrs.get("href" if tag == "area" else "src") or ""


def _refresh(node: LexborNode) -> str:
    """The address of a ``<meta http-equiv=refresh>``, empty for other metas."""
    if (node.attrs.get("http-equiv") or "").strip().lower() != "refresh":
        return ""
    _, _, rest = (node.attrs.get("content") or "").partition(";")
    name, equals, reference = rest.strip().partition("=")
    return reference.strip(" '\"") if equals and name.strip().lower() == "url" else ""


def _described(node: LexborNode) -> str:
    """What an anchor without text is called: its title, or that of its picture."""
    picture = node.css_first("img")
    named = node.attrs.get("title")
    if not named and picture is not None:
        named = picture.attrs.get("alt") or picture.attrs.get("title")
    return _folded(named or "")


def _folded(anchor: str) -> str:
    # Most anchors are one short word without blanks: they pass with three quick tests.
    if "\n" in anchor or "  " in anchor or anchor.strip() != anchor:
        anchor = " ".join(anchor.split())
    return anchor[:_MAX_ANCHOR_CHARS]
