"""Report entrance “我为政府网站找错”监督举报平台入口.

Question: does the home page carry the entrance, and do its reports reach this site?
Rule: 国办发〔2017〕47号 foot elements; 2019 inspection, D-25.  The entrance is a link to the
platform (``zfwzgl.www.gov.cn/exposure/…``, formerly ``pucha.kaipuyun.cn/exposure/…``) or the
platform's script.  A site code the link carries must be the site's own.
Limits: an entrance behind an IPv6 relay is judged by its original address.  An entrance that
carries the code the site's own foot shows is right: whether that is the registered code is the
business of ``site_code``.  A code inside a script is not read, one the page
hands to the script is.  An entrance that leads to an address we cannot be certain of, or that
stands only in a hidden element, goes to a person.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from govgauge.model.detector import Basis, Detection, Detector, Params
from govgauge.model.facts import IdentityFact, PageFact
from govgauge.model.finding import Instance
from govgauge.model.foot import Foot, about_home, left_open, read_foot, settled
from govgauge.model.kinds import IDENTITY, PAGES, View
from govgauge.model.relay import is_front_page, unwrapped
from govgauge.model.site_code import SiteCode, parse_site_code
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.model.verdict import Reason, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("“我为政府网站找错”入口缺失或错误", "Missing or misdirected report entrance"),
    remedy=Text(
        "在首页底部加挂“我为政府网站找错”入口，并使用本网站的标识码",
        "put the report entrance in the foot of the home page, with the site's own code",
    ),
    clause="国办发〔2017〕47号 页面底部功能区; 国办秘函〔2019〕19号 D-25",
    needs=(PAGES, IDENTITY),
    basis=Basis.HEURISTIC,
)

_CODE = re.compile(r"[?&]site_?code=([^&#]*)", re.IGNORECASE)
# The bare address is what old copies of the platform's script wrote.
_PLATFORM = frozenset({"zfwzgl.www.gov.cn", "pucha.kaipuyun.cn", "121.43.68.40"})


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """Judge where the home page's entrance leads, and whose reports it takes."""
    foot = read_foot(view)
    if isinstance(foot, Reason):
        return left_open(foot)
    home = foot.home
    entrances = foot.marks("report_entrance")
    to_platform = [a for s in entrances if (a := _platform_address(s))]
    if to_platform:
        return _judge_codes(view.unit, foot, to_platform)
    if foot.unread is not None:
        return left_open(foot.unread)
    if any(s.place in ("empty", "script") for s in entrances):
        return left_open(Reason.NEEDS_BROWSER)
    if not entrances:
        return left_open(foot.unseen) if foot.unseen is not None else settled(_missing(foot))
    if all(s.place == "hidden" for s in entrances):
        return settled(_hidden(home, entrances[0].value))
    homes = (view.unit.url, home.url, home.final_url)
    if all(s.place == "link" and is_front_page(s.value, homes) for s in entrances):
        return settled(_misdirected(home, entrances[0].value))
    return settled(_uncertain(home, entrances))


def _platform_address(entrance: IdentityFact) -> str:
    """The platform's address an entrance leads to, behind a relay or not; empty for any other."""
    if entrance.place not in ("link", "script"):
        return ""
    if entrance.place == "script" and "jiucuo" in entrance.value.lower():
        return entrance.value
    both = (entrance.value, unwrapped(entrance.value))
    return next((a for a in both if _of_platform(a)), "")


def _of_platform(address: str) -> bool:
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return parts.hostname in _PLATFORM and "/exposure/" in parts.path.lower()


def _judge_codes(unit: Unit, foot: Foot, addresses: Sequence[str]) -> Detection:
    """Entrances to the platform are right unless every one names the code of another site."""
    own = parse_site_code(unit.unit_id)
    given = [_code(address) for address in addresses]
    codes = [parse_site_code(text) for text in given if text]
    if not own.well_formed or unit.unit_id_made_up or len(codes) < len(given):
        return settled()
    shown = {parse_site_code(value).text for value in foot.shown("site_code") if value}
    if any(code.text in shown | {own.text} for code in codes):
        return settled()
    if not all(code.well_formed for code in codes) or "" in foot.shown("site_code"):
        return settled(_unclear_code(foot.home, codes[0]))
    return settled(_other_site(foot.home, codes[0], own))


def _code(address: str) -> str:
    match = _CODE.search(address.replace("&amp;", "&"))
    return match[1] if match else ""


def _missing(foot: Foot) -> Instance:
    shown = foot.says
    return about_home(
        foot.home,
        "missing",
        shown,
        Text(
            f"首页没有“我为政府网站找错”入口，底部仅见：{shown}",
            f"the home page carries no report entrance; its foot shows only: {shown}",
        ),
    )


def _hidden(home: PageFact, address: str) -> Instance:
    return about_home(
        home,
        "hidden",
        address,
        Text(
            "首页源代码中有“找错”入口，但处于隐藏状态，请人工核对读者能否看到",
            "the home page holds the report entrance only in a hidden element: "
            "whether readers can see it, a person should look",
        ),
        Verdict.NEEDS_PERSON,
    )


def _misdirected(home: PageFact, address: str) -> Instance:
    return about_home(
        home,
        "target",
        address,
        Text(
            f"首页的“找错”入口链接到 {address}，不是监督举报平台",
            f"the report entrance of the home page leads to {address}, not to the platform",
        ),
    )


def _other_site(home: PageFact, code: SiteCode, own: SiteCode) -> Instance:
    return about_home(
        home,
        "target",
        code.text,
        Text(
            f"首页的“找错”入口使用标识码 {code.text}，与登记的 {own.text} 不一致，"
            "网民留言会转到其他网站",
            f"the report entrance carries the code {code.text}, not the registered {own.text}: "
            "its reports go to another site",
        ),
    )


def _unclear_code(home: PageFact, code: SiteCode) -> Instance:
    return about_home(
        home,
        "target",
        code.text,
        Text(
            f"首页的“找错”入口使用标识码 {code.text}，未能确认是否属于本网站，请人工核对",
            f"the report entrance carries the code {code.text}: "
            "whether its reports reach the site, a person should look",
        ),
        Verdict.NEEDS_PERSON,
    )


def _uncertain(home: PageFact, entrances: Sequence[IdentityFact]) -> Instance:
    address = next((s.value for s in entrances if s.value), "") or "（无地址）"
    return about_home(
        home,
        "target",
        address,
        Text(
            f"首页的“找错”入口指向 {address}，未能确认是否到达监督举报平台，请人工核对",
            f"the report entrance of the home page points to {address}; "
            "whether that reaches the platform, a person should look",
        ),
        Verdict.NEEDS_PERSON,
    )
