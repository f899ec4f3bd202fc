"""The whole way from a table to an index, step by step, each step kept."""

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np
from attrs import field, frozen

from govgauge.score.composite.aggregate import Aggregation, Scores, aggregate
from govgauge.score.composite.coverage import MIN_DIMENSION, MIN_OVERALL, available, covered
from govgauge.score.composite.impute import Impute, Imputed, impute
from govgauge.score.composite.normalise import MinMax, Normalisation, normalise
from govgauge.score.composite.outliers import Treat, Treated, treat
from govgauge.score.composite.ranking import EXACT, Ranks, competition_ranks
from govgauge.score.composite.table import Bools, Table
from govgauge.score.composite.tree import Tree


@frozen
class Method:
    """Every choice of a composite index.  A step that is ``None`` is not made.

    ``min_available``: units with a smaller share of their values after imputation are left out.
    ``weights`` replace the tree's; ``left_out`` are given weight 0.  ``min_coverage`` and
    ``min_dimension``: units of which less was measured (imputed is not measured), in all or in
    one dimension, get no rank.  ``rank_on`` is the number of decimals ranks are decided on.
    """

    impute: Impute | None = None
    min_available: float | None = None
    treat: Treat | None = None
    normalise: Normalisation | None = field(factory=MinMax)
    aggregation: Aggregation = field(factory=Aggregation)
    weights: Mapping[str, float] = field(factory=dict)
    left_out: tuple[str, ...] = ()
    min_coverage: float = MIN_OVERALL
    min_dimension: float = MIN_DIMENSION
    rank_on: int = EXACT


STAGES = ("impute", "min_available", "treat", "normalise")
"""The choices that make the normalised table, in their order."""


@frozen(eq=False)
class Stages:
    """The table after each step, and what each step did.

    ``measured`` is the table as it came, of the units that stayed.
    """

    measured: Table
    imputed: Imputed
    screened: Table
    treated: Table
    treatments: tuple[Treated, ...]
    normalised: Table


@frozen(eq=False)
class Built:
    """An index with the way it came about.

    ``covered``: the units of which enough was measured; ``ranks`` are 0 for all others and for
    a unit without a score.
    """

    stages: Stages
    scores: Scores
    covered: Bools
    ranks: Ranks


def stages(table: Table, tree: Tree, method: Method) -> Stages:
    """Everything before aggregation.  Raises what the steps raise."""
    leaves = table.only(tree.indicators)
    nothing = np.zeros_like(leaves.missing)
    filled = impute(leaves, method.impute) if method.impute else Imputed(leaves, nothing)
    screened, measured = filled.table, leaves
    if method.min_available is not None:
        stay = available(screened, method.min_available)
        screened, measured = screened.only_units(stay), measured.only_units(stay)
    treated, what = treat(screened, method.treat) if method.treat else (screened, ())
    how = method.normalise
    normalised = normalise(treated, how, tree.directions) if how else treated
    return Stages(measured, filled, screened, treated, what, normalised)


def tree_of(tree: Tree, method: Method) -> Tree:
    """The tree with the method's weights and without what it leaves out."""
    weighted = tree.weighted(method.weights) if method.weights else tree
    return weighted.without(method.left_out) if method.left_out else weighted


def build(table: Table, tree: Tree, method: Method) -> Built:
    """The whole index.  Raises what the steps raise."""
    steps = stages(table, tree, method)
    weighed = tree_of(tree, method)
    scores = aggregate(steps.normalised, weighed, method.aggregation)
    enough = covered(steps.measured, weighed, method.min_coverage, method.min_dimension)
    ranks = competition_ranks(np.where(enough, scores.index, np.nan), method.rank_on)
    return Built(steps, scores, enough, ranks)


def changed(method: Method, changes: Mapping[str, Any]) -> Method:
    """The method with other choices; a name that is none of its own is a ``TypeError``."""
    return attrs.evolve(method, **changes)
