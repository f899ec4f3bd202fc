"""Judging a nation again: 5 million stored findings of 14,463 units, scored, ranked, counted.

A campaign is built by rule, without network: every unit has a home page, columns with items,
articles, labels, visits and some 346 dead links; 40 different sites are written, all others hold the
same files under their own id.  It is judged twice by ``govgauge judge --no-report``, each time as one
process: from facts (every detector runs; this stores the findings), then with
``--stored-findings``, which reads no fact and runs no detector.  The bar is for the second.  Both
must give the same bytes: assessments, ranking, statistics.

Pages of the report are not part of either: their number and size is another matter.

Usage: python bench/judge.py [--quick] [--json FILE]
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import measure

HERE = Path(__file__).parent
UNITS, FINDINGS = 14_463, 5_000_000
QUICK_UNITS = 1_500
"""Enough that the start of the process (over a second) does not stand for the work."""
CPU_S, MEMORY_MB = 60.0, 2_048.0


def main() -> None:
    options = measure.parser(__doc__).parse_args()
    units = QUICK_UNITS if options.quick else UNITS
    with tempfile.TemporaryDirectory() as scratch:
        workspace = Path(scratch)
        built = run(sys.executable, str(HERE / "judge_campaign.py"), scratch, str(units), "346")
        from_facts = judge(workspace)
        first = results(workspace)
        again = judge(workspace, "--stored-findings")
        same = results(workspace) == first
        findings = counted(workspace)
    print(f"campaign built by rule        {built.cpu_s:7.1f} s CPU, {units:,} units")
    print(f"findings stored               {findings:,}")
    for name, timing in (("judged from facts", from_facts), ("stored findings again", again)):
        print(
            f"{name:<29} {timing.cpu_s:7.1f} s CPU {timing.wall_s:7.1f} s wall "
            f"{timing.peak_rss_mb:6.0f} MB   {timing.cpu_s / findings * 1e6:5.1f} µs a finding"
        )
    print(f"same bytes both times         {'yes' if same else 'NO'}")
    bar_s = CPU_S * units / UNITS
    enough = options.quick or findings >= FINDINGS
    holds = same and enough and again.cpu_s < bar_s and again.peak_rss_mb < MEMORY_MB
    figure = (
        f"{findings:,} findings of {units:,} units in {again.cpu_s:.1f} s CPU, "
        f"{again.peak_rss_mb:.0f} MB (from facts {from_facts.cpu_s:.0f} s)"
    )
    bar = f"same bytes, {bar_s:.1f} s, {MEMORY_MB:.0f} MB"
    raw: dict[str, Any] = {
        "units": units,
        "findings": findings,
        "from_facts": from_facts,
        "stored": again,
        "same": same,
    }
    measure.close("judge", figure, bar, holds, options.json, raw)


def judge(workspace: Path, *options: str) -> measure.Timing:
    words = ["judge", "-w", str(workspace), "--no-report", *options]
    return run(sys.executable, "-m", "govgauge", *words)


def run(*command: str) -> measure.Timing:
    timing = measure.run_timed(command)
    if timing.exit_code:
        sys.exit(
            f"judge: {' '.join(command)} ended with {timing.exit_code}\n{timing.output[-2000:]}"
        )
    return timing


def results(workspace: Path) -> dict[str, str]:
    """The digest of every result file but run.json."""
    digests = {}
    for path in sorted(workspace.glob("campaigns/*/results/*/*")):
        if path.name != "run.json":
            with path.open("rb") as file:
                digests[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    return digests


def counted(workspace: Path) -> int:
    """How many findings the statistics count."""
    (path,) = workspace.glob("campaigns/*/results/*/statistics.json")
    by_detector = json.loads(path.read_bytes())["findings"]
    return sum(sum(verdicts.values()) for verdicts in by_detector.values())


if __name__ == "__main__":
    main()
