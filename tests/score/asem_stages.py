"""The stages of the reference example, each compared: from raw values to ranks and structure."""

from __future__ import annotations

import numpy as np

from govgauge.score.composite.aggregate import Aggregation
from govgauge.score.composite.build import build, changed
from govgauge.score.composite.copeland import Copeland
from govgauge.score.composite.data_weights import first_component
from govgauge.score.composite.means import ARITHMETIC, GEOMETRIC, HARMONIC
from govgauge.score.composite.normalise import (
    Borda,
    DistanceToBest,
    MinMax,
    PercentileRank,
    RankFromBelow,
    ZScore,
    normalise,
)
from govgauge.score.composite.outliers import treat
from govgauge.score.composite.ranking import competition_ranks
from govgauge.score.composite.shape import kurtosis, skewness
from govgauge.score.composite.table import Floats, Table
from govgauge.score.composite.tree import effective
from govgauge.score.robustness.association import Correlation, correlate, correlations
from govgauge.score.robustness.association import flagged_pairs as flag
from govgauge.score.robustness.consistency import cronbach_alpha
from govgauge.score.robustness.removal import remove_each
from tests.score.asem import Agreement, asem, document, equal, near, number, rows, stored

ALTERNATIVES = {
    "zscore": (ZScore(10, 2), Aggregation(ARITHMETIC)),
    "minmax1_100_gmean": (MinMax(1, 100), Aggregation(GEOMETRIC)),
    "minmax1_100_hmean": (MinMax(1, 100), Aggregation(HARMONIC)),
    "minmax1_100_amean": (MinMax(1, 100), Aggregation(ARITHMETIC)),
    "borda_amean": (Borda(), Aggregation(ARITHMETIC)),
    "rank_amean": (RankFromBelow(), Aggregation(ARITHMETIC)),
    "prank_amean": (PercentileRank(), Aggregation(ARITHMETIC)),
    "dist2max_amean": (DistanceToBest(), Aggregation(ARITHMETIC)),
    "copeland_top_level": (MinMax(0, 100), Aggregation(ARITHMETIC, {4: Copeland()})),
    "copeland_all_levels": (MinMax(0, 100), Aggregation(Copeland())),
}


def steps() -> list[Agreement]:
    """Raw statistics, denomination, imputation, treatment, normalisation, aggregation."""
    case = asem()
    made, tree, units = case.built.stages, case.tree, case.raw.units
    codes = tree.indicators
    return [
        near("raw: min, max, mean, median, SD, skew, kurtosis", _described(case.raw), _stats()),
        near("denominated", case.denominated.values, stored("stage_denominated.csv", codes, units)),
        near("imputed", made.imputed.table.values, stored("stage_imputed.csv", codes, units)),
        equal("screened: units that stay", made.screened.units, units),
        near("treated", made.treated.values, stored("stage_treated.csv", codes, units)),
        *_treatment(),
        near("normalised", made.normalised.values, stored("stage_normalised.csv", codes, units)),
        near("aggregated", case.built.scores.values, _aggregated()),
        near("effective weights", effective(tree), _weights()),
    ]


def ranks() -> list[Agreement]:
    """The result tables: ranks of the index and every dimension, in all and by group."""
    case = asem()
    units = case.raw.units
    codes = [c for c, level in zip(case.tree.codes, case.tree.levels, strict=True) if level > 1]
    columns = np.stack([competition_ranks(case.built.scores.of(c)) for c in codes], axis=1)
    own = np.array([case.built.scores.of(c) for c in codes])
    in_group = np.zeros(own.shape, dtype=np.int64)
    for group in set(case.groups):
        members = np.array([g == group for g in case.groups])
        in_group[:, members] = competition_ranks(np.ascontiguousarray(own[:, members]))
    return [
        equal("ranks", columns, stored("results_ranks.csv", codes, units)),
        equal("ranks by group", in_group.T, stored("results_groupranks_eurasia.csv", codes, units)),
    ]


def alternatives() -> list[Agreement]:
    """The index by other normalisations and other means."""
    case = asem()
    found = []
    for name, (how, aggregation) in ALTERNATIVES.items():
        other = changed(case.method, {"normalise": how, "aggregation": aggregation})
        index = build(case.denominated, case.tree, other).scores.index
        theirs = stored("index_alternatives.csv", [name], case.raw.units)[:, 0]
        found.append(near(f"index by {name}", index, theirs))
    return found


