"""Organiser and contact: one of the two missing; or both in an unusual way of writing."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Site

_ID = "organiser_contact"


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Leave out who runs the site or how to reach them, else write both in a way that counts."""
    if random.random() < bad * 0.6 or bad == 1.0:
        missing = random.choice(("organiser", "contact"))
        del site.foot[missing]
        if missing == "organiser":
            # A builder's name is no organiser.
            site.foot["builder"] = random.choice(
                (
                    f"技术支持：{site.place}信息中心",
                    f"承办单位：{site.place}大数据中心",
                    f"维护：{site.place}融媒体中心",
                )
            )
        site.plant(_ID, site.home, "fault", f"no {missing} in the foot", missing)
        return
    phone = f"0{random.randrange(310, 999)}-{random.randrange(2 * 10**6, 9 * 10**6)}"
    forms = {
        "as usual": (site.foot["organiser"], site.foot["contact"]),
        "one sentence": (f"本网站由{site.organiser}主办", f"联系我们：{phone}"),
        "blanks inside": (f"主 办 单 位：{site.organiser}", f"联 系 电 话：{phone}"),
        "hosted and run": (f"主办、承办单位：{site.organiser}", f"网站管理：{phone}"),
        "without hyphen": (f"主办单位：{site.organiser}", f"电话：（{phone.replace('-', '）')}"),
    }
    note = random.choice(list(forms))
    site.foot["organiser"], site.foot["contact"] = forms[note]
    site.plant(_ID, site.home, "near_miss", note)
