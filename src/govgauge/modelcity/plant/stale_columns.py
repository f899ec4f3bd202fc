"""Stale columns: silent longer than their class allows, and columns that only look so."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from govgauge.modelcity.columns import age_at
from govgauge.modelcity.family import Family
from govgauge.modelcity.home import is_stale, newest
from govgauge.modelcity.site import Column, Shape, Site

COUNTED = True
_ID = "stale_columns"
_FUTURE = 7


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Age some columns, dress others up; the truth is reckoned from what came out."""
    for column in site.every_column():
        if not column.limit_days or column.shape in (Shape.BLANK, Shape.BUILDING):
            continue
        if random.random() < 0.04 and len(site.lists()) > 4:
            note = _hide(column, site, family, random)
        elif random.random() < bad:
            note = _age(column, site, random)
        else:
            note = random.choice(_NEAR_MISSES)(column, site, random)
        _write_truth(site, family, column, note)


def shift(column: Column, site: Site, newest_age: int) -> None:
    """Move a column's articles into the past, keeping their distances."""
    day = newest(iter(column.articles), site.as_of)
    if day is None:
        return
    away = timedelta(days=newest_age - (site.as_of - day).days)
    for article in column.articles:
        article.published = age_at(article.published - away, site.as_of)


def _write_truth(site: Site, family: Family, column: Column, note: str) -> None:
    target = site.column_address(family, column)
    day = newest(iter(column.articles), site.as_of)
    if column.closed or column.shape is Shape.SCRIPTED:
        kind = "open"
    else:
        kind = "fault" if is_stale(day, site.as_of, column.limit_days) else "near_miss"
    site.plant(_ID, target, kind, note)


def _hide(column: Column, site: Site, family: Family, random: Random) -> str:
    """What nobody can decide from the plain page, neither its age nor whether it is blank."""
    note = _close(column, site, family, random)
    site.plant("blank_columns", site.column_address(family, column), "open", note)
    return note


def _close(column: Column, site: Site, family: Family, random: Random) -> str:
    if random.random() < 0.6:
        column.shape, column.inline = Shape.SCRIPTED, random.random() < 0.4
        return "list written by script"
    column.closed = True
    column.articles = []
    site.routes[family.list_path(column, 0)] = {"status": 503}
    return "page answers 503"


def _age(column: Column, site: Site, random: Random) -> str:
    shift(column, site, column.limit_days + random.randrange(4, 400))
    how = random.randrange(6)
    first = column.articles[0]
    if how == 0:
        first.published = site.as_of + timedelta(days=random.randrange(_FUTURE, 90))
        return "a future date before old ones"
    if how == 1:
        column.hidden_dates = site.as_of - timedelta(days=3)
        return "a hidden copy of the list is fresh"
    if how == 2:
        first.path_date = site.as_of - timedelta(days=2)
        return "only the address is fresh"
    if how == 3:
        for article in column.articles:
            article.date_in_list = False
        return "old, and dated only on the articles' own pages"
    return "silent beside a fresh sidebar" if site.sidebar else "silent"


def _pin(column: Column, site: Site, random: Random) -> str:
    column.articles.insert(0, column.articles.pop())
    return "an old item is pinned before new ones"


def _date_on_page(column: Column, site: Site, random: Random) -> str:
    for article in column.articles:
        article.date_in_list = False
    return "dated only on the articles' own pages"


def _old_addresses(column: Column, site: Site, random: Random) -> str:
    for article in column.articles:
        article.path_date = article.published - timedelta(days=random.randrange(370, 900))
    return "older dates in the addresses"


def _edge(column: Column, site: Site, random: Random) -> str:
    shift(column, site, column.limit_days - 1)
    return "the last day of the limit"


def _future_beside(column: Column, site: Site, random: Random) -> str:
    if len(column.articles) > 1 and not site.is_model:
        column.articles[0].published = site.as_of + timedelta(days=random.randrange(_FUTURE, 60))
        fresh = column.articles[1]
        fresh.published = max(fresh.published, site.as_of - timedelta(days=5))
    return "a future date beside a fresh one"


def _long_silent(column: Column, site: Site, random: Random) -> str:
    if column.limit_days == 365:
        shift(column, site, 300)
        return "silent for 300 days, which its class allows"
    return "in order"


def _hidden_old(column: Column, site: Site, random: Random) -> str:
    column.hidden_dates = date(2001, 1, 1) + timedelta(days=random.randrange(900))
    return "a hidden copy of the list is old"


_NEAR_MISSES: tuple[Callable[[Column, Site, Random], str], ...] = (
    _pin, _date_on_page, _old_addresses, _edge, _future_beside, _long_silent, _hidden_old,
)  # fmt: skip
