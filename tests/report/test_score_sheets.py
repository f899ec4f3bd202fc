"""Score sheets count anew: their formulas, reckoned by themselves, come to the published score."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from govgauge.model.score import Assessment
from govgauge.model.system import Cap, IndicatorSystem, MakeUp, Measure
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.report.publication import Publication
from govgauge.report.score_sheets.all_book import HELD, all_book
from govgauge.report.score_sheets.arithmetic import reckoning
from govgauge.report.score_sheets.unit_book import DIFFERS, EQUAL, unit_book
from govgauge.score.assess import assess
from tests.score.conftest import T, detections, found, indicator, system

from .test_circular import publication
from .test_report import HOSTILE

_CELL = re.compile(r"\b([A-Z]{1,2}\d+)(?::([A-Z]{1,2}\d+))?\b")


class Recount:
    """Reckons the formulas we write by itself: + - * ABS MIN MAX SUM IF AND COUNTIF AVERAGEIF."""

    def __init__(self, data: bytes) -> None:
        self.sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]

    def value(self, name: str) -> Any:
        held = self.sheet[name].value
        if not isinstance(held, str) or not held.startswith("="):
            return held
        words = re.split(r'("[^"]*")', held[1:].replace('"<>"', '"not blank"'))
        written = "".join(w if w.startswith('"') else self._python(w) for w in words)
        return eval(written, {"cell": self.value, "area": self._area} | FUNCTIONS)

    def _python(self, text: str) -> str:
        def cell(match: re.Match[str]) -> str:
            return f"area('{match[0]}')" if match[2] else f"cell('{match[1]}')"

        return _CELL.sub(cell, text).replace("AND(", "ALL(").replace("IF(", "IF_(").replace(
            "COUNTIF_(", "COUNTIF("
        ).replace("AVERAGEIF_(", "AVERAGEIF(")  # fmt: skip

    def _area(self, name: str) -> list[Any]:
        return [self.value(cell.coordinate) for row in self.sheet[name] for cell in row]

    def row_of(self, words: str) -> int:
        """The first row in which a cell begins with these words."""
        return next(
            cell.row
            for row in self.sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, str) and cell.value.startswith(words)
        )


FUNCTIONS = {
    "ABS": abs,
    "MAX": max,
    "MIN": lambda *values: min(v for v in values if v is not None),
    "SUM": lambda area: sum(v for v in area if v is not None),
    "IF_": lambda asked, yes, no: yes if asked else no,
    "ALL": lambda *asked: all(asked),
    "COUNTIF": lambda area, word: sum(v == word for v in area),
    "AVERAGEIF": lambda asked, _, area: (
        sum(v for a, v in zip(asked, area, strict=True) if a is not None)
        / sum(a is not None for a in asked)
    ),
}


def small_system(make_up: MakeUp) -> IndicatorSystem:
    return system(
        indicator("V", "veto", measures=(Measure(detector="a"),), at_least=Decimal(11)),
        indicator("A", points=Decimal(40), per_instance=Decimal(7)),
        indicator("B", points=Decimal(30), per_instance=Decimal("4.5"), within="S"),
        indicator("C", points=Decimal(20), per_instance=Decimal(3), within="S"),
        indicator("D", points=Decimal(20), per_instance=Decimal(3), applies_to="has_services"),
        indicator("P", "bonus", points=Decimal(5), measures=(Measure(question=T),)),
        caps=(Cap("S", Text("信息", "Information"), Decimal(40)),),
        make_up=make_up,
    )


def seen(faults: dict[str, tuple[int, int]]) -> Any:
    """Answers of four detectors: so many certain and so many open addresses each."""
    return detections(
        **{
            name: found([f"{name}{n}" for n in range(sure)], [f"{name}o{n}" for n in range(still)])
            for name, (sure, still) in (dict.fromkeys("abcd", (0, 0)) | faults).items()
        }
    )


def judged(
    faults: dict[str, tuple[int, int]], make_up: MakeUp, services: bool | None
) -> Publication:
    used = small_system(make_up)
    one = Unit("u", "甲市", "http://www.a.gov.cn/", has_services=services)
    return of(used, {"u": assess(one, used, seen(faults))}, {"u": one})


def of(
    used: IndicatorSystem, assessments: dict[str, Assessment], units: dict[str, Unit]
) -> Publication:
    base = publication()
    made = evolve(base.results, system=used, assessments=assessments, units=units)
    return evolve(base, results=made)


FOUND = st.fixed_dictionaries({n: st.tuples(st.integers(0, 12), st.integers(0, 4)) for n in "abcd"})


@settings(max_examples=60, deadline=None)
@given(FOUND, st.sampled_from(list(MakeUp)), st.sampled_from([True, False, None]))
def test_a_sheet_recalculates_to_the_score_of_the_results(
    faults: dict[str, tuple[int, int]], make_up: MakeUp, services: bool | None
) -> None:
    published = judged(faults, make_up, services)
    score = published.results.assessments["u"].score
    sheet = Recount(unit_book(published, "u"))
    row = sheet.row_of("得分\n")
    assert sheet.value(f"I{row}") == pytest.approx(float(score.low), abs=1e-9)
    assert sheet.value(f"J{row}") == pytest.approx(float(score.high), abs=1e-9)
    assert sheet.value(f"I{sheet.row_of('核对')}") == EQUAL
    total = Recount(all_book(published, ()))
    cells = [cell.coordinate for cell in total.sheet[total.row_of("甲市")]]
    low, high = (total.value(name) for name in cells[-2:])
    assert (low, high) == pytest.approx((float(score.low), float(score.high)), abs=1e-9)


def test_points_changed_in_a_sheet_move_the_score_and_the_check_tells() -> None:
    sheet = Recount(unit_book(judged({"a": (2, 0)}, MakeUp.NONE, True), "u"))
    row = next(c.row for c in sheet.sheet["A"] if c.value == "A")
    score = sheet.row_of("得分\n")
    before = sheet.value(f"I{score}")
    sheet.sheet[f"H{row}"] = 21
    assert sheet.value(f"I{score}") == before - 7
    assert sheet.value(f"I{sheet.row_of('核对')}") == DIFFERS
    sheet.sheet[f"H{row}"] = 400
    assert sheet.value(f"I{score}") == before - 26, "no more than the cap counts"


def test_more_lost_than_there_is_leaves_nothing_and_needs_no_step() -> None:
    made = judged(dict.fromkeys("bcd", (40, 0)) | {"a": (10, 0)}, MakeUp.NONE, True)
    steps = {s.key: s for s in reckoning(made.results.system, made.results.assessments["u"])}
    assert steps["full"].low + steps["lost"].low == 0 and "made_up" not in steps
    sheet = Recount(unit_book(made, "u"))
    lost = next(c.row for c in sheet.sheet["A"] if c.value == "A")
    sheet.sheet[f"F{lost}"] = sheet.sheet[f"H{lost}"] = 70
    assert sheet.value(f"I{sheet.row_of('得分' + chr(10))}") == 0


def test_what_no_sum_can_say_is_a_step_of_its_own() -> None:
    made = judged({"a": (1, 0), "d": (0, 0)}, MakeUp.RESCALE, False)
    steps = {s.key: s for s in reckoning(made.results.system, made.results.assessments["u"])}
    assert steps["made_up"].low != 0 and steps["score"].low == sum(
        (steps[k].low for k in ("left", "made_up")), Decimal(0)
    )
    vetoed = judged({"a": (12, 0)}, MakeUp.NONE, True)
    only = reckoning(vetoed.results.system, vetoed.results.assessments["u"])
    assert [s.key for s in only] == ["before", "score"] and only[-1].high == 0


def test_the_sheet_of_all_counts_results_and_means_and_holds_back_who_is_held() -> None:
    used = small_system(MakeUp.NONE)
    units = {n: Unit(n, f"{HOSTILE}{n}", "http://a/", has_services=True) for n in "wxyz"}
    faults = {"w": (12, 0), "x": (1, 0), "y": (2, 1), "z": (5, 0)}
    assessments = {n: assess(u, used, seen({"a": faults[n]})) for n, u in units.items()}
    total = Recount(all_book(of(used, assessments, units), {"z"}))
    held = [c.value for c in total.sheet[total.row_of("z")]]
    assert held[4] == HELD and all(value is None for value in held[5:])
    row = total.row_of("平均得分")
    last = total.sheet.max_column
    lows = [float(assessments[n].score.low) for n in "xy"]
    low = total.sheet.cell(row, last - 1).coordinate
    assert total.value(low) == pytest.approx(sum(lows) / 2)
    counted = {c.value: total.value(f"E{c.row}") for c in total.sheet["D"]}
    fails = sum(assessments[n].result.value == "fail" for n in "wxy")
    assert fails >= 1 and counted["不合格 Fail"] == fails


def test_no_text_of_a_sheet_can_become_a_formula() -> None:
    given_ = publication()
    for data in (unit_book(given_, "u1"), all_book(given_, ())):
        for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert "HYPERLINK" not in cell.value and "http" not in cell.value
    assert unit_book(given_, "u1") == unit_book(given_, "u1")
