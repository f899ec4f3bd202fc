"""A weighted tree of indicators as data, and how units are placed by their scores."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum

from attrs import field, frozen

from govgauge.model.measure import Grade, Measure, Reduce
from govgauge.model.text import Text


class WhenMissing(StrEnum):
    """What a value that should be there and is not becomes: an open interval, 0, or nothing."""

    OPEN = "open"
    ZERO = "zero"
    REWEIGHT = "reweight"


class Combine(StrEnum):
    """How a parent is made of its children."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"


_MARKS = ("", "points", "分", "%")
"""Units of marks; any other unit is that of a raw figure, which may lie beyond the goalposts."""


@frozen
class Step:
    """One step of a ladder: values from ``from_`` on (included) are worth ``rate`` of the marks."""

    from_: Decimal
    rate: Decimal


@frozen
class Scale:
    """How a value becomes a rate from 0 to 1: between two ends, by a ladder, or by words.

    ``least`` is worth 0 and ``most`` 1 (the other way round where less is better, by
    ``least`` > ``most``); values beyond are clipped.  ``ladder`` or ``categories`` go before
    them.  ``unit`` is the unit of the value.  ``over`` says ``units`` where the ends are the
    lowest and the highest value of all units (min-max), ``better`` which of them is worth 1, and
    ``when_equal`` the rate of all when no unit differs (``None``: that is a mistake).
    """

    least: Decimal = Decimal(0)
    most: Decimal = Decimal(100)
    ladder: tuple[Step, ...] = ()
    categories: Mapping[str, Decimal] = field(factory=dict)
    unit: str = ""
    over: str = ""
    better: str = "high"
    when_equal: Decimal | None = None

    @property
    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        """Between what a value lies: marks between their ends, raw figures from 0 on."""
        if self.categories:
            return None, None
        if self.ladder or self.over or self.unit not in _MARKS:
            return Decimal(0), None
        return min(self.least, self.most), max(self.least, self.most)


@frozen
class Node:
    """A node of a weighted tree: a dimension over children, or an indicator with a scale.

    ``weight`` is relative to the siblings.  ``weight_grade`` tells how well it is verified; a
    weight that is ours alone is ``M`` and every output says so.
    """

    code: str
    title: Text
    weight: Decimal
    weight_grade: Grade = Grade.X
    children: tuple["Node", ...] = ()
    combine: Combine = Combine.ARITHMETIC
    scale: Scale = Scale()
    measures: tuple[Measure, ...] = ()
    clause: str = ""
    grade: Grade = Grade.X
    applies_to: str = "all"
    note: Text = Text("", "")
    line: int = 0
    reduce: Reduce = Reduce.COUNT

    def leaves(self) -> tuple["Node", ...]:
        """The indicators below, or the node itself."""
        if not self.children:
            return (self,)
        return tuple(leaf for child in self.children for leaf in child.leaves())

    def walk(self) -> Iterator["Node"]:
        """This node and all below, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


class TierMethod(StrEnum):
    """How tiers are drawn: by fixed bounds, or found in the scores."""

    FIXED = "fixed"
    DIFFERENCE_TREND = "difference_trend"
    LARGEST_GAPS = "largest_gaps"
    NATURAL_BREAKS = "natural_breaks"
    HEAD_TAIL = "head_tail"
    QUANTILES = "quantiles"


@frozen
class Placement:
    """How units are placed: decimals shown, what ranks are decided on, tiers, sub-grades, order.

    ``sub_grades`` are the endings (``+``, empty, ``-``) a tier's range is divided into;
    ``no_sub_grade`` names tiers that keep one grade.  ``listing`` orders units inside a tier,
    by ``divisions`` (a shipped order, or codes in an order of one's own) or by readings,
    ``readings`` before the shipped ones.
    """

    decimals: int = 2
    rank_on: str = "reported"
    tier_method: TierMethod = TierMethod.FIXED
    sub_grades: tuple[str, ...] = ()
    no_sub_grade: tuple[str, ...] = ()
    listing: str = "score"
    divisions: str | tuple[str, ...] = "gbt-2260"
    readings: Mapping[str, str] = field(factory=dict)
