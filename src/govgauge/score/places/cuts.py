"""Cut-offs found from the data: what a cutting is, and where a cut may lie."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from attrs import frozen

from govgauge.model.failure import BadInput
from govgauge.model.text import Text


class Method(StrEnum):
    """How cut-offs are found; a report always names it."""

    DIFFERENCE_TREND = "difference_trend"
    LARGEST_GAPS = "largest_gaps"
    NATURAL_BREAKS = "natural_breaks"
    HEAD_TAIL = "head_tail"
    QUANTILES = "quantiles"
    EQUAL_INTERVALS = "equal_intervals"
    STANDARD_DEVIATIONS = "standard_deviations"


@frozen
class Cuts:
    """Classes of scores, the best first.

    ``cut_offs`` are the smallest scores of all classes but the last, lower-closed.  ``gaps`` are
    the distances below them, ``next_gap`` the largest distance at which nothing was cut: a
    reader sees how near another cutting was.  ``cost`` is what the method made as small as it
    could (points²), ``fit`` the goodness of variance fit 1 - SSW/SST of natural breaks.
    """

    method: Method
    cut_offs: tuple[Decimal, ...]
    sizes: tuple[int, ...]
    gaps: tuple[Decimal, ...]
    next_gap: Decimal
    cost: float | None = None
    fit: float | None = None

    def class_of(self, key: Decimal) -> int:
        """The class of a key, 0 the best."""
        return next((n for n, c in enumerate(self.cut_offs) if key >= c), len(self.cut_offs))


def falling(keys: Sequence[Decimal]) -> list[Decimal]:
    """The keys from the best down."""
    return sorted(keys, reverse=True)


def gap_positions(scores: Sequence[Decimal]) -> list[int]:
    """Where a cut may lie in falling scores: before a smaller one, so that no tie is split."""
    return [n + 1 for n, (above, below) in enumerate(pairwise(scores)) if above > below]


def smallest_class(units: int, least: int = 2) -> int:
    """The default smallest class size: 3 % of the units, and at least ``least``."""
    return max(least, -(-3 * units // 100))


def cutting(
    method: Method,
    scores: Sequence[Decimal],
    positions: Sequence[int],
    cost: float | None = None,
    fit: float | None = None,
) -> Cuts:
    """The cutting of falling scores before the given positions."""
    ends = [0, *positions, len(scores)]
    used = set(positions)
    unused = [scores[p - 1] - scores[p] for p in range(1, len(scores)) if p not in used]
    return Cuts(
        method,
        cut_offs=tuple(scores[p - 1] for p in positions),
        sizes=tuple(behind - first for first, behind in pairwise(ends)),
        gaps=tuple(scores[p - 1] - scores[p] for p in positions),
        next_gap=max(unused, default=Decimal(0)),
        cost=cost,
        fit=fit,
    )


def cannot_cut(units: int, distinct: int, classes: int, smallest: int) -> BadInput:
    """These scores cannot be cut in so many classes."""
    return BadInput(
        "cannot-cut-classes",
        Text(
            f"{units} 个得分（{distinct} 个不同值）不能分成 {classes} 档、每档至少 {smallest} 个",
            f"{units} scores ({distinct} different ones) cannot be cut into {classes} classes"
            f" of at least {smallest}",
        ),
        Text("减少档数或减小每档最少数量", "ask for fewer classes or smaller ones"),
    )
