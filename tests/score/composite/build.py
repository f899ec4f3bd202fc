"""Small tables and trees for the tests of composite indices."""

from __future__ import annotations

from collections.abc import Sequence

from govgauge.score.composite.table import Table
from govgauge.score.composite.tree import Node, Tree

NAN = float("nan")
NA = None


def table(rows: Sequence[Sequence[float | None]], codes: str = "abcdefgh") -> Table:
    """Units u1, u2 …; NaN is missing, ``None`` does not apply."""
    width = len(rows[0])
    values = [[NAN if v is None else v for v in row] for row in rows]
    marks = [[v is None for v in row] for row in rows]
    units = [f"u{n}" for n in range(1, len(rows) + 1)]
    return Table.of(units, list(codes[:width]), values, marks)


def flat(*weights: float, codes: str = "abcdefgh") -> Tree:
    """A root over indicators a, b, c … with these weights."""
    below = tuple(Node(c, w) for c, w in zip(codes, weights, strict=False))
    return Tree(Node("index", children=below))
