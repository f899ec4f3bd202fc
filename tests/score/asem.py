"""The stored reference run of an established composite index package, and ours beside it.

Reads the folder ``reference/coinr`` (input data and results, described in its README) and computes
every stage again.  Used by the tests and by ``bench/reference.py``; nothing of the folder is
copied here.
"""

from __future__ import annotations

import csv
import functools
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from govgauge.score.composite.build import Built, Method, build
from govgauge.score.composite.denominate import denominate
from govgauge.score.composite.impute import Impute
from govgauge.score.composite.normalise import MinMax
from govgauge.score.composite.outliers import Then, Treat
from govgauge.score.composite.table import Floats, Table
from govgauge.score.composite.tree import Node, Tree

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference" / "coinr"
GROUPS = "EurAsia_group"


class Agreement(NamedTuple):
    """One stage: how many numbers were compared, and the worst difference.

    Scores are relative to the larger of 1 and the reference; ranks are counted where they differ.
    """

    stage: str
    numbers: int
    worst: float
    exact: bool = False

    @property
    def holds(self) -> bool:
        return self.worst <= (0 if self.exact else 1e-10)


def number(text: str) -> float:
    return float(text) if text not in ("", "NA") else math.nan


def rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def document(name: str) -> Any:
    return json.loads((REFERENCE / name).read_text("utf-8"))


def stored(name: str, codes: Sequence[str], units: Sequence[str]) -> Floats:
    """Columns of a stored table, its rows in the order of the units."""
    by_unit = {row["uCode"]: row for row in rows(name)}
    return np.array([[number(by_unit[u][c]) for c in codes] for u in units])


def near(stage: str, ours: npt.ArrayLike, theirs: npt.ArrayLike) -> Agreement:
    """How far two arrays of scores are apart; a blank on one side only is infinitely far."""
    a, b = np.asarray(ours, dtype=np.float64), np.asarray(theirs, dtype=np.float64)
    if a.shape != b.shape or (np.isnan(a) != np.isnan(b)).any():
        return Agreement(stage, b.size, math.inf)
    apart = np.abs(a - b) / np.maximum(1.0, np.abs(b))
    return Agreement(stage, b.size, float(np.nanmax(apart, initial=0.0)))


def equal(stage: str, ours: npt.ArrayLike, theirs: npt.ArrayLike) -> Agreement:
    """How many of two arrays of ranks or counts differ."""
    a, b = np.asarray(ours), np.asarray(theirs)
    if a.shape != b.shape:
        return Agreement(stage, b.size, math.inf, exact=True)
    return Agreement(stage, b.size, float((a != b).sum()), exact=True)


class Asem(NamedTuple):
    """The example: its raw and denominated tables, its tree, the method and what it gives."""

    raw: Table
    denominated: Table
    tree: Tree
    groups: tuple[str, ...]
    method: Method
    built: Built


@functools.cache
def asem() -> Asem:
    """The example, built once."""
    meta, data = rows("asem_imeta.csv"), rows("asem_idata.csv")
    tree = Tree(_node("Index", meta))
    units = [row["uCode"] for row in data]
    values = [[number(row[i]) for i in tree.indicators] for row in data]
    raw = Table.of(units, tree.indicators, values)
    per = {
        row["iCode"]: np.array([number(unit[row["Denominator"]]) for unit in data])
        for row in meta
        if row["Denominator"]
    }
    groups = tuple(row[GROUPS] for row in data)
    method = Method(
        impute=Impute(groups=groups),
        min_available=0.9,
        treat=treat_at(5),
        normalise=MinMax(0.0, 100.0),
    )
    denominated = denominate(raw, per)
    return Asem(raw, denominated, tree, groups, method, build(denominated, tree, method))


def treat_at(limit: int) -> Treat:
    """Winsorise up to so many points, else the logarithm."""
    return Treat(limit=limit, skew=2.0, kurtosis=3.5, then=Then.LOG)


def _node(code: str, meta: Sequence[dict[str, str]]) -> Node:
    own = next(row for row in meta if row["iCode"] == code)
    below = tuple(_node(row["iCode"], meta) for row in meta if row["Parent"] == code)
    return Node(code, float(own["Weight"]), below, int(own["Direction"]))
