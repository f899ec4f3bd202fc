"""Tables as people keep them: CSV in UTF-8 or GB18030, or XLSX; Chinese or English headings."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from zipfile import BadZipFile

import attrs
from attrs import frozen

from govgauge.model.failure import BadInput, Place, Problem, said_by_system
from govgauge.model.text import Text

Headings = Mapping[str, Sequence[str]]
"""For each field, the headings that mean it; the first is the Chinese one shown to people."""

Line = tuple[int, list[str] | Problem]
"""The number of a row with its cells, or with what keeps it from being read."""

_ADDRESS = "url"
_NO_ADDRESS = re.compile(r"[\s\"“”<>]")
_LINE_BREAK = re.compile(r"[\r\n]")


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
    raw = (
        _read_xlsx(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _read_csv(path, headings)
    )
    lines = ((n, c if isinstance(c, Problem) else [_clean(cell) for cell in c]) for n, c in raw)
    full = ((n, cells) for n, cells in lines if isinstance(cells, Problem) or any(cells))
    _, head = next(full, (0, None))
    if head is None:
        raise BadInput(
            "empty-table",
            Text("文件中没有任何行", "the file has no rows"),
            Text("第一行写表头，其下每行一个网站", "headings in row 1, one site a row below"),
            Place.in_file(path),
        )
    if isinstance(head, Problem):
        raise head.as_error()
    fields, problems = _fields(path, head, headings)
    missing = [name for name in required if name not in fields]
    if missing:
        raise _missing_headings(path, missing, head, headings)
    rows: list[Row] = []
    for number, cells in full:
        row = cells if isinstance(cells, Problem) else _row(path, number, fields, cells)
        if isinstance(row, Problem):
            problems.append(row)
        else:
            rows.append(row)
    return Table(tuple(rows), tuple(problems))


def _row(path: Path, number: int, fields: Sequence[str], cells: Sequence[str]) -> Row | Problem:
    if len(cells) > len(fields) and any(cells[len(fields) :]):
        return _too_many(path, number, len(fields), len(cells))
    values = {f: c for f, c in zip(fields, cells, strict=False) if f}
    place = Place(file=str(path), row=number)
    if _NO_ADDRESS.search(values.get(_ADDRESS, "")):
        return _bad_address(place, values[_ADDRESS])
    return Row(number, values, place)


def _read_csv(path: Path, headings: Headings) -> Iterator[Line]:
    text = _decode(path, _bytes(path))
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise BadInput(
            "nul-bytes",
            Text("文件含有空字节，可能不是文本文件", "the file has NUL bytes; is it text?"),
            Text("另存为 CSV (UTF-8)", "save it as CSV (UTF-8)"),
            Place(file=str(path), row=row),
        )
    lines = list(io.StringIO(text, newline=""))
    delimiter = max(",\t;，", key=(lines or [""])[0].count)
    return _csv_rows(path, lines, delimiter, headings)


def _csv_rows(
    path: Path, lines: Sequence[str], delimiter: str, headings: Headings
) -> Iterator[Line]:
    """Row by row; after a row whose quotes are not in balance it goes on at the next line.

    Such quotes would swallow the rows below.
    """
    at = number = 0
    address = -1
    while at < len(lines):
        reader = csv.reader(
            (lines[n] for n in range(at, len(lines))), delimiter=delimiter, strict=True
        )
        try:
            cells = next(reader)
        except csv.Error as error:
            cells, broken = [], str(error)
        else:
            torn = _swallows_rows(cells, address, delimiter)
            broken = "line breaks inside cells" if torn else ""
        number += 1
        if broken:
            yield number, _broken_csv(path, at, number, broken)
        else:
            if address < 0 and any(cells):
                address = _address_column(cells, headings)
            yield number, cells
        at += 1 if broken else reader.line_num


def _swallows_rows(cells: Sequence[str], address: int, delimiter: str) -> bool:
    """True when a cell holds rows: an address in several lines, or lines of cells and addresses.

    Other cells may well have line breaks, as spreadsheets write them.
    """
    return any(
        _LINE_BREAK.search(cell.strip()) and (n == address or (delimiter in cell and "://" in cell))
        for n, cell in enumerate(cells)
    )


def _address_column(cells: Sequence[str], headings: Headings) -> int:
    names = {_key(h) for h in (_ADDRESS, *headings.get(_ADDRESS, ()))}
    return next((n for n, cell in enumerate(cells) if _key(_clean(cell)) in names), len(cells))


def _broken_csv(path: Path, at: int, number: int, what: str) -> Problem:
    return Problem(
        "broken-csv",
        Text(f"引号不成对: {what}", f"quotes out of balance: {what}"),
        Text(
            "补全或去掉该行的引号；含引号的内容写成两个引号",
            "complete or drop the quotes of that row; write a quote inside a cell twice",
        ),
        Place(file=str(path), line=at + 1, row=number),
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        said = said_by_system(error)
        raise BadInput(
            "unreadable-file",
            Text(f"无法读取: {said.zh}", f"cannot be read: {said.en}"),
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


def _read_xlsx(path: Path) -> Iterable[Line]:
    # Most lists are CSV: what takes a tenth of a second to load is loaded when it is needed.
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    _bytes(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows: list[Line] = [
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


def _bad_address(place: Place, address: str) -> Problem:
    return Problem(
        "bad-url",
        Text(
            f"网址含空格、换行或引号: {address!r}",
            f"blanks, line breaks or quotes in an address: {address!r}",
        ),
        Text("每格只写一个网址", "write one address a cell and nothing else"),
        attrs.evolve(place, field=_ADDRESS),
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
