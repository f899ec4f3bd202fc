"""Documents published long after their day of issue; and those just in time, or of others."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.letters import asked_before
from govgauge.modelcity.policies import issued_by, listed_documents, take_back
from govgauge.modelcity.site import Site

_ID = "late_publication"
_LIMIT = 20
_ABOVE = ("国务院办公厅", "国务院", "国家发展改革委")


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Put the day of issue back by what is bad."""
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    free = [
        (article, url)
        for article, url in listed_documents(site, family)
        if 0 <= (site.as_of - article.shown_date).days < 360 and len(article.paragraphs) > 2
    ]
    own.shuffle(free)
    paired = {pair.document_url for pair in site.policy_pairs}
    faults = min(round(4 * bad), (len(free) + 1) // 2)
    for number, (article, address) in enumerate(free[: 2 * faults + 1]):
        if number < faults:
            late = own.choice((21, 22, 25, 30, 60, 110))
            take_back(site, article, asked_before(article.shown_date, late))
            site.plant(_ID, address, "fault", f"after {late} working days")
        elif own.random() < 0.6 or site.level == "central" or address in paired:
            take_back(site, article, asked_before(article.shown_date, _LIMIT))
            site.plant(_ID, address, "near_miss", "on the twentieth working day")
        else:
            take_back(site, article, asked_before(article.shown_date, own.choice((30, 90))))
            issued_by(site, article, own.choice(_ABOVE))
            site.plant(_ID, address, "near_miss", "issued by the centre")
