"""The synthetic tables of ``bench/score.py``, and what is measured on them, one process each.

The values are the same in any language: x[i, j] = 100·frac(sin(12.9898·i + 78.233·j)·43758.5453),
i and j from 1.  Indicator j of k1 belongs to sub-dimension ceil(j·k2/k1), that to a dimension
likewise.  Called as: score_cases.py WHAT UNITS K1 K2 K3 REPLICATIONS FOLDER
"""

from __future__ import annotations

import csv
import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from govgauge.score.composite.aggregate import Aggregation
from govgauge.score.composite.build import Method, build
from govgauge.score.composite.means import ARITHMETIC, GEOMETRIC
from govgauge.score.composite.normalise import MinMax, ZScore
from govgauge.score.composite.ranking import tier_places
from govgauge.score.composite.table import Table
from govgauge.score.composite.tree import Node, Tree
from govgauge.score.robustness.design import draw
from govgauge.score.robustness.inputs import Choice, noisy_weights
from govgauge.score.robustness.intervals import rank_intervals
from govgauge.score.robustness.replicate import replicate

BASE = Method(normalise=MinMax(1, 100))
TIERS = (90.0, 80.0, 70.0, 60.0)
SETS = 100


def table(units: int, indicators: int) -> Table:
    i, j = np.arange(1, units + 1)[:, None], np.arange(1, indicators + 1)
    wave = np.sin(12.9898 * i + 78.233 * j) * 43758.5453
    names = [f"u{n}" for n in range(1, units + 1)]
    codes = [f"i{n}" for n in range(1, indicators + 1)]
    return Table.of(names, codes, 100 * (wave - np.floor(wave)))


def tree(k1: int, k2: int, k3: int) -> Tree:
    nodes = [Node(f"i{n}") for n in range(1, k1 + 1)]
    for width, letter in ((k2, "s"), (k3, "d")):
        below: list[list[Node]] = [[] for _ in range(width)]
        for number, node in enumerate(nodes, start=1):
            below[-(-number * width // len(nodes)) - 1].append(node)
        nodes = [Node(f"{letter}{n}", children=tuple(b)) for n, b in enumerate(below, start=1)]
    return Tree(Node("index", children=tuple(nodes)))


def inputs(of: Tree) -> list[Choice]:
    """The three uncertainties: weights ±25 % at levels 2 and 3, normalisation, mean."""
    return [
        noisy_weights(of, SETS, seed=1, levels=[2, 3]),
        Choice(
            "normalisation",
            {
                "minmax": {"normalise": MinMax(1, 100)},
                "zscore": {"normalise": ZScore(10, 2)},
            },
        ),
        Choice(
            "mean",
            {
                "arithmetic": {"aggregation": Aggregation(ARITHMETIC)},
                "geometric": {"aggregation": Aggregation(GEOMETRIC)},
            },
        ),
    ]


def main(words: Sequence[str]) -> None:
    what, folder = words[0], Path(words[6])
    units, k1, k2, k3, replications = map(int, words[1:6])
    data, weighed = table(units, k1), tree(k1, k2, k3)
    print(json.dumps(CASES[what](data, weighed, replications, folder)))


def monte_carlo(
    data: Table, weighed: Tree, replications: int, folder: Path
) -> dict[str, float | bool]:
    """Draw, replicate, summarise; the first and the last are part of it."""
    cpu, wall = time.process_time(), time.monotonic()
    uncertain = inputs(weighed)
    settings = draw(uncertain, replications, seed=1)
    found = replicate(data, weighed, BASE, uncertain, settings)
    said = rank_intervals(found)
    taken = {"cpu_s": time.process_time() - cpu, "wall_s": time.monotonic() - wall}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sets = uncertain[0].options
    with (folder / "settings.csv").open("w", newline="") as file:
        csv.writer(file).writerows([settings.names, *settings.rows])
    with (folder / "weights.csv").open("w", newline="") as file:
        codes = next(iter(sets.values()))["weights"]
        rows = ([n, *map(repr, s["weights"].values())] for n, s in sets.items())
        csv.writer(file).writerows([["set", *codes], *rows])
    np.save(folder / "ranks.npy", found.ranks)
    return {**taken, "rss_mb": peak, "ordered": bool((said.low <= said.high).all())}


def once(data: Table, weighed: Tree, replications: int, folder: Path) -> dict[str, object]:
    """Normalise, aggregate, rank, tiers: the best of five."""
    times = []
    for _ in range(5):
        cpu = time.process_time()
        built = build(data, weighed, BASE)
        tiers = tier_places(built.scores.index, TIERS)
        times.append(time.process_time() - cpu)
    top = np.argsort(built.ranks)[:3]
    return {
        "cpu_s": min(times),
        "first_cpu_s": times[0],
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "top": [data.units[t] for t in top],
        "scores": built.scores.index[top].tolist(),
        "tiers": np.bincount(tiers).tolist(),
    }


CASES = {"monte-carlo": monte_carlo, "once": once}

if __name__ == "__main__":
    main(sys.argv[1:])
