"""What stands on a home page, and how new it is: used to draw it and to know the truth."""

from collections.abc import Iterator
from datetime import date

from govgauge.modelcity.site import Article, Column, Shape, Site

_BOXES = 9
_ROWS = 6


def home_boxes(site: Site) -> list[tuple[Column, list[Article]]]:
    """The boxes of the home page with the articles in them."""
    boxes = []
    for column in site.lists()[: _BOXES * 2]:
        shown = [a for a in column.articles if _stands(site, a)][:_ROWS]
        if column.on_home and shown:
            boxes.append((column, shown))
        if len(boxes) == _BOXES:
            break
    if boxes and site.pinned_home:
        first, shown = boxes[0]
        boxes[0] = (first, [*site.pinned_home, *(a for a in shown if a not in site.pinned_home)])
    return [] if site.nav_only else boxes


def _stands(site: Site, article: Article) -> bool:
    return site.home_as_of is None or article.published <= site.home_as_of


def newest(articles: Iterator[Article], as_of: date) -> date | None:
    """The newest date a reader can find, future dates not counted."""
    return max(
        (
            a.published
            for a in articles
            if a.published <= as_of and (a.date_in_list or a.date_shown)
        ),
        default=None,
    )


def newest_on_home(site: Site) -> date | None:
    """The newest date on the home page, or anywhere when it is navigation only."""
    boxes = home_boxes(site)
    if boxes:
        return newest((a for _, shown in boxes for a in shown), site.as_of)
    columns = [c for c in site.every_column() if c.shape is Shape.LIST and not c.closed]
    return newest((a for c in columns for a in c.articles), site.as_of)


def is_stale(day: date | None, as_of: date, limit_days: int) -> bool:
    """True when the newest day is missing or as old as the limit."""
    return day is None or (as_of - day).days >= limit_days
