"""Builds a model city site by site; equal arguments give equal bytes."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from urllib.parse import quote

from attrs import frozen

from govgauge.modelcity.families import find_families
from govgauge.modelcity.family import Family
from govgauge.modelcity.faults import labels_of, plant_all
from govgauge.modelcity.files import png
from govgauge.modelcity.site import COLUMNS, Article, Column, Site
from govgauge.modelcity.wording import Writer, body_name, place_names

_DIVISIONS = ("130400", "330100", "440300", "510100", "370200", "420100", "610100", "350200")
_GROUPS = {"city": "市政府门户", "county": "县区政府门户", "department": "部门网站"}
_SITES_HEADINGS = (
    "网站标识码", "网站名称", "首页网址", "域名", "主办单位", "类别", "上级",
    "行政区划代码", "层级", "是否有对外服务职能",
)  # fmt: skip


@frozen
class CitySummary:
    """What was built."""

    sites: int
    pages: int
    faults: int
    near_misses: int


def build(
    folder: Path,
    *,
    seed: int,
    sites: int,
    as_of: date,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> CitySummary:
    """Write ``sites.csv``, ``truth.json``, ``city.json`` and ``www/<host>/…``.

    One site is in memory at a time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    places = place_names(Random(f"places {seed}"), sites)
    homes = [_outline(seed, n, places, as_of) for n in range(sites)]
    friends = [(s.name, s.home) for s in homes]
    hosts: dict[str, dict[str, object]] = {}
    truth: list[dict[str, object]] = []
    pages = 0
    for number, site in enumerate(homes):
        progress(number, sites)
        random = Random(f"site {seed} {number}")
        family = find_families()[site.family]
        site.friends = [f for f in random.sample(friends, min(6, sites)) if f[1] != site.home]
        _fill(site, random, as_of)
        if not _break_home(site, number):
            plant_all(site, family, random)
        pages += _write_site(folder, site, family)
        hosts[site.host] = {
            "content_type": family.content_type,
            "gzip": family.gzip,
            "routes": {quote(site.prefix + p): r for p, r in site.routes.items()},
        }
        truth += site.truth
        site.columns, site.files = [], {}
    _write_text(folder / "city.json", json.dumps({"hosts": hosts}, ensure_ascii=False, indent=1))
    _write_text(folder / "truth.json", json.dumps(truth, ensure_ascii=False, indent=1))
    _write_sites(folder / "sites.csv", homes)
    progress(sites, sites)
    faults = sum(t["kind"] == "fault" for t in truth)
    return CitySummary(sites, pages, faults, len(truth) - faults)


def _outline(seed: int, number: int, places: list[str], as_of: date) -> Site:
    random = Random(f"outline {seed} {number}")
    families = list(find_families())
    level = ("city", "county", "department", "county")[number % 4]
    place = places[number]
    division = _DIVISIONS[number % len(_DIVISIONS)]
    label = "".join(random.choice("bcdfghjklmnpqrstwxyz") for _ in range(6))
    name, organiser = _names(level, place, random)
    host = (
        f"www.{label}{number}.gov.cn" if level != "department" else f"dept{number}.{label}.gov.cn"
    )
    return Site(
        unit_id=f"{division}{number + 1:04d}",
        name=name,
        place=place,
        host=host,
        prefix="/site" if number % 5 == 4 else "",
        family=families[number % len(families)],
        level=level,
        group=_GROUPS[level],
        division=division,
        organiser=organiser,
        health=(1.0, 0.9, 0.7, 0.85, 0.3, 0.6)[number % 6],
    )


def _names(level: str, place: str, random: Random) -> tuple[str, str]:
    if level == "department":
        name = f"{place}市{body_name(random)}局"
        return name, name + "办公室"
    kind = "市" if level == "city" else "县"
    return f"{place}{kind}人民政府", f"{place}{kind}人民政府办公室"


