"""List items of a page: rows of one kind that each carry a title link, and the date beside it."""

import re
from collections.abc import Iterable, Sequence

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


_Row = tuple[LexborNode, LexborNode, LexborNode, Link]
"""A row's container, the row, the anchor in it, and the anchor's link."""


def read_items(
    links: Sequence[Link], nodes: Sequence[LexborNode], may_hide: bool
) -> tuple[Item, ...]:
    """The items of every list on the page, in document order; hidden ones say so.

    ``nodes`` are the anchors of the first links, in the same order; ``may_hide`` is false when
    nothing on the page can hide a row, so that no row need be asked.
    """
    rows: list[_Row] = []
    for link, node in zip(links, nodes, strict=False):
        if len(link.anchor) < _MIN_TITLE_CHARS or not _CJK.search(link.anchor):
            continue
        row = _row_of(node)
        container = row.parent if row is not None else None
        if row is not None and container is not None:
            rows.append((container, row, node, link))
    items: list[Item] = []
    for number, group in enumerate(_groups(rows)):
        items += _items_of(group, number, may_hide)
    return tuple(items)


def _groups(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Rows of one kind in one container, three and more: one list each.

    Where every row has a wrapper of its own (``<dl>`` around each), the wrappers are the rows.
    """
    groups = _grouped(rows)
    small = [row for group in groups if not _is_list(group) for row in group]
    wrapped = [
        (above, container, node, link)
        for container, _, node, link in small
        if container.tag in _WRAPPERS and (above := container.parent) is not None
    ]
    return [group for group in (*groups, *_grouped(wrapped)) if _is_list(group)]


def _grouped(rows: Sequence[_Row]) -> list[list[_Row]]:
    groups: dict[tuple[int, str | None], list[_Row]] = {}
    for row in rows:
        key = (row[0].mem_id, row[1].tag)
        group = groups.get(key)
        if group is None:
            groups[key] = [row]
        else:
            group.append(row)
    return list(groups.values())


def _is_list(group: Sequence[_Row]) -> bool:
    return len(group) >= _MIN_ROWS and len({row.mem_id for _, row, _, _ in group}) >= _MIN_ROWS


def _row_of(node: LexborNode) -> LexborNode | None:
    """The nearest ancestor that can be a row; a cell counts as part of its table row."""
    parent = node.parent
    for _ in range(_MAX_CLIMB):
        if parent is None:
            return None
        tag = parent.tag
        if tag in _ROW_TAGS:
            above = parent.parent if tag == "td" else None
            return above if above is not None and above.tag == "tr" else parent
        if tag == "body":
            return None
        parent = parent.parent
    return None


def _items_of(group: Sequence[_Row], number: int, may_hide: bool) -> list[Item]:
    visible = not (may_hide and is_hidden(group[0][0]))
    items: list[Item] = []
    for _, row, node, link in _longest(group):
        shown = visible and not (may_hide and _hides(row))
        date = row_date(row, node, link)
        items.append(Item(_title(node, link.anchor), link.target, date, shown, number))
    return items


def _longest(rows: Sequence[_Row]) -> Iterable[_Row]:
    """Of several links in one row the longest: a column's tag or a source is no second item."""
    chosen: dict[int, _Row] = {}
    for row in rows:
        known = chosen.setdefault(row[1].mem_id, row)
        if known is not row and len(row[3].anchor) > len(known[3].anchor):
            chosen[row[1].mem_id] = row
    return chosen.values()


def _title(node: LexborNode, anchor: str) -> str:
    full = node.attributes.get("title")  # ``attrs`` takes three times as long to miss.
    if full and (full := full.strip()):
        shortened = anchor.endswith(("…", "...", "..")) or len(anchor) < len(full)
        anchor = full if shortened else anchor
    return anchor[:_MAX_TITLE_CHARS]


def is_hidden(node: LexborNode | None) -> bool:
    """True for an element that its own markup hides, or that of an element around it."""
    for _ in range(_MAX_ANCESTORS):
        if node is None or node.tag in ("body", "html"):
            return False  # A page of frames has no body.
        if _hides(node):
            return True
        node = node.parent
    return False


def _hides(node: LexborNode) -> bool:
    attributes = node.attrs
    style = attributes.get("style")
    return bool(style and _HIDDEN.search(style)) or "hidden" in attributes
