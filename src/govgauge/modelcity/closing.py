"""Notices that a model site is closed, will be, or only pauses."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Site

_CLOSED = (
    "{n}网站已于{y}年{m}月{d}日关停，感谢您多年来的关注。",
    "根据集约化工作要求，本网站现已关闭，相关信息请到上级政府网站查询。",
    "本站自{y}年{m}月{d}日起停止更新，原有内容已整合至上级门户网站。", "{n}网站已于{y}年{m}月整合至上级政府门户网站。",
    "本网站已正式下线。",
)  # fmt: skip
# A day on a home page tells how new it is: no notice among content names one.
_ANNOUNCED = (
    "公告：本网站将于近期关停，敬请留意。", "本站拟于年底并入上级政府门户网站。",
    "提示：本网站将于年内迁移至新域名。",
)  # fmt: skip
_HARMLESS = (
    "本网站将于近日升级改版，期间停止服务两小时。", "本站在线申报系统已于上月关闭。",
    "本网站“建言献策”栏目已停止更新。", "全市已关停、整合政府网站多家。", "因检修，本站自今晚起暂停服务。",
    "关闭", "网站维护期间，服务热线已停用，请拨打总机。",
)  # fmt: skip


def closed(site: Site, family: Family, random: Random) -> bytes:
    """The home page of a closed site: its labels, its name and the notice."""
    labels = {"SiteName": site.name, "SiteDomain": site.host, "SiteIDCode": site.unit_id}
    metas = "".join(f'<meta name="{name}" content="{text}">' for name, text in labels.items())
    html = (
        f'<!DOCTYPE html><html><head><meta charset="{family.encoding}"><title>{site.name}</title>{metas}</head><body>'
        f"<h1>{site.name}</h1><p>{_said(_CLOSED, site, random)}</p></body></html>"
    )
    return html.encode(family.encoding)


def announced(site: Site, random: Random) -> str:
    """HTML of a notice among the content of a home page."""
    return f"<div><p>{_said(_ANNOUNCED, site, random)}</p></div>"


def harmless(site: Site, random: Random) -> str:
    """HTML of what only sounds like a notice."""
    return f"<div><p>{_said(_HARMLESS, site, random)}</p></div>"


def _said(forms: tuple[str, ...], site: Site, random: Random) -> str:
    return random.choice(forms).format(
        n=site.name, y=site.as_of.year, m=random.randrange(1, 11), d=random.randrange(1, 28)
    )
