"""The yearly work form of a model site: an article whose figures fit each other, or do not."""

from datetime import date
from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Article, Column, Site

_TITLES = (
    "{n}{y}年度政府网站工作报表", "政府网站工作年度报表（{y}年度）", "{y}年政府网站年度工作报表",
    "{n}政府网站工作年度报表（{y}年度）", "{y}年度网站年度报表",
)  # fmt: skip


def title(site: Site, random: Random, year: int) -> str:
    """What a form of this year is called."""
    return random.choice(_TITLES).format(n=site.name, y=year)


def figures(random: Random) -> list[tuple[str, str]]:
    """Figures of a form that fit each other, some of them equal where no more is needed."""
    parts = [random.randrange(3, 900) for _ in range(3)]
    persons, bodies = random.randrange(0, 9000), random.randrange(0, 900)
    got = random.randrange(0, 400)
    items = random.randrange(20, 900)
    return [
        ("独立用户访问总量", f"{random.randrange(10**4, 10**7)}"),
        ("信息发布总数", f"{sum(parts) + random.choice((0, 0, 17))}"),
        ("概况类信息更新量", f"{parts[0]}"),
        ("政务动态信息更新量", f"{parts[1]}"),
        ("信息公开目录信息更新量", f"{parts[2]}"),
        ("政务服务事项数量", f"{items}"),
        ("可全程在线办理政务服务事项数量", f"{random.choice((items, items // 2))}"),
        ("办件量总数", f"{persons + bodies}"),
        ("自然人办件量", f"{persons}"),
        ("法人办件量", f"{bodies}"),
        ("收到留言数量", f"{got}"),
        ("办结留言数量", f"{random.choice((got, got * 9 // 10))}"),
        ("公开答复数量", f"{got // 2}"),
    ]


def at_odds(random: Random) -> tuple[list[tuple[str, str]], str]:
    """Figures of which one pair does not fit, and the key by which that is told."""
    given = dict(figures(random))
    part, whole = random.choice(
        (
            ("办结留言数量", "收到留言数量"),
            ("可全程在线办理政务服务事项数量", "政务服务事项数量"),
            ("办件量总数", ""),
        )
    )
    given[part] = f"{int(given[whole or part]) + random.randrange(1, 40)}"
    return list(given.items()), f"sums {part}"


def put_up(
    site: Site,
    family: Family,
    heading: str,
    published: date,
    facts: list[tuple[str, str]],
    words: str = "",
) -> str:
    """Publish a form behind a link of the home page; returns its address."""
    column = _column(site)
    number = max((a.number for c in site.every_column() for a in c.articles), default=1000)
    article = Article(
        number=number + 40_000 + len(site.extras),
        title=heading,
        published=published,
        source=site.organiser,
        paragraphs=[],
        facts=facts,
    )
    site.extras.append((column, article))
    path = family.path_of(column, article)
    site.home_links.append((words or heading, site.prefix + path))
    return site.address_of(path)


def _column(site: Site) -> Column:
    return site.lists()[-1]
