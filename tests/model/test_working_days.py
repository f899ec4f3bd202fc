"""Working days: every day, and every letter at hand, counted as an independent calendar counts."""

from __future__ import annotations

import csv
import gzip
import io
from datetime import date, datetime, timedelta
from pathlib import Path

import holidays
import pytest

from govgauge.model.working_days import (
    FIRST_DAY,
    LAST_DAY,
    FirstDay,
    due_day,
    is_working_day,
    working_days_taken,
)

INDEPENDENT_FROM = date(2007, 1, 1)
CALENDAR = holidays.country_holidays("CN", years=range(2007, LAST_DAY.year + 1))


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def test_every_day_of_20_years_is_as_another_calendar_has_it() -> None:
    differ = [
        day
        for day in days(INDEPENDENT_FROM, LAST_DAY)
        if is_working_day(day) is not CALENDAR.is_working_day(day)
    ]
    assert differ == []


def test_days_outside_the_known_years_are_unknown_not_guessed() -> None:
    assert is_working_day(FIRST_DAY - timedelta(days=1)) is None
    assert is_working_day(LAST_DAY + timedelta(days=1)) is None
    assert working_days_taken(LAST_DAY, LAST_DAY + timedelta(days=3)) is None
    assert due_day(LAST_DAY, 5) is None


@pytest.mark.parametrize(
    ("asked", "answered", "next_day", "same_day"),
    [
        ("2026-11-23", "2026-11-23", 0, 1),  # Monday, answered at once
        ("2026-11-23", "2026-11-24", 1, 2),
        ("2026-11-20", "2026-11-23", 1, 2),  # over a weekend
        ("2026-11-21", "2026-11-22", 0, 0),  # a Saturday, answered on Sunday
        ("2026-09-30", "2026-10-08", 1, 2),  # over the National Day
        ("2026-10-09", "2026-10-10", 1, 2),  # the Saturday after it is worked
        ("2020-01-22", "2020-02-03", 2, 3),  # the Spring Festival that was prolonged
    ],
)
def test_days_an_answer_took(asked: str, answered: str, next_day: int, same_day: int) -> None:
    pair = date.fromisoformat(asked), date.fromisoformat(answered)
    assert working_days_taken(*pair) == next_day
    assert working_days_taken(*pair, FirstDay.SAME_DAY) == same_day


def test_an_answer_before_its_question_took_no_time_that_could_be_told() -> None:
    assert working_days_taken(date(2026, 11, 24), date(2026, 11, 23)) is None


@pytest.mark.parametrize("first", list(FirstDay))
@pytest.mark.parametrize("limit", [1, 5, 20])
def test_an_answer_on_the_due_day_is_the_last_in_time(first: FirstDay, limit: int) -> None:
    for asked in days(date(2019, 12, 1), date(2020, 3, 1)):
        due = due_day(asked, limit, first)
        assert due is not None
        assert working_days_taken(asked, due, first) == limit
        if due > asked:
            assert working_days_taken(asked, due - timedelta(days=1), first) == limit - 1


def test_every_letter_took_as_many_working_days_as_another_calendar_counts(shared: Path) -> None:
    with gzip.open(shared / "data" / "letters" / "letters.csv.gz") as raw:
        letters = list(csv.DictReader(io.TextIOWrapper(raw, "utf-8")))
    assert len(letters) > 1_000
    counted = 0
    for letter in letters:
        asked, answered = (
            datetime.fromisoformat(letter[name]).date() for name in ("asked_time", "replied_time")
        )
        expected = sum(
            CALENDAR.is_working_day(day) for day in days(asked + timedelta(days=1), answered)
        )
        assert working_days_taken(asked, answered) == expected, letter["id"]
        counted += 1
    assert counted == len(letters)
