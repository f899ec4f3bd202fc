"""Terms that are not to be used, beside titles, quotations, history and words that only hold them."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Site

_ID = "improper_terms"
COUNTED = True
_TERMS = (
    (
        ("残废人",),
        ("全县登记在册的{}共{n}名，已全部纳入帮扶。", "对{}家庭逐户走访，发放慰问金{n}元。",
         "新建{}康复中心{n}所。"),
    ),
    (
        ("世界贸易组织成员国", "世贸组织成员国", "WTO成员国", "亚太经合组织成员国", "APEC成员国"),
        ("来自{}的{n}名客商参加了洽谈。", "对{}出口增长{n}%。", "邀请{}企业{n}家参展。"),
    ),
)  # fmt: skip
_INNOCENT = (
    "全县登记在册的残疾人共{n}名，其中盲人、聋人{n}名。",
    "图书馆新添《残废人之家》等图书{n}册。",
    "来信写道：“我虽是残废人，也愿为家乡出力{n}年。”",
    "上世纪当时设有残废人教养院{n}所，后改为福利院。",
    "来自世界贸易组织成员的{n}名客商参加了洽谈。",
    "农业部门、文化部门和卫生部门共抽查{n}次。",
    "原国土资源部划拨的{n}亩土地已完成移交。",
    "建立乡村长效管护机制，惠及{n}个村。",
    "依据《中华人民共和国劳动合同法》补签合同{n}份。",
    "谨防自称药到病除的虚假广告，已查处{n}起。",
)


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Sentences put behind an article's text: wrong ones by the share of what is bad."""
    free = [
        (c, a)
        for c in site.lists()
        for a in c.articles
        if a.paragraphs and not a.path and not a.stored
    ]
    random.shuffle(free)
    for column, article in free[:2]:
        article.paragraphs[-1] += random.choice(_INNOCENT).format(n=random.randrange(2, 900))
        target = site.address_of(family.path_of(column, article))
        site.plant(_ID, target, "near_miss", "a term that may stand where it stands")
    for column, article in free[2 : 2 + round(4 * bad)]:
        names, frames = random.choice(_TERMS)
        sentence = random.choice(frames).format(random.choice(names), n=random.randrange(2, 900))
        article.paragraphs[-1] += sentence
        target = site.address_of(family.path_of(column, article))
        site.plant(_ID, target, "fault", "a term not to be used")
