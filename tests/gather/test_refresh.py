"""Redirects that are no 3xx (page-traps T-G6), and the limit over all kinds."""

from __future__ import annotations

import pytest

from govgauge.gather.refresh import refresh_target
from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.facts import PageKind
from govgauge.model.outcome import Outcome
from govgauge.model.reading import PageReading

from .paper_web import HOME, Web, anchors, crawl, lines_of, links_of

TEXT = "<p>" + "市人民政府办公室关于做好某项工作的通知。" * 8 + "</p>"


def refresh(url: str, delay: str = "0") -> str:
    return f"<meta http-equiv='refresh' content='{delay};url={url}'>"


def target_of(html: str, header: bytes = b"") -> str:
    exchange = Exchange(
        HOME, Purpose.PAGE, 1, Outcome.OK, 200, header=b"HTTP/1.1 200 OK\r\n" + header
    )
    reading = PageReading(PageKind.OTHER, "", "", links=links_of(html, HOME), lines=lines_of(html))
    return refresh_target(exchange, reading, html.encode())


@pytest.mark.parametrize(
    ("html", "header", "target"),
    [
        (refresh("/web/"), b"", HOME + "web/"),
        (refresh("/web/", "5") + "<p>正在跳转，请稍候</p>", b"", HOME + "web/"),
        ("<p>welcome</p>", b"Refresh: 0; url=/web/\r\n", HOME + "web/"),
        ("<p>welcome</p>", b"refresh: 3;URL='http://b.example/'\r\n", "http://b.example/"),
        ("<p>welcome</p>", b"Refresh: 30\r\n", ""),
        (refresh("/web/", "30") + TEXT, b"", ""),
        (refresh("/web/", "1800"), b"", ""),
        (refresh("/", "5"), b"", ""),
        (f"<noscript>{refresh('/nojs/')}</noscript><script>go()</script>", b"", ""),
        (f"<!-- {refresh('/old/')} -->", b"", ""),
        (anchors(*"abcdefghijklmnopqrstuvwxyz") + refresh("/web/"), b"", ""),
    ],
)
def test_t_g6_only_a_stub_sends_its_reader_on(html: str, header: bytes, target: str) -> None:
    assert target_of(html, header) == target


def test_t_g6_a_home_page_that_refreshes_is_the_page_it_leads_to() -> None:
    web: Web = {
        HOME: (200, refresh("/web/")),
        HOME + "web/": (302, "/web/index.html"),
        HOME + "web/index.html": (200, anchors("/", "/a.html") + TEXT),
        HOME + "a.html": (200, TEXT),
    }
    paper, targets = crawl(web)
    assert [p.address.url for p in paper.pages] == [HOME + "web/index.html", HOME + "a.html"]
    assert [p.address.url for p in paper.pages if p.address.is_home] == [HOME + "web/index.html"]
    assert targets[HOME].final_url == HOME + "web/index.html"


def test_t_g6_a_stub_is_no_page_and_its_link_lives_or_dies_with_its_end() -> None:
    web: Web = {
        HOME: (200, anchors("/good", "/bad")),
        HOME + "good": (200, refresh("/there") + "<p>正在跳转</p>"),
        HOME + "bad": (200, refresh("/nowhere") + "<p>正在跳转</p>"),
        HOME + "there": (200, TEXT),
    }
    paper, targets = crawl(web)
    assert targets[HOME + "good"].status == 200
    assert targets[HOME + "bad"].status == 404
    assert HOME + "good" not in [p.address.url for p in paper.pages]


def test_t_g6_a_host_whose_every_unknown_address_shows_a_stub_keeps_its_own_stubs() -> None:
    stub = "<p>正在跳转</p>"
    web: Web = {
        HOME: (200, anchors("/good", "/lost") + TEXT),
        HOME + "good": (200, refresh("/there") + stub),
        HOME + "there": (200, TEXT),
    }
    _, targets = crawl(web, missing=(200, refresh("/") + stub))
    assert targets[HOME + "good"].outcome == Outcome.OK
    assert targets[HOME + "lost"].outcome == Outcome.SOFT_404


def test_t_g6_a_host_that_refreshes_unknown_addresses_elsewhere_is_no_copy_of_its_stubs() -> None:
    away = refresh("http://b.example/") + "<p>正在跳转</p>"
    _, targets = crawl({HOME: (200, anchors("/go") + TEXT)}, missing=(200, away))
    assert targets[HOME + "go"].final_url == "http://b.example/"


