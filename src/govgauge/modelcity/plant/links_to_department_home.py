"""Columns that only lead to an office's front page; and lists of sites, platforms, real columns."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Column, Shape, Site
from govgauge.modelcity.strangers import government
from govgauge.modelcity.wording import Writer

_ID = "links_to_department_home"
_OFFICES = ("财政局", "统计局", "人力资源和社会保障局", "发展和改革委员会", "自然资源局", "审计局")
_COLUMNS = (
    ("部门预决算", "bmyjs", "finance"),
    ("统计年鉴", "tjnj", "statistics"),
    ("人事考录", "rskl", "personnel"),
)
_LISTS = ("部门网站导航", "县区链接", "下属单位", "网站矩阵")
_ENDS = ("", "门户网站", "网", " - 首页")


def prepare(site: Site, random: Random, bad: float) -> None:
    """The columns themselves: what other plants may touch has to be there before they begin."""
    own = Random(f"{site.unit_id} {_ID}")
    name, slug, kind = own.choice(_COLUMNS)
    near = own.choice(("list of sites", "text", "platform"))
    if own.random() < bad * 0.7:
        column = _column(site, name, slug, kind)
        column.elsewhere = [
            (office, _front(site, own, office)) for office in own.sample(_OFFICES, 3)
        ]
        site.columns.append(column)
        return
    if near == "list of sites":
        column = _column(site, own.choice(_LISTS), "bmwz", "other")
    else:
        column = _column(site, name, slug, kind)
    column.elsewhere = [(office, _front(site, own, office)) for office in own.sample(_OFFICES, 2)]
    if near == "text":
        column.paragraphs = Writer(own, site.place, site.as_of.year).paragraphs(4)
    elif near == "platform":
        column.elsewhere = [
            ("公共资源交易", government(site, own, f"{site.place}公共资源交易平台")),
            ("政务数据", government(site, own, f"{site.place}数据开放网")),
        ]
    site.columns.append(column)


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Write down what was prepared, and entries of the home page of either kind."""
    for column in site.columns:
        if column.elsewhere:
            offices = [title for title, _ in column.elsewhere if title in _OFFICES]
            is_fault = len(offices) == 3
            address = site.column_address(family, column)
            note = "offices alone" if is_fault else f"{column.name} leads on rightly"
            site.plant(_ID, address, "fault" if is_fault else "near_miss", note)
    own = Random(f"{site.unit_id} {_ID} entry {random.random()}")
    if own.random() < bad * 0.6:
        name = own.choice(("财政资金", "统计数据", "规划文本", "招考录用", "机构职能"))
        address = _front(site, own, own.choice(_OFFICES))
        site.home_links.append((name, address))
        site.plant(_ID, address, "fault", "an entry to an office's front page", "entry")
        return
    forms = {
        "named after the office": ("财政局", _front(site, own, "财政局")),
        "a platform": ("统计数据", government(site, own, f"{site.place}数据开放平台")),
        "a service portal": ("网上服务", government(site, own, f"{site.place}政务服务网")),
        "no column's name": ("红色记忆", _front(site, own, "档案局")),
    }
    note = own.choice(list(forms))
    site.home_links.append(forms[note])
    site.plant(_ID, forms[note][1], "near_miss", note)


def _column(site: Site, name: str, slug: str, kind: str) -> Column:
    number = max(c.number for c in site.every_column()) + 3
    return Column(name, slug, number, kind, Shape.GROUP, on_home=False)


def _front(site: Site, random: Random, office: str) -> str:
    return government(site, random, f"{site.place}市{office}{random.choice(_ENDS)}")
