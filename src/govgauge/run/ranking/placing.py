"""Places in every group: ranks with their bounds, tiers, grades, and the order they are listed in."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from govgauge.model.ranked_table import GroupStatistics, RankedGroup, RankedPlace, RankedUnit
from govgauge.model.score import Score
from govgauge.model.system import IndicatorSystem, RankStyle, TierMethod
from govgauge.score.places.bounds import RankBounds
from govgauge.score.places.cuts import Method
from govgauge.score.places.keys import RankOn
from govgauge.score.places.listing import Listed
from govgauge.score.places.placing import FixedTiers, FoundTiers, Placing, PlacingRules, place_units
from govgauge.score.places.ranks import Convention
from govgauge.score.places.subgrades import SubGrades
from govgauge.score.places.tiers import Threshold
from govgauge.score.places.within_tiers import in_listing_order
from govgauge.score.rank import ALL
from govgauge.score.spread.summary import Over, summary
from govgauge.score.spread.tier_shares import tier_shares

MIN_COVERAGE = Decimal("0.65")
"""Below it a unit is listed without a rank (methodology 4.9)."""

_FOUND_IN_FEWEST = 3
_SITE_CODE = 10


def rank_groups(
    units: Mapping[str, RankedUnit], system: IndicatorSystem
) -> tuple[RankedGroup, ...]:
    """All units together, and every group of the table, in the order of their names."""
    members: dict[str, list[RankedUnit]] = {ALL: list(units.values())}
    for unit in units.values():
        for group in unit.groups:
            members.setdefault(group, []).append(unit)
    ordered = [ALL, *sorted(name for name in members if name != ALL)]
    return tuple(_group(name, members[name], system) for name in ordered)


def rules_of(system: IndicatorSystem, units: int) -> PlacingRules:
    """A system's rules of placing; tiers are not sought among too few units."""
    placement = system.placement
    codes = tuple(tier.code for tier in system.tiers)
    tiers: FixedTiers | FoundTiers | None = None
    if placement.tier_method is not TierMethod.FIXED:
        if units >= _FOUND_IN_FEWEST * max(1, len(codes)):
            tiers = FoundTiers(Method(placement.tier_method.value), codes)
    elif system.tiers:
        tiers = FixedTiers(tuple(Threshold(t.code, t.from_) for t in system.tiers))
    grades = None
    if placement.sub_grades and tiers is not None:
        grades = SubGrades(placement.sub_grades, no_subgrade=frozenset(placement.no_sub_grade))
    return PlacingRules(
        decimals=placement.decimals,
        rank_on=RankOn(placement.rank_on),
        convention=Convention(system.rank_style.value),
        tiers=tiers,
        sub_grades=grades,
    )


def is_ranked(unit: RankedUnit) -> bool:
    """Whether enough of a unit was measured to rank it."""
    return unit.low is not None and unit.coverage >= MIN_COVERAGE


def _group(name: str, members: Sequence[RankedUnit], system: IndicatorSystem) -> RankedGroup:
    ranked = [u for u in members if is_ranked(u)]
    placing = place_units({u.unit_id: u.low for u in ranked}, rules_of(system, len(ranked)))
    bounds = _bounds(ranked, system)
    by_id = {u.unit_id: u for u in members}
    places = [
        RankedPlace(
            unit_id=row.unit_id,
            rank=int(row.place.rank) if row.place else None,
            tie=row.place is not None and row.place.tie,
            best=bounds[row.unit_id][0],
            worst=bounds[row.unit_id][1],
            tier=(row.tier or "") if by_id[row.unit_id].settled else "",
            grade=(row.grade or "") if by_id[row.unit_id].settled else "",
        )
        for row in placing.rows
    ]
    codes = [t.code for t in placing.thresholds]
    places = in_listing_order(
        places, system.placement, codes, lambda p: p.tier, lambda p: _listed(by_id[p.unit_id])
    )
    rest = sorted((u for u in members if not is_ranked(u)), key=lambda u: u.unit_id)
    places += [RankedPlace(u.unit_id, None, False, None, None, "", "") for u in rest]
    return RankedGroup(
        name, tuple(places), statistics_of(name, ranked, places, placing), _cut_offs(placing)
    )


def _listed(unit: RankedUnit) -> Listed:
    """A site code begins with the code of its division (国办发〔2017〕47号)."""
    coded = len(unit.unit_id) == _SITE_CODE and unit.unit_id[:6].isdigit()
    return Listed(unit.unit_id, unit.name, unit.unit_id[:6] if coded else "", unit.low)


def _bounds(ranked: Sequence[RankedUnit], system: IndicatorSystem) -> dict[str, tuple[int, int]]:
    scores = {
        u.unit_id: Score(u.low, u.high) for u in ranked if u.low is not None and u.high is not None
    }
    found = RankBounds([*scores.values()], dense=system.rank_style is RankStyle.DENSE)
    return {unit_id: found.of(score) for unit_id, score in scores.items()}


def _cut_offs(placing: Placing) -> tuple[tuple[str, Decimal | None], ...]:
    return tuple((t.code, t.lower) for t in placing.thresholds)


def statistics_of(
    name: str,
    ranked: Sequence[RankedUnit],
    places: Sequence[RankedPlace] = (),
    placing: Placing | None = None,
) -> GroupStatistics:
    """The figures of a group over its settled units."""
    settled = [float(u.low) for u in ranked if u.settled and u.low is not None]
    found = summary(settled, Over.N)
    order = [t.code for t in placing.thresholds] if placing else []
    tiers = [p.tier for p in places if p.tier]
    shares = tier_shares(tiers, order) if tiers else []
    return GroupStatistics(
        name=name,
        count=len(ranked),
        mean=found.mean,
        median=found.median,
        deviation=found.deviation,
        minimum=found.minimum,
        maximum=found.maximum,
        tiers={s.tier: (int(s.share.numerator), s.percent) for s in shares},
    )
