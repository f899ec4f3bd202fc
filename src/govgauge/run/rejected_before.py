"""A finding that people rejected in a campaign before never comes back."""

import re
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from govgauge.model.detector import ShelvedDetector
from govgauge.model.finding import Finding
from govgauge.model.review import ReviewAct
from govgauge.run.past_decisions import PastDecision
from govgauge.store.reviews import Act

_BLANKS = re.compile(r"\s+")
Likeness = tuple[str, str, str, str]
"""Unit, detector, mark and the words around: the same thing said of the same words, on any page."""


@frozen
class RejectedBefore:
    """Rejections of other campaigns (and by other systems), by id and by what they spoke of.

    A line that a site repeats is judged at the first page that shows it, which may be another one
    in the next campaign: the same words mean the same finding, though its id is another.
    """

    by_id: Mapping[str, PastDecision] = field(factory=dict)
    by_words: Mapping[Likeness, PastDecision] = field(factory=dict)
    upheld: frozenset[str] = field(factory=frozenset)

    @classmethod
    def of(cls, decisions: Iterable[PastDecision]) -> "RejectedBefore":
        """The rejections among decisions."""
        known = list(decisions)
        rejected = [d for d in known if not d.upheld]
        words = {_likeness(d.finding): d for d in rejected if d.finding is not None}
        upheld = frozenset(d.finding_id for d in known if d.upheld)
        return cls({d.finding_id: d for d in rejected}, words, upheld)

    def acts(
        self,
        findings: Iterable[Finding],
        shelf: Mapping[str, ShelvedDetector],
        decided: Mapping[str, object],
    ) -> list[Act]:
        """The rejections that hold for these findings too, of those that nobody decided here.

        Only of detectors whose rejections last: a link that was dead wrongly said in one campaign
        may be dead in the next.
        """
        acts = []
        for finding in findings:
            finding_id = finding.finding_id
            lasts = shelf[finding.detector].about.rejection_lasts
            if not lasts or finding_id in decided or finding_id in self.upheld:
                continue
            before = self.by_id.get(finding_id)
            if before is None and finding.instance.excerpt:
                before = self.by_words.get(_likeness(finding))
            if before is not None:
                acts.append(
                    Act(
                        before.who,
                        ReviewAct.REJECT,
                        finding_id,
                        before.campaign,
                        before.why,
                        before.at,
                    )
                )
        return acts


def _likeness(finding: Finding) -> Likeness:
    i = finding.instance
    return finding.unit_id, finding.detector, i.mark, _BLANKS.sub("", i.excerpt)
