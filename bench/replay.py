"""Replay: the same twice, the same again without network, and every flipped bit found.

One model city is run twice (one and two workers) and judged again without network; results and
report are compared byte by byte.  Then random single bits are flipped in the evidence, facts,
manifests and markers of units, and ``verify`` must find each.

Usage: python bench/replay.py [--quick] [--json FILE]
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from pathlib import Path

import measure
from city_process import serving

AS_OF = "2026-11-24"


def main() -> None:
    options = measure.parser(__doc__).parse_args()
    sites, flips = (6, 40) if options.quick else (24, 300)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        city = root / "city"
        cli("modelcity", "build", str(city), "--seed", "4", "--sites", str(sites), "--as-of", AS_OF)
        with serving(city) as address:
            for name, workers in (("one", "1"), ("two", "2")):
                words = ["run", str(city / "sites.csv"), "-w", str(root / name), "--as-of", AS_OF]
                words += ["--resolve", f"*={address}", "--full-speed", "--workers", workers]
                cli(*words)
        one, two = outputs(root / "one"), outputs(root / "two")
        cli("judge", "-w", str(root / "one"))
        again = outputs(root / "one")
        found = flip_bits(root / "one", flips)
    differ = [n for n in one.keys() | two.keys() if one.get(n) != two.get(n)]
    changed = [n for n in one.keys() | again.keys() if one.get(n) != again.get(n)]
    print(f"result and report files compared          {len(one)}")
    print(f"that differ between two runs              {len(differ)} {differ[:3]}")
    print(f"that differ after judging without network {len(changed)} {changed[:3]}")
    print(f"flipped bits found by verify              {found} of {flips}")
    holds = not differ and not changed and found == flips
    figure = (
        f"{len(differ)} + {len(changed)} of {len(one)} files differ, {found}/{flips} flips found"
    )
    raw = {"files": len(one), "differ": differ, "changed": changed, "found": found}
    measure.close("replay", figure, "0 files differ, every flip found", holds, options.json, raw)


def cli(*words: str) -> int:
    done = subprocess.run(
        [sys.executable, "-m", "govgauge", *words], capture_output=True, text=True, check=False
    )
    if done.returncode not in (0, 1):
        sys.exit(f"replay: {' '.join(words)} ended with {done.returncode}\n{done.stderr[-2000:]}")
    return done.returncode


def outputs(workspace: Path) -> dict[str, bytes]:
    """Every file of results and report but run.json."""
    campaign = workspace / "campaigns/campaign-1"
    files = [p for part in ("results", "report") for p in sorted((campaign / part).rglob("*"))]
    kept = (p for p in files if p.is_file() and p.name != "run.json")
    return {str(p.relative_to(campaign)): p.read_bytes() for p in kept}


def flip_bits(workspace: Path, flips: int) -> int:
    """Flip one random bit at a time in units' files; count what verify finds."""
    from govgauge.run.places import campaign_at
    from govgauge.run.verifying import verify_evidence

    rng = random.Random(11)
    folder = campaign_at(workspace, "")
    files = sorted(p for p in (folder.path / "units").rglob("*") if p.is_file())
    found = 0
    for _ in range(flips):
        path = rng.choice(files)
        whole = path.read_bytes()
        data = bytearray(whole)
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        path.write_bytes(data)
        damages = verify_evidence(folder, lambda done, total: None)
        found += path in [d.path for d in damages]
        path.write_bytes(whole)
    return found


if __name__ == "__main__":
    main()
