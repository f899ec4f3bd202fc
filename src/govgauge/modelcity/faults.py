"""Plants faults and near-misses into a site, and writes each into the truth.

The worse a site's health, the more faults; near-misses stand on every site, because a detector
must leave the healthy alone.
"""

from collections.abc import Callable
from random import Random
from urllib.parse import quote

from govgauge.modelcity.family import Family
from govgauge.modelcity.files import archive, pdf
from govgauge.modelcity.site import Article, Column, Site

_MISSPELT = {
    "SiteDomain": "SiteDomian",
    "ColumnDescription": "ColumnDesctiption",
    "PubDate": "PubDtae",
}
_REQUIRED = {
    "home": ("SiteName", "SiteDomain", "SiteIDCode"),
    "list": ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"),
    "article": ("ArticleTitle", "PubDate", "ContentSource"),
}


def plant_all(site: Site, family: Family, random: Random) -> None:
    """Plant everything that is wrong with a site."""
    bad = 1.0 - site.health
    plant_dead_links(site, family, random, round(bad * 12))
    plant_link_near_misses(site, random)
    plant_attachments(site, family, random, round(bad * 4))
    plant_site_code(site, random, bad)
    plant_labels(site, random, round(bad * 5))
    plant_undated(site, family, random, bad)


def address(site: Site, path: str) -> str:
    """The absolute address of a path of the site."""
    return f"http://{site.host}{site.prefix}{path}"


def _pick_article(site: Site, random: Random) -> tuple[Column, Article]:
    columns = [c for c in site.columns if c.articles]
    column = random.choice(columns)
    return column, random.choice(column.articles)


def plant_dead_links(site: Site, family: Family, random: Random, count: int) -> None:
    """Links to pages that are not there, some of them gone for good (410), on home and inside."""
    for number in range(count):
        path = f"/{random.choice(('zt', 'old', 'upload', 'xxgk'))}/{random.randrange(10**6)}.html"
        if random.random() < 0.2:
            site.routes[path] = {"status": 410}
        href, text = (
            site.prefix + path,
            f"专题{number + 1}：{random.choice(('学习', '普法', '巡察', '规划'))}",
        )
        if number % 3 == 0:
            site.home_links.append((text, href))
        else:
            _pick_article(site, random)[1].links.append((text, href))
        site.plant("dead_links", address(site, path), "fault", "absent page")
    if count:
        path = f"/images/{random.randrange(10**6)}.png"
        _pick_article(site, random)[1].images.append(site.prefix + path)
        site.plant("dead_links", address(site, path), "fault", "absent picture")


def plant_attachments(site: Site, family: Family, random: Random, absent: int) -> None:
    """Attachments that are there, and some that are not."""
    makers: tuple[tuple[str, Callable[[int], bytes]], ...] = (("pdf", pdf), ("zip", archive))
    for number in range(4):
        ending, make = makers[number % 2]
        path = f"/files/annex{number}.{ending}"
        site.files[path] = make(number)
        _pick_article(site, random)[1].files.append((f"附件{number}.{ending}", site.prefix + path))
        site.plant("dead_links", address(site, path), "near_miss", "attachment that is there")
    for number in range(absent):
        path = f"/files/lost{number}.doc"
        _pick_article(site, random)[1].files.append((f"附表{number}.doc", site.prefix + path))
        site.plant("dead_links", address(site, path), "fault", "absent attachment")


