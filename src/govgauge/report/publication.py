"""What a publication needs beside the results: who stands for it, when evidence was seen."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from attrs import field, frozen

from govgauge.model.results import Results
from govgauge.model.system import StageKind
from govgauge.model.text import Text
from govgauge.report.prose.wording import Wording

DRAFT = Text("草稿", "DRAFT")
REFERENCE = Text("仅供参考", "FOR REFERENCE")
NOT_THEIRS = Text(
    "本体系仿照已公布的形式自拟，不是该机构的评估，不得以该机构名义发布。",
    "This system is made after a published form. It is not that institution's evaluation and may "
    "not be published under its name.",
)


@frozen
class Publication:
    """Results to be published.

    ``approved_by`` is empty for a draft.  ``seen_at(unit_id, digests)`` gives the first time each
    kept answer was received, in the time zone of the monitoring time point; a digest that is not
    kept is left out.  ``shares`` are the percentages of each result, adding up to 100, of all
    units.  ``deadline`` is the day by which faults are to be mended, empty when none is set.
    """

    results: Results
    seen_at: Callable[[str, frozenset[str]], Mapping[str, str]]
    shares: Mapping[str, Decimal] = field(factory=dict)
    approved_by: str = ""
    issuer: str = ""
    deadline: str = ""
    page_form: str = "plain"
    licence: str = ""
    wording: Wording = field(factory=Wording)

    @property
    def unverified(self) -> bool:
        """True when some rule, or the points of one, has not been read in a reliable text."""
        system = self.results.system
        counted = (i for i in system.asked if i.stage is not StageKind.NOTE)
        return system.status != "official" or not all(i.verified for i in counted)

    @property
    def watermark(self) -> Text | None:
        """What is printed across the pages: a draft, and what rests on unverified rules."""
        if not self.approved_by:
            return DRAFT
        return REFERENCE if self.unverified else None
