"""Links of a page as absolute addresses, joined by the WHATWG rules, each spelling once."""

from collections.abc import Sequence

import ada_url
from selectolax.lexbor import LexborHTMLParser, LexborNode

from govgauge.model.reading import Link

LinksCache = dict[str, dict[str, str]]
"""References already joined for one unit: folder of the page → reference → address."""

LINK_TAGS = frozenset({"area", "img", "iframe", "frame", "meta"})
_ELEMENTS = {"iframe": "frame", "meta": "refresh"}
_MAX_BASES = 2_000
_MAX_ANCHOR_CHARS = 80
MAX_LINKS = 10_000


def read_links(
    parser: LexborHTMLParser, url: str, cache: LinksCache, others: Sequence[LexborNode]
) -> tuple[list[Link], list[LexborNode]]:
    """The links of a page, anchors first, and the anchors' nodes in the same order.

    References that are not http(s), empty ones and pure fragments are no links.  ``others`` are
    the page's further elements that may carry a link, ``<base>`` among them.
    """
    base = _base(others, url)
    known = _known(base, cache)
    links: list[Link] = []
    nodes: list[LexborNode] = []
    for node in parser.css("a[href]")[:MAX_LINKS]:
        reference = node.attrs.get("href")
        if not reference:
            continue
        target = known.get(reference)
        if target is None:
            target = _remembered(known, base, reference)
        if target:
            links.append(Link(target, "a", _folded(node.text())))
            nodes.append(node)
    for node in others[: MAX_LINKS - len(links)]:
        tag = node.tag or ""
        reference = _reference(node, tag) if tag in LINK_TAGS else ""
        target = _remembered(known, base, reference) if reference else ""
        if target:
            links.append(Link(target, _ELEMENTS.get(tag, tag), ""))
    return links, nodes


def _known(base: str, cache: LinksCache) -> dict[str, str]:
    """What was joined below the same folder before."""
    if len(cache) > _MAX_BASES:
        cache.clear()
    return cache.setdefault(base[: base.rfind("/") + 1], {})


def _remembered(known: dict[str, str], base: str, reference: str) -> str:
    """The absolute address, or empty for what is no link; joined once for all pages of a folder."""
    if reference[0] in "?#":
        return "" if reference[0] == "#" else _joined(base, reference)
    target = known.get(reference)
    if target is None:
        target = known[reference] = _joined(base, reference)
    return target


def _base(others: Sequence[LexborNode], url: str) -> str:
    for node in others:
        if node.tag == "base":
            reference = node.attrs.get("href")
            return (_joined(url, reference) or url) if reference else url
    return url


def _joined(base: str, reference: str) -> str:
    if reference[:11].lower() in ("javascript:", "mailto:") or reference[:4].lower() == "tel:":
        return ""
    try:
        href = ada_url.join_url(base, reference)
    except ValueError:
        return ""
    return href.partition("#")[0] if href[:4] == "http" else ""


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


def _folded(anchor: str) -> str:
    # Most anchors are one short word without blanks: they pass with three quick tests.
    if "\n" in anchor or "  " in anchor or anchor.strip() != anchor:
        anchor = " ".join(anchor.split())
    return anchor[:_MAX_ANCHOR_CHARS]
