"""Tables as people keep them: CSV in UTF-8 or GB18030, or XLSX; Chinese or English headings."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from attrs import frozen
from openpyxl.utils.exceptions import InvalidFileException

from govgauge.model.failure import BadInput, Place, Problem
from govgauge.model.text import Text

Headings = Mapping[str, Sequence[str]]
"""For each field, the headings that mean it; the first is the Chinese one shown to people."""


@frozen
class Row:
    """One row by field name, with the number a person sees beside it (the heading is row 1)."""

    number: int
    values: Mapping[str, str]
    place: Place


@frozen
class Table:
    """The rows that have the right shape, and the problems of those that have not."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read_table(path: Path, headings: Headings, required: Sequence[str]) -> Table:
    """Read a CSV or XLSX file; unknown headings are noted, missing required ones refused."""
    raw = _read_xlsx(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _read_csv(path)
    lines = [(n, [_clean(c) for c in cells]) for n, cells in raw]
    lines = [(n, cells) for n, cells in lines if any(cells)]
    if not lines:
        raise BadInput(
            "empty-table",
            Text("文件中没有任何行", "the file has no rows"),
            Text("第一行写表头，其下每行一个网站", "headings in row 1, one site a row below"),
            Place.in_file(path),
        )
    fields, problems = _fields(path, lines[0][1], headings)
    missing = [name for name in required if name not in fields]
    if missing:
        raise _missing_headings(path, missing, lines[0][1], headings)
    rows = []
    for number, cells in lines[1:]:
        if len(cells) > len(fields) and any(cells[len(fields) :]):
            problems.append(_too_many(path, number, len(fields), len(cells)))
            continue
        values = {f: c for f, c in zip(fields, cells, strict=False) if f}
        rows.append(Row(number, values, Place(file=str(path), row=number)))
    return Table(tuple(rows), tuple(problems))


def _read_csv(path: Path) -> list[tuple[int, list[str]]]:
    text = _decode(path, _bytes(path))
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise BadInput(
            "nul-bytes",
            Text("文件含有空字节，可能不是文本文件", "the file has NUL bytes; is it text?"),
            Text("另存为 CSV (UTF-8)", "save it as CSV (UTF-8)"),
            Place(file=str(path), row=row),
        )
    head = text.partition("\n")[0]
    delimiter = max(",\t;，", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [(number, cells) for number, cells in enumerate(reader, 1)]
    except csv.Error as error:
        raise BadInput(
            "broken-csv",
            Text(f"CSV 格式错误: {error}", f"broken CSV: {error}"),
            Text("检查该行的引号", "look at the quotes of that line"),
            Place.in_file(path, reader.line_num),
        ) from error


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(
            "unreadable-file",
            Text(f"无法读取: {error.strerror}", f"cannot be read: {error.strerror}"),
            Text("检查路径和权限", "check the path and its permissions"),
            Place.in_file(path),
        ) from error


def _decode(path: Path, data: bytes) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    at = 0
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            at = max(at, error.start)
    raise BadInput(
        "bad-encoding",
        Text(f"第 {at} 字节既非 UTF-8 也非 GB18030", f"byte {at} is neither UTF-8 nor GB18030"),
        Text("另存为 CSV (UTF-8)", "save it as CSV (UTF-8)"),
        Place.in_file(path, data[:at].count(b"\n") + 1),
    )


def _read_xlsx(path: Path) -> list[tuple[int, list[str]]]:
    _bytes(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [
            (number, ["" if c is None else str(c) for c in cells])
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1)
        ]
        book.close()
    except (BadZipFile, InvalidFileException, KeyError, IndexError, OSError) as error:
        raise BadInput(
            "broken-xlsx",
            Text("不是可读取的 XLSX 文件", "not a readable XLSX file"),
            Text("用表格软件另存为 XLSX 或 CSV", "save it again as XLSX or CSV"),
            Place.in_file(path),
        ) from error
    return rows


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", cell.replace("\ufeff", "").replace("\u3000", " ")).strip()


def _fields(
    path: Path, cells: Sequence[str], headings: Headings
) -> tuple[list[str], list[Problem]]:
    known = {_key(h): field for field, names in headings.items() for h in (field, *names)}
    fields: list[str] = []
    problems: list[Problem] = []
    for cell in cells:
        field = known.get(_key(cell), "")
        if cell and not field:
            problems.append(_unknown_heading(path, cell, headings))
        fields.append("" if field in fields else field)
    return fields, problems


def _key(heading: str) -> str:
    plain = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(c for c in plain if c.isalnum())


def _shown(headings: Headings) -> str:
    return ", ".join(f"{names[0]} ({field})" for field, names in headings.items())


def _unknown_heading(path: Path, cell: str, headings: Headings) -> Problem:
    return Problem(
        "unknown-heading",
        Text(f"未使用的列 {cell}", f"column {cell} is not used"),
        Text(f"可用列: {_shown(headings)}", f"known columns: {_shown(headings)}"),
        Place(file=str(path), row=1, field=cell),
        dropped=False,
    )


def _missing_headings(
    path: Path, missing: Iterable[str], found: Sequence[str], headings: Headings
) -> BadInput:
    wanted = ", ".join(f"{headings[m][0]} ({m})" for m in missing)
    return BadInput(
        "missing-heading",
        Text(f"表头缺少 {wanted}", f"the headings lack {wanted}"),
        Text(f"第一行现有: {', '.join(found)}", f"row 1 has: {', '.join(found)}"),
        Place(file=str(path), row=1),
    )


def _too_many(path: Path, number: int, expected: int, found: int) -> Problem:
    return Problem(
        "too-many-cells",
        Text(
            f"该行有 {found} 格，表头只有 {expected} 列", f"{found} cells under {expected} headings"
        ),
        Text("含逗号的内容加引号", "put cells that hold the separator in quotes"),
        Place(file=str(path), row=number),
    )
