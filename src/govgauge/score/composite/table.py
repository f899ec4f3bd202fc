"""Units by indicators: a number, or why there is none.  The three states are never mixed."""

from collections import Counter
from collections.abc import Sequence
from enum import IntEnum
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from attrs import frozen

from govgauge.model.text import Text
from govgauge.score.composite.failures import bad_number, twice, unknown

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Cells = npt.NDArray[np.int8]
_Array = TypeVar("_Array", Floats, Cells)


class Cell(IntEnum):
    """What a cell holds: a value; nothing although it should; nothing because it is not asked."""

    VALUE = 0
    MISSING = 1
    NOT_APPLICABLE = 2


_INDICATOR = Text("指标", "indicator")


@frozen(eq=False)
class Table:
    """Values (units × indicators), read-only; NaN exactly where ``cells`` is not ``VALUE``."""

    units: tuple[str, ...]
    indicators: tuple[str, ...]
    values: Floats
    cells: Cells

    @classmethod
    def of(
        cls,
        units: Sequence[str],
        indicators: Sequence[str],
        values: npt.ArrayLike,
        not_applicable: npt.ArrayLike | None = None,
    ) -> "Table":
        """A table from numbers; NaN is a missing value unless ``not_applicable`` marks it.

        Raises ``BadInput`` for a code twice (``duplicate-code``) and for an infinite number
        (``bad-number``); ``ValueError`` where the shapes do not agree or a number stands in a
        cell that does not apply.
        """
        _once(Text("单位", "unit"), units)
        _once(_INDICATOR, indicators)
        numbers = np.array(values, dtype=np.float64).reshape(len(units), len(indicators))
        for row, column in np.argwhere(np.isinf(numbers)):
            raise bad_number(units[row], indicators[column], float(numbers[row, column]))
        cells = np.where(np.isnan(numbers), Cell.MISSING, Cell.VALUE).astype(np.int8)
        if not_applicable is not None:
            marked = np.asarray(not_applicable, dtype=np.bool_).reshape(numbers.shape)
            if (cells[marked] == Cell.VALUE).any():
                raise ValueError("a cell that does not apply holds a number")
            cells[marked] = Cell.NOT_APPLICABLE
        return cls(tuple(units), tuple(indicators), _locked(numbers), _locked(cells))

    @property
    def measured(self) -> Bools:
        """Where there is a value."""
        marks: Bools = self.cells == Cell.VALUE
        return marks

    @property
    def missing(self) -> Bools:
        """Where there should be a value and is none."""
        marks: Bools = self.cells == Cell.MISSING
        return marks

    @property
    def applicable(self) -> Bools:
        """Where a value is asked for, measured or not."""
        marks: Bools = self.cells != Cell.NOT_APPLICABLE
        return marks

    def column_of(self, indicator: str) -> int:
        """The number of a column; ``BadInput`` (``unknown-code``) where there is none."""
        if indicator not in self.indicators:
            raise unknown(_INDICATOR, indicator)
        return self.indicators.index(indicator)

    def column(self, indicator: str) -> Floats:
        """The values of one indicator, NaN where there is none."""
        column: Floats = self.values[:, self.column_of(indicator)]
        return column

    def with_values(self, values: Floats) -> "Table":
        """The same cells with other numbers; a number that is no more is missing."""
        applies = self.applicable
        numbers = np.where(applies, values, np.nan)
        cells = np.where(np.isnan(numbers), Cell.MISSING, Cell.VALUE).astype(np.int8)
        cells[~applies] = Cell.NOT_APPLICABLE
        return Table(self.units, self.indicators, _locked(numbers), _locked(cells))

    def only_units(self, kept: Bools) -> "Table":
        """The rows marked, in their order."""
        units = tuple(u for u, keep in zip(self.units, kept, strict=True) if keep)
        return Table(units, self.indicators, _locked(self.values[kept]), _locked(self.cells[kept]))

    def only(self, indicators: Sequence[str]) -> "Table":
        """The columns named, in that order."""
        at = [self.column_of(i) for i in indicators]
        values, cells = self.values[:, at], self.cells[:, at]
        return Table(self.units, tuple(indicators), _locked(values), _locked(cells))


def _once(what: Text, codes: Sequence[str]) -> None:
    for code, count in Counter(codes).items():
        if count > 1:
            raise twice(what, code)


def _locked(array: _Array) -> _Array:
    array.setflags(write=False)
    return array
