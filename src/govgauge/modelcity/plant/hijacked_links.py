"""Links that lead to gambling, to pornography or to names for sale; and links that only sound like it."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.picking import pick_article
from govgauge.modelcity.site import Site
from govgauge.modelcity.strangers import company, stranger

_ID = "hijacked_links"
COUNTED = True
_GAMES = ("百家乐", "老虎机", "时时彩", "六合彩", "真人视讯", "体育投注", "幸运飞艇", "棋牌娱乐")
_HOUSES = ("新葡京", "金沙娱乐", "太阳城娱乐", "皇冠体育", "威尼斯人娱乐")
_LEWD = ("成人视频", "无码高清", "色情视频", "激情视频", "三级片在线")
_SALES = ("此域名可出售", "该域名正在出售", "域名出售", "This domain is for sale")


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Links on the home page and in articles: look-alikes always, the others by what is bad."""
    for way in random.sample(_HONEST, 2):
        name, href, note = way(site, random)
        _link(site, random, name, href, "near_miss", note)
    for _ in range(round(3 * bad)):
        name, href, note = random.choice(_FAULTS)(site, random)
        _link(site, random, name, href, "fault", note)


def _link(site: Site, random: Random, name: str, href: str, kind: str, note: str) -> None:
    place = site.home_links if random.random() < 0.5 else pick_article(site, random)[1].links
    place.append((name, href))
    site.plant(_ID, href, kind, note)


_Link = tuple[str, str, str]


# -- where no site should lead -----------------------------------------------------------------------


def _gambling(site: Site, random: Random) -> _Link:
    name, _ = company(site, random)
    house, game = random.choice(_HOUSES), random.choice(_GAMES)
    title = random.choice(
        (f"{house}{game}_官方网站", f"{game}平台-{house}注册送彩金", f"{house}|{game}")
    )
    return (
        name,
        stranger(site, random, title, "在线客服全天服务", f"{title}，安全稳定"),
        "a partner's name, gambling there",
    )


def _lewd(site: Site, random: Random) -> _Link:
    name, _ = company(site, random)
    title = "".join(random.sample(_LEWD, 2)) + "免费观看"
    return name, stranger(site, random, title, "会员登录"), "a partner's name, pornography there"


def _for_sale(site: Site, random: Random) -> _Link:
    name, _ = company(site, random)
    words = random.choice(_SALES)
    return (
        name,
        stranger(site, random, words, f"{words}，有意者请联系。"),
        "a partner's name, for sale",
    )


def _named(site: Site, random: Random) -> _Link:
    anchor = random.choice(
        (f"{random.choice(_HOUSES)}网址", f"{random.choice(_GAMES)}网", "成人电影")
    )
    return anchor, stranger(site, random, "", ""), "its own name says what it is"


_FAULTS = (_gambling, _gambling, _lewd, _for_sale, _named)


# -- what only sounds like it ------------------------------------------------------------------------


def _partner(site: Site, random: Random) -> _Link:
    name, href = company(site, random)
    return name, href, "an ordinary partner"


def _raid(site: Site, random: Random) -> _Link:
    game = random.choice(_GAMES)
    title = random.choice(
        (
            f"警方捣毁一{game}网络赌博窝点",
            f"{site.place}开展打击{game}赌博专项行动",
            f"揭秘{game}骗局：谨防上当",
        )
    )
    return title, stranger(site, random, f"{title}_法制网", "记者从会上获悉"), "a report of a raid"


def _lottery(site: Site, random: Random) -> _Link:
    title = random.choice(("中国福利彩票发行管理中心", "中国体育彩票网", "体彩公益金使用公告"))
    return title, stranger(site, random, title, "开奖公告 彩票知识 投注须知"), "the state's lottery"


def _clinic(site: Site, random: Random) -> _Link:
    title = random.choice(
        ("成人疫苗接种门诊", "性病艾滋病防治知识", f"{site.place}医院男科健康讲堂")
    )
    return title, stranger(site, random, title, "预约挂号 健康科普"), "medicine"


def _club(site: Site, random: Random) -> _Link:
    title = f"{site.place}{random.choice(('棋牌运动协会', '电竞运动协会', '成人高等教育函授站'))}"
    return title, stranger(site, random, title, "赛事公告 会员服务"), "a club of the place"


def _name_service(site: Site, random: Random) -> _Link:
    title = random.choice(("域名交易服务平台管理办法解读", "关于谨防域名转让诈骗的提醒"))
    return (
        title,
        stranger(site, random, f"{title}_学会网", "办法共二十条"),
        "about names that are sold",
    )


_HONEST = (_partner, _raid, _lottery, _clinic, _club, _name_service)
