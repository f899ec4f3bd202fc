"""Interpretations and documents without links to each other; and those linked in other ways."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.policies import free_papers, unlink
from govgauge.modelcity.site import PolicyPair, Site

_ID = "unlinked_interpretations"
_ABOVE = (
    "《国务院办公厅关于{m}的指导意见》解读",
    "一图读懂《{m}条例》",
    "《关于进一步做好{m}工作的若干措施》政策问答",
)
_MATTERS = ("优化营商环境", "促进就业创业", "加强基层治理", "推进义务教育", "扩大内需")


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Take links out of some pairs by what is bad; at least one pair stays linked."""
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    pairs = list(site.policy_pairs)
    own.shuffle(pairs)
    faults = min(round(3 * bad), max(len(pairs) - 1, 0))
    for number, pair in enumerate(pairs):
        if number < faults:
            note = own.choice((_no_way_there, _no_way_back, _no_way))(site, pair)
            site.plant(_ID, pair.interpretation_url, "fault", note)
        else:
            site.plant(_ID, pair.interpretation_url, "near_miss", "linked both ways")
    _interpret_above(site, family, own)


def _no_way_there(site: Site, pair: PolicyPair) -> str:
    unlink(pair.interpretation, pair.document_url, site)
    return "the interpretation does not lead to the document"


def _no_way_back(site: Site, pair: PolicyPair) -> str:
    unlink(pair.document, pair.interpretation_url, site)
    return "the document does not lead to the interpretation"


def _no_way(site: Site, pair: PolicyPair) -> str:
    _no_way_there(site, pair)
    _no_way_back(site, pair)
    return "neither leads to the other"


def _interpret_above(site: Site, family: Family, own: Random) -> None:
    """An interpretation of a document that stands on another site."""
    paired = {pair.interpretation_url for pair in site.policy_pairs}
    for article, address in free_papers(site, family, "interpretation"):
        if address not in paired:
            title = own.choice(_ABOVE).format(m=own.choice(_MATTERS))
            article.title = f"{title}（{article.number}）"
            site.plant(_ID, address, "near_miss", "the document is not the site's own")
            return
