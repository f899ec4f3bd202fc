"""Undated items: articles that show no date at all, and articles dated only on their own page."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Site

_ID = "undated_items"
_OWN_DAYS = frozenset({"services", "letters"})


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """One column without any date, one whose list alone shows none."""
    # Guides and letters tell days of their own: whether those date them is left open.
    free = [c for c in site.lists() if not c.limit_days and c.column_class not in _OWN_DAYS]
    free = [c for c in free if len(c.articles) >= 2]
    if len(free) < 2:
        return
    silent, quiet = random.sample(free, 2)
    for item in quiet.articles:
        item.date_in_list = False
        target = site.address_of(family.path_of(quiet, item))
        site.plant(_ID, target, "near_miss", "dated on its own page")
    if random.random() >= bad:
        return
    for item in silent.articles:
        item.date_in_list = item.date_shown = False
        item.facts = []
        item.date_in_comment = random.random() < 0.5
        target = site.address_of(family.path_of(silent, item))
        site.plant(_ID, target, "fault", "no date in list or article")
    site.plant("page_labels", "", "fault", "an undated article has no PubDate", "article PubDate")
