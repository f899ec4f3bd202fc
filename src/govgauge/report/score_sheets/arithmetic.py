"""How a unit's points come to its score, step by step, as numbers and as formulas of a sheet.

Every step is counted here exactly and written as a formula too.  What no sum of a sheet can say
(points made up for what is not asked, an address that counts once, a gate that is still open) is
a step of its own, so that the sheet comes to the score that was published and hides nothing.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from attrs import frozen

from govgauge.model.score import Assessment, IndicatorScore, Score
from govgauge.model.system import IndicatorSystem, StageKind
from govgauge.model.text import Text

_NO = Decimal(0)
_WORTH = {
    StageKind.DEDUCT: Text("扣分", "Deducted"),
    StageKind.BONUS: Text("加分", "Bonus"),
    StageKind.TREE: Text("加权指标得分", "Points of weighted indicators"),
}


@frozen
class Lot:
    """Indicators of one stage that share a cap; one that shares none is a lot by itself."""

    title: Text
    cap: Decimal | None
    members: tuple[IndicatorScore, ...]
    shared: bool

    @property
    def least(self) -> Decimal:
        """The points that surely count."""
        return self._capped(sum((m.points.low for m in self.members), _NO))

    @property
    def most(self) -> Decimal:
        """The points that count if every open item does."""
        return self._capped(sum((m.points.high for m in self.members), _NO))

    def _capped(self, points: Decimal) -> Decimal:
        return points if self.cap is None else min(self.cap, points)


@frozen
class Step:
    """One line of the reckoning.

    ``formula`` is written for the low and the high column alike: ``{key}`` is the cell of another
    step in the same column, ``{deduct_lots}``, ``{bonus_lots}`` and ``{tree_lots}`` the lots' points
    that this end of the interval counts.  Empty: the number itself is written.
    """

    key: str
    title: Text
    low: Decimal
    high: Decimal
    formula: str = ""


def lots_of(system: IndicatorSystem, assessment: Assessment, kind: StageKind) -> tuple[Lot, ...]:
    """The lots of a stage in the order of its first members."""
    indicators = {i.code: i for i in system.asked}
    caps = {cap.code: cap for cap in system.caps}
    found: dict[str, list[IndicatorScore]] = {}
    for score in assessment.indicators:
        if score.stage == kind.value:
            found.setdefault(indicators[score.code].within or score.code, []).append(score)
    return tuple(
        Lot(caps[name].title, caps[name].points, tuple(members), True)
        if name in caps
        else Lot(indicators[members[0].code].title, members[0].cap, tuple(members), False)
        for name, members in found.items()
    )


def reckoning(system: IndicatorSystem, assessment: Assessment) -> tuple[Step, ...]:
    """The steps from the full marks to the score; the last is the score itself."""
    if assessment.vetoed_by or assessment.scored is False:
        return _unscored(system, assessment)
    steps = list(_staged(system, assessment))
    steps += _tree(system, assessment)
    terms = [s.key for s in steps if s.key in ("staged", "tree", "tree_rest")]
    before = _sum(steps, terms)
    steps.append(_step("before", Text("合计", "Together"), before, _plus(terms)))
    rest = _minus(assessment.score, before)
    if rest != (_NO, _NO):
        title = Text("否决未定或对象情况未定的影响", "What an open veto or an open list can change")
        steps.append(Step("rest", title, *rest))
    total = ["before", "rest"] if rest != (_NO, _NO) else ["before"]
    ends = (assessment.score.low, assessment.score.high)
    return (*steps, _step("score", Text("得分", "Score"), ends, _plus(total)))


def _unscored(system: IndicatorSystem, assessment: Assessment) -> tuple[Step, ...]:
    title = Text("单项否决后的得分", "Score after a veto")
    if not assessment.vetoed_by:
        title = Text("本单位只查单项否决，不计分", "Checked for vetoes only: no score")
    ends = (assessment.score.low, assessment.score.high)
    return Step("before", title, *ends), _step("score", Text("得分", "Score"), ends, "={before}")


def _staged(system: IndicatorSystem, assessment: Assessment) -> Iterator[Step]:
    """Full marks, what is deducted, what is made up, bonus; nothing of a system without stages."""
    if not system.stage(StageKind.DEDUCT) and not system.stage(StageKind.BONUS):
        return
    full, stages = system.full_marks, {s.stage: s.points for s in assessment.stages}
    lost = lots_of(system, assessment, StageKind.DEDUCT)
    least, most = sum((lot.least for lot in lost), _NO), sum((lot.most for lot in lost), _NO)
    kept = stages.get("deduct", Score(full - most, full - least))
    yield Step("full", Text("满分", "Full marks"), full, full)
    yield _step("lost", _WORTH[StageKind.DEDUCT], (-most, -least), "=-({deduct_lots})")
    left = max(_NO, full - most), max(_NO, full - least)
    title = Text("扣分后，不低于 0", "After deductions, 0 at least")
    yield _step("left", title, left, "=MAX(0,{full}+{lost})")
    made_up = _minus(kept, left)
    if made_up != (_NO, _NO):
        title = Text(
            "不适用项折算、同一地址只计一次", "Made up for what is not asked; counted once"
        )
        yield Step("made_up", title, *made_up)
    terms = ["left", *(["made_up"] if made_up != (_NO, _NO) else [])]
    gained = lots_of(system, assessment, StageKind.BONUS)
    bonus = (sum((lot.least for lot in gained), _NO), sum((lot.most for lot in gained), _NO))
    given = stages.get("bonus", Score(*bonus))
    if gained:
        yield _step("bonus", _WORTH[StageKind.BONUS], bonus, "={bonus_lots}")
        terms.append("bonus")
        gate = _minus(given, bonus)
        if gate != (_NO, _NO):
            yield Step("gate", Text("未达加分线或未定", "Bonus line not reached, or open"), *gate)
            terms.append("gate")
    ours = Decimal(1) if system.shares is None else system.shares.indicators
    ends = (ours * (kept.low + given.low), ours * (kept.high + given.high))
    share = "" if ours == 1 else f"{ours}*"
    title = Text("环节得分", "Points of the stages")
    yield _step("staged", title, ends, f"={share}({_plus(terms)[1:]})")


def _tree(system: IndicatorSystem, assessment: Assessment) -> Iterator[Step]:
    if system.tree is None:
        return
    share = Decimal(1) if system.shares is None else system.shares.tree
    stage = next(s.points for s in assessment.stages if s.stage == StageKind.TREE.value)
    leaves = [i.points for i in assessment.indicators if i.stage == StageKind.TREE.value]
    points = (sum((p.low for p in leaves), _NO), sum((p.high for p in leaves), _NO))
    yield _step("tree", _WORTH[StageKind.TREE], points, "={tree_lots}")
    rest = _minus(Score(share * stage.low, share * stage.high), points)
    if rest != (_NO, _NO):
        title = Text("按上级指标合成的差额", "What the tree's own way of adding changes")
        yield Step("tree_rest", title, *rest)


def _step(key: str, title: Text, ends: tuple[Decimal, Decimal], formula: str) -> Step:
    return Step(key, title, *ends, formula)


def _sum(steps: Sequence[Step], keys: Sequence[str]) -> tuple[Decimal, Decimal]:
    chosen = [step for step in steps if step.key in keys]
    return sum((s.low for s in chosen), _NO), sum((s.high for s in chosen), _NO)


def _minus(score: Score, ends: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
    return score.low - ends[0], score.high - ends[1]


def _plus(keys: Sequence[str]) -> str:
    return "=" + "+".join(f"{{{key}}}" for key in keys)
