"""The page profile of the speed bench, fixed here: 25 KB UTF-8 pages with 110 links.

80 links stand in the navigation of every page, 30 are items with dates that differ from page to
page; a main text fills the page to its size; head and foot carry what a government page carries.
Texts come from a seeded choice of words, so that they compress like text and not like zeros.
"""

from __future__ import annotations

import random
from pathlib import Path

HOST = "www.paper-site.gov.cn"
HOME = f"http://{HOST}/index.html"
PAGE_BYTES = 25_000
NAVIGATION = 80
ITEMS = 30
_TEXT = (
    "政府工作会议部署推进落实服务企业群众发展改革项目建设管理监督公开政策解读办理事项窗口材料流程时间地点电话"
    "部门责任安全生产环境保护教育医疗交通住房就业保障农业乡村振兴数字平台数据共享统计财政预算决算招标采购公告"
)
_WORDS = [_TEXT[i : i + 2] for i in range(0, len(_TEXT), 2)]


def build(folder: Path, pages: int, seed: int = 7) -> None:
    """Write the site below ``folder/HOST/``: an index and pages in folders of 100."""
    root = folder / HOST
    rng = random.Random(seed)
    names = ["/index.html"] + [f"/c{i // 100}/t{i}.html" for i in range(1, pages)]
    navigation = "".join(
        f'<li><a href="{names[i % len(names)]}" title="栏目{i}">{words(rng, 2)}</a></li>\n'
        for i in range(1, NAVIGATION + 1)
    )
    for number, name in enumerate(names):
        path = root / name.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page(rng, number, names, navigation))


def page(rng: random.Random, number: int, names: list[str], navigation: str) -> bytes:
    """One page of the profile; item k of page n links to page n*30+k, so all are reachable."""
    title = words(rng, 9)
    items = "".join(
        f'<li><span class="date">2026-{1 + k % 12:02d}-{1 + k % 28:02d}</span>'
        f'<a href="{names[(number * ITEMS + k) % len(names)]}">{words(rng, 8)}</a></li>\n'
        for k in range(1, ITEMS + 1)
    )
    head = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_样本网站</title>\n'
        '<meta name="SiteName" content="样本网站"><meta name="SiteDomain" content="'
        f'{HOST}"><meta name="SiteIDCode" content="1100000001">\n'
        f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" '
        'content="2026-11-03 09:30"></head>\n<body><div class="nav"><ul>\n'
    )
    foot = (
        '</div><div class="foot">主办单位：样本市人民政府办公室　网站标识码：1100000001　'
        "京ICP备12345678号</div></body></html>"
    )
    middle = f'</ul></div><h1>{title}</h1><p>发布时间：2026-11-03 09:30</p><ul class="list">\n'
    fixed = head + navigation + middle + items + "</ul><div class='text'>" + foot
    room = PAGE_BYTES - len(fixed.encode())
    text = "".join(f"<p>{words(rng, 40)}。</p>\n" for _ in range(room // 230))
    return (head + navigation + middle + items + "</ul><div class='text'>" + text + foot).encode()


def words(rng: random.Random, count: int) -> str:
    """A run of words without spaces, like Chinese text."""
    return "".join(rng.choice(_WORDS) for _ in range(count))
