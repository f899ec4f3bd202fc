"""Forty mistakes people make in score tables: each is refused at its cell, with a remedy."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from govgauge.model.failure import BadInput, Problem
from govgauge.registry.spreadsheet.score_table import BadTable, read_score_table
from govgauge.registry.spreadsheet.written_values import MarkState
from tests.registry.spreadsheet.tables import HEAD, ROWS, WANTED, Change, Sheet, put, xlsx


def shares_in_a_column_of_points(sheet: Sheet) -> None:
    for row in range(2, 6):
        sheet.cell(row, 5).value = 0.9 - row / 100


def add_row(*cells: object) -> Change:
    return lambda sheet: sheet.append(list(cells))


def merge(area: str) -> Change:
    return lambda sheet: sheet.merge_cells(area)


def without_column(number: int) -> Change:
    return lambda sheet: sheet.delete_cols(number)


def without_rows(sheet: Sheet) -> None:
    sheet.delete_rows(2, 9)


IN_CELLS: list[tuple[Change, str, str]] = [
    (put("C2", "优秀"), "not-a-number", "C2"),
    (put("C2", "八十五"), "not-a-number", "C2"),
    (put("C2", "8O.5"), "not-a-number", "C2"),
    (put("C2", "85..5"), "not-a-number", "C2"),
    (put("C2", "8,55"), "not-a-number", "C2"),
    (put("C2", "20,5"), "not-a-number", "C2"),
    (put("C2", "约25"), "not-a-number", "C2"),
    (put("C2", "≥20"), "not-a-number", "C2"),
    (put("C2", "25.5/30"), "not-a-number", "C2"),
    (put("C2", "20-25"), "not-a-number", "C2"),
    (put("C2", "25.5（复核）"), "not-a-number", "C2"),
    (put("C2", "."), "not-a-number", "C2"),
    (put("C2", "%"), "not-a-number", "C2"),
    (put("C2", 31), "out-of-range", "C2"),
    (put("C2", -1), "out-of-range", "C2"),
    (put("C2", "120%"), "out-of-range", "C2"),
    (put("D2", 80), "out-of-range", "D2"),
    (put("E2", 90, "0%"), "out-of-range", "E2"),
    (put("E2", "85~120"), "out-of-range", "E2"),
    (put("E2", "85~80"), "backwards-range", "E2"),
    (put("E2", "—"), "ambiguous-mark", "E2"),
    (put("E2", "/"), "ambiguous-mark", "E2"),
    (put("E2", "无"), "ambiguous-mark", "E2"),
    (put("E2", datetime(2026, 3, 4)), "date-cell", "E2"),
    (put("E2", True), "boolean-cell", "E2"),
    (put("E2", "#DIV/0!"), "error-cell", "E2"),
    (put("E2", "=SUM(C2:D2)"), "unstored-formula-cell", "E2"),
    (put("G2", "丁"), "not-a-category", "G2"),
    (put("G2", 1), "not-a-category", "G2"),
    (put("A2", None), "no-name", "A2"),
    (put("A3", "北京市"), "unit-twice", "A3"),
    (merge("C2:C3"), "merged-marks", "C3"),
    (add_row("某某市", "省会"), "no-marks", "C6"),
    (add_row("合计", None, 89, 2, 300), "summary-row", "A6"),
]

IN_THE_TABLE: list[tuple[Change, str, str]] = [
    (put("C1", "更新"), "ambiguous-heading", "C1"),
    (put("C1", "A2"), "heading-twice", "D1"),
    (put("C1", "A1（25分）"), "full-marks-differ", "C1"),
    (put("G1", "应用的等级"), "missing-column", "A1"),
    (without_column(5), "missing-column", "A1"),
    (shares_in_a_column_of_points, "scale-mismatch", "E1"),
    (put("A1", "谁"), "no-headings", "A1"),
    (without_rows, "no-units", "A1"),
]


def found(path: Path, **options: Any) -> list[Problem]:
    try:
        return list(read_score_table(path, WANTED, **options).problems)
    except BadTable as refused:
        return list(refused.problems)
    except BadInput as refused:
        return [Problem(refused.code, refused.what, refused.remedy, refused.place)]


def test_there_are_forty_of_them() -> None:
    assert len(IN_CELLS) + len(IN_THE_TABLE) >= 40


@pytest.mark.parametrize(("change", "code", "cell"), IN_CELLS + IN_THE_TABLE)
def test_each_is_named_at_its_cell_with_a_remedy(
    tmp_path: Path, change: Change, code: str, cell: str
) -> None:
    problems = found(xlsx(tmp_path, change))
    named = [(p.code, p.place.cell) for p in problems]
    assert (code, cell) in named
    for problem in problems:
        assert problem.remedy.zh and problem.remedy.en and problem.what.zh != problem.what.en


@pytest.mark.parametrize(("change", "code", "cell"), IN_CELLS)
def test_a_mistake_in_a_cell_costs_no_other_unit_its_marks(
    tmp_path: Path, change: Change, code: str, cell: str
) -> None:
    table = read_score_table(xlsx(tmp_path, change), WANTED)
    untouched = {row.name: row for row in table.rows}
    assert untouched["太原市"].marks[0].low is not None
    assert untouched["石家庄市"].marks[0].low is not None


def test_an_unreadable_cell_stays_open_and_is_never_scored_as_bad(tmp_path: Path) -> None:
    table = read_score_table(xlsx(tmp_path, put("C2", "优秀")), WANTED)
    mark = table.rows[0].marks[0]
    assert (mark.state, mark.low, mark.high) == (MarkState.OPEN, None, None)


def test_a_nearly_right_heading_is_asked_about(tmp_path: Path) -> None:
    problems = found(xlsx(tmp_path, put("F1", "网上办理比率")))
    assert any("网上办理比率" in p.remedy.zh for p in problems if p.code == "missing-column")


def test_all_faults_of_the_headings_are_told_at_once(tmp_path: Path) -> None:
    head: list[object] = ["单位名称", "更新", "A2", "A2", "B2", "C1"]
    codes = {p.code for p in found(xlsx(tmp_path, rows=[head, *ROWS]))}
    assert codes == {"ambiguous-heading", "heading-twice", "missing-column"}


@pytest.mark.parametrize("name", ["scores.xls", "scores.et"])
def test_other_kinds_of_files_are_refused_with_the_way_out(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0")
    (problem,) = found(tmp_path / name)
    assert problem.code == "other-kind-of-file"


def test_a_file_that_only_claims_to_be_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "scores.xlsx").write_text("not a workbook")
    (problem,) = found(tmp_path / "scores.xlsx")
    assert problem.code == "broken-xlsx"


def test_an_empty_sheet_and_an_unknown_sheet(tmp_path: Path) -> None:
    assert found(xlsx(tmp_path, rows=[[None]]))[0].code == "empty-table"
    assert found(xlsx(tmp_path), sheet="得分")[0].code == "no-such-sheet"


def test_strict_refuses_what_is_otherwise_left_open(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match="not-a-number"):
        read_score_table(xlsx(tmp_path, put("C2", "优秀")), WANTED, strict=True)


def test_headings_tell_the_rows_from_each_other_by_their_order(tmp_path: Path) -> None:
    swapped = [[HEAD[0], *HEAD[:0:-1]], *[[row[0], *row[:0:-1]] for row in ROWS]]
    table = read_score_table(xlsx(tmp_path, rows=swapped), WANTED)
    assert [m.low for m in table.rows[0].marks[:2]] == [
        m.low for m in read_score_table(xlsx(tmp_path), WANTED).rows[0].marks[:2]
    ]
