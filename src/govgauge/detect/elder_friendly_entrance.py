"""Entrance for old and disabled readers 适老化、无障碍入口.

Question: does the home page offer an entrance to its ageing-friendly or accessible form?
Rule: 国办公开办函〔2021〕28号 asks government sites to follow the ageing-friendly and accessible
design rules of 2021, which want a visible entrance; no rule known here puts a number on it.
Limits: whether the entrance does what it promises is not judged, only whether its own page is
certainly gone.  A page whose scripts may draw an entrance is left open; a clickable picture without
a word, or an entrance that stands only in a hidden element, goes to a person.  A site that is
accessible as it is needs no entrance: systems should have findings reviewed.
"""

from datetime import datetime

from attrs import evolve

from govgauge.model.detector import Basis, Detection, Detector, Params
from govgauge.model.facts import IdentityFact, TargetFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.foot import Foot, about_home, front_door, left_open, read_foot, settled
from govgauge.model.kinds import IDENTITY, PAGES, TARGETS, View, why_unread
from govgauge.model.outcome import Outcome
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("适老化、无障碍入口缺失", "Missing entrance for old and disabled readers"),
    remedy=Text(
        "在首页显著位置设置“无障碍浏览”或“长者模式”入口，配上文字，并保证可以打开",
        "put an entrance to the accessible or ageing-friendly form on the home page, named in "
        "words, and keep it working",
    ),
    clause="国办公开办函〔2021〕28号；互联网网站适老化通用设计规范（2021）",
    needs=(PAGES, TARGETS, IDENTITY),
    basis=Basis.SYNTHETIC_ONLY,
)

_DEAD = (404, 410)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """Judge the home page by the entrances its plain markup shows."""
    foot = read_foot(view)
    if isinstance(foot, Reason):
        return left_open(foot)
    every = foot.marks("accessible_entrance")
    if any(s.place == "text" for s in every):
        return settled()
    links = [s for s in every if s.place == "link"]
    if links:
        dead = [_dead_target(view, sign) for sign in links]
        gone = [target for target in dead if target is not None]
        return settled(_gone(foot, gone[0])) if len(gone) == len(links) else settled()
    unseen = _unseen(foot)
    if unseen is not None:
        return left_open(unseen)
    for place, instance in (("hidden", _hidden), ("unclear", _unclear)):
        signs = [s for s in every if s.place == place]
        if signs:
            return settled(instance(foot, signs[0]))
    return settled(_missing(foot))


def _unseen(foot: Foot) -> Reason | None:
    """Why an entrance may be shown all the same: scripts or frames that may bring it."""
    if any(s.place == "script" for s in foot.marks("accessible_entrance")):
        return Reason.NEEDS_BROWSER
    return why_unread(foot.home) or foot.unread or front_door(foot.signs)


def _dead_target(view: View, sign: IdentityFact) -> TargetFact | None:
    """The entrance's own page where it is certainly not there."""
    address = sign.value.partition("#")[0]
    target = next((t for t in view[TARGETS] if t.target == address and t.outcome), None)
    if target is None:
        return None
    outcome = Outcome(target.outcome)
    is_gone = outcome is Outcome.OK and target.status in _DEAD
    return target if is_gone or outcome is Outcome.SOFT_404 else None


def _missing(foot: Foot) -> Instance:
    shown = foot.says
    instance = about_home(
        foot.home,
        "missing",
        shown,
        Text(
            "首页没有“无障碍浏览”“长者模式”一类的入口",
            "the home page offers no entrance to an accessible or ageing-friendly form",
        ),
        place="page",
    )
    return evolve(instance, severity=Severity.NOTE)


def _gone(foot: Foot, target: TargetFact) -> Instance:
    instance = about_home(
        foot.home,
        "dead",
        target.target,
        Text(
            f"首页的适老化、无障碍入口打不开：{target.target} 返回页面不存在",
            f"the entrance for old and disabled readers leads to a page that is not there: {target.target}",
        ),
        place="page",
    )
    answer = Evidence(target.digest, target.final_url, f"HTTP {target.status}")
    return evolve(instance, evidence=tuple(e for e in (answer, *instance.evidence) if e.digest))


def _hidden(foot: Foot, sign: IdentityFact) -> Instance:
    return about_home(
        foot.home,
        "hidden",
        sign.value,
        Text(
            "首页源代码中有适老化、无障碍入口，但处于隐藏状态，请人工核对读者能否看到",
            "the home page holds the entrance for old and disabled readers only in a hidden element: "
            "whether readers can see it, a person should look",
        ),
        Verdict.NEEDS_PERSON,
        place="page",
    )


def _unclear(foot: Foot, sign: IdentityFact) -> Instance:
    return about_home(
        foot.home,
        "unclear",
        sign.value,
        Text(
            "首页未见名称为“无障碍”“适老化”的入口，但有没有文字的可点击图片，请人工核对",
            "nothing on the home page is named as an entrance for old and disabled readers; a picture "
            "without words can be clicked: a person should look",
        ),
        Verdict.NEEDS_PERSON,
        place="page",
    )
