"""Full inspection and link graph beside Scrapy, the floor and other crawlers, in one run.

The same pages (profile in paper_site.py: 25 KB, 110 links) are served on loopback to, in turn,
``govgauge run`` (crawl, evidence, facts, all detectors, scores, report), ``govgauge graph`` (who
links to what, as Parquet), a plain Scrapy spider with its best settings (link extraction and
text), and the floor (libcurl + Lexbor + WHATWG joins alone).  Rounds alternate, so that a
drifting machine hits all alike; CPU is that of whole processes, start-up included, and ratios are
taken round by round.  Then wget2, HTTrack and LinkChecker once each, where they are installed, and
one inspection under a sampler that says which room the CPU goes to.

Usage: python bench/crawl.py [--quick] [--json FILE]      (``make peers`` installs Scrapy)
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections import Counter
from pathlib import Path

import crawl_peers
import measure
import paper_site
from city_process import serving

SUBJECTS = Path(__file__).parent / "subjects"
BAR_FLOOR, BAR_SCRAPY, BAR_GRAPH = 2.5, 8.0, 15.0
INSPECT, GRAPH, FLOOR, SCRAPY = "govgauge run", "govgauge graph", "floor", "Scrapy"
Timings = dict[str, list[measure.Timing]]


def main() -> None:
    options = measure.parser(__doc__).parse_args()
    pages, rounds = (1500, 2) if options.quick else (6000, 5)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        paper_site.build(root / "web", pages)
        with serving(root / "web") as address:
            timings = measured(root, address, pages, rounds)
            rooms = sampled(root, address, pages)
    peers = crawl_peers.measured(pages)
    show(timings, peers, rooms, pages)
    close(options, timings, {"peers": peers, "rooms": rooms, "pages": pages, "timings": timings})


def measured(root: Path, address: str, pages: int, rounds: int) -> Timings:
    """Every subject in turn, ``rounds`` times."""
    sites = root / "sites.csv"
    sites.write_text(f"unit_id,name,url\n1100000001,paper,{paper_site.HOME}\n", "utf-8")
    where = [paper_site.HOME, address]
    subjects = {
        INSPECT: [],
        FLOOR: [sys.executable, str(SUBJECTS / "floor.py"), *where],
        GRAPH: govgauge("graph", root, address, pages, "-o", str(root / "graph")),
        SCRAPY: [str(measure.PEERS_PYTHON), str(SUBJECTS / "scrapy_spider.py"), *where],
    }
    if not measure.PEERS_PYTHON.exists():
        print("left out: Scrapy is not installed (make peers)")
        del subjects[SCRAPY]
    timings: Timings = {name: [] for name in subjects}
    for number in range(rounds):
        for name, command in subjects.items():
            if name == INSPECT:
                command = inspection(root, address, pages, f"work{number}")
            timing = measure.run_timed(command)
            check(name, timing, pages)
            timings[name].append(timing)
    return timings


def inspection(root: Path, address: str, pages: int, workspace: str) -> list[str]:
    more = ["--system", "census-2015", "--as-of", "2026-11-24", "-w", str(root / workspace)]
    return govgauge("run", root, address, pages, *more)


def govgauge(command: str, root: Path, address: str, pages: int, *more: str) -> list[str]:
    line = [sys.executable, "-m", "govgauge", command, str(root / "sites.csv"), *more]
    line += ["--max-pages", str(pages), "--resolve", f"{paper_site.HOST}={address}"]
    return [*line, "--full-speed", "--json"]


def check(name: str, timing: measure.Timing, pages: int) -> None:
    """A subject that did not see every page is no comparison."""
    counted = 0
    if timing.exit_code == 0:
        document = json.loads(timing.output)
        counted = document["run"]["pages"] if "run" in document else document["pages"]
    if counted != pages:
        sys.exit(f"crawl: {name} saw {counted} of {pages} pages\n{timing.output[-1500:]}")


def sampled(root: Path, address: str, pages: int) -> Counter[str]:
    """CPU seconds of one inspection by ``room/file.py``."""
    output = root / "rooms.json"
    command = inspection(root, address, pages, "sampled")
    sampler = [sys.executable, str(SUBJECTS / "sampled.py"), str(output), *command[3:]]
    check("the sampled inspection", measure.run_timed(sampler), pages)
    return Counter(json.loads(output.read_text("utf-8")))


def show(
    timings: Timings, peers: dict[str, crawl_peers.Seen], rooms: Counter[str], pages: int
) -> None:
    print(f"{pages} pages of 25 KB and 110 links; medians of {len(timings[FLOOR])} rounds")
    print(f"{'':15s}{'CPU ms/page':>12s}{'wall ms/page':>14s}{'pages/CPU s':>13s}{'MiB':>6s}")
    for name, some in timings.items():
        cpu_s = statistics.median(t.cpu_s for t in some)
        line(name, cpu_s, statistics.median(t.wall_s for t in some), some, pages)
    for name, seen in peers.items():
        line(name, seen.timing.cpu_s, seen.timing.wall_s, [seen.timing], seen.pages)
    total = rooms.total()
    print(f"where an inspection's CPU goes (one sampled run, {total / pages * 1000:.3f} ms/page):")
    budget: Counter[str] = Counter()
    for place, spent in rooms.items():
        room, _, file = place.partition("/")
        network = ("wire", "transfer", "curl_outcome", "pace", "doors", "request", "own_network")
        if room == "gather":
            room = "gather/wire" if file.removesuffix(".py") in network else "gather/crawl"
        budget[room] += spent
    for room, spent in budget.most_common():
        print(f"  {room:15s}{spent / pages * 1000:8.3f} ms/page{100 * spent / total:7.1f} %")


def line(name: str, cpu_s: float, wall_s: float, some: list[measure.Timing], pages: int) -> None:
    peak = max(t.peak_rss_mb for t in some)
    seen = max(pages, 1)
    print(
        f"{name:15s}{cpu_s / seen * 1000:12.3f}{wall_s / seen * 1000:14.3f}"
        f"{seen / cpu_s:13.0f}{peak:6.0f}" + ("" if len(some) > 1 else f"   ({pages} pages, once)")
    )


def ratio(timings: Timings, more: str, less: str) -> float:
    """How many times the CPU of ``less`` went into ``more``: the median over the rounds."""
    pairs = zip(timings[more], timings[less], strict=True)
    return statistics.median(a.cpu_s / b.cpu_s for a, b in pairs)


def close(options, timings: Timings, raw: dict[str, object]) -> None:
    to_floor = ratio(timings, INSPECT, FLOOR)
    figure, bar = f"{to_floor:.2f} times the floor's CPU", f"at most {BAR_FLOOR}"
    holds = to_floor <= BAR_FLOOR
    if SCRAPY in timings:
        full, graph = ratio(timings, SCRAPY, INSPECT), ratio(timings, SCRAPY, GRAPH)
        figure += f", {full:.1f} times Scrapy, link graph {graph:.1f} times Scrapy"
        bar += f", at least {BAR_SCRAPY:.0f}, at least {BAR_GRAPH:.0f}"
        holds = holds and full >= BAR_SCRAPY and graph >= BAR_GRAPH
    measure.close("crawl", figure, bar, holds, options.json, raw)


if __name__ == "__main__":
    main()
