"""Common phrases with one character masked: what stands in such a context."""

import numpy as np
from numpy.typing import NDArray

from govgauge.detect.wording.keys import Keys, KeyTable

_SOME, _OPEN_SHARE = 3, 0.9
"""So many other fillings, and a lower share of the usual one than this, show that any word may stand there."""


class Contexts:
    """The phrases with one character masked: which have a context, and what else stands in it."""

    def __init__(self, masked: Keys) -> None:
        self._order = np.argsort(masked, kind="stable")
        distinct, self._context_of, self._counts = np.unique(
            masked, return_inverse=True, return_counts=True
        )
        self._first = np.cumsum(self._counts) - self._counts
        self._table = KeyTable(distinct)
        self._others = np.zeros(len(distinct), np.int64)
        self._is_fixed = np.ones(len(distinct), bool)

    def leave_open(self, pages: NDArray[np.int64]) -> None:
        """Look no more at contexts that hold many a word, by what was counted so far."""
        ours = np.bincount(self._context_of, pages, minlength=len(self._others))
        most = np.zeros(len(self._others), np.int64)
        np.maximum.at(most, self._context_of, pages)
        rest = ours + self._others - most
        self._is_fixed &= (rest < _SOME) | (most >= _OPEN_SHARE * (most + rest))

    def begin_anew(self) -> None:
        """Forget what was counted; what is looked at stays."""
        self._others[:] = 0

    def is_looked_at(self, phrase: int) -> bool:
        """Whether a phrase's context holds nearly always the same."""
        return bool(self._is_fixed[self._context_of[phrase]])

    def filled_otherwise(
        self, keys: Keys, page: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Count windows that are no phrase; (position in ``keys``, phrase of that context) pairs."""
        found = self._table.find(keys)
        at = np.flatnonzero((found >= 0) & self._is_fixed[found])
        context = found[at].astype(np.int64)
        np.add.at(self._others, np.unique((context << 32) | page[at]) >> 32, 1)
        counts, first = self._counts[context], self._first[context]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.repeat(at, counts), self._order[np.repeat(first, counts) + within]

    def filled(self, phrase: int, pages: NDArray[np.int64]) -> int:
        """How many pages fill a phrase's context, whatever with."""
        context = self._context_of[phrase]
        first = self._first[context]
        alike = self._order[first : first + self._counts[context]]
        return int(pages[alike].sum() + self._others[context])
