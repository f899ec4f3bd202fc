"""What a page is for: a home page, a list, an article, or something else."""

from collections.abc import Mapping, Sequence

from govgauge.extract.column_names import column_name, is_site_link
from govgauge.model.facts import PageKind
from govgauge.model.reading import Item

LIST_ITEMS = 3
"""Rows of one kind from which a page counts as a list."""
_LONG_LINE_CHARS = 40
_MIN_TEXT_CHARS = 120


def may_be_listed(item: Item, url: str) -> bool:
    """False for undated rows every page has: other sites, and links such as 网站地图."""
    if item.date:
        return True
    host = url[: url.find("/", 8)]
    return item.target.startswith(host) and not is_site_link(item.title)


def kind_of(
    is_home: bool,
    labels: Mapping[str, str],
    items: Sequence[Item],
    published_from: str,
    number: str,
    lines: Sequence[str],
    title: str,
    at: int,
    text_chars: int,
    crumbs: Sequence[str],
) -> PageKind:
    """What a page is for: labels and numbers tell an article, rows a list, long lines a text."""
    if is_home:
        return PageKind.HOME
    if labels.get("articletitle") or labels.get("pubdate") or published_from == "text" or number:
        return PageKind.ARTICLE
    if published_from and (len(items) < LIST_ITEMS or text_chars >= _MIN_TEXT_CHARS):
        return PageKind.ARTICLE
    long_lines = sum(len(line) >= _LONG_LINE_CHARS for line in lines)
    # Two rows with their openings read like a text; the page that is its breadcrumb's last is none.
    is_column = bool(crumbs) and crumbs[-1] == title and bool(column_name(title))
    reads_like_article = at >= 0 and long_lines >= 2 and not is_column
    if len(items) >= LIST_ITEMS:
        # Rows of the foot make no list of an undated article, whose breadcrumb names its column.
        dated = any(item.date for item in items)
        own_column = not crumbs or any(crumbs[-1] in line for line in lines[at : at + 1])
        return PageKind.LIST if dated or own_column or not reads_like_article else PageKind.ARTICLE
    return PageKind.ARTICLE if reads_like_article else PageKind.OTHER
