"""Text as windows of five Han characters, whole and with one of them masked."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from govgauge.detect.wording.keys import Ids, Keys, PairSet, key_of
from govgauge.detect.wording.statistics import BREAK, Statistics, shipped_statistics

WIDTH = 5
_BITS = 12
_MOST_ID = (1 << _BITS) - 1
"""Only windows of the commonest 4,095 characters are phrases; what stands for one of them may be rarer."""
_MASK_SHIFT = np.uint64(_BITS * WIDTH)
_AT_ONCE = 200_000


@frozen
class Piece:
    """Some lines side by side: a character number and the number of its line for every place.

    Lines are kept apart by ``BREAK``; ``starts`` is where each begins.
    """

    ids: Ids
    line: NDArray[np.int64]
    starts: NDArray[np.int64]


def pieces(lines: Sequence[str], statistics: Statistics | None = None) -> Iterator[Piece]:
    """The lines in pieces of bounded size; a line is never cut.  Line numbers count from 0."""
    known = statistics or shipped_statistics()
    begin = size = 0
    for number, line in enumerate(lines):
        size += len(line) + 1
        if size >= _AT_ONCE:
            yield _piece(lines[begin : number + 1], begin, known)
            begin, size = number + 1, 0
    if begin < len(lines):
        yield _piece(lines[begin:], begin, known)


def _piece(lines: Sequence[str], first: int, statistics: Statistics) -> Piece:
    text = "\n".join(lines) + "\n"
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
    han = (codes >= 0x4E00) & (codes <= 0x9FFF)
    ids = np.where(han, statistics.ids(codes), BREAK).astype(np.uint16)
    lengths = np.array([len(line) + 1 for line in lines], np.int64)
    numbers = np.repeat(np.arange(first, first + len(lines), dtype=np.int64), lengths)
    return Piece(ids, numbers, np.cumsum(lengths) - lengths)


def whole_keys(ids: Ids) -> tuple[NDArray[np.int64], Keys]:
    """Places and keys of all windows of common characters."""
    count = max(0, len(ids) - WIDTH + 1)
    common = _common(ids)
    fits = np.ones(count, bool)
    for n in range(WIDTH):
        fits &= common[n : n + count]
    at = np.flatnonzero(fits)
    return at, _packed(ids, at, masked=-1)


def masked_keys(ids: Ids, masked: int) -> tuple[NDArray[np.int64], Keys]:
    """Places and keys of all windows whose characters but the masked one are common.

    The masked one is any known Han character.
    """
    count = max(0, len(ids) - WIDTH + 1)
    common, known = _common(ids), (ids > 0) & (ids < BREAK)
    fits = np.ones(count, bool)
    for n in range(WIDTH):
        fits &= (known if n == masked else common)[n : n + count]
    at = np.flatnonzero(fits)
    return at, _packed(ids, at, masked)


def mask(keys: Keys, masked: int) -> Keys:
    """The masked keys of whole windows."""
    hole = np.uint64(_MOST_ID << (_BITS * (WIDTH - 1 - masked)))
    marked: Keys = (keys & ~hole) | (np.uint64(masked + 1) << _MASK_SHIFT)
    return marked


def character_at(keys: Keys, place: int) -> Any:
    """The number of one character of each whole window."""
    shift = np.uint64(_BITS * (WIDTH - 1 - place))
    return ((keys >> shift) & np.uint64(_MOST_ID)).astype(np.uint16)


def _common(ids: Ids) -> NDArray[np.bool_]:
    common: NDArray[np.bool_] = (ids > 0) & (ids <= _MOST_ID)
    return common


def _packed(ids: Ids, at: NDArray[np.int64], masked: int) -> Keys:
    key = np.full(len(at), masked + 1, np.uint64)
    for n in range(WIDTH):
        key <<= np.uint64(_BITS)
        if n != masked:
            key |= ids[at + n].astype(np.uint64)
    return key


@cache
def confusable_pairs() -> PairSet:
    """Pairs (written, meant) of characters alike in sound or shape, except those of ``_BOTH_RIGHT``."""
    statistics = shipped_statistics()
    every: Ids = np.arange(1, len(statistics.characters), dtype=np.uint16)
    positions, meant = statistics.confusable(every)
    written: NDArray[Any] = every[positions]
    group = np.zeros(1 << 13, np.int64)
    for number, alike in enumerate(_BOTH_RIGHT, 1):
        group[statistics.ids(np.array([ord(c) for c in alike], np.uint32))] = number
    group[0] = 0
    differ = (group[written] == 0) | (group[written] != group[meant])
    return PairSet(key_of(written[differ], meant[differ]))


_BOTH_RIGHT = ("的地得底", "他她它", "做作", "一二三", "那哪", "像象")
"""Words of their own that sound or look alike and stand in one place alike: no slip by themselves."""
