"""Hidden links: drawn away, shrunk or see-through in the foot of every page; and what only looks so."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Site
from govgauge.modelcity.strangers import company

_ID = "hidden_links"
_HIDDEN = (
    ('<div style="position:absolute;left:-{far}px;top:0">{link}</div>', "off the screen"),
    ('<div style="position:fixed; top: -{far}px;">{link}</div>', "above the screen"),
    ('<span style="text-indent:-{far}px;display:block;">{link}</span>', "text drawn out of its box"),
    ('<div style="height:1px;overflow:hidden">{link}</div>', "one pixel high"),
    ('<div style="width:0;height:0;overflow:hidden;">{link}</div>', "no size"),
    ('<marquee height="{low}" width="{low}" scrollamount="5">{link}</marquee>', "a marquee of no height"),
    ('<marquee scrollamount="{far}" scrolldelay="1">{link}</marquee>', "a marquee too fast to see"),
    ('<font style="font-size:0px;">{link}</font>', "letters of no size"),
    ('<div style="opacity:0">{link}</div>', "see-through"),
    ('<style>.{css}{{position:absolute;left:-{far}px}}</style><div class="{css}">{link}</div>',
     "drawn away by the style sheet"),
)  # fmt: skip
_SHOWN = (
    ("{link}", "a partner's link"),
    ('<ul class="{css}" style="display:none"><li>{link}</li></ul>', "a menu that opens"),
    ('<div id="{css}" style="display:none">{link}</div>', "a panel that opens"),
    ('<div style="display:none">{count}</div>', "a counter's link"),
    ('<div style="position:absolute;left:-{far}px">{count}</div>', "a counter's link off the screen"),
    ('<div style="position:absolute;left:-1200px;width:3600px">{link}</div>', "a strip that moves"),
    ('<a href="{href}" style="text-indent:-999em;display:inline-block;background:url(/images/banner.png)">'
     "{name}</a>", "a link that stands for its picture"),
    ('<marquee height="60" scrollamount="2">{link}</marquee>', "a marquee one can read"),
    ('<span style="font-size:12px;opacity:0.6">{link}</span>', "small and pale"),
)  # fmt: skip


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Two parts of the foot: a link that is seen, and by what is bad one that is not."""
    forms = [*random.sample(_SHOWN, 2)]
    faulty = random.random() < bad
    for number, (form, note) in enumerate(forms):
        _part(site, random, form, note, "near_miss", number)
    if faulty:
        form, note = random.choice(_HIDDEN)
        _part(site, random, form, note, "fault", len(forms))


def _part(site: Site, random: Random, form: str, note: str, kind: str, number: int) -> None:
    name, href = company(site, random)
    if "{count}" in form:
        href = f"http://www.{random.choice(('cnzz.com/stat', '51.la/?'))}{random.randrange(10**6)}"
    link = f'<a href="{href}" target="_blank">{name}</a>'
    html = form.format(
        link=link,
        href=href,
        name=name,
        count=link,
        css=site.css(f"part{number}"),
        far=random.randrange(900, 9999),
        low=random.randrange(0, 3),
    )
    site.foot[f"partner {number}"] = html
    site.plant(_ID, href, kind, note)
