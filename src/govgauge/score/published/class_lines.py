"""What published class means and cut-offs rule out about the method behind them."""

from collections.abc import Sequence
from decimal import Decimal

from attrs import frozen


@frozen
class Boundary:
    """A cut-off beside the midpoint of the class means around it.

    Natural breaks put a cut near that midpoint: where they lie apart, no unit may stand in the
    ``empty_points`` between, which a list of hundreds of units hardly has.
    """

    cut_off: Decimal
    midpoint: Decimal
    empty_points: Decimal


def midpoints(means: Sequence[Decimal], cut_offs: Sequence[Decimal]) -> list[Boundary]:
    """Every published cut-off against natural breaks; means and cut-offs from the best down."""
    return [
        Boundary(cut, (above + below) / 2, abs(cut - (above + below) / 2))
        for cut, above, below in zip(cut_offs, means, means[1:], strict=False)
    ]


def lowest_by_equal_intervals(best: Decimal, first_cut_off: Decimal, classes: int) -> Decimal:
    """The worst score that equal intervals would need, given the width of the top class.

    A lowest class whose mean lies below it proves that the method was another one.
    """
    return best - classes * (best - first_cut_off)
