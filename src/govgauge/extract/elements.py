"""The elements of a page that are neither plain text nor anchors, found in one walk through it.

Each further selector of a query is tried on every element, so that one query for what is *not*
among the commonest elements costs a third of one for each of the two dozen that are sought.
"""

import re
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

_COMMON = "a,li,p,span,div,td,ul,tr,br,strong,b,i,em,dd,dt,dl,font,tbody,table,link,html,head,body"
_QUERY = f":not({_COMMON}),[style],[hidden],[onclick],div[id*=map i]"
_SOUGHT = frozenset(
    [
        "img",
        "iframe",
        "meta",
        "title",
        "h1",
        "h2",
        "h3",
        "script",
        "input",
        "textarea",
        "embed",
        "object",
        "video",
        "audio",
        "canvas",
        "svg",
        "select",
    ]
)
_UNHIDING = frozenset({"meta", "title", "script", "img", "input", "iframe"})
"""Sought for, and never a row of a list or around one."""
_SOUGHT_WITH = {"area": "href", "frame": "src", "base": "href"}
LEFT_OUT = ("script", "style", "noscript", "template", "select")
"""Elements whose text no reader sees."""
_HIDING = re.compile("none|hidden", re.IGNORECASE)


class Elements(NamedTuple):
    """What one walk through a page finds.

    ``others`` are the elements that may carry a fact, in the order of the document; ``may_hide``
    is false where no element's own markup can hide a row; ``has_left_out`` where all text is
    shown.
    """

    others: list[LexborNode]
    may_hide: bool
    has_left_out: bool


def read_elements(parser: LexborHTMLParser) -> Elements:
    """Walk through a page once; its ``<noscript>`` is taken out: no browser shows what is there."""
    found = parser.css(_QUERY)
    tags = {node.tag for node in found}
    if "noscript" in tags:
        parser.strip_tags(["noscript"])
        found = parser.css(_QUERY)
    others: list[LexborNode] = []
    may_hide, last = False, 0
    for node in found:
        if node.mem_id == last:
            continue  # An element comes once for each selector that fits it.
        last, tag = node.mem_id, node.tag
        if tag in _UNHIDING:
            others.append(node)
        elif tag in _SOUGHT:
            others.append(node)
            may_hide = may_hide or _may_hide(node)
        elif tag is not None and tag not in LEFT_OUT:
            if _is_sought(node, tag):
                others.append(node)
            may_hide = may_hide or _may_hide(node)
    return Elements(others, may_hide, not tags.isdisjoint(LEFT_OUT))


def _is_sought(node: LexborNode, tag: str) -> bool:
    attributes = node.attrs
    if tag in _SOUGHT_WITH and _SOUGHT_WITH[tag] in attributes:
        return True
    if "onclick" in attributes or "url(" in (attributes.get("style") or ""):
        return True
    return tag == "div" and "map" in (attributes.get("id") or "").lower()


def _may_hide(node: LexborNode) -> bool:
    attributes = node.attrs
    return "hidden" in attributes or bool(_HIDING.search(attributes.get("style") or ""))
