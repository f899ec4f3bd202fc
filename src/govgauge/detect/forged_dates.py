"""Dates of publication that cannot all be true 发布日期存疑（疑似弄虚作假）.

Question: are the dates under which the unit publishes the days on which it published?
Rule: 国办秘函〔2019〕19号 单项否决“弄虚作假”（如伪造发布日期）; 国办发〔2015〕15号 网站不更新 and
栏目不更新, whose windows such dates would meet.
Limits: nobody is accused here: each finding names what contradicts what, and a person decides.
Four things are raised.  A date that lies after the time of gathering.  Three and more articles of a
column that show the day of our visit as their date while list, label or address name an earlier one
(T-A3).  Three and more whose list or label and own page differ by over a month, where the newer
date lies within a window of the rule and the older does not; a day of issue (成文日期) explains a
difference, and so does one label on all pages, or a label newer than the page (a migration).  A
column that was silent for months and filled within days before the check (T-K2), which meets the
rule all the same.  One odd article alone is a slip, an address alone a hint (T-A5), and a date
beside an article that dates itself before it may be a deadline.  Captures of two campaigns are not
compared (T-K1), and a page that was not opened says nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from attrs import frozen

from govgauge.detect.dating.bulk import Filled, filled_at_once
from govgauge.detect.dating.signs import Signs, read_signs
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params
from govgauge.model.facts import PageFact, PageKind, VisitFact
from govgauge.model.finding import Evidence, Instance
from govgauge.model.kinds import (
    COLUMN_ITEMS,
    LABELS,
    LIST_ITEMS,
    PAGES,
    TARGETS,
    VISITS,
    View,
    is_absent,
    unseen_pages,
    why_unread,
)
from govgauge.model.quiet import beijing_day
from govgauge.model.raised import for_a_person
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity, Verdict

DETECTOR = Detector(
    version=1,
    title=Text("发布日期存疑", "Doubtful dates of publication"),
    remedy=Text(
        "核对稿件的实际发布时间，恢复真实日期；系统自动取当天日期的，改为取发布时的日期",
        "check when each was really published and restore that date; where the system writes "
        "today's date, make it write the day of publication",
    ),
    clause="国办秘函〔2019〕19号 单项否决“安全、泄密事故等严重问题”：弄虚作假；国办发〔2015〕15号",
    needs=(PAGES, TARGETS, LIST_ITEMS, LABELS, VISITS, COLUMN_ITEMS),
    parameters=(
        Parameter(
            "windows_days",
            unit="days",
            default=[14, 184, 366],
            says=Text(
                "条款规定的更新期限（2 周、6 个月、1 年）",
                "the rule's windows: two weeks, six months, a year",
            ),
        ),
        Parameter(
            "gather_days",
            unit="days",
            default=7,
            says=Text(
                "采集可晚于监测时间点的天数（本系统自定）",
                "days after the monitoring point in which pages may be gathered (our own measure)",
            ),
        ),
        Parameter(
            "gap_days",
            unit="days",
            default=31,
            says=Text(
                "两处日期相差超过此数才算矛盾（本系统自定）",
                "two dates contradict each other beyond this (our own measure)",
            ),
        ),
        Parameter(
            "visit_gap_days",
            unit="days",
            default=7,
            says=Text(
                "页面显示访问当天、其他日期早于此数才计（本系统自定）",
                "how much earlier than the day of the visit another sign must be (our own measure)",
            ),
        ),
        Parameter(
            "articles",
            unit="articles",
            default=3,
            says=Text(
                "同一栏目中至少几篇才提出（本系统自定）",
                "how many articles of a column it takes (our own measure)",
            ),
        ),
        Parameter(
            "bulk",
            unit="items, days, days",
            default={"items": 10, "within_days": 7, "after_days": 90},
            says=Text(
                "突击发布：监测前几天内至少几条、此前静默至少几天（本系统自定）",
                "bulk posting: so many items within so many days, after so many silent days "
                "(our own measure)",
            ),
        ),
    ),
    basis=Basis.SYNTHETIC_ONLY,
)

_SHOWN = 3
_ZH = {
    "visit": "页面日期随访问当天变化",
    "list": "列表与正文日期矛盾",
    "label": "页面日期与标签日期矛盾",
}
_EN = {
    "visit": "show the day of the visit as their date",
    "list": "have one date in the list and another on their page",
    "label": "show another date than their PubDate label",
}


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance for a date that lies ahead, and for each column and kind of contradiction."""
    missing = unseen_pages(view[TARGETS], view[PAGES])
    read = 0
    for page in view[PAGES]:
        if is_absent(page) or (page.kind == PageKind.FILE and why_unread(page) is None):
            continue
        unread = why_unread(page)
        if unread is None:
            read += 1
        elif page.kind != PageKind.FILE:
            missing[unread] += 1
    signs = read_signs(view[PAGES], view[LABELS], view[LIST_ITEMS], view[TARGETS])
    pages = {page.seq: page for page in view[PAGES]}
    days = _visit_days(view[VISITS])
    judge = _Judge(params, as_of.date(), days, pages, _first_lists(pages))
    bulk = filled_at_once(pages, view[COLUMN_ITEMS], view[LIST_ITEMS], params["bulk"], as_of.date())
    instances = (*judge.ahead(signs), *judge.contradicting(signs), *map(_filled, bulk))
    return for_a_person(instances, read, missing, population="pages", unit_of_value="findings")


def _visit_days(visits: Iterable[VisitFact]) -> frozenset[date]:
    return frozenset(date.fromisoformat(beijing_day(v.started_at)) for v in visits)


