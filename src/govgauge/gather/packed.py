"""Fields of many records, packed: each field of all records in one array, and texts in one piece.

A site has as many addresses as pages; as objects with two dozen attributes they would be most of
a worker's memory.  A record is a number here, and :class:`Field` lets a class look at one record
as if it were an object.
"""

from array import array
from collections.abc import Sequence
from typing import Any, Generic, Protocol, TypeVar, cast, overload

T = TypeVar("T")
_LENGTH_BYTES = 4
_DIGEST_BYTES = 32
_SHA256 = "sha256:"


class Record(Protocol):
    """One record of a table: where its fields stand, and its number there."""

    columns: dict[str, "array[int]"]
    number: int


class Field(Generic[T]):
    """A whole number of each record, and what it stands for; the last value is that of -1.

    ``values`` are what the numbers 0, 1 … stand for; without them a number is its own value.
    """

    def __init__(self, code: str, start: T, values: Sequence[T] = ()) -> None:
        self.code = code
        self._values = values
        self._codes = {value: number for number, value in enumerate(values)}
        self.start = self.number_of(start)
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def number_of(self, value: T) -> int:
        """The number that stands for a value."""
        return self._codes[value] if self._values else cast(int, value)

    @overload
    def __get__(self, record: None, owner: type) -> "Field[T]": ...

    @overload
    def __get__(self, record: Record, owner: type) -> T: ...

    def __get__(self, record: Record | None, owner: type) -> "Field[T] | T":
        if record is None:
            return self
        number = record.columns[self.name][record.number]
        return self._values[number] if self._values else cast(T, number)

    def __set__(self, record: Record, value: T) -> None:
        record.columns[self.name][record.number] = self.number_of(value)


def fields_of(record_type: type) -> list[Field[Any]]:
    """The packed fields of a class."""
    return [field for field in vars(record_type).values() if isinstance(field, Field)]


class Texts:
    """Texts one behind the other; each is found by the place it was given."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def put(self, text: str) -> int:
        """Keep a text; returns its place."""
        place, data = len(self._bytes), text.encode("utf-8", "surrogatepass")
        self._bytes += len(data).to_bytes(_LENGTH_BYTES, "little")
        self._bytes += data
        return place

    def get(self, place: int) -> str:
        """The text of a place."""
        start = place + _LENGTH_BYTES
        size = int.from_bytes(self._bytes[place:start], "little")
        return self._bytes[start : start + size].decode("utf-8", "surrogatepass")


class Digests:
    """The digest of each record, 32 bytes where it is a SHA-256 in our spelling."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._is_kept = bytearray()
        self._others: dict[int, str] = {}

    def append(self) -> None:
        """One more record, without a digest so far."""
        self._bytes += bytes(_DIGEST_BYTES)
        self._is_kept.append(0)

    def __getitem__(self, number: int) -> str:
        if not self._is_kept[number]:
            return self._others.get(number, "")
        start = number * _DIGEST_BYTES
        return _SHA256 + self._bytes[start : start + _DIGEST_BYTES].hex()

    def __setitem__(self, number: int, digest: str) -> None:
        kind, _, written = digest.rpartition(":")
        is_ours = f"{kind}:" == _SHA256 and len(written) == 2 * _DIGEST_BYTES
        self._is_kept[number] = is_ours
        if is_ours:
            start = number * _DIGEST_BYTES
            self._bytes[start : start + _DIGEST_BYTES] = bytes.fromhex(written)
        else:
            self._others[number] = digest
