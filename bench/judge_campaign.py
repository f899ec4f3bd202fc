"""A campaign built by rule for ``bench/judge.py``: facts of many units, without any network.

Called as: judge_campaign.py WORKSPACE UNITS FINDINGS_PER_UNIT
"""

from __future__ import annotations

import hashlib
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from govgauge import __version__
from govgauge.model.campaign import Campaign, Plan
from govgauge.model.facts import (
    ColumnFact,
    ColumnItemFact,
    ControlFact,
    IdentityFact,
    LabelFact,
    PageFact,
    TargetFact,
    VisitFact,
)
from govgauge.model.unit import Level, Unit
from govgauge.run.systems import keep_system, load_known_system
from govgauge.score.load import find_system
from govgauge.store.facts import FactsWriter
from govgauge.store.visits import append_visits
from govgauge.store.workspace import CampaignFolder, Workspace, write_atomic

AS_OF = datetime(2026, 11, 24, tzinfo=UTC)
SYSTEM = "inspection-2019-draft"
VARIANTS = 40
"""So many different sites are written; all others hold the same files under their own id."""
PAGES = 60
COLUMNS = 12
ITEMS = 15
VISITS = 40
LABELS = ("SiteName", "SiteDomain", "ColumnName", "ArticleTitle", "PubDate", "ContentSource")
SIGNS = (
    ("site_code", "1100000001", "foot"),
    ("icp_number", "京ICP备05000001号", "foot"),
    ("organiser", "单位", "foot"),
    ("contact", "010-12345678", "foot"),
    ("government_mark", "http://bszs.conac.cn/", "link"),
    ("report_entrance", "http://pucha.kaipuyun.cn/", "script"),
    ("site_map", "http://www.gov.cn/map.html", "link"),
)


def main() -> None:
    workspace, units, findings = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    folder = Workspace(workspace).campaign("campaign-1")
    system, _ = load_known_system(SYSTEM)
    listed = [unit(number) for number in range(units)]
    for number in range(min(units, VARIANTS)):
        write_unit(folder, listed[number], findings + number % 7 - 3)
    for number in range(VARIANTS, units):
        link(folder, listed[number % VARIANTS], listed[number])
    folder.write_units(listed)
    folder.write_campaign(
        Campaign(
            name="campaign-1",
            system=system.key,
            system_digest=system.digest,
            units_digest="",
            as_of=AS_OF,
            plan=Plan(units=units),
            version=__version__,
        )
    )
    keep_system(folder, system, find_system(SYSTEM))


def unit(number: int) -> Unit:
    return Unit(
        unit_id=str(1_100_000_000 + number),
        name=f"单位 {number}",
        url=f"http://www.u{number % VARIANTS}.gov.cn/",
        groups=(f"省 {number % 31}",),
        level=Level.COUNTY,
        has_services=number % 3 == 0,
    )


def write_unit(folder: CampaignFolder, of: Unit, dead: int) -> None:
    """The facts of one site: a home page, columns with items, articles, and dead links."""
    writer = FactsWriter(folder.unit(of.unit_id).facts)
    pages = [page(of.url, number) for number in range(PAGES)]
    writer.extend("pages", pages)
    writer.extend("targets", [*map(own, pages[1:]), *(gone(of.url, n) for n in range(dead))])
    writer.extend("columns", [column(p) for p in pages[: COLUMNS + 1]])
    writer.extend(
        "column_items", [item(p, n) for p in pages[1 : COLUMNS + 1] for n in range(ITEMS)]
    )
    writer.extend("labels", [LabelFact(p.seq, n, "单位") for p in pages for n in LABELS])
    writer.extend("identity", [IdentityFact(0, *sign) for sign in SIGNS])
    writer.extend("controls", [control(of.url)])
    writer.close()
    started = AS_OF.timestamp()
    visits = [VisitFact(started - 3600.0 * n, "a", "ok", 200, 80.0) for n in range(VISITS)]
    append_visits(folder.unit(of.unit_id).visits, visits)
    # Judging asks only whether the marker is there; what it says is for ``verify``.
    write_atomic(folder.unit(of.unit_id).done, b"{}")


def page(home: str, seq: int) -> PageFact:
    kind = "home" if seq == 0 else "list" if seq <= COLUMNS else "article"
    url = home if seq == 0 else f"{home}{kind}/{seq}.html"
    return PageFact(
        seq=seq, url=url, final_url=url, depth=min(seq, 2), parent_seq=0, kind=kind,
        outcome="ok", status=200, media_type="text/html", charset="utf-8",
        charset_declared="utf-8", title=f"第 {seq} 页", heading=f"第 {seq} 页",
        published="2026-11-20", published_from="text+meta", written="", document_number="",
        index_number="", issuer="", source="", column="要闻", text_chars=900,
        item_count=ITEMS, loader="", date_unclear=False, digest=digest(url),
    )  # fmt: skip


def own(of: PageFact) -> TargetFact:
    return TargetFact(
        target=of.url, relation="own", element="a", page_count=3, on_home=of.seq <= COLUMNS,
        page_url=of.url, page_digest=of.digest, anchor=of.title, outcome="ok", status=200,
        attempts=1, final_url=of.final_url, digest=of.digest, reason="",
    )  # fmt: skip


def gone(home: str, number: int) -> TargetFact:
    url = f"{home}old/2024/{number:05d}/content_{number * 37 % 99991}.html"
    return TargetFact(
        target=url, relation="own", element="a", page_count=1 + number % 5,
        on_home=number % 20 == 0, page_url=home, page_digest=digest(home),
        anchor=f"关于做好第 {number} 项工作的通知", outcome="ok", status=404, attempts=1,
        final_url=url, digest=digest(url), reason="",
    )  # fmt: skip


def column(of: PageFact) -> ColumnFact:
    home = of.kind == "home"
    return ColumnFact(
        page_seq=of.seq, url=of.url, name=of.title, column_class="home" if home else "news",
        level=0 if home else 1, parent="", signs="navigation+list", item_count=ITEMS,
        child_count=0, link_count=40, text_chars=900, field_count=0, carried_count=0,
        frame_count=0, dated_count=0, onward_count=0, notice="", scripted=False, reason="",
        digest=of.digest,
    )  # fmt: skip


def item(of: PageFact, number: int) -> ColumnItemFact:
    day = f"2026-11-{20 - number:02d}"
    target = f"{of.url}?item={number}"
    return ColumnItemFact(of.seq, number, f"工作动态 {number}", target, day, "list", True)


def control(home: str) -> ControlFact:
    host = home.removeprefix("http://").rstrip("/")
    url = f"{home}no-such-page-4711.html"
    return ControlFact(host, url, "ok", 404, url, digest(url))


def digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def link(folder: CampaignFolder, model: Unit, to: Unit) -> None:
    """The same files under another unit: a further name in the file system, no copy."""
    source, target = folder.unit(model.unit_id), folder.unit(to.unit_id)
    target.facts.mkdir(parents=True)
    for path in source.facts.iterdir():
        os.link(path, target.facts / path.name)
    os.link(source.visits, target.visits)
    os.link(source.done, target.done)


if __name__ == "__main__":
    main()
