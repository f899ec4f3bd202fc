"""Links of a page as absolute addresses, with the words a reader sees."""

from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govgauge.extract.references import References, join
from govgauge.model.reading import Link

LINK_TAGS = frozenset({"area", "img", "iframe", "frame", "meta"})
_ELEMENTS = {"iframe": "frame", "meta": "refresh"}
_MAX_ANCHOR_CHARS = 80
MAX_LINKS = 10_000
_NO_LINK = Link("", "", "")


def read_links(
    parser: LexborHTMLParser, references: References, others: Sequence[LexborNode]
) -> tuple[list[Link], list[LexborNode]]:
    """The links of a page, anchors first, and the anchors' nodes in the same order.

    References that are not http(s), empty ones, pure fragments and placeholders are no links.
    ``others`` are the page's further elements that may carry a link.
    """
    nodes = parser.css("a[href]")[:MAX_LINKS]
    # Most anchors of a page stood on one before, byte for byte: they cost one look-up.
    written = [node.html or "" for node in nodes]
    known, known_here = references.known, references.known_here.get
    found = [
        link or known_here(text) or _new_link(references, text, node)
        for link, text, node in zip(map(known.get, written), written, nodes, strict=True)
    ]
    if _NO_LINK in found:
        nodes = [node for node, link in zip(nodes, found, strict=True) if link is not _NO_LINK]
        found = [link for link in found if link is not _NO_LINK]
    for node in others[: MAX_LINKS - len(found)]:
        tag = node.tag or ""
        reference = _reference(node, tag) if tag in LINK_TAGS else ""
        target = references.joined(reference) if reference else ""
        if target:
            found.append(Link(target, _ELEMENTS.get(tag, tag), ""))
    references.close()
    return found, nodes


def _new_link(references: References, written: str, node: LexborNode) -> Link:
    """The link of an anchor met for the first time in its folder."""
    reference = node.attrs.get("href")
    target = references.joined(reference) if reference else ""
    link = Link(target, "a", _folded(node.text()) or _described(node)) if target else _NO_LINK
    references.remember(written, reference or "", link)
    return link


def read_base(others: Sequence[LexborNode], url: str) -> str:
    """What a page's references are relative to: its ``<base>``, else its own address."""
    for node in others:
        if node.tag == "base":
            reference = node.attrs.get("href")
            return (join(url, reference) or url) if reference else url
    return url


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
