"""Named examples of problems: only units whose finding is certain and whose evidence is at hand."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from govgauge.model.finding import Finding
from govgauge.model.score import IndicatorScore
from govgauge.model.system import StageKind
from govgauge.model.text import Text
from govgauge.model.verdict import Severity, Verdict
from govgauge.model.yearly import Met, Yearly
from govgauge.report.circular.accusations import Named, first_seen
from govgauge.report.publication import Publication

_PROBLEMS, _NAMED, _TRIED = 10, 3, 8
LEFT_OUT = Text("内容从略，见证据", "not quoted, see the evidence")


@frozen
class Example:
    """One unit, what was found there, and the finding that proves it."""

    unit_id: str
    says: Text
    finding_id: str
    seen: str


def problems(publication: Publication, yearly: Yearly) -> list[Met]:
    """The indicators most units do not meet, the most frequent first; a bonus is no duty."""
    stages = {i.code: i.stage for i in publication.results.system.asked}
    hit = [m for m in yearly.indicators.values() if m.unmet and stages[m.code] != StageKind.BONUS]
    return sorted(hit, key=lambda m: (-len(m.unmet), m.code))[:_PROBLEMS]


def find_examples(
    publication: Publication, yearly: Yearly, named: Named
) -> dict[str, tuple[Example, ...]]:
    """Up to three examples of each problem; who was named less often goes before."""
    often: dict[str, int] = {}
    found: dict[str, tuple[Example, ...]] = {}
    for met in problems(publication, yearly):
        own = []
        for unit_id in _candidates(publication, met, named, often):
            example = _example(publication, unit_id, met.code)
            if example is not None:
                own.append(example)
                often[unit_id] = often.get(unit_id, 0) + 1
            if len(own) == _NAMED:
                break
        found[met.code] = tuple(own)
    return found


def _candidates(
    publication: Publication, met: Met, named: Named, often: Mapping[str, int]
) -> list[str]:
    """Who may be named, those it cost most first; one held back for want of evidence never."""

    def order(unit_id: str) -> tuple[int, float, str]:
        lost = _score(publication, unit_id, met.code).points.low
        return often.get(unit_id, 0), -float(lost), unit_id

    allowed = (u for u in met.unmet if u not in named.held)
    return sorted(allowed, key=order)[:_TRIED]


def _score(publication: Publication, unit_id: str, code: str) -> IndicatorScore:
    assessment = publication.results.assessments[unit_id]
    return next(score for score in assessment.indicators if score.code == code)


def _example(publication: Publication, unit_id: str, code: str) -> Example | None:
    """The first certain finding of a unit all evidence of which is at hand."""
    wanted = set(_score(publication, unit_id, code).finding_ids)
    certain = [
        f
        for f in publication.results.findings_of(unit_id)
        if f.finding_id in wanted and f.instance.verdict is Verdict.UNMET
    ]
    digests = frozenset(e.digest for f in certain for e in f.instance.evidence if e.digest)
    seen = publication.seen_at(unit_id, digests)
    for finding in certain:
        if all(e.digest in seen for e in finding.instance.evidence if e.digest):
            return Example(unit_id, _says(finding), finding.finding_id, first_seen(finding, seen))
    return None


def _says(finding: Finding) -> Text:
    """What was found; a grave fault that quotes other people's words is not quoted on."""
    instance = finding.instance
    return LEFT_OUT if instance.severity is Severity.GRAVE and instance.excerpt else instance.says


def detectors_of(publication: Publication, code: str) -> Iterator[str]:
    """The detectors that measure an indicator."""
    indicator = next(i for i in publication.results.system.asked if i.code == code)
    yield from (m.detector for m in indicator.measures if m.detector)
