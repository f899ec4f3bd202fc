"""The parts of a foot, each in one of the forms that real feet have."""

from collections.abc import Callable
from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Site

PROVINCES = "冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川黔滇陕甘青"
REGISTRY = "bszs.conac.cn"
RELAYS = ("{}.ipv6.{}", "{}.v6.{}", "{}.relay6.{}")


def fill_foot(site: Site, family: Family, random: Random) -> None:
    """Every part in its right form, in the site's own order."""
    draw: dict[str, Callable[[], str]] = {
        "organiser": lambda: organiser(site, random),
        "contact": lambda: contact(random),
        "site_code": lambda: site_code(site, site.unit_id),
        "icp": lambda: icp(icp_number(site, random), random),
        "police": lambda: police(police_number(site, random), random),
        "mark": lambda: mark(mark_address(random), random),
        "report": lambda: report(report_address(site, random), random),
        "map": lambda: site_map(site, site.prefix + family.map_path),
    }
    kinds = list(draw)
    random.shuffle(kinds)
    site.label_code = site.unit_id
    site.foot = {kind: draw[kind]() for kind in kinds}


def site_code(site: Site, code: str) -> str:
    """The site code behind its label."""
    colon = site.choose("code colon", ("：", ":", "", " "))
    return f"{site.choose('code label', ('网站标识码', '政府网站标识码', '标识码'))}{colon}{code}"


def organiser(site: Site, random: Random) -> str:
    """Who runs the site."""
    label = random.choice(("主办单位：", "主办：", "主办单位: ", "主办单位 ： "))
    return f"{label}{site.organiser}"


def contact(random: Random) -> str:
    """A telephone number or an address."""
    phone = f"0{random.randrange(310, 999)}-{random.randrange(2, 9)}{random.randrange(10**6):06d}"
    street = (
        f"{random.choice(('人民', '建设', '滨河', '迎宾', '文化'))}路{random.randrange(1, 300)}号"
    )
    return random.choice(
        (f"联系电话：{phone}", f"电话：{phone}", f"网站维护电话：{phone}", f"联系方式：{phone}",
         f"地址：{street} 电话：{phone}")
    )  # fmt: skip


def icp_number(site: Site, random: Random) -> str:
    """A well-formed ICP number."""
    year = random.choice(("05", "09", "12", "16", "19", "20"))
    tail = random.choice(("", "-1", "-2", "-5"))
    return f"{site.choose('province', PROVINCES)}ICP备{year}{random.randrange(10**6):06d}号{tail}"


def icp(number: str, random: Random) -> str:
    """The ICP number, mostly linked to the ministry's register."""
    href = random.choice(("https://beian.miit.gov.cn/", "http://www.beian.miit.gov.cn/"))
    return random.choice((number, f'<a href="{href}" target="_blank">{number}</a>'))


def police_number(site: Site, random: Random) -> str:
    """A well-formed police number."""
    area = site.division if site.division.isdigit() else "110101"
    number = f"{area}{random.randrange(1, 9):02d}{random.randrange(10**6):06d}"
    gap = random.choice(("", " ", "&nbsp;"))
    return f"{site.choose('province', PROVINCES)}公网安备{gap}{number}号"


def police(number: str, random: Random) -> str:
    """The police number, mostly linked to the register, sometimes through a relay host."""
    digits = "".join(c for c in number if c.isdigit())
    query = f"/portal/registerSystemInfo?recordcode={digits[:14]}"
    link = f'<a target="_blank" href="http://www.beian.gov.cn{query}">{number}</a>'
    return random.choice((number, link))


def mark_address(random: Random) -> str:
    """A certificate's address at the registry."""
    number = f"{random.getrandbits(128):032X}"
    scheme = random.choice(("http", "https"))
    return f"{scheme}://{REGISTRY}/sitename?method=show&amp;id={number}"


def mark(href: str, random: Random) -> str:
    """The badge as a linked picture."""
    name = random.choice(("red", "blue", "dzjg", "zhengfu", "bs"))
    alt = random.choice((' alt="党政机关"', ' title="党政机关网站标识"', "", ' alt=""'))
    picture = f'<img src="data:image/gif;base64,{_DOT}" border="0" id="img{name}"{alt}>'
    return f'<a href="{href}" target="_blank">{picture}</a>'


def mark_by_script(random: Random) -> str:
    """The badge as the registry hands it out: a script that fills an empty element."""
    serial = f"{random.randrange(10**8):08d}"
    path = f"js/{random.randrange(1, 33):02d}/{random.randrange(1, 400):03d}/0000/{serial}/CA{serial}0001.js"
    span = '<span id="_ideConac"></span>'
    script = f'<script src="https://dcs.conac.cn/{path}" type="text/javascript"></script>'
    return random.choice((script + span, span + script, span))


def report_address(site: Site, random: Random) -> str:
    """The entrance's address at one of its two homes."""
    home = random.choice(("zfwzgl.www.gov.cn", "pucha.kaipuyun.cn"))
    return f"https://{home}/exposure/jiucuo.html?site_code={site.unit_id}"


def report(href: str, random: Random) -> str:
    """The report entrance: text or picture behind a link."""
    inside = random.choice(
        (f'<img src="data:image/gif;base64,{_DOT}" style="margin:0">', "我为政府网站找错", "政府网站找错",
         f'<img src="data:image/gif;base64,{_DOT}" alt="政府网站找错">')
    )  # fmt: skip
    return f'<a href="{href}" target="_blank">{inside}</a>'


def report_by_script(site: Site, random: Random) -> str:
    """The report entrance as its makers hand it out."""
    home = random.choice(("zfwzgl.www.gov.cn", "pucha.kaipuyun.cn"))
    script = f"https://{home}/exposure/jiucuo.js"
    return (
        f'<span id="_span_jiucuo"></span><script id="_jiucuo_" sitecode="{site.unit_id}" '
        f'src="{script}" type="text/javascript"></script>'
    )


def site_map(site: Site, href: str) -> str:
    """The link to the site map."""
    text = site.choose("map", ("网站地图", "站点地图", "网站导航图", "本站地图"))
    return f'<a href="{href}">{text}</a>'


def relayed(href: str, site: Site, random: Random) -> str:
    """An address as an IPv6 relay host rewrites it."""
    scheme, _, rest = href.partition("://")
    host, slash, path = rest.partition("/")
    zone = site.host.partition(".")[2]
    return f"{scheme}://{random.choice(RELAYS).format(host.replace('.', '-'), zone)}{slash}{path}"


_DOT = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
