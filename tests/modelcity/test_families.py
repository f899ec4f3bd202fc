"""Every family draws every shape and honours everything the plan of a site says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest
from selectolax.lexbor import LexborHTMLParser

from govgauge.modelcity.columns import fill_columns
from govgauge.modelcity.drawing import Drawing
from govgauge.modelcity.families import find_families
from govgauge.modelcity.family import Family
from govgauge.modelcity.foot import fill_foot
from govgauge.modelcity.outline import CityPlan, outlines
from govgauge.modelcity.site import Article, Column, Shape, Site

from .conftest import AS_OF

FAMILIES = sorted(find_families())


@pytest.fixture(params=FAMILIES)
def family(request: pytest.FixtureRequest) -> Family:
    return find_families()[request.param]


@pytest.fixture
def site(family: Family) -> Site:
    """A healthy site of the family, with a column of every shape."""
    site = next(outlines(CityPlan(7, 1, AS_OF, "small", "story"), FAMILIES))
    site.nav_only = site.sidebar = False
    site.services_host = "fw.example.gov.cn"
    fill_foot(site, family, Random(1))
    site.size = 130
    fill_columns(site, Random(1))
    return site


def pages_of(site: Site, family: Family) -> dict[tuple[str, str], str]:
    return {(h, p): d.decode(family.encoding) for h, p, d in Drawing(site, family).pages()}


def drawn(site: Site, family: Family, column: Column) -> str:
    host = site.services_host if column.at_services else site.host
    prefix = "" if column.at_services else site.prefix
    return pages_of(site, family)[host, prefix + family.list_path(column, 0)]


def visible(html: str) -> str:
    """The text a reader sees; scripts and whatever is styled away are not shown."""
    tree = LexborHTMLParser(html)
    for node in tree.css("script, style, [style*='display:none'], [style*='display: none']"):
        node.decompose()
    return tree.body.text() if tree.body else ""


def of_shape(site: Site, shape: Shape) -> Iterator[Column]:
    return (c for c in site.every_column() if c.shape is shape)


def dates(day: date) -> tuple[str, ...]:
    """The forms in which a family may write a date."""
    return (
        f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day:%Y.%m.%d}", f"{day:%Y年%m月%d日}", f"{day:%m-%d}",
        f"{day.year}年{day.month}月{day.day}日", f"{day.year}/{day.month}/{day.day}",
        f"{day.year}-{day.month}-{day.day}",
    )  # fmt: skip


def test_paths_are_all_different(site: Site, family: Family) -> None:
    paths = [(h, p) for h, p, _ in Drawing(site, family).pages()]
    assert len(paths) == len(set(paths))


def test_a_list_shows_its_items_with_their_dates(site: Site, family: Family) -> None:
    for column in of_shape(site, Shape.LIST):
        html, first = drawn(site, family, column), column.articles[0]
        assert first.title in visible(html)
        assert any(form in visible(html) for form in dates(first.published))
        first.date_in_list = False
    column = site.lists()[0]
    for article in column.articles:
        article.date_in_list = False
    assert not any(form in visible(drawn(site, family, column)) for form in dates(first.published))


def test_a_group_shows_its_children_and_a_text_its_text(site: Site, family: Family) -> None:
    for column in of_shape(site, Shape.GROUP):
        text = visible(drawn(site, family, column))
        assert all(text.count(c.name) >= 2 for c in column.children)
    for column in of_shape(site, Shape.TEXT):
        assert column.paragraphs[0] in visible(drawn(site, family, column))


def test_an_empty_column_says_what_it_says_and_shows_no_item(site: Site, family: Family) -> None:
    column = site.lists()[0]
    column.articles, column.shape = [], Shape.BUILDING
    column.notice, column.says_none = "正在整理，请稍候", True
    text = visible(drawn(site, family, column))
    assert column.notice in text
    assert "0" in text


@pytest.mark.parametrize("inline", [True, False])
def test_a_scripted_list_stands_in_no_plain_page(site: Site, family: Family, inline: bool) -> None:
    column = site.lists()[1]
    column.shape, column.inline = Shape.SCRIPTED, inline
    html = drawn(site, family, column)
    title = column.articles[-1].title
    assert title not in visible(html)
    assert (title in html) == inline
    assert site.css("listbox") in [n.attributes["id"] for n in LexborHTMLParser(html).css("[id]")]


def test_a_hidden_copy_is_in_the_page_and_not_to_be_seen(site: Site, family: Family) -> None:
    column = site.lists()[0]
    plain = drawn(site, family, column)
    column.hidden_dates = AS_OF - timedelta(days=3_000)
    html = drawn(site, family, column)
    assert html != plain
    assert visible(html) == visible(plain)


def test_a_sidebar_stands_on_column_pages(site: Site, family: Family) -> None:
    column = next(c for c in site.lists() if c.column_class == "statistics")
    before = visible(drawn(site, family, column))
    site.sidebar = True
    assert len(visible(drawn(site, family, column))) > len(before) + 20


def test_an_article_shows_what_its_plan_says(site: Site, family: Family) -> None:
    column = site.lists()[0]
    article = column.articles[0]
    fill(article, site)
    path = site.prefix + family.path_of(column, article)
    html = pages_of(site, family)[site.host, path]
    text = visible(html)
    for part in (article.title, *article.paragraphs, "答复时间", "附件甲", "另见"):
        assert part in text, part
    for address in ("/up/a.doc", "/up/b.png", "/xw/c.html"):
        assert f"{site.prefix}{address}" in html
    assert any(form in text for form in dates(article.published))
    article.date_shown, article.date_in_comment = False, True
    article.facts = []
    html = pages_of(site, family)[site.host, path]
    head, _, body = html.partition("<body") if "<body" in html else html.partition("<BODY")
    assert "PubDate" not in head
    assert not any(form in visible(html) for form in dates(article.published))
    assert any(form in body for form in dates(article.published))


def fill(article: Article, site: Site) -> None:
    article.facts = [("答复时间", "2026-11-02")]
    article.files = [("附件甲", f"{site.prefix}/up/a.doc")]
    article.images = [f"{site.prefix}/up/b.png"]
    article.links = [("另见", f"{site.prefix}/xw/c.html")]


def test_the_foot_stands_on_every_page_untouched(site: Site, family: Family) -> None:
    for (host, path), html in pages_of(site, family).items():
        if host == site.host and not path.endswith(".json"):
            for part in site.foot.values():
                assert part in html, (path, part)


def test_a_foot_without_parts_names_nobody(site: Site, family: Family) -> None:
    site.foot = {}
    home = pages_of(site, family)[site.host, site.prefix + "/index.html"]
    for word in ("ICP", "公网安备", "标识码：", "主办", "电话", "地图", "找错"):
        assert word not in visible(home)


def test_a_home_page_has_boxes_or_only_navigation(site: Site, family: Family) -> None:
    key = (site.host, site.prefix + "/index.html")
    site.home_links = [("专项工作", f"{site.prefix}/zx/")]
    article = site.lists()[0].articles[0]
    home = pages_of(site, family)[key]
    assert article.title in visible(home)
    assert "专项工作" in visible(home)
    site.nav_only = True
    home = pages_of(site, family)[key]
    assert article.title not in visible(home)
    assert all(c.name in visible(home) for c in site.columns)


def test_labels_and_search_stand_in_every_page(site: Site, family: Family) -> None:
    for (_, path), html in pages_of(site, family).items():
        if not path.endswith(".json"):
            tree = LexborHTMLParser(html)
            names = {n.attributes["name"] for n in tree.css("meta[name]")}
            assert {"SiteName", "SiteDomain", "SiteIDCode"} <= names, path
            assert tree.css(f"input[name='{family.search_field}']"), path
