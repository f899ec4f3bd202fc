"""ICP number: missing or misformed; or right in an unusual way of writing."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.foot import icp, icp_number
from govgauge.modelcity.site import Site

_ID = "icp_number"


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Take the number away or spoil it, else write it in one of the ways that count."""
    number = icp_number(site, random)
    province, digits = number[0], number.partition("备")[2].partition("号")[0]
    if random.random() < bad * 0.6 or bad == 1.0:
        if random.random() < 0.5:
            del site.foot["icp"]
            site.plant(_ID, site.home, "fault", "no number in the foot", "missing")
            return
        wrong = random.choice(
            (f"{province}ICP备{digits[:4]}号", f"{province}ICP备{digits}1号-1", f"ICP备{digits}号",
             f"{province}ICP备{digits[:5]}号-1")
        )  # fmt: skip
        site.foot["icp"] = icp(wrong, random)
        site.plant(_ID, site.home, "fault", "misformed number", "form")
        return
    forms = {
        "with or without suffix": number,
        "lower case": f"{province}icp备{digits}号",
        "blanks inside": f"{province} ICP备 {digits} 号",
        "two numbers": f"{number}　{random.choice('京沪粤')}ICP备{random.randrange(10**7, 10**8)}号-3",
        "old form with zeros": f"{province}ICP备05{random.randrange(10**4):06d}号-1",
        "behind a label": f"备案序号：{number}",
    }
    note = random.choice(list(forms))
    site.foot["icp"] = icp(forms[note], random)
    site.plant(_ID, site.home, "near_miss", note)
