"""A phrase typed wrong on three pages of a whole campaign, found by the crowd alone; memory told.

A model city of 20,000 pages is built, and ten phrases of its articles are each typed with one other
character, alike in sound or shape, on three pages of three sites.  Nothing else knows these slips: those
that the strict check of wording finds are not used.  The city is gathered by ``govgauge run`` and judged with
``crowd_words`` at its default parameters, and without it, so that what the crowd costs in time and
memory stands beside what judging wording costs anyway.  Told are slips found of slips gathered, what was
raised that nobody planted, near-misses accused, the size of sketches, and peaks from the kernel.

Usage: python bench/crowd.py [--quick] [--seed N] [--sites N] [--json FILE]
"""

from __future__ import annotations

import csv
import json
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import measure
from city_process import serving
from validity import AS_OF, cli, pins_of, results_of

PAGES_OF_A_SLIP = 3
FULL, QUICK = (190, 10), (32, 5)
"""Sites of the city, and slips."""
BAR_EXTRA_MIB = 256.0
"""What the crowd may add to the peak of judging, whatever the size of a campaign."""
_HAN = re.compile("[\u4e00-\u9fff]{6,}")
_FREQUENT = 2_500


@dataclass
class Slip:
    """One phrase as everybody writes it and as three pages do; hosts gathered and found."""

    usual: str
    written: str
    hosts: list[str] = field(default_factory=list)
    gathered: set[str] = field(default_factory=set)
    found: set[str] = field(default_factory=set)


def main() -> None:
    options = measure.parser(__doc__)
    options.add_argument("--seed", type=int, default=271828)
    options.add_argument("--sites", type=int, default=0, help="sites of the city")
    chosen = options.parse_args()
    usual_sites, number = QUICK if chosen.quick else FULL
    sites = chosen.sites or usual_sites
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        city = folder / "city"
        words = ["modelcity", "build", str(city), "--seed", str(chosen.seed), "--sites", str(sites)]
        cli(*words, "--as-of", f"{AS_OF:%Y-%m-%d}", "--balance", "even", "--sizes", "small")
        slips = type_slips(city, chosen.seed, number)
        gathering = gather(city, folder)
        raw = judged(city, folder, slips) | {"gather": gathering}
    report(chosen, slips, raw)


def type_slips(city: Path, seed: int, number: int) -> list[Slip]:
    """Type each phrase wrong in three pages' files, on sites that no other slip is on."""
    drawn = random.Random(seed)
    files = sorted(p for p in (city / "www").rglob("*") if p.suffix in (".html", ".htm", ".shtml"))
    drawn.shuffle(files)
    hosts_taken: set[str] = set()
    slips = []
    for usual, written in candidates(drawn):
        slip = Slip(usual, written)
        for path in files:
            host = path.relative_to(city / "www").parts[0]
            if host not in hosts_taken and retype(path, usual, written):
                hosts_taken.add(host)
                slip.hosts.append(host)
                if len(slip.hosts) == PAGES_OF_A_SLIP:
                    break
        slips.append(slip)
        if len(slips) == number:
            break
    return slips


def candidates(drawn: random.Random) -> Iterator[tuple[str, str]]:
    """Phrases of the city's articles with one character for another that only a crowd knows."""
    from govgauge.detect.crowd.windows import confusable_pairs
    from govgauge.detect.wording.checking import shipped_checker
    from govgauge.detect.wording.statistics import shipped_statistics
    from govgauge.modelcity.wording import _MATTERS, _SENTENCES

    statistics, checker = shipped_statistics(), shipped_checker()
    frequent = statistics.characters[1:_FREQUENT]
    phrases = [(s, p) for s in _SENTENCES for p in _HAN.findall(re.sub(r"{\w}", "|", s))]
    known: set[str] = set()
    while True:
        sentence, usual = drawn.choice(phrases)
        at = drawn.randrange(1, len(usual) - 1)
        others = sorted(c for c in statistics.taken_for(usual[at]) if c in frequent)
        if not others:
            continue
        other = drawn.choice(others)
        written = usual[:at] + other + usual[at + 1 :]
        alike = confusable_pairs().has(*(_ids(statistics, c) for c in (other, usual[at])))[0]
        wrong = sentence.replace(usual, written)
        texts = (wrong.format(m=m, t="青河", n=12, k=300, p=500) for m in _MATTERS)
        text = "\n".join(f"会议要求抓好落实。{t}。" for t in texts)
        if alike and written not in known and not checker.check(text):
            known.add(written)
            yield usual, written


