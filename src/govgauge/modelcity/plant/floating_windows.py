"""Floating windows without a way to close them, advertisements; and what only looks like either."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.floating import advert, harmless, may_draw, window
from govgauge.modelcity.site import Site

_ID = "floating_windows"


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """A window or an advertisement where something is wrong, else a harmless thing."""
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    if own.random() >= bad * 0.6 and bad < 1.0:
        near = [*harmless(site, own)]
        near.append(("closable window", window(site, own, site.home, closable=True)[1]))
        note, html = own.choice(near)
        is_open = "/js/badge.js" in site.foot.get("mark", "")
        site.tail.append(html)
        site.plant(_ID, site.home, "open" if is_open else "near_miss", note)
        return
    drawn = own.random()
    if drawn < 0.15:
        site.tail.append(may_draw(site, own))
        site.plant(_ID, site.home, "open", "a script that may draw a window")
    elif drawn < 0.45:
        address, html = advert(own)
        site.tail.append(html)
        site.plant(_ID, site.home, "fault", "an advertisement", f"advert {address}")
    else:
        note, html = window(site, own, site.home, closable=False)
        site.tail.append(html)
        site.plant(_ID, site.home, "fault", note, f"window {site.home}")
