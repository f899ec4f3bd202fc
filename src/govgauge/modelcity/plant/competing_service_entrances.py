"""Several service halls on one home page; and one, twice linked, or halls for other purposes."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Site
from govgauge.modelcity.strangers import government

_ID = "competing_service_entrances"
_HALLS = (
    "网上办事大厅",
    "政务服务网",
    "行政审批大厅",
    "一网通办",
    "政务服务平台",
    "政务服务大厅",
    "网上服务大厅",
    "在线办事",
)
_SPECIAL = ("不动产办事大厅", "公积金网上办事大厅", "社会保险网上服务大厅", "公共资源交易服务平台")


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Two halls or three where something is wrong, else what only looks so."""
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    names = own.sample(_HALLS, 3)
    first = government(site, own, f"{site.place}{names[0]}")
    site.home_links.append((names[0], first))
    if own.random() < bad * 0.6 or bad == 1.0:
        for name in names[1 : own.choice((2, 3))]:
            site.home_links.append((name, government(site, own, f"{site.place}{name}")))
        site.plant(_ID, site.home, "fault", "unlike halls", "halls")
        return
    note = own.choice(
        (
            "one hall",
            "one hall under two names",
            "hall for one purpose",
            "another place's",
            "twin",
            "an institution",
        )
    )
    if note == "one hall under two names":
        site.home_links.append((names[1], f"{first}index.html"))
    elif note == "hall for one purpose":
        special = own.choice(_SPECIAL)
        site.home_links.append((special, government(site, own, f"{site.place}{special}")))
    elif note == "another place's":
        site.home_links.append(("国家政务服务平台", government(site, own, "国家政务服务平台")))
    elif note == "an institution":
        site.home_links.append(("政务服务中心", government(site, own, f"{site.place}政务服务中心")))
    elif note == "twin":
        site.home_links.append((names[1], government(site, own, f"{site.place}{names[0]}")))
    site.plant(_ID, site.home, "near_miss", note)
