"""Mark of Party and government sites 党政机关网站标识.

Question: does the home page carry the mark, and does it lead to its entry in the register?
Rule: 国办发〔2017〕47号 foot elements.  The mark is a link to the register (``bszs.conac.cn``) or
a script of it (``dcs.conac.cn``) that writes the mark.
Limits: a mark behind an IPv6 relay is judged by its original address.  What another script writes
cannot be judged from the plain page.  Whether the certificate behind the mark is the site's own is
not asked.  A mark that leads to an address we cannot be certain of, or that stands only in a
hidden element, goes to a person.
"""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from govgauge.model.detector import Basis, Detection, Detector, Params
from govgauge.model.facts import IdentityFact, PageFact
from govgauge.model.finding import Instance
from govgauge.model.foot import Foot, about_home, left_open, read_foot, settled
from govgauge.model.kinds import IDENTITY, PAGES, View
from govgauge.model.relay import is_front_page, unwrapped
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("党政机关网站标识缺失或链接错误", "Missing or misdirected government mark"),
    remedy=Text(
        "在首页底部加挂党政机关网站标识，并链接到 bszs.conac.cn 上的本网站信息",
        "put the mark in the foot of the home page and link it to the site's entry at bszs.conac.cn",
    ),
    clause="国办发〔2017〕47号 页面底部功能区",
    needs=(PAGES, IDENTITY),
    basis=Basis.HEURISTIC,
)

_REGISTER = "conac.cn"


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """Judge where the home page's mark leads."""
    foot = read_foot(view)
    if isinstance(foot, Reason):
        return left_open(foot)
    home = foot.home
    marks = foot.marks("government_mark")
    if any(s.place in ("link", "script") and _leads_to_register(s.value) for s in marks):
        return settled()
    if foot.unread is not None:
        return left_open(foot.unread)
    if any(s.place in ("empty", "script") for s in marks):
        return left_open(Reason.NEEDS_BROWSER)
    if not marks:
        return left_open(foot.unseen) if foot.unseen is not None else settled(_missing(foot))
    if all(s.place == "hidden" for s in marks):
        return settled(_hidden(home, marks[0].value))
    homes = (view.unit.url, home.url, home.final_url)
    if all(s.place == "link" and is_front_page(s.value, homes) for s in marks):
        return settled(_misdirected(home, marks[0].value))
    return settled(_uncertain(home, marks))


def _leads_to_register(address: str) -> bool:
    return any(_of_register(a) for a in (address, unwrapped(address)))


def _of_register(address: str) -> bool:
    try:
        host = urlsplit(address.strip()).hostname or ""
    except ValueError:
        return False
    return host == _REGISTER or host.endswith("." + _REGISTER)


def _missing(foot: Foot) -> Instance:
    shown = foot.says
    return about_home(
        foot.home,
        "missing",
        shown,
        Text(
            f"首页没有党政机关网站标识，底部仅见：{shown}",
            f"the home page carries no government mark; its foot shows only: {shown}",
        ),
    )


def _hidden(home: PageFact, address: str) -> Instance:
    return about_home(
        home,
        "hidden",
        address,
        Text(
            "首页源代码中有党政机关网站标识，但处于隐藏状态，请人工核对读者能否看到",
            "the home page holds the government mark only in a hidden element: "
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
            f"首页的党政机关网站标识链接到 {address}，不是标识管理系统 bszs.conac.cn",
            f"the government mark of the home page leads to {address}, not to bszs.conac.cn",
        ),
    )


def _uncertain(home: PageFact, marks: Sequence[IdentityFact]) -> Instance:
    address = next((s.value for s in marks if s.value), "") or "（无地址）"
    return about_home(
        home,
        "target",
        address,
        Text(
            f"首页的党政机关网站标识指向 {address}，未能确认是否到达 bszs.conac.cn，请人工核对",
            f"the government mark of the home page points to {address}; "
            "whether that reaches bszs.conac.cn, a person should look",
        ),
        Verdict.NEEDS_PERSON,
    )
