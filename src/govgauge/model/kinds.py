"""Kinds of facts a detector may ask for, and the view that hands it only those."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import Generic, TypeVar, cast

from attrs import frozen

from govgauge.model.facts import (
    AttachmentFact,
    AttachmentTextFact,
    BrowserViewFact,
    ColumnFact,
    ColumnItemFact,
    ControlFact,
    FormFigureFact,
    GuideElementFact,
    GuideFact,
    GuideFileFact,
    HiddenLinkFact,
    IdentityFact,
    ItemFact,
    LabelFact,
    LetterFact,
    LinkFact,
    OutsidePageFact,
    PageFact,
    PageKind,
    PolicyFact,
    PolicyTextFact,
    Relation,
    ReleaseFact,
    SideTextFact,
    StatedCountFact,
    TargetFact,
    TextFact,
    VisitFact,
)
from govgauge.model.failure import OurFault
from govgauge.model.outcome import Outcome
from govgauge.model.registered import RegisteredSite
from govgauge.model.text import Text
from govgauge.model.unit import Column, Unit
from govgauge.model.verdict import Reason
from govgauge.model.whitelist import AllowedPhrase

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@frozen
class Kind(Generic[T_co]):
    """The name and type of one kind of fact."""

    name: str


PAGES: Kind[Sequence[PageFact]] = Kind("pages")
LINKS: Kind[Sequence[LinkFact]] = Kind("links")
OUTSIDE_PAGES: Kind[Sequence[OutsidePageFact]] = Kind("outside_pages")
TARGETS: Kind[Sequence[TargetFact]] = Kind("targets")
HIDDEN_LINKS: Kind[Sequence[HiddenLinkFact]] = Kind("hidden_links")
LETTERS: Kind[Sequence[LetterFact]] = Kind("letters")
GUIDES: Kind[Sequence[GuideFact]] = Kind("guides")
GUIDE_ELEMENTS: Kind[Sequence[GuideElementFact]] = Kind("guide_elements")
STATED_COUNTS: Kind[Sequence[StatedCountFact]] = Kind("stated_counts")
GUIDE_FILES: Kind[Sequence[GuideFileFact]] = Kind("guide_files")
POLICIES: Kind[Sequence[PolicyFact]] = Kind("policies")
POLICY_TEXTS: Kind[Sequence[PolicyTextFact]] = Kind("policy_texts")
POLICY_LINKS: Kind[Sequence[LinkFact]] = Kind("policy_links")
"""The links of policy documents and interpretations alone."""
RELEASES: Kind[Sequence[ReleaseFact]] = Kind("releases")
FORM_FIGURES: Kind[Sequence[FormFigureFact]] = Kind("form_figures")
ITEMS: Kind[Sequence[ItemFact]] = Kind("items")
LIST_ITEMS: Kind[Sequence[ItemFact]] = Kind("list_items")
"""The items of list pages alone: of a large site a few in a hundred."""
LABELS: Kind[Sequence[LabelFact]] = Kind("labels")
IDENTITY: Kind[Sequence[IdentityFact]] = Kind("identity")
VISITS: Kind[Sequence[VisitFact]] = Kind("visits")
COLUMNS: Kind[Sequence[ColumnFact]] = Kind("columns")
REGISTERED_COLUMNS: Kind[Sequence[Column]] = Kind("registered_columns")
"""What the unit's list of columns (``columns.csv``) says; empty where none was given."""
COLUMN_ITEMS: Kind[Sequence[ColumnItemFact]] = Kind("column_items")
CONTROLS: Kind[Sequence[ControlFact]] = Kind("controls")
BROWSER_VIEWS: Kind[Sequence[BrowserViewFact]] = Kind("browser_views")
ATTACHMENTS: Kind[Sequence[AttachmentFact]] = Kind("attachments")
ATTACHMENT_TEXTS: Kind[Sequence[AttachmentTextFact]] = Kind("attachment_texts")
REGISTERED: Kind[Sequence[RegisteredSite]] = Kind("registered")
"""Every site of the campaign's list."""
TEXTS: Kind[Sequence[TextFact]] = Kind("texts")
"""Lines of visible text, each once; only of campaigns whose system asks for them."""
SIDE_TEXTS: Kind[Sequence[SideTextFact]] = Kind("side_texts")
"""Text of pages beside their lines (alternatives of pictures, rows of tables), kept like them."""
ALLOWED_PHRASES: Kind[Sequence[AllowedPhrase]] = Kind("allowed_phrases")
"""What the user's whitelist allows this unit at the monitoring time point; no facts."""


