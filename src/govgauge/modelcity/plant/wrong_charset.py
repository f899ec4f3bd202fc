"""Wrong encodings: an article stored in another one than it names, and rare ways of being right."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Site

_ID = "wrong_charset"


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """One article that was copied in from another system, one with a mark or a rare character."""
    free = [(c, a) for c in site.lists() for a in c.articles if not a.path]
    if len(free) < 2:
        return
    (column, copied), (other, marked) = random.sample(free, 2)
    target = site.address_of(family.path_of(other, marked))
    marked.stored = "marked"
    site.plant(_ID, target, "near_miss", "a byte order mark, or a character beyond GB2312")
    if random.random() >= bad:
        return
    copied.stored = "other"
    target = site.address_of(family.path_of(column, copied))
    site.plant(_ID, target, "fault", "stored in another encoding than it names")
