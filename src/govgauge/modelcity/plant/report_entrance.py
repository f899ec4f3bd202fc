"""Report entrance (我为政府网站找错): missing or leading elsewhere; or linked, scripted, relayed."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.foot import relayed, report, report_address, report_by_script
from govgauge.modelcity.site import Site

_ID = "report_entrance"


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Take the entrance away or send it elsewhere, else show it in one of its real forms."""
    if random.random() < bad * 0.6 or bad == 1.0:
        if random.random() < 0.5:
            del site.foot["report"]
            site.plant(_ID, site.home, "fault", "no entrance in the foot", "missing")
            return
        # A page of the site's own may still send its visitors on by a script.
        elsewhere, kind = random.choice(
            (
                (f"{site.prefix}{family.mailbox_path}", "open"),
                (f"{site.prefix}/", "fault"),
                ("https://www.gov.cn/", "fault"),
            )
        )
        site.foot["report"] = f'<a href="{elsewhere}">我为政府网站找错</a>'
        mark = "target" if kind == "fault" else ""
        site.plant(_ID, site.home, kind, "entrance leads elsewhere", mark)
        return
    href = report_address(site, random)
    forms = {
        "linked": report(href, random),
        "relay host": report(relayed(href, site, random), random),
        "script of its makers": report_by_script(site, random),
        "plain http": report(href.replace("https", "http"), random),
    }
    note = random.choice(list(forms))
    site.foot["report"] = forms[note]
    site.plant(_ID, site.home, "near_miss", note)