def unseen_pages(targets: Sequence[TargetFact], pages: Sequence[PageFact]) -> Counter[Reason]:
    """The unit's own pages that no row of ``pages`` speaks of, by the reason why.

    These are pages linked to or named by a sitemap (element ``sitemap``) and never asked for, and
    links whose redirects did not end in a page.  What they would have shown is not known, so no
    detector over pages, items or links is ``met`` then.
    """
    known = {page.url for page in pages}
    reasons: Counter[Reason] = Counter()
    for target in targets:
        if target.relation == Relation.OWN and target.element != "img":
            reason = _why_no_page(target, known)
            if reason is not None:
                # A sitemap's row may stand for many addresses.
                reasons[reason] += target.page_count or 1 if target.element == "sitemap" else 1
    return reasons


def _why_no_page(target: TargetFact, known: Set[str]) -> Reason | None:
    if not target.outcome:
        return Reason(target.reason or Reason.NOT_CHECKED)
    outcome = Outcome(target.outcome)
    absent = target.status in (404, 410) or outcome is Outcome.SOFT_404
    if target.final_url in known or absent:
        return None
    if outcome is not Outcome.OK:
        return Reason.of(outcome)
    if target.final_url != target.target:
        return None  # It led out of the unit: a page of somebody else.
    return Reason.NOT_CHECKED if target.status == 200 else Reason.of(outcome, target.status)


def main_reason(missing: Mapping[Reason, int], otherwise: Reason = Reason.NOT_GATHERED) -> Reason:
    """The most frequent reason, the first by name among equals."""
    return max(sorted(missing), key=lambda reason: missing[reason], default=otherwise)


def is_absent(page: PageFact) -> bool:
    """True for an address whose host certainly says that nothing is there."""
    return page.status in (404, 410) or page.outcome == Outcome.SOFT_404


def why_unread(page: PageFact) -> Reason | None:
    """Why a page's own content was not seen; ``None`` for one that shows any (T-B5, T-D7).

    A page that was not delivered or not read, or that shows nothing while a script may write it,
    says nothing about the unit.  ``text_chars`` counts long lines only, so a page with a title, no
    scripts and short lines was seen.
    """
    if page.outcome != Outcome.OK or page.status != 200:
        return Reason.of(Outcome(page.outcome), page.status)
    dated = page.published_from.startswith("text") or page.document_number
    if page.charset and (page.text_chars or page.item_count or dated):
        return None
    if page.loader:
        return Reason.NEEDS_BROWSER
    return None if page.charset and (page.title or page.heading) else Reason.AMBIGUOUS


def pages_shown(
    targets: Sequence[TargetFact], pages: Sequence[PageFact]
) -> tuple[list[PageFact], Counter[Reason]]:
    """The unit's pages whose own content was seen, and those that were not, by the reason why.

    Files and pages that are not there count as neither.
    """
    missing = unseen_pages(targets, pages)
    shown = []
    for page in pages:
        if is_absent(page) or page.kind == PageKind.FILE:
            continue
        unread = why_unread(page)
        if unread is None:
            shown.append(page)
        else:
            missing[unread] += 1
    return shown, missing


class Undeclared(OurFault):
    """A detector read a kind it did not declare in ``needs``."""


class View:
    """The part of one unit's facts that one detector asked for, and the unit itself."""

    __slots__ = ("_facts", "unit")

    def __init__(self, unit: Unit, facts: Mapping[str, object]) -> None:
        self.unit = unit
        self._facts = facts

    def __getitem__(self, kind: Kind[T]) -> T:
        if kind.name not in self._facts:
            raise Undeclared(
                "undeclared-kind",
                Text(f"检测器未声明所需事实 {kind.name}", f"kind {kind.name} was not declared"),
                Text("在 needs 中声明", "declare it in needs"),
            )
        return cast(T, self._facts[kind.name])

    def narrowed(self, needs: Sequence[Kind[object]]) -> "View":
        """The same view, holding only the kinds named."""
        return View(self.unit, {k.name: self._facts[k.name] for k in needs})
