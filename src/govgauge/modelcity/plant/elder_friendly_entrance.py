"""Entrance for old and disabled readers: none, or one that leads nowhere; or shown in some form."""

from random import Random

from govgauge.modelcity.access import about_the_subject, shown, uncertain
from govgauge.modelcity.family import Family
from govgauge.modelcity.picking import absent_path
from govgauge.modelcity.site import Site

_ID = "elder_friendly_entrance"


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """No entrance, a dead one, what cannot be told from the plain page, or a good one."""
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    if own.random() >= bad * 0.6 and bad < 1.0:
        note, html = shown(site, own)
        site.head.append(html)
        site.plant(_ID, site.home, "near_miss", note)
        return
    drawn = own.random()
    if drawn < 0.2 or "/js/badge.js" in site.foot.get("mark", ""):
        note, html = uncertain(site, own)
        site.head.append(html)
        site.plant(_ID, site.home, "open", note)
    elif drawn < 0.5:
        path = absent_path(own, ".html")
        site.head.append(f'<a href="{site.prefix}{path}">适老化版</a>')
        site.plant(_ID, site.home, "fault", "leads nowhere", "dead")
        site.plant("dead_links", site.address_of(path), "fault", "absent accessible form")
    else:
        site.head.append(about_the_subject(site, own))
        site.plant(_ID, site.home, "fault", "no entrance", "missing")
