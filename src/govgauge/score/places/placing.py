"""From scores to places in one go: key, rank, tier and grade of every unit of a group."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from attrs import frozen

from govgauge.model.failure import BadInput
from govgauge.model.text import Text
from govgauge.score.places.cuts import Cuts, Method
from govgauge.score.places.gaps import equal_intervals, head_tail, largest_gaps, quantiles
from govgauge.score.places.keys import Number, RankOn, rank_key
from govgauge.score.places.ranks import Convention, Place, places
from govgauge.score.places.subgrades import SubGrades, sub_grades
from govgauge.score.places.tiers import Closed, Threshold, fixed_tiers


@frozen
class FixedTiers:
    """Tiers by thresholds given in advance, the best first."""

    thresholds: tuple[Threshold, ...]
    closed: Closed = Closed.LOWER


@frozen
class FoundTiers:
    """Tiers found from the group's own scores; ``codes`` from the best down name them.

    ``smallest`` is the least size of a class where the method knows one (``None``: its default).
    """

    method: Method
    codes: tuple[str, ...]
    smallest: int | None = None


@frozen
class PlacingRules:
    """How a group is placed; a report prints ``decimals``, ``rank_on`` and the tie rule."""

    decimals: int = 2
    rank_on: RankOn = RankOn.REPORTED
    convention: Convention = Convention.COMPETITION
    tiers: FixedTiers | FoundTiers | None = None
    sub_grades: SubGrades | None = None


@frozen
class Placed:
    """One unit: everything about it is decided on ``key``.  All ``None`` without a score."""

    unit_id: str
    key: Decimal | None
    place: Place | None
    tier: str | None
    grade: str | None


@frozen
class Placing:
    """A group placed, the best first, units without a score last, equal ones by id.

    ``thresholds`` are the lower bounds used; ``cuts`` how they were found, where they were.
    """

    rows: tuple[Placed, ...]
    thresholds: tuple[Threshold, ...]
    cuts: Cuts | None


def place_units(scores: Mapping[str, Number | None], rules: PlacingRules) -> Placing:
    """Place every unit of a group; ``None`` is a unit without a score.

    :class:`BadInput` where tiers cannot be found in so few scores, or lack a name.
    """
    unit_ids = sorted(scores)
    keys = [_key(scores[u], rules) for u in unit_ids]
    thresholds, closed, cuts = _thresholds([k for k in keys if k is not None], rules.tiers)
    tiers: Sequence[str | None] = [None] * len(keys)
    if thresholds:
        tiers = fixed_tiers(keys, thresholds, closed)
    grades = tiers
    if rules.sub_grades is not None:
        grades = sub_grades(keys, tiers, rules.sub_grades, thresholds)
    placed = places(keys, rules.convention)
    rows = [Placed(*row) for row in zip(unit_ids, keys, placed, tiers, grades, strict=True)]
    rows.sort(key=lambda r: (r.key is None, -(r.key or Decimal(0))))
    return Placing(tuple(rows), tuple(thresholds), cuts)


def _key(score: Number | None, rules: PlacingRules) -> Decimal | None:
    return None if score is None else rank_key(score, rules.decimals, rules.rank_on)


def _thresholds(
    keys: Sequence[Decimal], rule: FixedTiers | FoundTiers | None
) -> tuple[Sequence[Threshold], Closed, Cuts | None]:
    if rule is None or not keys:
        return (), Closed.LOWER, None
    if isinstance(rule, FixedTiers):
        return rule.thresholds, rule.closed, None
    cuts = find_cuts(keys, rule)
    if len(cuts.sizes) > len(rule.codes):
        raise _unnamed(len(cuts.sizes), rule.codes)
    bounds = (*cuts.cut_offs, None)
    named = [Threshold(code, bound) for code, bound in zip(rule.codes, bounds, strict=False)]
    return named, Closed.LOWER, cuts


def find_cuts(keys: Sequence[Decimal], rule: FoundTiers) -> Cuts:
    """Cut a group's keys by the method named, into as many classes as there are codes."""
    classes, smallest = len(rule.codes), rule.smallest
    ways: dict[Method, Callable[[], Cuts]] = {
        Method.LARGEST_GAPS: lambda: largest_gaps(keys, classes, smallest),
        Method.HEAD_TAIL: lambda: head_tail(keys),
        Method.QUANTILES: lambda: quantiles(keys, classes),
        Method.EQUAL_INTERVALS: lambda: equal_intervals(keys, classes),
    }
    if rule.method in ways:
        return ways[rule.method]()
    # The two that fit curves need numpy: it is loaded when it is needed.
    from govgauge.score.places.stretches import difference_trend, natural_breaks

    if rule.method is Method.DIFFERENCE_TREND:
        return difference_trend(keys, classes, smallest)
    if rule.method is Method.NATURAL_BREAKS:
        return natural_breaks(keys, classes, 1 if smallest is None else smallest)
    raise BadInput(
        "method-needs-multiples",
        Text(
            f"{rule.method} 需要指定标准差倍数", f"{rule.method} needs multiples of the deviation"
        ),
        Text("换一种方法，或写成固定分数线", "take another method, or write fixed thresholds"),
    )


def _unnamed(classes: int, codes: Sequence[str]) -> BadInput:
    return BadInput(
        "too-few-tier-names",
        Text(
            f"找到 {classes} 档，只有 {len(codes)} 个档名", f"{classes} classes, {len(codes)} names"
        ),
        Text("补足档名", "name as many tiers"),
    )
