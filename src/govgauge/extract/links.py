"""Links of a page as absolute addresses, joined by the WHATWG rules, each spelling once."""

import ada_url
from selectolax.lexbor import LexborHTMLParser, LexborNode

from govgauge.model.reading import Link

LinksCache = dict[str, dict[str, str]]
"""References already joined for one unit: what they are relative to → reference → address."""

_OTHERS = "area[href],img[src],iframe[src],frame[src],meta[http-equiv]"
_ELEMENTS = {"iframe": "frame", "meta": "refresh"}
_MAX_BASES = 2_000
_MAX_ANCHOR_CHARS = 80
MAX_LINKS = 10_000


def read_links(
    parser: LexborHTMLParser, url: str, cache: LinksCache, has_base: bool
) -> tuple[list[Link], list[LexborNode]]:
    """The links of a page, anchors first, and the anchors' nodes in the same order.

    References that are not http(s), empty ones and pure fragments are no links.  ``has_base``
    says whether to look for a ``<base>`` at all: the search is a walk through the whole page.
    """
    join = _Joiner(_base(parser, url) if has_base else url, cache)
    links: list[Link] = []
    nodes: list[LexborNode] = []
    for node in parser.css("a[href]")[:MAX_LINKS]:
        reference = node.attrs.get("href")
        if not reference:
            continue
        target = join(reference)
        if target:
            anchor = node.text()
            links.append(Link(target, "a", _folded(anchor) if anchor else ""))
            nodes.append(node)
    for node in parser.css(_OTHERS)[: MAX_LINKS - len(links)]:
        tag = node.tag or ""
        target = join(_reference(node, tag))
        if target:
            links.append(Link(target, _ELEMENTS.get(tag, tag), ""))
    return links, nodes


class _Joiner:
    """Joins references to one page's base; what many pages share is joined once."""

    __slots__ = ("_base", "_below_folder", "_below_origin")

    def __init__(self, base: str, cache: LinksCache) -> None:
        if len(cache) > _MAX_BASES:
            cache.clear()
        self._base = base
        self._below_folder = cache.setdefault(base[: base.rfind("/") + 1], {})
        self._below_origin = cache.setdefault(base[: base.find("/", 8)], {})

    def __call__(self, reference: str) -> str:
        """The absolute address, or empty for what is no link."""
        first = reference[:1]
        if first == "/" and reference[1:2] != "/":
            known = self._below_origin
        elif first in ("?", "#", ""):
            return "" if first != "?" else _joined(self._base, reference)
        else:
            known = self._below_folder
        target = known.get(reference)
        if target is None:
            target = known[reference] = _joined(self._base, reference)
        return target


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
    if "\n" in anchor or "  " in anchor or anchor[0] == " " or anchor[-1] == " ":
        anchor = " ".join(anchor.split())
    return anchor[:_MAX_ANCHOR_CHARS]
