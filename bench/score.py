"""Speed of the composite arithmetic, beside R in the same run where it is installed.

1,000 Monte Carlo replications (weights ±25 % at two levels, two normalisations, two means; ranks,
quantiles and probabilities of all units) of 337 × 31 (tree 3-9-31) and of 14,500 × 60 (5-15-60),
and one scoring with ranking and tiers of 14,500 × 60.  Synthetic values, the same in R and Python;
their top three are known and checked.

R (Debian r-base-core) runs the same replications by a plain script of COINr's method – COINr itself
is not to be had where CRAN cannot be reached – and its ranks must be equal to ours, one by one.  The
figures recorded for COINr 1.1.14 on two cores are printed beside.

Usage: python bench/score.py [--quick] [--json FILE]
"""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

import measure

HERE = Path(__file__).parent
SMALL = ("337", "31", "9", "3")
LARGE = ("14500", "60", "15", "5")
TOP = {
    SMALL: (
        ["u291", "u316", "u302"],
        [63.7255720949389, 63.3412291633247, 63.0095429470603],
    ),
    LARGE: (
        ["u11829", "u7721", "u2368"],
        [65.5785430391092, 63.8498238243961, 63.4953764514345],
    ),
}
RECORDED_CPU_S = {SMALL: 79.2, LARGE: 4299.6}
"""COINr 1.1.14, R 4.2.2, 1,000 replications with three inputs, two cores of a Xeon."""
BARS = {SMALL: (0.8, None), LARGE: (10.0, 600.0)}
ONCE_S = 0.5
REPLICATIONS = 1000


def main() -> None:
    options = measure.parser(__doc__).parse_args()
    raw: dict[str, Any] = {}
    holds, figures = True, []
    with tempfile.TemporaryDirectory() as scratch:
        for shape in (SMALL,) if options.quick else (SMALL, LARGE):
            name = f"{shape[0]} × {shape[1]}"
            found = case("monte-carlo", shape, Path(scratch))
            time_s, memory = BARS[shape]
            ok = found["cpu_s"] < time_s and (memory is None or found["rss_mb"] < memory)
            times = RECORDED_CPU_S[shape] / found["cpu_s"]
            print(
                f"{REPLICATIONS:,} replications of {name:<12} {found['cpu_s']:7.2f} s CPU "
                f"{found['wall_s']:6.2f} s wall {found['rss_mb']:6.0f} MB   "
                f"COINr as recorded {RECORDED_CPU_S[shape]:.1f} s CPU: {times:,.0f} times"
            )
            peer = beside_r(shape, Path(scratch), found, options.quick)
            raw[name] = {"ours": found, "recorded_cpu_s": RECORDED_CPU_S[shape], "r": peer}
            holds &= ok and found["ordered"] and (peer is None or peer["differ"] == 0)
            figures.append(f"{name} {found['cpu_s']:.2f} s {found['rss_mb']:.0f} MB")
        single = scored_once(Path(scratch))
    raw["once"] = single
    holds &= single["ok"]
    figures.append(f"once {single[LARGE[0]]['first_cpu_s']:.2f} s")
    bar = "0.8 s; 10 s and 600 MB; 0.5 s; top three and R's ranks equal"
    measure.close("score", ", ".join(figures), bar, holds, options.json, raw)


def scored_once(scratch: Path) -> dict[str, Any]:
    """One scoring, ranking and tiers; the top three must be those stated."""
    single: dict[str, Any] = {"ok": True}
    for shape in (SMALL, LARGE):
        found = case("once", shape, scratch)
        names, scores = TOP[shape]
        right = found["top"] == names and np.allclose(found["scores"], scores, rtol=0, atol=1e-9)
        single["ok"] &= right and found["first_cpu_s"] < ONCE_S
        single[shape[0]] = found
        print(
            f"scores, ranks, tiers of {shape[0]} × {shape[1]:<8} {found['first_cpu_s']:7.3f} s CPU "
            f"(best of five {found['cpu_s']:.3f})   top three {'as stated' if right else 'DIFFER'}"
        )
    return single


def case(what: str, shape: tuple[str, ...], folder: Path) -> dict[str, Any]:
    """One case in a process of its own, so that its memory is its own."""
    command = [sys.executable, str(HERE / "score_cases.py"), what, *shape]
    done = measure.run_timed([*command, str(REPLICATIONS), str(folder)])
    if done.exit_code:
        sys.exit(f"score: {' '.join(command)} failed\n{done.output[-2000:]}")
    found: dict[str, Any] = json.loads(done.output.strip().splitlines()[-1])
    return found


def beside_r(
    shape: tuple[str, ...], folder: Path, ours: dict[str, Any], quick: bool
) -> dict[str, Any] | None:
    """The first replications again in R: its time, and how many ranks differ."""
    if shutil.which("Rscript") is None:
        print("  R is not installed (apt-get install r-base-core): nothing to compare with here")
        return None
    count = 20 if quick else {SMALL: 1000, LARGE: 4}[shape]
    script = [str(HERE / "score_peer.R"), *shape, str(count), str(folder)]
    done = subprocess.run(["Rscript", *script], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"score: Rscript failed\n{done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    with (folder / "peer.csv").open(newline="") as file:
        theirs = np.array(list(csv.reader(file))[1:], dtype=np.int64).T
    ranks = np.load(folder / "ranks.npy")[:count]
    found |= {"replications": count, "differ": int((theirs != ranks).sum())}
    each = found["cpu_s"] / count * REPLICATIONS
    print(
        f"  plain R, {count:,} of them: {found['cpu_s']:.1f} s CPU"
        f"{'' if count == REPLICATIONS else f' (so {each:,.0f} s for all)'}: "
        f"{each / ours['cpu_s']:,.0f} times ours; "
        f"{found['differ']} of {theirs.size:,} ranks differ"
    )
    return found


if __name__ == "__main__":
    main()
