"""Numbers found by a digest, packed: what a site of any size makes a worker remember for each page.

A dictionary of strings takes some 250 bytes an entry, this one 36 to 72.  Two texts of one 128-bit
digest would be taken for the same; nobody can make them without 2^64 tries.
"""

import struct
from array import array
from hashlib import blake2b

_KEY = struct.Struct("<QQ")
_LEAST = 16


def digest_of(text: str) -> bytes:
    """The 16 bytes by which a text is found again."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_KEY.size).digest()


class DigestMap:
    """Keys of 16 bytes, each with a whole number from 0 to 2^64 - 2; entries are never removed."""

    __slots__ = ("_highs", "_lows", "_mask", "_number", "_values")

    def __init__(self) -> None:
        self._number = 0
        self._make_room(_LEAST)

    def __len__(self) -> int:
        return self._number

    def get(self, key: bytes) -> int | None:
        """The number of a key, ``None`` when it has none."""
        low, high = _KEY.unpack(key)
        value = self._values[self._slot(key, low, high)]
        return value - 1 if value else None

    def put(self, key: bytes, value: int) -> None:
        """Give a key its number, in place of an earlier one."""
        low, high = _KEY.unpack(key)
        slot = self._slot(key, low, high)
        if not self._values[slot]:
            self._number += 1
            self._lows[slot], self._highs[slot] = low, high
        self._values[slot] = value + 1
        if 3 * self._number > 2 * self._mask:
            self._grow()

    def setdefault(self, key: bytes, value: int) -> int:
        """The number of a key; where it has none, it gets this one."""
        known = self.get(key)
        if known is None:
            self.put(key, value)
            return value
        return known

    def _slot(self, key: bytes, low: int, high: int) -> int:
        """Where a key stands, or the free slot where it would."""
        lows, highs, values, mask = self._lows, self._highs, self._values, self._mask
        # Python's hash is drawn anew in each process: nobody can choose keys that crowd.
        slot = hash(key) & mask
        while values[slot] and (lows[slot] != low or highs[slot] != high):
            slot = (slot + 1) & mask
        return slot

    def _make_room(self, slots: int) -> None:
        self._mask = slots - 1
        self._lows, self._highs, self._values = (array("Q", bytes(8 * slots)) for _ in range(3))

    def _grow(self) -> None:
        lows, highs, values = self._lows, self._highs, self._values
        self._make_room(2 * len(values))
        for low, high, value in zip(lows, highs, values, strict=True):
            if value:
                slot = self._slot(_KEY.pack(low, high), low, high)
                self._lows[slot], self._highs[slot], self._values[slot] = low, high, value
