"""List items of a page: rows of one kind that each carry a title link, and the date beside it."""

import re
from collections.abc import Sequence

from attrs import define, field
from selectolax.lexbor import LexborNode

from govgauge.extract.dates import DATE, MONTH_DAY, date_in_address, date_of, with_year_of
from govgauge.model.reading import Item, Link

_MIN_TITLE_CHARS = 6
_MIN_ROWS = 3
_ROW_TAGS = frozenset({"li", "tr", "dd", "dl", "p", "div", "td"})
_MAX_CLIMB = 3
_MAX_ANCESTORS = 25
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CJK = re.compile("[\u4e00-\u9fff]")
_MAX_TITLE_CHARS = 200


@define
class _Group:
    """Rows that stand in one container: one list."""

    rows: list[tuple[LexborNode, LexborNode, Link]] = field(factory=list)


def read_items(
    links: Sequence[Link], nodes: Sequence[LexborNode], may_hide: bool
) -> tuple[Item, ...]:
    """The items of every list on the page, in document order; hidden ones say so.

    ``nodes`` are the anchors of the first links, in the same order; ``may_hide`` is false when
    nothing on the page can hide a row, so that no row need be asked.
    """
    groups: dict[tuple[int, str], _Group] = {}
    for link, node in zip(links, nodes, strict=False):
        if len(link.anchor) < _MIN_TITLE_CHARS or not _CJK.search(link.anchor):
            continue
        row = _row_of(node)
        if row is None or row.parent is None:
            continue
        key = (row.parent.mem_id, row.tag or "")
        groups.setdefault(key, _Group()).rows.append((row, node, link))
    items: list[Item] = []
    for group in groups.values():
        if len({row.mem_id for row, _, _ in group.rows}) >= _MIN_ROWS:
            items += _items_of(group, may_hide)
    return tuple(items)


def _row_of(node: LexborNode) -> LexborNode | None:
    """The nearest ancestor that can be a row; a cell counts as part of its table row."""
    parent = node.parent
    for _ in range(_MAX_CLIMB):
        if parent is None or parent.tag == "body":
            return None
        if parent.tag in _ROW_TAGS:
            above = parent.parent
            if parent.tag == "td" and above is not None and above.tag == "tr":
                return above
            return parent
        parent = parent.parent
    return None


def _items_of(group: _Group, may_hide: bool) -> list[Item]:
    visible = not (may_hide and _is_hidden(group.rows[0][0].parent))
    items: list[Item] = []
    done: set[int] = set()
    for row, node, link in group.rows:
        if row.mem_id in done:
            continue  # A second link in the same row (a tag, a source) is no second item.
        done.add(row.mem_id)
        title = _title(node, link)
        shown = visible and not (may_hide and _hides(row))
        items.append(Item(title, link.target, _row_date(row, link), shown))
    return items


def _title(node: LexborNode, link: Link) -> str:
    full = (node.attrs.get("title") or "").strip()
    anchor = link.anchor
    shortened = anchor.endswith(("…", "...", "..")) or len(anchor) < len(full)
    return (full if full and shortened else anchor)[:_MAX_TITLE_CHARS]


def _row_date(row: LexborNode, link: Link) -> str:
    """The date that stands in the row outside the title itself."""
    text = row.text(separator=" ")
    rest = text.replace(link.anchor, " ", 1) if link.anchor in text else text
    matches = list(DATE.finditer(rest))
    if matches:
        return date_of(matches[-1])
    short = MONTH_DAY.search(rest)
    return with_year_of(short, date_in_address(link.target)) if short else ""


def _is_hidden(node: LexborNode | None) -> bool:
    for _ in range(_MAX_ANCESTORS):
        if node is None or node.tag == "body":
            return False
        if _hides(node):
            return True
        node = node.parent
    return False


def _hides(node: LexborNode) -> bool:
    attributes = node.attrs
    style = attributes.get("style")
    return bool(style and _HIDDEN.search(style)) or "hidden" in attributes
