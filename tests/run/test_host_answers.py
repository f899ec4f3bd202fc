"""Hosts that answer any address alike, over real sockets: who is accused, live and on replay."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from govgauge.run.campaigns import RunEnd, resume_campaign
from govgauge.store.facts_reading import read_facts

from .conftest import QUIET, result_files
from .raw_server import NOT_FOUND, html, raw_server
from .test_replay import run

MENU = "<p><a href='/'>网站首页</a> <a href='/a.html'>政务公开</a></p>"
ARTICLES = "".join(f"<p><a href='/art/{i}.html'>关于第{i}项工作的通知</a></p>" for i in range(5))
LOGIN = html("<form>用户名<input name=u>密码<input type=password></form>")
SHELL = html("<div id=app>页面加载中，请稍候</div><script src=/app.js></script>")
EMPTY_SEARCH = html(f"{MENU}<form>搜索 <input name=q></form><p>没有找到相关信息，请更换关键词</p>")
TEXT = html(f"{MENU}<p>正文内容</p>")


def sent(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


class Host(dict[str, bytes]):
    """Some answers, and one for every other address; robots.txt and sitemaps are not there."""

    def __init__(self, answers: Mapping[str, bytes], other: bytes) -> None:
        super().__init__(answers)
        self._other = other

    def get(self, path: str, default: object = None) -> bytes:  # type: ignore[override]
        plain = path in ("/robots.txt", "/sitemap.xml")
        return super().get(path) or (NOT_FOUND if plain else self._other)


def home(more: str) -> dict[str, bytes]:
    return {"/": html(MENU + more), "/a.html": TEXT}


HOSTS = {
    "login": (
        Host(
            {**home("<a href='/member.do'>个人中心</a>"), "/login.jsp": LOGIN}, sent("/login.jsp")
        ),
        {"/member.do": ("", "ambiguous")},
    ),
    "the home page is a login": (
        Host(
            {"/": html(MENU + "<a href='/oa.do'>办公</a><input type=password>"), "/a.html": TEXT},
            sent("/"),
        ),
        {"/oa.do": ("", "ambiguous")},
    ),
    "single page application": (
        Host(home("<a href='/hall/list'>指南</a><a href='/hall/mail'>信箱</a>"), SHELL),
        {"/hall/list": ("", "needs_browser"), "/hall/mail": ("", "needs_browser")},
    ),
    "cookie wanted": (
        Host(home(ARTICLES), sent("/")),
        {f"/art/{i}.html": ("", "ambiguous") for i in range(5)},
    ),
    "cookie wanted, nothing readable": (
        Host({"/": html(ARTICLES)}, sent("/")),
        {f"/art/{i}.html": ("", "ambiguous") for i in range(5)},
    ),
    "home page by another name": (
        Host(home("<a href='/shouye.html'>首页</a>"), sent("/")),
        {"/shouye.html": ("ok", "")},
    ),
    "search without a hit": (
        Host({**home("<a href='/search.jsp'>社保</a>"), "/search.jsp": EMPTY_SEARCH}, NOT_FOUND),
        {"/search.jsp": ("ok", "")},
    ),
    "a lost page": (
        Host(home("<a href='/lost.html'>旧闻</a>"), html("<h1>页面不存在</h1>")),
        {"/lost.html": ("soft_404", "")},
    ),
    "a lost page sent home": (
        Host(home("<a href='/lost.html'>旧闻</a>"), sent("/")),
        {"/lost.html": ("soft_404", "")},
    ),
}


def became(end: RunEnd) -> dict[str, tuple[str, str]]:
    """Path of each linked address → its outcome and why it is open."""
    (unit_id,) = end.results.units
    targets = read_facts(end.folder.unit(unit_id).facts, ["targets"])["targets"]
    return {"/" + t.target.split("/", 3)[3]: (t.outcome, t.reason) for t in targets}


@pytest.mark.parametrize("name", HOSTS)
def test_only_a_page_that_nothing_else_explains_is_dead(tmp_path: Path, name: str) -> None:
    host, expected = HOSTS[name]
    with raw_server(host) as (address, asked):
        end = run(tmp_path, address)
        assert {path: became(end)[path] for path in expected} == expected
        (unit_id,) = end.results.units
        accused = {
            f.instance.target
            for f in end.results.findings_of(unit_id)
            if f.detector == "dead_links" and f.instance.verdict == "unmet"
        }
        dead = {p for p, (outcome, _) in expected.items() if outcome == "soft_404"}
        assert {"/" + target.split("/", 3)[3] for target in accused} == dead
        before, made = result_files(end), len(asked)
        end.folder.unit(unit_id).done.unlink()
        again = resume_campaign(end.folder, 1, QUIET)
        assert len(asked) == made
    assert result_files(again) == before
