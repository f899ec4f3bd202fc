"""A campaign's assessments as results in which features are looked for."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from govgauge.model.divisions import division_name
from govgauge.model.score import Assessment, IndicatorScore
from govgauge.model.system import Indicator, IndicatorSystem, StageKind
from govgauge.model.unit import Unit
from govgauge.model.verdict import Verdict
from govgauge.score.noteworthy.results import WHOLE, Rates, Results, UnitResult

_LOSING = StageKind.DEDUCT.value
_GAINING = (StageKind.BONUS.value, StageKind.TREE.value)

RegionOf = Callable[[Unit], str]


def province_of(unit: Unit) -> str:
    """The province of a unit's division code; empty where it has none."""
    code = unit.division[:2] + "0000"
    return division_name(code) or "" if unit.division else ""


def results_of(
    units: Sequence[Unit],
    assessments: Mapping[str, Assessment],
    system: IndicatorSystem,
    *,
    last: Mapping[str, Rates] | None = None,
    sizes: Mapping[str, float] | None = None,
    region_of: RegionOf = province_of,
) -> Results:
    """Settled rates of every unit that has a score: the whole, blocks as dimensions, indicators.

    A unit vetoed, unscored or open makes no whole; a block with an open indicator makes no
    dimension.  ``last`` are last year's rates (of :func:`rates_of`, brought under this year's
    codes by the crosswalk), ``sizes`` any measure of size, both by unit id.
    """
    given_last, given_sizes = last or {}, sizes or {}
    scored = [u for u in units if _has_score(assessments[u.unit_id])]
    return Results(
        units=tuple(
            UnitResult(
                u.unit_id,
                u.name,
                rates_of(assessments[u.unit_id], system),
                given_last.get(u.unit_id, {}),
                region_of(u),
                given_sizes.get(u.unit_id),
            )
            for u in scored
        ),
        dimensions=tuple(_dimensions(system)),
        indicators=tuple(
            i.code
            for kind in (StageKind.DEDUCT, StageKind.BONUS, StageKind.TREE)
            for i in system.asked
            if i.stage is kind
        ),
    )


def _has_score(assessment: Assessment) -> bool:
    """A vetoed unit's fixed score says nothing about what it does well or badly."""
    return assessment.scored is True and not assessment.vetoed_by


def rates_of(assessment: Assessment, system: IndicatorSystem) -> dict[str, Fraction]:
    """The settled score rates (得分率) of one unit by code; nothing open or not applicable."""
    if not _has_score(assessment):
        return {}
    rates: dict[str, Fraction] = {}
    if assessment.score.settled:
        rates[WHOLE] = Fraction(assessment.score.low) / Fraction(system.full_marks)
    asked = {s.code: s for s in assessment.indicators if s.verdict is not Verdict.NOT_APPLICABLE}
    for code, score in asked.items():
        rate = _rate(score)
        if rate is not None:
            rates[code] = rate
    return rates | _blocks(asked, system)


def _rate(score: IndicatorScore) -> Fraction | None:
    """Kept points of a deduct indicator, gained ones of a bonus, of the most it can move."""
    if score.stage not in (_LOSING, *_GAINING) or not score.points.settled or not score.cap:
        return None
    moved = Fraction(score.points.low) / Fraction(score.cap)
    return 1 - moved if score.stage == _LOSING else moved


def _blocks(asked: Mapping[str, IndicatorScore], system: IndicatorSystem) -> dict[str, Fraction]:
    """The rate of every block all of whose indicators asked are settled."""
    rates = {}
    for name, members in _dimensions(system).items():
        own = [i for i in members if i.code in asked]
        if own and all(_rate(asked[i.code]) is not None for i in own):
            kept, full = _points(own, asked, system)
            if full:
                rates[name] = kept / full
    return rates


def dimension_points(assessment: Assessment, system: IndicatorSystem) -> dict[str, Fraction]:
    """The points one unit kept in each dimension all of whose indicators asked are settled."""
    asked = {s.code: s for s in assessment.indicators if s.verdict is not Verdict.NOT_APPLICABLE}
    kept = {}
    for name, members in _dimensions(system).items():
        own = [i for i in members if i.code in asked]
        if own and all(_rate(asked[i.code]) is not None for i in own):
            kept[name] = _points(own, asked, system)[0]
    return kept


def dimension_bounds(
    assessment: Assessment, system: IndicatorSystem
) -> dict[str, tuple[Fraction, Fraction]]:
    """The lowest and the highest rate of one unit in each dimension, whatever is still open.

    Empty for a unit that is vetoed or not scored; a dimension of unknown points is left out.
    """
    if not _has_score(assessment):
        return {}
    asked = {s.code: s for s in assessment.indicators if s.verdict is not Verdict.NOT_APPLICABLE}
    bounds = {}
    for name, members in _dimensions(system).items():
        own = [i for i in members if i.code in asked]
        if not own or any(asked[i.code].cap is None for i in own):
            continue
        (low, full), (high, _) = (_points(own, asked, system, best=b) for b in (False, True))
        if full:
            bounds[name] = low / full, high / full
    return bounds


def _dimensions(system: IndicatorSystem) -> dict[str, list[Indicator]]:
    """What makes up the dimensions: deductions by block, leaves by the branch they stand on.

    What stands in no block makes none.  A leaf that is a dimension by itself keeps its code, so
    that it is one thing and not two.
    """
    members: dict[str, list[Indicator]] = {}
    for indicator in system.asked:
        if indicator.stage in (StageKind.DEDUCT, StageKind.TREE) and indicator.block.zh:
            members.setdefault(indicator.block.zh, []).append(indicator)
    return {_name(block, own): own for block, own in members.items()}


def _name(block: str, own: Sequence[Indicator]) -> str:
    return own[0].code if len(own) == 1 and own[0].title.zh == block else block


def _points(
    members: Sequence[Indicator],
    asked: Mapping[str, IndicatorScore],
    system: IndicatorSystem,
    *,
    best: bool = True,
) -> tuple[Fraction, Fraction]:
    """Points kept and full points of a block; indicators that share a cap lose it once.

    What is open counts for the unit, or against it where not ``best``.
    """
    lost: dict[str, Fraction] = {}
    caps: dict[str, Fraction] = {}
    for indicator in members:
        lot, score = indicator.within or indicator.code, asked[indicator.code]
        shared = system.shared_cap(indicator)
        caps[lot] = Fraction(shared if shared is not None else score.cap or 0)
        losing = score.stage == _LOSING
        moved = Fraction(score.points.low if losing == best else score.points.high)
        cost = moved if losing else Fraction(score.cap or 0) - moved
        lost[lot] = min(caps[lot], lost.get(lot, Fraction(0)) + cost)
    full = sum(caps.values(), Fraction(0))
    return full - sum(lost.values(), Fraction(0)), full
