"""What may have been meant instead: other characters, one less, one more, two the other way."""

from enum import StrEnum

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from govgauge.detect.wording.encoded import Encoded, Positions
from govgauge.detect.wording.keys import WILDCARD, Ids, key_of, windows
from govgauge.detect.wording.likelihood import fit
from govgauge.detect.wording.statistics import UNKNOWN, Statistics

_REACH = 4
_RARE = 3
_A_NAME = 2
_ENDING_WORD, _BEGINNING_WORD = 20, 200
"""Frequencies in the word list from which two words side by side explain a doubled character: the
highest that clear 财政部部长 and its like even in wide mode; they cost 0.025 of the recall of doubled
characters (``bench/words.py``), 3 and 3 would cost 0.05."""
_LESS_FOR_CONTEXT = 6.0
_LESS_FOR_WORDS = np.float32(5.0)
_MORE_FOR_STRANDED = np.float32(2.0)
_NONE = np.empty(0, np.int64)


class Kind(StrEnum):
    """How what is written differs from what is meant."""

    SUBSTITUTED = "substituted"
    DOUBLED = "doubled"
    SWAPPED = "swapped"
    MISSING = "missing"


@frozen
class Proposals:
    """Proposals of one kind: where it begins, how many characters it is about, what is meant.

    ``meant`` has one row a proposal (0: nothing).  ``gain`` is by how much the text fits better.
    """

    kind: Kind
    at: Positions
    length: int
    meant: Ids
    gain: NDArray[np.float32]

    def above(self, threshold: float) -> "Proposals":
        """Those that gain more."""
        kept = self.gain > threshold
        return Proposals(self.kind, self.at[kept], self.length, self.meant[kept], self.gain[kept])


def substituted(text: Encoded, statistics: Statistics, *, wide: bool = False) -> Proposals:
    """Characters that make a word with no neighbour, where one alike in sound or shape does.

    ``wide`` doubts all others too; where one makes a word as it stands, the other has to gain
    more.
    """
    at = _unexplained(text, statistics)
    lonely = np.zeros(len(text.ids), bool)
    lonely[at] = True
    if wide:
        at = np.flatnonzero(text.han & (text.ids != UNKNOWN))
    where, meant = statistics.confusable(text.ids[at])
    places = at[where]
    better = _pairs_better(text, places, meant, statistics)
    places, meant = places[better], meant[better]
    pieces = text.around(places, _REACH, _REACH)
    changed = pieces.copy()
    changed[:, _REACH] = meant
    gain = fit(changed, statistics) - fit(pieces, statistics)
    gain[~lonely[places]] -= _LESS_FOR_WORDS
    best = _best_of_each(places, meant, gain)
    return Proposals(Kind.SUBSTITUTED, places[best], 1, meant[best][:, None], gain[best])


def _pairs_better(
    text: Encoded, at: Positions, meant: Ids, statistics: Statistics
) -> NDArray[np.bool_]:
    """Whether the other character makes a known pair where the written one makes none."""
    left = np.concatenate(([False], text.known))[at]
    right = np.concatenate((text.known, [False]))[at]
    better: NDArray[np.bool_] = ~left & statistics.pairs.has(text.shifted(at, -1), meant)
    better |= ~right & statistics.pairs.has(meant, text.shifted(at, 1))
    return better


def _unexplained(text: Encoded, statistics: Statistics) -> Positions:
    left = np.concatenate(([False], text.known))[: len(text.ids)]
    right = np.concatenate((text.known, [False]))[: len(text.ids)]
    at: Positions = np.flatnonzero(text.han & (text.ids != UNKNOWN) & ~left & ~right)
    explained = np.zeros(len(at), bool)
    for length in (3, 4):
        for back in range(length):
            key = key_of(*text.around(at - back, 0, length - 1).T)
            explained |= statistics.words[length].frequency(key) >= _RARE
            if length == 3:
                explained |= statistics.seen3(key)
    return _apart(at[~explained], len(text.ids))


def _apart(at: Positions, length: int) -> Positions:
    """Without those among several of their like: that is a name, not a slip of the pen."""
    alike = np.zeros(length + 4, np.int8)
    alike[at + 2] = 1
    others = alike[at] + alike[at + 1] + alike[at + 3] + alike[at + 4]
    return at[others < _A_NAME]


def _best_of_each(at: Positions, meant: Ids, gain: NDArray[np.float32]) -> Positions:
    """The proposal that gains most at every place; the commoner character where two do."""
    order = np.lexsort((meant, -gain, at))
    first = np.ones(len(order), bool)
    first[1:] = at[order][1:] != at[order][:-1]
    best: Positions = order[first]
    return best


def doubled(text: Encoded, statistics: Statistics) -> Proposals:
    """Characters written twice."""
    ids = text.ids
    same = (ids[:-1] == ids[1:]) & text.han[:-1] & (ids[:-1] != UNKNOWN)
    at = np.flatnonzero(same)
    at = at[~np.isin(ids[at], statistics.place_endings)]  # 砚岭市市场监督管理局
    at = at[statistics.words[2].frequency(key_of(ids[at], ids[at])) < _RARE]
    # Behind a character it makes no pair with, the first of the two belongs to a name.
    at = at[statistics.pairs.has(text.shifted(at, -1), ids[at])]
    at = at[~_between_words(text, at, statistics)]
    pieces = text.around(at, _REACH, _REACH + 1)
    gain = fit(np.delete(pieces, _REACH + 1, axis=1), statistics) - fit(pieces, statistics)
    return Proposals(Kind.DOUBLED, at, 2, ids[at][:, None], gain)


