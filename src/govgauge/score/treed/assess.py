"""Units by a system with a tree: alone, or with its stages by their shares (80/20, 70/30)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import attrs

from govgauge.model.score import Assessment, IndicatorScore, Result, Score, StageScore
from govgauge.model.system import Indicator, IndicatorSystem, Node, WhenMissing
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.model.verdict import Reason, Verdict
from govgauge.score.count import Count
from govgauge.score.places.keys import key_of
from govgauge.score.treed.below import children_first, children_of, rolls_up, value_below
from govgauge.score.treed.leaves import Leaf, rate_of_leaf
from govgauge.score.treed.peers import peer_rates
from govgauge.score.weighted.tree import ONE, ZERO, NodeScore, Rate, TreeScore, Value, score_rates
from govgauge.score.words import number, outcome_failed, outcome_open, outcome_tree

_NO = Decimal(0)
_DECIMALS = 9
_TREE = "tree"

Found = Mapping[str, Mapping[str, Leaf]]
"""Every unit's leaves by code."""


def with_trees(
    units: Sequence[Unit],
    staged: Mapping[str, Assessment],
    found: Found,
    system: IndicatorSystem,
) -> dict[str, Assessment]:
    """What the stages say, completed by the tree, in the order of ``units``.

    Pure: equal leaves give equal assessments, in whatever order the units stand.
    """
    if system.tree is None:
        return dict(staged)
    peers = _peers(system, found)
    under = children_of(units) if rolls_up(system) else {}
    order = children_first(units) if rolls_up(system) else units
    done: dict[str, Assessment] = {}
    for unit in order:
        own: dict[str, Leaf | None] = dict(found[unit.unit_id])
        for code, value in _below(system, under.get(unit.unit_id, ()), done).items():
            own[code] = Leaf(value, Count()) if value is not None else None
        rates = {
            leaf.code: _rate(
                leaf, own[leaf.code], peers.get(leaf.code, {}).get(unit.unit_id), system
            )
            for leaf in system.tree.leaves()
        }
        scored = score_rates(unit.unit_id, rates, system, ONE)
        done[unit.unit_id] = _complete(staged[unit.unit_id], scored, own, system)
    return {unit.unit_id: done[unit.unit_id] for unit in units}


def _peers(system: IndicatorSystem, found: Found) -> dict[str, dict[str, Rate]]:
    """The rates of leaves that lie between the lowest and the highest of all units."""
    assert system.tree is not None
    rates: dict[str, dict[str, Rate]] = {}
    for leaf in system.tree.leaves():
        if not leaf.scale.over:
            continue
        values = {unit_id: leaves[leaf.code].value for unit_id, leaves in found.items()}
        if system.when_missing is not WhenMissing.OPEN:
            values = {unit_id: v for unit_id, v in values.items() if not v.missing}
        rates[leaf.code] = peer_rates(leaf, values)
    return rates


def _below(
    system: IndicatorSystem, children: Sequence[str], done: Mapping[str, Assessment]
) -> dict[str, Value | None]:
    return {
        indicator.code: value_below(measure.below, children, done)
        for indicator in system.tree_indicators
        for measure in indicator.measures
        if measure.below is not None
    }


def _rate(
    leaf: Node, found: Leaf | None, peer: Rate | None, system: IndicatorSystem
) -> Rate | None:
    """A leaf's rate; ``None`` where it does not count for this unit."""
    if found is None:
        return None
    if found.value.missing and found.rate is None and system.when_missing is not WhenMissing.OPEN:
        return None if system.when_missing is WhenMissing.REWEIGHT else Rate(ZERO, ZERO)
    if leaf.scale.over:
        return peer if peer is not None else Rate(ZERO, ONE)
    return rate_of_leaf(found, leaf.scale)


# -- one assessment -------------------------------------------------------------------------------


def _complete(
    staged: Assessment,
    scored: TreeScore,
    found: Mapping[str, Leaf | None],
    system: IndicatorSystem,
) -> Assessment:
    tree = Score(_points(scored.low), _points(scored.high))
    share = Decimal(1) if system.shares is None else system.shares.tree
    leaves = tuple(
        _leaf_score(i, scored.nodes[i.code], share, found[i.code]) for i in system.tree_indicators
    )
    stage = StageScore(_TREE, Verdict.MET, tree)
    if system.shares is None:
        return _tree_alone(staged, tree, stage, leaves, system)
    together = staged
    if staged.scored is not False and not staged.vetoed_by:
        together = attrs.evolve(staged, score=_combined(staged, tree, system))
    return attrs.evolve(
        together, stages=(*staged.stages, stage), indicators=(*staged.indicators, *leaves)
    )


