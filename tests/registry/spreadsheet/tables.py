"""Score tables written by the tests, as evaluators write them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from govgauge.model.text import Text
from govgauge.registry.spreadsheet.wanted import WantedColumn

OPENNESS = Text("信息公开", "Openness")
SERVICE = Text("政务服务", "Services")
WANTED = (
    WantedColumn("A1", Text("更新", "Updating"), (OPENNESS,), most=Decimal(30)),
    WantedColumn("A2", Text("政策解读", "Interpretation"), (OPENNESS,), most=Decimal(1)),
    WantedColumn("B1", Text("更新", "Freshness of guides"), (SERVICE,), most=Decimal(100)),
    WantedColumn("B2", Text("网上办理率", "Online share"), (SERVICE,), most=None),
    WantedColumn(
        "C1",
        Text("应用等级", "Grade of apps"),
        least=None,
        most=None,
        categories=("甲", "乙", "丙"),
    ),
)
HEAD = ["单位名称", "类别", "A1", "A2", "B1", "B2", "C1", "总分"]
ROWS: list[list[Any]] = [
    ["北京市", "直辖市", 25.5, 0.8, 90, 61, "甲", 88.1],
    ["上海市", "直辖市", 26, 0.75, 88.5, 70, "乙", 87],
    ["石家庄市", "省会", 20, 0.6, 75, 55, "丙", 71.2],
    ["太原市", "省会", 18.25, 0.55, 70, 49, "乙", 66],
]

Sheet = Any
Change = Callable[[Sheet], None]


def xlsx(folder: Path, change: Change = lambda sheet: None, rows: Sequence[Any] = ()) -> Path:
    """The innocent table, or the rows given, changed and saved."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows or [HEAD, *ROWS]:
        sheet.append(row)
    change(sheet)
    book.save(folder / "scores.xlsx")
    return folder / "scores.xlsx"


def put(cell: str, value: Any, number_format: str = "") -> Change:
    """A change of one cell."""

    def change(sheet: Sheet) -> None:
        sheet[cell] = value
        if number_format:
            sheet[cell].number_format = number_format

    return change
