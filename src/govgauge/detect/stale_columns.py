"""Stale columns 栏目不更新.

Question: has every column with a set rhythm carried something new within its time?
Rule: census 2015 veto P15-V3 and P15-05 to P15-07, inspection 2019 veto V-W4a: 动态要闻 within two
weeks, 通知公告 and 政策文件 within six months, 人事 and 规划计划 within a year, back from the
monitoring time point; an item that shows no date anywhere counts as not updated (N19-R11).
Limits: the newest valid date over all items decides, never the first item; dates after the
monitoring point prove nothing, and near ones keep an old column open (they may have pushed newer
items off the page).  A column whose list a script may write or a frame may show, with an undated
item that was not opened, with a date whose year is not shown or that is one of several, and may be
new, with a later date outside its lists, with further pages of a list that is not in order, or with
child columns that are newer or not known, is never called stale.  Columns of a topic, an archive or
a year that is over have no rhythm.  Blank columns belong to ``blank_columns``; a column that only
groups others is judged by them.  Whether nothing had to be published is for a person to say.  A list of
columns (``columns.csv``) may give a column its class, its time and an exemption with an end.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from attrs import frozen

from govgauge.model.column_register import Register, exempted, read_register
from govgauge.model.columns import not_judged, over_columns, page_of, why_columns_unknown
from govgauge.model.detector import Basis, Detection, Detector, Parameter, Params, Span
from govgauge.model.facts import ColumnFact, ColumnItemFact
from govgauge.model.finding import Instance
from govgauge.model.freshness import Period
from govgauge.model.kinds import COLUMN_ITEMS, COLUMNS, REGISTERED_COLUMNS, View
from govgauge.model.standing import (
    FRESH,
    Standing,
    State,
    is_closed_year,
    left_open,
    standing_by_items,
)
from govgauge.model.text import Text
from govgauge.model.verdict import Reason, Severity

DETECTOR = Detector(
    version=1,
    title=Text("栏目不更新", "Stale columns"),
    remedy=Text(
        "及时更新栏目内容，并标明发布日期；确无内容可更新的，归并或关停该栏目",
        "update the column and date its items; where there is nothing to publish, "
        "merge or close the column",
    ),
    clause="国办发〔2015〕15号 单项否决“栏目不更新”及“信息更新情况”; 国办秘函〔2019〕19号 栏目不更新",
    needs=(COLUMNS, COLUMN_ITEMS, REGISTERED_COLUMNS),
    parameters=(
        Parameter(
            "limit_days",
            unit="days",
            default={"news": 14, "notices": 184, "policy": 184, "personnel": 366, "planning": 366},
            says=Text(
                "各类栏目的更新期限（2 周、6 个月、1 年，按最长的月数和年数折算）",
                "time within which a column of each class must be updated "
                "(two weeks, six months, a year, by the longest months and years)",
            ),
            span=Span.WINDOW,
        ),
        Parameter(
            "max_level",
            unit="level",
            default={},
            says=Text(
                "各类栏目查到第几级；未列出的不限（2019 年通知公告、政策文件只查一级栏目）",
                "down to which level columns of a class are asked; no limit for one left out "
                "(2019: notices and policy files of the first level only)",
            ),
        ),
        Parameter(
            "gather_days",
            unit="days",
            default=7,
            says=Text(
                "采集可晚于监测时间点的天数，其间的日期不视为异常（本系统自定，非条款规定）",
                "days after the monitoring point in which pages may be gathered, so that a date "
                "within them is no anomaly (our own measure, not the clause's)",
            ),
        ),
        Parameter(
            "max_text_chars",
            unit="characters",
            default=60,
            says=Text(
                "无条目栏目的文字不超过此数视为空白，由空白栏目检测判定（本系统自定）",
                "a column without items and with no more text is blank and left to "
                "blank_columns (our own measure, as there)",
            ),
        ),
        Parameter(
            "max_notice_chars",
            unit="characters",
            default=200,
            says=Text(
                "有“建设中”等提示时的同一限度（本系统自定）",
                "the same where a notice stands in place of content (our own measure, as there)",
            ),
        ),
    ),
    basis=Basis.HEURISTIC,
)


# -- one column --------------------------------------------------------------------------------------


@frozen
class _Site:
    """The columns of one unit with their items and what groups what."""

    params: Params
    as_of: datetime
    columns: tuple[ColumnFact, ...]
    items: Mapping[int, Sequence[ColumnItemFact]]
    children: Mapping[str, Sequence[ColumnFact]]
    register: Register

    def has_limit(self, column: ColumnFact) -> bool:
        """True for a column the rule speaks of, at a level it speaks of."""
        if self.register.exemption(column, self.as_of.date()) is not None:
            return False
        limits, levels = self.params["limit_days"], self.params["max_level"]
        kind = column.column_class
        if self.register.limit_days(column) is not None:
            return column.level >= 1 and not is_closed_year(column, self.columns, self.as_of.date())
        if kind not in limits or not 1 <= column.level <= levels.get(kind, column.level):
            return False
        return not is_closed_year(column, self.columns, self.as_of.date())

    def standing(self, column: ColumnFact) -> Standing | None:
        """Where a column with a limit stands; ``None`` where it is not judged here."""
        period = self._period(column)
        own = self._own(column, period)
        if own is None or own.state is not State.STALE or not column.child_count:
            return own
        return self._with_children(column, own, period)

    def _period(self, column: ColumnFact) -> Period:
        return Period.before(self.as_of, self.limit(column), self.params["gather_days"])

    def limit(self, column: ColumnFact) -> int:
        """The time a column has: what its unit's list says, else what the rule says of its class."""
        days: int = self.params["limit_days"].get(column.column_class, 0)
        return self.register.limit_days(column) or days

    def _own(self, column: ColumnFact, period: Period) -> Standing | None:
        if column.page_seq < 0:
            return left_open(Reason(column.reason or Reason.NOT_GATHERED))
        items = self.items.get(column.page_seq, ())
        if not items:
            return self._without_items(column)
        return standing_by_items(column, items, period)

    def _without_items(self, column: ColumnFact) -> Standing | None:
        if column.child_count:
            return None
        if column.item_count:
            return left_open(Reason.NOT_GATHERED)
        if column.scripted or column.frame_count:
            return left_open(Reason.NEEDS_BROWSER)
        limit = self.params["max_notice_chars" if column.notice else "max_text_chars"]
        # Text without a list: our reading of lists may have failed, so nothing is said.
        return None if column.text_chars <= limit else left_open(Reason.AMBIGUOUS)

    def _with_children(self, column: ColumnFact, own: Standing, period: Period) -> Standing | None:
        """A stale column that groups others: their items are its own, their faults count once."""
        family, whole = self._family(column)
        found = [s for s in (self._own(member, period) for member in family) if s is not None]
        if any(s.state is State.FRESH for s in found):
            return FRESH
        for standing in found:
            if standing.state is State.OPEN:
                return standing
        if not whole:
            return left_open(Reason.AMBIGUOUS)
        return None if any(self._stale_itself(member) for member in family) else own

    def _stale_itself(self, column: ColumnFact) -> bool:
        standing = self._own(column, self._period(column)) if self.has_limit(column) else None
        return standing is not None and standing.state is State.STALE

    def _family(self, column: ColumnFact) -> tuple[list[ColumnFact], bool]:
        """All columns below one, and whether each that is counted is known."""
        family = {column.url: column}
        whole, todo = True, [column]
        while todo:
            above = todo.pop()
            named = (*self.children.get(above.url, ()), *self.children.get(above.name, ()))
            below = {c.url: c for c in named if c.url != above.url}
            whole = whole and len(below) >= above.child_count
            todo += [c for url, c in below.items() if url not in family]
            family |= below
        return [family[url] for url in sorted(family) if url != column.url], whole