def _points(value: Fraction | None) -> Decimal:
    """At nine decimals, without zeros that say nothing."""
    if value is None:
        return _NO
    short = key_of(value, _DECIMALS).normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def _combined(staged: Assessment, tree: Score, system: IndicatorSystem) -> Score:
    """Each way of scoring by its share; what may be vetoed may come to what a veto gives."""
    assert system.shares is not None
    ours, theirs = system.shares.indicators, system.shares.tree
    low = ours * staged.score.low + theirs * tree.low
    high = ours * staged.score.high + theirs * tree.high
    veto = next(s.opened for s in staged.stages if s.stage == "veto")
    if veto is Verdict.UNDETERMINED:
        low = min(low, system.gates.veto_score or _NO)
    return Score(_NO if staged.scored is None else low, high)


def _tree_alone(
    staged: Assessment,
    tree: Score,
    stage: StageScore,
    leaves: tuple[IndicatorScore, ...],
    system: IndicatorSystem,
) -> Assessment:
    if staged.scored is False:
        return staged
    line = system.gates.fail_below
    if line is not None and tree.high < line:
        result, outcome = Result.FAIL, outcome_failed(line)
    elif not tree.settled and (line is None or tree.low < line):
        result, outcome = Result.OPEN, outcome_open(staged.scored)
    else:
        result, outcome = Result.PASS, outcome_tree(tree)
    return attrs.evolve(
        staged, result=result, outcome=outcome, score=tree, stages=(stage,), indicators=leaves
    )


def _leaf_score(
    indicator: Indicator, node: NodeScore, share: Decimal, found: Leaf | None
) -> IndicatorScore:
    """The points a leaf gives this unit, of those it can give."""
    if found is None or node.rate is None:
        why = Text(
            "本单位不适用，权重分给同级指标",
            "not asked of this unit: its weight goes to the others",
        )
        points = Score(_NO, _NO)
        return IndicatorScore(indicator.code, _TREE, Verdict.NOT_APPLICABLE, points, _NO, why=why)
    full = _points(node.full_points * Fraction(share))
    low = _points(node.rate.low * node.full_points * Fraction(share))
    high = _points(node.rate.high * node.full_points * Fraction(share))
    counted = found.counted
    return IndicatorScore(
        code=indicator.code,
        stage=_TREE,
        verdict=_verdict(node.rate, counted.reason),
        points=Score(low, high),
        cap=full,
        finding_ids=tuple(counted.findings),
        coverage=counted.coverage,
        value=counted.measured,
        unit_of_value=counted.unit_of_value,
        reason="" if node.rate.settled else counted.reason,
        why=_why(found.value, low, high, full),
    )


def _verdict(rate: Rate, reason: str) -> Verdict:
    if rate.settled:
        return Verdict.MET if rate.low == ONE else Verdict.UNMET
    asks = (Reason.QUESTION_OPEN.value, Reason.FIGURE_MISSING.value)
    return Verdict.NEEDS_PERSON if reason in asks else Verdict.UNDETERMINED


def _why(value: Value, low: Decimal, high: Decimal, full: Decimal) -> Text:
    """What was measured, and the points it gives."""
    written = _written(value)
    span = number(low) if low == high else f"[{number(low)}, {number(high)}]"
    return Text(
        f"{written.zh}，得 {span} 分（满分 {number(full)}）",
        f"{written.en}: {span} of {number(full)} point(s)",
    )


def _written(value: Value) -> Text:
    if value.category:
        return Text(f"评为“{value.category}”", f'"{value.category}"')
    if value.low is None:
        return Text("尚无数值", "no value yet")
    if value.high is None:
        return Text(f"至少 {number(value.low)}", f"{number(value.low)} or more")
    if value.low == value.high:
        return Text(f"值 {number(value.low)}", f"value {number(value.low)}")
    ends = f"{number(value.low)}–{number(value.high)}"
    return Text(f"值在 {ends} 之间", f"value between {ends}")
