"""How often each detector is right: planted faults and near-misses of unseen model cities.

Cities are built from seeds that nobody tuned on, served on loopback and judged by ``govgauge run``
with every detector at its default parameters (and the city's list of abolished items).  For each
detector: planted faults found and missed, findings nobody planted, near-misses cleared, accused or
left open; precision and recall with their 95 % Wilson intervals.  A fault left undetermined counts
as missed.  Availability series are made by rule (a week of visits around the 5 % and 15 s lines).
The families held out were drawn without knowledge of how pages are read, and nothing was tuned on
them: they are scored apart, and their cases are never listed by --show.

Usage: python bench/validity.py [--quick] [--seed N] [--sites N] [--show] [--json FILE]
"""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import measure
from city_process import serving
from verdicts import Count, Verdicts, compare, read_verdicts, wilson

AS_OF = datetime.fromisoformat("2026-11-24T23:59:00+08:00")
HELD_OUT = frozenset({"county_flash_era", "node_cms"})
BAR_PRECISION, BAR_RECALL, BAR_HELD_OUT, LEAST = 0.98, 0.95, 0.90, 200
_VISITS_A_DAY, _DAYS = 20, 7


def main() -> None:
    options = measure.parser(__doc__)
    options.add_argument("--seed", type=int, default=161803, help="first of the unseen seeds")
    options.add_argument("--sites", type=int, default=0, help="sites of each city")
    options.add_argument("--show", action="store_true", help="list every wrong or open case")
    chosen = options.parse_args()
    cities, sites = (1, chosen.sites or 60) if chosen.quick else (2, chosen.sites or 400)
    total: dict[str, dict[str, Count]] = {}
    agree = True
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(cities):
            folder = Path(scratch) / str(number)
            counts, same = judged_city(folder, chosen.seed + number, sites, twice=number == 0)
            merge(total, counts)
            agree = agree and same
    report(chosen, total, agree, cities * sites)


def judged_city(
    folder: Path, seed: int, sites: int, twice: bool
) -> tuple[dict[str, dict[str, Count]], bool]:
    """Build, serve, run (once more for agreement) and compare one city."""
    city = folder / "city"
    words = ["modelcity", "build", str(city), "--seed", str(seed), "--sites", str(sites)]
    cli(*words, "--as-of", f"{AS_OF:%Y-%m-%d}", "--balance", "even", "--sizes", "small")
    system = folder / "every-detector.yaml"
    system.write_text(every_detector(), "utf-8")
    runs = []
    for name in ("one", "two") if twice else ("one",):
        # A server of its own for each run: flaky sites remember what was asked before.
        with serving(city) as address:
            pins = pins_of(city, address, folder / "pins.txt")
            words = ["run", str(city / "sites.csv"), "-w", str(folder / name), "--resolve", pins]
            words += ["--system", str(system), "--as-of", AS_OF.isoformat(), "--full-speed"]
            cli(*words, "--workers", "2" if name == "one" else "1")
            runs.append(folder / name)
    visits = plant_visits(runs[0], seed)
    for run in runs[1:]:
        plant_visits(run, seed)
    for run in runs:
        cli("judge", "-w", str(run))
    said = [read_verdicts(results_of(run)) for run in runs]
    truth = json.loads((city / "truth.json").read_text("utf-8"))
    truth = [t for t in truth if t["detector"] != "home_page_unreachable"] + visits
    counts = compare(truth, said[0], families_of(city), homes_of(city))
    return counts, all(same_verdicts(said[0], s) for s in said[1:])


def cli(*words: str) -> str:
    command = [sys.executable, "-m", "govgauge", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"validity: {' '.join(words)} ended with {done.returncode}\n{done.stderr[-2000:]}")
    return done.stdout


def every_detector() -> str:
    """A system that notes what every detector says, at default parameters, and scores nothing."""
    lines = [
        "id: every-detector",
        'version: "1"',
        "status: draft",
        "title: {zh: 全部检测器, en: every detector}",
        "sources: [bench/validity.py]",
        "full_marks: 100",
        "indicators:",
    ]
    for detector in json.loads(cli("detectors", "list", "--json")):
        name = detector["id"]
        lines += [
            f"  - code: {name}",
            "    stage: note",
            f"    title: {{zh: {name}, en: {name}}}",
            f"    clause: {name}",
            "    grade: D",
            f"    measures: [{{detector: {name}{_given(name)}}}]",
        ]
    return "\n".join(lines) + "\n"


def _given(detector: str) -> str:
    """What a detector cannot do without: the list of abolished items that users supply."""
    from govgauge.modelcity.plant.cancelled_items import LIST

    return f", params: {{table: {json.dumps(LIST)}}}" if detector == "cancelled_items" else ""


def pins_of(city: Path, address: str, path: Path) -> str:
    from govgauge.modelcity.server import resolve_lines

    path.write_text("\n".join(resolve_lines(city, address)), "utf-8")
    return str(path)


def families_of(city: Path) -> Mapping[str, str]:
    hosts = json.loads((city / "city.json").read_text("utf-8"))["hosts"]
    return {u: f for host in hosts.values() for u, f in host.get("families", {}).items()}


def homes_of(city: Path) -> Mapping[str, str]:
    with (city / "sites.csv").open(encoding="utf-8", newline="") as file:
        return {row["网站标识码"]: row["首页网址"] for row in csv.DictReader(file)}


def results_of(workspace: Path) -> Path:
    (folder,) = (workspace / "campaigns/campaign-1/results").iterdir()
    return folder


