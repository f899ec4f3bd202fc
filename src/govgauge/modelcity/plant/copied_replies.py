"""Replies copied to another question or that say nothing; and those that only look so."""

from datetime import timedelta
from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.letters import asked_before, free_letters, question, reply, write
from govgauge.modelcity.site import Article, Site

_ID = "copied_replies"
_EVASIVE = (
    "请咨询有关部门。", "您好！您反映的问题已收悉，请向相关部门咨询。感谢您的来信！", "网友您好，留言已收悉。",
    "您好，该问题请您直接咨询主管部门。", "来信收悉，建议您向有关单位反映。", "您的来信已转相关部门办理。",
)  # fmt: skip
_PLAIN = (
    "您好！请咨询{p}社会保险事业中心，电话0310-{n}。", "您反映的问题已收悉，现已安排人员修复完毕。",
    "来信收悉，请持户口簿到{p}便民服务中心{m}号窗口办理。", "您好，已转{p}城市管理局办理，{m}日内电话告知您结果。",
)  # fmt: skip


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """A pair with one question and one answer, and a short true one; copies by what is bad."""
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    free = list(free_letters(site, family))
    own.shuffle(free)
    if len(free) >= 8 and own.random() < bad:
        same = reply(site, own)
        asks = own.sample(
            ("路灯坏了一个多月，请安排人来修。", "孩子上小学要交哪些证明，几月报名？"), 2
        )
        for (article, address), text in zip(free[:2], asks, strict=True):
            _write(site, article, own, text, same)
            site.plant(_ID, address, "fault", "one reply to two questions")
        article, address = free[2]
        _write(site, article, own, question(own), own.choice(_EVASIVE))
        site.plant(_ID, address, "fault", "a reply that says nothing")
        free = free[3:]
    if len(free) >= 6:
        text, same = question(own), reply(site, own)
        for article, address in free[:2]:
            _write(site, article, own, text, same)
            site.plant(_ID, address, "near_miss", "one question sent twice")
        article, address = free[2]
        form = own.choice(_PLAIN)
        said = form.format(p=site.place, n=own.randrange(10**6, 10**7), m=own.randrange(2, 30))
        _write(site, article, own, question(own), said)
        site.plant(_ID, address, "near_miss", "short, but it says something")


def _write(site: Site, article: Article, own: Random, asks: str, says: str) -> None:
    answered = site.as_of - timedelta(days=own.randrange(3, 330))
    write(site, article, asked_before(answered, own.randrange(1, 5)), answered, (asks, says))
