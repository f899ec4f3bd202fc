"""What belongs to a unit and was not seen is named; what is a neighbour's is not looked at."""

from __future__ import annotations

import gzip

import pytest

from govgauge.gather.scope import Scope
from govgauge.gather.sitemap import unpacked
from govgauge.model.kinds import unseen_pages
from govgauge.model.unit import Unit
from govgauge.model.verdict import Reason

from .paper_web import HOME, Paper, Web, anchors, crawl

SITEMAP = HOME + "sitemap.xml"


def listing(*urls: str) -> Paper:
    return 200, "<urlset>" + "".join(f"<url><loc>{u}</loc></url>" for u in urls) + "</urlset>"


def test_a_sitemap_page_robots_forbid_is_named_as_not_seen() -> None:
    web: Web = {
        HOME + "robots.txt": (200, "User-agent: *\nDisallow: /only"),
        HOME: (200, ""),
        SITEMAP: listing(HOME + "only"),
    }
    _, targets = crawl(web)
    only = targets[HOME + "only"]
    assert (only.relation, only.element, only.reason) == ("own", "sitemap", "robots_denied")
    assert (only.outcome, only.page_count, only.page_url, only.on_home) == ("", 0, "", False)


def test_sitemap_pages_beyond_the_budget_or_in_a_trap_are_named_as_not_seen() -> None:
    long = HOME + "x" * 3000
    web: Web = {
        HOME: (200, ""),
        SITEMAP: listing(HOME + "a", HOME + "b", HOME + "c", long),
        **{HOME + name: (200, "text") for name in "abc"},
    }
    _, targets = crawl(web, max_pages=3)
    assert {t.target: t.reason for t in targets.values()} == {
        HOME + "c": "page_budget",
        long: "trap_limit",
    }


def test_addresses_beyond_a_small_multiple_of_the_budget_are_one_number() -> None:
    part = [HOME + f"part{n}.xml" for n in range(2)]
    entries = [[f"{HOME}{n}/{i}.html" for i in range(30)] for n in range(2)]
    web: Web = {
        HOME: (200, anchors("/0/29.html")),
        SITEMAP: (200, "<sitemapindex>" + "".join(f"<loc>{u}</loc>" for u in part)),
        part[0]: listing(*entries[0], "http://b.example/"),
        part[1]: listing(*entries[1], *entries[0][:5]),
    }
    paper, targets = crawl(web, max_pages=3)
    assert len(paper.pages) == 3
    further = targets.pop(part[0] + "#further")
    assert (further.element, further.reason, further.outcome) == ("sitemap", "page_budget", "")
    listed = [t for t in targets.values() if t.element == "sitemap"]
    # Twelve are kept (four times the budget); one of them was asked for, one is a link.
    assert [t.target for t in listed] == entries[0][1:12]
    assert further.page_count == 60 - 1 - 12
    missing = unseen_pages([*targets.values(), further], [])
    assert missing[Reason.PAGE_BUDGET] == 11 + 47


def test_sitemaps_that_are_not_read_are_counted_as_not_seen() -> None:
    parts = [HOME + f"part{n}.xml" for n in range(25)]
    web: Web = {
        HOME: (200, ""),
        SITEMAP: (200, "<sitemapindex>" + "".join(f"<loc>{u}</loc>" for u in parts)),
        **{part: listing(f"{part}.html") for part in parts},
        **{f"{part}.html": (200, "text") for part in parts},
    }
    paper, targets = crawl(web)
    assert sum(url in parts for url in paper.asked) == 19
    (further,) = targets.values()
    assert (further.target, further.page_count) == (parts[19] + "#further", 6)


def test_sitemap_pages_that_were_seen_linked_or_lead_to_a_seen_page_are_not_repeated() -> None:
    web: Web = {
        HOME: (200, anchors("/linked")),
        HOME + "linked": (200, "text"),
        SITEMAP: listing(HOME + "linked", HOME + "seen", HOME + "sent", HOME + "out", HOME + "bad"),
        HOME + "seen": (200, "text"),
        HOME + "sent": (301, "/seen"),
        HOME + "out": (301, "http://b.example/"),
        HOME + "bad": (503, ""),
    }
    paper, targets = crawl(web)
    assert list(targets) == [HOME + "linked"]
    assert {p.address.url for p in paper.pages} >= {HOME + "seen", HOME + "bad"}


