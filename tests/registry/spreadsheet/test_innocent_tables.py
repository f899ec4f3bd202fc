"""Tables that are right, however they are laid out, read to the same marks."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from govgauge.registry.spreadsheet.score_table import ScoreTable, read_score_table
from govgauge.registry.spreadsheet.written_values import Mark, MarkState
from tests.registry.spreadsheet.tables import HEAD, ROWS, WANTED, Sheet, put, xlsx

PLAIN = [[Decimal(str(v)) if not isinstance(v, str) else v for v in row[2:7]] for row in ROWS]


def values(table: ScoreTable) -> list[list[Decimal | str | None]]:
    return [[mark.category or mark.low for mark in row.marks] for row in table.rows]


def test_a_plain_sheet_gives_names_groups_marks_and_what_it_prints_itself(tmp_path: Path) -> None:
    table = read_score_table(xlsx(tmp_path), WANTED)
    assert not table.problems
    assert [(r.name, r.groups, r.printed_total) for r in table.rows[:2]] == [
        ("北京市", ("直辖市",), Decimal("88.1")),
        ("上海市", ("直辖市",), Decimal(87)),
    ]
    assert values(table) == PLAIN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_reads_like_the_workbook(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "scores.csv"
    lines = [",".join(str(cell) for cell in row) for row in [HEAD, *ROWS]]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    table = read_score_table(path, WANTED)
    assert values(table) == PLAIN
    assert table.rows[0].printed_total == Decimal("88.1")


def published(sheet: Sheet) -> None:
    """A title over all, merged dimensions over titles with full marks, a sum and a note below."""
    sheet.insert_rows(1, 2)
    sheet["A1"] = "2025 年政府网站评估得分表"
    sheet.merge_cells("A1:H1")
    upper = ["单位名称", "类别", "信息公开", None, "政务服务", None, "应用", "总分"]
    lower = [None, None, "更新（30分）", "政策解读", "更新得分", "网上办理率(%)", "应用等级", None]
    for column, (over, under) in enumerate(zip(upper, lower, strict=True), 1):
        sheet.cell(2, column).value = over
        sheet.cell(3, column).value = under
    for area in ("A2:A3", "B2:B3", "C2:D2", "E2:F2", "H2:H3", "B4:B5", "B6:B7"):
        sheet.merge_cells(area)
    sheet.append(["平均", None, 22, 0.7, 81, 58, None, 78])
    sheet.append(["注：数据截至 2025 年 10 月"])


def test_merged_headings_titles_sums_and_notes_do_not_disturb(tmp_path: Path) -> None:
    table = read_score_table(xlsx(tmp_path, published), WANTED)
    assert [p.code for p in table.problems] == ["summary-row"]
    assert values(table) == PLAIN
    assert [row.groups for row in table.rows] == [("直辖市",)] * 2 + [("省会",)] * 2


def test_headings_of_two_rows_in_a_csv_file_need_no_merged_cells(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    path.write_text(
        "单位名称,信息公开,,政务服务,,应用等级\n,更新,政策解读,更新,网上办理率,\n"
        + "\n".join(",".join(map(str, [row[0], *row[2:7]])) for row in ROWS),
        "utf-8",
    )
    assert values(read_score_table(path, WANTED)) == PLAIN


@pytest.mark.parametrize(
    ("cell", "written", "shown", "mark"),
    [
        ("C2", "85%", "", Mark(MarkState.VALUE, Decimal("25.5"), Decimal("25.5"), True)),
        ("C2", 0.85, "0.0%", Mark(MarkState.VALUE, Decimal("25.5"), Decimal("25.5"), True)),
        ("C2", "２５．５分", "", Mark(MarkState.VALUE, Decimal("25.5"), Decimal("25.5"))),
        ("D2", "80 %", "", Mark(MarkState.VALUE, Decimal("0.8"), Decimal("0.8"), True)),
        ("F2", "1,250", "", Mark(MarkState.VALUE, Decimal(1250), Decimal(1250))),
        ("E2", "80~85", "", Mark(MarkState.OPEN, Decimal(80), Decimal(85))),
        ("E2", "80%至85%", "", Mark(MarkState.OPEN, Decimal(80), Decimal(85), True)),
        ("E2", None, "", Mark(MarkState.MISSING)),
        ("E2", "未测", "", Mark(MarkState.MISSING)),
        ("E2", "不适用", "", Mark(MarkState.NOT_APPLICABLE)),
        ("E2", "N/A", "", Mark(MarkState.NOT_APPLICABLE)),
        ("G2", "乙", "", Mark(MarkState.VALUE, category="乙")),
    ],
)
def test_values_are_read_as_people_write_them(
    tmp_path: Path, cell: str, written: object, shown: str, mark: Mark
) -> None:
    table = read_score_table(xlsx(tmp_path, put(cell, written, shown)), WANTED)
    assert not table.problems
    assert table.rows[0].marks["CDEFG".index(cell[0])] == mark


def test_names_spaced_for_looks_are_the_same_names(tmp_path: Path) -> None:
    table = read_score_table(xlsx(tmp_path, put("A4", "石 家　庄 市")), WANTED)
    assert table.rows[2].name == "石家庄市"


def test_the_first_visible_sheet_with_headings_is_read_or_the_one_named(tmp_path: Path) -> None:
    def change(sheet: Sheet) -> None:
        cover = sheet.parent.create_sheet("封面", 0)
        cover["A1"] = "评估报告"

    path = xlsx(tmp_path, change)
    assert read_score_table(path, WANTED).sheet == "Sheet"
    assert values(read_score_table(path, WANTED, sheet="Sheet")) == PLAIN
