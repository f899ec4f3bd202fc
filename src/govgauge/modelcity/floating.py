"""What floats over a model site's home page, and advertisements, in the forms that real pages have."""

from collections.abc import Iterator
from random import Random

from govgauge.modelcity.site import Site

_NETWORKS = (
    "http://cpro.baidustatic.com/cpro/ui/c.js", "https://pagead2.googlesyndication.com/pagead/js/adsbygoogle.js",
    "http://images.tanx.com/alimama_0.js", "http://static.mediav.com/js/mvf_g4.js",
)  # fmt: skip
_FREE = (
    "https://hm.baidu.com/hm.js?0f5a", "https://bdimg.share.baidu.com/static/api/js/share.js",
    "http://s4.cnzz.com/z_stat.php?id=1",
)  # fmt: skip
_WANDERS = (
    "var x{n}=50,y{n}=60;function wander{n}(){{var o=document.getElementById('{id}');"
    "o.style.left=x{n}+'px';o.style.top=y{n}+'px';x{n}+=2;y{n}+=1;}}setInterval(wander{n},{pace});"
)
_JQUERY = (
    "function drift{n}(){{$('#{id}').animate({{left:'+=40',top:'+=25'}},{pace});"
    "setTimeout(drift{n},{pace});}}"
)


def window(site: Site, random: Random, target: str, closable: bool) -> tuple[str, str]:
    """(note, HTML) of a window over the page that leads to an address."""
    name = f"{random.choice(('ad', 'piao', 'float', 'fc'))}{random.randrange(10, 900)}"
    close = _close(random, name) if closable else ""
    inside = f'<a href="{target}" target="_blank">{_picture(site)}</a>{close}'
    way = random.randrange(4)
    if way == 0:
        side = random.choice(("left", "right"))
        style = f"position:fixed;{side}:10px;bottom:{random.randrange(10, 200)}px;z-index:99"
        return "stays", f'<div id="{name}" style="{style}">{inside}</div>'
    if way == 1:
        sheet = f"<style>#{name}{{position: fixed;top:120px;left:5px;width:120px}}</style>"
        return "stays by its sheet", f'{sheet}<div id="{name}">{inside}</div>'
    script = (_WANDERS, _JQUERY)[way - 2].format(
        id=name, n=random.randrange(100), pace=random.choice((10, 30, 50))
    )
    style = "position:absolute;z-index:999"
    return "moves", f'<div id="{name}" style="{style}">{inside}</div><script>{script}</script>'


def harmless(site: Site, random: Random) -> Iterator[tuple[str, str]]:
    """(note, HTML) of what only looks like a window or an advertisement."""
    prefix, picture = site.prefix, _picture(site)
    yield (
        "tool bar",
        f'<div class="{site.css("bar")}" style="position:fixed;right:0;bottom:90px"><a href="#top">返回顶部</a>'
        f'<a href="{prefix}/">{picture}</a><span>扫一扫</span></div>',
    )
    menu = "".join(f'<a href="{prefix}/">{name}</a>' for name in ("首页", "要闻", "公开", "服务"))
    yield (
        "head that stays",
        f'<div style="position:fixed;top:0;left:0;width:100%">{picture}{menu}</div>',
    )
    yield "counter", f'<script src="{random.choice(_FREE)}"></script>'
    linked = f'<a href="{prefix}/">{picture}</a>'
    yield (
        "turning pictures",
        f'<div style="position:relative"><div id="turn" style="position:absolute;left:0">{linked}</div></div><script>'
        "setInterval(function(){var t=document.getElementById('turning');if(t)t.className='on';},3000);</script>",
    )
    yield "hidden box", f'<div style="position:fixed;display:none">{linked}</div>'


def advert(random: Random) -> tuple[str, str]:
    """(address, HTML) of an advertisement of a network."""
    address = random.choice(_NETWORKS)
    return address, f'<script src="{address}" async></script>'


def may_draw(site: Site, random: Random) -> str:
    """A script that may put a window over the page."""
    name = random.choice(("floatad.js", "piaochuang.js", "duilian.js"))
    site.files[f"/js/{name}"] = b"function run() {}"
    return f'<script src="{site.prefix}/js/{name}"></script>'


def _picture(site: Site) -> str:
    return f'<img src="{site.prefix}/images/banner.png" width="160">'


def _close(random: Random, name: str) -> str:
    hide = f"document.getElementById('{name}').style.display='none'"
    return random.choice(
        (
            f'<a href="javascript:;" onclick="{hide}">关闭</a>',
            f'<span onclick="{hide}">×</span>',
            f'<img src="/images/banner.png" alt="关闭" onclick="{hide}">',
            '<i class="icon-close"></i>',
        )
    )
