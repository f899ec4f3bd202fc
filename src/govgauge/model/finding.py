"""Findings: what a detector says, bound to its evidence, with an id that is stable over time."""

import hashlib
import re
from typing import Protocol

from attrs import field, frozen
from attrs.validators import ge, instance_of, le

from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict

_SPACE = re.compile(r"\s+")


@frozen
class Evidence:
    """A reference to kept evidence: payload digest, the address it came from, a place inside."""

    digest: str
    url: str
    place: str = ""


@frozen
class Instance:
    """One thing a detector saw: a fault, an open question, or a good sign worth keeping.

    ``target`` is the address the instance is about; ``mark`` tells apart several instances at one
    target (the normalised excerpt is used when it is empty).  ``excerpt`` is already masked.
    ``says`` is one sentence in zh and en: what is wrong, where.  ``part`` names the part of the
    unit it belongs to (``home``, ``inner``, ``outside``) where a rule counts parts apart.
    """

    target: str
    says: Text
    verdict: Verdict = Verdict.UNMET
    severity: Severity = Severity.FAULT
    value: float | None = None
    unit_of_value: str = ""
    part: str = ""
    column: str = ""
    excerpt: str = ""
    mark: str = ""
    confidence: float = field(default=1.0, validator=[instance_of(float), ge(0.0), le(1.0)])
    evidence: tuple[Evidence, ...] = ()
    reason: Reason | None = None

    def __attrs_post_init__(self) -> None:
        if self.verdict is Verdict.UNDETERMINED and self.reason is None:
            raise ValueError("an undetermined instance needs a reason")
        if self.verdict is Verdict.UNMET and not self.evidence:
            raise ValueError("an unmet instance needs evidence")


@frozen
class Finding:
    """One instance as the campaign keeps it (a row of ``findings.csv``)."""

    finding_id: str
    unit_id: str
    detector: str
    detector_version: int
    params_digest: str
    instance: Instance


class CountedInstance(Protocol):
    """What scoring reads of an instance."""

    @property
    def target(self) -> str:
        """The address it is about."""

    @property
    def verdict(self) -> Verdict:
        """Certain, open, or a good sign."""

    @property
    def part(self) -> str:
        """The part of the unit it belongs to."""

    @property
    def reason(self) -> Reason | None:
        """Why it is open."""


class CountedFinding(Protocol):
    """What scoring reads of a finding; a :class:`Finding` is one, and so is a stored row."""

    @property
    def finding_id(self) -> str:
        """Its stable id."""

    @property
    def instance(self) -> CountedInstance:
        """What was seen."""


def finding_id(unit_id: str, detector: str, target: str, mark: str) -> str:
    """The stable id of a finding: unit, detector, canonical target, normalised excerpt or mark.

    The same fault found next year has the same id, so a person's decision is never asked again.
    Parameters and versions are left out on purpose.
    """
    parts = (unit_id, detector, target, _SPACE.sub(" ", mark).strip())
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def as_finding(
    instance: Instance, unit_id: str, detector: str, version: int, params_digest: str
) -> Finding:
    """Bind one instance to its unit and detector."""
    mark = instance.mark or instance.excerpt
    return Finding(
        finding_id(unit_id, detector, instance.target, mark),
        unit_id,
        detector,
        version,
        params_digest,
        instance,
    )
