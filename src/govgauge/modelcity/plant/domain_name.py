"""Domain name: a suffix or a form against the rule; settled with the outline, told here."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Site

_ID = "domain_name"


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Say what the host is: against the rule, or right though it may look odd."""
    if site.domain_case:
        # Whether a bare name also answers with www, or a ministry's second name is a sub-site's,
        # only a person can say.
        bare = site.host.count(".") == 2
        unsure = site.domain_case == "form" and (bare or site.level == "central")
        kind, mark = ("open", "") if unsure else ("fault", site.domain_case)
        site.plant(_ID, site.home, kind, site.host, mark)
        return
    note = "in order"
    if site.prefix:
        note = "under a path"
    elif site.level == "central":
        note = "a ministry"
    elif "-" in site.host or any(c.isdigit() for c in site.host):
        note = "hyphen or digit in the name"
    elif site.kind == "department":
        note = "a department below its government"
    site.plant(_ID, site.home, "near_miss", note)
