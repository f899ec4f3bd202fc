"""Yearly work form 政府网站工作年度报表 missing, late, or at odds with itself.

Question: does the site publish its work form of the year before by 31 January, within two clicks of
its home page, with figures that fit each other?
Rule: 国办函〔2018〕12号 (grade A): published by 31 January, in a visible place of the home page.
Limits: a form is missing only where the home page and every page it leads to were seen and none of
them, nor any link on them, names it; a form behind a link that tells no year is left open.  A form
further away, a page without a year, and figures that do not fit are for a person: cases taken over
from the year before may explain them.  A site opened after that year owes none; a person knows.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from attrs import frozen

from govgauge.detect.forms.sums import Misfit, misfits
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.facts import PageFact, PageKind, Relation, TargetFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.foot import front_door, home_page
from govgauge.model.kinds import (
    FORM_FIGURES,
    IDENTITY,
    PAGES,
    TARGETS,
    View,
    is_absent,
    main_reason,
    why_unread,
)
from govgauge.model.outcome import Outcome
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict
from govgauge.model.yearly_form import names_form, year_due, year_named

DETECTOR = Detector(
    version=1,
    title=Text(
        "政府网站工作年度报表缺失、逾期或数据矛盾", "Yearly work form missing, late or at odds"
    ),
    remedy=Text(
        "每年 1 月 31 日前在首页显著位置发布上一年度《政府网站工作年度报表》，核对各项数据",
        "publish the work form of the year before by 31 January in a visible place of the home page, "
        "and check its figures against each other",
    ),
    clause="国办函〔2018〕12号 政府网站年度报表：1 月 31 日前向社会公开",
    needs=(PAGES, TARGETS, IDENTITY, FORM_FIGURES),
    parameters=(
        Parameter(
            "due_month",
            unit="month",
            default=1,
            says=Text("应公开的最后一日：月", "the month of the last day for publishing"),
        ),
        Parameter(
            "due_day",
            unit="day of the month",
            default=31,
            says=Text(
                "应公开的最后一日：日", "the day of the month of the last day for publishing"
            ),
        ),
    ),
    basis=Basis.SYNTHETIC_ONLY,
)

_CLICKS = 2
_GONE = (404, 410)


@frozen
class _Forms:
    """What names a form of the year due, of another year, or of none."""

    pages: tuple[PageFact, ...]
    links: tuple[TargetFact, ...]
    unclear: bool


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """Judge whether the form stands there, when it was published, and whether its figures fit."""
    year = year_due(as_of.date(), params["due_month"], params["due_day"])
    due = date(year + 1, params["due_month"], params["due_day"])
    home = home_page(view)
    if home is None:
        return _left_open(Reason.NOT_GATHERED)
    forms = _find(view[PAGES], view[TARGETS], home, year)
    if forms.pages:
        return _settled([i for page in forms.pages for i in _about(page, view, year, due)])
    if forms.links:
        unseen = [r for target in forms.links if (r := _why_unseen(target)) is not None]
        is_seen = len(unseen) < len(forms.links)
        return _settled([]) if is_seen else _left_open(unseen[0])
    unread = why_unread(home) or front_door(s for s in view[IDENTITY] if s.page_seq == home.seq)
    if unread is not None:
        return _left_open(unread)
    missing = _unseen_near(view[PAGES], view[TARGETS], home)
    if missing:
        return _left_open(main_reason(missing))
    return _left_open(Reason.AMBIGUOUS) if forms.unclear else _settled([_missing(home, year)])


# -- where it stands -------------------------------------------------------------------------------


def _find(
    pages: Sequence[PageFact], targets: Sequence[TargetFact], home: PageFact, year: int
) -> _Forms:
    links = [t for t in targets if "报表" in t.anchor and names_form(t.anchor)]
    anchors = {t.final_url: t.anchor for t in links}
    named = {p.url: words for p in pages if p.seq != home.seq and (words := _name_of(p, anchors))}
    others = [t for t in links if t.target not in named and t.status not in _GONE]
    known = {page.url for page in pages}
    # A link without a year leads to the column of forms, or to a form of some year.
    unclear = [t for t in others if year_named(t.anchor) is None and t.final_url not in known]
    return _Forms(
        tuple(p for p in pages if p.url in named and year_named(named[p.url]) == year),
        tuple(t for t in others if year_named(t.anchor) == year),
        bool(unclear) or any(_is_of_no_year(p, named) for p in pages if p.url in named),
    )


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


def _why_unseen(target: TargetFact) -> Reason | None:
    """Why it is not known whether a form stands behind its link; ``None`` where something does."""
    if not target.outcome:
        return Reason(target.reason or Reason.NOT_CHECKED)
    outcome = Outcome(target.outcome)
    answered = outcome is Outcome.OK and target.status == 200
    return None if answered else Reason.of(outcome, target.status)


def _unseen_near(
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


# -- what it says ----------------------------------------------------------------------------------


def _about(page: PageFact, view: View, year: int, due: date) -> Iterator[Instance]:
    shown = page.published if page.published_from.startswith("text") else ""
    if shown > due.isoformat() and shown[:4] == str(due.year):
        yield _late(page, year, due)
    if page.depth > _CLICKS:
        yield _far(page, year)
    figures = [f for f in view[FORM_FIGURES] if f.page_seq == page.seq]
    for misfit in misfits(figures):
        yield _at_odds(page, misfit)


def _missing(home: PageFact, year: int) -> Instance:
    return Instance(
        target=home.url,
        says=Text(
            f"首页及首页所链接的页面没有 {year} 年度《政府网站工作年度报表》",
            f"neither the home page nor any page it leads to has the yearly work form of {year}",
        ),
        part="home",
        mark=f"missing {year}",
        evidence=(Evidence(home.digest, home.url, "home page"),),
    )


def _late(page: PageFact, year: int, due: date) -> Instance:
    return _of_page(
        page,
        "late",
        Text(
            f"{year} 年度《政府网站工作年度报表》于 {page.published} 发布，晚于 {due.isoformat()}",
            f"the yearly work form of {year} was published on {page.published}, after {due.isoformat()}",
        ),
        Verdict.UNMET,
    )


def _far(page: PageFact, year: int) -> Instance:
    return _of_page(
        page,
        "far",
        Text(
            f"{year} 年度《政府网站工作年度报表》距首页 {page.depth} 次点击，请人工核对首页是否有入口",
            f"the yearly work form of {year} is {page.depth} clicks away from the home page: whether "
            "the home page has an entrance to it, a person should look",
        ),
        Verdict.NEEDS_PERSON,
    )


def _at_odds(page: PageFact, misfit: Misfit) -> Instance:
    return _of_page(
        page,
        f"sums {misfit.key}",
        Text(
            f"年度报表数据互相矛盾：{misfit.says}，请人工核对",
            f"figures of the yearly form do not fit each other: {misfit.says}; a person should look",
        ),
        Verdict.NEEDS_PERSON,
        misfit.says,
    )


def _of_page(
    page: PageFact, mark: str, says: Text, verdict: Verdict, excerpt: str = ""
) -> Instance:
    return Instance(
        target=page.url,
        says=says,
        verdict=verdict,
        severity=Severity.FAULT if verdict is Verdict.UNMET else Severity.NOTE,
        excerpt=excerpt or page.title[:80],
        mark=mark,
        evidence=(Evidence(page.digest, page.url, "form"),),
        reason=Reason.AMBIGUOUS if verdict is Verdict.NEEDS_PERSON else None,
    )


def _settled(instances: Sequence[Instance]) -> Detection:
    verdict = Verdict.MET
    if instances:
        certain = any(i.verdict is Verdict.UNMET for i in instances)
        verdict = Verdict.UNMET if certain else Verdict.NEEDS_PERSON
    return Detection(
        verdict, instances=tuple(instances), seen=1, expected=1, population="yearly form"
    )


def _left_open(reason: Reason) -> Detection:
    return Detection(
        Verdict.UNDETERMINED,
        expected=1,
        missing={reason: 1},
        reason=reason,
        population="yearly form",
    )
