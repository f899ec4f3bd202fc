"""Short notices in a site's place: for other regions, for later, for sale, or moved away.

Page-traps T-F4, T-F12, hostile-servers H27, H63.  None of them says anything about the site's
content; what a long page says on these subjects is its content.  Words alone never decide: a notice
is short and has few links, and it speaks of this very name, request or region.
"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from govgauge.gather.shown import Shown

_NOTICE_CHARS = 600
_PAGE_CHARS = 300
_PARKED_CHARS = 1500
_NOTICE_LINKS = 10
_PARKED_LINKS = 20
_REFUSING = frozenset({403, 405, 429, 451, 503})
_ABROAD = (
    r"(?:境外|海外|国外|非中国|非大陆|大陆以外|大陆(?:地区)?之?外|境内以外|港澳台|本地区以外|overseas|foreign"
    r"|outside (?:of )?(?:the )?(?:mainland|china|country|people))"
)
_AT_HOME = r"(?:境内|国内|大陆|中国|本国|mainland china|china|chinese mainland|mainland)"
_REFUSED = (
    r"(?:禁止|限制|拒绝|不允许|不支持|无法|不能|未开放|不开放|暂停|暂不|屏蔽|拦截|阻断|不予|关闭"
    r"|denied|blocked|forbidden|not (?:allowed|permitted|available|supported|accessible)|restricted"
    r"|refused|cannot)"
)
_REGION = re.compile(
    rf"{_ABROAD}.{{0,40}}{_REFUSED}|{_REFUSED}.{{0,24}}{_ABROAD}"
    rf"|(?:仅|只)(?:限|支持|对|允许|向|面向|供|能)?.{{0,12}}{_AT_HOME}.{{0,16}}(?:访问|开放|浏览|使用|ip|用户|地址)"
    r"|(?:所在|所属|当前|来源)(?:的)?(?:国家|地区|区域|地域).{0,24}"
    rf"{_REFUSED}|{_REFUSED}.{{0,8}}(?:所在|来自)(?:的)?.{{0,4}}(?:国家|地区|区域|地域)"
    r"|(?:地域|区域|地区|geo(?:graphic(?:al)?|location)?)[ -]?(?:访问)?(?:限制|封禁|屏蔽|restrict|block|fenc)"
    rf"|only (?:available|accessible|open)(?: to \w+)? (?:in|within|from|inside) {_AT_HOME}"
    r"|(?:your|this|the) (?:country|region|location|territory).{0,60}"
    r"(?:blocked|banned|denied|restricted|not (?:allowed|permitted|available|supported))"
    r"|(?:not (?:available|allowed|accessible|supported|permitted)|blocked|banned|denied|restricted)"
    r".{0,40}(?:your|this|the) (?:current )?(?:country|region|location|territory)",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"访问|浏览|网站|网页|本站|页面|\bip\b|access|visit|(?:web ?)?site|page|content|service|address",
    re.IGNORECASE,
)
_TOO_OFTEN = re.compile(
    r"(?:访问|请求|操作|刷新|查询|点击)(?:得)?(?:次数|频率|速度)?(?:过于|太过|太|过|较为)(?:频繁|快|多|高)"
    r"|(?:超过|超出|达到)(?:了)?.{0,10}(?:访问|请求|查询).{0,6}(?:频率|次数|上限|限制)"
    r"|(?:频率|频次|流量|并发)(?:受限|限制|超限|过高)|限流|正在排队|排队等候"
    r"|too many requests|rate[ -]?limit(?:ed)?(?: exceeded| reached)?|request (?:rate|limit).{0,20}exceeded"
    r"|slow down|quota exceeded",
    re.IGNORECASE,
)
_OWN_TROUBLE = re.compile(r"数据库|database|exception|错误代码|stack", re.IGNORECASE)
_PARKED_MARKS = (
    b"sedoparking.com",
    b"parkingcrew.net",
    b"bodis.com",
    b"parklogic.com",
    b"above.com/marketplace",
    b"afternic.com",
    b"hugedomains.com",
    b"cdn.dan.com",
    b"domainmarket.com",
    b"parking.dnspod",
    b"park.ename",
    b"ename.com.cn/parking",
    b"domain_registrant_park",
    b"d38psrni17bvxu.cloudfront.net",
)
_THIS_NAME = r"(?:此|本|该|这个|您(?:所)?访问的|当前)(?:中文|顶级)?域名"
_FOR_SALE = re.compile(
    rf"{_THIS_NAME}.{{0,24}}(?:出售|转让|待售|求购|拍卖|停放|到期|过期|交易|购买|续费|未绑定|没有绑定|尚未绑定)"
    rf"|(?:出售|转让|购买|拍卖){_THIS_NAME}|域名(?:停放|停靠|寄存)|域名(?:出售|转让)(?:中|页|联系)"
    r"|(?:this|the) (?:domain|web ?address|website name)(?: name)?(?: [\w.-]{3,80})?"
    r"(?: is| may be| has| was)? {0,3}(?:for sale|available for (?:sale|purchase)|expired|parked)"
    r"|buy this domain|domain (?:is )?parked|parked (?:free|domain|page)|related searches.{0,200}domain"
    r"|[\w-]{2,60}\.[a-z.]{2,10} (?:is|may be) for sale",
    re.IGNORECASE,
)
_SITE = r"(?:本|原|该|我[局委办市县区]|旧|此)(?:网站|站|网|平台|门户)|网站|门户"
_MOVED = re.compile(
    rf"(?:{_SITE}).{{0,40}}(?:迁移|迁至|迁到|搬迁|搬家|搬至|搬到|整合|并入|合并|归并|变更为|更换为|改为|改版|启用新|升级为)"
    r"|(?:新网站|新版网站|新网址|新域名|新地址|新门户|新平台)"
    r"|(?:web ?)?site (?:has |was |have )?(?:been )?(?:moved|relocated|migrated|merged)|new (?:web ?)?site"
    r"|(?:has|have) moved to",
    re.IGNORECASE,
)
_GOVERNMENT_NAME = re.compile(
    r"(?<![\w.-])((?:[a-z0-9-]{1,63}\.){1,6}gov\.cn|[\u4e00-\u9fff\w-]{1,40}\.政务)(?![\w.-])",
    re.IGNORECASE,
)
_GOVERNMENT = (".gov.cn", ".xn--zfr164b", ".政务")


def says_region(page: Shown) -> bool:
    """A notice that the place we ask from is not served (H63)."""
    limit = _NOTICE_CHARS if page.status in _REFUSING else _PAGE_CHARS
    few = page.links <= _NOTICE_LINKS and len(page.text) <= limit
    return few and bool(_ASKING.search(page.words) and _REGION.search(page.words))


def says_too_often(page: Shown) -> bool:
    """A page that asks to come back later, whatever its status (T-F12)."""
    few = page.links <= _NOTICE_LINKS and len(page.text) <= _PAGE_CHARS
    if not few or _OWN_TROUBLE.search(page.text):
        return False
    return bool(_TOO_OFTEN.search(page.words))


def says_parked(page: Shown) -> bool:
    """A page about the name itself: parked, expired or for sale (H27)."""
    if page.links > _PARKED_LINKS or len(page.text) > _PARKED_CHARS:
        return False
    if any(mark in page.low for mark in _PARKED_MARKS):
        return True
    return len(page.text) <= _NOTICE_CHARS and bool(_FOR_SALE.search(page.words))


def says_moved(page: Shown, owns: Callable[[str], bool]) -> bool:
    """A notice that the whole site now lives on another government host, which it names."""
    if page.links > _NOTICE_LINKS or len(page.text) > _NOTICE_CHARS:
        return False
    if not _MOVED.search(page.words):
        return False
    named = [f"http://{m[1].lower()}/" for m in _GOVERNMENT_NAME.finditer(page.words)]
    linked = [t for t in page.targets() if _host(t).endswith(_GOVERNMENT)]
    places = named + linked
    return bool(places) and not any(owns(place) for place in places)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").rstrip(".")
