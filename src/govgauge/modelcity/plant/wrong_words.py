"""Wrong words: fixed phrases misquoted and dates that cannot be, beside wording that only looks so."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Site

_ID = "wrong_words"
COUNTED = True
_MISQUOTED = (
    ("深入推进{}专项斗争", "扫黑除恶", "扫黑险恶"),
    ("全面实施{}战略", "乡村振兴", "乡村镇兴"),
    ("加快推进{}建设", "生态文明", "生态文名"),
    ("扎实做好{}各项工作", "脱贫攻坚", "脱贫功坚"),
    ("牢牢守住{}底线", "安全生产", "安全声产"),
    ("认真落实{}条例", "政府信息公开", "政府信息工开"),
    ("持续优化{}", "营商环境", "营商环镜"),
    ("坚持和发展{}", "中国特色社会主义", "中国特色社会注意"),
)
_INNOCENT = (
    "工期为{n}个月，{m}月{d}日前完成。",
    "比例为1:{n}，详见2月29日（闰年）的安排。",
    "1）加强领导；2）落实责任；3）强化督查。",
    "“增品种、提品质、创品牌”行动取得新进展。",
    "去年年底，全省税务系统落实增值税税率调整政策。",
)


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Sentences put behind an article's text: wrong ones by the share of what is bad."""
    free = [
        (c, a)
        for c in site.lists()
        for a in c.articles
        if a.paragraphs and a.date_shown and not a.path and not a.stored
    ]
    random.shuffle(free)
    for column, article in free[:2]:
        sentence = random.choice(_INNOCENT).format(
            n=random.randrange(13, 31), m=random.randrange(1, 13), d=random.randrange(1, 29)
        )
        article.paragraphs[-1] += sentence
        target = site.address_of(family.path_of(column, article))
        site.plant(_ID, target, "near_miss", "right wording that looks unusual")
    for column, article in free[2 : 2 + round(4 * bad)]:
        article.paragraphs[-1] += _wrong(random)
        target = site.address_of(family.path_of(column, article))
        site.plant(_ID, target, "fault", "a wrong word in the text")


def _wrong(random: Random) -> str:
    if random.random() < 0.3:
        month = random.choice(("2月30日", "4月31日", "13月5日", "11月31日"))
        return f"请于{random.randrange(2020, 2027)}年{month}前报送有关材料。"
    form, _, wrong = random.choice(_MISQUOTED)
    return form.format(wrong) + "。"
