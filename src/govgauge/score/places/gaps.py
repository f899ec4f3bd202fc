"""Cut-offs at the largest gaps, and those by simple rules: head/tail, quantiles, widths."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import sqrt

from govgauge.score.places.cuts import (
    Cuts,
    Method,
    cannot_cut,
    cutting,
    falling,
    gap_positions,
    smallest_class,
)
from govgauge.score.places.subgrades import count_parts

_HEAD_AT_MOST = Fraction(40, 100)


def largest_gaps(keys: Sequence[Decimal], classes: int, smallest: int | None = None) -> Cuts:
    """Cut where the gaps between neighbours add up to the most, no class below ``smallest``.

    Exact, O(classes x units).  Of equal totals the cut at the higher score wins.  It is fragile
    at the ends of a list; :class:`BadInput` where the scores allow no such cutting.
    """
    scores = falling(keys)
    least = smallest_class(len(scores)) if smallest is None else smallest
    positions = _best_positions(scores, classes - 1, least)
    if positions is None:
        raise cannot_cut(len(scores), len(set(scores)), classes, least)
    return cutting(Method.LARGEST_GAPS, scores, positions)


_Best = tuple[Decimal, tuple[int, ...]] | None
"""The largest total of gaps, and where to cut for it; ``None``: it cannot be done."""


def _best_positions(scores: Sequence[Decimal], cuts: int, smallest: int) -> tuple[int, ...] | None:
    """The positions of the cuts, found from the lower end up, one more cut in each round."""
    units = len(scores)
    may_cut = set(gap_positions(scores))
    best: list[_Best] = [
        (Decimal(0), ()) if units - p >= smallest else None for p in range(units + 1)
    ]
    for _ in range(cuts):
        more: list[_Best] = [None] * (units + 1)
        lead: _Best = None
        for start in range(units - smallest, -1, -1):
            position = start + smallest
            behind = best[position]
            if position in may_cut and behind is not None:
                total = behind[0] + scores[position - 1] - scores[position]
                if lead is None or total >= lead[0]:
                    lead = total, (position, *behind[1])
            more[start] = lead
        best = more
    found = best[0]
    return None if found is None else found[1]


def head_tail(keys: Sequence[Decimal], head_at_most: Fraction = _HEAD_AT_MOST) -> Cuts:
    """Cut at the mean, then the head at its mean, while the head is a minority.

    For long right tails; the number of classes is found, not asked for.
    """
    scores = falling(keys)
    positions: list[int] = []
    head = len(scores)
    while head > 1:
        mean = sum(map(Fraction, scores[:head]), Fraction(0)) / head
        above = sum(Fraction(s) > mean for s in scores[:head])
        if not above or Fraction(above, head) > head_at_most:
            break
        positions.append(above)
        head = above
    return cutting(Method.HEAD_TAIL, scores, positions[::-1])


def quantiles(keys: Sequence[Decimal], classes: int) -> Cuts:
    """Classes of equal count, larger ones first; a tie moves up together."""
    scores = falling(keys)
    parts = count_parts(scores, classes)
    positions = [n for n in range(1, len(scores)) if parts[n] != parts[n - 1]]
    return cutting(Method.QUANTILES, scores, positions)


def equal_intervals(keys: Sequence[Decimal], classes: int) -> Cuts:
    """Classes of equal width from the best score to the worst; empty ones are left out."""
    scores = falling(keys)
    low, width = Fraction(scores[-1]), Fraction(scores[0]) - Fraction(scores[-1])
    bounds = [low + width * n / classes for n in range(classes - 1, 0, -1)]
    return cutting(Method.EQUAL_INTERVALS, scores, _at_bounds(scores, bounds))


def standard_deviations(keys: Sequence[Decimal], multiples: Sequence[float]) -> Cuts:
    """Cut at mean + z x SD (over n) for each multiple z, the highest first."""
    scores = falling(keys)
    exact = [Fraction(s) for s in scores]
    mean = sum(exact, Fraction(0)) / len(exact)
    deviation = sqrt(sum((s - mean) ** 2 for s in exact) / len(exact))
    bounds = [mean + Fraction(z * deviation) for z in sorted(multiples, reverse=True)]
    return cutting(Method.STANDARD_DEVIATIONS, scores, _at_bounds(scores, bounds))


def _at_bounds(scores: Sequence[Decimal], bounds: Sequence[Fraction]) -> list[int]:
    positions = [sum(Fraction(s) >= b for s in scores) for b in bounds]
    return sorted({p for p in positions if 0 < p < len(scores)})
