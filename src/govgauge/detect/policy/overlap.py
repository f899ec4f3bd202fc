"""How much of one text another one says word for word, and the passages both have."""

import re
from typing import NamedTuple

_SIGN = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]")
_LEAST_RUN = 13
"""Characters two texts must share in a row: names and set phrases of a subject are shorter."""


class Passage(NamedTuple):
    """A run both texts have, marks and blanks apart: as the one writes it and as the other does."""

    chars: int
    copied: str
    source: str


class Overlap(NamedTuple):
    """``share`` of the copy's characters stands in passages the source has too, the longest first."""

    share: float
    passages: tuple[Passage, ...]


def overlap(copy: str, source: str) -> Overlap:
    """Containment of ``copy`` in ``source``, linear in both: marks and blanks count for nothing."""
    one, other = _Plain(copy), _Plain(source)
    starts: dict[str, int] = {}
    for at in range(len(other.text) - _LEAST_RUN, -1, -1):
        starts[other.text[at : at + _LEAST_RUN]] = at
    passages: list[Passage] = []
    at = shared = 0
    while at + _LEAST_RUN <= len(one.text):
        there = starts.get(one.text[at : at + _LEAST_RUN], -1)
        if there < 0:
            at += 1
            continue
        run = _run(one.text, at, other.text, there)
        passages.append(Passage(run, one.written(at, run), other.written(there, run)))
        shared += run
        at += run
    passages.sort(key=lambda passage: -passage.chars)
    return Overlap(shared / len(one.text) if one.text else 0.0, tuple(passages))


def _run(one: str, at: int, other: str, there: int) -> int:
    run = _LEAST_RUN
    most = min(len(one) - at, len(other) - there)
    while run < most and one[at + run] == other[there + run]:
        run += 1
    return run


class _Plain:
    """A text without marks and blanks, that knows where each character stood."""

    def __init__(self, text: str) -> None:
        self._whole = text
        self._places = [sign.start() for sign in _SIGN.finditer(text)]
        self.text = "".join(text[n] for n in self._places)

    def written(self, at: int, run: int) -> str:
        first, last = self._places[at], self._places[at + run - 1]
        return self._whole[first : last + 1].replace("\n", " ")
