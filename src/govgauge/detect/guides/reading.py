"""Each guide with its elements, and where every one of the eight stands: given, lacking, unsure."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from enum import StrEnum

from attrs import frozen

from govgauge.detect.guides.fillings import says_nothing
from govgauge.model.facts import GuideElementFact, GuideFact, PageFact
from govgauge.model.finding import Evidence
from govgauge.model.guide_elements import EIGHT
from govgauge.model.kinds import GUIDE_ELEMENTS, GUIDES, PAGES, TARGETS, View, pages_shown
from govgauge.model.verdict import Reason

_NEAR = {
    "conditions": ("who",),
    "hours": ("limit",),
    "phone": ("complaints",),
    "place": ("office",),
}
"""Elements some guides give instead: whether that will do is for a person."""
_GENERAL = frozenset({"办事指南", "服务指南", "办理指南", "办事流程", "办理流程", "办事须知"})


class Given(StrEnum):
    """How one element stands in a guide."""

    THERE = "there"
    ABSENT = "absent"
    EMPTY = "empty"
    CONTENTLESS = "contentless"
    UNSURE = "unsure"


LACKING = (Given.ABSENT, Given.EMPTY, Given.CONTENTLESS)


@frozen
class SeenGuide:
    """One guide: its page, its row and its labelled elements."""

    page: PageFact
    row: GuideFact
    elements: Mapping[str, GuideElementFact]
    may_be_written: bool
    """A script of the page may write elements, as far as any page of the unit tells."""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where it stands."""
        page = self.page
        return (Evidence(page.digest, page.url, f"guide {self.row.name}"),) if page.digest else ()

    def standing(self, element: str) -> Given:
        """How an element of the eight stands; what may be said elsewhere is unsure."""
        fact = self.elements.get(element)
        if element == "name":
            named = bool(fact and fact.text) or self.row.name not in _GENERAL
            return Given.THERE if named else Given.UNSURE
        if fact and (fact.carries or (fact.text and not says_nothing(element, fact.text))):
            return Given.THERE
        if fact and not fact.text and not fact.is_empty:
            return Given.UNSURE
        near = any(n in self.elements and self.elements[n].text for n in _NEAR.get(element, ()))
        if near or element in self.row.mentioned.split("+") or self.row.elsewhere:
            return Given.UNSURE
        if fact is None:
            return Given.ABSENT
        return Given.CONTENTLESS if fact.text else Given.EMPTY


@frozen
class Guides:
    """All guides that were seen, in a fixed order, and the pages that were not, by the reason."""

    guides: tuple[SeenGuide, ...]
    missing: Counter[Reason]


def read_guides(view: View) -> Guides:
    """The guides of the unit's pages, the same page under two addresses once."""
    shown, missing = pages_shown(view[TARGETS], view[PAGES])
    pages = {page.seq: page for page in shown}
    elements: dict[tuple[int, int], dict[str, GuideElementFact]] = defaultdict(dict)
    for fact in sorted(view[GUIDE_ELEMENTS]):
        elements[fact.page_seq, fact.position][fact.element] = fact
    rows = [row for row in sorted(view[GUIDES]) if row.page_seq in pages]
    whole = {
        pages[row.page_seq].loader
        for row in rows
        if set(EIGHT[1:]) <= elements[row.page_seq, row.position].keys()
    }
    found: dict[tuple[str, str, int], SeenGuide] = {}
    for row in rows:
        page = pages[row.page_seq]
        guide = SeenGuide(
            page,
            row,
            elements[row.page_seq, row.position],
            may_be_written=bool(page.loader) and page.loader not in whole,
        )
        found.setdefault((page.digest or page.url, row.name, row.position), guide)
    return Guides(tuple(found.values()), missing)
