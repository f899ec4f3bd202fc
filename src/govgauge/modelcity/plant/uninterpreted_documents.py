"""Documents of a government that nothing interprets; and those interpreted elsewhere, or of kinds nobody explains."""

from datetime import timedelta
from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.policies import is_paper
from govgauge.modelcity.site import Article, Site

_ID = "uninterpreted_documents"
_WINDOW_DAYS = 365
_BODIES = ("政府", "政府办公厅", "政府办公室")
_SURNAMES = "赵钱孙李周吴郑王"


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Leave some documents uninterpreted by what is bad; every other one is interpreted or needs it not."""
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    governs = site.organiser.endswith(_BODIES)
    alone = [
        (article, url) for article, url in _documents(site, family) if _is_recent(site, article)
    ]
    own.shuffle(alone)
    owed = [pair for pair in alone if _is_owed(site, pair[0])]
    faults = min(round(3 * bad), (len(owed) + 1) // 2) if governs else 0
    alone = [*owed, *(pair for pair in alone if pair not in owed)]
    planted = {row["target"] for row in site.truth if row["detector"] != "dead_links"}
    for number, (article, address) in enumerate(alone):
        if number < faults:
            article.links = [
                link for link in article.links if "读" not in link[0] and "图" not in link[0]
            ]
            site.plant(_ID, address, "fault", "nothing interprets it")
            continue
        if not governs:
            site.plant(_ID, address, "near_miss", "issued by a department")
            continue
        if address not in planted and own.random() < 0.5:
            who = f"{own.choice(_SURNAMES)}某某"
            article.title = f"关于{who}等同志职务任免的通知（{article.number}）"
            site.plant(_ID, address, "near_miss", "an appointment")
        else:
            _interpret_elsewhere(site, article, own)
            site.plant(_ID, address, "near_miss", "interpreted elsewhere")


def _documents(site: Site, family: Family) -> list[tuple[Article, str]]:
    """Documents of the site without an interpretation of the site's own."""
    paired = {pair.document_url for pair in site.policy_pairs}
    found = []
    for column in site.every_column():
        for article in column.articles if column.column_class == "policy" else ():
            address = site.address_of(family.path_of(column, article))
            if article.facts and address not in paired:
                found.append((article, address))
    return found


def _is_owed(site: Site, article: Article) -> bool:
    """A document that its page shows to be the government's own, and no draft."""
    shown = [*(value for _, value in article.facts), *article.paragraphs[-2:]]
    return "征求" not in article.title and is_paper(article) and site.organiser in shown


def _is_recent(site: Site, article: Article) -> bool:
    begin = site.as_of - timedelta(days=_WINDOW_DAYS)
    return begin <= article.shown_date <= site.as_of


def _interpret_elsewhere(site: Site, article: Article, own: Random) -> None:
    """A link to an interpretation on another site, or on this one under words of no document."""
    words = own.choice(("政策解读", "图解", "《{t}》解读", "{t}政策问答"))
    others = site.plain_friends
    if not others:
        words, others = "《{t}》解读", [site.prefix + "/"]
    article.links.append((words.format(t=article.title), own.choice(others)))
