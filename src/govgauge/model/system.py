"""An indicator system (指标体系) as data: stages, gates, indicators, groups and ranking."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from govgauge.model.text import Text


class StageKind(StrEnum):
    """The stages a system can have, in this order; a note is shown and moves no points."""

    VETO = "veto"
    DEDUCT = "deduct"
    BONUS = "bonus"
    NOTE = "note"


class Grade(StrEnum):
    """How well a value is verified; A and B may be shown without the word unverified.

    A official text seen · B reliable second source · C practice of products · D derived ·
    M memory or assumption · X not known.
    """

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    M = "M"
    X = "X"

    @property
    def verified(self) -> bool:
        """True for values read in an official text or a reliable second source, or derived."""
        return self in (Grade.A, Grade.B, Grade.D)


class Reduce(StrEnum):
    """How findings become a number: their count, or the detector's own measurement."""

    COUNT = "count"
    VALUE = "value"


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
class Measure:
    """Where an indicator's answer comes from: a detector, a person's question or a figure.

    Exactly one of ``detector``, ``question`` and ``figure`` is set.  ``part`` selects the
    instances of one part of the unit where one detector serves several indicators.
    """

    detector: str = ""
    question: Text | None = None
    figure: str = ""
    params: Mapping[str, Any] = field(factory=dict)
    part: str = ""


@frozen
class Indicator:
    """One indicator.

    ``at_least`` is the inclusive veto threshold on the reduced number; ``per_instance`` the
    points each instance (or each unit of the value) moves; ``points`` the most it can move
    (``None``: the rule's cap is not known).  ``applies_to`` names a condition on the unit
    (``all``, ``has_services``, ``portals``).
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


@frozen
class Gates:
    """The lines between the stages: below ``fail_below`` fails; above ``bonus_above`` opens
    the bonus stage (``None``: no such gate)."""

    fail_below: Decimal | None = None
    fail_grade: Grade = Grade.X
    bonus_above: Decimal | None = None


@frozen
class Tier:
    """A tier with its inclusive lower bound."""

    code: str
    title: Text
    from_: Decimal


@frozen
class IndicatorSystem:
    """A whole system as loaded from ``systems/<id>.yaml``; ``digest`` is of its canonical form."""

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

    @property
    def key(self) -> str:
        """``id@version``, as result folders are named."""
        return f"{self.system_id}@{self.version}"

    def stage(self, kind: StageKind) -> tuple[Indicator, ...]:
        """The indicators of one stage in order."""
        return tuple(i for i in self.indicators if i.stage is kind)

    def runs(self) -> tuple[tuple[str, Mapping[str, Any]], ...]:
        """Every distinct (detector id, parameters) the system asks for, in order."""
        runs: list[tuple[str, Mapping[str, Any]]] = []
        for indicator in self.indicators:
            for measure in indicator.measures:
                run = (measure.detector, measure.params)
                if measure.detector and run not in runs:
                    runs.append(run)
        return tuple(runs)
