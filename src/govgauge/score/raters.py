"""The marks of several raters as one mark, or as what is open between them."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

from govgauge.model.review import Marks
from govgauge.model.system import Raters

_TRIMMED_FROM = 3
_DECIMALS = 9


def said(marks: Marks, raters: Raters = Raters.AGREE) -> tuple[Decimal, Decimal]:
    """The least and the most that stands of numeric marks; equal where one mark stands.

    An arbiter's mark stands before all.  Otherwise raters must agree, or their marks are put
    together as the system says.
    """
    if marks.settled is not None:
        value = Decimal(marks.settled)
        return value, value
    values = sorted(Decimal(value) for value in marks.by_rater.values())
    if raters is Raters.AGREE:
        return values[0], values[-1]
    together = round(_together(values, raters), _DECIMALS).normalize()
    return together, together


def _together(values: Sequence[Decimal], raters: Raters) -> Decimal:
    if raters is Raters.MEDIAN:
        return median(values)
    if raters is Raters.TRIMMED and len(values) >= _TRIMMED_FROM:
        values = values[1:-1]
    return sum(values, Decimal(0)) / len(values)
