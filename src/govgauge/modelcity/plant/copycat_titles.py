"""Names of other sites: a neighbour's in place of the own; and names that only look so."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Site

_ID = "copycat_titles"
_BRANDS = ("{p}在线", "{p}之窗", "数字{p}", "{p}政务")


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Call the site by a neighbour's name, or in one of the ways that are its own."""
    own = Random(f"{site.unit_id} {_ID}")
    names = [name for name, _ in site.friends if name not in site.above]
    neighbours = [name for name in names if not _alike(site.name, name)]
    if neighbours and own.random() < bad * 0.6:
        _call(site, own.choice(neighbours))
        site.plant(_ID, site.home, "fault", "the name of a neighbour")
        return
    forms = {
        "portal behind": f"{site.name}门户网站",
        "greeting before": f"欢迎访问{site.name}网站",
        "a brand of its own": own.choice(_BRANDS).format(p=site.place),
    }
    if neighbours:
        forms["a neighbour's name and its own"] = f"{own.choice(neighbours)} {site.name}"
    note = own.choice(list(forms))
    if own.random() < 0.5:
        _call(site, forms[note])
        site.plant(_ID, site.home, "near_miss", note)


def _call(site: Site, name: str) -> None:
    site.registered_name = site.name
    site.name = name


def _alike(one: str, other: str) -> bool:
    """Where one name holds the other nobody can tell whose it is."""
    return one in other or other in one
