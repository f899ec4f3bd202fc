"""Where a yearly work form stands: near the home page of a site, or behind a link that hides it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import frozen

from govgauge.model.facts import PageFact, PageKind, Relation, TargetFact
from govgauge.model.kinds import (
    IDENTITY,
    OUTSIDE_PAGES,
    PAGES,
    TARGETS,
    View,
    is_absent,
    why_unread,
)
from govgauge.model.outcome import Outcome
from govgauge.model.verdict import Reason
from govgauge.model.yearly_form import names_form, year_named

_GONE = (404, 410)
_REGISTERS = re.compile(r"beian|conac|/exposure/", re.IGNORECASE)


@frozen
class Forms:
    """What names a form of the year due, of another year, or of none."""

    pages: tuple[PageFact, ...]
    links: tuple[TargetFact, ...]
    unclear: bool


def _named_links(view: View) -> list[TargetFact]:
    """Links that name a form, by their words or, on another site, by the title found there."""
    titles = {page.url: page.title for page in view[OUTSIDE_PAGES] if "报表" in page.title}
    links = []
    for target in view[TARGETS]:
        title = titles.get(target.final_url, "")
        if "报表" in target.anchor and names_form(target.anchor):
            links.append(target)
        elif title and names_form(title):
            links.append(target._replace(anchor=title))
    return links


def find_forms(view: View, home: PageFact, year: int) -> Forms:
    """What names a form, by page and by link."""
    links, pages = _named_links(view), view[PAGES]
    anchors = {t.final_url: t.anchor for t in links}
    named = {p.url: words for p in pages if p.seq != home.seq and (words := _name_of(p, anchors))}
    others = [t for t in links if t.target not in named and t.status not in _GONE]
    known = {page.url for page in pages}
    # A link without a year leads to the column of forms, or to a form of some year.
    unclear = [t for t in others if year_named(t.anchor) is None and t.final_url not in known]
    return Forms(
        tuple(p for p in pages if p.url in named and year_named(named[p.url]) == year),
        tuple(t for t in others if year_named(t.anchor) == year),
        bool(unclear) or any(_is_of_no_year(p, named) for p in pages if p.url in named),
    )


def leads_on_without_a_word(view: View, home: PageFact) -> bool:
    """Whether a picture of the home page leads to a file, or to a site that shows no title.

    Forms are often published so.  What is known by its address (badge, registers) is none of them.
    """
    signs = {s.value.partition("#")[0] for s in view[IDENTITY] if s.page_seq == home.seq}
    files = {page.url for page in view[PAGES] if page.kind == PageKind.FILE}
    titled = {page.url for page in view[OUTSIDE_PAGES] if page.title}
    return any(
        target.on_home
        and target.element == "a"
        and not target.anchor
        and target.status not in _GONE
        and target.target not in signs
        and not _REGISTERS.search(target.target)
        and (
            target.final_url in files or (_is_elsewhere(target) and target.final_url not in titled)
        )
        for target in view[TARGETS]
    )


def _is_elsewhere(target: TargetFact) -> bool:
    return target.relation == Relation.OUTSIDE


def _name_of(page: PageFact, anchors: Mapping[str, str]) -> str:
    """The title or heading by which a page calls itself a form, else what a link to it says.

    Empty for any other page: some sites give all pages one title.
    """
    for words in (page.title, page.heading):
        if "报表" in words and names_form(words):
            return words
    return anchors.get(page.url, "") if page.kind == PageKind.ARTICLE else ""


def _is_of_no_year(page: PageFact, named: Mapping[str, str]) -> bool:
    return page.kind == PageKind.ARTICLE and year_named(named[page.url]) is None


def why_behind_unseen(target: TargetFact) -> Reason | None:
    """Why it is not known whether a form stands behind its link; ``None`` where something does."""
    if not target.outcome:
        return Reason(target.reason or Reason.NOT_CHECKED)
    outcome = Outcome(target.outcome)
    answered = outcome is Outcome.OK and target.status == 200
    return None if answered else Reason.of(outcome, target.status)


def unseen_near(
    pages: Sequence[PageFact], targets: Sequence[TargetFact], home: PageFact
) -> Counter[Reason]:
    """Pages that the home page leads to and that were not seen, or not whole, by the reason why."""
    missing: Counter[Reason] = Counter()
    known = {page.url for page in pages}
    for target in targets:
        if target.on_home and target.relation == Relation.OWN and target.element != "img":
            if not target.outcome:
                missing[Reason(target.reason or Reason.NOT_CHECKED)] += 1
            elif target.final_url not in known and target.status not in _GONE:
                missing[Reason.AMBIGUOUS] += 1
    for page in pages:
        if page.seq == home.seq or page.depth > 1 or is_absent(page):
            continue
        unread = None if page.kind == PageKind.FILE else why_unread(page)
        if unread is not None:
            missing[unread] += 1
    return missing
