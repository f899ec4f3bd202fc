"""Working days (工作日) of the Chinese calendar, with holidays and shifted working days.

Replies are due in working days (政府网站发展指引, 国办发〔2017〕47号): weekends rest, unless they
are worked for a holiday; the days are set each year by the State Council office (see
``lexicons/calendar/SOURCE.md``).
"""

import csv
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files

FIRST_DAY = date(2004, 1, 1)
LAST_DAY = date(2026, 12, 31)
_SATURDAY = 5


class FirstDay(StrEnum):
    """When the clock starts: the day after a letter came in (民法典第二百零一条), or that day."""

    NEXT_DAY = "next_day"
    SAME_DAY = "same_day"


@cache
def _shifted() -> dict[date, bool]:
    """The days that are not as their day of the week says: True for worked ones."""
    path = files("govgauge") / "lexicons" / "calendar" / "china.csv"
    rows = csv.DictReader(path.read_text("utf-8").splitlines())
    return {date.fromisoformat(row["date"]): row["kind"] == "work" for row in rows}


def is_working_day(day: date) -> bool | None:
    """Whether a day is worked; ``None`` outside the years whose holidays are known."""
    if not FIRST_DAY <= day <= LAST_DAY:
        return None
    return _shifted().get(day, day.weekday() < _SATURDAY)


def working_days_taken(
    asked: date, answered: date, first: FirstDay = FirstDay.NEXT_DAY
) -> int | None:
    """How many working days an answer took; 0 when it came before the first of them began.

    Counts the working days from the first day of the clock to the day of the answer, both
    included.  ``None`` when the answer came before the question, or a day is not known.
    """
    if answered < asked:
        return None
    start = asked if first is FirstDay.SAME_DAY else asked + timedelta(days=1)
    days = [start + timedelta(days=n) for n in range((answered - start).days + 1)]
    worked = [is_working_day(day) for day in days]
    if None in worked or is_working_day(asked) is None:
        return None
    return sum(bool(day) for day in worked)


def due_day(asked: date, limit: int, first: FirstDay = FirstDay.NEXT_DAY) -> date | None:
    """The last day on which an answer is in time after ``limit`` (1 or more) working days."""
    if limit < 1:
        raise ValueError(limit)
    day = asked if first is FirstDay.SAME_DAY else asked + timedelta(days=1)
    left = limit
    while True:
        worked = is_working_day(day)
        if worked is None:
            return None
        left -= worked
        if not left:
            return day
        day += timedelta(days=1)
