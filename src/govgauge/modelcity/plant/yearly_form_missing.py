"""Yearly work form: none for the year before, late, at odds with itself; or in time to the day."""

from datetime import date
from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Shape, Site
from govgauge.modelcity.strangers import government
from govgauge.modelcity.yearly_form import at_odds, figures, put_up, title

_ID = "yearly_form_missing"


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """The form of the year before where nothing is wrong, else what is wrong with it."""
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    year = site.as_of.year - 1
    if not site.lists():
        return
    if own.random() >= bad * 0.6 and bad < 1.0:
        _in_time(site, family, own, year)
        return
    drawn = own.random()
    if drawn < 0.4 and not _hides_something(site):
        _none(site, family, own, year)
    elif drawn < 0.7:
        published = date(year + 1, own.randrange(2, 8), own.randrange(1, 28))
        address = put_up(site, family, title(site, own, year), published, figures(own))
        site.plant(_ID, address, "fault", "late", "late")
    else:
        facts, mark = at_odds(own)
        day = date(year + 1, 1, own.randrange(4, 31))
        address = put_up(site, family, title(site, own, year), day, facts)
        site.plant(_ID, address, "fault", "figures at odds", mark)


def _hides_something(site: Site) -> bool:
    """What a script lists, or a server fails to show, may be the form for all anybody knows."""
    if site.flaky_every or any(c.shape is Shape.SCRIPTED for c in site.every_column()):
        return True
    failing = (
        route.get("status", 200) not in (200, 301, 302, 404, 410) for route in site.routes.values()
    )
    return any(failing)


def _in_time(site: Site, family: Family, own: Random, year: int) -> None:
    day = date(year + 1, 1, own.choice((31, 31, 30, 12)))
    note = "in time to the day" if day.day == 31 else "in time"
    heading = title(site, own, year)
    words = own.choice(("", "", f"政府网站工作年度报表（{year}年度）"))
    address = put_up(site, family, heading, day, figures(own), words)
    if own.random() < 0.3:
        earlier = date(year, 6, own.randrange(1, 28))
        put_up(site, family, title(site, own, year - 1), earlier, at_odds(own)[0])
        note = "in time; the form before was late"
    site.plant(_ID, address, "near_miss", note)


def _none(site: Site, family: Family, own: Random, year: int) -> None:
    """Only older forms, or the supervising form; behind a link without a year nobody can tell."""
    put_up(site, family, title(site, own, year - 1), date(year, 1, 20), figures(own))
    if own.random() < 0.4:
        heading = f"政府网站监管年度报表（{year}年度）"
        put_up(site, family, heading, date(year + 1, 1, 20), [])
    if own.random() < 0.2:
        site.home_links.append(("政府网站年度报表", government(site, own, f"{site.place}报表公开")))
        site.plant(_ID, site.home, "open", "no form of the year, and a link without a year")
        return
    site.plant(_ID, site.home, "fault", "no form of the year", f"missing {year}")
