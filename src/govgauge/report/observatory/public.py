"""What may be said to anybody of one unit: certain, with evidence at hand, masked, nothing grave quoted."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from attrs import evolve, frozen

from govgauge.model.finding import Finding
from govgauge.model.score import Assessment, IndicatorScore, RankingRow, Score
from govgauge.model.system import Indicator
from govgauge.model.text import Text
from govgauge.model.unit import Unit
from govgauge.model.verdict import OPEN, Severity, Verdict
from govgauge.report.circular.accusations import first_seen
from govgauge.report.open_data import HELD, public_result
from govgauge.report.publication import Publication

UNQUOTED = frozenset(
    {"hidden_links", "hijacked_links", "hijacked_text", "improper_terms", "personal_data"}
)
"""Detectors whose findings are neither quoted nor located in public: the address itself would lead
readers to leaked data, to a hijacked page or to a political wording fault."""

QUOTED_THOUGH_GRAVE = frozenset(
    {"forged_dates", "home_page_unreachable", "late_replies", "unanswered_letters"}
)
"""Detectors whose grave findings speak of times and answers and quote no wording."""

SHOWN_PROBLEMS = 20
"""Problems told of one rule of one unit; the unit's diagnosis has all."""

Mask = Callable[[str], str]


@frozen
class Problem:
    """One certain fault; ``says`` and ``target`` are empty where it is restricted."""

    finding_id: str
    detector: str
    says: Text
    target: str
    seen: str
    digests: tuple[str, ...]
    restricted: bool


@frozen
class Rule:
    """One indicator of one unit.

    ``verdict`` is that of the score, or ``held`` where a certain finding has lost its evidence:
    then neither problems nor points are told.  ``problems`` are the first of ``count``.
    """

    indicator: Indicator
    score: IndicatorScore
    verdict: str
    problems: tuple[Problem, ...] = ()
    count: int = 0

    @property
    def is_open(self) -> bool:
        """True where a person or evidence is waited for."""
        return self.score.verdict in OPEN and self.verdict != HELD


@frozen
class PublicUnit:
    """One unit as anybody may see it; one whose result is held has no score, place or rule."""

    unit: Unit
    result: str
    outcome: Text
    score: Score | None
    places: Sequence[RankingRow]
    rules: Sequence[Rule]

    @property
    def faulty(self) -> list[Rule]:
        """The rules with problems to be told, in the order of what they cost."""
        return [rule for rule in self.rules if rule.problems]

    @property
    def open_rules(self) -> list[Rule]:
        """The rules that are open."""
        return [rule for rule in self.rules if rule.is_open]

    @property
    def failed(self) -> list[str]:
        """The codes of the rules the unit is told not to meet."""
        return [rule.score.code for rule in self.rules if rule.verdict == Verdict.UNMET]

    @property
    def problems(self) -> int:
        """How many certain problems are told."""
        return sum(rule.count for rule in self.rules)


class PublicView:
    """Reads single units of a publication for the public."""

    def __init__(self, publication: Publication, held: Sequence[str], mask: Mask) -> None:
        self._publication = publication
        self._mask = mask
        self.held = frozenset(held)
        self._asked = {i.code: i for i in publication.results.system.asked}
        self._places: dict[str, list[RankingRow]] = {}
        for row in self.ranking:
            self._places.setdefault(row.unit_id, []).append(row)

    @property
    def ranking(self) -> list[RankingRow]:
        """The ranking without the units whose result is held."""
        return [r for r in self._publication.results.ranking if r.unit_id not in self.held]

    def result_of(self, unit_id: str) -> str:
        """``pass``, ``fail``, ``open`` or ``held``."""
        return public_result(self._publication.results.assessments[unit_id], self.held)

    def score_of(self, unit_id: str) -> Score | None:
        """The score that may be told; ``None`` without."""
        assessment = self._publication.results.assessments[unit_id]
        return assessment.score if assessment.has_score and unit_id not in self.held else None

    def unit(self, unit_id: str) -> PublicUnit:
        """One unit, its findings read and its evidence looked for."""
        results = self._publication.results
        assessment = results.assessments[unit_id]
        told = unit_id not in self.held
        return PublicUnit(
            unit=results.units[unit_id],
            result=self.result_of(unit_id),
            outcome=assessment.outcome if told else Text("", ""),
            score=self.score_of(unit_id),
            places=self._places.get(unit_id, ()),
            rules=self._rules(assessment) if told else (),
        )

    def _rules(self, assessment: Assessment) -> list[Rule]:
        found = self._publication.results.findings_of(assessment.unit_id)
        certain = {f.finding_id: f for f in found if f.instance.verdict is Verdict.UNMET}
        cited = {e.digest for f in certain.values() for e in f.instance.evidence if e.digest}
        seen = self._publication.seen_at(assessment.unit_id, frozenset(cited))
        rules = [self._rule(score, certain, seen) for score in assessment.indicators]
        vetoed = frozenset(assessment.vetoed_by)
        return sorted(rules, key=lambda r: (r.score.code not in vetoed, -_cost(r.score)))

    def _rule(
        self, score: IndicatorScore, certain: Mapping[str, Finding], seen: Mapping[str, str]
    ) -> Rule:
        own = [certain[i] for i in score.finding_ids if i in certain]
        whole = all(e.digest in seen for f in own for e in f.instance.evidence if e.digest)
        rule = Rule(self._asked[score.code], score, score.verdict.value)
        if not whole:
            return evolve(rule, verdict=HELD)
        shown = tuple(self._problem(f, seen) for f in own[:SHOWN_PROBLEMS])
        return evolve(rule, problems=shown, count=len(own))

    def _problem(self, finding: Finding, seen: Mapping[str, str]) -> Problem:
        instance = finding.instance
        kept_back = restricted(finding)
        says = Text("", "") if kept_back else self._masked(instance.says)
        return Problem(
            finding_id=finding.finding_id,
            detector=finding.detector,
            says=says,
            target="" if kept_back else self._mask(instance.target),
            seen=first_seen(finding, seen),
            digests=tuple(dict.fromkeys(e.digest for e in instance.evidence if e.digest)),
            restricted=kept_back,
        )

    def _masked(self, text: Text) -> Text:
        return Text(self._mask(text.zh), self._mask(text.en))


def restricted(finding: Finding) -> bool:
    """True for what only restricted versions quote and locate; a new detector's grave findings are."""
    grave = finding.instance.severity is Severity.GRAVE
    return finding.detector in UNQUOTED or (grave and finding.detector not in QUOTED_THOUGH_GRAVE)


def _cost(score: IndicatorScore) -> Decimal:
    return score.points.low if score.stage == "deduct" else Decimal(0)
