"""Stale home page: frozen, or a whole silent site; beside it pinned, future and bare home pages."""

from datetime import timedelta
from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.home import home_boxes, is_stale, newest_on_home
from govgauge.modelcity.plant.stale_columns import shift
from govgauge.modelcity.site import Article, Column, Shape, Site

_ID = "stale_home_page"
_LIMIT_DAYS = 14
_FEWEST_ROWS = 4


def prepare(site: Site, random: Random, bad: float) -> None:
    """Silence a whole site, always where a bare home page is to be stale."""
    if random.random() < bad * (0.9 if site.nav_only else 0.15):
        for column in site.every_column():
            if column.shape is Shape.LIST and column.articles:
                shift(column, site, random.randrange(20, 300))


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Freeze the home page, or dress it up; the truth is reckoned from what came out."""
    note = "navigation only" if site.nav_only else "new items"
    if not site.nav_only:
        if random.random() < bad**2:
            note = _freeze(site, random)
        elif random.random() < 0.5:
            note = _dress(site, random)
    stale = is_stale(newest_on_home(site), site.as_of, _LIMIT_DAYS)
    site.plant(_ID, site.home, _kind(site, stale), note)


def _kind(site: Site, stale: bool) -> str:
    unseen = [c for c in site.every_column() if c.closed or c.shape is Shape.SCRIPTED]
    if site.nav_only and unseen and stale:
        return "open"
    return "fault" if stale else "near_miss"


def _freeze(site: Site, random: Random) -> str:
    """Nothing newer than some day stands there, though the columns go on."""
    ages = (random.randrange(17, 200), 60, 30, 17)
    for age in ages:
        site.home_as_of = site.as_of - timedelta(days=age)
        if sum(len(shown) for _, shown in home_boxes(site)) >= _FEWEST_ROWS:
            break
    else:
        site.home_as_of = None
        return "too few old items to freeze"
    if random.random() < 0.25:
        _announce(site, random)
        return "frozen, and one future date"
    return "frozen"


def _dress(site: Site, random: Random) -> str:
    """What makes a careless eye think the home page old."""
    column, shown = home_boxes(site)[0]
    if random.random() < 0.5 and not site.is_model:
        _announce(site, random)
        return "a future date beside new items"
    last = column.articles[-1]
    if last not in shown:
        site.pinned_home.append(last)
    return "an old item is pinned first"


def _announce(site: Site, random: Random) -> None:
    """An item dated ahead stands first; its article is reached from the home page alone."""
    column, _ = home_boxes(site)[0]
    item = _copy(column, site, random)
    site.extras.append((column, item))
    site.pinned_home.append(item)


def _copy(column: Column, site: Site, random: Random) -> Article:
    model = column.articles[0]
    return Article(
        number=model.number + 70_000,
        title="预告：" + model.title,
        published=site.as_of + timedelta(days=random.randrange(10, 40)),
        source=model.source,
        paragraphs=list(model.paragraphs),
    )
