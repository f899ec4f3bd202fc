"""Several spellings of one page: asked once where that is proven, and never a dead link lost."""

from __future__ import annotations

import random

import pytest

from govgauge.gather.crawl import Crawl
from govgauge.model.session import without_session
from govgauge.model.unit import Unit

from .paper_web import HOME, Paper, PaperWeb, anchors, crawl_paper

PAGES = [f"p{n}.html" for n in range(30)]
BARE = "http://a.gov.cn/"


class Spelled(PaperWeb):
    """Thirty pages; each links to the next five by a spelling of its own."""

    def __init__(self, spellings: tuple[str, ...], dead: tuple[str, ...] = ()) -> None:
        super().__init__({})
        self.spellings = spellings
        self.dead = dead

    def spelled(self, name: str, turn: int) -> str:
        return self.spellings[turn % len(self.spellings)].format(name)

    def answer(self, url: str, attempt: int) -> Paper:
        name = url.partition("?")[0].rpartition("/")[2]
        if url == HOME:
            return 200, "<p>首页</p>" + anchors(*(HOME + p for p in PAGES))
        if name not in PAGES or name in self.dead:
            return 404, ""
        at = PAGES.index(name)
        after = (self.spelled(PAGES[(at + k) % 30], k) for k in range(5))
        return 200, f"<p>{chr(0x4E10 + at)}：{'正文' * 50}</p>" + "".join(
            f"<a href='{url}'>下一页</a>" for url in after
        )


def names(web: PaperWeb) -> list[str]:
    return [u for u in web.asked if u.partition("?")[0].rpartition("/")[2] in PAGES]


@pytest.mark.parametrize(
    "other", [BARE + "{}", "https://www.a.gov.cn/{}", HOME + "{}?x=1&y=2", HOME + "./{}"]
)
def test_a_spelling_proven_on_two_pages_is_not_asked_for_on_the_others(other: str) -> None:
    first = HOME + "{}?y=2&x=1" if "x=1" in other else HOME + "{}"
    web = Spelled((first, other))
    targets = crawl_paper(web, Unit("u", "u", HOME))
    most = 2 * len(PAGES) if "x=1" in other else len(PAGES)
    assert len(PAGES) <= len(names(web)) <= most + 8
    # Both addresses stand in the facts, the one leading to the other.
    for target in targets.values():
        assert (target.outcome, target.status) == ("ok", 200), target.target


def test_a_host_that_answers_otherwise_without_www_is_asked_for_every_page() -> None:
    class Apart(Spelled):
        def answer(self, url: str, attempt: int) -> Paper:
            status, body, *more = super().answer(url, attempt)
            return (status, body.replace("正文", "别的") if url.startswith(BARE) else body, *more)

    web = Apart((HOME + "{}", BARE + "{}"))
    crawl_paper(web, Unit("u", "u", HOME))
    assert len(set(names(web))) == 60


def test_a_dead_link_is_asked_for_under_each_of_its_spellings() -> None:
    web = Spelled((HOME + "{}", BARE + "{}"), dead=("p20.html",))
    targets = crawl_paper(web, Unit("u", "u", HOME))
    dead = [t for t in targets.values() if "p20.html" in t.target]
    assert len(dead) == 2
    assert all((t.status, t.final_url) == (404, t.target) for t in dead)


def test_a_link_that_leads_to_another_spelling_of_the_home_page_is_not_sent_home_as_lost() -> None:
    """The host sends what it does not know to ``/``; this link leads to ``/index.html``."""
    folders = [f"{HOME}{name}/" for name in ("tz", "gg", "zc", "jd", "hy", "xw")]
    web: dict[str, Paper] = {
        HOME: (200, anchors(*folders, *(f + "index.html" for f in folders), "/index.html")),
        HOME + "sitemap.xml": (200, f"<urlset><loc>{HOME}late.html</loc></urlset>"),
        HOME + "late.html": (200, "<p>迟到的一页</p>" + anchors("/gate")),
        HOME + "gate": (302, "/index.html"),
        HOME + "robots.txt": (404, ""),
    }
    for folder in folders:
        web[folder] = web[folder + "index.html"] = (200, f"<p>{folder}</p>")
    paper = PaperWeb(web, missing=(302, "/"))
    targets = crawl_paper(paper, Unit("u", "u", HOME))
    assert HOME + "index.html" not in paper.asked
    assert targets[HOME + "index.html"].final_url == HOME
    gate = targets[HOME + "gate"]
    assert (gate.outcome, gate.status, gate.reason) == ("ok", 200, "")


