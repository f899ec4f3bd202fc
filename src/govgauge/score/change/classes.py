"""Change told by classes: inside them, between them, and by cut-offs that moved."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import frozen

from govgauge.score.places.keys import Number


@frozen
class ClassFigures:
    """A class in one year: how many units, and their mean."""

    count: int
    mean: Decimal


@frozen
class MeanChange:
    """The change of the overall mean: ``within`` the classes plus ``between`` them, exactly."""

    old: Fraction
    new: Fraction
    within: Fraction
    between: Fraction

    @property
    def change(self) -> Fraction:
        """The change of the overall mean."""
        return self.new - self.old


def mean_change(old: Sequence[ClassFigures], new: Sequence[ClassFigures]) -> MeanChange:
    """Split the change of the mean over classes in the same order in both years.

    Within: ½(p₀+p₁)(m₁-m₀); between: ½(m₀+m₁)(p₁-p₀), with p the share of units.  Where cut-offs
    moved up, all of a rise can stand within.
    """
    if len(old) != len(new):
        raise ValueError(f"{len(old)} classes and {len(new)}")
    within = between = Fraction(0)
    for before, after, p0, p1 in zip(old, new, _shares(old), _shares(new), strict=True):
        m0, m1 = Fraction(before.mean), Fraction(after.mean)
        within += (p0 + p1) / 2 * (m1 - m0)
        between += (m0 + m1) / 2 * (p1 - p0)
    return MeanChange(_overall(old), _overall(new), within, between)


def _shares(classes: Sequence[ClassFigures]) -> list[Fraction]:
    units = sum(c.count for c in classes)
    return [Fraction(c.count, units) for c in classes]


def _overall(classes: Sequence[ClassFigures]) -> Fraction:
    parts = (p * Fraction(c.mean) for p, c in zip(_shares(classes), classes, strict=True))
    return sum(parts, Fraction(0))


@frozen
class CountsByCutOffs:
    """Units in each class, this year's scores cut at this year's and at last year's cut-offs."""

    last_year: tuple[int, ...]
    at_old_cut_offs: tuple[int, ...]
    at_new_cut_offs: tuple[int, ...]


def counts_by_cut_offs(
    old: Sequence[Number],
    new: Sequence[Number],
    old_cut_offs: Sequence[Number],
    new_cut_offs: Sequence[Number],
) -> CountsByCutOffs:
    """Class sizes both ways: where breaks are found anew, a change in counts is no progress."""
    return CountsByCutOffs(
        _counts(old, old_cut_offs), _counts(new, old_cut_offs), _counts(new, new_cut_offs)
    )


def _counts(scores: Sequence[Number], cut_offs: Sequence[Number]) -> tuple[int, ...]:
    reached = [sum(s >= c for c in cut_offs) for s in scores]
    return tuple(reached.count(n) for n in range(len(cut_offs), -1, -1))