def _between_words(text: Encoded, at: Positions, statistics: Statistics) -> NDArray[np.bool_]:
    """Whether one word ends with each character and another begins with the next (财政部部长)."""
    ends, begins = np.zeros(len(at), bool), np.zeros(len(at), bool)
    for length in (2, 3, 4):
        words = statistics.words[length]
        ends |= words.frequency(key_of(*text.around(at, length - 1, 0).T)) >= _ENDING_WORD
        begins |= words.frequency(key_of(*text.around(at + 1, 0, length - 1).T)) >= _BEGINNING_WORD
    return ends & begins


def swapped(text: Encoded, statistics: Statistics) -> Proposals:
    """Neighbours that stand the other way round; parallel wording (偷排偷放) is left alone."""
    ids, han = text.ids, text.han
    doubtful = han[:-1] & han[1:] & (ids[:-1] != ids[1:]) & ~text.known
    at = np.flatnonzero(doubtful)
    left, first, second, right = (text.shifted(at, offset) for offset in (-1, 0, 1, 2))
    fits = statistics.pairs.has(second, first)
    fits |= statistics.pairs.has(left, second) & statistics.pairs.has(first, right)
    at = at[fits & (left != second) & (first != right)]
    pieces = text.around(at, _REACH, _REACH + 1)
    changed = pieces.copy()
    changed[:, [_REACH, _REACH + 1]] = pieces[:, [_REACH + 1, _REACH]]
    gain = fit(changed, statistics) - fit(pieces, statistics)
    stranded = ~statistics.pairs.has(pieces[:, _REACH - 1], pieces[:, _REACH])
    stranded &= ~statistics.pairs.has(pieces[:, _REACH + 1], pieces[:, _REACH + 2])
    gain[stranded] += _MORE_FOR_STRANDED
    return Proposals(Kind.SWAPPED, at, 2, changed[:, [_REACH, _REACH + 1]], gain)


def missing(text: Encoded, statistics: Statistics) -> Proposals:
    """Words of four characters that lack one, and gaps in wording that nearly always has one."""
    found = [_lacking_word(text, statistics), _lacking_context(text, statistics)]
    at = np.concatenate([f[0] for f in found])
    inserted = np.concatenate([f[1] for f in found])
    pieces = text.around(at, _REACH - 1, _REACH)
    changed = np.insert(pieces, _REACH, 0, axis=1)
    changed[:, _REACH] = inserted
    gain = fit(changed, statistics) - fit(pieces, statistics)
    # Wording alone proves less than a whole word: it has to gain more.
    gain[len(found[0][0]) :] -= _LESS_FOR_CONTEXT
    best = _best_of_each(at, inserted, gain)
    meant = np.stack((pieces[best, _REACH - 1], inserted[best]), axis=1)
    return Proposals(Kind.MISSING, at[best], 1, meant, gain[best])


def _lacking_word(text: Encoded, statistics: Statistics) -> tuple[Positions, Ids]:
    """Three characters that are a common word of four without one of them."""
    keys = windows(text.ids, 3)
    inserted, offset = statistics.lacking_one(keys)
    # In front of the first character it could belong to anything, hence offset > 0.
    at = np.flatnonzero((inserted != UNKNOWN) & (offset > 0))
    at = at[~statistics.seen3(keys[at])]
    gaps, lacking = at + offset[at] - 1, inserted[at]
    long = ~_in_a_short_piece(text, gaps)
    return gaps[long], lacking[long]


def _lacking_context(text: Encoded, statistics: Statistics) -> tuple[Positions, Ids]:
    """Between two characters that make no pair: what stands there in the same surroundings.

    Pieces of three characters between punctuation (提效率) are short by intention.
    """
    han = text.han
    at = np.flatnonzero(han[:-1] & han[1:] & ~text.known)
    at = at[~_in_a_short_piece(text, at)]
    if not len(at):
        return _NONE, np.empty(0, np.uint16)
    found = []
    for length, before in ((4, 1), (4, 0), (3, 0)):
        columns = list(text.around(at, before, length - 2 - before).T)
        gap = np.full(len(at), WILDCARD, np.uint16)
        columns.insert(before + 1, gap)
        found.append(statistics.contexts[length].usual(key_of(*columns)))
    tops = np.stack([top for top, _ in found])
    counts = np.stack([count for _, count in found])
    chosen = tops[np.argmax(counts, axis=0), np.arange(len(at))]
    return at[chosen != UNKNOWN], chosen[chosen != UNKNOWN]


def _in_a_short_piece(text: Encoded, at: Positions) -> NDArray[np.bool_]:
    ends = np.flatnonzero(~text.han)
    bounds = np.concatenate(([-1], ends, [len(text.ids)]))
    place = np.searchsorted(bounds, at)
    length: NDArray[np.bool_] = bounds[place] - bounds[place - 1] - 1 <= 3
    return length
