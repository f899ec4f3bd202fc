"""Choosing places for plants: articles a reader reaches, addresses that no page has."""

from random import Random

from govgauge.modelcity.site import Article, Column, Site

_FOLDERS = ("zt", "old", "upload", "xxgk", "gzdt", "attach", "tpxw", "2019", "wjk")
_SUBJECTS = (
    "主题教育",
    "普法宣传",
    "巡察整改",
    "发展规划",
    "招生考试",
    "文明创建",
    "防汛抗旱",
    "双创服务",
)


def pick_article(site: Site, random: Random) -> tuple[Column, Article]:
    """An article that stands in a plain list of the first host."""
    column = random.choice(site.lists())
    return column, random.choice(column.articles)


def absent_path(random: Random, ending: str) -> str:
    """An address that no page of the site has."""
    return f"/{random.choice(_FOLDERS)}/{random.randrange(10**5, 10**8)}{ending}"


def link_text(random: Random) -> str:
    """The words of a link."""
    subject = random.choice(_SUBJECTS)
    return f"{subject}{random.choice(('专题', '活动安排', '工作简报', '材料汇编', '公示名单'))}"
