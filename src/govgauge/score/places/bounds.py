"""The ranks that open scores can still reach."""

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal

from govgauge.model.score import Score


class RankBounds:
    """The best and worst rank that completions of a group's open scores can give.

    By dense ranks equal scores count once: settled ones by their distinct values, open ones may
    each have a value of their own, or share one with whoever is better.
    """

    def __init__(self, scores: Sequence[Score], *, dense: bool) -> None:
        settled = [s.low for s in scores if s.settled]
        self._settled = sorted(set(settled)) if dense else sorted(settled)
        still_open = [s for s in scores if not s.settled]
        self._lows = sorted(s.low for s in still_open)
        self._highs = sorted(s.high for s in still_open)
        self._dense = dense

    def of(self, score: Score) -> tuple[int, int]:
        """The bounds of one of the group's scores."""
        surely = _above(self._settled, score.high)
        surely_open = _above(self._lows, score.high)
        surely = max(surely, min(surely_open, 1)) if self._dense else surely + surely_open
        perhaps = _above(self._settled, score.low) + _above(self._highs, score.low)
        return 1 + surely, 1 + perhaps - (not score.settled)


def _above(values: Sequence[Decimal], line: Decimal) -> int:
    return len(values) - bisect_right(values, line)
