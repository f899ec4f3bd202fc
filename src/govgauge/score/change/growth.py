"""The two ways a figure can grow, never mixed: percentage points and percent."""

from fractions import Fraction

from attrs import frozen

from govgauge.score.places.keys import Number


@frozen
class Growth:
    """A figure of two years.

    A ratio that goes from 85.83 % to 92.85 % rises by 7.02 percentage *points* and by 8.18
    *percent*; printed growth says which.
    """

    old: Fraction
    new: Fraction

    @classmethod
    def of(cls, old: Number, new: Number) -> "Growth":
        """The growth between two exact numbers."""
        return cls(Fraction(old), Fraction(new))

    @property
    def points(self) -> Fraction:
        """The difference, in the figure's own unit (百分点 for a percentage)."""
        return self.new - self.old

    @property
    def percent(self) -> Fraction | None:
        """The difference in percent of the old figure; ``None`` where that is zero."""
        return self.points / self.old * 100 if self.old else None
