"""Dead links: absent pages, pictures, attachments and outside pages; and links that only look dead.

On a site that answers every address with a page (or its home page) the same links are dead too.
"""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from urllib.parse import quote

from govgauge.modelcity.family import Family
from govgauge.modelcity.files import archive, document, form, pdf, register
from govgauge.modelcity.picking import absent_path, link_text, pick_article
from govgauge.modelcity.site import Article, Site

COUNTED = True
_ID = "dead_links"
_HEALTHY = 0.2
_MOST = 60
_USUAL_PAGES = 80
_ANNEXES: tuple[tuple[str, Callable[[int], bytes]], ...] = (
    ("pdf", pdf), ("zip", archive), ("docx", document), ("doc", form), ("xls", register),
)  # fmt: skip
_LOOKS_DEAD = (
    ("/{f}/404.html", "关于第404号建议的答复", "title with 404"),
    ("/{f}/普查 公告.html", "普查公告", "blank and Chinese in the path"),
    ("/{f}/del{n}.html", "关于清理已删除页面和不存在链接的通知", "speaks of deleted pages"),
    ("/{f}/slow{n}.html", "历年统计资料汇编", "slow but there"),
)


def plant(site: Site, family: Family, random: Random, bad: float) -> None:
    """Dead links by the site's health and size, and as many links that live."""
    scale = min(1.0, site.size / _USUAL_PAGES)
    count = max(round(bad**1.5 * _MOST * scale), 1 if bad > 0.1 else 0)
    for number in range(count):
        _dead(site, random, on_home=number % 3 == 0)
    for _ in range(count // 2):
        _living(site, family, random)
    _annexes(site, random)
    _look_dead(site, random)
    _answers(site, random, refusing=bad > _HEALTHY)


def _dead(site: Site, random: Random, on_home: bool) -> None:
    kind = random.choices(("page", "gone", "picture", "annex", "outside"), (8, 2, 1, 3, 2))[0]
    if kind == "outside" and not site.plain_friends:
        kind = "page"
    _, article = pick_article(site, random)
    if kind == "picture":
        path = absent_path(random, random.choice((".png", ".jpg", ".gif")))
        article.images.append(site.prefix + path)
        return _fault(site, path, "absent picture")
    if kind == "annex":
        ending = random.choice((".doc", ".pdf", ".xls", ".zip", ".docx"))
        path = absent_path(random, ending)
        article.files.append((f"附件：{link_text(random)}{ending}", site.prefix + path))
        return _fault(site, path, "absent attachment")
    path = absent_path(random, random.choice((".html", ".htm", ".shtml")))
    if kind == "outside":
        href = random.choice(site.plain_friends).rstrip("/") + path
        site.plant(_ID, href, "fault", "absent page outside")
    else:
        href = site.prefix + path
        gone = kind == "gone" and site.missing_page == "plain"
        if gone:
            site.routes[path] = {"status": 410}
        _fault(site, path, "gone for good" if gone else "absent page")
    place = site.home_links if on_home else article.links
    place.append((link_text(random), href))
    return None


def _fault(site: Site, path: str, note: str) -> None:
    how = {"soft_page": ", soft", "to_home": ", sent to the home page"}.get(site.missing_page, "")
    site.plant(_ID, site.address_of(path), "fault", note + how)


def _living(site: Site, family: Family, random: Random) -> None:
    """A link from one article to another."""
    column, target = pick_article(site, random)
    _, article = pick_article(site, random)
    path = family.path_of(column, target)
    article.links.append((f"相关阅读：{target.title}", site.prefix + path))
    address = site.address_of(path)
    if not any(t["detector"] == _ID and t["target"] == address for t in site.truth):
        site.plant(_ID, address, "near_miss", "an article that is there")


def _annexes(site: Site, random: Random) -> None:
    for number, (ending, make) in enumerate(random.sample(_ANNEXES, 3)):
        path = absent_path(random, f".{ending}")
        site.files[path] = make(random.randrange(1, 500))
        name = f"附件{number + 1}：{link_text(random)}.{ending}"
        pick_article(site, random)[1].files.append((name, site.prefix + path))
        site.plant(_ID, site.address_of(path), "near_miss", "attachment that is there")


def _look_dead(site: Site, random: Random) -> None:
    """Pages that are there, under names and titles that frighten."""
    for form_of, title, note in _LOOKS_DEAD:
        folder = absent_path(random, "").strip("/").partition("/")[0]
        path = form_of.format(f=f"{folder}{random.randrange(10, 99)}", n=random.randrange(99))
        _extra(site, random, path, title)
        site.home_links.append((title, site.prefix + path))
        if note.startswith("slow"):
            site.routes[path] = {"delay_s": 0.05}
        site.plant(_ID, site.address_of(quote(path)), "near_miss", note)


def _answers(site: Site, random: Random, refusing: bool) -> None:
    """Addresses that redirect to an end and, on sites that are not at their best, that refuse."""
    moved, between, end, inside, busy = (absent_path(random, ".html") for _ in range(5))
    _extra(site, random, end, f"{link_text(random)}（新址）")
    site.routes |= {
        moved: {"status": 302, "location": site.prefix + between},
        between: {"status": 301, "location": site.prefix + end},
        inside: {"status": 403},
        busy: {"status": 503},
    }
    notes = {
        moved: ("near_miss", "redirect chain that ends well"),
        inside: ("open", "access denied"),
        busy: ("open", "server error"),
    }
    for path, (kind, note) in notes.items():
        if kind == "open" and not refusing:
            continue
        place = site.home_links if kind == "near_miss" else pick_article(site, random)[1].links
        place.append((link_text(random), site.prefix + path))
        site.plant(_ID, site.address_of(path), kind, note)


def _extra(site: Site, random: Random, path: str, title: str) -> None:
    column, model = pick_article(site, random)
    site.extras.append(
        (
            column,
            Article(
                number=model.number + 90_000 + len(site.extras),
                title=f"{title}（{random.randrange(2, 90)}）",
                published=site.as_of - timedelta(days=random.randrange(30, 400)),
                source=site.organiser,
                paragraphs=list(model.paragraphs),
                path=path,
            ),
        )
    )
