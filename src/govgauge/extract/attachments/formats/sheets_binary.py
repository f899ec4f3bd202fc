"""XLS (BIFF 2 to 8) and ET workbooks of the same structure: cells of every sheet (xlrd)."""

import io
from typing import Any

import xlrd  # type: ignore[import-untyped]

from govgauge.extract.attachments.draft import Draft, Encrypted, Unreadable
from govgauge.extract.attachments.ole_streams import describe, kind_of_stream
from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.shelf import Format

_BARE = (b"\x09\x08", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")
"""A workbook without a compound file around it, as report generators write it."""
_BARE_SIZES = (8, 16)
_FLUSH_CHARS = 16_000


def recognise(sample: Sample) -> str:
    """``xls`` (``et`` by name) for a workbook, in a compound file or bare."""
    if sample.data.startswith(_BARE):
        sized = sample.head[:2] != b"\x09\x08" or sample.head[2] in _BARE_SIZES
        return "xls" if sized and sample.head[3:4] == b"\x00" else ""
    return kind_of_stream(sample, ("workbook", "book"), "xls", "et")


def read(sample: Sample, draft: Draft) -> None:
    """Every sheet, row by row; dates as ISO dates."""
    try:
        book = xlrd.open_workbook(
            file_contents=sample.data, logfile=io.StringIO(), on_demand=True, ragged_rows=True
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise Encrypted from error
        raise Unreadable(f"XLS: {str(error)[:120]}") from error
    except xlrd.compdoc.CompDocError as error:
        raise Unreadable(f"XLS: {str(error)[:120]}") from error
    describe(sample, draft)
    for number, name in enumerate(book.sheet_names()):
        draft.units += 1
        _read_sheet(book, book.sheet_by_index(number), f"sheet:{name[:60]}", draft)
        book.unload_sheet(number)


def _read_sheet(book: Any, sheet: Any, place: str, draft: Draft) -> None:
    lines: list[str] = []
    chars = 0
    for row in range(sheet.nrows):
        cells = [_shown(book, cell) for cell in sheet.row(row)]
        line = "\t".join(cell for cell in cells if cell)
        if line:
            lines.append(line)
            chars += len(line)
        if chars > _FLUSH_CHARS:
            draft.add("\n".join(lines), place)
            lines, chars = [], 0
    draft.add("\n".join(lines), place)


def _shown(book: Any, cell: Any) -> str:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value).strip()
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return str(xlrd.xldate_as_datetime(cell.value, book.datemode).date())
        except (ValueError, OverflowError):
            return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return str(int(cell.value)) if cell.value == int(cell.value) else str(cell.value)
    return ""


FORMAT = Format(recognise, read)
