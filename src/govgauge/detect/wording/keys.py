"""Exact look-ups of short character sequences, many at a time."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

ID_BITS = 13
WILDCARD = (1 << ID_BITS) - 1
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)

Ids = NDArray[np.uint16]
Keys = NDArray[np.uint64]


def key_of(*columns: NDArray[Any]) -> Keys:
    """Keys of up to four characters side by side (13 bits each): equal only for equal ones."""
    key = columns[0].astype(np.uint64)
    for column in columns[1:]:
        key = (key << np.uint64(ID_BITS)) | column.astype(np.uint64)
    return key


def windows(ids: Ids, width: int) -> Keys:
    """The key of every window of ``width`` characters; ``len(ids) - width + 1`` of them."""
    count = len(ids) - width + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    return key_of(*(ids[n : n + count] for n in range(width)))


class KeyTable:
    """A fixed table from keys to positions of a value array, probed for whole arrays at once.

    ``keys`` must be distinct.  Takes 13 bytes a slot, two to four slots a key.  Most keys asked
    for are absent: one bit of a small filter, which stays in the cache, turns them away.
    """

    def __init__(self, keys: Keys) -> None:
        bits = max(4, int(np.ceil(np.log2(max(len(keys), 1) * 2))))
        self._shift = np.uint64(64 - bits)
        self._mask = (1 << bits) - 1
        self._slots = np.full(1 << bits, _EMPTY, np.uint64)
        self._places = np.zeros(1 << bits, np.int32)
        self._probes = 1
        self._filter = np.zeros(1 << bits, np.uint8)
        byte, bit = self._filtered(keys * _MULTIPLIER)
        np.bitwise_or.at(self._filter, byte, np.uint8(1) << bit)
        self._fill(keys)

    def _filtered(self, hashed: Keys) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        bits = (hashed >> (self._shift - np.uint64(3))).astype(np.int64)
        return bits >> 3, (bits & 7).astype(np.uint8)

    def _fill(self, keys: Keys) -> None:
        waiting = np.arange(len(keys), dtype=np.int32)
        at = self._home(keys * _MULTIPLIER)
        while len(waiting):
            free = self._slots[at] == _EMPTY
            # Of several keys that want one slot the first takes it, the others go on.
            _, first = np.unique(at, return_index=True)
            takes = np.zeros(len(waiting), bool)
            takes[first] = True
            takes &= free
            self._slots[at[takes]] = keys[waiting[takes]]
            self._places[at[takes]] = waiting[takes]
            waiting, at = waiting[~takes], (at[~takes] + 1) & self._mask
            self._probes += bool(len(waiting))

    def _home(self, hashed: Keys) -> NDArray[np.int64]:
        home: NDArray[np.int64] = (hashed >> self._shift).astype(np.int64)
        return home

    def find(self, keys: Keys) -> NDArray[np.int32]:
        """The place of every key among those the table was made of; -1 where it is none."""
        found = np.full(len(keys), -1, np.int32)
        hashed = keys * _MULTIPLIER
        byte, bit = self._filtered(hashed)
        left = np.flatnonzero((self._filter[byte] >> bit) & 1)
        at = self._home(hashed[left])
        for _ in range(self._probes):
            slots = self._slots[at]
            hit = slots == keys[left]
            found[left[hit]] = self._places[at[hit]]
            going = ~hit & (slots != _EMPTY)
            if not going.any():
                break
            left, at = left[going], (at[going] + 1) & self._mask
        return found


class PairSet:
    """A set of character pairs as one bit each: 8 MiB, one look-up a pair."""

    def __init__(self, keys: Keys) -> None:
        self._bits = np.zeros(1 << (2 * ID_BITS - 3), np.uint8)
        np.bitwise_or.at(
            self._bits, (keys >> np.uint64(3)).astype(np.int64), _bit(keys).astype(np.uint8)
        )

    def has(self, first: NDArray[Any], second: NDArray[Any]) -> NDArray[np.bool_]:
        """Whether each pair is in the set."""
        keys = (first.astype(np.int64) << ID_BITS) | second
        found: NDArray[np.bool_] = (self._bits[keys >> 3] >> (keys & 7).astype(np.uint8)) & 1 != 0
        return found


def _bit(keys: Keys) -> Keys:
    return np.uint64(1) << (keys & np.uint64(7))
