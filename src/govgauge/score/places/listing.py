"""Orders in which units are listed: by score, pinyin, a file of divisions, or strokes."""

import csv
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files

from attrs import frozen

from govgauge.model.failure import BadInput
from govgauge.model.text import Text
from govgauge.score.places.pinyin import Readings, pinyin_key


class ListingOrder(StrEnum):
    """How a list without ranks is ordered.

    ``score``: the best first.  ``pinyin``: by the reading of the name.  ``division``: by a file
    of division codes (行政区划排序).  ``strokes``: by 笔画, the count of each character in turn;
    of equal counts by code point, which follows radicals and not the order of strokes.
    """

    SCORE = "score"
    PINYIN = "pinyin"
    DIVISION = "division"
    STROKES = "strokes"


@frozen
class Listed:
    """One unit of a list; ``key`` is what it is ranked on, ``None`` where it has no score."""

    unit_id: str
    name: str
    division: str = ""
    key: Decimal | None = None


@frozen
class DivisionOrder:
    """Division codes in the order of a file, which the user may edit."""

    codes: tuple[str, ...]

    @classmethod
    def shipped(cls, name: str = "gbt-2260") -> "DivisionOrder":
        """An order that ships: ``gbt-2260`` or ``cstc-2022-style``."""
        path = files("govgauge") / "lexicons" / "listing" / f"{name}.csv"
        return cls.read(path.read_text("utf-8").splitlines())

    @classmethod
    def read(cls, lines: Iterable[str]) -> "DivisionOrder":
        """The codes in the first column of a CSV file with headings; one of 2, 4 or 6 digits."""
        rows = list(csv.reader(lines))[1:]
        codes = tuple(row[0].strip() for row in rows if row and row[0].strip())
        for number, code in enumerate(codes, 2):
            if not code.isascii() or not code.isdigit() or len(code) not in (2, 4, 6):
                raise _no_division_code(code, number)
        return cls(codes)

    def place(self, division: str) -> tuple[int, str]:
        """Where a division stands: by its longest listed beginning, unlisted ones behind."""
        for digits in (6, 4, 2):
            position = self._positions.get(division[:digits])
            if len(division) >= digits and position is not None:
                return position, division
        return len(self.codes), division

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {code: n for n, code in reversed(list(enumerate(self.codes)))}


def _no_division_code(code: str, row: int) -> BadInput:
    return BadInput(
        "bad-division-order",
        Text(f"第 {row} 行 {code} 不是区划代码", f"{code} in row {row} is no division code"),
        Text("第一列写 2、4 或 6 位区划代码", "write codes of 2, 4 or 6 digits in column one"),
    )


def listed(
    units: Sequence[Listed],
    order: ListingOrder,
    divisions: DivisionOrder | None = None,
    readings: Readings | None = None,
) -> list[Listed]:
    """The units in a listing order; what the order leaves equal goes by pinyin, then by id.

    ``divisions`` is the file of the order ``division`` (the national codes when not given),
    ``readings`` overrides the shipped readings of place names.
    """
    in_file = divisions or DivisionOrder.shipped()
    keys: dict[ListingOrder, Callable[[Listed], object]] = {
        ListingOrder.SCORE: _score_key,
        ListingOrder.PINYIN: lambda unit: 0,
        ListingOrder.DIVISION: lambda unit: in_file.place(unit.division),
        ListingOrder.STROKES: lambda unit: stroke_key(unit.name),
    }
    first = keys[order]
    return sorted(units, key=lambda u: (first(u), pinyin_key(u.name, readings), u.unit_id))


def _score_key(unit: Listed) -> tuple[bool, Decimal]:
    return unit.key is None, -(unit.key or Decimal(0))


def stroke_key(name: str) -> tuple[tuple[int, str], ...]:
    """The stroke count of each character; one the table lacks stands behind all."""
    counts = _strokes()
    return tuple((counts.get(c, 999), c) for c in name)


@cache
def _strokes() -> dict[str, int]:
    path = files("govgauge") / "lexicons" / "strokes" / "total-strokes.csv"
    rows = csv.DictReader(path.read_text("utf-8").splitlines())
    return {c: int(row["strokes"]) for row in rows for c in row["characters"]}
