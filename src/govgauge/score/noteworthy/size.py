"""Units ahead of what their size predicts."""

from collections.abc import Sequence
from fractions import Fraction
from math import fsum, log, sqrt

from attrs import frozen

from govgauge.score.noteworthy.results import WHOLE, Results, Row, Thresholds


@frozen
class Line:
    """The least-squares line of the whole rate on the logarithm of size.

    ``explained`` is R²: how much of the spread size accounts for.  ``spread`` is the standard
    deviation around the line, over n-2.
    """

    intercept: float
    slope: float
    explained: float
    spread: float
    units: int


@frozen
class AheadOfSize:
    """A unit whose rate lies well above the line; ``standardised`` counts its residual in
    standard deviations, corrected for its own pull on the line."""

    unit_id: str
    name: str
    rate: Fraction
    predicted: float
    standardised: float
    line: Line
    rows: tuple[Row, ...]

    @property
    def lead(self) -> float:
        """How far above the line (of 1)."""
        return float(self.rate) - self.predicted


def ahead_of_size(results: Results, thresholds: Thresholds) -> list[AheadOfSize]:
    """Units with a standardised residual of ``ahead`` or more and a lead of ``ahead_rate``.

    Over the units of known size and settled score, ``units_for_size`` at least; the most ahead
    first.  Compare like with like: give one level of government at a time.
    """
    units = [u for u in results.by_id() if u.size is not None and u.size > 0 and WHOLE in u.this]
    if len(units) < max(3, thresholds.units_for_size):
        return []
    sizes = [log(u.size) for u in units if u.size is not None]
    rates = [float(u.this[WHOLE]) for u in units]
    line = _line(sizes, rates)
    if line is None:
        return []
    pulls = _pulls(sizes)
    found = []
    for unit, size, rate, pull in zip(units, sizes, rates, pulls, strict=True):
        predicted = line.intercept + line.slope * size
        standardised = (rate - predicted) / (line.spread * sqrt(1 - pull)) if pull < 1 else 0.0
        if standardised >= thresholds.ahead and rate - predicted >= thresholds.ahead_rate:
            row = Row(
                unit.name,
                unit.unit_id,
                {"this": unit.this[WHOLE], "size": Fraction(unit.size or 0)},
            )
            found.append(
                AheadOfSize(
                    unit.unit_id, unit.name, unit.this[WHOLE], predicted, standardised, line, (row,)
                )
            )
    return sorted(found, key=lambda a: (-a.standardised, a.unit_id))


def _line(sizes: Sequence[float], rates: Sequence[float]) -> Line | None:
    """The line, ``None`` where size or rate does not vary at all."""
    units = len(sizes)
    size_mean, rate_mean = fsum(sizes) / units, fsum(rates) / units
    size_squares = fsum((s - size_mean) ** 2 for s in sizes)
    rate_squares = fsum((r - rate_mean) ** 2 for r in rates)
    if size_squares == 0 or rate_squares == 0:
        return None
    together = fsum((s - size_mean) * (r - rate_mean) for s, r in zip(sizes, rates, strict=True))
    slope = together / size_squares
    left = fsum(
        (r - rate_mean - slope * (s - size_mean)) ** 2 for s, r in zip(sizes, rates, strict=True)
    )
    # Rates that all lie on the line leave nothing but rounding, and nobody ahead of it.
    if left <= 1e-12 * rate_squares:
        return None
    return Line(
        intercept=rate_mean - slope * size_mean,
        slope=slope,
        explained=1 - left / rate_squares,
        spread=sqrt(left / (units - 2)),
        units=units,
    )


def _pulls(sizes: Sequence[float]) -> list[float]:
    """How much each unit pulls the line to itself (its leverage)."""
    middle = fsum(sizes) / len(sizes)
    squares = fsum((s - middle) ** 2 for s in sizes)
    return [1 / len(sizes) + (s - middle) ** 2 / squares for s in sizes]
