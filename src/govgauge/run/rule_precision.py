"""How often people upheld each rule, and the rules that therefore only ask a person."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import attrs
from attrs import field, frozen

from govgauge.model.detector import Detection, ShelvedDetector
from govgauge.model.finding import Finding, Instance
from govgauge.model.precision import LEAST_PRECISION, rule_of
from govgauge.model.system import IndicatorSystem
from govgauge.model.verdict import Verdict
from govgauge.run.past_decisions import PastDecision
from govgauge.score.sampling.proportion import Interval, wilson

Rule = tuple[str, str]
"""A detector and the rule of it that found something; no rule for detectors that name none."""
_ENOUGH = 5
"""Decisions below which nothing is said of a rule: one rejection alone bounds it at 0.79."""


@frozen
class RulePrecision:
    """How often people upheld what one rule found, of what they decided, with its 95 % interval.

    ``least`` is what the system asks of it; ``None`` where the detector asks nothing of its rules.
    """

    detector: str
    rule: str
    upheld: int
    rejected: int
    interval: Interval
    least: float | None

    @property
    def precision(self) -> float:
        """Upheld by decided."""
        return self.upheld / (self.upheld + self.rejected)

    @property
    def fallen(self) -> bool:
        """True where even the upper bound lies below what is asked: it only asks a person."""
        enough = self.upheld + self.rejected >= _ENOUGH
        return enough and self.least is not None and self.interval.high < self.least


@frozen
class Fallen:
    """The rules that only ask a person, and by what decisions."""

    rules: tuple[RulePrecision, ...] = ()
    names: frozenset[Rule] = field(factory=frozenset)

    def as_table(self) -> list[dict[str, Any]]:
        """JSON-ready, for results."""
        return [attrs.asdict(rule) for rule in self.rules]


NONE_FALLEN = Fallen()


def rule_precisions(
    decisions: Iterable[PastDecision],
    system: IndicatorSystem,
    shelf: Mapping[str, ShelvedDetector],
) -> list[RulePrecision]:
    """What people made of each rule's findings, in the order of names.

    A detector with the parameter ``least_precision`` is told by its rules, any other as a whole.
    """
    least = _least(system, shelf)
    counts: dict[Rule, Counter[bool]] = {}
    for decision in decisions:
        if decision.finding is not None:
            counts.setdefault(_rule(decision.finding, shelf), Counter())[decision.upheld] += 1
    return [
        RulePrecision(
            detector,
            rule,
            n[True],
            n[False],
            wilson(n[True] / n.total(), n.total()),
            least.get(detector),
        )
        for (detector, rule), n in sorted(counts.items())
    ]


def fallen_rules(precisions: Iterable[RulePrecision]) -> Fallen:
    """The rules below what is asked of them."""
    rules = tuple(rule for rule in precisions if rule.fallen)
    return Fallen(rules, frozenset((rule.detector, rule.rule) for rule in rules))


def asking_a_person(detection: Detection, detector: str, fallen: Fallen) -> Detection:
    """The same answer with what fallen rules found left to a person, and no longer counted."""
    lowered = [i for i in detection.instances if _falls(i, detector, fallen)]
    if not lowered:
        return detection
    kept = tuple(
        attrs.evolve(i, verdict=Verdict.NEEDS_PERSON) if _falls(i, detector, fallen) else i
        for i in detection.instances
    )
    certain = any(i.verdict is Verdict.UNMET for i in kept)
    value = detection.value
    if value is not None:
        value -= sum(1.0 if i.value is None else i.value for i in lowered)
    return attrs.evolve(
        detection,
        verdict=Verdict.UNMET if certain else Verdict.NEEDS_PERSON,
        instances=kept,
        value=value,
    )


def _falls(instance: Instance, detector: str, fallen: Fallen) -> bool:
    return instance.verdict is Verdict.UNMET and (detector, rule_of(instance)) in fallen.names


def _rule(finding: Finding, shelf: Mapping[str, ShelvedDetector]) -> Rule:
    shelved = shelf.get(finding.detector)
    named = shelved is not None and any(p.name == LEAST_PRECISION for p in shelved.about.parameters)
    return finding.detector, rule_of(finding.instance) if named else ""


def _least(system: IndicatorSystem, shelf: Mapping[str, ShelvedDetector]) -> dict[str, float]:
    """What a system asks of the rules of each detector: the most that any of its runs asks."""
    least: dict[str, float] = {}
    for detector, given in system.runs():
        asked = shelf[detector].about.params(given).get(LEAST_PRECISION)
        if asked is not None:
            least[detector] = max(least.get(detector, 0.0), float(asked))
    return least
