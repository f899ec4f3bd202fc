"""The crawl: what is asked, in which order it counts, and where it stops."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from govgauge.gather.withheld import Withheld
from govgauge.model.campaign import PolicyKind
from govgauge.model.exchange import Kept, Purpose
from govgauge.model.outcome import Outcome
from govgauge.model.unit import Unit
from govgauge.model.verdict import Reason

from .paper_web import HOME, PaperWeb, anchors, crawl, crawl_paper


def tree(fan_out: int, depth: int) -> dict[str, tuple[int, str]]:
    web: dict[str, tuple[int, str]] = {}

    def grow(path: str, left: int) -> None:
        children = [f"{path}{i}/" for i in range(fan_out)] if left else []
        web[f"http://www.a.gov.cn{path}"] = (200, anchors("/", *children))
        for child in children:
            grow(child, left - 1)

    grow("/", depth)
    return web


def test_every_page_is_asked_once_whatever_links_to_it() -> None:
    web = tree(4, 3)
    paper, _ = crawl(web)
    pages = [u for u in paper.asked if not u.endswith((".txt", ".xml", ".html"))]
    assert sorted(pages) == sorted(web)


@pytest.mark.parametrize("seed", range(8))
def test_order_and_budget_do_not_depend_on_which_answer_comes_first(seed: int) -> None:
    web = tree(5, 4)
    expected, targets = crawl(web, seed=99, max_pages=300)
    again, same = crawl(web, seed=seed, max_pages=300)
    assert [(p.seq, p.address.url) for p in again.pages] == [
        (p.seq, p.address.url) for p in expected.pages
    ]
    assert same == targets


def test_the_budget_leaves_the_rest_named_as_not_seen() -> None:
    paper, targets = crawl(tree(5, 4), max_pages=50)
    assert len(paper.pages) == 50
    left = [t for t in targets.values() if t.reason == "page_budget"]
    assert left
    assert all(t.outcome == "" for t in left)


def test_robots_denies_and_the_denied_page_is_open_not_dead() -> None:
    web = {
        "http://www.a.gov.cn/robots.txt": (200, "User-agent: *\nDisallow: /secret/"),
        HOME: (200, anchors("/secret/x.html", "/open.html")),
        "http://www.a.gov.cn/open.html": (200, ""),
    }
    paper, targets = crawl(web)
    assert "http://www.a.gov.cn/secret/x.html" not in paper.asked
    denied = targets["http://www.a.gov.cn/secret/x.html"]
    assert (denied.outcome, denied.reason) == ("", "robots_denied")


def test_a_mandated_inspection_does_not_ask_robots() -> None:
    web = {
        "http://www.a.gov.cn/robots.txt": (200, "User-agent: *\nDisallow: /"),
        HOME: (200, anchors("/x.html")),
    }
    paper, _ = crawl(web, policy=PolicyKind.MANDATE)
    assert "http://www.a.gov.cn/x.html" in paper.asked
    assert "http://www.a.gov.cn/robots.txt" not in paper.asked


def test_robots_that_cannot_be_had_allow_the_home_page_only() -> None:
    web = {
        "http://www.a.gov.cn/robots.txt": (503, ""),
        HOME: (200, anchors("/x.html")),
    }
    _, targets = crawl(web)
    assert targets["http://www.a.gov.cn/x.html"].reason == "robots_unreachable"


def test_a_redirected_home_page_is_the_page_it_leads_to() -> None:
    web = {
        HOME: (302, "/index.html"),
        "http://www.a.gov.cn/index.html": (200, anchors("/", "/a.html")),
        "http://www.a.gov.cn/a.html": (200, ""),
    }
    paper, targets = crawl(web)
    assert [p.address.url for p in paper.pages if p.address.is_home] == [
        "http://www.a.gov.cn/index.html"
    ]
    assert targets[HOME].status == 200
    assert targets[HOME].final_url.endswith("/index.html")


def test_a_redirect_chain_that_ends_well_is_alive_and_one_that_does_not_is_dead() -> None:
    web = {
        HOME: (200, anchors("/a", "/x", "/loop1")),
        "http://www.a.gov.cn/a": (301, "/b"),
        "http://www.a.gov.cn/b": (302, "http://www.a.gov.cn/c"),
        "http://www.a.gov.cn/c": (200, ""),
        "http://www.a.gov.cn/x": (302, "/gone"),
        "http://www.a.gov.cn/loop1": (302, "/loop2"),
        "http://www.a.gov.cn/loop2": (302, "/loop1"),
    }
    paper, targets = crawl(web)
    assert targets["http://www.a.gov.cn/a"].status == 200
    assert targets["http://www.a.gov.cn/x"].status == 404
    assert targets["http://www.a.gov.cn/loop1"].outcome == "redirect_limit"
    assert len(paper.asked) == len(set(paper.asked))


def test_raw_gbk_bytes_in_location_are_followed_as_they_are() -> None:
    web = {
        HOME: (200, anchors("/go")),
        "http://www.a.gov.cn/go": (302, "/省.html"),
        "http://www.a.gov.cn/%CA%A1.html": (200, ""),
    }
    _, targets = crawl(web)
    assert targets["http://www.a.gov.cn/go"].status == 200


def test_a_home_page_that_moved_elsewhere_is_neither_up_nor_down() -> None:
    paper, _ = crawl({HOME: (301, "http://www.elsewhere.example/")})
    assert [p.address.outcome for p in paper.pages] == [Outcome.MOVED]


def test_outside_links_and_pictures_are_asked_once_and_never_followed() -> None:
    web = {
        HOME: (200, "<img src='/p.png'>" + anchors("http://b.example/x", "/1.html")),
        "http://www.a.gov.cn/1.html": (200, anchors("http://b.example/x")),
        "http://b.example/x": (200, anchors("http://b.example/deeper")),
        "http://www.a.gov.cn/p.png": (200, ""),
    }
    paper, targets = crawl(web)
    assert paper.asked.count("http://b.example/x") == 1
    assert "http://b.example/deeper" not in paper.asked
    assert targets["http://b.example/x"].relation == "outside"
    assert targets["http://b.example/x"].page_count == 2
    assert targets["http://www.a.gov.cn/p.png"].element == "img"


def test_what_failed_for_a_passing_reason_gets_a_second_attempt_at_the_end() -> None:
    web = {HOME: (200, anchors("/a", "/b")), "http://www.a.gov.cn/a": (0, "")}
    paper, targets = crawl(web)
    assert paper.asked.count("http://www.a.gov.cn/a") == 2
    assert targets["http://www.a.gov.cn/a"].attempts == 2
    assert targets["http://www.a.gov.cn/a"].outcome == "reset"


def test_pages_only_the_sitemap_names_are_visited_too() -> None:
    listed = "<urlset><url><loc>http://www.a.gov.cn/orphan.html</loc></url></urlset>"
    web = {
        HOME: (200, ""),
        "http://www.a.gov.cn/sitemap.xml": (200, listed),
        "http://www.a.gov.cn/orphan.html": (200, ""),
    }
    paper, targets = crawl(web)
    assert "http://www.a.gov.cn/orphan.html" in [p.address.url for p in paper.pages]
    assert targets == {}


class UsedUp(PaperWeb):
    """The second host had its requests of the day."""

    async def fetch(self, url: str, purpose: Purpose, attempt: int, cookie: str = "") -> Kept:
        if "//b." in url:
            raise Withheld(Reason.DAILY_CAP, "b.gov.cn")
        return await super().fetch(url, purpose, attempt, cookie)


def test_a_sitemap_of_a_host_that_had_its_requests_of_the_day_is_open_like_its_pages() -> None:
    robots = "Sitemap: http://b.gov.cn/sitemap.xml"
    web = {HOME: (200, anchors("http://b.gov.cn/x", "/y")), HOME + "robots.txt": (200, robots)}
    unit = Unit("u", "u", HOME, hosts=("www.a.gov.cn", "b.gov.cn"))
    targets = crawl_paper(UsedUp(web), unit)
    assert targets["http://b.gov.cn/x"].reason == "daily_cap"
    assert targets["http://b.gov.cn/sitemap.xml#further"].element == "sitemap"
    assert targets[HOME + "y"].status == 404


def test_another_port_is_another_server_and_www_is_not() -> None:
    web = {HOME: (200, anchors("http://www.a.gov.cn:82/x", "http://a.gov.cn/y"))}
    _, targets = crawl(web)
    assert targets["http://www.a.gov.cn:82/x"].relation == "outside"
    assert targets["http://a.gov.cn/y"].relation == "own"


def test_endless_query_variants_of_one_path_are_cut() -> None:
    web = {HOME: (200, anchors(*(f"/list?page={i}" for i in range(2100))))}
    paper, targets = crawl(web)
    assert sum(urlsplit(u).query != "" for u in paper.asked) == 2000
    assert sum(t.reason == "trap_limit" for t in targets.values()) == 100


def test_t_g4_what_a_host_shows_for_any_address_is_no_page() -> None:
    error = (200, anchors("/back"))
    web = {HOME: (200, anchors("/real", "/lost")), "http://www.a.gov.cn/real": (200, "text")}
    _, targets = crawl(web, missing=error)
    assert targets["http://www.a.gov.cn/real"].outcome == Outcome.OK
    assert targets["http://www.a.gov.cn/lost"].outcome == Outcome.SOFT_404
    assert "http://www.a.gov.cn/back" not in targets


def test_t_g4_a_host_that_sends_unknown_addresses_home_hides_nothing() -> None:
    web = {HOME: (200, anchors("/lost.html", "/index.html", "/moved")), HOME + "end": (200, "text")}
    web[HOME + "index.html"] = (302, "/")
    web[HOME + "moved"] = (302, "/end")
    _, targets = crawl(web, missing=(302, "/"))
    assert targets[HOME + "lost.html"].outcome == Outcome.SOFT_404
    assert targets[HOME + "index.html"].outcome == Outcome.OK
    assert targets[HOME + "moved"].outcome == Outcome.OK
