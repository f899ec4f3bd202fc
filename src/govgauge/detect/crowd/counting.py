"""Counts of windows in memory of fixed size, and which windows are common enough to be phrases.

A count-min table (Cormode, Muthukrishnan 2005): what it tells is never too small, and too large only
where others fell into the same cells of every row.
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from govgauge.detect.crowd.sampling import Sample
from govgauge.detect.crowd.windows import pieces, whole_keys
from govgauge.detect.wording.keys import Keys

_MULTIPLIERS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))
_LEAST_BITS, _MOST_BITS = 12, 24
MOST_PHRASES = 1 << 18
"""Of more only the commonest are kept: what is looked for must fit into memory."""


class WindowCounts:
    """Weighted counts of windows: two rows of at most 2²⁴ cells of 4 bytes (128 MiB)."""

    def __init__(self, expected: int) -> None:
        """``expected`` windows will be counted: twice as many cells, up to the most."""
        bits = int(np.ceil(np.log2(max(2 * expected, 1))))
        self._bits = min(max(bits, _LEAST_BITS), _MOST_BITS)
        self._rows = np.zeros((len(_MULTIPLIERS), 1 << self._bits), np.uint32)

    def add(self, keys: Keys, weight: int) -> None:
        """Count every window ``weight`` times."""
        for row, cells in zip(self._rows, self._cells(keys), strict=True):
            np.add.at(row, cells, np.uint32(weight))

    def merge(self, other: "WindowCounts") -> None:
        """Add the counts of a table of the same size, made elsewhere."""
        if self._rows.shape != other._rows.shape:
            raise ValueError("tables of different sizes")
        self._rows += other._rows

    def of(self, keys: Keys) -> NDArray[np.uint32]:
        """The count of every window."""
        first, second = (row[c] for row, c in zip(self._rows, self._cells(keys), strict=True))
        smaller: NDArray[np.uint32] = np.minimum(first, second)
        return smaller

    def _cells(self, keys: Keys) -> list[NDArray[np.int64]]:
        shift = np.uint64(64 - self._bits)
        return [((keys * m) >> shift).astype(np.int64) for m in _MULTIPLIERS]


def common_windows(samples: Callable[[], Iterator[Sample]], least: int) -> Keys:
    """The keys, in order, of windows written at least ``least`` times by all units together.

    Goes through the samples three times.  Counts are estimates from samples.
    """
    counts = WindowCounts(sum(sum(map(len, s.lines)) for s in samples()))
    for some in samples():
        counts.add(_keys(some), some.weight)
    common = np.empty(0, np.uint64)
    for some in samples():
        keys = np.unique(_keys(some))
        common = np.union1d(common, keys[counts.of(keys) >= least])
        while len(common) > MOST_PHRASES:
            least *= 2
            common = common[counts.of(common) >= least]
    return common


def _keys(some: Sample) -> Keys:
    found = [whole_keys(piece.ids)[1] for piece in pieces(some.lines)]
    return np.concatenate(found) if found else np.empty(0, np.uint64)
