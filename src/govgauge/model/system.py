"""An indicator system (指标体系) as data: stages, gates, indicators, groups and ranking."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from govgauge.model.measure import Below as Below
from govgauge.model.measure import Due as Due
from govgauge.model.measure import Grade as Grade
from govgauge.model.measure import Measure as Measure
from govgauge.model.measure import Raters as Raters
from govgauge.model.measure import Reduce as Reduce
from govgauge.model.measure import Sample as Sample
from govgauge.model.text import Text
from govgauge.model.weighted import Combine as Combine
from govgauge.model.weighted import Node as Node
from govgauge.model.weighted import Placement as Placement
from govgauge.model.weighted import Scale as Scale
from govgauge.model.weighted import Step as Step
from govgauge.model.weighted import TierMethod as TierMethod
from govgauge.model.weighted import WhenMissing as WhenMissing


class StageKind(StrEnum):
    """The stages a system can have, in this order; a note is shown and moves no points.

    ``tree`` is that of the indicators of a weighted tree: they give points.
    """

    VETO = "veto"
    DEDUCT = "deduct"
    BONUS = "bonus"
    NOTE = "note"
    TREE = "tree"


class MakeUp(StrEnum):
    """What becomes of the points of indicators that are not asked of a unit.

    ``none``: they are kept.  ``rescale``: they leave the full marks, and what is kept of the
    rest is brought to full marks again (75 × 4/3, N19-R8).  ``spread``: they are shared out
    evenly, so that every other indicator is worth as many points more (肇庆 2019).
    """

    NONE = "none"
    RESCALE = "rescale"
    SPREAD = "spread"


class Review(StrEnum):
    """Which findings a person must confirm before they count."""

    NONE = "none"
    SAMPLE = "sample"
    ALL = "all"


class RankStyle(StrEnum):
    """How ties share ranks: competition 1,1,3 or dense 1,1,2."""

    COMPETITION = "competition"
    DENSE = "dense"


@frozen
class Band:
    """Numbers from ``from_`` on (included) cost ``points``, up to the next band."""

    from_: Decimal
    points: Decimal


@frozen
class Indicator:
    """One indicator.

    ``at_least`` is the inclusive veto threshold on the reduced number; ``per_instance`` the
    points each instance (or each unit of the value) moves (``None`` in a deduct indicator: the
    rule's number is not known, so a fault costs anything up to the cap); ``points`` the most it
    can move (``None``: the cap of ``within``, else not known).  ``within`` names the cap it
    shares.  ``applies_to`` names a condition on the unit (``all``, ``has_services``,
    ``portals``).  ``unless_counted_under`` names indicators or shared caps: an address that
    counts there is not counted here.  ``bands`` stand instead of ``per_instance``: what the whole
    number costs, lowest bound first.
    """

    code: str
    title: Text
    clause: str
    stage: StageKind
    block: Text
    measures: tuple[Measure, ...]
    grade: Grade
    reduce: Reduce = Reduce.COUNT
    at_least: Decimal | None = None
    per_instance: Decimal | None = None
    points: Decimal | None = None
    points_grade: Grade = Grade.X
    applies_to: str = "all"
    unless_counted_under: tuple[str, ...] = ()
    review: Review = Review.NONE
    note: Text = Text("", "")
    line: int = 0
    within: str = ""
    bands: tuple[Band, ...] = ()

    @property
    def verified(self) -> bool:
        """True when the rule, and the points where it moves any, may stand without a warning."""
        moves = self.stage in (StageKind.DEDUCT, StageKind.BONUS, StageKind.TREE)
        return self.grade.verified and (not moves or self.points_grade.verified)


@frozen
class Cap:
    """The most several indicators of one stage can move together."""

    code: str
    title: Text
    points: Decimal
    points_grade: Grade = Grade.X
    note: Text = Text("", "")
    line: int = 0


@frozen
class Gates:
    """The lines between the stages: below ``fail_below`` fails; above ``bonus_above`` opens
    the bonus stage (``None``: no such gate).  ``veto_score`` is what a vetoed unit is given
    (``None``: it has no score and no rank)."""

    fail_below: Decimal | None = None
    fail_grade: Grade = Grade.X
    bonus_above: Decimal | None = None
    veto_score: Decimal | None = None


@frozen
class Tier:
    """A tier with its inclusive lower bound."""

    code: str
    title: Text
    from_: Decimal


@frozen
class Shares:
    """What the two ways of scoring in one system count of the whole; together 1."""

    indicators: Decimal
    tree: Decimal


@frozen
class IndicatorSystem:
    """A whole system as loaded from ``systems/<id>.yaml``; ``digest`` is of its canonical form.

    ``scored`` names the condition on units that are scored at all: the others are only checked
    for vetoes.
    """

    system_id: str
    version: str
    title: Text
    status: str
    sources: tuple[str, ...]
    full_marks: Decimal
    gates: Gates
    rank_style: RankStyle
    tiers: tuple[Tier, ...]
    indicators: tuple[Indicator, ...]
    digest: str
    note: Text = Text("", "")
    scored: str = "all"
    make_up: MakeUp = MakeUp.NONE
    caps: tuple[Cap, ...] = ()
    tree: Node | None = None
    when_missing: WhenMissing = WhenMissing.OPEN
    placement: Placement = field(factory=Placement)
    shares: Shares | None = None
    raters: Raters = Raters.AGREE

    @property
    def asked(self) -> tuple[Indicator, ...]:
        """Every indicator, those of the stages first, then the leaves of the tree."""
        return (*self.indicators, *self.tree_indicators)

    @property
    def tree_indicators(self) -> tuple[Indicator, ...]:
        """The leaves of the tree as indicators; their block is the dimension they stand under."""
        if self.tree is None:
            return ()
        total = sum((Fraction(child.weight) for child in self.tree.children), Fraction(0))
        whole = Fraction(self.full_marks) * (Fraction(self.shares.tree) if self.shares else 1)
        return tuple(
            leaf
            for child in self.tree.children
            for leaf in _as_indicators(
                child, child.title, whole * Fraction(child.weight) / total, Grade.A
            )
        )

    @property
    def assumed(self) -> tuple[Node, ...]:
        """The nodes of the tree whose weight nobody has verified."""
        nodes = () if self.tree is None else tuple(self.tree.walk())[1:]
        return tuple(node for node in nodes if not node.weight_grade.verified)

    @property
    def key(self) -> str:
        """``id@version``, as result folders are named."""
        return f"{self.system_id}@{self.version}"

    def stage(self, kind: StageKind) -> tuple[Indicator, ...]:
        """The indicators of one stage in order."""
        return tuple(i for i in self.indicators if i.stage is kind)

    def members(self, cap: str) -> tuple[Indicator, ...]:
        """The indicators that share a cap, in order."""
        return tuple(i for i in self.indicators if i.within == cap)

    def shared_cap(self, indicator: Indicator) -> Decimal | None:
        """The most all members of an indicator's shared cap can move; ``None`` without one."""
        return next((c.points for c in self.caps if c.code == indicator.within), None)

    def cap_of(self, indicator: Indicator) -> Decimal | None:
        """The most an indicator alone can move; ``None`` when that is not known."""
        return self.shared_cap(indicator) if indicator.points is None else indicator.points

    def gives_way_to(self, indicator: Indicator) -> frozenset[str]:
        """The codes an indicator gives way to, members of shared caps named one by one."""
        named: set[str] = set()
        for code in indicator.unless_counted_under:
            named |= {i.code for i in self.members(code)} or {code}
        return frozenset(named)

    def runs(self) -> tuple[tuple[str, Mapping[str, Any]], ...]:
        """Every distinct (detector id, parameters) the system asks for, in order."""
        runs: list[tuple[str, Mapping[str, Any]]] = []
        for indicator in self.asked:
            for measure in indicator.measures:
                run = (measure.detector, measure.params)
                if measure.detector and run not in runs:
                    runs.append(run)
        return tuple(runs)


def _as_indicators(
    node: Node, dimension: Text, points: Fraction, above: Grade
) -> tuple[Indicator, ...]:
    """The leaves below a node, each with its share of the points.

    The points are as well verified as the weights they come from: one that is assumed on the way
    down (``above``) makes all below it assumed.
    """
    weighed = node.weight_grade if above.verified else above
    total = sum((Fraction(child.weight) for child in node.children), Fraction(0))
    if node.children:
        return tuple(
            leaf
            for child in node.children
            for leaf in _as_indicators(
                child, dimension, points * Fraction(child.weight) / total, weighed
            )
        )
    return (
        Indicator(
            code=node.code,
            title=node.title,
            clause=node.clause,
            stage=StageKind.TREE,
            block=dimension,
            measures=node.measures,
            grade=node.grade,
            reduce=node.reduce,
            points=round(Decimal(points.numerator) / Decimal(points.denominator), 4),
            points_grade=weighed,
            note=node.note,
            line=node.line,
        ),
    )