def test_t_g4_a_stub_that_says_gone_is_missing_and_not_the_home_page() -> None:
    web: Web = {
        HOME: (200, anchors("/lost") + TEXT),
        HOME + "lost": (200, refresh("/", "3") + "<p>gone</p>"),
    }
    _, targets = crawl(web)
    assert targets[HOME + "lost"].outcome == Outcome.SOFT_404


def test_t_g6_redirects_of_all_kinds_count_against_one_limit() -> None:
    endless: dict[str, tuple[int, str]] = {HOME: (200, refresh("/1"))}
    for i in range(1, 60):
        turn = (302, f"/{i + 1}") if i % 2 else (200, refresh(f"/{i + 1}"))
        endless[f"{HOME}{i}"] = turn
    paper, _ = crawl(endless)
    (home,) = paper.pages
    assert (home.address.outcome, home.content.reading) == (Outcome.REDIRECT_LIMIT, None)
    assert sum(url in endless for url in paper.asked) == 11


def test_t_g6_a_loop_of_two_kinds_is_a_loop() -> None:
    web: Web = {HOME: (200, refresh("/a")), HOME + "a": (302, "/")}
    paper, _ = crawl(web)
    assert [p.address.outcome for p in paper.pages] == [Outcome.REDIRECT_LIMIT]


def test_t_g3_a_home_page_that_refreshes_elsewhere_has_moved() -> None:
    paper, _ = crawl({HOME: (200, refresh("http://www.elsewhere.example/"))})
    assert [p.address.outcome for p in paper.pages] == [Outcome.MOVED]


def test_the_budget_never_leaves_out_the_home_page_behind_a_redirect() -> None:
    web: Web = {HOME: (302, "/web/"), HOME + "web/": (200, TEXT)}
    paper, _ = crawl(web, max_pages=1)
    assert [p.address.is_home for p in paper.pages] == [True]


def test_t_g6_the_other_links_of_a_home_page_that_refreshes_are_the_home_page_s_too() -> None:
    splash = refresh("/web/", "5") + anchors("/en/", "/web/", "/b.html")
    web: Web = {
        HOME: (200, splash),
        HOME + "web/": (200, anchors("/a.html", "/b.html") + TEXT),
        HOME + "a.html": (200, TEXT),
        HOME + "b.html": (200, TEXT),
    }
    runs = [crawl(web, seed) for seed in range(4)]
    for paper, targets in runs:
        assert [p.address.url for p in paper.pages] == [
            *(HOME + path for path in ("web/", "a.html", "b.html", "en/"))
        ]
        assert targets[HOME + "en/"].status == 404
        assert targets[HOME + "en/"].on_home
        assert targets[HOME + "en/"].page_url == HOME
        assert targets[HOME + "b.html"].page_count == 2
        assert HOME + "web/" not in targets


def test_t_g6_a_splash_page_s_links_are_followed_though_the_home_page_behind_it_fails() -> None:
    web: Web = {HOME: (200, refresh("/web/", "5") + anchors("/en/")), HOME + "web/": (503, "")}
    paper, targets = crawl(web)
    assert [p.address.url for p in paper.pages] == [HOME + "web/", HOME + "en/"]
    assert targets[HOME + "en/"].on_home


def test_t_g6_the_links_of_a_stub_further_in_are_followed_as_a_page_s() -> None:
    web: Web = {
        HOME: (200, anchors("/old/") + TEXT),
        HOME + "old/": (200, refresh("/new/") + anchors("/new/", "/dead")),
        HOME + "new/": (200, TEXT),
    }
    _, targets = crawl(web)
    assert targets[HOME + "dead"].status == 404
    assert not targets[HOME + "dead"].on_home
    assert targets[HOME + "dead"].page_url == HOME + "old/"
    assert HOME + "new/" not in targets


def test_t_g4_a_stub_that_stands_for_unknown_addresses_has_no_links() -> None:
    sorry = refresh("/", "3") + "<p>正在跳转</p>" + anchors("/from-the-error-page")
    _, targets = crawl({HOME: (200, anchors("/lost") + TEXT)}, missing=(200, sorry))
    assert targets[HOME + "lost"].outcome == Outcome.SOFT_404
    assert HOME + "from-the-error-page" not in targets
