"""Police record number: missing or misformed; or right in an unusual way of writing."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.foot import police, police_number, relayed
from govgauge.modelcity.site import Site

_ID = "police_number"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Take the number away or spoil it, else write it in one of the ways that count."""
    number = police_number(site, random).replace("&nbsp;", " ")
    province, digits = number[0], "".join(c for c in number if c.isdigit())
    if random.random() < bad * 0.6 or bad == 1.0:
        if random.random() < 0.5:
            del site.foot["police"]
            site.plant(_ID, site.home, "fault", "no number in the foot", "missing")
            return
        # Short numbers that begin with a province were given out in earlier years.
        wrong, kind = random.choice(
            ((digits[:8], "fault"), (digits + "7", "fault"), ("9" + digits[1:12], "fault"),
             (digits[:12], "open"))
        )  # fmt: skip
        site.foot["police"] = police(f"{province}公网安备 {wrong}号", random)
        site.plant(_ID, site.home, kind, "misformed number", "form" if kind == "fault" else "")
        return
    forms = {
        "plain": number,
        "with suffix": f"{province}公网安备 {digits}号-19002"
        if random.random() < 0.5
        else f"{province}公网安备{digits}-19002",
        "spelt 公安备案号": f"公安备案号：{digits}",
        "blanks inside": f"{province}公网安备  {digits} 号",
        "full-width digits": f"{province}公网安备{digits.translate(_WIDE)}号",
        "relay host": number,
    }
    note = random.choice(list(forms))
    site.foot["police"] = police(forms[note], random)
    if note == "relay host":
        query = f"/portal/registerSystemInfo?recordcode={digits}"
        href = relayed(f"http://www.beian.gov.cn{query}", site, random)
        site.foot["police"] = f'<a href="{href}">{number}</a>'
    site.plant(_ID, site.home, "near_miss", note)
