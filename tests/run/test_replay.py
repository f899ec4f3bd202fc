"""Odd answers over real sockets: what is judged now is what is judged from the archive."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from govgauge.model.campaign import Opening, Plan
from govgauge.model.verdict import Verdict
from govgauge.run.campaigns import RunEnd, resume_campaign, start_campaign
from govgauge.run.evidence import show_evidence
from govgauge.run.places import workspace_at
from govgauge.store.archive import stored_exchanges
from govgauge.store.facts_reading import read_facts

from .conftest import AS_OF, QUIET, result_files
from .raw_server import html, raw_server

BODY = b"<html><head><title>t</title></head><body><a href='/dead'>dead link</a></body></html>"
LENGTH = b"Content-Length: %d" % len(BODY)
CHUNKED = b"\r\n\r\n%x\r\n" % len(BODY) + BODY + b"\r\n0\r\n"
ODD = {
    "bare LF (T-D5)": b"HTTP/1.1 200 OK\nContent-Type: text/html\n" + LENGTH + b"\n\n" + BODY,
    "trailers": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked"
    + CHUNKED
    + b"X-T: 1\r\nX-U: 2\r\n\r\n",
    "a trailer like a status line": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    b"Transfer-Encoding: chunked" + CHUNKED + b"HTTP/1.1 404: x\r\n\r\n",
    "lower case": b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ntransfer-encoding: chunked"
    + CHUNKED
    + b"\r\n",
    "an interim answer": b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + LENGTH + b"\r\n\r\n" + BODY,
}


def run(root: Path, address: str, sites_csv: str = "", **plan_fields: object) -> RunEnd:
    sites = root / "sites.csv"
    root.mkdir(exist_ok=True)
    sites.write_text(sites_csv or f"url\nhttp://{address}/\n", "utf-8")
    opening = Opening(("127.0.0.1/32",), (("*.x.gov.cn", address),))
    plan = Plan(opening=opening, full_speed=True, **plan_fields)
    return start_campaign(
        sites, "census-2015", workspace_at(root), "c", AS_OF, plan, 1, False, QUIET
    )


def replayed(end: RunEnd) -> RunEnd:
    """The same campaign once more from its archive."""
    for unit in end.results.units:
        end.folder.unit(unit).done.unlink()
    return resume_campaign(end.folder, 1, QUIET)


def facts_of(end: RunEnd, *kinds: str) -> list[list[Any]]:
    (unit_id,) = end.results.units
    facts = read_facts(end.folder.unit(unit_id).facts, list(kinds))
    return [facts[kind] for kind in kinds]


def pages(end: RunEnd) -> list[tuple[str, str, str]]:
    (unit_id,) = end.results.units
    facts = read_facts(end.folder.unit(unit_id).facts, ["pages"])["pages"]
    return [(p.url, p.title, p.digest) for p in facts]


@pytest.mark.parametrize("name", ODD)
def test_an_odd_answer_is_read_from_the_archive_as_it_was_read_from_the_wire(
    tmp_path: Path, name: str
) -> None:
    with raw_server({"/": html("<a href='/odd'>odd page</a>"), "/odd": ODD[name]}) as (
        address,
        asked,
    ):
        end = run(tmp_path, address)
        before, facts = result_files(end), pages(end)
        assert [title for url, title, _ in facts if url.endswith("/odd")] == ["t"]
        dead = [
            f
            for f in end.results.findings_of(next(iter(end.results.units)))
            if f.detector == "dead_links" and f.instance.target.endswith("/dead")
        ]
        assert [f.instance.verdict for f in dead] == [Verdict.UNMET]
        assert not show_evidence(end.folder, dead[0].finding_id, None).missing
        for unit in end.results.units:
            end.folder.unit(unit).done.unlink()
        made = len(asked)
        again = resume_campaign(end.folder, 1, QUIET)
        assert len(asked) == made
    assert pages(again) == facts
    assert result_files(again) == before


def plain(status: str, body: str = "", field: str = "Content-Type: text/plain") -> bytes:
    return f"HTTP/1.1 {status}\r\n{field}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()


def sitemap(*urls: str) -> bytes:
    return plain("200 OK", "<urlset>" + "".join(f"<loc>{u}</loc>" for u in urls) + "</urlset>")


def test_robots_two_hosts_share_are_asked_for_once_of_a_server_that_changes_its_mind(
    tmp_path: Path,
) -> None:
    rules = plain("200 OK", "User-agent: *\nDisallow: /none\n")
    shared = plain("301 Moved", field="Location: http://zw.x.gov.cn/robots.txt")
    web = {
        "www.x.gov.cn/robots.txt": shared,
        "zw.x.gov.cn/robots.txt": [rules, plain("503 Busy")],
        "/": html("<a href='/a.html'>a</a><a href='http://zw.x.gov.cn/c.html'>c</a>"),
        "/a.html": html("a"),
        "/c.html": html("<a href='/d.html'>d</a>"),
        "/d.html": html("d"),
    }
    listed = "unit_id,url,hosts\n1101010001,http://www.x.gov.cn/,www.x.gov.cn;zw.x.gov.cn\n"
    with raw_server(web) as (address, asked):
        end = run(tmp_path, address, listed)
        before, facts = result_files(end), pages(end)
        assert {url for url, _, _ in facts} >= {"http://zw.x.gov.cn/c.html"}
        assert asked.count("/robots.txt") == 2
        keys = Counter(
            (s.exchange.url, s.exchange.purpose, s.exchange.attempt)
            for _, s in stored_exchanges(end.folder.unit("1101010001").path)
        )
        assert set(keys.values()) == {1}
        made = len(asked)
        again = replayed(end)
        assert len(asked) == made
    assert pages(again) == facts
    assert result_files(again) == before


def test_a_home_page_that_fails_once_and_then_sends_to_a_page_the_sitemap_names(
    tmp_path: Path,
) -> None:
    web: dict[str, bytes | list[bytes]] = {
        "/": [plain("503 Busy"), plain("302 Found", field="Location: /index.html")],
        "/index.html": html("<a href='/'>home</a><a href='/a.html'>a</a>"),
        "/a.html": html("a"),
    }
    with raw_server(web) as (address, asked):
        web["/sitemap.xml"] = sitemap(f"http://{address}/index.html")
        end = run(tmp_path, address)
        before, (facts,) = result_files(end), facts_of(end, "pages")
        assert [(p.kind, p.url) for p in facts if p.kind == "home"] == [
            ("home", f"http://{address}/index.html")
        ]
        assert {p.outcome for p in facts} == {"ok"}
        assert asked.count("/index.html") == 1
        again = replayed(end)
    assert result_files(again) == before


def test_dead_links_of_a_splash_page_are_dead_links_of_the_home_page(tmp_path: Path) -> None:
    splash = (
        "<meta http-equiv=refresh content='5;url=/web/'>"
        "<a href='/en/'>English</a> <a href='/old.html'>old</a>"
    )
    web = {"/": html(splash), "/web/": html("<a href='/a.html'>a</a>"), "/a.html": html("a")}
    with raw_server(web) as (address, _):
        end = run(tmp_path, address)
        before = result_files(end)
        dead = [
            f
            for f in end.results.findings_of(next(iter(end.results.units)))
            if f.detector == "dead_links" and f.instance.verdict is Verdict.UNMET
        ]
        assert {(f.instance.target.partition(address)[2], f.instance.part) for f in dead} == {
            ("/en/", "home"),
            ("/old.html", "home"),
        }
        assert not show_evidence(end.folder, dead[0].finding_id, None).missing
        again = replayed(end)
    assert result_files(again) == before


def test_a_sitemap_far_beyond_the_budget_is_counted_and_leaves_the_site_open(
    tmp_path: Path,
) -> None:
    web: dict[str, bytes | list[bytes]] = {"/": html("<a href='/a'>a</a>"), "/a": html("a")}
    with raw_server(web) as (address, _):
        web["/sitemap.xml"] = sitemap(*(f"http://{address}/{n}.html" for n in range(5000)))
        end = run(tmp_path, address, max_pages=4)
        before, (targets,) = result_files(end), facts_of(end, "targets")
        unseen = [t for t in targets if t.element == "sitemap"]
        assert len(unseen) == 4 * 4 + 1 - 2
        assert sum(t.page_count or 1 for t in unseen) == 5000 - 2
        (assessment,) = end.results.assessments.values()
        inner = next(i for i in assessment.indicators if i.code == "P15-03")
        assert inner.verdict is Verdict.UNDETERMINED
        again = replayed(end)
    assert result_files(again) == before