def plant_link_near_misses(site: Site, random: Random) -> None:
    """Links that look dead to a careless checker and are not."""
    page = (
        "<html><head><title>404 号文件</title></head><body><h1>关于第404号建议的答复</h1>"
        f"<p>{site.name}</p></body></html>"
    )
    alive = {
        "/zt/404.html": page.encode("utf-8"),
        "/zt/普查 公告.html": page.encode("utf-8"),
        "/zt/end.html": page.encode("utf-8"),
    }
    for path, content in alive.items():
        site.files[path] = content
    site.routes |= {
        "/zt/moved.html": {"status": 302, "location": site.prefix + "/zt/moved2.html"},
        "/zt/moved2.html": {"status": 301, "location": site.prefix + "/zt/end.html"},
        "/zt/inside.html": {"status": 403},
        "/zt/busy.html": {"status": 503},
        "/zt/slow.html": {"status": 200, "delay_s": 0.05},
    }
    near = {
        "/zt/404.html": "title with 404",
        "/zt/普查 公告.html": "blank and Chinese in the path",
        "/zt/moved.html": "redirect chain that ends well",
        "/zt/inside.html": "access denied",
        "/zt/busy.html": "server error",
        "/zt/slow.html": "slow but there",
    }
    for number, (path, note) in enumerate(near.items()):
        site.home_links.append((f"栏目推荐{number + 1}", site.prefix + path))
        site.plant("dead_links", address(site, quote(path)), "near_miss", note)


def plant_site_code(site: Site, random: Random, bad: float) -> None:
    """The code in the foot and in the label: right, or wrong in one of five ways."""
    site.foot_code = site.label_code = site.unit_id
    if random.random() >= bad:
        _plant_code_near_miss(site, random)
        return
    how = random.randrange(5)
    if how == 0:
        site.foot_code = ""
        mark = "missing"
    elif how == 1:
        site.foot_code = site.label_code = site.unit_id[:9]
        mark = "form"
    elif how == 2:
        site.foot_code = site.label_code = "52" + site.unit_id[2:]
        mark = "other"
    elif how == 3:
        site.foot_code = site.label_code = site.unit_id + "01"
        mark = "form"
    else:
        site.label_code = site.unit_id[:9] + str((int(site.unit_id[9]) + 1) % 10)
        mark = "label"
    site.plant("site_code", site.home, "fault", f"case {how}", mark)


def _plant_code_near_miss(site: Site, random: Random) -> None:
    how = random.randrange(3)
    if how == 1:
        site.foot_code = site.unit_id.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    elif how == 2:
        site.foot_code = f"{site.unit_id[:6]} {site.unit_id[6:]}"
    site.plant("site_code", site.home, "near_miss", f"written in way {how}")


def plant_labels(site: Site, random: Random, count: int) -> None:
    """Labels that are absent, empty, the word null, or misspelt."""
    every = [(kind, name) for kind, names in _REQUIRED.items() for name in names]
    for kind, name in random.sample(every, count):
        how = random.choice(("absent", "empty", "null", "misspelt"))
        if how == "misspelt" and name not in _MISSPELT:
            how = "absent"
        if name == "SiteIDCode":
            how = "absent"
        site.label_faults[kind, name] = how
        site.plant("page_labels", "", "fault", how, f"{kind} {name}")


def labels_of(site: Site, kind: str, labels: dict[str, str]) -> dict[str, str]:
    """The labels a page of this kind really carries, faults included."""
    carried: dict[str, str] = {}
    for name, content in labels.items():
        how = site.label_faults.get((kind, name))
        if how == "absent":
            continue
        if how == "misspelt":
            carried[_MISSPELT[name]] = content
        else:
            carried[name] = {"empty": "", "null": "null"}.get(how or "", content)
    return carried


def plant_undated(site: Site, family: Family, random: Random, bad: float) -> None:
    """A column whose articles show no date at all, and one whose list only shows none."""
    columns = [c for c in site.columns if len(c.articles) >= 4]
    if len(columns) < 2:
        return
    silent, quiet = random.sample(columns, 2)
    for item in quiet.articles:
        item.date_in_list = False
        target = address(site, family.article_path(quiet, item))
        site.plant("undated_items", target, "near_miss", "dated on its own page")
    if random.random() >= bad:
        return
    for item in silent.articles:
        item.date_in_list = item.date_shown = False
        item.date_in_comment = random.random() < 0.5
        target = address(site, family.article_path(silent, item))
        site.plant("undated_items", target, "fault", "no date in list or article")
