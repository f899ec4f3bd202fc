"""Registered sites that the web shows closed 登记在用、实际已关停的网站.

Question: does a site that the register has in use say itself that it is closed, or has its name gone?
Rule: 国办发〔2017〕47号 关停、注销 and 2019 supervision (漏报和数据错误): the register has to be true.
Limits: closed is only what the home page itself says in a page that holds hardly anything else.  An
announcement, a move to another address, a name that is for sale or no longer known goes to a
person: one look does not show for how long.  Any other failure says nothing about closing.
"""

import re
from datetime import date, datetime

from govgauge.model.detector import Basis, Detection, Detector, Params
from govgauge.model.facts import IdentityFact, PageFact
from govgauge.model.finding import Instance
from govgauge.model.foot import about_home, home_page, left_open, settled
from govgauge.model.kinds import IDENTITY, PAGES, View, why_unread
from govgauge.model.outcome import Outcome
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("登记在用、实际已关停的网站", "Sites registered as in use that are closed"),
    remedy=Text(
        "网站确已关停、迁移的，及时在登记系统中变更或注销；仍在运行的，撤下关停提示",
        "where the site is closed or has moved, change its entry in the register; where it runs, "
        "take the notice down",
    ),
    clause="国办发〔2017〕47号 政府网站发展指引：关停整合、注销登记",
    needs=(PAGES, IDENTITY),
    basis=Basis.SYNTHETIC_ONLY,
)

_DAY = re.compile(r"(20\d{2})年(\d{1,2})月(?:(\d{1,2})日)?")
_SUSPECT = {
    Outcome.MOVED: Text("首页转到其他网站", "its home page sends readers to another site"),
    Outcome.PARKED_SUSPECTED: Text("域名疑似待售或停放", "its name seems to be parked or for sale"),
    Outcome.DNS_NXDOMAIN: Text("域名已不存在", "its name is not known any more"),
}


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """Judge by what the home page says of the site, and by what became of it."""
    home = home_page(view)
    if home is None:
        return left_open(Reason.NOT_GATHERED)
    if home.outcome in _SUSPECT:
        return settled(_suspect(home, _SUSPECT[Outcome(home.outcome)]))
    if home.outcome != Outcome.OK or home.status != 200:
        return left_open(Reason.of(Outcome(home.outcome), home.status))
    notices = [s for s in view[IDENTITY] if s.page_seq == home.seq and s.sign == "closing_notice"]
    if notices:
        return settled(_notice(home, notices[0], as_of.date()))
    unread = why_unread(home)
    return left_open(unread) if unread is not None else settled()


def _notice(home: PageFact, sign: IdentityFact, day: date) -> Instance:
    if sign.place == "alone" and not _is_ahead(sign.value, day):
        return about_home(
            home,
            "closed",
            sign.value,
            Text(
                f"登记在用的网站首页提示已关停：{sign.value}",
                f"the home page of a site registered as in use says that it is closed: {sign.value}",
            ),
            place="page",
        )
    return about_home(
        home,
        "announced",
        sign.value,
        Text(
            f"首页有关停、迁移提示，请人工核对登记是否需要变更：{sign.value}",
            f"the home page announces that the site closes or moves: {sign.value}; whether its entry "
            "in the register has to change, a person should look",
        ),
        Verdict.NEEDS_PERSON,
        place="page",
    )


def _is_ahead(sentence: str, day: date) -> bool:
    """Whether a sentence names a day or month that is still to come."""
    named = [(int(m[1]), int(m[2]), int(m[3] or 1)) for m in _DAY.finditer(sentence)]
    return any(when > (day.year, day.month, day.day) for when in named)


def _suspect(home: PageFact, why: Text) -> Instance:
    return about_home(
        home,
        home.outcome,
        home.final_url if home.final_url != home.url else home.url,
        Text(
            f"登记在用的网站{why.zh}，请人工核对是否已关停或迁移",
            f"a site registered as in use: {why.en}; whether it is closed or has moved, a person "
            "should look",
        ),
        Verdict.NEEDS_PERSON,
        place="page",
    )
