"""One wrong character in a phrase that every site writes; and rare wording that is right."""

from collections.abc import Sequence
from random import Random

from govgauge.modelcity.family import Family
from govgauge.modelcity.site import Article, Column, Site

_ID = "crowd_words"
COUNTED = True
_SLIPS = (
    ("按月报送进度", "按月报松进度"), ("按月报送进度", "按月包送进度"),
    ("各项措施落到实处", "各项措施落到适处"), ("有关负责同志表示", "有关负责通志表示"),
    ("工作进展情况汇报", "工作紧展情况汇报"), ("定期通报情况", "定期通胞情况"),
    ("回应群众关切", "回映群众关切"), ("逐项整改销号", "逐项整改消号"),
    ("累计投入资金", "累计投入子金"), ("参会人员围绕", "参会人员围扰"),
    ("下一步将加强", "下一步将加抢"), ("回应群众关切", "回应群众管切"),
)  # fmt: skip
_RIGHT = (
    ("按月报送进度", "按季报送进度"), ("对下一阶段任务作出安排", "对下一阶段任务做出安排"),
    ("回应群众关切", "回应居民关切"), ("累计投入资金", "累计投入善款"),
)  # fmt: skip
_Place = tuple[Column, Article]


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Up to three slips on as many pages, and one rare wording that is right."""
    own = Random(f"{site.unit_id} {_ID}")
    free = [
        (c, a)
        for c in site.lists()
        for a in c.articles
        if a.paragraphs and a.date_shown and not a.path and not a.stored
    ]
    own.shuffle(free)
    for _ in range(round(3 * bad)):
        _write(site, family, free, own.choice(_SLIPS), "fault", "as nobody else writes it")
    _write(site, family, free, own.choice(_RIGHT), "near_miss", "rare wording that is right")


def _write(
    site: Site,
    family: Family,
    free: list[_Place],
    words: Sequence[str],
    kind: str,
    note: str,
) -> None:
    """Write a phrase otherwise in the first article that has it, and leave that article alone."""
    usual, rare = words
    for place in free:
        column, article = place
        for number, paragraph in enumerate(article.paragraphs):
            # The first one may stand on lists too.
            if number and usual in paragraph:
                article.paragraphs[number] = paragraph.replace(usual, rare, 1)
                site.plant(_ID, site.address_of(family.path_of(column, article)), kind, note)
                free.remove(place)
                return
