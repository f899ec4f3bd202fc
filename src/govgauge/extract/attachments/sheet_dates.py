"""Which number formats of a spreadsheet show a date (ECMA-376 18.8.30, Chinese built-in ids too)."""

import re

_BUILT_IN = frozenset({*range(14, 18), 22, *range(27, 32), 36, 50, 51, 52, 53, 54, 57, 58})
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def is_date_format(number: str, code: str) -> bool:
    """True for a built-in date format and for a code that shows year, month or day."""
    if code:
        shown = _LITERAL.sub("", code).lower()
        return "yy" in shown or ("m" in shown and "d" in shown)
    return number.isdecimal() and len(number) < 6 and int(number) in _BUILT_IN
