"""Totals and ranks of a published table, recomputed from its own cells."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from govgauge.model.text import Text
from govgauge.score.places.keys import key_of
from govgauge.score.places.ranks import Convention, places

TOTAL, RANK = "total", "rank"


@frozen
class PrintedRow:
    """One row as printed; ``number`` is the row a reader sees (the heading is row 1)."""

    number: int
    name: str
    rank: int | None
    parts: Mapping[str, Decimal]
    total: Decimal


@frozen
class Difference:
    """A printed cell beside what the other cells give.

    ``allowed`` is what the rounding of those cells can explain; beyond it the table contradicts
    itself in this cell.
    """

    row: int
    column: str
    printed: Decimal
    computed: Fraction
    allowed: Fraction
    why: Text

    @property
    def size(self) -> Fraction:
        """How far apart the two are."""
        return abs(Fraction(self.printed) - self.computed)

    @property
    def contradicts(self) -> bool:
        """True when rounding does not explain it."""
        return self.size > self.allowed


def half_unit(printed: Decimal) -> Fraction:
    """The most that rounding can have moved a printed number: half a unit of its last digit."""
    exponent = printed.as_tuple().exponent
    assert isinstance(exponent, int)
    return Fraction(1, 2) * Fraction(10) ** exponent


def printed_at(decimals: int, text: str) -> Decimal:
    """A printed number at its column's decimals, as 10 in a column of 9.5 means 10.0."""
    return key_of(Decimal(text), decimals)


def check_totals(rows: Sequence[PrintedRow], weights: Mapping[str, Decimal]) -> list[Difference]:
    """Every row's total beside the weighted sum of its parts.

    Totals are made of unrounded parts, so each part may miss half a unit times its weight, and
    the total half a unit: a sum of printed parts is never asked to be exact.
    """
    return [_total(row, weights) for row in rows]


def _total(row: PrintedRow, weights: Mapping[str, Decimal]) -> Difference:
    exact = {c: Fraction(w) for c, w in weights.items()}
    computed = sum((exact[c] * Fraction(row.parts[c]) for c in weights), Fraction(0))
    allowed = sum((exact[c] * half_unit(row.parts[c]) for c in weights), half_unit(row.total))
    shown = key_of(computed, 2)
    return Difference(
        row.number,
        TOTAL,
        row.total,
        computed,
        allowed,
        Text(
            f"第 {row.number} 行 {row.name}: 总分印作 {row.total}，分项加权为 {shown}",
            f"row {row.number} {row.name}: total printed {row.total}, its parts give {shown}",
        ),
    )


def check_ranks(rows: Sequence[PrintedRow], convention: Convention) -> list[Difference]:
    """The ranks that do not follow from the printed totals under a convention; none when all do.

    The rows are the whole list from the top, in any order.
    """
    placed = places([row.total for row in rows], convention)
    wrong = []
    for row, place in zip(rows, placed, strict=True):
        if row.rank is None or place is None or place.rank == row.rank:
            continue
        wrong.append(
            Difference(
                row.number,
                RANK,
                Decimal(row.rank),
                place.rank,
                Fraction(0),
                Text(
                    f"第 {row.number} 行 {row.name}: 名次印作 {row.rank}，按总分应为 {place.rank}",
                    f"row {row.number} {row.name}: rank printed {row.rank}, totals give {place.rank}",
                ),
            )
        )
    return sorted(wrong, key=lambda d: d.row)


def fitting_conventions(rows: Sequence[PrintedRow]) -> list[Convention]:
    """The conventions under which every printed rank follows; all of them where nothing ties."""
    return [c for c in Convention if not check_ranks(rows, c)]
