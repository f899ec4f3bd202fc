"""CSV and XLSX files as sheets."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from govgauge.model.failure import BadInput, Place
from govgauge.model.text import Text
from govgauge.registry.files import clean_cell, decoded, file_bytes
from govgauge.registry.spreadsheet.sheet import BLANK, Cell, CellKind, Sheet

_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')
_LARGEST_MERGE = 1_000_000


def read_sheets(path: Path) -> list[Sheet]:
    """Every sheet of an XLSX file, or the one a CSV file is.

    :class:`BadInput`: the file cannot be read, has no rows, or is of another kind.
    """
    suffix = path.suffix.lower()
    if suffix in (".xls", ".et", ".ods", ".numbers"):
        raise _other_kind(path, suffix)
    sheets = _xlsx(path) if suffix in (".xlsx", ".xlsm") else [_csv(path)]
    filled = [s for s in sheets if any(c.kind is not CellKind.BLANK for r in s.rows for c in r)]
    if not filled:
        raise BadInput(
            "empty-table",
            Text("表中没有任何内容", "the table is empty"),
            Text(
                "第一行写表头，其下每个单位一行",
                "write headings first, then one row for each unit",
            ),
            Place.in_file(path),
        )
    return filled


def _csv(path: Path) -> Sheet:
    text = decoded(path, file_bytes(path))
    delimiter = max(",\t;，", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    try:
        rows = [[_text_cell(value) for value in row] for row in reader]
    except csv.Error as error:
        raise BadInput(
            "broken-csv",
            Text(f"CSV 结构有误: {error}", f"broken CSV: {error}"),
            Text("检查该行的引号", "check the quotes of this line"),
            Place.in_file(path, reader.line_num),
        ) from error
    return Sheet(path, "", rows)


def _xlsx(path: Path) -> list[Sheet]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    file_bytes(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        written = _sheets_as_written(path)
        sheets = []
        for sheet in book.worksheets:
            raw = written.get(sheet.title, b"")
            rows = [[_cell(c) for c in row] for row in sheet.iter_rows()]
            if b"<f" in raw:
                _mark_unstored(path, sheet.title, rows)
            if sheet.sheet_state == "visible":
                sheets.append(Sheet(path, sheet.title, rows, dict(_anchors(raw))))
        book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise BadInput(
            "broken-xlsx",
            Text("不是可读取的 XLSX 文件", "not a readable XLSX file"),
            Text("用表格软件另存为 XLSX 或 CSV", "save it again as XLSX or CSV"),
            Place.in_file(path),
        ) from error
    return sheets


def _sheets_as_written(path: Path) -> dict[str, bytes]:
    """Each sheet's XML: the streaming reader tells neither merged areas nor formulas."""
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(str(path), read_only=True)
    reader.read_manifest()
    reader.read_workbook()
    with zipfile.ZipFile(path) as container:
        found = {
            sheet.name: container.read(relation.target)
            for sheet, relation in reader.parser.find_sheets()
        }
    reader.archive.close()
    return found


def _anchors(raw: bytes) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    from openpyxl.utils import column_index_from_string

    cells = 0
    for left, top, right, bottom in _MERGED.findall(raw):
        first = (int(top), column_index_from_string(left.decode()))
        last = (int(bottom), column_index_from_string(right.decode()))
        cells += (last[0] - first[0] + 1) * (last[1] - first[1] + 1)
        if cells > _LARGEST_MERGE:
            return
        for row in range(first[0], last[0] + 1):
            for column in range(first[1], last[1] + 1):
                if (row, column) != first:
                    yield (row, column), first


def _mark_unstored(path: Path, title: str, rows: list[list[Cell]]) -> None:
    """A formula without a stored result looks blank: it must not be taken for "not measured"."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=False)
    for cells, formulas in zip(rows, _values(book[title]), strict=False):
        for column, formula in enumerate(formulas):
            is_formula = isinstance(formula, str) and formula.startswith("=")
            if is_formula and cells[column].kind is CellKind.BLANK:
                cells[column] = Cell(CellKind.UNSTORED_FORMULA, str(formula))
    book.close()


def _values(sheet: Any) -> Iterable[tuple[Any, ...]]:
    rows: Iterable[tuple[Any, ...]] = sheet.iter_rows(values_only=True)
    return rows


def _text_cell(value: str) -> Cell:
    text = clean_cell(value)
    return Cell(CellKind.TEXT, text) if text else BLANK


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return BLANK
    if isinstance(value, bool):
        return Cell(CellKind.BOOLEAN, str(value).upper())
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), "%" in (cell.number_format or ""))
    if isinstance(value, datetime | date | time | timedelta):
        return Cell(CellKind.DATE, str(value))
    if cell.data_type == "e":
        return Cell(CellKind.ERROR, str(value))
    return _text_cell(str(value))


def _number(number: Decimal, percent: bool) -> Cell:
    # 85 % is stored as 0.85: what people see is what is meant.
    if percent:
        return Cell(CellKind.PERCENT, number=number * 100)
    return Cell(CellKind.NUMBER, number=number)


def _other_kind(path: Path, suffix: str) -> BadInput:
    return BadInput(
        "other-kind-of-file",
        Text(f"不支持 {suffix} 文件", f"{suffix} files are not read"),
        Text("用表格软件另存为 XLSX 或 CSV (UTF-8)", "save it as XLSX or CSV (UTF-8)"),
        Place.in_file(path),
    )
