"""Suspicions from what was counted: strict enough to send unread, or wide for reviewers."""

from collections.abc import Iterator

import attrs

from govgauge.detect.wording.encoded import encode
from govgauge.detect.wording.proposals import (
    Kind,
    Proposals,
    doubled,
    missing,
    substituted,
    swapped,
)
from govgauge.detect.wording.statistics import Statistics
from govgauge.detect.wording.suspicion import Slip, Suspicion

STRICT = {Kind.SUBSTITUTED: 13.0, Kind.DOUBLED: 6.0, Kind.SWAPPED: 13.0, Kind.MISSING: 7.0}
"""Gains above which a suspicion is a finding: under one false alarm in 10,000 characters of
reports the statistics were not counted from (``bench/words.py``)."""

WIDE = {Kind.SUBSTITUTED: 3.0, Kind.DOUBLED: 2.0, Kind.SWAPPED: 8.0, Kind.MISSING: 4.0}
"""Gains above which reviewers are shown a suspicion."""

_CHARACTERS_AT_ONCE = 200_000
_SHOWN_BEFORE = 2
_SHOWN_AFTER = 2


def counted_suspicions(text: str, statistics: Statistics, *, wide: bool) -> Iterator[Suspicion]:
    """Suspicions in a text whose lines end paragraphs; those of several kinds may overlap."""
    offset = 0
    for part in _parts(text, _CHARACTERS_AT_ONCE // (10 if wide else 1)):
        for found in _of_part(part, statistics, wide=wide):
            yield attrs.evolve(found, start=found.start + offset, end=found.end + offset)
        offset += len(part)


def _parts(text: str, size: int) -> Iterator[str]:
    """The text cut at line ends, so that memory does not grow with it."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + size) + 1
        yield text[start : end or len(text)]
        start = end or len(text)


def _of_part(text: str, statistics: Statistics, *, wide: bool) -> Iterator[Suspicion]:
    if len(text) < 2:
        return
    encoded = encode(text, statistics)
    thresholds = WIDE if wide else STRICT
    for proposals in (
        substituted(encoded, statistics, wide=wide),
        doubled(encoded, statistics),
        swapped(encoded, statistics),
        missing(encoded, statistics),
    ):
        yield from _as_suspicions(text, proposals, statistics, thresholds[proposals.kind])


def _as_suspicions(
    text: str, proposals: Proposals, statistics: Statistics, threshold: float
) -> Iterator[Suspicion]:
    kept = proposals.above(threshold)
    for at, meant, gain in zip(kept.at, kept.meant, kept.gain, strict=True):
        start, end = int(at), int(at) + proposals.length
        before, after = _surroundings(text, start, end)
        characters = "".join(statistics.characters[n] for n in meant if n)
        yield Suspicion(
            slip=Slip(proposals.kind.value),
            start=start,
            end=end,
            written=f"{before}{text[start:end]}{after}",
            meant=f"{before}{characters}{after}",
            gain=float(gain),
        )


def _surroundings(text: str, start: int, end: int) -> tuple[str, str]:
    """The Han characters right before and after: a single character says little to a reader."""
    before = text[max(0, start - _SHOWN_BEFORE) : start]
    after = text[end : end + _SHOWN_AFTER]
    while before and not _is_han(before):
        before = before[1:]
    while after and not _is_han(after):
        after = after[:-1]
    return before, after


def _is_han(text: str) -> bool:
    return all("\u4e00" <= c <= "\u9fff" for c in text)


def surest(suspicions: list[Suspicion]) -> list[Suspicion]:
    """One suspicion for each place, in the order of the text."""
    kept: list[Suspicion] = []
    for one in sorted(suspicions, key=lambda s: (-s.gain, s.start, s.end)):
        if all(one.end < other.start or other.end < one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda s: s.start)
