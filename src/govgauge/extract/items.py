"""List items of a page: rows of one kind that each carry a title link, and the date beside it."""

import re
from collections.abc import Sequence

from attrs import define, field
from selectolax.lexbor import LexborNode

from govgauge.extract.row_dates import row_date
from govgauge.model.reading import Item, Link

_MIN_TITLE_CHARS = 6
_MIN_ROWS = 3
_ROW_TAGS = frozenset({"li", "tr", "dd", "dl", "p", "div", "td", "article", "section"})
_WRAPPERS = frozenset({"dl", "ul", "table", "tbody", "div", "li", "section", "article"})
_MAX_CLIMB = 3
_MAX_ANCESTORS = 25
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CJK = re.compile("[\u4e00-\u9fff]")
_MAX_TITLE_CHARS = 200


_Row = tuple[LexborNode, LexborNode, Link]
"""A row, the anchor in it, and the anchor's link."""


@define
class _Group:
    """Rows that stand in one container: one list."""

    rows: list[_Row] = field(factory=list)


def read_items(
    links: Sequence[Link], nodes: Sequence[LexborNode], may_hide: bool
) -> tuple[Item, ...]:
    """The items of every list on the page, in document order; hidden ones say so.

    ``nodes`` are the anchors of the first links, in the same order; ``may_hide`` is false when
    nothing on the page can hide a row, so that no row need be asked.
    """
    rows = []
    for link, node in zip(links, nodes, strict=False):
        if len(link.anchor) < _MIN_TITLE_CHARS or not _CJK.search(link.anchor):
            continue
        row = _row_of(node)
        if row is not None and row.parent is not None:
            rows.append((row, node, link))
    items: list[Item] = []
    for number, group in enumerate(_groups(rows)):
        items += _items_of(group, number, may_hide)
    return tuple(items)


def _groups(rows: Sequence[_Row]) -> list[_Group]:
    """Rows of one kind in one container, three and more.

    Where every row has a wrapper of its own (``<dl>`` around each), the wrappers are the rows.
    """
    groups = _grouped(rows)
    small = [row for group in groups if not _is_list(group) for row in group.rows]
    wrapped = [
        (row.parent, node, link)
        for row, node, link in small
        if row.parent is not None and row.parent.tag in _WRAPPERS and row.parent.parent is not None
    ]
    return [group for group in (*groups, *_grouped(wrapped)) if _is_list(group)]


def _grouped(rows: Sequence[_Row]) -> list[_Group]:
    groups: dict[tuple[int, str], _Group] = {}
    for row, node, link in rows:
        assert row.parent is not None
        key = (row.parent.mem_id, row.tag or "")
        groups.setdefault(key, _Group()).rows.append((row, node, link))
    return list(groups.values())


def _is_list(group: _Group) -> bool:
    return len({row.mem_id for row, _, _ in group.rows}) >= _MIN_ROWS


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


def _items_of(group: _Group, number: int, may_hide: bool) -> list[Item]:
    visible = not (may_hide and is_hidden(group.rows[0][0].parent))
    items: list[Item] = []
    for row, node, link in _longest(group.rows):
        title = _title(node, link)
        shown = visible and not (may_hide and _hides(row))
        items.append(Item(title, link.target, row_date(row, node, link), shown, number))
    return items


def _longest(rows: Sequence[_Row]) -> list[_Row]:
    """Of several links in one row the longest: a column's tag or a source is no second item."""
    chosen: dict[int, _Row] = {}
    for row in rows:
        known = chosen.get(row[0].mem_id)
        if known is None or len(row[2].anchor) > len(known[2].anchor):
            chosen[row[0].mem_id] = row
    return list(chosen.values())


def _title(node: LexborNode, link: Link) -> str:
    full = (node.attrs.get("title") or "").strip()
    anchor = link.anchor
    shortened = anchor.endswith(("…", "...", "..")) or len(anchor) < len(full)
    return (full if full and shortened else anchor)[:_MAX_TITLE_CHARS]


def is_hidden(node: LexborNode | None) -> bool:
    """True for an element that its own markup hides, or that of an element around it."""
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