def structure() -> list[Agreement]:
    """Alpha, correlations, flagged pairs, principal components."""
    return [_alpha(), *_correlated(), *_flagged(), *_components()]


def removals() -> list[Agreement]:
    """The ranking without each pillar and without each indicator."""
    case = asem()
    pillars = [r["removed"] for r in rows("remove_pillar_meanabsdiff.csv")][1:]
    items = [r["removed"] for r in rows("remove_indicator_meanabsdiff.csv")][1:]
    by_pillar = remove_each(case.built, case.tree, case.method, pillars)
    by_item = remove_each(case.built, case.tree, case.method, items)
    return [
        equal(
            "ranks without each pillar",
            np.stack([r.ranks for r in by_pillar], axis=1),
            stored("remove_pillar_ranks.csv", pillars, case.raw.units),
        ),
        near("rank change without a pillar", [r.mean_shift for r in by_pillar], _shift("pillar")),
        near("rank change without an item", [r.mean_shift for r in by_item], _shift("indicator")),
    ]


def panel() -> list[Agreement]:
    """Five years: treated by year, normalised over all years together, blanks reweighted."""
    case = asem()
    codes, data = case.tree.indicators, rows("asem_idata_panel.csv")
    treated: list[Floats] = []
    names: list[str] = []
    for year in sorted({row["Time"] for row in data}):
        of_year = [row for row in data if row["Time"] == year]
        values = [[number(row[i]) for i in codes] for row in of_year]
        table = Table.of([f"{row['uCode']} {year}" for row in of_year], codes, values)
        kept = table.only_units(np.array(_mostly_there(table)))
        treated.append(
            treat(kept, case.method.treat)[0].values if case.method.treat else kept.values
        )
        names += kept.units
    together = normalise(
        Table.of(names, codes, np.concatenate(treated)), MinMax(0, 100), case.tree.directions
    )
    index = build(together, case.tree, changed(case.method, _UNTOUCHED)).scores.index
    theirs = {f"{r['uCode']} {r['Time']}": number(r["Index"]) for r in rows("panel_index.csv")}
    ours = dict(zip(names, index.tolist(), strict=True))
    if ours.keys() != theirs.keys():
        return [Agreement("five-year panel", len(theirs), float("inf"))]
    return [near("five-year panel", [ours[k] for k in theirs], list(theirs.values()))]


_UNTOUCHED = {"impute": None, "min_available": None, "treat": None, "normalise": None}


def _mostly_there(table: Table) -> list[bool]:
    return (table.measured.mean(axis=1) >= 0.9).tolist()


def _described(table: Table) -> list[list[float]]:
    described = []
    for column in table.values.T:
        there = column[~np.isnan(column)]
        shape = [skewness(column), kurtosis(column)]
        centre = [there.min(), there.max(), there.mean(), np.median(there), there.std(ddof=1)]
        described.append([*centre, *shape])
    return described


def _stats() -> list[list[float]]:
    by_code = {row["iCode"]: row for row in rows("stats_raw.csv")}
    names = ("Min", "Max", "Mean", "Median", "Std", "Skew", "Kurt")
    return [[number(by_code[c][n]) for n in names] for c in asem().tree.indicators]


def _treatment() -> list[Agreement]:
    case = asem()
    theirs = {r["iCode"]: r for r in rows("treat_details.csv") if number(r["winsorise.nwin"]) > 0}
    ours = {t.indicator: t for t in case.built.stages.treatments}
    codes = sorted(theirs)
    shapes = [[*ours[c].before, *ours[c].after] if c in ours else [np.nan] * 4 for c in codes]
    named = [
        "check_SkewKurt0.Skew", "check_SkewKurt0.Kurt",
        "check_SkewKurt1.Skew", "check_SkewKurt1.Kurt",
    ]  # fmt: skip
    return [
        equal("treated: which indicators", sorted(ours), codes),
        equal(
            "treated: points moved",
            [ours[c].points for c in codes if c in ours],
            [int(theirs[c]["winsorise.nwin"]) for c in codes],
        ),
        near("treated: shape", shapes, [[number(theirs[c][n]) for n in named] for c in codes]),
    ]