def test_a_sitemap_page_that_is_linked_from_another_page_is_a_link_as_any() -> None:
    web: Web = {
        HOME + "robots.txt": (200, "User-agent: *\nDisallow: /b"),
        HOME: (200, ""),
        SITEMAP: listing(HOME + "a", HOME + "b"),
        HOME + "a": (200, anchors("/b")),
    }
    _, targets = crawl(web)
    assert (targets[HOME + "b"].element, targets[HOME + "b"].page_count) == ("a", 1)


def owns(url: str, hosts: tuple[str, ...], asked: str) -> bool:
    return Scope(Unit("u", "u", url, hosts=hosts)).owns(asked)


@pytest.mark.parametrize(
    ("home", "hosts", "own", "foreign"),
    [
        ("http://h.cn/BmA/", ("h.cn/BmA/",), "BmA/x BmA BmA/", "/ dead BmB/ BmAx bma/x"),
        ("http://h.cn/BmA/index.html", ("h.cn/BmA",), "BmA/x", "/ BmB/"),
        ("http://h.cn/a/", (), "a/x a", "/ b/ ab"),
        ("http://h.cn/a/index.jsp?x=1", (), "a/x", "/ b/x"),
        ("http://h.cn/a", (), "a/x a", "/ b/x ab"),
        ("http://h.cn/", (), "/ a/x", ""),
        ("http://h.cn/index.html", (), "/ a/x", ""),
        ("http://h.cn/a/", ("h.cn",), "/ a/x b/x", ""),
        ("http://h.cn/", ("h.cn/a/",), "/ a/x", "b/x index.html"),
        ("http://h.cn/a/", ("h.cn/b/",), "a/x b/x", "/ c/x"),
        ("http://h.cn/a/", ("other.cn",), "a/x", "/ b/x"),
        ("http://h.cn/", ("h.cn/部门/",), "%E9%83%A8%E9%97%A8/x", "b/x"),
    ],
)
def test_a_site_under_a_path_owns_that_path_and_not_its_neighbours(
    home: str, hosts: tuple[str, ...], own: str, foreign: str
) -> None:
    for path in own.split():
        assert owns(home, hosts, "http://www.h.cn/" + path.lstrip("/")), path
    for path in foreign.split():
        assert not owns(home, hosts, "http://h.cn/" + path.lstrip("/")), path


def test_two_departments_on_one_host_do_not_get_each_others_pages() -> None:
    web: Web = {
        HOME: (200, anchors("/dead-of-portal")),
        HOME + "a/": (200, anchors("/a/1", "/b/", "/")),
        HOME + "a/1": (200, "text"),
        HOME + "b/": (200, anchors("/b/dead")),
        SITEMAP: listing(HOME + "a/orphan", HOME + "b/orphan"),
        HOME + "a/orphan": (200, "text"),
    }
    for hosts in ((), ("www.a.gov.cn/a/",)):
        paper, targets = crawl(web, home=HOME + "a/", hosts=hosts)
        assert {p.address.url for p in paper.pages} == {HOME + p for p in ("a/", "a/1", "a/orphan")}
        assert targets[HOME + "b/"].relation == "outside"
        assert HOME + "b/dead" not in targets


@pytest.mark.parametrize(
    ("answer", "counted"), [((503, ""), True), ((403, ""), True), ((404, ""), False)]
)
def test_h51_a_sitemap_that_robots_name_and_that_does_not_come_is_not_seen(
    answer: Paper, counted: bool
) -> None:
    named = HOME + "map.xml"
    web: Web = {
        HOME: (200, ""),
        HOME + "robots.txt": (200, f"User-agent: *\nSitemap: {named}"),
        named: answer,
    }
    _, targets = crawl(web)
    assert (named + "#further" in targets) is counted


def test_a_sitemap_that_nobody_named_was_only_a_guess() -> None:
    _, targets = crawl({HOME: (200, ""), SITEMAP: (503, "")})
    assert targets == {}


def test_h51_a_packed_sitemap_is_read_up_to_what_one_may_hold() -> None:
    entry = b"<url><loc>http://a.cn/x</loc></url>"
    body, whole = unpacked(gzip.compress(b"<urlset>" + entry))
    assert (body.count(b"<loc>"), whole) == (1, True)
    body, whole = unpacked(gzip.compress(entry + b" " * (60 << 20), 1))
    assert (len(body), whole) == (50 << 20, False)
    assert unpacked(b"\x1f\x8bnothing") == (b"", False)
