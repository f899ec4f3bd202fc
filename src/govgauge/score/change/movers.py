"""Who improved most (进步幅度): five measures that name different units, so always named."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from govgauge.score.change.growth import Growth
from govgauge.score.places.keys import rank_key
from govgauge.score.places.ranks import Convention, places, top


class Measure(StrEnum):
    """What "improved" means.

    ``points``; ``percent`` of the old score; ``gap_closed``, the share of what was still
    missing; ``ranks`` gained; ``residual``, points above what a regression of new on old scores
    predicts, which takes the regression to the mean out.
    """

    POINTS = "points"
    PERCENT = "percent"
    GAP_CLOSED = "gap_closed"
    RANKS = "ranks"
    RESIDUAL = "residual"


@frozen
class Moved:
    """One unit in both years: matched scores, published ranks, and whether it may be named.

    ``eligible`` is false where either year's coverage is too low, or a veto stands.
    """

    unit_id: str
    old: Fraction
    new: Fraction
    group: str = ""
    old_rank: int | None = None
    new_rank: int | None = None
    eligible: bool = True


@frozen
class Mover:
    """One unit with its figure (points, percent or ranks) and its place by it."""

    unit_id: str
    group: str
    figure: Fraction
    place: int
    tie: bool


def biggest_movers(
    units: Sequence[Moved],
    measure: Measure,
    count: int,
    *,
    full_mark: Fraction = Fraction(100),
    per_group: int | None = None,
    decimals: int = 4,
) -> list[Mover]:
    """The ``count`` units that improved most, all of a tie, at most ``per_group`` of a group.

    Only eligible units that rose are named; all eligible ones make the regression.  A group's
    last admitted place is never cut inside a tie either.
    """
    eligible = sorted((u for u in units if u.eligible), key=lambda u: u.unit_id)
    figures = _figures(eligible, measure, full_mark)
    rose = [(u, figures[u.unit_id]) for u in eligible if figures.get(u.unit_id, Fraction(0)) > 0]
    if per_group is not None:
        rose = _within_groups(rose, per_group, decimals)
    keys: list[Decimal | None] = [rank_key(figure, decimals) for _, figure in rose]
    placed = places(keys, Convention.COMPETITION)
    movers = []
    for position in top(keys, count, Convention.COMPETITION):
        (unit, figure), place = rose[position], placed[position]
        assert place is not None
        movers.append(Mover(unit.unit_id, unit.group, figure, int(place.rank), place.tie))
    return movers


def _within_groups(
    rose: Sequence[tuple[Moved, Fraction]], per_group: int, decimals: int
) -> list[tuple[Moved, Fraction]]:
    kept = []
    for group in sorted({u.group for u, _ in rose}):
        members = [(u, f) for u, f in rose if u.group == group]
        keys: list[Decimal | None] = [rank_key(f, decimals) for _, f in members]
        kept += [members[n] for n in top(keys, per_group, Convention.COMPETITION)]
    return sorted(kept, key=lambda pair: pair[0].unit_id)


def _figures(
    units: Sequence[Moved], measure: Measure, full_mark: Fraction
) -> Mapping[str, Fraction]:
    if measure is Measure.RESIDUAL:
        return _residuals(units)
    figure: dict[Measure, Callable[[Moved], Fraction | None]] = {
        Measure.POINTS: lambda u: u.new - u.old,
        Measure.PERCENT: lambda u: Growth(u.old, u.new).percent,
        Measure.GAP_CLOSED: lambda u: _gap_closed(u, full_mark),
        Measure.RANKS: _ranks_gained,
    }
    found = {u.unit_id: figure[measure](u) for u in units}
    return {unit_id: f for unit_id, f in found.items() if f is not None}


def _gap_closed(unit: Moved, full_mark: Fraction) -> Fraction | None:
    gap = full_mark - unit.old
    return (unit.new - unit.old) / gap * 100 if gap > 0 else None


def _ranks_gained(unit: Moved) -> Fraction | None:
    if unit.old_rank is None or unit.new_rank is None:
        return None
    return Fraction(unit.old_rank - unit.new_rank)


def _residuals(units: Sequence[Moved]) -> dict[str, Fraction]:
    """New scores less the least-squares line on old ones, exact; none without spread."""
    if len(units) < 3:
        return {}
    count = len(units)
    old_mean = sum((u.old for u in units), Fraction(0)) / count
    new_mean = sum((u.new for u in units), Fraction(0)) / count
    spread = sum(((u.old - old_mean) ** 2 for u in units), Fraction(0))
    if not spread:
        return {}
    together = sum(((u.old - old_mean) * (u.new - new_mean) for u in units), Fraction(0))
    slope = together / spread
    return {u.unit_id: u.new - (new_mean + slope * (u.old - old_mean)) for u in units}
