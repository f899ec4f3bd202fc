"""Closed sites: the notice alone; and announcements among content, pauses, other things that close."""

from random import Random

from govgauge.modelcity.closing import announced, closed, harmless
from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Site

_ID = "closed_site"


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """An announcement, or what only sounds like one, on a home page that is full of content."""
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    if own.random() < bad * 0.2:
        site.tail.append(announced(site, own))
        site.plant(_ID, site.home, "open", "announced among content")
        return
    site.tail.append(harmless(site, own))
    site.plant(_ID, site.home, "near_miss", "in use, with a sentence that sounds like closing")


def close(site: Site, family: Family, random: Random) -> None:
    """Nothing is left of a site but the notice."""
    site.columns.clear()
    site.services_host = ""
    site.files["/index.html"] = closed(site, family, random)
    site.plant(_ID, site.home, "fault", "the notice alone", "closed")
