"""Rows that most pages of a site repeat, kept as numbers until they are written.

A site's navigation gives the same eighty links on every page.  Rows that are the same object are
held once, and what is written of each page are their numbers; Arrow puts the values in at the end.
"""

from array import array
from collections.abc import Sequence
from itertools import repeat
from typing import Any

import numpy as np
import pyarrow as pa

Row = Sequence[object]


class RepeatedRows:
    """Rows of one kind, page after page; each comes with its page's number and its place there."""

    def __init__(self, schema: Any) -> None:
        self._schema = schema
        self._rows: list[Row] = []
        # By identity, for a row's hash costs more than all the rest; the list keeps them alive.
        self._numbers: dict[int, int] = {}
        self._taken = array("i")
        self._pages = array("q")
        self._counts = array("q")

    def __len__(self) -> int:
        return len(self._taken)

    def add(self, page: int, rows: Sequence[Row]) -> None:
        """Take the rows of one page, in their order."""
        numbers = list(map(self._numbers.get, map(id, rows)))
        if None in numbers:
            numbers = [
                self._new(row) if number is None else number
                for row, number in zip(rows, numbers, strict=True)
            ]
        self._taken.extend(numbers)  # type: ignore[arg-type]
        self._pages.append(page)
        self._counts.append(len(rows))

    def _new(self, row: Row) -> int:
        number = self._numbers.setdefault(id(row), len(self._rows))
        if number == len(self._rows):
            self._rows.append(row)
        return number

    def batch(self) -> Any:
        """All rows as one Arrow batch: page, place on the page, then the rows' own values."""
        counts = np.asarray(self._counts)
        ends = np.cumsum(counts)
        places = np.arange(len(self)) - np.repeat(ends - counts, counts)
        columns: list[Any] = [
            pa.array(np.repeat(np.asarray(self._pages), counts)),
            pa.array(places),
        ]
        taken = pa.array(np.asarray(self._taken))
        types = [field.type for field in self._schema][2:]
        values = zip(*self._rows, strict=True) if self._rows else repeat((), len(types))
        columns += [pa.array(v, t).take(taken) for v, t in zip(values, types, strict=True)]
        return pa.RecordBatch.from_arrays(columns, schema=self._schema)
