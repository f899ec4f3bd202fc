"""Site map: no link in the foot, or one that leads nowhere; or a link under another name."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.foot import site_map
from govgauge.modelcity.picking import absent_path
from govgauge.modelcity.site import Site

_ID = "site_map"


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Take the link away or break it, else name it in one of the usual ways."""
    if random.random() < bad * 0.6 or bad == 1.0:
        if random.random() < 0.5:
            del site.foot["map"]
            site.plant(_ID, site.home, "fault", "no link in the foot", "missing")
            return
        path = absent_path(random, ".html")
        site.foot["map"] = site_map(site, site.prefix + path)
        site.plant(_ID, site.home, "fault", "link leads nowhere", "dead")
        site.plant("dead_links", site.address_of(path), "fault", "absent site map")
        return
    href = site.prefix + family.map_path
    forms = {
        "as usual": site_map(site, href),
        "blanks inside": f'<a href="{href}">网 站 地 图</a>',
        "title only": f'<a href="{href}" title="网站地图"><img src="{site.prefix}/images/map.png" alt="网站地图"></a>',
        "redirected": f'<a href="{site.prefix}/wzdt/">站点地图</a>',
        "in English too": f'<a href="{href}">网站地图 Sitemap</a>',
    }  # fmt: skip
    note = random.choice(list(forms))
    if note == "title only":
        site.files["/images/map.png"] = site.files["/images/banner.png"]
    if note == "redirected":
        site.routes["/wzdt/"] = {"status": 302, "location": href}
    site.foot["map"] = forms[note]
    site.plant(_ID, site.home, "near_miss", note)
