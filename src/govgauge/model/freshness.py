"""How old an item is, seen from a monitoring time point: new, old, or not to be told."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from attrs import frozen

from govgauge.model.facts import ColumnItemFact
from govgauge.model.verdict import Reason

_LINE = "line"


class Age(StrEnum):
    """What one item's date says about a period that ends at the monitoring time point."""

    NEW = "new"
    OLD = "old"
    LATER = "later"
    ANOMALOUS = "anomalous"
    UNDATED = "undated"
    UNSURE = "unsure"
    UNREAD = "unread"


WHY_OPEN: Mapping[Age, Reason] = {
    Age.UNSURE: Reason.AMBIGUOUS,
    Age.UNREAD: Reason.NOT_GATHERED,
    Age.LATER: Reason.PERIOD_NOT_COVERED,
}
"""Items that may be new, or may have pushed new ones off the page, and why that is open."""


@frozen
class Period:
    """The days from ``begin`` to ``end``; pages were gathered until ``gathered`` at the latest."""

    begin: date
    end: date
    gathered: date

    @classmethod
    def before(cls, as_of: datetime, days: int, gather_days: int) -> "Period":
        """The period of so many days back from the monitoring point; the first day is inside."""
        end = as_of.date()
        return cls(end - timedelta(days), end, end + timedelta(gather_days))

    def age(self, item: ColumnItemFact) -> tuple[Age, date | None]:
        """An item's age, and its day where that is settled enough to be shown."""
        if item.dated_by == _LINE:
            # What a line says may be news, or anything else.
            age, _ = self._age(item.date)
            return (Age.UNSURE if age in (Age.NEW, Age.LATER) else Age.ANOMALOUS), None
        if not item.date:
            return (Age.UNDATED if item.opened else Age.UNREAD), None
        ages = [self._age(text) for text in item.date.split("|")]
        # No day of publication lies ahead: of several dates only the others may be it.
        ages = [found for found in ages if found[0] is not Age.ANOMALOUS] or ages
        if len({age for age, _ in ages}) > 1:
            return Age.UNSURE, None
        return max(ages, key=lambda found: found[1] or date.min)

    def _age(self, text: str) -> tuple[Age, date | None]:
        day = _latest_day(text, self.gathered)
        if day is None:
            return Age.UNSURE, None
        if day > self.end:
            return (Age.LATER if day <= self.gathered else Age.ANOMALOUS), None
        if day < self.begin:
            return Age.OLD, day
        return (Age.UNSURE, None) if text.startswith("--") else (Age.NEW, day)


def shown_day(item: ColumnItemFact, day: date) -> str:
    """The date as the page shows it: without a year where it shows none."""
    return item.date.removeprefix("--") if item.date.startswith("--") else day.isoformat()


def _latest_day(text: str, until: date) -> date | None:
    """The day a date says; one without a year is the latest such day not after ``until``."""
    if not text.startswith("--"):
        return _day(text)
    # Within nine years every day of the calendar occurs, 29 February too.
    for year in range(until.year, until.year - 9, -1):
        day = _day(f"{year:04d}{text[1:]}")
        if day is not None and day <= until:
            return day
    return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
