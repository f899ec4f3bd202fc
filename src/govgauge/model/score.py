"""Scores with their trail: intervals, assessments and rankings."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from attrs import field, frozen

from govgauge.model.text import Text
from govgauge.model.verdict import Verdict


class Result(StrEnum):
    """What an assessment comes to under its system's gates."""

    PASS = "pass"
    FAIL = "fail"
    OPEN = "open"


@frozen
class Score:
    """An interval of points: ``low`` counts every open item against the unit, ``high`` for it."""

    low: Decimal
    high: Decimal

    def __attrs_post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"low {self.low} above high {self.high}")

    @property
    def settled(self) -> bool:
        """True when nothing is open, so the score may be published."""
        return self.low == self.high

    def __add__(self, other: "Score") -> "Score":
        return Score(self.low + other.low, self.high + other.high)


ZERO = Score(Decimal(0), Decimal(0))


@frozen
class Coverage:
    """What an answer speaks of: ``seen`` of ``expected``, and what is missing, by reason."""

    seen: int = 0
    expected: int = 0
    missing: Mapping[str, int] = field(factory=dict)


@frozen
class IndicatorScore:
    """One indicator of one unit.

    ``points`` is the interval of points lost (deduct), gained (bonus) or, for a veto,
    ``verdict`` alone counts.  ``cap`` is the most this indicator can move.
    ``counted`` tells how many findings count; ``why`` says in zh and en how it came about.
    """

    code: str
    stage: str
    verdict: Verdict
    points: Score
    cap: Decimal | None
    counted_low: int = 0
    counted_high: int = 0
    finding_ids: tuple[str, ...] = ()
    coverage: Coverage = Coverage()
    value: float | None = None
    unit_of_value: str = ""
    reason: str = ""
    why: Text = Text("", "")


@frozen
class StageScore:
    """One stage (veto, deduct, bonus) of one unit."""

    stage: str
    opened: Verdict
    points: Score


@frozen
class Assessment:
    """Everything one system says of one unit (a line of ``assessments.jsonl``).

    ``scored`` is false for a unit outside the system's scored stages: vetoes alone decide its
    result, and its ``score`` is zero and says nothing.  ``None``: the list does not tell, so
    the score's low end is zero.
    """

    unit_id: str
    system: str
    result: Result
    outcome: Text
    score: Score
    stages: tuple[StageScore, ...]
    indicators: tuple[IndicatorScore, ...]
    coverage: Coverage
    vetoed_by: tuple[str, ...] = ()
    scored: bool | None = True

    @property
    def has_score(self) -> bool:
        """False for a unit checked for vetoes only, or vetoed where a veto leaves no score."""
        return self.scored is not False and (not self.vetoed_by or self.score.high > 0)

    @property
    def settled(self) -> bool:
        """True when nothing that bears on the result or the score is open."""
        if self.vetoed_by:
            return True
        if self.scored is False:
            return self.result is not Result.OPEN
        return self.scored is True and self.score.settled


@frozen
class RankingRow:
    """One unit's place in one group (a row of ``ranking.csv``).

    ``rank`` follows the order of ``low``; ``None`` for a unit that is not ranked.
    ``rank_best``/``rank_worst`` bound it over every completion of open items.  ``change`` is of places,
    ``points_change`` of the score since the campaign before, with its ends while one of them is open.
    """

    group: str
    rank: int | None
    tie: bool
    unit_id: str
    name: str
    score: Score
    tier: str
    rank_best: int | None = None
    rank_worst: int | None = None
    change: int | None = None
    points_change: Score | None = None
