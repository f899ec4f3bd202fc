"""Dates as government pages write them, as ISO ``YYYY-MM-DD``; empty where there is none."""

import re
from datetime import date

from govgauge.extract.invisible import INVISIBLE

# Word processors turn the sign between two numbers into another hyphen or an en dash.
_HYPHENS = "\u2010\u2011\u2013-"
_NUMERIC = (
    rf"((?:19|20)\d{{2}})\s*[/.年{_HYPHENS}]\s*(\d{{1,2}})\s*[/.月{_HYPHENS}]\s*(\d{{1,2}})(?!\d)"
)
_NUMERALS = "〇○零ＯO0一二三四五六七八九"
_COUNT = "一二三四五六七八九十"
_CHINESE = rf"([{_NUMERALS}]{{4}})\s*年\s*([{_COUNT}元]{{1,3}})\s*月\s*([{_COUNT}]{{1,3}})\s*日"
DATE = re.compile(rf"(?<![\d.]){_NUMERIC}|{_CHINESE}")
MONTH_DAY = re.compile(r"(?<![\d/.年:-])(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?![\d/.:年%个-])")
COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_IN_ADDRESS = (
    COMPACT,
    re.compile(r"(?<!\d)((?:19|20)\d{2})[-/_](\d{1,2})[-/_](\d{1,2})(?!\d)"),
)
_WIDE = re.compile(f"[０-９{INVISIBLE}]")
_NARROW = str.maketrans("０１２３４５６７８９－／．：", "0123456789-/.:", INVISIBLE)
_DIGIT = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
    "Ｏ": "0",
    "O": "0",
    "0": "0",
}


def find_date(text: str) -> str:
    """The first date in a text."""
    match = DATE.search(narrow(text))
    return date_of(match) if match else ""


def narrow(text: str) -> str:
    """A text with full-width digits and signs between them as ordinary ones, as a reader sees it."""
    return text.translate(_NARROW) if _WIDE.search(text) else text


def date_of(match: re.Match[str]) -> str:
    """The date of one match of :data:`DATE`, empty when there is no such day."""
    if match[1]:
        return _iso(int(match[1]), int(match[2]), int(match[3]))
    year = int("".join(_DIGIT[c] for c in match[4]))
    return _iso(year, _small(match[5]), _small(match[6]))


def date_in_address(url: str) -> str:
    """The day an address carries (``/202611/t20261103_1.html``, ``/2026/11/3/``): only a hint."""
    for pattern in _IN_ADDRESS:
        match = pattern.search(url)
        if match:
            return _iso(int(match[1]), int(match[2]), int(match[3]))
    return ""


def with_year_of(month_day: re.Match[str], hint: str) -> str:
    """A date without a year: completed by a hint that names the same day, else ``--MM-DD``.

    A reader sees such a date, so the item is dated; only its year is not known.
    """
    month, day = int(month_day[1]), int(month_day[2])
    if hint and (month, day) == (int(hint[5:7]), int(hint[8:10])):
        return hint
    return f"--{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def _small(numerals: str) -> int:
    if numerals == "元":
        return 1
    tens, ten, units = numerals.rpartition("十")
    value = int(_DIGIT.get(units, "0")) if units else 0
    if ten:
        value += 10 * (int(_DIGIT[tens]) if tens else 1)
    return value


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
