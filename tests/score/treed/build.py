"""Small systems with a tree, and what is found of their leaves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from govgauge.model.review import Decisions, Marks
from govgauge.model.score import Assessment
from govgauge.model.system import (
    Gates,
    Grade,
    IndicatorSystem,
    Measure,
    Node,
    RankStyle,
    Scale,
)
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.score.assessing import Assessing
from govgauge.score.count import Detections

T = Text("甲", "a")
ASKED = (Measure(question=T),)


def leaf(code: str, weight: object = 1, **fields: Any) -> Node:
    fields.setdefault("measures", ASKED)
    return Node(code, T, Decimal(str(weight)), Grade.A, grade=Grade.A, **fields)


def scale(least: object = 0, most: object = 100, **fields: Any) -> Scale:
    return Scale(Decimal(str(least)), Decimal(str(most)), **fields)


def tree_system(*children: Node, **fields: Any) -> IndicatorSystem:
    fields.setdefault("gates", Gates())
    fields.setdefault("indicators", ())
    root = Node("TOTAL", T, Decimal(1), children=children)
    return IndicatorSystem(
        "s", "1", T, "draft", (), Decimal(100), rank_style=RankStyle.COMPETITION, tiers=(),
        digest="", tree=root, **fields,
    )  # fmt: skip


def marks(**said: object) -> Decisions:
    """``u__A=7`` or ``u__A=[7, 9]``: what raters say of leaf A of unit u."""
    given = {}
    for subject, values in said.items():
        listed = values if isinstance(values, list) else [values]
        by_rater = {f"rater {n}": str(v) for n, v in enumerate(listed)}
        given[subject.replace("__", "/")] = Marks(by_rater)
    return Decisions(given)


def assessed(
    system: IndicatorSystem,
    units: list[Unit],
    decisions: Decisions = Decisions(),  # noqa: B008
    found: dict[str, Detections] | None = None,
) -> dict[str, Assessment]:
    assessing = Assessing(system, decisions)
    for unit in units:
        assessing.add(unit, (found or {}).get(unit.unit_id, {}))
    return assessing.finish(units)
