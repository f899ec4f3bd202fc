"""Places without an end: what they cost a crawl, and what a small budget is spent on.

Rows H44 to H51 on real sockets, counted by the server: sites of 300 real pages beside a calendar,
growing paths, session ids, combined filters, a last page that repeats, invented host names, a tar
pit among healthy sites, and five hostile sitemaps.  Then 30 columns of 400 archive pages each with
a budget of 500 pages: which columns and which items of the last year are found, beside breadth
first (an own count over the same site that uses none of our code).

Usage: python bench/traps.py [--quick] [--json FILE]
``--quick`` leaves the tar pit out, which takes a minute.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import archive_site
import measure
import trap_sites
from govgauge.gather.doors import NetworkDoor
from govgauge.model.campaign import Budget, Opening, Pace, Plan
from govgauge.model.unit import Unit
from govgauge.run.gathering import gather_unit
from govgauge.run.parser_child import LimitedReaders
from govgauge.store.facts_reading import read_facts
from govgauge.store.workspace import UnitFolder
from trap_server import TrapServer

MAX_TRAP = {"H44": 200, "H45": 50, "H46": 0, "H47": 200, "H48": 3, "H49": 5}
MIN_REAL = 0.95
MAX_INFLATED = 1.05
PIT_SITES = 100
PIT_PAGES = 40
PIT = "www.tarpit.gov.cn"
"""Stands on an address of another network: sites of one network share its politeness."""
MAX_LATER = 1.05
_ROOM = 0.25
"""Seconds that two runs of the same healthy sites may differ by on a busy machine."""


def main() -> None:
    options = measure.parser(__doc__).parse_args()
    server = TrapServer()
    rows: list[tuple[str, str, str, bool]] = []
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        rows += traps(server, root)
        rows += sitemaps(server, root)
        rows += archives(server, root)
        if not options.quick:
            rows += tar_pit(server, root)
    for name, figure, bar, holds in rows:
        print(f"{name:34s} {figure:58s} {bar:34s} {'holds' if holds else 'FALLS SHORT'}")
    held = sum(holds for *_, holds in rows)
    figure = f"{held} of {len(rows)} figures within their bars"
    if options.quick:
        figure += " (tar pit left out)"
    raw = {name: {"figure": f, "bar": b, "holds": h} for name, f, b, h in rows}
    measure.close("traps", figure, "all", held == len(rows), options.json, raw)


def gather(server: TrapServer, root: Path, hosts: list[str], **settings: Any) -> dict[str, Any]:
    """Gather one unit per host at once; the facts by host, and the seconds each took."""
    settings = {"full_speed": True} | settings
    plan = Plan(opening=Opening(resolve=((PIT, server.apart), ("*", server.address))), **settings)
    seconds: dict[str, float] = {}

    async def one(host: str, door: NetworkDoor, readers: LimitedReaders) -> None:
        began = time.monotonic()
        unit = Unit(host, host, f"http://{host}/")
        await gather_unit(unit, plan, UnitFolder(root / host), door, lambda pages: None, readers)
        seconds[host] = time.monotonic() - began

    async def everything() -> None:
        door, readers = NetworkDoor(plan), LimitedReaders()
        try:
            await asyncio.gather(*(one(host, door, readers) for host in hosts))
        finally:
            await readers.close()
            await door.close()

    asyncio.run(everything())
    facts = {h: read_facts(UnitFolder(root / h).facts, ("pages", "targets")) for h in hosts}
    return {"facts": facts, "seconds": seconds}


def traps(server: TrapServer, root: Path) -> list[tuple[str, str, str, bool]]:
    """H44 to H49: a budget of 10,000 pages each, and 300 real ones."""
    rows = []
    for site in trap_sites.TRAPS:
        server.serve(site.host, site.answer)
        gathered = gather(server, root, [site.host])
        targets = gathered["facts"][site.host]["targets"]
        asked = server.asked(site.host)
        real = sum(any(_same_page(site, t, r) for t in asked) for r in site.real)
        pages = len(gathered["facts"][site.host]["pages"])
        left = sum(t.reason == "trap_limit" for t in targets)
        found = real / len(site.real)
        name = f"{site.row} {site.name}"
        if site.row == "H46":
            inflated = pages / len(site.real)
            figure = f"{pages} pages, {inflated:.3f} x; {real} of {len(site.real)} real"
            holds = inflated <= MAX_INFLATED and found >= MIN_REAL
            rows.append((name, figure, f"<= {MAX_INFLATED} x, >= 95 % real", holds))
            continue
        trapped = sum(n for t, n in asked.items() if site.is_trap(t))
        if site.row == "H49":
            trapped = len(server.hosts_below(".subdomains.gov.cn") - {site.host}) - 1
        bar = MAX_TRAP[site.row]
        if site.row == "H48":
            trapped = max(trapped - 1, 0)  # The first of them is the link that was followed.
        figure = f"{trapped} trap addresses, {left} left open; {real} of {len(site.real)} real"
        holds = trapped <= bar and found >= MIN_REAL
        rows.append((name, figure, f"<= {bar}, >= 95 % real", holds))
    return rows


def _same_page(site: trap_sites.TrapSite, target: str, real: str) -> bool:
    return target.partition("?")[0].partition(";")[0] == real


def sitemaps(server: TrapServer, root: Path) -> list[tuple[str, str, str, bool]]:
    """H51: five hostile sitemaps; their sites end, and keep to their hosts."""
    rows = []
    for name, answer in trap_sites_sitemaps().items():
        host = f"www.{name}.gov.cn"
        server.serve(host, answer)
        began = time.monotonic()
        gathered = gather(server, root, [host], max_pages=400)
        seconds = time.monotonic() - began
        listed = len(gathered["facts"][host]["targets"])
        foreign = len(server.hosts_below(".foreign.example"))
        figure = f"{seconds:.1f} s, {listed} addresses in the facts, {foreign} foreign hosts asked"
        holds = foreign == 0 and listed <= 50_000 and seconds < 60
        rows.append((f"H51 {name}", figure, "<= 50,000 addresses, 0 foreign", holds))
    return rows


def trap_sites_sitemaps() -> dict[str, trap_sites.Answer]:
    import sitemap_sites

    return sitemap_sites.SITEMAPS


def archives(server: TrapServer, root: Path) -> list[tuple[str, str, str, bool]]:
    """30 columns of 400 archive pages each, a budget of 500 pages."""
    site = archive_site.ArchiveSite()
    server.serve(site.host, site.answer)
    before = Counter(map(site.kind, site.breadth_first(archive_site.BUDGET)))
    gather(server, root, [site.host], max_pages=archive_site.BUDGET)
    now = Counter(map(site.kind, server.asked(site.host)))
    rows = []
    for kind, word, bar in (("column", "columns", 1.0), ("recent", "items of the last year", 0.95)):
        share, was = now[kind] / site.number[kind], before[kind] / site.number[kind]
        figure = f"{share:.1%} of {site.number[kind]} (breadth first {was:.1%})"
        rows.append((f"budget of 500: {word}", figure, f">= {bar:.0%}", share >= bar))
    return rows


def tar_pit(server: TrapServer, root: Path) -> list[tuple[str, str, str, bool]]:
    """H50: healthy sites alone, then beside one that sends a byte a second for ever.

    Time limits and gaps are a twentieth of production's; a site has two requests under way.
    """
    settings = {
        "budget": Budget(connect_ms=500, header_ms=750, idle_ms=750, total_ms=3_000),
        "pace": Pace(gap_s=0.025),
        "full_speed": False,
        "max_pages": PIT_PAGES,
    }
    healthy = [f"www.healthy{n}.gov.cn" for n in range(PIT_SITES - 1)]
    for host in healthy:
        server.serve(host, trap_sites.real_page)
    alone = gather(server, root / "alone", healthy, **settings)
    pit = PIT
    server.serve_slowly(pit)
    beside = gather(server, root / "beside", [*healthy, pit], **settings)
    last_alone, last = (max(g["seconds"][h] for h in healthy) for g in (alone, beside))
    asked = sum(server.asked(pit).values())
    # In production the pit would hold a site's place for twenty times as long.
    figure = (
        f"others {last_alone:.2f} s alone, {last:.2f} s beside it; pit asked {asked} times, "
        f"{beside['seconds'][pit]:.1f} s"
    )
    holds = last <= MAX_LATER * last_alone + _ROOM and asked <= 40
    return [("H50 tar pit", figure, f"others within {MAX_LATER} x, pit <= 40 asked", holds)]


if __name__ == "__main__":
    sys.exit(main())
