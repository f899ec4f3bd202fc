"""The home page as a browser is shown it: by authorisation only, once, told and never scored."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from govgauge.gather.browser_guise import browser_headers
from govgauge.model.campaign import Authorisation, Opening, Plan, PolicyKind
from govgauge.run.campaigns import RunEnd, resume_campaign, start_campaign
from govgauge.run.places import workspace_at
from govgauge.store.archive import stored_exchanges
from govgauge.store.facts_reading import read_facts

from .conftest import AS_OF, QUIET
from .raw_server import html, raw_server

_SITES = "url,name\nhttp://one.x.gov.cn/,一号网站\n"


def _run(root: Path, hosts: tuple[str, ...] | None) -> RunEnd:
    sites = root / "sites.csv"
    sites.write_text(_SITES, "utf-8")
    with raw_server({"/": html("<p>同一首页</p>"), "/robots.txt": html("")}) as (address, _):
        plan = Plan(opening=Opening(("127.0.0.1/32",), (("*.x.gov.cn", address),)), full_speed=True)
        if hosts is not None:
            given = Authorisation("甲市政府", "甲政办〔2026〕1号", "2026-11-01", hosts)
            plan = attrs.evolve(plan, policy=PolicyKind.MANDATE, authorisation=given)
        return start_campaign(
            sites, "census-2015", workspace_at(root), "c", AS_OF, plan, 1, False, QUIET
        )


def _as_browser(end: RunEnd) -> list[str]:
    return [
        stored.exchange.request.decode()
        for unit in end.results.units
        for _, stored in stored_exchanges(end.folder.unit(unit).path)
        if "Mozilla" in stored.exchange.request.decode()
    ]


def test_under_a_mandate_the_home_page_is_asked_for_once_as_by_a_browser(tmp_path: Path) -> None:
    end = _run(tmp_path, ("one.x.gov.cn",))
    (request,) = _as_browser(end)
    assert request.startswith("GET / HTTP/1.1\r\n")
    assert "\r\nFrom: https://github.com/govgauge/govgauge\r\n" in request
    (unit,) = end.results.units
    (shown,) = read_facts(end.folder.unit(unit).facts, ("browser_views",))["browser_views"]
    assert (shown.both_read, shown.same_title, shown.lines_alike) == (True, True, 1.0)


def test_a_replay_takes_the_second_reading_from_the_archive(tmp_path: Path) -> None:
    end = _run(tmp_path, ("one.x.gov.cn",))
    (unit,) = end.results.units
    folder = end.folder.unit(unit)
    before = (folder.facts / "browser_views.parquet").read_bytes()
    folder.done.unlink()
    # The server is gone: whatever were asked anew would fail.
    resume_campaign(end.folder, 1, QUIET)
    assert (folder.facts / "browser_views.parquet").read_bytes() == before


def test_research_never_passes_for_a_browser(tmp_path: Path) -> None:
    assert _as_browser(_run(tmp_path, None)) == []


@pytest.mark.parametrize(
    ("user_agent", "contact"),
    [
        ("govgauge/0.1 (+https://a.cn/b)", "https://a.cn/b"),
        ("govgauge/0.1 (+https://a.cn/b; mailto:x@a.gov.cn)", "x@a.gov.cn"),
    ],
)
def test_who_really_asks_is_named(user_agent: str, contact: str) -> None:
    assert f"From: {contact}" in browser_headers(user_agent)
