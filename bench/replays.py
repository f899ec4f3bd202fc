"""Past evaluations replayed: their published numbers come out of our arithmetic.

Every table of ../shared/data/past-results that holds numbers is read and recomputed: weighted
totals within the rounding of what is printed, ranks under each tie rule, classes, score rates,
pass rates.  A table that contradicts itself is told by row and column.  The bar: every total
within its rounding, a tie rule that gives all ranks of each ranked table, and no contradiction
but the three that the sources themselves carry (two numbers of 2019 that differ between releases
of UESTC, one pass rate that was cut off instead of rounded).

Usage: python bench/replays.py [--quick] [--json FILE]      (``--quick`` is the same)
"""

from __future__ import annotations

import sys

import measure

sys.path.insert(0, str(measure.ROOT))

from tests.score.past_results import Replay, every_table

KNOWN = 3


def main() -> None:
    options = measure.parser(__doc__).parse_args()
    folder = measure.SHARED / "data" / "past-results"
    if not folder.is_dir():
        print("left out: needs ../shared/data/past-results beside the repository")
        measure.close("replays", "0 tables", "6 tables", False, options.json, {})
    replays = every_table(folder)
    for replay in replays:
        _print(replay)
    contradictions = [c for r in replays for c in r.contradictions]
    within = sum(
        float(str(r.checks["largest difference of a total"]))
        <= float(str(r.checks["rounding allows"]))
        for r in replays
        if "rounding allows" in r.checks
    )
    ruled = sum(bool(r.checks.get("tie rules that fit")) for r in replays)
    rates = next(r.checks for r in replays if "printed pass rates" in r.checks)
    measure.close(
        "replays",
        f"{len(replays)} tables, {within} of 3 with all totals within rounding, {ruled} of 3 with "
        f"all ranks, {rates['pass rates that follow']} of {rates['printed pass rates']} pass rates, "
        f"{len(contradictions)} contradictions",
        f"6 tables, 3 of 3, 3 of 3, 16 of 17, {KNOWN} contradictions",
        (len(replays), within, ruled, len(contradictions)) == (6, 3, 3, KNOWN)
        and rates["pass rates that follow"] == 16,
        options.json,
        {r.file: {"rows": r.rows, **r.checks, "contradictions": r.contradictions} for r in replays},
    )


def _print(replay: Replay) -> None:
    print(f"{replay.file} ({replay.rows} rows)")
    for check, value in replay.checks.items():
        shown = f"{value:.3f}" if isinstance(value, float) else value
        print(f"  {check:44s} {shown}")
    for contradiction in replay.contradictions:
        print(f"  ! {contradiction}")


if __name__ == "__main__":
    main()
