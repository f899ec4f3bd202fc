"""Who may be named as failing, and for what: nothing is said without evidence at hand."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from attrs import frozen

from govgauge.model.finding import Finding
from govgauge.model.score import Assessment, IndicatorScore, Result
from govgauge.model.system import Indicator
from govgauge.model.text import Text
from govgauge.model.verdict import Verdict
from govgauge.report.publication import Publication

_NAMED = 3
_MOST_COSTLY = 3
SeenAt = Callable[[frozenset[str]], Mapping[str, str]]


@frozen
class Accusation:
    """One reason why a unit fails: the rule, what was found, and the finding that proves it.

    ``finding`` is ``None`` for what a person judged; ``seen`` is the first day its evidence was
    received, empty for a series of visits.
    """

    indicator: Indicator
    says: Text
    finding: Finding | None
    seen: str = ""


def accusations_of(
    assessment: Assessment,
    indicators: Mapping[str, Indicator],
    findings: Sequence[Finding],
    seen_at: SeenAt,
) -> list[Accusation]:
    """Why a unit fails; empty where it does not, or where no reason has its evidence at hand.

    A reason of which any certain finding has lost its evidence is not named at all: whether the
    rest would still be enough is not for a document to judge.
    """
    if assessment.result is not Result.FAIL:
        return []
    decisive = _decisive(assessment)
    wanted = {i for score in decisive for i in score.finding_ids}
    certain = {
        f.finding_id: f
        for f in findings
        if f.finding_id in wanted and f.instance.verdict is Verdict.UNMET
    }
    digests = {e.digest for f in certain.values() for e in f.instance.evidence if e.digest}
    seen = seen_at(frozenset(digests))
    named: list[Accusation] = []
    for score in decisive:
        own = [certain[i] for i in score.finding_ids if i in certain]
        named += _named(indicators[score.code], score, own, seen)
    return named


def _decisive(assessment: Assessment) -> list[IndicatorScore]:
    """The vetoes a unit fails by, else what cost it most."""
    if assessment.vetoed_by:
        return [i for i in assessment.indicators if i.code in assessment.vetoed_by]
    lost = [i for i in assessment.indicators if i.stage == "deduct" and i.points.low > 0]
    return sorted(lost, key=lambda i: -i.points.low)[:_MOST_COSTLY]


def _named(
    indicator: Indicator, score: IndicatorScore, own: Sequence[Finding], seen: Mapping[str, str]
) -> list[Accusation]:
    if not own:
        judged = any(m.question for m in indicator.measures) and not score.finding_ids
        return [Accusation(indicator, score.why, None)] if judged else []
    if not all(_at_hand(finding, seen) for finding in own):
        return []
    return [
        Accusation(indicator, finding.instance.says, finding, first_seen(finding, seen))
        for finding in own[:_NAMED]
    ]


def _at_hand(finding: Finding, seen: Mapping[str, str]) -> bool:
    return all(e.digest in seen for e in finding.instance.evidence if e.digest)


def first_seen(finding: Finding, seen: Mapping[str, str]) -> str:
    """The first time any evidence of a finding was received; empty when none has a time."""
    return min((seen[e.digest] for e in finding.instance.evidence if e.digest in seen), default="")


@frozen
class Named:
    """Who is named as failing and for what, and who is not though the score says so."""

    failing: dict[str, list[Accusation]]
    held: tuple[str, ...]
    open: tuple[str, ...]


def named_units(publication: Publication) -> Named:
    """Sort the units that do not pass: failing with evidence, held back without, open."""
    results = publication.results
    indicators = {i.code: i for i in results.system.asked}
    failing: dict[str, list[Accusation]] = {}
    held: list[str] = []
    for unit_id, assessment in results.assessments.items():
        if assessment.result is not Result.FAIL:
            continue
        accused = accusations_of(
            assessment,
            indicators,
            results.standing_of(unit_id),
            partial(publication.seen_at, unit_id),
        )
        if accused:
            failing[unit_id] = accused
        else:
            held.append(unit_id)
    still_open = (a.unit_id for a in results.assessments.values() if a.result is Result.OPEN)
    return Named(failing, tuple(held), tuple(still_open))
