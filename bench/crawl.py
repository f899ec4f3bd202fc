"""Full inspection beside a plain Scrapy spider and beside the floor, in one run.

The same pages (profile in paper_site.py: 25 KB, 110 links) are served on loopback to, in turn,
``govgauge run`` (crawl, evidence, facts, all detectors, scores, report), a plain Scrapy spider
with its best settings (link extraction and text), and the floor (libcurl + Lexbor + WHATWG
joins alone).  Rounds alternate, so that a drifting machine hits all alike; CPU is that of whole
processes, start-up included.

Usage: python bench/crawl.py [--quick] [--json FILE]      (``make peers`` installs Scrapy)
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from pathlib import Path

import measure
import paper_site
from city_process import serving

SUBJECTS = Path(__file__).parent / "subjects"
BAR_SCRAPY, BAR_FLOOR = 6.0, 4.0


def main() -> None:
    options = measure.parser(__doc__).parse_args()
    pages, rounds = (1500, 2) if options.quick else (6000, 3)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        paper_site.build(root / "web", pages)
        with serving(root / "web") as address:
            timings = measured(root, address, pages, rounds)
    report(options, timings, pages)


def measured(root: Path, address: str, pages: int, rounds: int) -> dict[str, list[measure.Timing]]:
    """Every subject in turn, ``rounds`` times."""
    sites = root / "sites.csv"
    sites.write_text(f"unit_id,name,url\n1100000001,paper,{paper_site.HOME}\n", "utf-8")
    floor = [sys.executable, str(SUBJECTS / "floor.py"), paper_site.HOME, address]
    scrapy = [str(measure.PEERS_PYTHON), str(SUBJECTS / "scrapy_spider.py")]
    subjects = {"govgauge": [], "floor": floor, "Scrapy": [*scrapy, paper_site.HOME, address]}
    if not measure.PEERS_PYTHON.exists():
        print("left out: Scrapy is not installed (make peers)")
        del subjects["Scrapy"]
    timings: dict[str, list[measure.Timing]] = {name: [] for name in subjects}
    for number in range(rounds):
        for name, command in subjects.items():
            if name == "govgauge":
                command = govgauge(sites, root / f"work{number}", address, pages)
            timing = measure.run_timed(command)
            check(name, timing, pages)
            timings[name].append(timing)
    return timings


def govgauge(sites: Path, workspace: Path, address: str, pages: int) -> list[str]:
    command = [sys.executable, "-m", "govgauge", "run", str(sites), "--system", "census-2015"]
    command += ["-w", str(workspace), "--as-of", "2026-11-24", "--max-pages", str(pages)]
    return [*command, "--resolve", f"{paper_site.HOST}={address}", "--full-speed", "--json"]


def check(name: str, timing: measure.Timing, pages: int) -> None:
    """A subject that did not see every page is no comparison."""
    counted = 0
    if timing.exit_code == 0:
        document = json.loads(timing.output)
        counted = document["run"]["pages"] if "run" in document else document["pages"]
    if counted != pages:
        sys.exit(f"crawl: {name} saw {counted} of {pages} pages\n{timing.output[-1500:]}")


def report(options, timings: dict[str, list[measure.Timing]], pages: int) -> None:
    print(f"{pages} pages of 25 KB and 110 links; medians of {len(timings['floor'])} rounds")
    print(f"{'':10s} {'CPU ms/page':>12s} {'wall ms/page':>13s} {'pages/CPU s':>12s} {'MiB':>6s}")
    cpu_s = {name: statistics.median(t.cpu_s for t in some) for name, some in timings.items()}
    for name, some in timings.items():
        wall_s = statistics.median(t.wall_s for t in some)
        peak = max(t.peak_rss_mb for t in some)
        print(
            f"{name:10s} {cpu_s[name] / pages * 1000:12.3f} {wall_s / pages * 1000:13.3f} "
            f"{pages / cpu_s[name]:12.0f} {peak:6.0f}"
        )
    to_floor = cpu_s["govgauge"] / cpu_s["floor"]
    figure = f"{to_floor:.2f} times the floor's CPU"
    holds = to_floor <= BAR_FLOOR
    if "Scrapy" in cpu_s:
        to_scrapy = cpu_s["Scrapy"] / cpu_s["govgauge"]
        figure = f"{to_scrapy:.1f} times Scrapy, {figure}"
        holds = holds and to_scrapy >= BAR_SCRAPY
    bar = f"at least {BAR_SCRAPY:.0f} times Scrapy, at most {BAR_FLOOR:.0f} times the floor"
    raw = dict(timings)
    measure.close("crawl", figure, bar, holds, options.json, {"pages": pages, "timings": raw})


if __name__ == "__main__":
    main()
