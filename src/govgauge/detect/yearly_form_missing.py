"""Yearly work form 政府网站工作年度报表 missing, late, or at odds with itself.

Question: does the site publish its work form of the year before by 31 January, within two clicks of
its home page, with figures that fit each other?
Rule: 国办函〔2018〕12号 (grade A): published by 31 January, in a visible place of the home page.
Limits: a form is missing only where the home page and every page it leads to were seen and none of
them, nor any link on them, names it; a form behind a link that tells no year, or behind a picture
without a word that leads to a file or away, is left open.  A form
further away, a page without a year, and figures that do not fit are for a person: cases taken over
from the year before may explain them.  A site opened after that year owes none; a person knows.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from govgauge.detect.forms.near_home import (
    find_forms,
    leads_on_without_a_word,
    unseen_near,
    why_behind_unseen,
)
from govgauge.detect.forms.sums import Misfit, misfits
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.facts import PageFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.foot import front_door, home_page
from govgauge.model.kinds import (
    FORM_FIGURES,
    IDENTITY,
    OUTSIDE_PAGES,
    PAGES,
    TARGETS,
    View,
    main_reason,
    why_unread,
)
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict
from govgauge.model.yearly_form import year_due

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
    needs=(PAGES, TARGETS, OUTSIDE_PAGES, IDENTITY, FORM_FIGURES),
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


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """Judge whether the form stands there, when it was published, and whether its figures fit."""
    year = year_due(as_of.date(), params["due_month"], params["due_day"])
    due = date(year + 1, params["due_month"], params["due_day"])
    home = home_page(view)
    if home is None:
        return _left_open(Reason.NOT_GATHERED)
    forms = find_forms(view, home, year)
    if forms.pages:
        return _settled([i for page in forms.pages for i in _about(page, view, year, due)])
    if forms.links:
        unseen = [r for target in forms.links if (r := why_behind_unseen(target)) is not None]
        is_seen = len(unseen) < len(forms.links)
        return _settled([]) if is_seen else _left_open(unseen[0])
    unread = why_unread(home) or front_door(s for s in view[IDENTITY] if s.page_seq == home.seq)
    if unread is not None:
        return _left_open(unread)
    missing = unseen_near(view[PAGES], view[TARGETS], home)
    if missing:
        return _left_open(main_reason(missing))
    if forms.unclear or leads_on_without_a_word(view, home):
        return _left_open(Reason.AMBIGUOUS)
    return _settled([_missing(home, year)])


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
