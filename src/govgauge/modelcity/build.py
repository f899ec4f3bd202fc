"""Builds a model city site by site; equal arguments give equal bytes."""

import json
from collections import deque
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

from attrs import frozen

from govgauge.modelcity.columns import fill_columns
from govgauge.modelcity.doors import mailbox_html, search_template, soft_page_html
from govgauge.modelcity.drawing import Drawing
from govgauge.modelcity.families import find_families
from govgauge.modelcity.family import Family
from govgauge.modelcity.files import png
from govgauge.modelcity.foot import fill_foot
from govgauge.modelcity.outline import CityPlan, outlines
from govgauge.modelcity.plant import find_plants, plant_all
from govgauge.modelcity.plant.closed_site import close
from govgauge.modelcity.plant.home_page_unreachable import break_home
from govgauge.modelcity.policies import furnish
from govgauge.modelcity.records import Records
from govgauge.modelcity.site import Article, Column, Shape, Site

SOFT_PAGE = ".missing.html"
_FRIENDS_NEAR = 40


@frozen
class CitySummary:
    """What was built."""

    sites: int
    pages: int
    faults: int
    near_misses: int
    undecidable: int = 0


def build(
    folder: Path,
    *,
    seed: int,
    sites: int,
    as_of: date,
    progress: Callable[[int, int], None] = lambda done, total: None,
    sizes: str = "mixed",
    balance: str = "story",
) -> CitySummary:
    """Write ``sites.csv``, ``truth.json``, ``city.json``, ``search/`` and ``www/<host>/…``.

    ``sizes`` is ``small`` (20 to 150 pages) or ``mixed`` (a tail of large sites).  ``balance`` is
    ``story`` (faults by the health of a site) or ``even`` (fault or near-miss with equal odds).
    One site is in memory at a time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    plan = CityPlan(seed, sites, as_of, sizes, balance)
    known: deque[Site] = deque(maxlen=_FRIENDS_NEAR)
    pages = 0
    with Records(folder) as records:
        for number, site in enumerate(outlines(plan, list(find_families()))):
            progress(number, sites)
            random = Random(f"site {seed} {number}")
            _befriend(site, known, random)
            known.append(_bare(site))
            family = find_families()[site.family]
            _fill(site, family, random, balance == "even")
            pages += _write_site(folder, site, family, random)
            records.add(site, family)
    progress(sites, sites)
    kinds = records.kinds
    return CitySummary(sites, pages, kinds["fault"], kinds["near_miss"], kinds["open"])


def _bare(site: Site) -> Site:
    """What later sites need of this one, without its content."""
    return Site(
        unit_id=site.unit_id, name=site.name, place=site.place, host=site.host, prefix=site.prefix,
        family=site.family, level=site.level, kind=site.kind, group=site.group, division=site.division,
        organiser=site.organiser, health=site.health, size=site.size, as_of=site.as_of,
        missing_page=site.missing_page, domain_case=site.domain_case, flaky_every=site.flaky_every,
    )  # fmt: skip


def _befriend(site: Site, known: deque[Site], random: Random) -> None:
    """Links to sites before this one, and the unit above it."""
    others = [s for s in known if s.host != site.host and not s.domain_case]
    friends = random.sample(others, min(6, len(others)))
    site.friends = [(s.name, s.home) for s in friends]
    site.plain_friends = [
        s.home for s in friends if s.missing_page == "plain" and not s.flaky_every
    ]
    ranks = ("central", "province", "city", "county", "township")
    above = [
        s for s in known if ranks.index(s.level) < ranks.index(site.level) and s.kind == "portal"
    ]
    site.above = [s.name for s in above]
    if above and site.level != "central":
        near = max(ranks.index(s.level) for s in above)
        site.parent_id = next(s.unit_id for s in reversed(above) if ranks.index(s.level) == near)


def _fill(site: Site, family: Family, random: Random, even: bool) -> None:
    site.files["/images/banner.png"] = png(random.randrange(120, 250))
    fill_foot(site, family, random)
    fill_columns(site, random)
    if site.broken_home is not None:
        break_home(site)
        find_plants()["domain_name"].plant(site, family, random, 0.0)
        furnish(site, family)
    elif site.is_closed:
        close(site, family, random)
        find_plants()["domain_name"].plant(site, family, random, 0.0)
    else:
        plant_all(site, family, random, even)


def _write_site(folder: Path, site: Site, family: Family, random: Random) -> int:
    www = folder / "www"
    drawing = Drawing(site, family)
    pages = 0
    for host, path, data in drawing.pages():
        _put(www / host, path, data)
        pages += 1
    mailbox = drawing.other("我要写信", mailbox_html(site, family), family.mailbox_path)
    _put(www / site.host, site.prefix + family.mailbox_path, mailbox.encode(family.encoding))
    if site.missing_page == "soft_page":
        html = drawing.other("提示信息", soft_page_html(site, random))
        _put(www / site.host, f"/{SOFT_PAGE}", html.encode(family.encoding))
    for path, content in site.files.items():
        _put(www / site.host, site.prefix + path, content)
    for host, page in site.strangers.items():
        _put(www / host, "/index.html", page.encode())
        _put(www / host, "/robots.txt", b"User-agent: *\nAllow: /\n")
    _write_machine_files(www, site, family)
    _write_index(folder / "search", site, family, drawing)
    return pages + 1


def _put(root: Path, path: str, content: bytes) -> None:
    target = root / path.lstrip("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def _write_machine_files(www: Path, site: Site, family: Family) -> None:
    """What robots read, for the whole host."""
    for host in (site.host, site.services_host):
        if host:
            robots = f"User-agent: *\nDisallow: /admin/\nSitemap: http://{host}/sitemap.xml\n"
            _put(www / host, "/robots.txt", robots.encode())
    listed = "".join(
        f"<url><loc>{site.column_address(family, c).replace('&', '&amp;')}</loc></url>"
        for c in site.every_column()
        if not c.at_services
    )
    text = f'<?xml version="1.0" encoding="utf-8"?><urlset>{listed}</urlset>'
    _put(www / site.host, "/sitemap.xml", text.encode())


def _write_index(folder: Path, site: Site, family: Family, drawing: Drawing) -> None:
    """Titles and addresses for the site search, and the page to show results in."""

    def entry(column: Column, article: Article) -> list[str]:
        path = family.path_of(column, article)
        day = f"{article.published:%Y-%m-%d}" if article.date_shown else ""
        return [article.title, drawing.href(path, column.at_services), day]

    columns = [c for c in site.every_column() if c.shape in (Shape.LIST, Shape.SCRIPTED)]
    index = {
        "encoding": family.encoding,
        "template": search_template(drawing),
        "entries": [entry(c, a) for c in columns for a in c.articles],
    }
    _put(folder, f"{site.unit_id}.json", json.dumps(index, ensure_ascii=False).encode())
