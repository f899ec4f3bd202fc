"""Documents without number or issuer; and those that tell it elsewhere, or owe none."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.policies import (
    free_documents,
    furnish,
    listed_documents,
    number_label,
    without,
)
from govgauge.modelcity.site import Article, Site

_ID = "incomplete_documents"
_NONE = ("无", "暂无", "无文号")


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Furnish the site's documents; then take particulars away by what is bad."""
    furnish(site, family)
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    # One document stays whole: what scripts may write is told by pages of the same scripts.
    every = listed_documents(site, family)
    own.shuffle(every)
    whole, every = every[:1], every[1:]
    faults = min(round(3 * bad), (len(every) + 1) // 2)
    for article, address in every[:faults]:
        without(article, (number_label(site),))
        site.plant(_ID, address, "fault", "no number anywhere", "number")
    for _, address in whole:
        site.plant(_ID, address, "near_miss", "the number in the site's own brackets")
    free = {address for _, address in free_documents(site, family)}
    rest = [(article, address) for article, address in every[faults:] if address in free]
    for article, address in rest[: faults + 1]:
        how = own.choice((_told_none, _below_title, _in_title, _draft, _elsewhere))
        site.plant(_ID, address, "near_miss", how(site, article, own))


def _told_none(site: Site, article: Article, own: Random) -> str:
    label = number_label(site)
    without(article, (label,))
    article.facts.insert(0, (label, own.choice(_NONE)))
    return "the page says that it has no number"


def _number(site: Site, article: Article) -> str:
    label = number_label(site)
    number = next(value for name, value in article.facts if name == label)
    without(article, (label,))
    return number


def _below_title(site: Site, article: Article, own: Random) -> str:
    article.paragraphs.insert(0, _number(site, article))
    return "the number stands under the title"


def _in_title(site: Site, article: Article, own: Random) -> str:
    article.title = (
        f"{article.title}（{_number(site, article).replace('（', '〔').replace('）', '〕')}）"
    )
    return "the number stands in the title"


def _draft(site: Site, article: Article, own: Random) -> str:
    _number(site, article)
    article.title = f"关于公开征求《{article.title}》意见的通知"
    return "a draft for comment has no number"


def _elsewhere(site: Site, article: Article, own: Random) -> str:
    _number(site, article)
    article.paragraphs = ["详见附件。"]
    return "the text stands in an attachment"
