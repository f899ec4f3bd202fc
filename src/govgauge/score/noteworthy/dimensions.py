"""The gap between what units do best and what they do worst."""

from fractions import Fraction

from attrs import frozen

from govgauge.score.noteworthy.results import Results, Row, Thresholds, mean
from govgauge.score.places.shares import Share


@frozen
class DimensionGap:
    """The dimensions with the highest and the lowest mean rate, over the units that have both.

    ``same_way`` is the share of those units whose own two rates stand the same way round.
    """

    best: str
    weakest: str
    best_mean: Fraction
    weakest_mean: Fraction
    same_way: Share
    rows: tuple[Row, ...]

    @property
    def gap(self) -> Fraction:
        """The distance of the two mean rates (of 1)."""
        return self.best_mean - self.weakest_mean


def dimension_gap(results: Results, thresholds: Thresholds) -> DimensionGap | None:
    """The gap between dimensions where it is ``gap`` or more; ``None`` elsewhere.

    Means are over the units with every dimension settled, so all dimensions have the same
    units; of equal means the earlier dimension is named.
    """
    units = [u for u in results.by_id() if all(d in u.this for d in results.dimensions)]
    if len(units) < thresholds.units or len(results.dimensions) < 2:
        return None
    means = {d: mean([u.this[d] for u in units]) for d in results.dimensions}
    best = max(means, key=lambda d: means[d])
    weakest = min(means, key=lambda d: means[d])
    if means[best] - means[weakest] < thresholds.gap:
        return None
    rows = [
        Row(
            u.name,
            u.unit_id,
            {"best": u.this[best], "weakest": u.this[weakest], "gap": u.this[best] - u.this[weakest]},
        )
        for u in units
    ]  # fmt: skip
    return DimensionGap(
        best,
        weakest,
        means[best],
        means[weakest],
        Share.of(sum(r.figures["gap"] > 0 for r in rows), len(rows)),
        tuple(sorted(rows, key=lambda r: (-r.figures["gap"], r.unit_id))),
    )
