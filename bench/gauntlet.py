"""The gauntlet: every row of the list of hostile servers that needs no browser.

One misbehaving server plays each sub-case of each row as a virtual host of its own, beside ten
healthy control hosts, inside an unprivileged user, network and mount namespace.  Every address
there is local: public-looking ones serve the hosts, anything else is a canary.  The runs are
whole production runs with production settings, timeouts and pauses divided by ten.

A row passes when all seven assertions hold on every one of its hosts, alone (two rows at a time)
and in one run of all rows together; and when its drills hold.

Usage: python bench/gauntlet.py [--quick] [--full | --seeds N] [--row H9 ...] [--seed N] [--json FILE]
Exits 3 where no such namespace is permitted.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import trustme

import measure
from hostile import namespace
from hostile.row import Row, all_rows
from hostile.stage import TOGETHER, RowResult, Stage

LEFT_FOR_BROWSER = (
    "H43, H65, H66 and the browser's halves of H22, H26 and H37",
    ("H43", "H65", "H66"),
)
QUICK_ROWS = ("H1", "H2", "H5", "H6", "H8", "H9", "H10", "H11", "H14", "H17", "H20", "H22", "H23")
_AT_ONCE = 2
_FULL_SEEDS = 20
_BUSY_LOAD = 1.5
"""Load average per core above which the machine counts as busy with other work than this."""


def main() -> None:
    options = measure.parser(__doc__)
    options.add_argument("--full", action="store_true", help=f"{_FULL_SEEDS} seeds")
    options.add_argument("--seeds", type=int, default=1, help="so many seeds, from --seed on")
    options.add_argument("--row", action="append", default=[], help="only this row (repeatable)")
    options.add_argument("--seed", type=int, default=1, help="where answers are cut, order of rows")
    options.add_argument("--alone", action="store_true", help="leave out the run of all together")
    options.add_argument("--divide", type=float, default=10, help="divisor of all time limits")
    options.add_argument("--in-one-run", action="store_true", help="only the run of all together")
    chosen = options.parse_args()
    if not namespace.inside():
        reason = namespace.why_not()
        if reason:
            print(f"gauntlet: no user, network and mount namespace here: {reason}")
            sys.exit(3)
        namespace.enter()
    rows = chosen_rows(chosen)
    seeds = range(chosen.seed, chosen.seed + (_FULL_SEEDS if chosen.full else chosen.seeds))
    with tempfile.TemporaryDirectory(prefix="gauntlet-") as scratch:
        authority = trustme.CA()
        namespace.furnish(Path(scratch), authority.cert_pem.bytes())
        raw = asyncio.run(run_all(rows, Path(scratch), seeds, authority, chosen))
    report(chosen, rows, raw)


def chosen_rows(chosen: Any) -> list[Row]:
    rows = all_rows()
    wanted = chosen.row or (QUICK_ROWS if chosen.quick else [row.row_id for row in rows])
    unknown = set(chosen.row) - {row.row_id for row in rows}
    if unknown:
        sys.exit(f"gauntlet: no row {', '.join(sorted(unknown))}")
    return [row for row in rows if row.row_id in wanted]


async def run_all(
    rows: Sequence[Row], scratch: Path, seeds: range, authority: trustme.CA, chosen: Any
) -> dict[str, Any]:
    stage = Stage(rows, scratch, seeds[0], authority, chosen.divide)
    await stage.start()
    began = time.monotonic()
    by_seed: dict[int, dict[str, RowResult]] = {}
    together: dict[str, Any] | None = None
    again: list[str] = []
    for seed in seeds:
        await stage.calm_run(seed)
        if chosen.in_one_run:
            by_seed[seed] = {r.row_id: RowResult(r.row_id, r.title, len(r.cases)) for r in rows}
        else:
            by_seed[seed] = await rows_in_pairs(stage, rows)
        again += await rows_again(stage, rows, by_seed[seed])
        if not chosen.alone:
            together = await stage.run_together(by_seed[seed])
    await stage.close()
    return {
        "by_seed": by_seed,
        "canaries": dict(stage.canaries.touched),
        "again": again,
        "load": os.getloadavg(),
        "wall_s": time.monotonic() - began,
        "together": {
            k: together[k] for k in ("wall_s", "peak_mb", "child_peak_mb") if together is not None
        },
    }


async def rows_in_pairs(stage: Stage, rows: Sequence[Row]) -> dict[str, RowResult]:
    results: dict[str, RowResult] = {}
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(row: Row) -> None:
        async with gate:
            results[row.row_id] = await stage.run_row(row)
            show(results[row.row_id])

    await asyncio.gather(*(one(row) for row in rows))
    return {row.row_id: results[row.row_id] for row in rows}


async def rows_again(stage: Stage, rows: Sequence[Row], results: dict[str, RowResult]) -> list[str]:
    """On a machine busy with other work, failed rows once more by themselves; all is printed.

    Timeouts are divided by ten: a healthy host that waits for a processor looks like a slow one.
    """
    if os.getloadavg()[0] < _BUSY_LOAD * (os.cpu_count() or 1):
        return []
    failed = [row for row in rows if not results[row.row_id].passes]
    for row in failed:
        print(f"{row.row_id} once more by itself: the machine is busy with other work")
        results[row.row_id] = await stage.run_row(row)
        show(results[row.row_id])
    return [row.row_id for row in failed]


def show(result: RowResult) -> None:
    mark = "passes" if result.passes else "FAILS "
    print(
        f"{result.row_id:<4} {mark} {result.hosts:>3} hosts {result.wall_s:6.1f} s "
        f"{result.peak_mb:6.0f} MiB  {result.title}"
    )
    for name, figures in result.figures.items():
        print(f"       {name}: " + ", ".join(f"{k} {v}" for k, v in figures.items()))
    for complaint in result.complaints:
        print(f"       - {complaint}")
    sys.stdout.flush()


def report(chosen: Any, rows: Sequence[Row], raw: dict[str, Any]) -> None:
    worst: dict[str, list[str]] = {row.row_id: [] for row in rows} | {TOGETHER: []}
    for results in raw["by_seed"].values():
        for row_id, result in results.items():
            worst[row_id] += result.complaints
    passing = sum(not worst[row.row_id] for row in rows)
    late = [c for complaints in worst.values() for c in complaints if c.startswith("together")]
    for complaint in sorted(set(late)):
        print(f"- {complaint}")
    touched = sum(raw["canaries"].values())
    print(f"all together                 {raw['together'] or 'left out'}")
    print(f"seeds                        {len(raw['by_seed'])}")
    print(f"hosts                        {sum(len(row.cases) for row in rows)}")
    print(f"canary connections           {touched} {raw['canaries'] or ''}")
    print(f"left for the browser         {LEFT_FOR_BROWSER[0]}")
    load = ", ".join(f"{value:.1f}" for value in raw["load"])
    print(f"load average at the end      {load} on {os.cpu_count()} cores")
    print(f"run a second time            {raw['again'] or 'none'}")
    print(f"wall time                    {raw['wall_s']:.0f} s")
    print(f"rows failing                 {[r for r, c in worst.items() if c]}")
    as_one = "and the run of all together" if not worst[TOGETHER] else "not the run of all together"
    if not raw["together"] and not worst[TOGETHER]:
        as_one = "(the run of all together left out)"
    raw["complaints"] = worst
    raw["by_seed"] = {
        seed: {row_id: vars(result) for row_id, result in results.items()}
        for seed, results in raw["by_seed"].items()
    }
    figure = f"{passing}/{len(rows)} rows {as_one}, {touched} canary connections"
    bar = f"{len(rows)}/{len(rows)} rows and the run of all together, 0 canary connections"
    holds = passing == len(rows) and not worst[TOGETHER] and touched == 0
    measure.close("gauntlet", figure, bar, holds, chosen.json, raw)


if __name__ == "__main__":
    main()
