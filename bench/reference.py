"""Reference: every stage of a stored run of COINr on its ASEM example, computed again.

Prints stage by stage how many numbers were compared and the worst difference: scores relative to
the larger of 1 and the reference, ranks counted where they differ.  The 1,000 replications of its
uncertainty and the 1,200 of its sensitivity analysis are run again from their stored settings.

Usage: python bench/reference.py [--quick] [--json FILE]
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import measure

sys.path.insert(0, str(measure.ROOT))
from tests.score import asem_replications, asem_stages
from tests.score.asem import REFERENCE, Agreement

PARTS: tuple[Callable[[], list[Agreement]], ...] = (
    asem_stages.steps,
    asem_stages.ranks,
    asem_stages.alternatives,
    asem_stages.structure,
    asem_stages.removals,
    asem_stages.panel,
    lambda: asem_replications.replications("ua"),
    lambda: asem_replications.replications("sa"),
    asem_replications.sobol_indices,
)


def main() -> None:
    options = measure.parser(__doc__).parse_args()
    if not REFERENCE.is_dir():
        sys.exit("reference: needs ../shared/reference/coinr beside the repository")
    found = [agreement for part in PARTS for agreement in part()]
    print(f"{'stage':<52}{'numbers':>8}  worst difference")
    for one in found:
        worst = f"{one.worst:.0f} differ" if one.exact else f"{one.worst:.1e}"
        print(f"{one.stage:<52}{one.numbers:>8,}  {worst}{'' if one.holds else '   falls short'}")
    scores = [a for a in found if not a.exact]
    ranks = [a for a in found if a.exact]
    figure = (
        f"{sum(a.numbers for a in scores):,} scores within {max(a.worst for a in scores):.1e}, "
        f"{sum(a.worst for a in ranks):.0f} of {sum(a.numbers for a in ranks):,} ranks and counts "
        "differ"
    )
    holds = all(a.holds for a in found)
    raw = {a.stage: [a.numbers, a.worst] for a in found}
    measure.close("reference", figure, "1e-10, 0 differ", holds, options.json, raw)


if __name__ == "__main__":
    main()
