"""Site map 站点地图.

Question: does the home page link to a site map that is there?
Rule: 国办发〔2017〕47号 foot elements: 站点地图.
Limits: only an answer that says "not there" (404, 410, or a page that says so) makes the site map
dead; any other failure leaves it open.  What only a script opens cannot be judged from the plain
page.  A link that stands only in a hidden element goes to a person.  The content of the site map
is not judged.
"""

from datetime import datetime

from attrs import evolve

from govgauge.model.detector import Detection, Detector, Params
from govgauge.model.facts import IdentityFact, PageFact, TargetFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.foot import Foot, about_home, left_open, read_foot, settled
from govgauge.model.kinds import IDENTITY, PAGES, TARGETS, View
from govgauge.model.outcome import Outcome
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("站点地图缺失或打不开", "Missing or dead site map"),
    remedy=Text(
        "在首页底部加挂“站点地图”链接，并保证该页面可以打开",
        "link to a site map in the foot of the home page, and keep that page open",
    ),
    clause="国办发〔2017〕47号 页面底部功能区",
    needs=(PAGES, TARGETS, IDENTITY),
)

_DEAD = (404, 410)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """Judge the site map by what its address answers; one that is there is enough."""
    foot = read_foot(view)
    if isinstance(foot, Reason):
        return left_open(foot)
    every = foot.marks("site_map")
    maps = [s for s in every if s.place != "hidden"]
    if not maps:
        if foot.unseen is not None:
            return left_open(foot.unseen)
        return settled(_hidden(foot.home, every[0].value) if every else _missing(foot))
    wanted = {s.value.partition("#")[0] for s in maps}
    targets = {t.target: t for t in view[TARGETS] if t.target in wanted}
    answers = [_answer(foot.home, sign, targets) for sign in maps]
    if None in answers:
        return settled()
    reasons = [a for a in answers if isinstance(a, Reason)]
    if reasons:
        return left_open(reasons[0])
    return settled(*[_dead(foot.home, a) for a in answers if isinstance(a, TargetFact)][:1])


def _answer(
    home: PageFact, sign: IdentityFact, targets: dict[str, TargetFact]
) -> TargetFact | Reason | None:
    """The target that is certainly dead, why it cannot be said, or ``None`` for a live one."""
    address = sign.value.partition("#")[0]
    if sign.place != "link" or not address.startswith("http"):
        return Reason.NEEDS_BROWSER
    if address in (home.url, home.final_url):
        # A placeholder: what happens on a click is a script's business.
        return Reason.NEEDS_BROWSER
    target = targets.get(address)
    if target is None or not target.outcome:
        return Reason(target.reason or Reason.NOT_CHECKED) if target else Reason.NOT_CHECKED
    outcome = Outcome(target.outcome)
    if outcome is Outcome.SOFT_404 or (outcome is Outcome.OK and target.status in _DEAD):
        return target
    if outcome in (Outcome.OK, Outcome.OK_PARTIAL) and 200 <= target.status < 300:
        return None
    return Reason.of(outcome, target.status)


def _missing(foot: Foot) -> Instance:
    shown = foot.says
    return about_home(
        foot.home,
        "missing",
        shown,
        Text(
            f"首页没有“站点地图”链接，底部仅见：{shown}",
            f"the home page links to no site map; its foot shows only: {shown}",
        ),
    )


def _hidden(home: PageFact, address: str) -> Instance:
    return about_home(
        home,
        "hidden",
        address,
        Text(
            "首页源代码中有“站点地图”链接，但处于隐藏状态，请人工核对读者能否看到",
            "the home page holds the link to the site map only in a hidden element: "
            "whether readers can see it, a person should look",
        ),
        Verdict.NEEDS_PERSON,
    )


def _dead(home: PageFact, target: TargetFact) -> Instance:
    said = target.status if target.status in _DEAD else "soft 404"
    answer = Evidence(target.digest, target.final_url, f"HTTP {target.status}")
    instance = about_home(
        home,
        "dead",
        target.target,
        Text(
            f"首页的“站点地图”打不开：{target.target} 返回页面不存在（{said}）",
            f"the site map the home page links to is not there: {target.target} ({said})",
        ),
    )
    evidence = (answer, *instance.evidence)
    return evolve(instance, evidence=tuple(e for e in evidence if e.digest))
