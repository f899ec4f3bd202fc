"""kill -9 at random moments of a run's whole life: the same results as an undisturbed run.

A model city is crawled once undisturbed.  Then further runs of it are killed with SIGKILL and
started again with the same command, until the given number of kills is reached: one worker alone,
the coordinator alone (its workers become orphans), or all processes at once.  Moments are drawn
over the requests of the run and, once every site is gathered, over sealing, judging and report
writing.  Compared for every disturbed run: each file of results and report but run.json, byte by
byte; the findings; the requests the server counted; keys that stand twice in an archive; and what
``verify`` says of the evidence.

Usage: python bench/kill9.py [--quick] [--kills N] [--seed N] [--json FILE]
"""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import measure
from city_process import serving
from govgauge.store.archive import stored_exchanges
from killed_run import (
    CAMPAIGN,
    KINDS,
    WORKERS,
    Kills,
    Life,
    Log,
    cli,
    command,
    gathered,
    moments,
    until,
)

AS_OF = "2026-11-24"
KILLS_A_LIFE = 40


@dataclass
class Calm:
    """The undisturbed run: what it found, what it asked, how long its end took."""

    files: dict[str, bytes]
    asked: Counter[str]
    tail_s: float
    wall_s: float


@dataclass
class Score:
    """What all disturbed runs came to."""

    kills: Kills = field(default_factory=Kills)
    different: list[str] = field(default_factory=list)
    compared: int = 0
    lost: int = 0
    duplicated: int = 0
    repeats: int = 0
    never_asked: int = 0
    twice: int = 0
    unverified: int = 0
    lives: int = 0


def main() -> None:
    options = measure.parser(__doc__)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--kills", type=int, help="how many kills in all")
    options.add_argument("--sites", type=int, help="how many sites the city has")
    chosen = options.parse_args()
    kills = chosen.kills or (12 if chosen.quick else 200)
    sites = chosen.sites or (16 if chosen.quick else 60)
    rng = random.Random(chosen.seed)
    score = Score()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        city = root / "city"
        cli("modelcity", "build", str(city), "--seed", "9", "--sites", str(sites), "--as-of", AS_OF)
        with serving(city, root / "asked.log") as address:
            log = Log(root / "asked.log")
            calm = undisturbed(run_words(city, root / "calm", address), root / "calm", log, sites)
            while score.kills.kinds.total() < kills:
                workspace = root / f"wild-{score.lives}"
                words = run_words(city, workspace, address)
                wanted = min(KILLS_A_LIFE, kills - score.kills.kinds.total())
                log.turn()
                score.lives += 1
                life = Life(words, workspace, log, sites, score.kills, rng)
                life.run(moments(rng, wanted, calm.asked.total(), calm.tail_s))
                compare(calm, workspace, log, score)
        report(chosen, calm, score)


def run_words(city: Path, workspace: Path, address: str) -> list[str]:
    words = ["run", str(city / "sites.csv"), "-w", str(workspace), "--as-of", AS_OF]
    words += ["--resolve", f"*={address}", "--full-speed"]
    return [*words, "--workers", str(WORKERS), "--json"]


def undisturbed(words: list[str], workspace: Path, log: Log, sites: int) -> Calm:
    log.turn()
    begun = time.monotonic()
    process = subprocess.Popen(
        command(*words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until(lambda: process.poll() is not None or gathered(workspace) == sites)
    last_done = time.monotonic()
    if process.wait() != 0:
        sys.exit("kill9: the undisturbed run failed")
    end = time.monotonic()
    return Calm(results_of(workspace), log.asked(), end - last_done, end - begun)


def results_of(workspace: Path) -> dict[str, bytes]:
    """Every file of results and report but run.json, by name."""
    folder = workspace / CAMPAIGN
    files = (p for part in ("results", "report") for p in sorted((folder / part).rglob("*")))
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in files
        if p.is_file() and p.name != "run.json"
    }


def findings_in(files: dict[str, bytes]) -> Counter[str]:
    (data,) = (data for name, data in files.items() if name.endswith("/findings.csv"))
    rows = csv.DictReader(data.decode("utf-8-sig").splitlines(keepends=True))
    return Counter(f"{row['unit_id']} {row['finding_id']}" for row in rows)


def asked_twice(workspace: Path) -> int:
    """Exchanges kept under a key that stood in the archive already: only the first is believed."""
    keys = Counter(
        (unit, s.exchange.url, s.exchange.purpose, s.exchange.attempt)
        for unit in sorted((workspace / CAMPAIGN / "units").iterdir())
        for _, s in stored_exchanges(unit)
    )
    return keys.total() - len(keys)


def compare(calm: Calm, workspace: Path, log: Log, score: Score) -> None:
    """One disturbed run beside the undisturbed one."""
    wild, asked = results_of(workspace), log.asked()
    score.compared += len(calm.files)
    names = sorted(calm.files.keys() | wild.keys())
    score.different += [n for n in names if calm.files.get(n) != wild.get(n)]
    before, after = findings_in(calm.files), findings_in(wild)
    score.lost += (before - after).total()
    score.duplicated += after.total() - len(after)
    score.repeats += (asked - calm.asked).total()
    # A passing failure may have cost the undisturbed run a second attempt: addresses count.
    score.never_asked += len(calm.asked.keys() - asked.keys())
    score.twice += asked_twice(workspace)
    score.unverified += cli("verify", "-w", str(workspace))


def report(options, calm: Calm, score: Score) -> None:
    hits = score.kills.kinds.total()
    print(f"the undisturbed run: {calm.asked.total()} requests, {calm.wall_s:.1f} s")
    print(f"findings compared in each run       {findings_in(calm.files).total()}")
    print(f"disturbed runs                      {score.lives}")
    for kind in KINDS:
        print(f"  kills of the {kind:<22} {score.kills.kinds[kind]}")
    for stage, count in score.kills.stages.most_common():
        print(f"  kills while {stage:<23} {count}")
    print(f"findings lost                       {score.lost}")
    print(f"findings duplicated                 {score.duplicated}")
    print(f"files that differ                   {len(score.different)} of {score.compared}")
    for name in score.different[:5]:
        print(f"  {name}")
    print(
        f"requests repeated after kills       {score.repeats} ({score.repeats / hits:.1f} a kill)"
    )
    print(f"  at most in flight                 {score.kills.allowed}")
    print(f"addresses never asked for           {score.never_asked}")
    print(f"exchanges kept twice under one key  {score.twice}")
    print(f"runs whose evidence is not whole    {score.unverified}")
    wrong = score.lost + score.duplicated + len(score.different) + score.never_asked
    holds = wrong + score.twice + score.unverified == 0 and score.repeats <= score.kills.allowed
    mix = ", ".join(f"{score.kills.kinds[kind]} {kind}" for kind in KINDS)
    figure = (
        f"{hits} kills ({mix}), {score.lost} findings lost, {score.duplicated} duplicated, "
        f"{len(score.different)} files differ, {score.repeats} requests repeated"
    )
    bar = f"0 lost, 0 duplicated, 0 differ, at most {score.kills.allowed} repeated"
    raw = {
        "kills": dict(score.kills.kinds), "stages": dict(score.kills.stages), "different": score.different,
        "repeats": score.repeats, "never_asked": score.never_asked, "twice": score.twice,
        "lives": score.lives, "lost": score.lost, "duplicated": score.duplicated,
    }  # fmt: skip
    measure.close("kill9", figure, bar, holds, options.json, raw)


if __name__ == "__main__":
    main()