def _ids(statistics: Any, character: str) -> Any:
    import numpy as np

    return statistics.ids(np.array([ord(character)], np.uint32))


def retype(path: Path, usual: str, written: str) -> bool:
    """Type one phrase of a page otherwise, in the page's own encoding."""
    data = path.read_bytes()
    for encoding in ("utf-8", "gb18030"):
        before = usual.encode(encoding)
        if before in data:
            path.write_bytes(data.replace(before, written.encode(encoding), 1))
            return True
    return False


def gather(city: Path, folder: Path) -> dict[str, Any]:
    """Gather the city once, with the lines of its pages."""
    with serving(city) as address:
        pins = pins_of(city, address, folder / "pins.txt")
        words = ["run", str(city / "sites.csv"), "-w", str(folder / "w"), "--resolve", pins]
        words += ["--system", str(system(folder, "crowd", ("wrong_words", "crowd_words")))]
        cli(*words, "--as-of", AS_OF.isoformat(), "--full-speed", "--workers", "2")
    facts = json.loads((folder / "w/campaigns/campaign-1/run.json").read_text("utf-8"))
    return {name: facts[name] for name in ("units", "pages", "cpu_s", "peak_rss_mb")}


def system(folder: Path, name: str, detectors: Sequence[str]) -> Path:
    """A system that notes what these detectors say and scores nothing."""
    lines = [f"id: {name}", 'version: "1"', "status: draft", "sources: [bench/crowd.py]"]
    lines += [f"title: {{zh: {name}, en: {name}}}", "full_marks: 100", "indicators:"]
    for detector in detectors:
        lines += [f"  - code: {detector}", "    stage: note", f"    clause: {detector}"]
        lines += [f"    title: {{zh: {detector}, en: {detector}}}", "    grade: D"]
        lines += [f"    measures: [{{detector: {detector}}}]"]
    path = folder / f"{name}.yaml"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def judged(city: Path, folder: Path, slips: Sequence[Slip]) -> dict[str, Any]:
    """Judge without the crowd, with it, and with it again; and what it raised."""
    workspace = folder / "w"
    campaign = workspace / "campaigns/campaign-1"
    first = results_of(workspace)
    before = {p.name: p.read_bytes() for p in first.iterdir() if p.name != "run.json"}
    sketches = [p.stat().st_size for p in (campaign / "sketches/crowd_words").iterdir()]
    alone = judge(workspace, system(folder, "alone", ("wrong_words",)))
    kept = judge(workspace, folder / "crowd.yaml")
    for path in (campaign / "sketches/crowd_words").iterdir():
        path.unlink()
    anew = judge(workspace, folder / "crowd.yaml")
    after = {p.name: p.read_bytes() for p in first.iterdir() if p.name != "run.json"}
    note_gathered(campaign, slips)
    raised = findings(first)
    return told(city, slips, raised) | {
        "timings": {"without": asdict(alone), "kept sketches": asdict(kept), "anew": asdict(anew)},
        "sketch bytes": {"largest": max(sketches), "all": sum(sketches)},
        "same bytes": before == after,
    }


def judge(workspace: Path, file: Path) -> measure.Timing:
    command = [sys.executable, "-m", "govgauge", "judge", "-w", str(workspace)]
    timing = measure.run_timed([*command, "--system", str(file)])
    if timing.exit_code not in (0, 1):
        sys.exit(f"crowd: judge ended with {timing.exit_code}\n{timing.output[-2000:]}")
    return timing


