"""Two years side by side, from the evaluator's own crosswalk and code history."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from govgauge.model.failure import BadInput
from govgauge.score.change.bridge import Link, LinkKind
from govgauge.score.change.movers import Measure, biggest_movers
from govgauge.score.change.reading import read_crosswalk, read_history
from govgauge.score.change.units import Succession
from govgauge.score.change.year_on_year import Year, year_on_year

D = Decimal
OLD = Year(
    {"a": D("0.5"), "b": D("0.3"), "c": D("0.2")},
    {
        "u1": {"a": 60, "b": 70, "c": 50},
        "u2": {"a": 80, "b": 70, "c": 90},
        "u3": {"a": 50, "b": 50},
        "gone": {"a": 1, "b": 1, "c": 1},
    },
    {"u1": 2, "u2": 1},
)
NEW = Year(
    {"a": D("0.4"), "b": D("0.3"), "d": D("0.3")},
    {
        "u1": {"a": 72, "b": 70, "d": 90},
        "U2": {"a": 80, "b": 70, "d": 10},
        "u3": {"a": 60, "b": 60, "d": 60},
        "new": {"a": 9, "b": 9, "d": 9},
    },
    {"u1": 1, "U2": 3},
)
CROSSWALK = ["旧,新,关系,说明", "a,a,相同,", "b,b,,", "c,d,替换,换成新指标", ""]


def test_units_items_and_changes_of_two_years() -> None:
    links = read_crosswalk(CROSSWALK)
    found = year_on_year(OLD, NEW, links, read_history(["旧,新,说明", "u2,U2,改名"]))
    assert [(c.unit_id, c.old_id, c.old_rank, c.new_rank) for c in found.changes] == [
        ("U2", "u2", 1, 3),
        ("u1", "u1", 2, 1),
    ]
    assert (found.incomplete, found.matching.gone, found.matching.added) == (
        ("u3",),
        ("gone",),
        ("new",),
    )
    assert not found.overlap.comparable
    assert found.mean_published_change() == (Fraction("15.8") + 56 - 79) / 2
    matched = found.mean_matched_change()
    assert matched is not None
    assert float(matched) == pytest.approx(7.1785714286 / 2, abs=1e-9)


def test_movers_are_judged_by_the_matched_change() -> None:
    found = year_on_year(OLD, NEW, read_crosswalk(CROSSWALK), [Succession(("u2",), ("U2",))])
    (first,) = biggest_movers(found.moved({"u1": "市"}), Measure.POINTS, 3)
    assert (first.unit_id, first.group) == ("u1", "市")
    (ranks,) = biggest_movers(found.moved(), Measure.RANKS, 3)
    assert (ranks.unit_id, ranks.figure) == ("u1", 1)


def test_nothing_in_common_has_no_mean_change() -> None:
    empty = Year(NEW.weights, {}, {})
    found = year_on_year(OLD, empty, [Link("a", "a")])
    assert (found.mean_published_change(), found.mean_matched_change()) == (None, None)
    assert found.moved() == []


def test_the_crosswalk_is_read_in_both_languages() -> None:
    assert read_crosswalk(CROSSWALK) == [
        Link("a", "a"),
        Link("b", "b"),
        Link("c", "d", LinkKind.REPLACED, "换成新指标"),
    ]
    assert read_crosswalk(["old,new", "x,y,Reworded"]) == [Link("x", "y", LinkKind.REWORDED)]
    assert read_history(["旧,新", "j1；j2,J"]) == [Succession(("j1", "j2"), ("J",))]


@pytest.mark.parametrize(
    ("lines", "code", "row"),
    [
        (["old,new", "a,"], "no-code-pair", 2),
        (["old,new", "a,a", "b,b,changed"], "unknown-link-kind", 3),
        (["old,new", "a,a", "", "a,b"], "item-linked-twice", 4),
        (["old,new", "a,b", "c,b"], "item-linked-twice", 3),
    ],
)
def test_a_wrong_row_is_refused_by_its_number(lines: list[str], code: str, row: int) -> None:
    with pytest.raises(BadInput) as refused:
        read_crosswalk(lines, "crosswalk.csv")
    assert (refused.value.code, refused.value.place.row) == (code, row)
    assert refused.value.place.file == "crosswalk.csv"


def test_a_history_without_a_new_code_is_refused() -> None:
    with pytest.raises(BadInput, match="row 2"):
        read_history(["old,new", "a,;"])
