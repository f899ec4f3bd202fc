"""``statistics.json``: figures of groups' settled scores, and tiers that add up."""

from __future__ import annotations

import random
from decimal import Decimal

import attrs
import pytest

from govgauge.model.score import Assessment, Coverage, Result, Score
from govgauge.model.system import Tier
from govgauge.model.text import Text
from govgauge.score.rank import rank
from govgauge.score.statistics import statistics

from .conftest import T, system, unit

TIERS = tuple(Tier(code, T, Decimal(low)) for code, low in (("A", 90), ("B", 80), ("C", 0)))


def assessed(unit_id: str, low: int, high: int | None = None) -> Assessment:
    score = Score(Decimal(low), Decimal(low if high is None else high))
    result = Result.PASS if score.settled else Result.OPEN
    return Assessment(unit_id, "s@1", result, Text("", ""), score, (), (), Coverage())


def counted(points: dict[str, Assessment], group: str = "市") -> dict[str, object]:
    units = [unit(u, groups=(group,)) for u in points]
    with_tiers = attrs.evolve(system(), tiers=TIERS)
    ranking = rank(units, points, with_tiers)
    return statistics(units, points, {}, ranking, [t.code for t in TIERS])


def test_a_groups_figures_are_those_of_its_settled_scores() -> None:
    points = {f"u{n}": assessed(f"u{n}", s) for n, s in enumerate((95, 85, 82, 81, 70))}
    points["open"] = assessed("open", 10, 90)
    points["vetoed"] = attrs.evolve(assessed("vetoed", 0), result=Result.FAIL, vetoed_by=("V",))
    figures = counted(points)["scores"]["市"]  # type: ignore[index]
    assert (figures["count"], figures["left_out"], figures["over"]) == (5, 2, "n")
    assert figures["mean"] == pytest.approx(82.6)
    assert figures["deviation"] == pytest.approx(8.0149859638)


def test_a_small_groups_figures_are_not_told() -> None:
    figures = counted({"a": assessed("a", 80), "b": assessed("b", 90)})["scores"]["市"]  # type: ignore[index]
    assert (figures["count"], figures["mean"], figures["deviation"]) == (2, None, None)


def test_tiers_carry_their_counts_and_add_up() -> None:
    points = {
        f"u{n:02}": assessed(f"u{n:02}", 95 if n < 12 else 85 if n < 26 else 70) for n in range(32)
    }
    shares = counted(points)["tiers"]["市"]  # type: ignore[index]
    assert [(s["tier"], s["units"], s["of"], s["percent"]) for s in shares] == [
        ("A", 12, 32, 37),
        ("B", 14, 32, 44),
        ("C", 6, 32, 19),
    ]


def test_an_open_score_has_no_tier_and_no_order_matters() -> None:
    points = {f"u{n}": assessed(f"u{n}", 50 + 7 * n, 50 + 7 * n + n % 2) for n in range(6)}
    mixed = dict(random.Random(2).sample(sorted(points.items()), len(points)))
    assert counted(points) == counted(mixed)
    assert sum(s["units"] for s in counted(points)["tiers"]["市"]) == 3  # type: ignore[index]
