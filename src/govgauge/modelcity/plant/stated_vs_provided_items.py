"""Service columns that list fewer items than they state; and right counts, and counts of a whole place."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Column, Shape, Site

_ID = "stated_vs_provided_items"
_OWN = (
    "本部门共有办事事项{}项",
    "共{}项",
    "目前公开服务事项 {} 项，请按需查阅",
    "现有行政许可和公共服务事项{}项。",
)
_WIDE = "全{p}进驻政务服务中心的事项共{n}项"


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """A count above the list of each service column: too high by the odds of what is bad."""
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    for column in site.every_column():
        whole = column.shape is Shape.LIST and len(column.articles) <= family.items_per_page
        if column.column_class == "services" and whole and column.articles and not column.closed:
            _state(site, family, column, own, is_bad=own.random() < bad)


def _state(site: Site, family: Family, column: Column, own: Random, *, is_bad: bool) -> None:
    address, there = site.column_address(family, column), len(column.articles)
    if is_bad:
        more = own.choice((20, 30, 60, 110))
        column.notice = own.choice(_OWN).format(there + more)
        site.plant(_ID, address, "fault", "far fewer items than stated")
    elif own.random() < 0.25:
        column.notice = _WIDE.format(p=own.choice("市县区"), n=own.randrange(300, 2000))
        site.plant(_ID, address, "open", "the count of a whole place")
    else:
        column.notice = own.choice(_OWN).format(there - own.choice((0, 0, 1)))
        site.plant(_ID, address, "near_miss", "as many as stated, or more")
