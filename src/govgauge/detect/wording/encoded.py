"""A text as character numbers, with what is known of every place in it."""

from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from govgauge.detect.wording.keys import Ids
from govgauge.detect.wording.statistics import BREAK, UNKNOWN, Statistics

Positions = NDArray[np.int64]


@frozen
class Encoded:
    """Numbers of all characters, which of them are Han, and which neighbours are a known pair.

    ``known[n]`` speaks of characters n and n + 1; next to a character the statistics do not
    know it is true, so that nothing there is doubted.
    """

    ids: Ids
    han: NDArray[np.bool_]
    known: NDArray[np.bool_]

    def around(self, at: Positions, before: int, after: int) -> Ids:
        """The characters from ``before`` in front of each position to ``after`` behind it."""
        columns = [self.shifted(at, offset) for offset in range(-before, after + 1)]
        return np.stack(columns, axis=1) if columns else np.empty((len(at), 0), np.uint16)

    def shifted(self, at: Positions, offset: int) -> Ids:
        """The characters ``offset`` places on; line ends outside the text."""
        place = at + offset
        inside = (place >= 0) & (place < len(self.ids))
        found: Ids = np.where(inside, self.ids[np.clip(place, 0, len(self.ids) - 1)], BREAK)
        return found.astype(np.uint16)


def encode(text: str, statistics: Statistics) -> Encoded:
    """A text's characters as the statistics number them."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    ids = statistics.ids(codes)
    han = (codes >= 0x4E00) & (codes <= 0x9FFF)
    first: NDArray[Any] = ids[:-1]
    second: NDArray[Any] = ids[1:]
    known = statistics.pairs.has(first, second) | (first == UNKNOWN) | (second == UNKNOWN)
    return Encoded(ids, han, known)
