"""The largest shifts between two years, in mean rates and in shares above the pass line."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from govgauge.score.noteworthy.results import (
    WHOLE,
    Results,
    Row,
    Thresholds,
    in_both_years,
    mean,
)
from govgauge.score.places.shares import Share


@frozen
class Shift:
    """The mean rate of one code over the units settled in both years, and how many rose or fell.

    ``above_line`` are the shares of those units at the pass line or above it, last year and
    this; their difference is in percentage points, never percent.
    """

    code: str
    old_mean: Fraction
    new_mean: Fraction
    rose: Share
    fell: Share
    above_line: tuple[Share, Share]
    rows: tuple[Row, ...]

    @property
    def change(self) -> Fraction:
        """The change of the mean rate (of 1)."""
        return self.new_mean - self.old_mean


def largest_shifts(results: Results, thresholds: Thresholds) -> list[Shift]:
    """Codes whose mean rate moved by ``shift`` or more, the largest of each level first.

    At most ``at_most`` of the whole, the dimensions and the indicators each, all of a tie.  An
    indicator that is a dimension by itself is told once.
    """
    found: list[Shift] = []
    below = [code for code in results.indicators if code not in results.dimensions]
    for codes in ((WHOLE,), results.dimensions, below):
        shifts = [s for c in codes if (s := _shift(results, c, thresholds)) is not None]
        found += _largest(shifts, thresholds.at_most)
    return found


def _shift(results: Results, code: str, thresholds: Thresholds) -> Shift | None:
    units = in_both_years(results.by_id(), code)
    if len(units) < thresholds.units:
        return None
    old, new = [u.last[code] for u in units], [u.this[code] for u in units]
    if abs(mean(new) - mean(old)) < thresholds.shift:
        return None
    line = thresholds.pass_line
    pairs = list(zip(old, new, strict=True))
    rows = [
        Row(u.name, u.unit_id, {"last": b, "this": a, "change": a - b})
        for u, (b, a) in zip(units, pairs, strict=True)
    ]
    return Shift(
        code,
        mean(old),
        mean(new),
        Share.of(sum(a > b for b, a in pairs), len(units)),
        Share.of(sum(a < b for b, a in pairs), len(units)),
        (_above(old, line), _above(new, line)),
        tuple(sorted(rows, key=lambda r: (-abs(r.figures["change"]), r.unit_id))),
    )


def _above(rates: Sequence[Fraction], line: Fraction) -> Share:
    return Share.of(sum(r >= line for r in rates), len(rates))


def _largest(shifts: list[Shift], at_most: int) -> list[Shift]:
    ordered = sorted(shifts, key=lambda s: (-abs(s.change), s.code))
    if len(ordered) <= at_most:
        return ordered
    last = abs(ordered[at_most - 1].change)
    return [s for s in ordered if abs(s.change) >= last]