def _fill(site: Site, random: Random, as_of: date) -> None:
    writer = Writer(random, site.place, as_of.year)
    number = 1000
    columns = COLUMNS if site.level != "department" else COLUMNS[:14]
    for name, slug in columns:
        articles: list[Article] = []
        day = as_of - timedelta(days=random.randrange(1, 12))
        for _ in range(random.randrange(4, 13)):
            number += 1
            articles.append(
                Article(
                    number=number,
                    title=writer.title(),
                    published=day,
                    source=site.organiser,
                    paragraphs=writer.paragraphs(random.randrange(3, 9)),
                )
            )
            day -= timedelta(days=random.randrange(1, 40))
        site.columns.append(Column(name, slug, articles))


def _break_home(site: Site, number: int) -> bool:
    """One home page in twelve answers 503 to every visit, another closes the connection.

    Behind a home page that never opens nothing else can be seen, so nothing else is planted.
    """
    breakages: dict[int, dict[str, object]] = {7: {"status": 503}, 10: {"close": True}}
    broken = breakages.get(number % 12)
    if broken is None:
        site.plant("home_page_unreachable", site.home, "near_miss", "opens")
        return False
    site.foot_code = site.label_code = site.unit_id
    site.routes["/"] = broken
    site.plant("home_page_unreachable", site.home, "fault", "never opens", "visits")
    return True


def _write_site(folder: Path, site: Site, family: Family) -> int:
    root = folder / "www" / site.host
    pages = 0

    def put(path: str, content: bytes) -> None:
        target = root / (site.prefix + path).lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    def page(path: str, text: str) -> None:
        nonlocal pages
        put(path, text.encode(family.encoding))
        pages += 1

    base = _site_labels(site)
    page("/index.html", family.home(site, labels_of(site, "home", base)))
    for column in site.columns:
        size = family.items_per_page
        count = max(1, -(-len(column.articles) // size))
        labels = labels_of(site, "list", base | _column_labels(column))
        for number in range(count):
            page(
                family.list_path(column, number),
                family.list_page(site, column, number, count, labels),
            )
        for article in column.articles:
            named = labels_of(
                site, "article", base | _column_labels(column) | _article_labels(article)
            )
            page(family.article_path(column, article), family.article(site, column, article, named))
    for path in ("/map.html", "/about.html"):
        page(
            path,
            family.list_page(site, site.columns[0], 0, 1, base | _column_labels(site.columns[0])),
        )
    put("/images/banner.png", png(200))
    for path, content in site.files.items():
        put(path, content)
    _write_root_files(root, site, family)
    return pages


def _write_root_files(root: Path, site: Site, family: Family) -> None:
    _write_text(
        root / "robots.txt",
        f"User-agent: *\nDisallow: /admin/\nSitemap: http://{site.host}/sitemap.xml\n",
    )
    listed = "".join(
        f"<url><loc>http://{site.host}{site.prefix}{family.list_path(c, 0).replace('&', '&amp;')}</loc></url>"
        for c in site.columns
    )
    _write_text(
        root / "sitemap.xml", f'<?xml version="1.0" encoding="utf-8"?><urlset>{listed}</urlset>'
    )


def _site_labels(site: Site) -> dict[str, str]:
    return {"SiteName": site.name, "SiteDomain": site.host, "SiteIDCode": site.label_code}


def _column_labels(column: Column) -> dict[str, str]:
    return {
        "ColumnName": column.name,
        "ColumnDescription": f"{column.name}栏目",
        "ColumnKeywords": column.name,
        "ColumnType": "信息公开",
    }


def _article_labels(article: Article) -> dict[str, str]:
    labels = {"ArticleTitle": article.title, "ContentSource": article.source}
    if article.date_shown:
        labels["PubDate"] = f"{article.published:%Y-%m-%d} 09:30"
    return labels


def _write_sites(path: Path, sites: list[Site]) -> None:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_SITES_HEADINGS)
    for s in sites:
        level = {"city": "市", "county": "县", "department": "市"}[s.level]
        table.writerow(
            [s.unit_id, s.name, s.home, s.host, s.organiser, s.group, "", s.division, level, "是"]
        )
    _write_text(path, text.getvalue())


def _write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
