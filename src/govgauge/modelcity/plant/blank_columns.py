"""Blank columns: empty lists and unfinished pages; beside them groups, texts and short lists."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Column, Shape, Site
from govgauge.modelcity.wording import blank_notice, building_notice

COUNTED = True
_ID = "blank_columns"
_MOST = 9
# Columns whose class has a limit stay: what they miss is the business of stale_columns.
_EMPTIED = ("statistics", "finance", "topic", "consultation", "interview", "other", "downloads",
            "leaders", "interpretation")  # fmt: skip


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Empty some columns, leave others short, scripted or closed."""
    free = [c for c in site.every_column() if c.shape is Shape.LIST and c.column_class in _EMPTIED]
    random.shuffle(free)
    # Two plain lists stay for what other plants need.
    free = free[: max(0, len(site.lists()) - 4)]
    for _ in range(min(round(bad * _MOST), len(free) - 1)):
        _empty(free.pop(), site, family, random)
    own = [c for c in free if not c.at_services]
    if own and random.random() < 0.35:
        free.remove(own[0])
        _hide(own[0], site, family, random)
    if free:
        column = free.pop()
        column.articles = column.articles[: random.randrange(1, 3)]
        _note(site, family, column, "near_miss", "only one or two items")
    for column in site.every_column():
        if column.shape is Shape.GROUP:
            _note(site, family, column, "near_miss", "groups other columns")
        if column.shape is Shape.TEXT:
            _note(site, family, column, "near_miss", "one text")


def _empty(column: Column, site: Site, family: Family, random: Random) -> None:
    column.articles = []
    if random.random() < 0.4:
        column.shape, column.notice = Shape.BUILDING, building_notice(random)
        _note(site, family, column, "fault", "under construction")
        return
    column.shape, column.notice = Shape.BLANK, blank_notice(random)
    column.says_none = random.random() < 0.4
    _note(site, family, column, "fault", "empty list")


def _hide(column: Column, site: Site, family: Family, random: Random) -> None:
    """What nobody can decide from the plain page."""
    if random.random() < 0.6:
        column.shape, column.inline = Shape.SCRIPTED, random.random() < 0.4
        _note(site, family, column, "open", "list written by script")
        return
    column.closed, column.articles = True, []
    site.routes[family.list_path(column, 0)] = {"status": 503}
    _note(site, family, column, "open", "page answers 503")


def _note(site: Site, family: Family, column: Column, kind: str, note: str) -> None:
    site.plant(_ID, site.column_address(family, column), kind, note)
