"""robots.txt in a crawl (page-traps T-F11): asked twice before it closes a site, always obeyed."""

from __future__ import annotations

import pytest

from govgauge.model.campaign import PolicyKind
from govgauge.model.unit import Unit

from .paper_web import HOME, Paper, PaperWeb, Web, anchors, crawl, crawl_paper

ROBOTS = HOME + "robots.txt"
DENY_FILES: Paper = (200, "User-agent: *\nDisallow: /files/")


class OnceBad(PaperWeb):
    """robots.txt fails at its first attempt."""

    failure: Paper = (503, "")

    def answer(self, url: str, attempt: int) -> Paper:
        if url == ROBOTS and attempt == 1:
            return self.failure
        return super().answer(url, attempt)


@pytest.mark.parametrize("failure", [(503, ""), (0, ""), (429, "")])
def test_t_f11_one_passing_failure_of_robots_closes_no_site(failure: Paper) -> None:
    paper = OnceBad(
        {ROBOTS: DENY_FILES, HOME: (200, anchors("/x", "/files/y")), HOME + "x": (200, "")}
    )
    paper.failure = failure
    targets = crawl_paper(paper, Unit("u", "u", HOME))
    assert paper.asked.count(ROBOTS) == 2
    assert targets[HOME + "x"].status == 200
    assert targets[HOME + "files/y"].reason == "robots_denied"


@pytest.mark.parametrize("failure", [(503, ""), (0, ""), (429, "")])
def test_t_f11_robots_that_fail_twice_are_unreachable(failure: Paper) -> None:
    paper, targets = crawl({ROBOTS: failure, HOME: (200, anchors("/x"))})
    assert paper.asked.count(ROBOTS) == 2
    assert targets[HOME + "x"].reason == "robots_unreachable"


def test_t_f11_robots_that_cannot_be_decoded_allow_nothing() -> None:
    broken: Paper = (200, "User-agent: *\nDisallow: /", "Content-Encoding: gzip\r\n")
    _, targets = crawl({ROBOTS: broken, HOME: (200, anchors("/x"))})
    assert targets[HOME + "x"].reason == "robots_unreachable"


def test_t_f11_pictures_and_files_are_not_fetched_where_robots_forbid_them() -> None:
    web: Web = {
        ROBOTS: DENY_FILES,
        HOME: (200, "<img src='/files/p.png'>" + anchors("/files/a.pdf", "http://b.example/go")),
        "http://b.example/go": (302, HOME + "files/b.pdf"),
    }
    paper, targets = crawl(web)
    assert not [url for url in paper.asked if "/files/" in url]
    for url in (HOME + "files/p.png", HOME + "files/a.pdf", "http://b.example/go"):
        assert (targets[url].outcome, targets[url].reason) == ("", "robots_denied"), url


def test_t_f11_no_control_is_asked_where_robots_forbid_it() -> None:
    deny = "User-agent: *\nDisallow: /\nAllow: /x"
    web: Web = {ROBOTS: (200, deny), HOME: (200, anchors("/x")), HOME + "x": (200, "text")}
    paper, targets = crawl(web)
    assert sorted(paper.asked) == sorted([HOME, HOME + "x", ROBOTS])
    assert targets[HOME + "x"].status == 200


def test_a_mandate_fetches_pictures_without_asking() -> None:
    web: Web = {ROBOTS: DENY_FILES, HOME: (200, "<img src='/files/p.png'>")}
    paper, _ = crawl(web, policy=PolicyKind.MANDATE)
    assert HOME + "files/p.png" in paper.asked
    assert ROBOTS not in paper.asked
