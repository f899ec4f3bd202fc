"""Links of a page as absolute addresses, joined by the WHATWG rules, each spelling once."""

import ada_url
from selectolax.lexbor import LexborHTMLParser, LexborNode

from govgauge.model.reading import Link

LinksCache = dict[tuple[str, str], str]
"""Raw references already joined for one unit: (what they are relative to, reference) → address."""

_SELECTOR = "a[href],area[href],img[src],iframe[src],frame[src],meta[http-equiv]"
_SOURCE = {"img": "src", "iframe": "src", "frame": "src"}
_MAX_CACHED = 100_000
_MAX_ANCHOR_CHARS = 80
MAX_LINKS = 10_000


def read_links(
    parser: LexborHTMLParser, url: str, cache: LinksCache
) -> tuple[list[Link], list[LexborNode | None]]:
    """The links in document order, and beside each its node (``None`` where it is no anchor).

    References that are not http(s), empty ones and pure fragments are no links.
    """
    if len(cache) > _MAX_CACHED:
        cache.clear()
    base = _base(parser, url)
    folder, origin = base[: base.rfind("/") + 1], base[: base.find("/", 8)]
    links: list[Link] = []
    nodes: list[LexborNode | None] = []
    for node in parser.css(_SELECTOR)[:MAX_LINKS]:
        tag = node.tag or ""
        reference = _refresh(node) if tag == "meta" else node.attrs.get(_SOURCE.get(tag, "href"))
        if not reference or reference[0] == "#":
            continue
        where = origin if reference[0] == "/" and reference[1:2] != "/" else folder
        if reference[0] == "?":
            where = base
        target = cache.get((where, reference))
        if target is None:
            target = cache[where, reference] = _joined(base, reference)
        if target:
            anchor = node.text() if tag == "a" else ""
            links.append(Link(target, _element(tag), _folded(anchor) if anchor else ""))
            nodes.append(node if tag == "a" else None)
    return links, nodes


def _base(parser: LexborHTMLParser, url: str) -> str:
    node = parser.css_first("base[href]")
    reference = node.attrs.get("href") if node is not None else None
    return (_joined(url, reference) or url) if reference else url


def _joined(base: str, reference: str) -> str:
    if reference[:11].lower() in ("javascript:", "mailto:") or reference[:4].lower() == "tel:":
        return ""
    try:
        href = ada_url.join_url(base, reference)
    except ValueError:
        return ""
    return href.partition("#")[0] if href[:4] == "http" else ""


def _refresh(node: LexborNode) -> str:
    """The address of a ``<meta http-equiv=refresh>``, empty for other metas."""
    if (node.attrs.get("http-equiv") or "").strip().lower() != "refresh":
        return ""
    _, _, rest = (node.attrs.get("content") or "").partition(";")
    name, equals, reference = rest.strip().partition("=")
    return reference.strip(" '\"") if equals and name.strip().lower() == "url" else ""


def _element(tag: str) -> str:
    return {"iframe": "frame", "meta": "refresh"}.get(tag, tag)


def _folded(anchor: str) -> str:
    if "\n" in anchor or "  " in anchor or anchor[0] == " " or anchor[-1] == " ":
        anchor = " ".join(anchor.split())
    return anchor[:_MAX_ANCHOR_CHARS]
