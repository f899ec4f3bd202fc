"""The workbook of a ranking: places, points of every node, statistics, method, problems."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from govgauge.model.ranked_table import RankedTable
from govgauge.report.ranked.files import ranking_rows

_RANKING = (
    "组别 group", "名次 rank", "并列 tie", "代码 unit_id", "单位 name", "得分 low", "至 high",
    "等级 tier", "名次变化 change", "最好 best", "最差 worst", "档 grade", "分数变化 points",
    "可测权重 coverage",
)  # fmt: skip


def write_book(table: RankedTable, path: Path) -> None:
    """Write the workbook; texts stay texts, whatever they begin with."""
    options = {
        "constant_memory": True, "strings_to_formulas": False,
        "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    book = xlsxwriter.Workbook(str(path), options)
    head = book.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1})
    _sheet(book, head, "排名 ranking", _RANKING, ranking_rows(table))
    nodes = list(table.system.tree.walk()) if table.system.tree else []
    _sheet(
        book, head, "得分 scores",
        ["代码 unit_id", "单位 name", *(f"{n.code} {n.title.zh}" for n in nodes)],
        (
            [unit_id, unit.name, *(unit.nodes[n.code].low for n in nodes)]
            for unit_id, unit in sorted(table.units.items())
        ),
    )  # fmt: skip
    figures = [*(g.statistics for g in table.groups), *table.regions]
    _sheet(
        book, head, "统计 statistics",
        ["组别 group", "单位 units", "平均 mean", "中位 median", "标准差 SD(n)", "最低 min", "最高 max"],
        (
            [s.name, s.count, s.mean, s.median, s.deviation, s.minimum, s.maximum]
            for s in figures
        ),
    )  # fmt: skip
    _sheet(
        book, head, "方法 method",
        ["代码 code", "指标 indicator", "权重 weight", "核实 grade", "条款 clause"],
        (
            [n.code, f"{n.title.zh} / {n.title.en}", n.weight,
             n.weight_grade.value if n.weight_grade.verified else f"未核实 unverified {n.weight_grade}",
             n.clause]
            for n in nodes[1:]
        ),
    )  # fmt: skip
    _sheet(
        book, head, "问题 problems",
        ["单元格 cell", "问题 problem", "处理 remedy"],
        (
            [p.place.cell, f"{p.what.zh} / {p.what.en}", f"{p.remedy.zh} / {p.remedy.en}"]
            for p in table.problems
        ),
    )  # fmt: skip
    book.close()


def _sheet(
    book: Any, head: Any, name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heads) - 1, 14)
    for column, words in enumerate(heads):
        sheet.write_string(0, column, words, head)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value[:32_000])
            elif isinstance(value, Decimal | int | float) and value == value:
                sheet.write_number(number, column, float(value))