def test_a_page_that_only_the_twin_has_is_not_lost() -> None:
    class OnlyBare(Spelled):
        def answer(self, url: str, attempt: int) -> Paper:
            if url == HOME + "p25.html":
                return 404, ""
            return super().answer(url, attempt)

    web = OnlyBare((HOME + "{}", BARE + "{}"))
    targets = crawl_paper(web, Unit("u", "u", HOME))
    assert targets[HOME + "p25.html"].status == 404
    assert targets[BARE + "p25.html"].status == 200


def test_h46_a_mark_on_every_link_is_learnt_and_each_page_visited_about_once() -> None:
    drawn = random.Random(3)

    class Marked(Spelled):
        def spelled(self, name: str, turn: int) -> str:
            return f"{HOME}{name}?sid={drawn.getrandbits(128):032x}"

    web = Marked(())
    crawl_paper(web, Unit("u", "u", HOME))
    assert len(web.pages) <= 1.4 * len(PAGES)
    assert {u.partition("?")[0].rpartition("/")[2] for u in names(web)} == set(PAGES)


def test_h46_the_long_id_of_an_article_is_no_mark() -> None:
    ids = [f"{n:032x}" for n in range(1, 40)]
    web = PaperWeb({HOME: (200, anchors(*(f"/{f}.jsp?id={i}" for i in ids for f in "abcdef")))})
    for i in ids:
        for f in "abcdef":
            web.web[f"{HOME}{f}.jsp?id={i}"] = (200, f"<p>{i}的{f}</p>")  # type: ignore[index]
    crawl_paper(web, Unit("u", "u", HOME))
    assert len(web.pages) == 1 + 6 * len(ids)


def test_the_two_pages_that_proved_a_rule_are_among_the_facts() -> None:
    import asyncio

    from govgauge.gather.visitor import Visitor
    from govgauge.model.campaign import Plan

    from .paper_web import compare

    web = Spelled((HOME + "{}", BARE + "{}"))
    visitor = Visitor(
        web.fetch, web.read, lambda e: e.body, compare, web.pages.append, lambda h, g: None
    )
    run = Crawl(Unit("u", "u", HOME), Plan(), visitor)
    asyncio.run(run.run())
    (fact,) = run.twins()
    assert fact.rule == "www a.gov.cn"
    assert {fact.url.partition("//")[2][:4], fact.twin_url.partition("//")[2][:4]} == {
        "www.",
        "a.go",
    }


@pytest.mark.parametrize(
    ("url", "left"),
    [
        ("http://a.cn/x.jsp;jsessionid=0A1B?id=3", "http://a.cn/x.jsp?id=3"),
        ("http://a.cn/x.jsp?PHPSESSID=abc123&id=3", "http://a.cn/x.jsp?id=3"),
        ("http://a.cn/x.asp?id=3&ASPSESSIONIDQQRRSSTT=ABCDEF", "http://a.cn/x.asp?id=3"),
        ("http://a.cn/x.php?phpsessid=1", "http://a.cn/x.php"),
        ("http://a.cn/(S(lit3py55t21z5v55vlm25s55))/x.aspx", "http://a.cn/x.aspx"),
        ("http://a.cn/x.jsp?sid=4028e4816a0b1c2d4028e4816a0b1c2d", None),
        ("http://a.cn/session/7.html", None),
        ("http://a.cn/x.jsp?session=2026", None),
    ],
)
def test_h46_only_what_is_certainly_a_session_id_leaves_an_address(
    url: str, left: str | None
) -> None:
    assert without_session(url) == (left or url)
