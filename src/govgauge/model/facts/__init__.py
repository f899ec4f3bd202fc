"""Facts: what ``extract`` read from artifacts, one row type per table.

Rows are named tuples because a campaign holds millions of them.  Dates are ISO strings
(``YYYY-MM-DD``), empty when the page shows none; digests are ``sha256:…`` of the payload.
"""

from govgauge.model.facts.answers import (
    AttachmentFact,
    AttachmentTextFact,
    BrowserViewFact,
    ControlFact,
    OutsidePageFact,
    Relation,
    TargetFact,
    TwinFact,
    VisitFact,
)
from govgauge.model.facts.columns import (
    ColumnFact,
    ColumnItemFact,
)
from govgauge.model.facts.pages import (
    HiddenLinkFact,
    IdentityFact,
    ItemFact,
    LabelFact,
    LinkFact,
    PageFact,
    PageKind,
    SideTextFact,
    TextFact,
)
from govgauge.model.facts.subjects import (
    FormFigureFact,
    GuideElementFact,
    GuideFact,
    GuideFileFact,
    LetterFact,
    PolicyFact,
    PolicyTextFact,
    ReleaseFact,
    StatedCountFact,
)

__all__ = [
    "AttachmentFact",
    "AttachmentTextFact",
    "BrowserViewFact",
    "ColumnFact",
    "ColumnItemFact",
    "ControlFact",
    "FormFigureFact",
    "GuideElementFact",
    "GuideFact",
    "GuideFileFact",
    "HiddenLinkFact",
    "IdentityFact",
    "ItemFact",
    "LabelFact",
    "LetterFact",
    "LinkFact",
    "OutsidePageFact",
    "PageFact",
    "PageKind",
    "PolicyFact",
    "PolicyTextFact",
    "Relation",
    "ReleaseFact",
    "SideTextFact",
    "StatedCountFact",
    "TargetFact",
    "TextFact",
    "TwinFact",
    "VisitFact",
]
