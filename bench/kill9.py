"""kill -9 at random moments, then ``resume``: the same results as an undisturbed run.

A model city is crawled once undisturbed.  Then a second run is killed with SIGKILL (the whole
process group: coordinator and workers) at random moments until the given number of kills is
reached, and goes on with ``resume``.  Compared: every file of the results folder but run.json,
byte by byte; the requests the server counted; keys that stand twice in an archive.

Usage: python bench/kill9.py [--quick] [--seed N] [--json FILE]
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import measure
from city_process import serving
from govgauge.store.archive import stored_exchanges

IN_FLIGHT = 64
_START_UP_S = 0.7
AS_OF = "2026-11-24"


def main() -> None:
    options = measure.parser(__doc__)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    kills, sites = (3, 16) if chosen.quick else (10, 60)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        city = root / "city"
        cli("modelcity", "build", str(city), "--seed", "9", "--sites", str(sites), "--as-of", AS_OF)
        calm_log, wild_log = root / "calm.log", root / "wild.log"
        with serving(city, calm_log) as address:
            begun = time.monotonic()
            cli(*run_words(city, root / "calm", address))
            calm_s = time.monotonic() - begun
        with serving(city, wild_log) as address:
            done = disturbed(city, root / "wild", address, kills, calm_s, chosen.seed)
        report(chosen, root, done, calm_log, wild_log)


def run_words(city: Path, workspace: Path, address: str) -> list[str]:
    words = ["run", str(city / "sites.csv"), "-w", str(workspace), "--as-of", AS_OF]
    return [*words, "--resolve", f"*={address}", "--full-speed", "--workers", "2", "--json"]


def cli(*words: str) -> None:
    command = [sys.executable, "-m", "govgauge", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"kill9: {' '.join(words)} ended with {done.returncode}\n{done.stderr[-2000:]}")


def disturbed(
    city: Path, workspace: Path, address: str, kills: int, calm_s: float, seed: int
) -> int:
    """Start, kill, resume, kill … then resume to the end; returns the kills that hit."""
    rng = random.Random(seed)
    words = run_words(city, workspace, address)
    hits = 0
    for _ in range(6 * kills):
        if hits == kills:
            break
        command = [sys.executable, "-m", "govgauge", *words]
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        # From just after start-up on; short enough that ten kills fit into one run's work.
        time.sleep(rng.uniform(_START_UP_S, _START_UP_S + calm_s / 3))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            hits += 1
        process.wait()
    cli(*words)
    return hits


def results_of(workspace: Path) -> dict[str, bytes]:
    """Every result file but run.json, by name."""
    (folder,) = (workspace / "campaigns/campaign-1/results").iterdir()
    files = (p for p in sorted(folder.rglob("*")) if p.is_file() and p.name != "run.json")
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


def asked_twice(workspace: Path) -> int:
    """Exchanges kept under a key that stood in the archive already: only the first is believed."""
    keys = Counter(
        (unit, s.exchange.url, s.exchange.purpose, s.exchange.attempt)
        for unit in sorted((workspace / "campaigns/campaign-1/units").iterdir())
        for _, s in stored_exchanges(unit)
    )
    return keys.total() - len(keys)


def report(options, root: Path, hits: int, calm_log: Path, wild_log: Path) -> None:
    calm, wild = results_of(root / "calm"), results_of(root / "wild")
    different = sorted(n for n in calm.keys() | wild.keys() if calm.get(n) != wild.get(n))
    calm_asked = Counter(calm_log.read_text("utf-8").split())
    wild_asked = Counter(wild_log.read_text("utf-8").split())
    repeats = sum((wild_asked - calm_asked).values())
    lost = sum((calm_asked - wild_asked).values())
    allowed = hits * 2 * IN_FLIGHT
    twice = asked_twice(root / "calm") + asked_twice(root / "wild")
    print(f"kills that hit a running process    {hits}")
    print(f"requests of the undisturbed run     {sum(calm_asked.values())}")
    print(f"requests repeated after kills       {repeats} (at most in flight: {allowed})")
    print(f"requests never made                 {lost}")
    print(f"result files that differ            {len(different)} of {len(calm)} {different}")
    print(f"exchanges kept twice under one key  {twice}")
    holds = not different and repeats <= allowed and lost == 0 and twice == 0
    figure = f"{hits} kills, {len(different)} files differ, {repeats} requests repeated"
    bar = f"0 files differ, at most {allowed} repeated"
    raw = {"hits": hits, "different": different, "repeats": repeats, "lost": lost, "twice": twice}
    measure.close("kill9", figure, bar, holds, options.json, raw)


if __name__ == "__main__":
    main()
