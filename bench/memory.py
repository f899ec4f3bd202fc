"""Memory of a fetch worker, and cost a page, as one site grows and as more sites are under way.

One worker gathers one site of 1,000, 10,000 and 50,000 pages, then 10 and 500 sites of 20 pages
at once (pages of 25 KB with 110 links, made by a server as they are asked for).  The peak is read
from the kernel at the moment the last page is in the archive; judging and reporting run apart
(``govgauge judge``) and have a peak of their own.

Usage: python bench/memory.py [--quick] [--json FILE]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import measure

FULL = ((1, 1_000), (1, 10_000), (1, 50_000), (10, 20), (500, 20))
QUICK = ((1, 500), (1, 2_000), (10, 20), (60, 20))
BAR_MIB = 256.0
FLAT = 1.1 / 0.9
"""The largest peak over the smallest when all lie within ±10 %."""
COST = 1.15
"""The most a page of the largest site may cost beside one of the smallest."""
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Row:
    """What one size came to."""

    sites: int
    pages: int
    worker_mib: float
    cpu_ms_a_page: float
    judge_mib: float


def main() -> None:
    options = measure.parser(__doc__)
    options.add_argument("--sizes", help="other sizes, as 1x1000,10x20 (sites x pages each)")
    chosen = options.parse_args()
    print(f"{'sites':>6}{'pages each':>12}{'worker MiB':>12}{'CPU ms/page':>13}{'judge MiB':>11}")
    rows = []
    sizes = QUICK if chosen.quick else FULL
    if chosen.sizes:
        sizes = tuple(tuple(map(int, size.split("x"))) for size in chosen.sizes.split(","))
    for sites, pages in sizes:
        with tempfile.TemporaryDirectory() as scratch, paper(pages) as address:
            row = one_size(Path(scratch), address, sites, pages)
        print(
            f"{row.sites:>6}{row.pages:>12}{row.worker_mib:>12.1f}"
            f"{row.cpu_ms_a_page:>13.3f}{row.judge_mib:>11.1f}",
            flush=True,
        )
        rows.append(row)
    close(chosen, rows)


@contextmanager
def paper(pages: int) -> Iterator[str]:
    """The server of the sites, in a process of its own."""
    command = [sys.executable, str(Path(__file__).with_name("paper_server.py")), str(pages)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


def one_size(root: Path, address: str, sites: int, pages: int) -> Row:
    names = [f"www.paper-{i}.gov.cn" for i in range(sites)]
    (root / "sites.csv").write_text("url\n" + "".join(f"http://{n}/index.html\n" for n in names))
    words = ["run", str(root / "sites.csv"), "-w", str(root / "w"), "--max-pages", str(2 * pages)]
    words += ["--resolve", f"*={address}", "--full-speed", "--sites-at-once", str(sites)]
    process = subprocess.Popen(
        [sys.executable, "-m", "govgauge", *words, "--as-of", "2026-11-24", "--json"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    campaign = root / "w/campaigns/campaign-1"
    peak = cpu_s = 0.0
    while process.poll() is None and not (campaign / "manifest.json").exists():
        peak, cpu_s = peak_mib(process.pid) or peak, cpu_of(process.pid) or cpu_s
        time.sleep(0.02)
    if process.wait() != 0:
        sys.exit(f"memory: the run over {sites} sites ended with {process.returncode}")
    judge = measure.run_timed(
        [sys.executable, "-m", "govgauge", "judge", "-w", str(root / "w"), "--json"]
    )
    seen = read_pages(campaign)
    if seen != sites * pages:
        sys.exit(f"memory: {seen} pages seen where {sites * pages} are served")
    return Row(sites, pages, peak, cpu_s * 1000 / seen, judge.peak_rss_mb)


def read_pages(campaign: Path) -> int:
    pages: int = json.loads((campaign / "run.json").read_bytes())["pages"]
    return pages


def peak_mib(pid: int) -> float:
    """The most memory a process has had so far (VmHWM), 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(v.split()[1]) / 1024 for v in lines if v.startswith("VmHWM")), 0.0)


def cpu_of(pid: int) -> float:
    """CPU seconds of a process so far, 0 when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def close(chosen, rows: list[Row]) -> None:
    growing = [r for r in rows if r.sites == 1]
    beside = [r for r in rows if r.sites > 1]
    most = max(r.worker_mib for r in rows)
    flat = [max(r.worker_mib for r in g) / min(r.worker_mib for r in g) for g in (growing, beside)]
    cost = growing[-1].cpu_ms_a_page / growing[0].cpu_ms_a_page
    print(f"one site, largest beside smallest peak    {flat[0]:.2f}")
    print(f"many sites, largest beside smallest peak  {flat[1]:.2f}")
    print(f"cost of a page, largest beside smallest   {cost:.2f}")
    print(f"judging and reporting, peak               {max(r.judge_mib for r in rows):.1f} MiB")
    holds = most < BAR_MIB and max(flat) <= FLAT and cost <= COST
    figure = f"{most:.0f} MiB a worker, {max(flat):.2f} over all sizes, a page costs {cost:.2f}"
    bar = f"under {BAR_MIB:.0f} MiB, at most {FLAT:.2f}, at most {COST}"
    raw = {"rows": [asdict(row) for row in rows]}
    measure.close("memory", figure, bar, holds, chosen.json, raw)


if __name__ == "__main__":
    main()
