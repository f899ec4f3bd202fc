"""Cells of a spreadsheet: texts that are no formula, rows as high as their texts, printed pages."""

from collections.abc import Iterable
from typing import Any

from govgauge.report.docx.blocks import printable

_LINE_PT, _MOST_PT = 14.5, 400.0
_A3 = 8
_MOST_CHARS = 32_000
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutral_cell(text: str) -> str:
    """A text no program takes for a formula, not even when the sheet is saved as CSV."""
    shown = printable(text)[:_MOST_CHARS]
    return "'" + shown if shown[:1] in _BEGINS_FORMULA else shown


def print_wide(sheet: Any, heading_row: int = 0) -> None:
    """All columns on the width of an A3 page, headings on every page, pages numbered."""
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(heading_row)
    sheet.set_footer("&C&P / &N")


def row_height_pt(cells: Iterable[tuple[str, float]]) -> float:
    """How high a row must be, in points, for wrapped texts in columns so many characters wide.

    Not every program fits rows to wrapped text by itself; a Chinese character is two wide.
    """
    return min(_MOST_PT, _LINE_PT * max((_lines(text, width) for text, width in cells), default=1))


def _lines(text: str, width: float) -> int:
    # Words are not cut where the line is full: a tenth of it stays empty.
    return sum(max(1, -(-_columns(line) // max(1, int(0.9 * width)))) for line in text.split("\n"))


def _columns(line: str) -> int:
    """Two for each character of three bytes, as Chinese ones are; counted without a look at each."""
    return (len(line.encode(errors="replace")) + len(line)) // 2
