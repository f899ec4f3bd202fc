"""Abolished items that are still offered; items that are to end, ended, or have a name alike.

The list is invented: it abolishes nothing anybody handles.
"""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.guides import contents, free_guides, write
from govgauge.modelcity.site import Site

_ID = "cancelled_items"
_GONE = ("云阁门票代售资格核准", "塔钟报时员岗位许可", "驿站马匹寄养备案", "河灯燃放场次登记")
_TO_COME = "晾谷场地面占用核准"
LIST = (
    "item,abolished_on,document\n"
    + "".join(f"{item},2019-0{n + 1}-15,虚发〔2019〕{n + 1}号\n" for n, item in enumerate(_GONE))
    + f"{_TO_COME},2031-01-01,虚发〔2030〕9号\n"
)
"""The list to judge a model city by, as a user would supply it."""
_TITLES = ("{}", "{}办事指南", "{}办理指南（{n}）", "{n}、{}服务指南")


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Guides of abolished items by what is bad, and as many of which nothing can be said."""
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    free = list(free_guides(site, family))
    own.shuffle(free)
    faults = min(round(3 * bad), len(free) // 2, len(_GONE))
    gone = own.sample(_GONE, len(_GONE))
    for number, (_, article, address) in enumerate(free[: 2 * faults + 1]):
        said = contents(site, own)
        item, note = gone[number % len(gone)], "abolished"
        kind = "fault" if number < faults else "near_miss"
        if kind == "near_miss":
            item, note = own.choice((
                (_TO_COME, "not yet abolished"), (f"关于取消{item}的公告", "says that it ended"),
                (item[2:], "another item with a shorter name"),
            ))  # fmt: skip
        said["name"] = (
            item.removeprefix("关于取消").removesuffix("的公告") if kind == "fault" else item
        )
        title = (
            item
            if note == "says that it ended"
            else own.choice(_TITLES).format(item, n=own.randrange(2, 90))
        )
        article.title = (
            f"{title}（{own.randrange(100, 999)}）" if note == "says that it ended" else title
        )
        write(site, article, said, own)
        site.plant(_ID, address, kind, note)
