"""Sub-grades (A+, A, A-) inside tiers, by equal widths of score or equal counts of units."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from govgauge.score.places.tiers import Threshold


class Split(StrEnum):
    """How a tier is cut into sub-grades: equal widths of score, or equal counts of units."""

    WIDTH = "width"
    COUNT = "count"


class High(StrEnum):
    """Where a tier ends for its sub-grades: its best score, or the next tier's cut-off."""

    BEST = "best"
    NEXT = "next"


@frozen
class SubGrades:
    """The rule of sub-grades; ``labels`` from the best down, appended to the tier's code.

    ``no_subgrade`` names tiers that keep one grade (UESTC cuts A, B and C in three, D not).
    """

    labels: tuple[str, ...] = ("+", "", "-")
    split: Split = Split.WIDTH
    high: High = High.BEST
    no_subgrade: frozenset[str] = frozenset()


def width_bounds(low: Decimal, high: Decimal, parts: int) -> list[Fraction]:
    """The lower bounds of equal widths of [low, high], the best part first, exact.

    Lower-closed; the maximum belongs to the top part.  A tier of one score has one bound,
    that score, in every part: all its units are in the top part.
    """
    if parts < 1 or high < low:
        raise ValueError(f"{parts} parts of {low} to {high}")
    width = (Fraction(high) - Fraction(low)) / parts
    return [Fraction(high) - width * n for n in range(1, parts + 1)]


def count_parts(keys: Sequence[Decimal], parts: int) -> list[int]:
    """The part (0 the best) of every key by equal counts; sizes differ by at most one unit
    before ties, larger parts first, and a tie moves up together."""
    size, more = divmod(len(keys), parts)
    ends, end = [], 0
    for part in range(parts):
        end += size + (part < more)
        ends.append(end)
    part_of: dict[Decimal, int] = {}
    for position, key in enumerate(sorted(keys, reverse=True)):
        part = next(p for p, end in enumerate(ends) if position < end)
        part_of.setdefault(key, part)
    return [part_of[k] for k in keys]


def sub_grades(
    keys: Sequence[Decimal | None],
    tiers: Sequence[str | None],
    rule: SubGrades,
    lows: Sequence[Threshold],
) -> list[str | None]:
    """The grade of every unit: its tier's code with a label, as A+, A, A-.

    ``lows`` are the tiers' cut-offs, the best tier first.  A tier without lower bound is cut
    from its worst score up.
    """
    grades: list[str | None] = list(tiers)
    for number, threshold in enumerate(lows):
        members = [n for n, t in enumerate(tiers) if t == threshold.code and keys[n] is not None]
        if not members or threshold.code in rule.no_subgrade:
            continue
        own = [k for n in members if (k := keys[n]) is not None]
        above = lows[number - 1].lower if number else None
        for n, part in zip(members, _parts(own, threshold, above, rule), strict=True):
            grades[n] = threshold.code + rule.labels[part]
    return grades


def _parts(
    keys: Sequence[Decimal], threshold: Threshold, above: Decimal | None, rule: SubGrades
) -> list[int]:
    if rule.split is Split.COUNT:
        return count_parts(keys, len(rule.labels))
    low = min(keys) if threshold.lower is None else threshold.lower
    high = above if rule.high is High.NEXT and above is not None else max(keys)
    bounds = width_bounds(low, high, len(rule.labels))
    return [next(n for n, b in enumerate(bounds) if Fraction(k) >= b) for k in keys]
