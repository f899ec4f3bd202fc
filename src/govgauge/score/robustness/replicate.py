"""Run an index many times under different settings; the ranks of every replication.

Replications that differ in their weights alone are computed together.  The order of rows in the
result is that of the settings, whatever is computed together.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import frozen

from govgauge.score.composite.build import (
    STAGES,
    Built,
    Method,
    Stages,
    build,
    changed,
    stages,
    tree_of,
)
from govgauge.score.composite.many_weights import index_under
from govgauge.score.composite.ranking import Ranks, competition_ranks, tier_places
from govgauge.score.composite.table import Floats, Table
from govgauge.score.composite.tree import Tree
from govgauge.score.robustness.design import Settings
from govgauge.score.robustness.inputs import Input


@frozen(eq=False)
class Replications:
    """Ranks (replications × units, 0 without a rank) beside those of the index itself.

    Where bounds were given, ``tiers`` (units × tiers, the last one below all bounds) counts the
    replications in each tier, and ``tier_changes`` the units that left theirs, by replication.
    """

    units: tuple[str, ...]
    settings: Settings
    nominal: Ranks
    ranks: Ranks
    tiers: Ranks | None = None
    tier_changes: Ranks | None = None


class _Tiers:
    """Counts tiers while replications come in."""

    def __init__(self, bounds: Sequence[float], built: Built, decimals: int, rows: int) -> None:
        self._bounds = bounds
        self._own = tier_places(_of_covered(built.scores.index, built), bounds, decimals)
        self.by_unit = np.zeros((len(built.ranks), len(bounds) + 1), dtype=np.int32)
        self.changes = np.zeros(rows, dtype=np.int32)

    def count(self, rows: list[int], scores: Floats, decimals: int) -> None:
        """Some replications (rows × units)."""
        places = tier_places(scores, self._bounds, decimals)
        tiers = range(self.by_unit.shape[1])
        self.by_unit += np.stack([(places == t).sum(axis=0) for t in tiers], axis=1)
        self.changes[rows] = (places != self._own).sum(axis=1)


def _of_covered(scores: Floats, built: Built) -> Floats:
    if scores.shape[-1] != len(built.covered):
        raise ValueError("an input changes which units stay: screen once, before replicating")
    return np.where(built.covered, scores, np.nan)


def replicate(
    table: Table,
    tree: Tree,
    method: Method,
    inputs: Sequence[Input],
    settings: Settings,
    tier_bounds: Sequence[float] | None = None,
) -> Replications:
    """The ranks under every setting, by the method as it stands in all else.

    Which units are ranked is decided once, by the method's own coverage.  ``tier_bounds`` are
    inclusive, highest first, on the scale of the index.  Raises what the steps raise.
    """
    built = build(table, tree, method)
    ranks = np.zeros((len(settings.rows), len(built.ranks)), dtype=np.int32)
    tiers = None
    if tier_bounds is not None:
        tiers = _Tiers(tier_bounds, built, method.rank_on, len(settings.rows))
    for rows, scores, decimals in _scores(table, tree, method, inputs, settings):
        covered = _of_covered(scores, built)
        ranks[rows] = competition_ranks(covered, decimals)
        if tiers is not None:
            tiers.count(rows, covered, decimals)
    units = built.stages.screened.units
    counted = (tiers.by_unit, tiers.changes) if tiers is not None else (None, None)
    return Replications(units, settings, built.ranks, ranks, *counted)


def _scores(
    table: Table, tree: Tree, method: Method, inputs: Sequence[Input], settings: Settings
) -> Iterator[tuple[list[int], Floats, int]]:
    """Scores of some replications at a time: their rows, sets × units, decimals to rank on."""
    last: tuple[Method, Stages] | None = None
    for rows, one in _alike(method, inputs, settings):
        if last is None or not _same_stages(last[0], one):
            last = one, stages(table, tree, one)
        weighed = tree_of(tree, one)
        weights = _weights(weighed, tree, inputs, [settings.rows[r] for r in rows], one)
        for some, scores in index_under(last[1].normalised, weighed, weights, one.aggregation):
            yield rows[some], scores, one.rank_on


def _same_stages(one: Method, other: Method) -> bool:
    return all(getattr(one, name) is getattr(other, name) for name in STAGES)


def _alike(
    method: Method, inputs: Sequence[Input], settings: Settings
) -> list[tuple[list[int], Method]]:
    """Replications by what they choose apart from weights, those of one normalised table beside
    each other; each with its method."""
    groups: dict[tuple[str, ...], list[int]] = {}
    memory: dict[tuple[int, str], Mapping[str, Any]] = {}
    for number, row in enumerate(settings.rows):
        parts = []
        for at, setting in enumerate(row):
            if (at, setting) not in memory:
                memory[at, setting] = inputs[at].change(setting)
            only_weights = memory[at, setting].keys() == {"weights"}
            # A weight of zero leaves something out: such sets are not computed with others.
            zero = only_weights and 0.0 in memory[at, setting]["weights"].values()
            parts.append("" if only_weights and not zero else setting)
        groups.setdefault(tuple(parts), []).append(number)
    made = [
        (rows, _with(method, [memory[at, s] for at, s in enumerate(parts_of) if s]))
        for parts_of, rows in groups.items()
    ]
    return sorted(made, key=lambda entry: _stage_places(made, entry[1]))


def _with(method: Method, changes: Sequence[Mapping[str, Any]]) -> Method:
    """The method with all these changes; weights are added to those it has."""
    all_changes: dict[str, Any] = {}
    for change in changes:
        all_changes |= change
    weights = dict(method.weights)
    for change in changes:
        weights |= change.get("weights", {})
    return changed(method, all_changes | {"weights": weights})


def _stage_places(made: Sequence[tuple[list[int], Method]], method: Method) -> list[int]:
    """Where each of a method's early choices occurs first: groups what shares them."""
    return [
        next(i for i, (_, m) in enumerate(made) if getattr(m, name) is getattr(method, name))
        for name in STAGES
    ]


def _weights(
    weighed: Tree, tree: Tree, inputs: Sequence[Input], rows: Sequence[Sequence[str]], one: Method
) -> Floats:
    """The weights of every row (rows × nodes); what the method leaves out stays at zero."""
    base = weighed.weights
    place = {code: at for at, code in enumerate(tree.codes)}
    weights = np.repeat(base[None], len(rows), axis=0)
    for at, each in enumerate(inputs):
        given: dict[str, tuple[list[int], Floats] | None] = {}
        for number, row in enumerate(rows):
            if row[at] not in given:
                change = each.change(row[at]).get("weights")
                given[row[at]] = None if change is None else _placed(change, place)
            known = given[row[at]]
            if known is not None:
                weights[number, known[0]] = known[1]
    weights[:, base == 0] = 0.0
    return weights


def _placed(change: Mapping[str, float], place: Mapping[str, int]) -> tuple[list[int], Floats]:
    return [place[code] for code in change], np.array(list(change.values()), dtype=np.float64)


def rerun(
    table: Table, tree: Tree, method: Method, inputs: Sequence[Input], row: Sequence[str]
) -> Ranks:
    """One replication by itself, from its stored settings: the same ranks as among all others."""
    one = _with(method, [e.change(s) for e, s in zip(inputs, row, strict=True)])
    built = build(table, tree, method)
    scores = _of_covered(build(table, tree, one).scores.index, built)
    return competition_ranks(scores, one.rank_on)
