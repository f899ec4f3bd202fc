"""Other people's sites that a model site links to: partners, and what came after some of them."""

from random import Random
from zlib import crc32

from govgauge.modelcity.site import Site

_SYLLABLES = ("lan", "ho", "mei", "qi", "shu", "wen", "ya", "xin", "de", "rui", "jia", "bo", "kun")
_ENDINGS = ("com", "net", "cn", "com.cn", "org")
_TRADES = ("商贸", "文化传播", "工程设计", "图书", "物流", "农产品", "会展服务", "建筑材料")


def stranger(site: Site, random: Random, title: str, text: str, described: str = "") -> str:
    """Put up a site with this page; returns its address."""
    word = "".join(random.choice(_SYLLABLES) for _ in range(3))
    mark = crc32(f"{site.unit_id} {len(site.strangers)}".encode()) % 26**3
    tail = "".join(chr(97 + mark // 26**n % 26) for n in range(3))
    host = f"www.{word}{tail}.{random.choice(_ENDINGS)}"
    if host in site.strangers:
        return stranger(site, random, title, text, described)
    meta = f'<meta name="description" content="{described}">' if described else ""
    site.strangers[host] = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{meta}</head>'
        f'<body><h1>{title}</h1><p>{text}</p><p><a href="/">首页</a></p></body></html>'
    )
    return f"http://{host}/"


def government(site: Site, random: Random, title: str) -> str:
    """Put up the front page of another government site; returns its address."""
    word = "".join(random.choice(_SYLLABLES) for _ in range(2))
    mark = crc32(f"{site.unit_id} {len(site.strangers)} {title}".encode()) % 26**4
    tail = "".join(chr(97 + mark // 26**n % 26) for n in range(4))
    host = f"{word}.{tail}.gov.cn"
    site.strangers[host] = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f"<h1>{title}</h1><p>{title}在此公开信息、提供服务，欢迎访问。</p></body></html>"
    )
    return f"http://{host}/"


def company(site: Site, random: Random) -> tuple[str, str]:
    """An ordinary company and its site: name and address."""
    name = (
        f"{site.place}{random.choice(_TRADES)}{random.choice(('公司', '中心', '有限公司', '协会'))}"
    )
    return name, stranger(site, random, name, f"{name}成立以来，坚持诚信经营，服务本地群众。")
