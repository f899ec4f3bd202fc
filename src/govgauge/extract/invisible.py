"""Characters that take no room and show nothing: a value is read as if they were not there (T-D6).

Editors and word processors leave them between digits.  Texts keep them; only a value that is read
out of a text, as a reader sees it, is read without them.
"""

import re

_RANGES = ((0xAD, 0xAD), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2069), (0xFEFF, 0xFEFF))
INVISIBLE = "".join(chr(n) for first, last in _RANGES for n in range(first, last + 1))
"""Soft hyphen, blanks of no width, joiners, and marks of direction."""

_INVISIBLE = re.compile(f"[{INVISIBLE}]+")


def as_seen(text: str) -> str:
    """A text without its invisible characters."""
    return _INVISIBLE.sub("", text)
