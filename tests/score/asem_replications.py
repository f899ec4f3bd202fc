"""The stored replications of the reference example, run again from their settings."""

from __future__ import annotations

import functools

import numpy as np
from attrs import evolve

from govgauge.score.composite.aggregate import Aggregation
from govgauge.score.composite.means import ARITHMETIC, GEOMETRIC
from govgauge.score.composite.normalise import MinMax, ZScore
from govgauge.score.robustness.design import stored as settings_of
from govgauge.score.robustness.inputs import Choice, weight_sets
from govgauge.score.robustness.intervals import rank_intervals, shift_by_replication
from govgauge.score.robustness.replicate import Replications, replicate
from govgauge.score.robustness.sobol import Sensitivity, sobol
from tests.score.asem import Agreement, asem, equal, near, number, rows, stored, treat_at

CENTRED_FIRST = (0.018, 0.041, 0.062, 0.572)
"""First-order indices of the same 1,200 values by a centred estimator, as the README gives them."""
SETS = 100


def inputs() -> list[Choice]:
    """The four uncertainties, in the order of the stored settings."""
    noisy = rows("sa_noisy_weights.csv")
    sets = np.array([[number(row[f"w{n}"]) for row in noisy] for n in range(1, SETS + 1)])
    return [
        Choice("winmax", {str(n): {"treat": treat_at(n)} for n in range(1, 6)}),
        Choice(
            "norm",
            {
                "n_minmax": {"normalise": MinMax(1, 100)},
                "n_zscore": {"normalise": ZScore(10, 2)},
            },
        ),
        weight_sets([row["iCode"] for row in noisy], sets, prefix=""),
        Choice(
            "agg",
            {
                "a_amean": {"aggregation": Aggregation(ARITHMETIC)},
                "a_gmean": {"aggregation": Aggregation(GEOMETRIC)},
            },
        ),
    ]


@functools.cache
def run_again(design: str) -> Replications:
    """All replications of ``ua`` (uncertainty) or ``sa`` (sensitivity)."""
    case, uncertain = asem(), inputs()
    names = [each.name for each in uncertain]
    settings = settings_of(
        uncertain, [[row[n] for n in names] for row in rows(f"sa_{design}_parameters.csv")]
    )
    return replicate(case.denominated, case.tree, case.method, uncertain, settings)


def replications(design: str) -> list[Agreement]:
    """All ranks of a stored design, and what is said of them."""
    found = run_again(design)
    count = len(found.settings.rows)
    # The stored summary of the sensitivity design is over its A and B rows alone.
    plain = count if design == "ua" else count // 3
    columns = ["Nominal", *(f"r_{n}" for n in range(1, count + 1))]
    theirs = stored(f"sa_{design}_ranks.csv", columns, found.units)
    said = rank_intervals(evolve(found, ranks=found.ranks[:plain]))
    ours = np.stack([said.nominal, said.mean, said.median, said.low, said.high], axis=1)
    summary = ["Nominal", "Mean", "Median", "Q5", "Q95"]
    return [
        equal(f"ranks of {count:,} replications ({design})", found.ranks.T, theirs[:, 1:]),
        near(
            f"mean, median, 5 %, 95 % ({design})",
            ours,
            stored(f"sa_{design}_rankstats.csv", summary, found.units),
        ),
    ]


def sensitivity() -> Sensitivity:
    """Sobol indices of the mean absolute rank change."""
    found = run_again("sa")
    targets = shift_by_replication(found.ranks, found.nominal)
    indices = sobol([each.name for each in inputs()], targets)
    assert indices is not None
    return indices


def sobol_indices() -> list[Agreement]:
    """Total effects as stored; first order centred, as rounded in the README."""
    found, theirs = sensitivity(), rows("sa_indices.csv")
    total = near("Sobol total effects", found.total, [number(r["STi"]) for r in theirs])
    first = equal(
        "Sobol first order (centred, 3 decimals)", np.round(found.first, 3), CENTRED_FIRST
    )
    return [total, first]