def _aggregated() -> Floats:
    case = asem()
    return stored("stage_aggregated.csv", case.tree.codes, case.raw.units)


def _weights() -> list[float]:
    by_code = {row["iCode"]: number(row["EffWeight"]) for row in rows("effective_weights.csv")}
    return [by_code[c] for c in asem().tree.codes]


def _alpha() -> Agreement:
    case = asem()
    tables = {
        "Raw": case.raw,
        "Denominated": case.denominated,
        "Normalised": case.built.stages.normalised,
    }
    ours, theirs = [], []
    for key, alpha in document("cronbach_alpha.json").items():
        stage, code, *level = key.split(".")
        if level:
            at = int(level[0].removeprefix("level"))
            below = [c for c in case.tree.at_level(at) if _stands_below(c, code)]
            columns = np.stack([case.built.scores.of(c) for c in below], axis=1)
        else:
            columns = tables[stage].only(case.tree.below(code)).values
        ours.append(cronbach_alpha(columns))
        theirs.append(alpha)
    return near("Cronbach's alpha", ours, theirs)


def _stands_below(code: str, ancestor: str) -> bool:
    tree = asem().tree
    at = tree.place(code)
    while at >= 0:
        if tree.codes[at] == ancestor:
            return True
        at = tree.parents[at]
    return False


def _correlated() -> list[Agreement]:
    scores = asem().built.scores
    found = []
    for kind in Correlation:
        theirs = rows(f"corr_indicator_index_{kind.value}.csv")
        ours = [correlate(scores.of(r["Var2"]), scores.index, kind) for r in theirs]
        stage = f"indicator–index, {kind.value}"
        found.append(near(stage, ours, [number(r["Correlation"]) for r in theirs]))
    pillars = asem().tree.at_level(2)
    matrix = correlations(np.stack([scores.of(c) for c in pillars], axis=1))
    place = {code: at for at, code in enumerate(pillars)}
    theirs = rows("corr_pillars_pearson.csv")
    ours = [matrix[place[r["Var1"]], place[r["Var2"]]] for r in theirs]
    return [*found, near("pillar–pillar", ours, [number(r["Correlation"]) for r in theirs])]


def _flagged() -> list[Agreement]:
    case = asem()
    normalised = case.built.stages.normalised
    pairs = [
        pair
        for pillar in case.tree.at_level(2)
        for pair in flag(
            pillar,
            case.tree.below(pillar),
            normalised.only(case.tree.below(pillar)).values,
            redundant=0.75,
            conflicting=-0.4,
        )
    ]
    found = []
    for name, chosen in (
        ("high", [p for p in pairs if p.correlation > 0]),
        ("low", [p for p in pairs if p.correlation < 0]),
    ):
        ours = {(p.parent, *sorted((p.one, p.other))): round(p.correlation, 3) for p in chosen}
        theirs = {
            (r["Group"], *sorted((r["Ind1"], r["Ind2"]))): round(number(r["Corr"]), 3)
            for r in rows(f"corr_flags_{name}.csv")
        }
        # As one row each, so that a pair too many or too few counts as a difference.
        differ = len(ours.items() ^ theirs.items())
        found.append(Agreement(f"flagged pairs, {name}", len(theirs), float(differ), exact=True))
    return found


def _components() -> list[Agreement]:
    scores = asem().built.scores
    found = []
    for parent, theirs in document("pca_level2.json").items():
        columns = np.stack([scores.of(c) for c in theirs["codes"]], axis=1)
        component = first_component(Table.of(scores.units, theirs["codes"], columns))
        # The sign of a component is a convention: both are turned to a positive sum.
        turn = 1.0 if sum(theirs["pc1"]) >= 0 else -1.0
        stage = f"principal components of {parent}"
        found.append(
            near(
                stage,
                [*component.loadings, *component.deviations],
                [*(turn * x for x in theirs["pc1"]), *theirs["sdev"]],
            )
        )
    return found


def _shift(kind: str) -> list[float]:
    return [number(r["mean_abs_rank_diff"]) for r in rows(f"remove_{kind}_meanabsdiff.csv")][1:]
