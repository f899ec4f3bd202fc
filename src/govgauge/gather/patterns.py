"""What pages of an endless place have in common: the pattern of their address, and their text.

A pattern is an address without what a program may vary; a plain line is one without what counts
pages and days.
"""

import re
from collections import Counter

from govgauge.gather.scope import origin

_DIGITS = re.compile(r"\d+")
_TOKEN = re.compile(r"(?=[0-9a-f-]*\d)[0-9a-f-]{16,}", re.IGNORECASE)
# Places that a program may go on inventing: a sheet of a calendar in the path.
_SHEET = re.compile(
    r"/(?:19|2\d)\d\d(?:[-/_]?\d{1,2}){0,2}/?$|cal[ae]nd|rili|[/_-](?:date|month|week|day)[/_=-]",
    re.IGNORECASE,
)
# What differs between two sheets of a calendar or two lists of nothing.
_COUNTED = re.compile(
    r"[\d〇零一二三四五六七八九十初廿卅正冬腊闰]+"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)"
    r"[a-z]*\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]")
_MAX_DAY, _FIRST_YEAR, _LAST_YEAR = 31, 1900, 2999
_NEAR = 12


def family_of(url: str) -> str:
    """The pattern of an address that a program may vary without end; empty for a plain file."""
    head, mark, query = url.partition("?")
    if not mark and _SHEET.search(head) is None and not _repeats(head):
        return ""
    path = _TOKEN.sub("*", head[head.find("/", 8) :])
    if mark:
        names = sorted({pair.partition("=")[0].lower() for pair in query.split("&")})
        return f"{origin(url)}{_DIGITS.sub('#', path)}?{'&'.join(names)}"
    if _repeats(head):
        return f"{origin(url)}{'/'.join(sorted(set(_DIGITS.sub('#', path).split('/'))))}"
    return f"{origin(url)}{_DIGITS.sub('#', path)}"


def _repeats(head: str) -> bool:
    segments = [s for s in head[head.find("/", 8) :].split("/") if s and not s.isdigit()]
    return len(segments) > len(set(segments))


def plain(line: str) -> str:
    """A line without what counts pages and days; empty for a bare day or year."""
    if _WORD.search(line):
        return _COUNTED.sub("#", line)
    digits = _DIGITS.findall(line)
    if len(digits) == 1 and len(digits[0]) <= 4:
        value = int(digits[0])
        if value <= _MAX_DAY or _FIRST_YEAR <= value <= _LAST_YEAR:
            return ""
    return line


def all_near(lines: Counter[str], number: int) -> bool:
    """True when each line only tells which page of a list this is, or leads to the next ones."""
    if lines.total() > 2 * _NEAR:
        return False
    return all(_is_near(line, number) for line in lines)


def _is_near(line: str, number: int) -> bool:
    numbers = [int(digits[:12]) for digits in _DIGITS.findall(line)]
    if line.isdecimal():
        return abs(numbers[0] - number) <= _NEAR
    return 0 < len(numbers) <= 3 and any(abs(n - number) <= 1 for n in numbers)
