"""Offices' sites below a site's own name that no list has; and platforms, registered ones, others'."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Site
from govgauge.modelcity.strangers import government

_ID = "unregistered_site"
_OFFICES = {
    "档案局": "daj",
    "地震局": "dzj",
    "粮食局": "lsj",
    "民族宗教事务局": "mzzjj",
    "供销合作社办公室": "gxs",
}
_PLATFORMS = {"数据开放平台": "data", "公共资源交易中心": "ggzy", "政务服务网": "zw"}


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """A site below the own name where something is wrong, else what only looks so."""
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    bare = site.host.removeprefix("www.")
    can = bare.endswith(".gov.cn")
    if can and (own.random() < bad * 0.6 or bad == 1.0):
        office, short = own.choice(list(_OFFICES.items()))
        address = _put_up(site, f"{short}.{bare}", f"{site.place}{office}")
        site.home_links.append((f"{site.place}{office}", address))
        site.plant(_ID, address, "fault", "an office's site that no list has", f"{short}.{bare}")
        return
    if can and own.random() < 0.6:
        platform, short = own.choice(list(_PLATFORMS.items()))
        address = _put_up(site, f"{short}.{bare}", f"{site.place}{platform}")
        note = "a platform below the own name"
    else:
        address = government(site, own, f"{site.place}{own.choice(list(_OFFICES))}")
        note = "an office's site under another name"
    site.home_links.append((f"{site.place}要情", address))
    site.plant(_ID, address, "near_miss", note)


def _put_up(site: Site, host: str, title: str) -> str:
    site.strangers[host] = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1><p>{title}欢迎您。</p></body></html>"
    )
    return f"http://{host}/"
