"""Forms of guides that are not there; and forms that are, under odd names and in other columns."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.files import form
from govgauge.modelcity.guides import contents, free_guides, write
from govgauge.modelcity.picking import absent_path
from govgauge.modelcity.site import Article, Site

_ID = "missing_forms"
_FORMS = ("申请表", "登记表", "申请表（样表）", "承诺书", "填写示范文本")
_WORDS = ("{f}.doc", "附件：{f}", "{f}下载", "点击下载{f}", "{n}.{f}")


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Dead downloads by what is bad, living ones as many; and dead files others planted in guides."""
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    _as_told_elsewhere(site)
    free = list(free_guides(site, family))
    own.shuffle(free)
    faults = min(round(3 * bad), len(free) // 3)
    for number, (_, article, address) in enumerate(free[: 2 * faults + 1]):
        said = contents(site, own)
        write(site, article, said, own)
        name = f"{article.title[:6]}{own.choice(_FORMS)}"
        path = absent_path(own, own.choice((".doc", ".xls", ".docx")))
        anchor = own.choice(_WORDS).format(f=name, n=own.randrange(1, 9))
        article.files = [(anchor, site.address_of(path))]
        if number < faults:
            site.plant(_ID, site.address_of(path), "fault", "a form that is not there")
            site.plant("dead_links", site.address_of(path), "fault", "absent form of a guide")
        elif own.random() < 0.75:
            site.files[path] = form(own.randrange(1, 500))
            site.plant(_ID, site.address_of(path), "near_miss", "a form that is there")
        else:
            article.files = []
            _named_only(site, article, said, own)
            site.plant(_ID, address, "open", "a form named and offered nowhere")


def _named_only(site: Site, article: Article, said: dict[str, str], own: Random) -> None:
    said["materials"] = f"《{site.place}{own.choice(('补贴', '许可', '备案'))}申请表》一式两份"
    write(site, article, said, own, own.choice(("lines", "table")))


def _as_told_elsewhere(site: Site) -> None:
    """Files in guides that another plant let die are forms that cannot be had."""
    dead = {
        t["target"] for t in site.truth if t["detector"] == "dead_links" and t["kind"] == "fault"
    }
    for column in site.every_column():
        for article in column.articles if column.column_class == "services" else ():
            for _, href in article.files:
                address = href if href.startswith("http") else f"http://{site.host}{href}"
                if address in dead and "指南" in article.title:
                    site.plant(_ID, address, "fault", "a file of a guide that is not there")
