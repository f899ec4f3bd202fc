"""Titles that were taken over, beside titles of judgments, warnings, medicines and draws."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Site

_ID = "hijacked_text"
COUNTED = True
_NAMES = ("百家乐", "时时彩", "幸运飞艇", "真人娱乐", "老虎机", "北京赛车", "金沙娱乐", "六合彩")
_TAKEN_OVER = (
    "{}官网登录_注册送{n}元",
    "{}平台开户-{}app下载",
    "{}最新网址，首存送彩金{n}",
    "成人视频在线观看_无码免费观看{n}",
    "代办毕业证快速出证，加微信{n}",
    "迷药货到付款，QQ{n}{n}",
)
_INNOCENT = (
    "关于打击网络{}赌博专项行动的通报（第{n}号）",
    "警惕“{}注册送彩金”骗局",
    "张某某开设赌场案一审宣判（涉案{n}人）",
    "关于加强三唑仑等精神药品管理的通知",
    "泌尿科防治知识讲座第{n}讲",
    "代开发票犯罪案件典型案例{n}起",
    "棋牌室噪声扰民问题办理情况（{n}件）",
    "第{n}期福利彩票公益金使用情况公告",
    "提醒：三类兼职招聘多为裸聊诈骗",
    "证券开户适当性办法解读{n}",
)


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Other titles for a few articles: taken over by the share of what is bad."""
    free = [
        (c, a)
        for c in site.lists()
        for a in c.articles
        if a.paragraphs and not a.path and not a.stored
    ]
    random.shuffle(free)
    # No title stands twice on a site: every form is taken once.
    spoken = random.sample(_INNOCENT, 2)
    for (column, article), form in zip(free[:2], spoken, strict=False):
        article.title = form.format(random.choice(_NAMES), n=random.randrange(2, 99))
        target = site.address_of(family.path_of(column, article))
        site.plant(_ID, target, "near_miss", "a title that only speaks of such things")
    offered = random.sample(_TAKEN_OVER, round(4 * bad))
    for (column, article), form in zip(free[2:], offered, strict=False):
        article.title = form.format(*random.sample(_NAMES, 2), n=random.randrange(1000, 9999))
        target = site.address_of(family.path_of(column, article))
        site.plant(_ID, target, "fault", "a title that offers what no office offers")