def same_verdicts(one: Verdicts, two: Verdicts) -> bool:
    return one.unmet == two.unmet and dict(one.indicators) == dict(two.indicators)


# -- availability -------------------------------------------------------------------------------------


def plant_visits(workspace: Path, seed: int) -> list[dict[str, Any]]:
    """A week of visits for every unit, by rule, and the truth about each."""
    from govgauge.model.facts import VisitFact
    from govgauge.store.visits import append_visits

    truth = []
    begin = AS_OF - timedelta(days=_DAYS)
    units = json.loads((workspace / "campaigns/campaign-1/units.json").read_text("utf-8"))
    for number, unit in enumerate(units):
        rng = random.Random(f"{seed} {unit['unit_id']}")
        fault = number % 2 == 0
        count = _VISITS_A_DAY * _DAYS
        line = count // 20
        failures = line + rng.choice((0, 0, 1, 9, 60)) if fault else line - rng.choice((1, 1, 3, 7))
        failed = set(rng.sample(range(count), failures))
        visits = []
        for visit in range(count):
            at = begin + timedelta(hours=24 / _VISITS_A_DAY * (visit + 0.5))
            outcome, status, elapsed = _visit(rng, visit in failed)
            for vantage in ("bench", "second bench"):
                visits.append(VisitFact(at.timestamp(), vantage, outcome, status, elapsed))
        folder = workspace / "campaigns/campaign-1/units" / unit["unit_id"]
        (folder / "visits.parquet").unlink(missing_ok=True)
        append_visits(folder / "visits.parquet", visits)
        kind = "fault" if fault else "near_miss"
        note = f"{failures} of {count} visits fail"
        truth.append(
            {"unit_id": unit["unit_id"], "detector": "home_page_unreachable", "target": unit["url"],
             "mark": "", "kind": kind, "note": note}
        )  # fmt: skip
    return truth


def _visit(rng: random.Random, failed: bool) -> tuple[str, int, float]:
    if failed:
        ways = (("reset", 0, 80.0), ("timeout_total", 0, 15000.0), ("ok", 503, 90.0))
        return rng.choice((*ways, ("ok", 200, 15000.0)))
    return rng.choice((("ok", 200, 90.0), ("ok", 200, 14999.0), ("ok", 200, 2400.0)))


# -- the table ----------------------------------------------------------------------------------------


def merge(total: dict[str, dict[str, Count]], counts: dict[str, dict[str, Count]]) -> None:
    for detector, by_family in counts.items():
        for family, count in by_family.items():
            sum_ = total.setdefault(detector, {}).setdefault(family, Count())
            for name in ("found", "missed", "false", "cleared", "accused", "left_open"):
                setattr(sum_, name, getattr(sum_, name) + getattr(count, name))
            sum_.examples += count.examples


def apart(by_family: Mapping[str, Count], held_out: bool) -> Count:
    """The families tuned on, or those held out, together."""
    chosen: dict[str, dict[str, Count]] = {}
    for family, count in by_family.items():
        if family != "*" and (family in HELD_OUT) is held_out:
            merge(chosen, {"x": {"x": count}})
    return chosen.get("x", {}).get("x", Count())


def report(options: Any, total: dict[str, dict[str, Count]], agree: bool, sites: int) -> None:
    print(f"{sites} sites; verdicts of two runs {'agree' if agree else 'DIFFER'}")
    print(
        f"{'detector':24s} {'faults':>6s} {'near':>6s} {'false':>6s} {'precision':>22s} "
        f"{'recall':>22s} {'cleared':>8s} {'held out: n, precision, recall':>32s}"
    )
    short: list[str] = []
    for detector, by_family in sorted(total.items()):
        count, held = by_family.get("*", Count()), apart(by_family, held_out=True)
        known = apart(by_family, held_out=False)
        print(row_of(detector, known, held))
        enough = options.quick or min(count.positives, count.near_misses) >= LEAST
        good = known.precision >= BAR_PRECISION and known.recall >= BAR_RECALL
        fair = min(held.precision, held.recall) >= BAR_HELD_OUT
        if not (enough and good and fair):
            short.append(detector)
        if options.show:
            for example in count.examples:
                if not any(f" {family} " in example for family in HELD_OUT):
                    print(f"    {example}")
    figure = f"{len(total) - len(short)} of {len(total)} detectors hold"
    if short:
        figure += f", short: {', '.join(short)}"
    bar = (
        f"precision {BAR_PRECISION}, recall {BAR_RECALL}, held-out families {BAR_HELD_OUT}, "
        f"{LEAST} cases each, both runs agree"
    )
    raw = {d: {f: vars(c) for f, c in by.items()} for d, by in total.items()}
    measure.close("validity", figure, bar, not short and agree, options.json, raw)


def row_of(detector: str, count: Count, held: Count) -> str:
    low_p, high_p = wilson(count.found, count.found + count.false)
    low_r, high_r = wilson(count.found, count.positives)
    return (
        f"{detector:24s} {count.positives:6d} {count.near_misses:6d} {count.false:6d} "
        f"{count.precision:8.4f} [{low_p:.3f},{high_p:.3f}] "
        f"{count.recall:8.4f} [{low_r:.3f},{high_r:.3f}] {count.decided:8.4f} "
        f"{held.positives:8d} {held.precision:8.4f} {held.recall:8.4f}"
    )


if __name__ == "__main__":
    main()