def _first_lists(pages: Mapping[int, PageFact]) -> dict[str, str]:
    """The address of the first list page of each column."""
    first: dict[str, str] = {}
    for _, page in sorted(pages.items()):
        if page.kind == PageKind.LIST and page.column:
            first.setdefault(page.column, page.url)
    return first


@frozen
class _Judge:
    """What is asked of each article's signs, given the monitoring point and the visits' days."""

    params: Params
    end: date
    visits: frozenset[date]
    pages: Mapping[int, PageFact]
    first_lists: Mapping[str, str]

    @property
    def gathered(self) -> date:
        """The last day on which pages may have been gathered."""
        return max({self.end + timedelta(self.params["gather_days"]), *self.visits})

    def ahead(self, signs: Sequence[Signs]) -> Iterator[Instance]:
        """Articles dated after they were read; a list's date alone may be a deadline."""
        for one in signs:
            days = [d for d in (one.shown, one.listed) if d is not None]
            if days and min(days) > self.gathered:
                yield self._ahead(one, min(days))

    def contradicting(self, signs: Sequence[Signs]) -> Iterator[Instance]:
        """Columns with enough articles whose signs cannot all be true, by kind."""
        groups: dict[tuple[str, str], list[Signs]] = {}
        for one in signs:
            kind = self._kind(one)
            if kind:
                groups.setdefault((self._column(one), kind), []).append(one)
        for (column, kind), some in sorted(groups.items()):
            constant = kind == "label" and len({one.label for one in some}) == 1
            if len(some) >= self.params["articles"] and not constant:
                yield self._contradiction(column, kind, some)

    def _kind(self, one: Signs) -> str:
        if one.shown in self.visits and self._is_older(one, one.shown):
            return "visit"
        if self._differ(one, one.shown, one.listed):
            return "list"
        newer = one.shown is not None and one.label is not None and one.label < one.shown
        return "label" if newer and self._differ(one, one.shown, one.label) else ""

    def _is_older(self, one: Signs, visit: date | None) -> bool:
        limit = (visit or self.end) - timedelta(self.params["visit_gap_days"])
        return any(d is not None and d < limit for d in (one.listed, one.label, one.address))

    def _differ(self, one: Signs, first: date | None, second: date | None) -> bool:
        """Whether two days are far apart, on either side of a window, and neither is of issue."""
        if first is None or second is None or one.written in (first, second):
            return False
        old, new = sorted((first, second))
        if (new - old).days < self.params["gap_days"] or new > self.gathered:
            return False
        begins = (self.end - timedelta(days) for days in self.params["windows_days"])
        return any(old < begin <= new for begin in begins)

    def _column(self, one: Signs) -> str:
        """The first page of the column that lists an article, by the column's name."""
        page = self.pages.get(one.list_seq)
        if page is None:
            return one.page.column
        return self.first_lists.get(page.column, page.url)

    # -- wording --------------------------------------------------------------------------------

    def _ahead(self, one: Signs, day: date) -> Instance:
        page = one.page
        return Instance(
            target=page.url,
            says=Text(
                f"“{page.title}”的发布日期为 {day}，晚于采集时间",
                f"“{page.title}” is dated {day}, after it was gathered",
            ),
            verdict=Verdict.NEEDS_PERSON,
            severity=Severity.FAULT,
            part="inner",
            column=page.column,
            excerpt=f"{day} {page.title}"[:80],
            mark="ahead",
            evidence=_evidence([one]),
            reason=Reason.AMBIGUOUS,
        )

    def _contradiction(self, column: str, kind: str, some: Sequence[Signs]) -> Instance:
        first = some[0]
        name = first.page.column
        shown = "；".join(_days(one) for one in some[:_SHOWN])
        return Instance(
            target=column if "://" in column else first.page.url,
            says=Text(
                f"栏目“{name}”有 {len(some)} 篇信息{_ZH[kind]}，例如“{first.page.title}”（{_days(first)}）",
                f"{len(some)} articles of “{name}” {_EN[kind]}, such as “{first.page.title}” "
                f"({_days(first)})",
            ),
            verdict=Verdict.NEEDS_PERSON,
            severity=Severity.GRAVE,
            value=float(len(some)),
            unit_of_value="articles",
            part="inner",
            column=name,
            excerpt=shown,
            mark=kind,
            evidence=_evidence(some[:_SHOWN]),
            reason=Reason.AMBIGUOUS,
        )


def _days(one: Signs) -> str:
    days = (("正文", one.shown), ("列表", one.listed), ("标签", one.label), ("网址", one.address))
    return "，".join(f"{name} {day}" for name, day in days if day is not None)


def _evidence(some: Iterable[Signs]) -> tuple[Evidence, ...]:
    return tuple(Evidence(s.page.digest, s.page.url, _days(s)) for s in some if s.page.digest)


def _filled(filled: Filled) -> Instance:
    page = filled.page
    return Instance(
        target=page.url,
        says=Text(
            f"栏目“{filled.name}”在 {filled.first} 至 {filled.last} 集中发布 {filled.items} 条信息，"
            f"此前最近一条为 {filled.before}",
            f"column “{filled.name}” published {filled.items} items between {filled.first} and "
            f"{filled.last}; the one before is of {filled.before}",
        ),
        verdict=Verdict.NEEDS_PERSON,
        severity=Severity.NOTE,
        value=float(filled.items),
        unit_of_value="items",
        part="inner",
        column=filled.name,
        excerpt=f"{filled.first} – {filled.last}: {filled.items}",
        mark="bulk",
        evidence=(Evidence(page.digest, page.url, "list"),) if page.digest else (),
        reason=Reason.AMBIGUOUS,
    )
