"""Floating windows and advertisements 飘窗与商业广告.

Question: does the home page carry commercial advertisements, or windows that float over it and that
no reader can close?
Rule: 国办发〔2017〕47号: no commercial advertisements (the words are quoted from memory: grade M);
the ageing-friendly design rules of 2021 forbid advertisements and random windows on their pages (A).
No rule known here forbids every floating window.
Limits: only what the page's own markup, style and scripts tell; what another script may draw is left
open.  Windows are always for a person.  An advertisement is certain where the page takes it from a
network that sells room on other people's pages, or links to a shop through one that pays for it.
"""

from collections.abc import Callable
from datetime import datetime

from attrs import evolve

from govgauge.model.detector import Basis, Detection, Detector, Params
from govgauge.model.facts import IdentityFact
from govgauge.model.finding import Instance
from govgauge.model.foot import Foot, about_home, front_door, left_open, read_foot, settled
from govgauge.model.kinds import IDENTITY, PAGES, View, why_unread
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("飘窗无法关闭、刊登商业广告", "Floating windows nobody can close, advertisements"),
    remedy=Text(
        "撤除商业广告；飘窗、弹窗改为固定栏目，确需保留的应能一键关闭、不遮挡正文",
        "take advertisements away; make floating windows part of the page, or let them be closed "
        "with one click and cover no text",
    ),
    clause="国办发〔2017〕47号 政府网站发展指引：不得刊登商业广告；互联网网站适老化通用设计规范（2021）",
    needs=(PAGES, IDENTITY),
    basis=Basis.SYNTHETIC_ONLY,
)


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for each advertisement, and for each window without a way to close it."""
    foot = read_foot(view)
    if isinstance(foot, Reason):
        return left_open(foot)
    windows = foot.marks("floating_window")
    found = [
        *_each(foot, foot.marks("advertisement"), _advert),
        *_each(foot, [s for s in windows if s.place in ("moving", "still")], _window),
    ]
    if found:
        return settled(*found)
    unseen = why_unread(foot.home) or front_door(foot.signs)
    if unseen is None and any(s.place == "script" for s in windows):
        unseen = Reason.NEEDS_BROWSER
    return left_open(unseen) if unseen is not None else settled()


def _each(
    foot: Foot, signs: list[IdentityFact], say: Callable[[Foot, IdentityFact], Instance]
) -> list[Instance]:
    """One instance for each address."""
    first = {sign.value: sign for sign in reversed(signs)}
    return [say(foot, first[value]) for value in sorted(first)]


def _advert(foot: Foot, sign: IdentityFact) -> Instance:
    return about_home(
        foot.home,
        f"advert {sign.value}",
        sign.value,
        Text(
            f"首页刊登商业广告，来自广告联盟 {sign.value}",
            f"the home page carries commercial advertisements, taken from {sign.value}",
        ),
        place="page",
    )


def _window(foot: Foot, sign: IdentityFact) -> Instance:
    moves = sign.place == "moving"
    instance = about_home(
        foot.home,
        f"window {sign.value}",
        sign.value,
        Text(
            f"首页有{'飘动' if moves else '悬浮'}窗口（指向 {sign.value}），"
            "未见关闭按钮，请人工核对是否遮挡内容",
            f"a window {'moves' if moves else 'stays'} over the home page (it leads to {sign.value}) "
            "and shows no way to close it: whether it covers the text, a person should look",
        ),
        Verdict.NEEDS_PERSON,
        place="page",
    )
    return evolve(instance, severity=Severity.NOTE)
