"""Printed counts and rates: do they add up, and were they rounded or cut off?"""

from decimal import Decimal
from enum import StrEnum

from attrs import frozen

from govgauge.model.text import Text
from govgauge.score.places.shares import Share


class RateFault(StrEnum):
    """How printed figures contradict each other."""

    COUNTS_DO_NOT_ADD_UP = "counts_do_not_add_up"
    CUT_OFF = "cut_off"
    DOES_NOT_FOLLOW = "does_not_follow"


@frozen
class RateContradiction:
    """One cell that does not follow from the others, with what would."""

    row: int
    column: str
    fault: RateFault
    printed: Decimal
    computed: Decimal
    why: Text


def check_counts(
    row: int, column: str, whole: int, parts: tuple[int, ...]
) -> RateContradiction | None:
    """Whether parts add up to the printed whole."""
    found = sum(parts)
    if found == whole:
        return None
    return RateContradiction(
        row,
        column,
        RateFault.COUNTS_DO_NOT_ADD_UP,
        Decimal(whole),
        Decimal(found),
        Text(
            f"第 {row} 行 {column}: 印作 {whole}，各项之和为 {found}",
            f"row {row} {column}: printed {whole}, its parts add up to {found}",
        ),
    )


def check_rate(row: int, column: str, share: Share, printed: Decimal) -> RateContradiction | None:
    """Whether a printed percentage follows from its counts by rounding half-up."""
    if share.reproduces(printed):
        return None
    exponent = printed.as_tuple().exponent
    computed = share.percent(-exponent if isinstance(exponent, int) and exponent < 0 else 0)
    cut = share.cut_off_gives(printed)
    of = f"{share.numerator}/{share.denominator}"
    return RateContradiction(
        row,
        column,
        RateFault.CUT_OFF if cut else RateFault.DOES_NOT_FOLLOW,
        printed,
        computed,
        Text(
            f"第 {row} 行 {column}: {of} = {computed}%，印作 {printed}%{'（截断而未四舍五入）' if cut else ''}",
            f"row {row} {column}: {of} = {computed} %, printed {printed} %{' (cut off)' if cut else ''}",
        ),
    )
