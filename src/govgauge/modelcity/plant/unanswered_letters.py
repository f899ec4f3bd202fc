"""Letters left unanswered for over three months; and young, old, void and settled ones."""

from datetime import timedelta
from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.letters import free_letters, question, write
from govgauge.modelcity.site import Site

_ID = "unanswered_letters"
_OPEN = ("办理中", "未回复", "待办理", "处理中", "已转办", "未答复", "受理中")
_VOID = ("无效信件", "重复来信", "不予受理", "已撤回", "不公开")
_SETTLED = ("已办结", "已回复", "电话答复")
_NOTHING = ("暂无回复", "", "尚未答复", "")


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Letters without an answer: by what is bad such that the rule means them."""
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    free = list(free_letters(site, family))
    own.shuffle(free)
    faults = min(round(3 * bad), len(free) // 4)
    for number, (article, address) in enumerate(free[: 2 * faults + 1]):
        days, state, note = own.randrange(95, 360), own.choice(_OPEN), "unanswered for months"
        says = own.choice(_NOTHING)
        if number >= faults:
            kind = own.randrange(4)
            note = (
                "asked of late",
                "older than the year",
                "no valid message",
                "settled otherwise",
            )[kind]
            days = (own.randrange(1, 90), own.randrange(370, 900), days, days)[kind]
            state = (state, state, own.choice(_VOID), own.choice(_SETTLED))[kind]
            says = "" if kind > 1 else says
        asked = site.as_of - timedelta(days=days)
        write(site, article, asked, None, (question(own), says), state)
        site.plant(_ID, address, "fault" if number < faults else "near_miss", note)
