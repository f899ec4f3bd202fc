"""Numbers, dates and units that cannot be: 13月, 2月30日, 25时, 百分之一百二十 of a share."""

import re
from calendar import monthrange
from collections.abc import Iterator

from govgauge.detect.wording.suspicion import Slip, Suspicion

_MONTH = re.compile(
    r"(?<![0-9.．／/\-第])(?:(?P<year>[0-9]{4})年)?(?P<month>[0-9]{1,2})月(?:份|(?P<day>[0-9]{1,2})日)?"
)
_HOUR = re.compile(r"(?<![0-9.．／/])(?P<hour>[0-9]{1,2})时(?P<minute>[0-9]{1,2})分")
_DOTTED = re.compile(r"(?<![0-9.])[0-9]+\.[0-9]*\.[0-9.]*(?=[%万亿元个])")
_LONGEST_BEFORE = len("2026年12")
_EARLIEST_YEAR, _LATEST_YEAR = 1000, 2999


def impossible_values(text: str) -> Iterator[Suspicion]:
    """What no calendar, clock or number allows; ranges and lengths of time are left alone."""
    for match in _around(text, "月", _MONTH):
        month, day = int(match["month"]), match["day"]
        year = int(match["year"]) if match["year"] else None
        if day is None and year is None and not match.group().endswith("份"):
            continue  # 18月 may be a length of time; only a date or a month of a year is one.
        if year is not None and not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
            continue
        if _cannot_be(year, month, int(day) if day else None):
            yield _suspicion(match)
    for match in _around(text, "时", _HOUR):
        hour, minute = int(match["hour"]), int(match["minute"])
        if hour > 24 or minute > 59 or (hour == 24 and minute):
            yield _suspicion(match)
    for match in _DOTTED.finditer(text):
        yield _suspicion(match)


def _around(text: str, sign: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Matches that hold a sign: looked for from each sign, which is ten times as fast."""
    at = text.find(sign)
    while at >= 0:
        if text[at - 1 : at].isdigit():
            for start in range(max(0, at - _LONGEST_BEFORE), at):
                match = pattern.match(text, start)
                if match and match.end() > at:
                    yield match
                    break
        at = text.find(sign, at + 1)


def _cannot_be(year: int | None, month: int, day: int | None) -> bool:
    if not 1 <= month <= 12:
        return True
    if day is None:
        return False
    # Without a year the twenty-ninth of February may be.
    return not 1 <= day <= monthrange(2024 if year is None else year, month)[1]


def _suspicion(match: re.Match[str]) -> Suspicion:
    return Suspicion(Slip.IMPOSSIBLE, match.start(), match.end(), match.group(), "", float("inf"))
