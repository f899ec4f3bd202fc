"""A campaign over a few real sockets, made once and copied for every test that changes it."""

from __future__ import annotations

import shutil
from pathlib import Path

from govgauge.model.campaign import Opening, Plan
from govgauge.model.finding import Finding
from govgauge.model.verdict import Verdict
from govgauge.run.campaigns import start_campaign
from govgauge.run.places import campaign_at, workspace_at
from govgauge.store.workspace import CampaignFolder

from .conftest import AS_OF, QUIET
from .raw_server import html, raw_server

PARAGRAPH = "<p>" + "政务公开 " * 200 + "</p>"
SITES = "url,name\nhttp://one.x.gov.cn/,一号网站\nhttp://two.x.gov.cn/,二号网站\n"
ANSWERS = {
    "/": html(
        f"<a href='/a'>甲</a> <a href='/b'>乙</a> <a href='/c'>丙</a> <a href='/old'>旧</a>{PARAGRAPH}"
    ),
    "/a": html(f"<a href='/gone'>不存在的页面</a>{PARAGRAPH}"),
    "/b": html(f"<a href='/gone'>不存在的页面</a> <a href='/a'>甲</a>{PARAGRAPH}"),
    "/c": html(f"<a href='/gone'>不存在的页面</a> <a href='/a'>甲</a>{PARAGRAPH}"),
    "/old": b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n",
}


def make_campaign(root: Path, answers: dict[str, bytes] | None = None) -> Path:
    """A workspace with one finished campaign named ``c``."""
    root.mkdir(parents=True, exist_ok=True)
    sites = root / "sites.csv"
    sites.write_text(SITES, "utf-8")
    with raw_server(answers or ANSWERS) as (address, _):
        opening = Opening(("127.0.0.1/32",), (("*.x.gov.cn", address),))
        plan = Plan(opening=opening, full_speed=True)
        end = start_campaign(
            sites, "census-2015", workspace_at(root), "c", AS_OF, plan, 1, False, QUIET
        )
    assert end.failed == (), end.failed
    return root


def copied(made: Path, root: Path) -> CampaignFolder:
    """A copy of a made workspace's campaign, to be changed at will."""
    shutil.copytree(made, root, dirs_exist_ok=True)
    return campaign_at(root, "c")


def dead_link(folder: CampaignFolder, system: str = "census-2015") -> Finding:
    """The first finding of a dead link that stands on kept exchanges."""
    from govgauge.store.results import ResultsFolder

    (results,) = (r for r in folder.all_results() if r.name.startswith(system))
    for unit in folder.read_units():
        for finding in ResultsFolder(results).findings_of(unit.unit_id):
            unmet = finding.instance.verdict is Verdict.UNMET
            if unmet and finding.detector == "dead_links":
                return finding
    raise AssertionError("the campaign has no dead link")
