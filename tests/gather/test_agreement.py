"""Answering as the host answers for any address proves death only where nothing else explains it."""

from __future__ import annotations

import pytest

from govgauge.model.outcome import Outcome

from .paper_web import HOME, Web, anchors, crawl

TO_HOME = (302, "/")
SOFT = (200, "<p>提示</p>")


def living(count: int) -> dict[str, tuple[int, str]]:
    return {f"{HOME}{i}.html": (200, f"<p>text {i}</p>") for i in range(count)}


def site(there: int, lost: int) -> Web:
    paths = [f"/{i}.html" for i in range(there)] + [f"/lost{i}" for i in range(lost)]
    return {HOME: (200, anchors(*paths)), **living(there)}


@pytest.mark.parametrize("missing", [TO_HOME, SOFT])
def test_where_most_pages_answer_like_the_control_none_is_dead(missing: tuple[int, str]) -> None:
    paper, targets = crawl(site(1, 4), missing=missing)
    lost = [targets[f"{HOME}lost{i}"] for i in range(4)]
    assert {(t.outcome, t.reason, t.status) for t in lost} == {("", "ambiguous", 0)}
    assert targets[HOME + "0.html"].outcome == Outcome.OK
    unread = [p for p in paper.pages if "lost" in p.address.url]
    assert all(p.content.outcome is Outcome.OK and not p.content.reading.charset for p in unread)


@pytest.mark.parametrize("missing", [TO_HOME, SOFT])
def test_where_few_pages_answer_like_the_control_they_are_dead(missing: tuple[int, str]) -> None:
    paper, targets = crawl(site(6, 4), missing=missing)
    assert {targets[f"{HOME}lost{i}"].outcome for i in range(4)} == {Outcome.SOFT_404}
    assert all(p.content.reading is None for p in paper.pages if "lost" in p.address.url)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("lost", [2, 9])
def test_what_is_settled_at_the_end_does_not_depend_on_which_answer_comes_first(
    seed: int, lost: int
) -> None:
    expected, targets = crawl(site(5, lost), seed=99, missing=SOFT)
    again, same = crawl(site(5, lost), seed=seed, missing=SOFT)
    assert same == targets
    assert [(p.seq, p.address.url, p.content) for p in again.pages] == [
        (p.seq, p.address.url, p.content) for p in expected.pages
    ]


def test_a_host_that_sends_every_page_home_is_asked_for_its_control() -> None:
    paper, targets = crawl(site(0, 5), missing=TO_HOME)
    assert any(u.endswith(".html") for u in paper.asked)
    assert {t.reason for t in targets.values()} == {"ambiguous"}


def test_a_page_sent_where_unknown_addresses_are_sent_is_open_when_that_is_not_the_home() -> None:
    web = {**site(4, 1), HOME + "login.jsp": (200, "<p>用户登录</p>")}
    _, targets = crawl(web, missing=(302, "/login.jsp"))
    lost = targets[HOME + "lost0"]
    assert (lost.outcome, lost.reason, lost.final_url) == ("", "ambiguous", lost.target)


def test_the_page_to_which_unknown_addresses_are_sent_is_not_compared_with_itself() -> None:
    web = {**site(4, 0), HOME + "login.jsp": (200, "<p>用户登录</p>")}
    web[HOME] = (200, anchors("/0.html", "/login.jsp", "/lost"))
    _, targets = crawl(web, missing=(302, "/login.jsp"))
    assert targets[HOME + "login.jsp"].outcome == Outcome.OK


def test_a_page_sent_to_one_that_says_gone_is_dead() -> None:
    web = {**site(4, 1), HOME + "404.html": (200, "<p>gone</p>")}
    _, targets = crawl(web, missing=(302, "/404.html"))
    assert targets[HOME + "lost0"].outcome == Outcome.SOFT_404


@pytest.mark.parametrize(
    ("path", "anchor"),
    [
        ("/shouye.html", "x"),
        ("/a/shou_ye.jsp", "x"),
        ("/node/1", "首页"),
        ("/node/1", "网站首页"),
        ("/node/1", "[返回首页]"),
        ("/node/1", "首 页"),
        ("/node/1", "Home"),
    ],
)
def test_a_link_that_means_the_home_page_may_lead_there(path: str, anchor: str) -> None:
    web = {**living(4), HOME: (200, anchors(*living(4)) + f"<a href='{path}'>{anchor}</a>")}
    _, targets = crawl(web, missing=TO_HOME)
    assert targets[HOME + path[1:]].outcome == Outcome.OK


def test_a_control_is_asked_where_an_own_redirect_is_taken_and_not_for_others() -> None:
    web: Web = {HOME: (200, anchors("/go", "http://b.example/")), HOME + "go": (302, "/end")}
    paper, _ = crawl({**web, HOME + "end": (404, ""), "http://b.example/": (302, "/x")})
    controls = [u for u in paper.asked if u.endswith(".html")]
    assert len(controls) == 1
    assert controls[0].startswith(HOME)
