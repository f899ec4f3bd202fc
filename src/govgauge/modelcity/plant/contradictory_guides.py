"""Guides whose fees contradict each other; and fees with conditions, second telephones, whole guides."""

from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.guides import contents, free_guides, write
from govgauge.modelcity.site import Site

_ID = "contradictory_guides"
_LAYOUTS = ("lines", "table", "terms", "facts", "headed", "bracketed")
_FREE = ("否", "不收费", "免费", "不收取任何费用")


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Contradictions by what is bad, and as many guides that contradict nothing."""
    own = Random(f"{site.unit_id} {_ID} {random.random()}")
    free = list(free_guides(site, family))
    own.shuffle(free)
    faults = min(round(3 * bad), len(free) // 2)
    for number, (_, article, address) in enumerate(free[: 2 * faults + 1]):
        said, more = contents(site, own), []
        amount = f"每件{own.randrange(5, 300)}元"
        kind, note = "near_miss", "a fee with nothing against it"
        said["fee"] = own.choice((*_FREE, amount))
        if number < faults:
            said["fee"], more = own.choice(_FREE), [("收费标准", amount)]
            kind, note = "fault", "free and not free"
        elif own.random() < 0.3:
            said["fee"] = own.choice(_FREE)
            more = [
                (
                    "收费标准",
                    own.choice(
                        (
                            f"邮寄费{own.randrange(8, 30)}元自理",
                            f"遗失补办工本费{own.randrange(5, 20)}元",
                        )
                    ),
                )
            ]
            kind, note = "open", "free but for what has conditions"
        elif own.random() < 0.3:
            more = [
                ("监督电话", f"0{own.randrange(310, 999)}-{own.randrange(2 * 10**6, 9 * 10**6)}")
            ]
            note = "another telephone under another label"
        write(site, article, said, own, own.choice(_LAYOUTS), more)
        site.plant(_ID, address, kind, note)
