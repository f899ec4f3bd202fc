"""What a judged campaign hands to ``report``: everything that may be printed, computed already."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import frozen

from govgauge.model.attachments_seen import AttachmentsSeen
from govgauge.model.campaign import Campaign
from govgauge.model.detector import Basis
from govgauge.model.feature import Feature
from govgauge.model.finding import Finding
from govgauge.model.score import Assessment, RankingRow
from govgauge.model.system import IndicatorSystem
from govgauge.model.text import Text
from govgauge.model.unit import Unit


def _none_seen(unit_id: str) -> AttachmentsSeen:
    return AttachmentsSeen()


@frozen
class DetectorCard:
    """What a reader is told about a detector."""

    detector_id: str
    version: int
    title: Text
    remedy: Text
    clause: str
    basis: Basis


@frozen
class Results:
    """One campaign judged by one system.

    ``findings_of`` reads the findings of one unit when they are needed, so that a nation's
    findings never stand in memory at once; ``attachments_of`` tells the same way what became of
    its attachments.  ``statistics`` is the content of
    ``statistics.json``; ``run`` that of ``run.json`` (may be empty: it is not part of results).
    ``rejected`` are findings that people rejected: they stay among all, and accuse nobody.
    """

    campaign: Campaign
    system: IndicatorSystem
    units: Mapping[str, Unit]
    assessments: Mapping[str, Assessment]
    ranking: Sequence[RankingRow]
    findings_of: Callable[[str], Sequence[Finding]]
    detectors: Mapping[str, DetectorCard]
    statistics: Mapping[str, Any]
    run: Mapping[str, Any]
    attachments_of: Callable[[str], AttachmentsSeen] = _none_seen
    features: Sequence[Feature] = ()
    rejected: frozenset[str] = frozenset()

    def standing_of(self, unit_id: str) -> Sequence[Finding]:
        """The findings of one unit that people did not reject."""
        found = self.findings_of(unit_id)
        if not self.rejected:
            return found
        return tuple(f for f in found if f.finding_id not in self.rejected)
