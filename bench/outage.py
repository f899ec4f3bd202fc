"""Our own network dies in the middle of a run (K6): nobody is marked down, and the run goes on.

Ten healthy sites are gathered and judged in a network namespace, by the production plan with its
times divided by ten, while the namespace's only link is taken down and up again.  What is found
must be byte for byte what a run without an outage finds.

Usage: python bench/outage.py [--quick] [--seed N] [--json FILE]
Exits 3 where no such namespace is permitted.
"""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import trustme

import measure
from hostile import namespace
from hostile.stage import DIVIDE, Stage

_OUTAGES, _QUICK_OUTAGES = 20, 4
_LONGEST_S = 30.0
_QUICK_LONGEST_S = 3.0
_BEGINS_S = (1.5, 3.5)


def main() -> None:
    options = measure.parser(__doc__)
    options.add_argument("--seed", type=int, default=1, help="when outages begin and end")
    chosen = options.parse_args()
    if not namespace.inside():
        reason = namespace.why_not()
        if reason:
            print(f"outage: no user, network and mount namespace here: {reason}")
            sys.exit(3)
        namespace.enter()
    count = _QUICK_OUTAGES if chosen.quick else _OUTAGES
    longest_s = _QUICK_LONGEST_S if chosen.quick else _LONGEST_S
    with tempfile.TemporaryDirectory(prefix="outage-") as scratch:
        authority = trustme.CA()
        namespace.furnish(Path(scratch), authority.cert_pem.bytes())
        stage = Stage([], Path(scratch), chosen.seed, authority)
        trials = asyncio.run(run_all(stage, count, longest_s, chosen.seed))
    changed = [t for t in trials if t["changed"]]
    hit = sum(t["hit"] for t in trials)
    print(f"outages                      {count}, {hit} of them while pages were being fetched")
    print(
        f"longest outage               {max(t['outage_s'] for t in trials):.1f} s (x {DIVIDE:.0f})"
    )
    down = sum(t["down"] for t in trials)
    figure = f"{down} sites marked down, {len(changed)} of {count} runs changed"
    holds = not down and not changed and hit > 0
    bar = f"0 sites marked down, 0 of {count} runs changed"
    measure.close("outage", figure, bar, holds, chosen.json, trials)


async def run_all(stage: Stage, count: int, longest_s: float, seed: int) -> list[dict[str, Any]]:
    rng = random.Random(seed)
    await stage.start()
    calm = prints_of(await stage.calm_run(seed))
    trials = []
    for number in range(count):
        begin_s = rng.uniform(*_BEGINS_S)
        outage_s = longest_s * (number + 1) / count
        trials.append(await trial(stage, calm, seed, begin_s, outage_s))
        print(
            f"outage of {outage_s:5.1f} s after {begin_s:.1f} s: run {trials[-1]['wall_s']:5.1f} s, "
            f"{len(trials[-1]['changed'])} sites changed"
        )
        sys.stdout.flush()
    await stage.close()
    return trials


async def trial(
    stage: Stage, calm: dict[str, str], seed: int, begin_s: float, outage_s: float
) -> dict[str, Any]:
    """One run with one outage; ``hit`` tells that it came while the run was gathering."""
    began = time.monotonic()
    running = asyncio.ensure_future(account_of(stage, seed))
    await asyncio.sleep(begin_s)
    hit = not running.done()
    link("down")
    await asyncio.sleep(outage_s)
    hit = hit and not running.done()
    link("up")
    account = await running
    now = prints_of(account) if account is not None else {}
    changed = sorted(url for url in calm if now.get(url) != calm[url])
    return {
        "begin_s": begin_s,
        "outage_s": outage_s,
        "wall_s": time.monotonic() - began,
        "hit": hit,
        "changed": changed,
        "down": sum(u["home_outcome"] != "ok" for u in account["units"].values())
        if account
        else 10,
    }


async def account_of(stage: Stage, seed: int) -> dict[str, Any] | None:
    try:
        return await stage.calm_run(seed)
    except SystemExit as ended:  # A control that was not seen whole.
        print(ended)
        return None


def prints_of(account: dict[str, Any]) -> dict[str, str]:
    return {url: unit["print"] for url, unit in account["units"].items()}


def link(state: str) -> None:
    """The namespace's only link; its routes go down with it."""
    if state == "up":
        namespace.connect()
        return
    subprocess.run(["ip", "link", "set", "lo", "down"], check=True, capture_output=True)


if __name__ == "__main__":
    main()
