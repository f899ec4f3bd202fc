"""A sheet of cells as its author sees it, whatever file it came from."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from attrs import field, frozen

from govgauge.model.failure import Place


class CellKind(StrEnum):
    """What a cell holds, as far as its file tells."""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    UNSTORED_FORMULA = "unstored_formula"


@frozen
class Cell:
    """One cell: ``number`` (85 for 85 %) of numbers and percentages, ``text`` of all others."""

    kind: CellKind
    text: str = ""
    number: Decimal | None = None


BLANK = Cell(CellKind.BLANK)


@frozen
class Sheet:
    """Rows of cells, counted from 1 as people do.

    ``anchors`` names for every cell of a merged area, but the first, the (row, column) it shows.
    """

    path: Path
    name: str
    rows: Sequence[Sequence[Cell]]
    anchors: Mapping[tuple[int, int], tuple[int, int]] = field(factory=dict)

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)

    def cell(self, row: int, column: int) -> Cell:
        """What a person sees at a place: cells of a merged area all show its first."""
        row, column = self.anchors.get((row, column), (row, column))
        cells = self.rows[row - 1] if row <= len(self.rows) else ()
        return cells[column - 1] if column <= len(cells) else BLANK

    def text(self, row: int, column: int) -> str:
        """A cell in words, for headings and names."""
        cell = self.cell(row, column)
        return cell.text if cell.number is None else f"{cell.number:f}"

    def place(self, row: int, column: int) -> Place:
        """A cell's place as spreadsheets name it."""
        return Place(
            file=str(self.path), row=row, sheet=self.name, cell=f"{column_letters(column)}{row}"
        )


def column_letters(column: int) -> str:
    """A column's letters: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
