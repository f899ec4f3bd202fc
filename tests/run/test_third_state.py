"""Home pages in the third state, over real sockets: neither down nor blank, and never scored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest

from govgauge.model.campaign import Budget, Opening, Plan
from govgauge.run.campaigns import RunEnd, resume_campaign, start_campaign
from govgauge.run.places import workspace_at
from govgauge.store.archive import stored_exchanges
from govgauge.store.facts_reading import read_visits

from .conftest import QUIET, report_files, result_files
from .raw_server import NOT_FOUND, html, raw_server

LINKS = "".join(f"<p><a href='/a{n}.html'>关于第{n}项工作的通知</a></p>" for n in range(3))
PAGE = html(f"<h1>黄河镇人民政府</h1>{LINKS}<p>主办单位：黄河镇人民政府</p>")


def answer(status: str, body: str, *fields: str) -> bytes:
    data = f"<html>{body}</html>".encode()
    head = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *fields]
    return "\r\n".join([*head, f"Content-Length: {len(data)}", "", ""]).encode() + data


STATES = {
    "ruishu": (answer("412 X", "<script>$_ts=window['$_ts'];</script>"), "challenged"),
    "jiasule": (answer("521 X", "<script>eval(1)</script>", "X-Via-JSL: a"), "challenged"),
    "reload": (
        answer("200 OK", "<script>document.cookie='a=1';location.reload()</script>"),
        "challenged",
    ),
    "captcha": (answer("200 OK", "<p>请完成安全验证</p><div id=captcha></div>"), "challenged"),
    "waf": (answer("403 X", "<p>您的访问被阻断</p><p>请求ID: 781bad0a16092921</p>"), "challenged"),
    "login": (
        answer("200 OK", "<p>统一身份认证</p><input name=u><input type=password>"),
        "challenged",
    ),
    "geo": (answer("403 X", "<h1>本网站暂停境外IP访问</h1>"), "geo_suspected"),
    "often": (answer("200 OK", "<h1>您的访问过于频繁，请稍后再试</h1>"), "rate_limited"),
    "retry": (answer("503 X", "<h1>busy</h1>", "Retry-After: 1"), "rate_limited"),
    "parked": (answer("200 OK", "<h1>该域名正在出售</h1>"), "parked_suspected"),
    "notice": (
        answer("200 OK", "<p>本网站已迁移至 www.new.gov.cn</p><a href=//www.new.gov.cn/>进入</a>"),
        "moved",
    ),
    "away": (answer("302 X", "", "Location: http://www.new.gov.cn/"), "moved"),
    "circle": (answer("302 X", "", "Location: /", "Set-Cookie: a=1"), "redirect_limit"),
    "refusing": (answer("403 X", "<h1>Forbidden</h1>"), "access_denied"),
}
"""Host → what it answers for any address, and why its home page is open."""

BROKEN = {
    "no-status": b"<!DOCTYPE html>" + PAGE.partition(b"\r\n\r\n")[2] + b"</html>",
    "two-lengths": PAGE.replace(b"\r\n\r\n", b"\r\nContent-Length: 7\r\n\r\n", 1) + b"</html>",
    "words": PAGE.replace(b"200 OK", b"Fine Thanks", 1),
}
"""Hosts whose HTTP is broken and whose page any browser shows."""


class Everywhere(dict[str, bytes]):
    """One answer for every address of a host; robots.txt and sitemaps are not there."""

    def __contains__(self, key: object) -> bool:
        return "/" in str(key)[1:]

    def get(self, key: str, default: object = None) -> bytes:  # type: ignore[override]
        host, _, path = key.partition("/")
        name = host.partition(".")[0]
        if path in ("robots.txt", "sitemap.xml"):
            return NOT_FOUND
        if name in BROKEN:
            return BROKEN[name] if not path else NOT_FOUND
        return STATES[name][0]


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> RunEnd:
    """One campaign over all of them; its archive is all that is needed afterwards."""
    root = tmp_path_factory.mktemp("third")
    sites = root / "sites.csv"
    hosts = [*STATES, *BROKEN]
    sites.write_text("url\n" + "".join(f"http://{h}.x.gov.cn/\n" for h in hosts), "utf-8")
    as_of = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
    with raw_server(Everywhere()) as (address, _):
        plan = Plan(
            opening=Opening((), (("*", address),)),
            full_speed=True,
            budget=Budget(idle_ms=2000, header_ms=2000, total_ms=6000),
        )
        return start_campaign(
            sites, "census-2015", workspace_at(root), "c", as_of, plan, 1, False, QUIET
        )


def unit_of(end: RunEnd, host: str) -> str:
    return next(u for u, unit in end.results.units.items() if f"/{host}.x." in unit.url)


def assessment(end: RunEnd, unit_id: str) -> dict[str, Any]:
    file = end.folder.results(end.results.system.key) / "assessments.jsonl"
    rows = map(orjson.loads, file.read_bytes().splitlines())
    return next(row for row in rows if row["unit_id"] == unit_id)


@pytest.mark.parametrize("host", STATES)
def test_a_home_page_in_the_third_state_costs_and_earns_nothing(ended: RunEnd, host: str) -> None:
    unit_id, reason = unit_of(ended, host), STATES[host][1]
    findings = [f.instance for f in ended.results.findings_of(unit_id)]
    assert not [f for f in findings if f.verdict in ("unmet", "met")]
    said = assessment(ended, unit_id)
    assert reason in said["coverage"]["missing"]
    for indicator in said["indicators"]:
        if indicator["stage"] != "note":
            assert indicator["verdict"] not in ("met", "unmet"), indicator
            assert indicator["coverage"]["seen"] == 0, indicator
    assert said["low"] == 0 < said["high"]


@pytest.mark.parametrize("host", STATES)
def test_availability_is_open_for_that_very_reason(ended: RunEnd, host: str) -> None:
    unit_id, reason = unit_of(ended, host), STATES[host][1]
    said = assessment(ended, unit_id)
    veto = next(i for i in said["indicators"] if i["code"] == "P15-V1")
    assert veto["verdict"] == "undetermined"
    assert (veto["reason"], veto["coverage"]["missing"]) == (reason, {reason: 1})
    (visit,) = read_visits(ended.folder.unit(unit_id).visits)
    assert visit.outcome in (reason, "ok")


@pytest.mark.parametrize("host", BROKEN)
def test_a_page_any_browser_shows_is_seen_and_the_archive_says_how(
    ended: RunEnd, host: str
) -> None:
    unit_id = unit_of(ended, host)
    folder = ended.folder.unit(unit_id)
    (visit,) = read_visits(folder.visits)
    assert (visit.outcome, visit.status) == ("ok", 200)
    looks = [
        s.exchange for _, s in stored_exchanges(folder.path) if s.exchange.purpose == "lenient"
    ]
    assert [e.url for e in looks] == [ended.results.units[unit_id].url]
    assert looks[0].detail.startswith("read leniently: ")
    dead = [f for f in ended.results.findings_of(unit_id) if f.detector == "dead_links"]
    assert len([f for f in dead if f.instance.verdict == "unmet"]) == 3


def test_the_report_says_in_both_languages_what_was_not_seen(ended: RunEnd) -> None:
    pages = report_files(ended)
    geo = unit_of(ended, "geo")
    shown = [page.decode() for name, page in pages.items() if geo in name]
    assert any("疑似地域限制" in page for page in shown)
    assert any("geo_suspected" in page for page in shown)


def test_a_replay_from_the_archive_takes_the_same_looks(ended: RunEnd) -> None:
    before = result_files(ended)
    for unit in ended.results.units:
        ended.folder.unit(unit).done.unlink()
    assert result_files(resume_campaign(ended.folder, 1, QUIET)) == before
