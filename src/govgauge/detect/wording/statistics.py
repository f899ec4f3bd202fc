"""The statistics that ship, ready for look-ups: characters, words, pairs, contexts, confusions."""

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govgauge.detect.wording.keys import ID_BITS, Ids, Keys, KeyTable, PairSet, key_of

UNKNOWN = 0
BREAK = (1 << 13) - 2
_LEAST_WORD_FREQUENCY = 3
_COMMON_WORD = 20
_PLACE_ENDINGS = "省市县区州盟旗镇乡村"
_LONGEST_WORD = 4


class Words:
    """Words of one length with the logarithm of their share of all words."""

    def __init__(self, keys: Keys, log: NDArray[np.float16], frequency: NDArray[np.uint16]) -> None:
        self._table = KeyTable(keys)
        self._log = np.append(log.astype(np.float32), np.float32(-np.inf))
        self._frequency = np.append(frequency, np.uint16(0))

    def log_share(self, keys: Keys) -> NDArray[np.float32]:
        """Logarithms; minus infinity for what is no word."""
        logs: NDArray[np.float32] = self._log[self._table.find(keys)]
        return logs

    def frequency(self, keys: Keys) -> NDArray[np.uint16]:
        """Frequencies; 0 for what is no word."""
        frequencies: NDArray[np.uint16] = self._frequency[self._table.find(keys)]
        return frequencies


class Contexts:
    """What stands in the gap of a context: its usual character and how often it was counted."""

    def __init__(self, keys: Keys, top: Ids, counts: NDArray[np.uint16]) -> None:
        self._table = KeyTable(keys)
        self._top = np.append(top, np.uint16(UNKNOWN))
        self._counts = np.append(counts, np.uint16(0))

    def usual(self, keys: Keys) -> tuple[Ids, NDArray[np.uint16]]:
        """The usual character and its count; 0 and 0 for contexts that have none."""
        found = self._table.find(keys)
        return self._top[found], self._counts[found]


class Statistics:
    """Everything counted, as look-up tables."""

    def __init__(self, arrays: Any) -> None:
        characters = arrays["characters"]
        self.characters = "".join(["\0", *map(chr, characters)])
        self._id_of = np.zeros(0x110000, np.uint16)
        self._id_of[characters] = np.arange(1, len(characters) + 1, dtype=np.uint16)
        self._id_of[ord("\n")] = BREAK
        self.place_endings = self._id_of[[ord(c) for c in _PLACE_ENDINGS]]
        self.words = {
            n: Words(arrays[f"word{n}_keys"], arrays[f"word{n}_log"], arrays[f"word{n}_frequency"])
            for n in range(1, _LONGEST_WORD + 1)
        }
        common = arrays["word2_frequency"] >= _LEAST_WORD_FREQUENCY
        self.pairs = PairSet(np.union1d(arrays["word2_keys"][common], arrays["pair_keys"]))
        self._pair_table = KeyTable(arrays["pair_keys"])
        self._pair_counts = np.append(arrays["pair_counts"], np.uint16(0))
        self._seen3 = KeyTable(arrays["seen3_keys"])
        self.contexts = {
            n: Contexts(
                arrays[f"context{n}_keys"], arrays[f"context{n}_top"], arrays[f"context{n}_counts"]
            )
            for n in (3, 4)
        }
        self._words4 = arrays["word4_keys"][arrays["word4_frequency"] >= _COMMON_WORD]
        self._lacking: tuple[KeyTable, Ids, NDArray[np.int64]] | None = None
        self._starts = arrays["confusable_starts"]
        self._confusable = arrays["confusable_ids"]
        self._by_sound = arrays["confusable_by_sound"]

    def ids(self, codes: NDArray[np.uint32]) -> Ids:
        """Every code point's number: 0 for rare ones, ``BREAK`` for line ends."""
        ids: Ids = self._id_of[codes]
        return ids

    def taken_for(self, character: str) -> frozenset[str]:
        """The characters one may be written as by mistake: alike in sound or shape."""
        code = ord(character)
        number = int(self._id_of[code])
        if not 0 < number < BREAK:
            return frozenset()
        others = self._confusable[self._starts[number] : self._starts[number + 1]]
        return frozenset(self.characters[n] for n in others)

    def lacking_one(self, keys: Keys) -> tuple[Ids, NDArray[np.int64]]:
        """For triples that are a word of four without one character: which, and its place in it.

        0 where they are none, are a word themselves, or may be several.
        """
        if self._lacking is None:
            self._lacking = _lacking_table(self._words4, self.words[3])
        table, inserted, offset = self._lacking
        found = table.find(keys)
        return inserted[found], offset[found]

    def pair_counts(self, first: NDArray[Any], second: NDArray[Any]) -> NDArray[np.uint16]:
        """How often pairs were counted in the texts."""
        counts: NDArray[np.uint16] = self._pair_counts[self._pair_table.find(key_of(first, second))]
        return counts

    def seen3(self, keys: Keys) -> NDArray[np.bool_]:
        """Whether three characters were ever seen side by side."""
        return self._seen3.find(keys) >= 0

    def confusable(self, ids: Ids) -> tuple[NDArray[np.int64], Ids]:
        """For all characters those they are taken for: (position in ``ids``, character) pairs."""
        known = np.where(ids < BREAK, ids, UNKNOWN).astype(np.int64)
        counts = self._starts[known + 1] - self._starts[known]
        positions = np.repeat(np.arange(len(ids)), counts)
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return positions, self._confusable[np.repeat(self._starts[known], counts) + within]


def _lacking_table(words4: Keys, words3: Words) -> tuple[KeyTable, Ids, NDArray[np.int64]]:
    mask = np.uint64((1 << ID_BITS) - 1)
    columns = [(words4 >> np.uint64(ID_BITS * (3 - n))) & mask for n in range(4)]
    keys = np.concatenate([key_of(*(columns[:n] + columns[n + 1 :])) for n in range(4)])
    inserted = np.concatenate(columns).astype(np.uint16)
    offset = np.repeat(np.arange(4), len(words4))
    distinct, first, counts = np.unique(keys, return_index=True, return_counts=True)
    sure = (counts == 1) & (words3.frequency(distinct) == 0)
    kept = first[sure]
    return (
        KeyTable(distinct[sure]),
        np.append(inserted[kept], np.uint16(UNKNOWN)),
        np.append(offset[kept], 0),
    )


@cache
def shipped_statistics() -> Statistics:
    """The statistics inside the package, loaded once a process (about 0.4 s)."""
    with as_file(files("govgauge") / "lexicons" / "wording" / "statistics.npz") as path:
        return load_statistics(path)


def load_statistics(path: Path) -> Statistics:
    """Statistics from a file that the building script wrote."""
    with np.load(path) as arrays:
        return Statistics(arrays)
