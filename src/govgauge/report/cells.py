"""Texts of a spreadsheet that no program takes for a formula."""

from govgauge.report.docx.blocks import printable

_MOST_CHARS = 32_000
_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutral_cell(text: str) -> str:
    """A text no program takes for a formula, not even when the sheet is saved as CSV."""
    shown = printable(text)[:_MOST_CHARS]
    return "'" + shown if shown[:1] in _BEGINS_FORMULA else shown
