"""The entrance for old and disabled readers of a model site, in the forms that real pages have."""

from random import Random

from govgauge.modelcity.site import Site

_NAMES = (
    "无障碍浏览",
    "无障碍阅读",
    "长者模式",
    "适老化版",
    "关怀版",
    "适老化无障碍",
    "长者助手",
    "进入长辈版",
    "无障碍",
)


def shown(site: Site, random: Random) -> tuple[str, str]:
    """(note, HTML) of an entrance that readers see."""
    name = random.choice(_NAMES)
    picture = f'<img src="{site.prefix}/images/banner.png" height="20"'
    forms = {
        "link that a script follows": f'<a href="javascript:void(0)">{name}</a>',
        "button": f'<button type="button" aria-pressed="false">{name}</button>',
        "plain element": f'<span class="{site.css("care")}">{name}</span> | <span>简体</span>',
        "link to the page itself": f'<a href="#top">{name}</a>',
        "picture with words": f'<a href="javascript:;" onclick="care()">{picture} alt="{name}"></a>',
        "element with a title": f'<a href="javascript:;" title="{name}">{picture} alt=""></a>',
        "two in one": f"<a href='javascript:;'>{name}</a> <a href='javascript:;'>长者模式</a>",
    }
    note = random.choice(list(forms))
    return note, forms[note]


def about_the_subject(site: Site, random: Random) -> str:
    """What speaks of old and disabled people, and is no entrance."""
    words = random.choice(
        ("无障碍环境建设", "老年人", "关怀困难群众", "适老化改造补贴", "老年人服务")
    )
    return f'<a href="{site.prefix}/">{words}</a> <a href="{site.prefix}/">简体</a>'


def uncertain(site: Site, random: Random) -> tuple[str, str]:
    """(note, HTML) of what only a person or a browser can tell."""
    picture = f'<img src="{site.prefix}/images/banner.png" height="20">'
    forms = {
        "hidden": '<div style="display:none"><a href="javascript:;">无障碍浏览</a></div>',
        "picture without words": f'<a href="javascript:;" onclick="turn()">{picture}</a>',
        "tool that may draw it": f'<script src="{site.prefix}/js/wza.js"></script>',
    }
    note = random.choice(list(forms))
    if "wza.js" in forms[note]:
        site.files["/js/wza.js"] = b"window.wza = function () {};"
    return note, forms[note]
