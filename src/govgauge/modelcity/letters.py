"""Letters of a model site: who asked what, when and what was answered, in the site's own words."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from govgauge.model.working_days import working_days_taken
from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Article, Site

_ASKED = ("来信时间", "留言时间", "咨询时间", "写信日期", "提问时间")
_ANSWERED = ("答复时间", "回复时间", "回复日期", "办结时间")
_UNIT = ("答复单位", "回复单位", "承办单位", "回复部门")
_STATE = ("办理状态", "处理状态", "信件状态", "状态")
_QUESTION = ("来信内容", "留言内容", "咨询内容", "问题描述")
_REPLY = ("答复内容", "回复内容", "办理结果", "答复意见")
_DONE = ("已办结", "已回复", "已答复", "办结")
_FORMS = ("{:%Y-%m-%d}", "{:%Y-%m-%d} 09:21:00", "{:%Y年%m月%d日}", "{:%Y/%m/%d}")

_THINGS = (
    "小区门口的路灯", "老旧小区的电梯", "社保卡补办", "公租房申请", "孩子跨区入学", "公交线路调整", "自来水水压",
    "农村危房改造", "医保异地结算", "营业执照变更", "夜间施工噪声", "垃圾清运", "供暖温度", "公积金提取", "占道经营",
)  # fmt: skip
_ASKS = (
    "请问{t}现在由谁负责，需要准备哪些材料？", "我们这里{t}的问题已经持续了{n}个星期，什么时候能够解决？",
    "希望有关方面尽快研究{t}一事，已有{n}户居民受到影响。", "想了解{t}的最新规定，网上查不到，请给予说明。",
)  # fmt: skip
_ANSWERS = (
    "经核查，{t}一事属{u}职责，我们已安排{n}名工作人员到现场处理，现已解决，共处理{k}件。",
    "关于{t}，请携带身份证和户口簿到{p}政务服务中心{n}号窗口办理，事项编码为{k}。",
    "{t}已列入今年第{n}批改造计划，{u}将在年底前完成，涉及居民{k}人。",
    "{u}对{t}进行了调查，您反映的情况属实，已责令责任单位在{n}日内整改到位，案件编号{k}。",
)  # fmt: skip
_GREETINGS = ("", "您好！", "网友您好，", "尊敬的来信人：您好！", "市民朋友：您好，")


def question(random: Random) -> str:
    """What somebody asks."""
    return random.choice(_ASKS).format(t=random.choice(_THINGS), n=random.randrange(2, 90))


def reply(site: Site, random: Random) -> str:
    """An answer that says something."""
    said = random.choice(_ANSWERS).format(
        t=random.choice(_THINGS),
        n=random.randrange(2, 90),
        k=random.randrange(1_000, 90_000),
        u=site.organiser,
        p=site.place,
    )
    return random.choice(_GREETINGS) + said


def write(
    site: Site,
    article: Article,
    asked: date,
    answered: date | None,
    texts: tuple[str, str],
    state: str = "",
) -> None:
    """Put a letter into an article; an empty reply leaves its place out."""
    labels = [site.choose(str(names), names) for names in (_ASKED, _ANSWERED, _UNIT, _STATE)]
    form = site.choose("letter day", _FORMS)
    article.facts = [(labels[0], form.format(asked))]
    if answered is not None:
        article.facts += [(labels[1], form.format(answered)), (labels[2], site.organiser)]
    article.facts.append((labels[3], state or site.choose("done", _DONE)))
    asks, says = texts
    article.paragraphs = [f"{site.choose('asks', _QUESTION)}：{asks}"]
    if says:
        article.paragraphs.append(f"{site.choose('says', _REPLY)}：{says}")


def in_time(site: Site, article: Article, random: Random) -> None:
    """An ordinary letter, answered within five working days on the day it was published."""
    asked = asked_before(article.published, random.randrange(0, 6))
    texts = (question(random), reply(site, random))
    write(site, article, asked, article.published, texts)


def asked_before(answered: date, taken: int) -> date:
    """The latest day whose letter, answered then, took so many working days.

    Where the calendar does not know the days, so many days earlier.
    """
    day = answered
    while (took := working_days_taken(day, answered)) is not None:
        if took >= taken:
            return day
        day -= timedelta(days=1)
    return answered - timedelta(days=taken)


def free_letters(site: Site, family: Family) -> Iterator[tuple[Article, str]]:
    """Letters a reader can reach and that nothing else was planted in, with their addresses."""
    taken = {row["target"] for row in site.truth}
    for column in site.lists():
        for article in column.articles if column.column_class == "letters" else ():
            address = site.address_of(family.path_of(column, article))
            if article.facts and not article.path and not article.stored and address not in taken:
                yield article, address
