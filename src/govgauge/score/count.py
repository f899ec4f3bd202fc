"""From detections to numbers: what is certain, what is open, and whether all was seen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from attrs import define, field

from govgauge.model.detector import Answer, is_open_for, params_digest
from govgauge.model.finding import CountedFinding
from govgauge.model.review import NO_DECISIONS, Decisions, Marks, question_subject
from govgauge.model.score import ZERO, Coverage, Score
from govgauge.model.system import Indicator, Measure, Raters, Reduce, Review, StageKind
from govgauge.model.verdict import OPEN, Reason, Verdict
from govgauge.score.raters import said

DetectorRun = tuple[str, str]
"""A detector's id and the digest of the parameters the system gives it."""

Detections = Mapping[DetectorRun, tuple[Answer, Sequence[CountedFinding]]]
_ANSWER = "answer:"
ANYWHERE = ""
"""Among the unseen parts: something was not seen and may lie in any part."""


@define
class Tally:
    """What an indicator counts at one address, and the parts of the unit it was seen in."""

    certain: int = 0
    still_open: int = 0
    parts: set[str] = field(factory=set)


@define
class Count:
    """What an indicator finds for one unit, before it gives way to others.

    ``at`` tells what counts at each address.  ``value`` is a measurement that is charged instead
    of a count, ``most_value`` what it may still become.  ``unbounded`` is true when part of the
    population was not seen, or a person is still asked, so that only the cap bounds what may
    come; ``unseen`` names the parts whose addresses were not all seen.  ``given`` are points
    people gave; ``upheld`` what they decided of findings.
    """

    at: dict[str, Tally] = field(factory=dict)
    value: Decimal | None = None
    most_value: Decimal | None = None
    unbounded: bool = False
    unseen: set[str] = field(factory=set)
    reason: str = ""
    findings: dict[str, CountedFinding] = field(factory=dict)
    seen: int = 0
    expected: int = 0
    missing: Counter[str] = field(factory=Counter)
    measured: float | None = None
    unit_of_value: str = ""
    given: Score = ZERO
    upheld: Mapping[str, bool] = field(factory=dict)

    @property
    def coverage(self) -> Coverage:
        """What the number speaks of."""
        return Coverage(self.seen, self.expected, dict(sorted(self.missing.items())))

    def may_find(self, target: str, parts: set[str]) -> bool:
        """True when an address that was not counted here may still turn out to count here.

        The parts of a unit share out its addresses: what was seen in one part is not in another.
        """
        if target in self.at or not self.unseen:
            return False
        return ANYWHERE in self.unseen or ANYWHERE in parts or bool(parts & self.unseen)


def count(
    indicator: Indicator,
    detections: Detections,
    unit_id: str = "",
    decisions: Decisions = NO_DECISIONS,
    raters: Raters = Raters.AGREE,
) -> Count:
    """Count one indicator over all its measures; a run that serves several is covered once.

    What people decided counts: their answers, the findings they confirmed, and not those they
    rejected.
    """
    total = Count(upheld=decisions.upheld)
    runs: set[DetectorRun] = set()
    asked = 0
    for measure in indicator.measures:
        if not measure.detector:
            asked += 1
            subject = question_subject(unit_id, indicator.code, asked)
            if subject in decisions.marks:
                _take_answer(total, indicator, subject, decisions.marks[subject], raters)
                continue
            reason = Reason.QUESTION_OPEN if measure.question else Reason.FIGURE_MISSING
            total.unbounded = True
            total.reason = total.reason or reason.value
            continue
        run = (measure.detector, params_digest(measure.params))
        detection, findings = detections[run]
        if run not in runs:
            _cover(total, detection)
        runs.add(run)
        _find(total, measure, findings)
        _look_for_unseen(total, measure, detection)
        if indicator.reduce is Reduce.VALUE:
            _take_value(total, indicator, detection)
    _tally(total, indicator)
    return total


