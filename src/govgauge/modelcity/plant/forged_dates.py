"""Doubtful dates: of the visit, against list or label, ahead, and all at once; and dates that differ honestly."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.home import home_boxes
from govgauge.modelcity.site import Article, Column, Site

_ID = "forged_dates"
_AHEAD_DAYS = 7
_FEWEST = 3
_BULK_NAMES = ("双随机一公开", "依法行政", "双拥共建", "国企信息", "诚信建设", "精神文明")


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Change what articles of some columns say of their day; everything dated ahead is a fault."""
    # A home page shows dates without a year: those of its boxes' articles stay as they are.
    on_home = [column.number for column, _ in home_boxes(site)]
    free = [c for c in site.lists() if c.number not in on_home and _is_free(c, site)]
    random.shuffle(free)
    for number, column in enumerate(free[:4]):
        faulty = number < round(2 * bad)
        ways = _FORGED if faulty else _HONEST
        if faulty and ("article", "PubDate") in site.label_faults:
            ways = (_fresh_in_list,)
        note = random.choice(ways)(column, site, family, random)
        kind = "fault" if faulty else "near_miss"
        site.plant(_ID, site.column_address(family, column), kind, note)
    if not site.nav_only:
        _fill_at_once(site, family, random, bad)
    for column, article in _reached(site):
        if (article.published - site.as_of).days > _AHEAD_DAYS and article.date_shown:
            target = site.address_of(family.path_of(column, article))
            site.plant(_ID, target, "fault", "dated ahead")


def _is_free(column: Column, site: Site) -> bool:
    plain = all(a.date_in_list and a.date_shown and not a.facts for a in column.articles)
    return not column.limit_days and plain and len(_recent(column, site)) >= _FEWEST


def _recent(column: Column, site: Site) -> list[Article]:
    """Articles of the past year, old enough not to be of the visit's day."""
    return [a for a in column.articles if 10 < (site.as_of - a.published).days < 360]


def _reached(site: Site) -> Sequence[tuple[Column, Article]]:
    return [*((c, a) for c in site.lists() for a in c.articles), *site.extras]


def _long_ago(site: Site, random: Random) -> date:
    return site.as_of - timedelta(days=random.randrange(380, 1200))


# -- forged ------------------------------------------------------------------------------------------


def _of_the_visit(column: Column, site: Site, family: Family, random: Random) -> str:
    for article in _recent(column, site):
        article.label_date = article.published
        article.visit_dated = True
        # Where the day of the visit is put into the address, it would be another page each time.
        article.path_date = article.dated_path
        site.routes[family.path_of(column, article)] = {"today": True}
    return "the page shows the day of the visit"


def _fresh_in_list(column: Column, site: Site, family: Family, random: Random) -> str:
    for article in _recent(column, site):
        article.page_date = _long_ago(site, random)
    return "new in the list, old on the page"


def _old_label(column: Column, site: Site, family: Family, random: Random) -> str:
    for article in _recent(column, site):
        article.label_date = _long_ago(site, random)
    return "new on the page, old in the label"


_Way = Callable[[Column, Site, Family, Random], str]
_FORGED: tuple[_Way, ...] = (_of_the_visit, _fresh_in_list, _old_label)


# -- honest ------------------------------------------------------------------------------------------


def _later_in_list(column: Column, site: Site, family: Family, random: Random) -> str:
    for article in column.articles:
        article.page_date = article.published - timedelta(days=random.randrange(1, 20))
    return "listed some days after it was written down"


def _of_issue(column: Column, site: Site, family: Family, random: Random) -> str:
    for article in _recent(column, site):
        article.facts = [("成文日期", f"{article.published:%Y年%m月%d日}")]
        article.page_date = article.published + timedelta(days=random.randrange(1, 10))
        if (site.as_of - article.published).days > 60:
            article.page_date = article.published + timedelta(days=random.randrange(40, 50))
    return "the list shows the day of issue"


def _migrated(column: Column, site: Site, family: Family, random: Random) -> str:
    moved = site.as_of - timedelta(days=random.randrange(20, 90))
    for number, article in enumerate(column.articles):
        article.label_date = max(article.published, moved + timedelta(days=number % 3))
    return "labels of the day the site moved"


def _one_slip(column: Column, site: Site, family: Family, random: Random) -> str:
    for article in _recent(column, site)[:2]:
        article.page_date = _long_ago(site, random)
    return "two slips of the pen"


def _constant_label(column: Column, site: Site, family: Family, random: Random) -> str:
    day = date(2018, 1, 1) + timedelta(days=random.randrange(200))
    for article in column.articles:
        article.label_date = day
    return "one label on every page"


_HONEST: tuple[_Way, ...] = (_later_in_list, _of_issue, _migrated, _one_slip, _constant_label)


# -- all at once -------------------------------------------------------------------------------------


def _fill_at_once(site: Site, family: Family, random: Random, bad: float) -> None:
    """A column of its own: filled before the check, steady, or new."""
    models = [a for c in site.lists() for a in c.articles]
    if len(models) < 6 or any(c.at_services for c in site.columns):
        return
    faulty = random.random() < 0.3 * bad
    if not faulty and random.random() < 0.7:
        return
    fresh = [random.randrange(7) for _ in range(random.randrange(11, 15))]
    steady = [7 + 6 * n for n in range(3)]
    old = [random.randrange(120, 300) for _ in range(4)]
    note, ages = "filled within days", fresh + old
    if not faulty:
        note, ages = random.choice((("posted steadily", fresh + steady + old), ("new", fresh)))
    number = max(c.number for c in site.every_column()) + 3
    column = Column(site.choose("bulk", _BULK_NAMES), f"tq{number}", number, "other", on_home=False)
    for n, age in enumerate(sorted(ages)):
        model = models[n % len(models)]
        column.articles.append(
            Article(
                number=model.number + 80_000 + n,
                title=f"{site.place}{column.name}工作简报第{n + 1}期",
                published=site.as_of - timedelta(days=age),
                source=site.organiser,
                paragraphs=list(model.paragraphs),
            )
        )
    site.columns.append(column)
    kind = "fault" if faulty else "near_miss"
    site.plant(_ID, site.column_address(family, column), kind, note)
