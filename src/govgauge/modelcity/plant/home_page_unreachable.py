"""Home page unreachable: a home page that never opens; only a series of visits can tell."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Site

_ID = "home_page_unreachable"


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Say that the home page opens: behind one that does not, nothing at all is planted."""
    site.plant(_ID, site.home, "near_miss", "opens")


def break_home(site: Site) -> None:
    """A home page that answers 503 or hangs up, visit after visit."""
    site.routes["/"] = dict(site.broken_home or {})
    site.plant(_ID, site.home, "fault", "never opens", "visits")