def _take_answer(
    total: Count, indicator: Indicator, subject: str, marks: Marks, raters: Raters
) -> None:
    """A person's answer; while raters disagree it is open between the least and the most said.

    Points may be put together from several raters' marks; a count of faults must be agreed on.
    """
    bonus = indicator.stage is StageKind.BONUS
    low, high = said(marks, raters if bonus else Raters.AGREE)
    if low != high:
        total.reason = total.reason or Reason.QUESTION_OPEN.value
    if bonus:
        total.given = total.given + Score(low, high)
        return
    tally = total.at.setdefault(f"{_ANSWER}{subject}", Tally())
    tally.certain += int(low)
    tally.still_open += int(high - low)
    tally.parts.add(ANYWHERE)


def _cover(total: Count, detection: Answer) -> None:
    total.seen += detection.seen
    total.expected += detection.expected
    total.missing.update({r.value: n for r, n in detection.missing.items()})
    total.measured, total.unit_of_value = detection.value, detection.unit_of_value


def _find(total: Count, measure: Measure, findings: Sequence[CountedFinding]) -> None:
    """Take the findings of a measure's parts; one finding of two runs counts by the graver."""
    for finding in findings:
        if measure.parts and finding.instance.part not in measure.parts:
            continue
        if total.upheld.get(finding.finding_id) is False:
            continue
        known = total.findings.get(finding.finding_id)
        if known is None or _gravity(finding) > _gravity(known):
            total.findings[finding.finding_id] = finding


def _gravity(finding: CountedFinding) -> int:
    verdict = finding.instance.verdict
    return 2 if verdict is Verdict.UNMET else 1 if verdict in OPEN else 0


def _look_for_unseen(total: Count, measure: Measure, detection: Answer) -> None:
    unseen = {part for part in measure.parts if is_open_for(detection, part)}
    if not measure.parts:
        unseen = set(detection.open_parts)
        if not unseen and is_open_for(detection, ANYWHERE):
            unseen = {ANYWHERE}
    if _open_somewhere(detection):
        unseen = {ANYWHERE}
    if not unseen:
        return
    total.unseen |= unseen
    total.unbounded = True
    total.reason = total.reason or (detection.reason.value if detection.reason else "")
    if not total.reason and detection.missing:
        total.reason = max(detection.missing, key=lambda r: detection.missing[r]).value


def _open_somewhere(detection: Answer) -> bool:
    """True when something is open that neither an open part nor an open instance tells of."""
    still_open = detection.still_open
    if detection.verdict is Verdict.UNDETERMINED and not detection.seen:
        return True
    if detection.open_parts:
        return False
    left = detection.expected - detection.seen
    return left > still_open or (detection.verdict in OPEN and not still_open)


def _take_value(total: Count, indicator: Indicator, detection: Answer) -> None:
    """The measured value, exact as written; open when it is not settled or awaits a person."""
    settled = detection.verdict in (Verdict.MET, Verdict.UNMET) and detection.value is not None
    value = Decimal(str(detection.value)) if settled else Decimal(0)
    total.most_value = value
    total.value = Decimal(0) if indicator.review is Review.ALL else value
    total.unbounded = total.unbounded or not settled


def _tally(total: Count, indicator: Indicator) -> None:
    for finding in total.findings.values():
        instance = finding.instance
        certain = instance.verdict is Verdict.UNMET and indicator.review is not Review.ALL
        certain = certain or total.upheld.get(finding.finding_id, False)
        if not certain and instance.reason is not None:
            total.reason = total.reason or instance.reason.value
        if instance.verdict not in (*OPEN, Verdict.UNMET):
            continue
        tally = total.at.setdefault(instance.target, Tally())
        tally.certain += certain
        tally.still_open += not certain
        tally.parts.add(instance.part)
    if indicator.reduce is Reduce.ADDRESSES:
        for tally in total.at.values():
            tally.certain = min(tally.certain, 1)
            tally.still_open = min(tally.still_open, 1 - tally.certain)
