"""Guides that lack elements; and whole ones, in odd words, pictures, files, and what is no guide."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.files import document, png
from govgauge.modelcity.guides import EIGHT, contents, free_guides, write
from govgauge.modelcity.picking import absent_path
from govgauge.modelcity.site import Article, Site

_ID = "incomplete_guides"
_NOTHING = {
    "basis": ("相关法规", "有关法律法规", "国家有关规定", "按规定", "相关政策文件"),
    "conditions": ("符合相关条件", "详见有关规定", "按规定执行"),
    "materials": ("相关材料", "详见窗口", "按要求提供相关材料"),
    "place": ("详见窗口", "相关部门", "待定"),
    "hours": ("按规定", "待定", "略"),
    "phone": ("略", "暂无", "/", "待补充"),
    "steps": ("按程序办理", "按有关规定办理", "详见窗口"),
}
_NEAR = {"conditions": "who", "hours": "limit", "phone": "complaints", "place": "office"}
_SELDOM = (
    "本事项由{p}政务服务中心{n}号窗口于每周一至周五上午9:00至11:30受理，咨询请拨打0{n}3-{k}，"
    "地址为{p}建设路{n}号。"
)


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Guides that lack some of the eight, by what is bad; and as many that only look so."""
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    free = list(free_guides(site, family))
    own.shuffle(free)
    faults = min(round(3 * bad), len(free) // 2)
    for number, (_, article, address) in enumerate(free[: 2 * faults + 1]):
        if number < faults:
            note = _lacking(site, article, own)
            site.plant(_ID, address, "fault", note)
        else:
            kind, note = own.choice(_LOOKS)(site, article, own)
            site.plant(_ID, address, kind, note)


def _lacking(site: Site, article: Article, own: Random) -> str:
    said = contents(site, own)
    gone = own.sample(EIGHT[1:], own.choice((1, 1, 2, 3, 4, 6)))
    how = [own.choice(("absent", "absent", "nothing")) for _ in gone]
    for element, way in zip(gone, how, strict=True):
        said.pop(_NEAR.get(element, ""), None)
        said.pop(element)
        if way == "nothing":
            said[element] = own.choice(_NOTHING[element])
    kept = [e for e in EIGHT[1:] if e not in gone]
    layout = own.choice(("", "table", "pairs", "terms")) if kept else "table"
    emptied = layout and own.random() < 0.3
    if emptied:
        said |= {element: "" for element in gone if element not in said}
    write(site, article, said, own, layout)
    return f"lacks {'+'.join(gone)}{', some empty' if emptied else ''}"


def _other_words(site: Site, article: Article, own: Random) -> tuple[str, str]:
    """Place, hours and number stand in a sentence without labels."""
    said = contents(site, own)
    for element in ("place", "hours", "phone"):
        del said[element]
    write(site, article, said, own, own.choice(("lines", "headed", "table")))
    article.paragraphs.insert(
        0, _SELDOM.format(p=site.place, n=own.randrange(11, 99), k=own.randrange(2 * 10**6, 10**7))
    )
    return "open", "told in a sentence"


def _picture(site: Site, article: Article, own: Random) -> tuple[str, str]:
    """The steps are a picture below the text."""
    said = contents(site, own)
    del said["steps"]
    write(site, article, said, own, own.choice(("lines", "table")))
    path = absent_path(own, ".png")
    site.files[path] = png(own.randrange(120, 250))
    article.images = [site.address_of(path)]
    return "open", "steps in a picture"


def _file(site: Site, article: Article, own: Random) -> tuple[str, str]:
    """Most of the guide is a file beside it."""
    said = {e: text for e, text in contents(site, own).items() if e in ("basis", "phone", "place")}
    write(site, article, said, own, "lines")
    path = absent_path(own, ".docx")
    site.files[path] = document(own.randrange(1, 90))
    article.files = [("一次性告知单.docx", site.address_of(path))]
    return "open", "the rest in a file"


def _whole(site: Site, article: Article, own: Random) -> tuple[str, str]:
    """Whole, whatever its layout; nothing to bring, nothing to pay."""
    said = contents(site, own)
    if own.random() < 0.3:
        said["materials"] = own.choice(("无", "无需提交材料"))
    write(site, article, said, own)
    return "near_miss", "whole"


def _notice(site: Site, article: Article, own: Random) -> tuple[str, str]:
    """A notice in the same column is no guide."""
    what = own.choice(("不动产登记", "社保经办", "车辆管理"))
    article.title = f"关于调整{site.place}{what}窗口办理时间的通知（{own.randrange(2, 400)}号）"
    article.paragraphs = [
        f"自{own.randrange(1, 12)}月{own.randrange(1, 28)}日起，"
        f"办理地点迁至{site.place}建设路{own.randrange(1, 300)}号。",
        f"联系电话：0{own.randrange(310, 999)}-{own.randrange(10**6, 10**7)}。请相互转告。",
    ]
    article.facts, article.insets = [], []
    return "near_miss", "a notice, no guide"


_LOOKS = (_other_words, _picture, _file, _whole, _whole, _whole, _whole, _notice, _notice)
