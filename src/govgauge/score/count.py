"""From detections to numbers: what is certain, what is open, and whether all was seen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from attrs import define, field

from govgauge.model.detector import Detection, params_digest
from govgauge.model.finding import Finding
from govgauge.model.score import Coverage
from govgauge.model.system import Indicator, Measure, Reduce, Review
from govgauge.model.unit import Unit
from govgauge.model.verdict import Reason, Verdict

DetectorRun = tuple[str, str]
"""A detector's id and the digest of the parameters the system gives it."""

Detections = Mapping[DetectorRun, tuple[Detection, tuple[Finding, ...]]]
_OPEN = (Verdict.UNDETERMINED, Verdict.NEEDS_PERSON)


@define
class Count:
    """What an indicator counts for one unit.

    ``certain`` and ``most`` bound the number of instances (or the measured value);
    ``unbounded`` is true when part of the population was not seen at all, so that only the
    indicator's cap bounds what may still come.
    """

    certain: float = 0.0
    most: float = 0.0
    unbounded: bool = False
    reason: str = ""
    finding_ids: list[str] = field(factory=list)
    targets: set[str] = field(factory=set)
    seen: int = 0
    expected: int = 0
    missing: Counter[str] = field(factory=Counter)
    value: float | None = None
    unit_of_value: str = ""

    @property
    def is_open(self) -> bool:
        """True when something about this number is not known."""
        return self.unbounded or self.most > self.certain

    @property
    def coverage(self) -> Coverage:
        """What the number speaks of."""
        return Coverage(self.seen, self.expected, dict(sorted(self.missing.items())))


def count(
    indicator: Indicator, detections: Detections, counted_elsewhere: AbstractSet[str]
) -> Count:
    """Count one indicator over all its measures; a target in ``counted_elsewhere`` is left out."""
    total = Count()
    for measure in indicator.measures:
        if not measure.detector:
            reason = Reason.QUESTION_OPEN if measure.question else Reason.FIGURE_MISSING
            total.unbounded = True
            total.reason = total.reason or reason.value
            continue
        detection, findings = detections[measure.detector, params_digest(measure.params)]
        _add(total, indicator, measure, detection, findings, counted_elsewhere)
    return total


def _add(
    total: Count,
    indicator: Indicator,
    measure: Measure,
    detection: Detection,
    findings: Sequence[Finding],
    counted_elsewhere: AbstractSet[str],
) -> None:
    total.seen += detection.seen
    total.expected += detection.expected
    total.missing.update({r.value: n for r, n in detection.missing.items()})
    total.value, total.unit_of_value = detection.value, detection.unit_of_value
    for finding in findings:
        instance = finding.instance
        if measure.part and instance.part != measure.part:
            continue
        if instance.target in counted_elsewhere:
            continue
        total.finding_ids.append(finding.finding_id)
        certain = instance.verdict is Verdict.UNMET and indicator.review is not Review.ALL
        total.certain += certain
        total.most += certain or instance.verdict in (*_OPEN, Verdict.UNMET)
        if certain:
            total.targets.add(instance.target)
        elif instance.reason is not None:
            total.reason = total.reason or instance.reason.value
    nothing_seen = detection.verdict is Verdict.UNDETERMINED and not detection.seen
    if detection.open_for(measure.part) or nothing_seen:
        total.unbounded = True
        total.reason = total.reason or (detection.reason.value if detection.reason else "")
        if not total.reason and detection.missing:
            total.reason = max(detection.missing, key=lambda r: detection.missing[r]).value
    if indicator.reduce is Reduce.VALUE:
        _take_value(total, detection)


def _take_value(total: Count, detection: Detection) -> None:
    settled = detection.verdict in (Verdict.MET, Verdict.UNMET) and detection.value is not None
    total.certain = total.most = detection.value or 0.0
    if not settled:
        total.certain, total.unbounded = 0.0, True


def applies(indicator: Indicator, unit: Unit) -> bool | None:
    """Whether an indicator is asked of a unit; ``None`` when the list does not say."""
    if indicator.applies_to == "has_services":
        return unit.has_services
    if indicator.applies_to == "portals":
        if not unit.groups:
            return None
        return any("门户" in group or "portal" in group.lower() for group in unit.groups)
    return True
