"""News taken over late or under a wrong source; and news taken over at once, or that only cites an agency."""

from datetime import timedelta
from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.policies import free_papers
from govgauge.modelcity.site import Article, Site

_ID = "original_release"
_NEWEST = 10
_AGENCIES = (
    ("新华社", "新华社"),
    ("中新社", "中新网"),
    ("人民日报", "人民网"),
    ("经济日报", "经济日报"),
)
_CITIES = ("北京", "上海", "广州", "成都", "")
_FORMS = (
    "{a}{c}{m}月{d}日电　",
    "（{a}{c}{m}月{d}日电）",
    "据{a}{m}月{d}日电 ",
    "{a}{c}{y}年{m}月{d}日电（记者 王某）",
)


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Take news over by what is bad: late, or as one's own."""
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    news = {id(a) for c in site.lists() if c.column_class == "news" for a in c.articles[:_NEWEST]}
    free = [
        (article, address)
        for article, address in free_papers(site, family, "news")
        if id(article) in news and 0 <= (site.as_of - article.shown_date).days < 350
    ]
    own.shuffle(free)
    faults = min(round(3 * bad), len(free) // 3)
    for number, (article, address) in enumerate(free[: 2 * faults + 1]):
        if number < faults:
            note = own.choice((_late, _as_own))(site, article, own)
            site.plant(_ID, address, "fault", note)
        else:
            note = own.choice((_at_once, _cited, _undated))(site, article, own)
            site.plant(_ID, address, "near_miss", note)


def _dateline(article: Article, own: Random, days: int) -> str:
    """Put a dateline of so many days before before the text; who sent it is returned."""
    source, agency = own.choice(_AGENCIES)
    day = article.shown_date - timedelta(days=days)
    line = own.choice(_FORMS).format(
        a=agency, c=own.choice(_CITIES), y=day.year, m=day.month, d=day.day
    )
    article.paragraphs = [line + article.paragraphs[0], *article.paragraphs[1:]]
    return source


def _late(site: Site, article: Article, own: Random) -> str:
    days = own.choice((2, 3, 5, 12, 40))
    article.source = _dateline(article, own, days)
    return f"taken over after {days} days"


def _as_own(site: Site, article: Article, own: Random) -> str:
    _dateline(article, own, own.choice((0, 1, 4)))
    article.source = site.organiser
    return "an agency's dateline under the site's own name"


def _at_once(site: Site, article: Article, own: Random) -> str:
    article.source = _dateline(article, own, own.choice((0, 1)))
    return "taken over within a day"


def _cited(site: Site, article: Article, own: Random) -> str:
    day = article.shown_date - timedelta(days=30)
    told = f"此前，新华社{day.month}月{day.day}日电曾报道相关做法。"
    article.paragraphs = [*article.paragraphs, told]
    return "the text cites an agency further down"


def _undated(site: Site, article: Article, own: Random) -> str:
    article.source = own.choice(_AGENCIES)[0]
    return "taken over without a dateline"