# -- the unit ----------------------------------------------------------------------------------------


def detect(view: View, params: Params, as_of: datetime) -> Detection:
    """One instance per column that is stale or could not be judged."""
    site = _site(view, params, as_of)
    instances: list[Instance] = []
    missing: Counter[Reason] = Counter()
    open_parts: set[str] = set()
    seen = 0
    for column in site.columns:
        exempt = site.register.exemption(column, as_of.date())
        if exempt is not None and column.level >= 1:
            instances.append(exempted(column, exempt, "exempt"))
        standing = site.standing(column) if site.has_limit(column) else None
        if standing is None:
            continue
        limit = site.limit(column)
        if standing.reason is not None:
            missing[standing.reason] += 1
            instances.append(_not_judged(column, standing.reason, limit))
            continue
        seen += 1
        if standing.state is State.STALE:
            instances.append(_stale(column, standing, limit, as_of.date()))
    unknown = why_columns_unknown(site.columns)
    if unknown is not None:
        missing[unknown] += 1
        open_parts |= set(params["limit_days"])
    return over_columns(instances, seen, missing, open_parts)


def _site(view: View, params: Params, as_of: datetime) -> _Site:
    columns = tuple(sorted(view[COLUMNS], key=lambda c: (c.level, c.url)))
    addresses = {c.url for c in columns}
    items: dict[int, list[ColumnItemFact]] = {}
    for item in view[COLUMN_ITEMS]:
        # What leads to a column is navigation: no item that could be new.
        if item.target not in addresses:
            items.setdefault(item.page_seq, []).append(item)
    children: dict[str, list[ColumnFact]] = {}
    for column in columns:
        if column.parent:
            children.setdefault(column.parent, []).append(column)
    return _Site(params, as_of, columns, items, children, read_register(view[REGISTERED_COLUMNS]))


def _stale(column: ColumnFact, standing: Standing, limit: int, today: date) -> Instance:
    zh = f"栏目“{column.name}”在 {today} 前 {limit} 天内未更新"
    en = f"column “{column.name}” carries nothing new within {limit} days before {today}"
    if standing.newest is not None:
        zh_newest, en_newest = (
            f"最新日期为 {standing.shown}",
            f"its newest date is {standing.shown}",
        )
    else:
        zh_newest = f"所列 {standing.items} 条信息在列表和正文中均未见发布日期，视为未更新"
        en_newest = f"none of its {standing.items} item(s) shows a date, in the list or on its page"
    return Instance(
        target=column.url,
        says=Text(f"{zh}：{zh_newest}", f"{en}: {en_newest}"),
        severity=Severity.FAULT,
        value=float((today - standing.newest).days) if standing.newest is not None else None,
        unit_of_value="days" if standing.newest is not None else "",
        part=column.column_class,
        column=column.name,
        excerpt=standing.shown,
        mark=f"{limit} days",
        evidence=page_of(column),
    )


def _not_judged(column: ColumnFact, reason: Reason, limit: int) -> Instance:
    says = Text(
        f"栏目“{column.name}”是否按期更新未能判定",
        f"whether column “{column.name}” is up to date could not be judged",
    )
    return not_judged(column, f"{limit} days", says, reason)
