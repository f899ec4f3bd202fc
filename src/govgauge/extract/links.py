"""Links of a page as absolute addresses, with the words a reader sees."""

from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govgauge.extract.references import References, join
from govgauge.model.reading import Link

LINK_TAGS = frozenset({"area", "img", "iframe", "frame", "meta"})
_ELEMENTS = {"iframe": "frame", "meta": "refresh"}
_MAX_ANCHOR_CHARS = 80
MAX_LINKS = 10_000


def read_links(
    parser: LexborHTMLParser, references: References, others: Sequence[LexborNode]
) -> tuple[list[Link], list[LexborNode]]:
    """The links of a page, anchors first, and the anchors' nodes in the same order.

    References that are not http(s), empty ones, pure fragments and placeholders are no links.
    ``others`` are the page's further elements that may carry a link.
    """
    nodes = parser.css("a[href]")[:MAX_LINKS]
    written = [(node.attrs.get("href") or "", node.text()) for node in nodes]
    # Most anchors of a page stood on one before: they cost one look-up.
    found = list(map(references.of_root.links.get, written))
    links: list[Link] = []
    anchors: list[LexborNode] = []
    of_folder = references.of_folder.links.get
    for node, key, known in zip(nodes, written, found, strict=True):
        link = known or of_folder(key) or _new_link(references, key, node)
        if link[0]:
            links.append(link)
            anchors.append(node)
    for node in others[: MAX_LINKS - len(links)]:
        tag = node.tag or ""
        reference = _reference(node, tag) if tag in LINK_TAGS else ""
        target = references.joined(reference) if reference else ""
        if target:
            links.append(Link(target, _ELEMENTS.get(tag, tag), ""))
    return links, anchors


def _new_link(references: References, key: tuple[str, str], node: LexborNode) -> Link:
    """The link of an anchor met for the first time, with an empty target where it is none."""
    reference, text = key
    target = references.joined(reference) if reference else ""
    anchor = _folded(text)
    if anchor:
        link = Link(target, "a", anchor)
        references.remember(key, link)
        return link
    # What an anchor without text is called stands in its attributes and pictures.
    return Link(target, "a", _described(node) if target else "")


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
