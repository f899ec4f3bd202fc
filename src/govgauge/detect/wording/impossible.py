"""Numbers, dates and units that cannot be: 13月, 2月30日, 25时, 百分之一百二十 of a share."""

import re
from calendar import monthrange
from collections.abc import Iterator

from govgauge.detect.wording.suspicion import Slip, Suspicion

_ANY = re.compile(r"(?<![0-9.．／/第])[0-9]{1,4}(?=[年月日时点分秒])")
_DATE = re.compile(
    r"(?<![0-9.．／/\-第])(?:(?P<year>[0-9]{4})年)?(?P<month>[0-9]{1,2})月(?:份|(?P<day>[0-9]{1,2})日)?"
)
_CLOCK = re.compile(
    r"(?<![0-9.．／/])(?P<hour>[0-9]{1,2})(?:时|[:：])(?P<minute>[0-9]{1,2})(?:分|(?![0-9:：]))"
)
_DOTTED = re.compile(r"(?<![0-9.])[0-9]+(?:\.[0-9]*\.[0-9]*)+(?=[%万亿元个])")
_EARLIEST_YEAR, _LATEST_YEAR = 1000, 2999


def impossible_values(text: str) -> Iterator[Suspicion]:
    """What no calendar, clock or number allows; ranges and lengths of time are left alone."""
    if _ANY.search(text):
        yield from _dates(text)
    if "时" in text or ":" in text or "：" in text:
        yield from _clocks(text)
    for match in _DOTTED.finditer(text):
        yield _suspicion(match.start(), match.end(), match.group())


def _dates(text: str) -> Iterator[Suspicion]:
    for match in _DATE.finditer(text):
        month, day = int(match["month"]), int(match["day"] or 0)
        year = int(match["year"]) if match["year"] else None
        if match["day"] is None and year is None and not match.group().endswith("份"):
            continue  # 18月 may be a length of time; only a date or a month of a year is one.
        if year is not None and not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
            continue
        if _cannot_be(year, month, day if match["day"] else None):
            yield _suspicion(match.start(), match.end(), match.group())


def _cannot_be(year: int | None, month: int, day: int | None) -> bool:
    if not 1 <= month <= 12:
        return True
    if day is None:
        return False
    # Without a year the twenty-ninth of February may be.
    return not 1 <= day <= monthrange(2024 if year is None else year, month)[1]


def _clocks(text: str) -> Iterator[Suspicion]:
    for match in _CLOCK.finditer(text):
        hour, minute = int(match["hour"]), int(match["minute"])
        written_out = "时" in match.group()
        if written_out and (hour > 24 or minute > 59 or (hour == 24 and minute)):
            yield _suspicion(match.start(), match.end(), match.group())


def _suspicion(start: int, end: int, written: str) -> Suspicion:
    return Suspicion(Slip.IMPOSSIBLE, start, end, written, "", float("inf"))
