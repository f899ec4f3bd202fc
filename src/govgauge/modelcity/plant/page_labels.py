"""Page labels: absent, empty, the word null, misspelt; or right in an unusual way of writing."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.labels import MISSPELT, REQUIRED
from govgauge.modelcity.site import Site

COUNTED = True
_ID = "page_labels"
_MOST = 5


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Spoil some labels and write others oddly."""
    taken = {row["mark"] for row in site.truth if row["detector"] == _ID}
    every = [
        (kind, name)
        for kind, names in REQUIRED.items()
        for name in names
        if f"{kind} {name}" not in taken
    ]
    random.shuffle(every)
    count = round(bad * _MOST)
    for kind, name in every[:count]:
        how = random.choice(("absent", "empty", "null", "misspelt"))
        if name == "SiteIDCode" or (how == "misspelt" and name not in MISSPELT):
            how = "absent"
        site.label_faults[kind, name] = how
        site.plant(_ID, "", "fault", how, f"{kind} {name}")
    for kind, name in every[count : count + 3]:
        how = {"PubDate": "with seconds", "SiteDomain": "with scheme"}.get(name, "lower case")
        site.label_faults[kind, name] = how
        site.plant(_ID, "", "near_miss", how, f"{kind} {name}")
