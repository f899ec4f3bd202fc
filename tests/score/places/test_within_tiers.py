"""Rows of a group as a system lists them: tiers best first, inside a tier by name or division."""

from __future__ import annotations

from decimal import Decimal

import attrs
import pytest

from govgauge.model.score import RankingRow, Score
from govgauge.model.system import Placement, Tier
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.score.assess import assess
from govgauge.score.places.listing import Listed
from govgauge.score.places.within_tiers import in_listing_order
from govgauge.score.rank import rank

from ..conftest import detection, detections, indicator, system

NAMES = ["陕西", "山西", "长治", "安徽", "福建"]
DIVISIONS = {"陕西": "61", "山西": "14", "长治": "1404", "安徽": "34", "福建": "35"}


def listing(
    placement: Placement, tiers: list[str] | None = None, by: dict[str, str] | None = None
) -> list[str]:
    by = by or dict.fromkeys(NAMES, "A")
    return in_listing_order(
        NAMES, placement, ["A", "B"] if tiers is None else tiers, by.__getitem__,
        lambda n: Listed(n, n, DIVISIONS[n]),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("placement", "expected"),
    [
        (Placement(), NAMES),
        (Placement(listing="pinyin"), ["安徽", "长治", "福建", "山西", "陕西"]),
        (Placement(listing="division"), ["山西", "长治", "安徽", "福建", "陕西"]),
        (
            Placement(listing="division", divisions="cstc-2022-style"),
            ["山西", "长治", "福建", "安徽", "陕西"],
        ),
        (
            Placement(listing="division", divisions=("35", "61")),
            ["福建", "陕西", "山西", "长治", "安徽"],
        ),
        (
            Placement(listing="pinyin", readings={"长治": "zhang3 zhi4"}),
            ["安徽", "福建", "山西", "陕西", "长治"],
        ),
    ],
)
def test_one_tier_is_listed_by_the_systems_order(placement: Placement, expected: list[str]) -> None:
    assert listing(placement) == expected


def test_tiers_come_best_first_and_what_has_none_stands_behind() -> None:
    by = {"陕西": "B", "山西": "", "长治": "A", "安徽": "B", "福建": "A"}
    assert listing(Placement(listing="pinyin"), by=by) == ["长治", "福建", "安徽", "陕西", "山西"]


def test_without_tiers_all_are_one_list() -> None:
    assert listing(Placement(listing="pinyin"), tiers=[])[0] == "安徽"


def test_a_ranking_keeps_its_ranks_in_another_order() -> None:
    tiers = (Tier("A", Text("优", "a"), Decimal(90)), Tier("B", Text("良", "b"), Decimal(0)))
    rules = system(indicator("D"), placement=Placement(listing="pinyin"))
    rules = attrs.evolve(rules, tiers=tiers)
    lost = {"陕西": 1, "山西": 2, "长治": 3, "安徽": 30, "福建": 20}
    units = [Unit(n, n, "http://a.gov.cn/", division=DIVISIONS[n]) for n in NAMES]
    found = {
        n: assess(u, rules, detections(d=detection(unmet=lost[n])))
        for n, u in zip(NAMES, units, strict=True)
    }
    rows: list[RankingRow] = rank(units, found, rules)
    assert [(r.name, r.rank) for r in rows] == [
        ("长治", 3), ("山西", 2), ("陕西", 1), ("安徽", 5), ("福建", 4),
    ]  # fmt: skip
    assert rows[0].score == Score(Decimal(97), Decimal(97))
