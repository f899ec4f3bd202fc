"""Suspicions from what was counted: strict enough to send unread, or wide for reviewers."""

from collections.abc import Callable, Iterator

from govgauge.detect.wording.encoded import Encoded, encode
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

WIDE = {Kind.SUBSTITUTED: 6.0, Kind.DOUBLED: 2.0, Kind.SWAPPED: 8.0, Kind.MISSING: 4.0}
"""Gains above which reviewers are shown a suspicion."""

_SEARCHES: tuple[Callable[[Encoded, Statistics], Proposals], ...] = (
    substituted,
    doubled,
    swapped,
    missing,
)
_SHOWN_BEFORE = 2
_SHOWN_AFTER = 2


def counted_suspicions(
    text: str, statistics: Statistics, thresholds: dict[Kind, float]
) -> list[Suspicion]:
    """Suspicions in a text whose lines end paragraphs; the surest of those that overlap."""
    if len(text) < 2:
        return []
    encoded = encode(text, statistics)
    found = [
        suspicion
        for search in _SEARCHES
        for suspicion in _as_suspicions(text, search(encoded, statistics), statistics, thresholds)
    ]
    return surest(found)


def _as_suspicions(
    text: str, proposals: Proposals, statistics: Statistics, thresholds: dict[Kind, float]
) -> Iterator[Suspicion]:
    kept = proposals.above(thresholds[proposals.kind])
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
        if all(one.end + 1 < other.start or other.end + 1 < one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda s: s.start)
