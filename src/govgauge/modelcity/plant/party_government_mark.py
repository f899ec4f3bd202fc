"""Party and government mark: missing or leading elsewhere; or linked, scripted, relayed."""

import re
from random import Random
from urllib.parse import urlsplit

from govgauge.modelcity.family import Family
from govgauge.modelcity.foot import REGISTRY, mark, mark_address, mark_by_script, relayed
from govgauge.modelcity.site import Site

_ID = "party_government_mark"


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Take the badge away or send it elsewhere, else show it in one of its real forms."""
    if random.random() < bad * 0.6 or bad == 1.0:
        if random.random() < 0.5:
            del site.foot["mark"]
            site.plant(_ID, site.home, "fault", "no badge in the foot", "missing")
            return
        friends = [url for _, url in site.friends if urlsplit(url).path == "/"]
        elsewhere = random.choice((f"{site.prefix}/", *friends))
        # The picture names itself, so that there is a badge and only its target is wrong.
        named = mark(elsewhere, random).partition("<img ")
        site.foot["mark"] = f'{named[0]}<img alt="党政机关网站标识" {_without_names(named[2])}'
        site.plant(_ID, site.home, "fault", "badge leads elsewhere", "target")
        return
    href = mark_address(random)
    scripted = mark_by_script(random)
    unknown = f'<span id="_ideConac"></span><script src="{site.prefix}/js/badge.js"></script>'
    forms = {
        "linked picture": mark(href, random),
        "script of the registry": scripted,
        "relay host": mark(relayed(href, site, random), random),
        "linked text": f'<a href="http://{REGISTRY}/sitename">党政机关网站标识</a>',
        "element filled by an unknown script": unknown,
    }
    note = random.choice(list(forms))
    site.foot["mark"] = forms[note]
    kind = "near_miss"
    if "_ideConac" in forms[note] and "dcs." not in forms[note]:
        kind = "open"
        site.files["/js/badge.js"] = b"document.getElementById('_ideConac').innerHTML='';"
    site.plant(_ID, site.home, kind, note, "")


def _without_names(picture: str) -> str:
    return re.sub(r' (?:alt|title)="[^"]*"', "", picture)