def note_gathered(campaign: Path, slips: Sequence[Slip]) -> None:
    """The hosts on which a slip stands in what was gathered: a typed page may be linked nowhere."""
    from govgauge.store.facts_reading import read_facts

    for facts in sorted(campaign.glob("units/*/facts")):
        read = read_facts(facts, {"texts", "pages"})
        hosts = {p.seq: urlsplit(p.url).hostname or "" for p in read["pages"]}
        for row in read["texts"]:
            for slip in slips:
                if slip.written in row.text:
                    slip.gathered.add(hosts[row.seq])


def findings(results: Path) -> list[dict[str, str]]:
    with (results / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def told(city: Path, slips: Sequence[Slip], raised: list[dict[str, str]]) -> dict[str, Any]:
    """Every finding of the crowd is a slip typed here, a planted one, or a false alarm."""
    truth = json.loads((city / "truth.json").read_text("utf-8"))
    of_crowd = [t for t in truth if t["detector"] == "crowd_words"]
    planted = {(t["unit_id"], t["target"]) for t in of_crowd if t["kind"] == "fault"}
    near = {(t["unit_id"], t["target"]) for t in of_crowd if t["kind"] == "near_miss"}
    hit: set[tuple[str, str]] = set()
    false, accused, elsewhere = [], 0, 0
    for row in raised:
        typed = [s for s in slips if s.written in row["excerpt"]]
        if row["detector"] == "wrong_words":
            elsewhere += bool(typed)
            continue
        place = (row["unit_id"], row["target"])
        for slip in typed:
            slip.found.add(urlsplit(row["target"]).hostname or "")
        if place in planted:
            hit.add(place)
        elif not typed:
            accused += place in near
            false.append(row["mark"])
    return {
        "slips": [{"usual": s.usual, "written": s.written, "gathered": len(s.gathered),
                   "found": len(s.found & s.gathered)} for s in slips],
        "found by wrong_words too": elsewhere,
        "planted": len(planted), "planted found": len(hit), "planted missed": sorted(planted - hit),
        "near misses": len(near), "near misses accused": accused, "false": false,
    }  # fmt: skip


def report(chosen: Any, slips: Sequence[Slip], raw: dict[str, Any]) -> None:
    """The table and the closing line."""
    for slip in slips:
        found = f"{len(slip.found & slip.gathered)} of {len(slip.gathered)}"
        print(f"{slip.usual:　<14}{slip.written:　<14}{found} page(s)")
    print(f"pages {raw['gather']['pages']}, units {raw['gather']['units']}")
    print(f"planted by the city: {raw['planted found']} of {raw['planted']} found")
    print(f"near-misses: {raw['near misses accused']} of {raw['near misses']} accused")
    print(f"raised that nobody planted: {len(raw['false'])}")
    print(f"also by wrong_words: {raw['found by wrong_words too']}")
    sizes = raw["sketch bytes"]
    print(f"sketches: {sizes['all'] / 1024:.0f} KiB, largest {sizes['largest'] / 1024:.1f} KiB")
    print(f"{'judging':<16}{'peak MiB':>10}{'CPU s':>8}{'CPU ms/page':>13}")
    for name, timing in raw["timings"].items():
        a_page = 1000 * timing["cpu_s"] / raw["gather"]["pages"]
        print(f"{name:<16}{timing['peak_rss_mb']:>10.0f}{timing['cpu_s']:>8.1f}{a_page:>13.2f}")
    whole = [s for s in slips if len(s.gathered) == PAGES_OF_A_SLIP]
    found = sum(len(s.found & s.gathered) for s in whole)
    extra = raw["timings"]["anew"]["peak_rss_mb"] - raw["timings"]["without"]["peak_rss_mb"]
    wanted = PAGES_OF_A_SLIP * len(whole)
    holds = (
        2 * len(whole) >= len(slips) and found == wanted and not raw["false"]
        and extra <= BAR_EXTRA_MIB and raw["same bytes"] and not raw["found by wrong_words too"]
    )  # fmt: skip
    figure = (
        f"{found} of {wanted} pages of {len(whole)} slips, {len(raw['false'])} false, "
        f"{extra:.0f} MiB more"
    )
    bar = f"all, 0 false, {BAR_EXTRA_MIB:.0f} MiB more"
    measure.close("crowd", figure, bar, holds, chosen.json, raw)


if __name__ == "__main__":
    main()
