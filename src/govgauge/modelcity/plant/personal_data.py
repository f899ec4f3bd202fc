"""Personal data: identity numbers in lists of names, beside masked ones and numbers of offices."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Site

_ID = "personal_data"
COUNTED = True
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Numbers put behind an article's text: real ones by the share of what is bad."""
    free = [
        (c, a)
        for c in site.lists()
        for a in c.articles
        if a.paragraphs and not a.path and not a.stored
    ]
    random.shuffle(free)
    for column, article in free[:2]:
        article.paragraphs.append(_innocent(random))
        target = site.address_of(family.path_of(column, article))
        site.plant(_ID, target, "near_miss", "a masked number, or one of an office")
    for column, article in free[2 : 2 + round(3 * bad)]:
        article.paragraphs.append(f"受助人张某某，身份证号{_identity(random)}，已审核通过。")
        target = site.address_of(family.path_of(column, article))
        site.plant(_ID, target, "fault", "an identity number")


def _identity(random: Random) -> str:
    born = f"{random.randrange(1940, 2005)}{random.randrange(1, 13):02}{random.randrange(1, 29):02}"
    place = random.choice(("110101", "130402", "310115", "440305", "510104"))
    digits = f"{place}{born}{random.randrange(1, 1000):03}"
    total = sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True))
    return digits + _CHECKS[total % 11]


def _innocent(random: Random) -> str:
    number = _identity(random)
    wrong = _CHECKS[(_CHECKS.index(number[-1]) + random.randrange(1, 10)) % 11]
    return random.choice(
        (
            f"受助人张某某，身份证号{number[:6]}********{number[14:]}，已审核通过。",
            f"受理编号{number[:-1]}{wrong}，请凭编号查询。",
            f"监督电话：138{random.randrange(10**8):08}，欢迎社会各界监督。",
            f"统一社会信用代码9113{random.randrange(10**13):013}X。",
        )
    )
