"""Where a column stands in a period: fresh, stale, or open, by the items its page shows."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from attrs import frozen

from govgauge.model.facts import ColumnFact, ColumnItemFact
from govgauge.model.freshness import WHY_OPEN, Age, Period, shown_day
from govgauge.model.verdict import Reason

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


class State(StrEnum):
    """The three ways a column can stand."""

    FRESH = "fresh"
    STALE = "stale"
    OPEN = "open"


@frozen
class Standing:
    """Where one column stands: fresh, stale with its newest day, or open with the reason."""

    state: State
    newest: date | None = None
    shown: str = ""
    items: int = 0
    reason: Reason | None = None


FRESH = Standing(State.FRESH)


def left_open(reason: Reason) -> Standing:
    """A column of which nothing can be said, and why."""
    return Standing(State.OPEN, reason=reason)


def standing_by_items(
    column: ColumnFact, items: Sequence[ColumnItemFact], period: Period
) -> Standing:
    """Where its items put a column; a frame or a script may show others."""
    ages: Counter[Age] = Counter()
    days: list[tuple[date, str]] = []
    for item in items:
        age, day = period.age(item)
        ages[age] += 1
        if day is not None:
            days.append((day, shown_day(item, day)))
    if ages[Age.NEW]:
        return FRESH
    for age, reason in WHY_OPEN.items():
        if ages[age]:
            return left_open(reason)
    if ages[Age.ANOMALOUS] and not days:
        return left_open(Reason.AMBIGUOUS)
    if column.scripted or column.frame_count:
        return left_open(Reason.NEEDS_BROWSER)
    if may_go_on(column, items, period):
        return left_open(Reason.NOT_GATHERED)
    newest, shown = max(days, default=(None, ""))
    return Standing(State.STALE, newest, shown, ages.total())


def may_go_on(column: ColumnFact, items: Sequence[ColumnItemFact], period: Period) -> bool:
    """True when a column's further pages may be newer: its days do not fall down the list.

    One rise is no disorder, for old rows may be kept on top, unless the newest stands last.
    """
    if "paged" not in column.signs:
        return False
    in_order = sorted(items, key=lambda item: item.position)
    days = [day for item in in_order if (day := period.age(item)[1]) is not None]
    rises = sum(days[n] > days[n - 1] for n in range(1, len(days)))
    return rises > 1 or (rises == 1 and days[-1] == max(days))


def is_closed_year(column: ColumnFact, columns: Sequence[ColumnFact], today: date) -> bool:
    """True for a column whose name, or that of a column above it, names a year that is over."""
    known: set[str] = set()
    todo = [column.parent]
    names = [column.name]
    while todo:
        above = todo.pop()
        if above and above not in known:
            known.add(above)
            names.append(above)
            todo += [c.parent for c in columns if above in (c.name, c.url)]
    years = ([int(year) for year in _YEAR.findall(name)] for name in names)
    return any(some and max(some) < today.year for some in years)
