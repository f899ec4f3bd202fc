"""Site code: missing, misformed, another site's, unlike its label; or right in an odd form."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.foot import site_code
from govgauge.modelcity.site import Site

_ID = "site_code"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """The code in the foot and in the label: right, or wrong in one of five ways."""
    if random.random() >= bad:
        _near_miss(site, random)
        return
    spoilt = ("home", "SiteIDCode") in site.label_faults  # No label is left to be unlike.
    code, how = site.unit_id, random.randrange(4 if spoilt else 5)
    last = code[:9] + str((int(code[9]) + 1) % 10)
    if how == 0:
        del site.foot["site_code"]
        mark = "missing"
    elif how == 1:
        _show(site, code[:9])
        mark = "form"
    elif how == 2:
        _show(site, "52" + code[2:] if code[0].isdigit() else last)
        mark = "other"
    elif how == 3:
        _show(site, code + "01")
        mark = "form"
    else:
        site.label_code = last
        mark = "label"
    site.plant(_ID, site.home, "fault", f"case {how}", mark)


def _show(site: Site, code: str) -> None:
    site.label_code = code
    site.foot["site_code"] = site_code(site, code)


def _near_miss(site: Site, random: Random) -> None:
    code = site.unit_id
    forms = (code, code.translate(_WIDE), f"{code[:6]} {code[6:]}", code.upper())
    how = random.randrange(len(forms))
    site.foot["site_code"] = site_code(site, forms[how])
    site.plant(_ID, site.home, "near_miss", f"written in way {how}")
