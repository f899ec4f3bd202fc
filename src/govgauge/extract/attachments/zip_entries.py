"""Our own reading of ZIP directories and members: counted while it goes, nothing unpacked to disk.

A library's reader loads the whole directory first (a million members: 600 MB) and believes the
sizes it declares.  Rules: PKWARE APPNOTE 6.3.10; checks after CPython's CVE-2024-0450 (members
that overlap) and CVE-2025-8291 (a directory that is not where it says).
"""

import bz2
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from govgauge.extract.attachments.draft import Encrypted, LimitHit, Meter, Unreadable

_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"
_LOCATOR64 = b"PK\x06\x07"
_ENTRY = struct.Struct("<4s4B4HL2L5H2L")
_LOCAL = struct.Struct("<4s2B4HL2L2H")
_MAX_COMMENT = 65_535
_STEP = 64 * 1024
_STORED, _DEFLATED, _BZIP2 = 0, 8, 12
_UNIX_SYSTEMS = frozenset({3, 19})
_MAX_LOST_NAMES = 200


class ZipEntry(NamedTuple):
    """One member as the directory tells it."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int

    @property
    def encrypted(self) -> bool:
        """True when the member asks for a password."""
        return bool(self.flags & 1)

    @property
    def is_folder(self) -> bool:
        """True for a folder, which has no content."""
        return self.name.endswith("/")


class _Raw(NamedTuple):
    """One entry of the directory as it stands there."""

    fields: tuple[int, ...]
    name: bytes
    extra: bytes

    @property
    def is_utf8(self) -> bool:
        """True when the entry says that its name is UTF-8 (APPNOTE 4.4.4, bit 11)."""
        return bool(self.fields[5] & 0x800)


class ZipEntries:
    """The members of one ZIP in the order of its directory; reading them is counted."""

    def __init__(self, data: bytes, meter: Meter) -> None:
        self._data = data
        self._meter = meter
        self.entries: list[ZipEntry] = []
        raw = list(self._walk())
        decode = _names(raw)
        self.entries.extend(_entry(r, decode(r)) for r in raw)
        self._by_name = {entry.name: entry for entry in self.entries}

    def _walk(self) -> Iterator["_Raw"]:
        data = self._data
        at, end = _directory(data)
        if self._meter.limits.members * _ENTRY.size < end - at:
            # Even of the smallest entries there are too many, or names of many kilobytes.
            count = _count(data, at, end, self._meter.limits.members + 1)
            if count > self._meter.limits.members:
                raise LimitHit("members")
        while at + _ENTRY.size <= end:
            fields = _ENTRY.unpack_from(data, at)
            if fields[0] != b"PK\x01\x02":
                raise Unreadable("ZIP: the directory is broken")
            self._meter.add_member()
            name_at = at + _ENTRY.size
            extra_at = name_at + fields[12]
            at = extra_at + fields[13] + fields[14]
            if at > end:
                raise Unreadable("ZIP: the directory ends early")
            yield _Raw(fields, data[name_at:extra_at], data[extra_at : extra_at + fields[13]])

    def get(self, name: str) -> ZipEntry | None:
        """A member by its name."""
        return self._by_name.get(name)

    def demand_apart(self) -> None:
        """Members that share bytes are a bomb, whatever they would unpack to."""
        last_end = 0
        for entry in sorted(self.entries, key=lambda e: e.offset):
            if entry.packed and entry.offset < last_end:
                raise LimitHit("overlap")
            last_end = max(last_end, entry.offset + _LOCAL.size + entry.packed)

    def pieces(self, entry: ZipEntry) -> Iterator[bytes]:
        """The member's content in pieces of bounded size; checked against its checksum at its end."""
        if entry.encrypted:
            raise Encrypted
        packed = self._packed(entry)
        crc = 0
        for piece in _unpack(entry, packed):
            self._meter.unpack(len(piece))
            crc = zlib.crc32(piece, crc)
            yield piece
        if crc != entry.crc:
            raise Unreadable(f"ZIP: wrong checksum of {entry.name[:80]}")

    def whole(self, entry: ZipEntry) -> bytes:
        """The member's content at once, under the limit for one member."""
        pieces, size = [], 0
        for piece in self.pieces(entry):
            size += len(piece)
            if size > self._meter.limits.member_bytes:
                raise LimitHit("member_bytes")
            pieces.append(piece)
        return b"".join(pieces)

    def _packed(self, entry: ZipEntry) -> memoryview:
        try:
            fields = _LOCAL.unpack_from(self._data, entry.offset)
        except struct.error as error:
            raise Unreadable("ZIP: a member lies outside the file") from error
        start = entry.offset + _LOCAL.size + fields[10] + fields[11]
        end = start + entry.packed
        if fields[0] != b"PK\x03\x04" or end > len(self._data):
            raise Unreadable("ZIP: a member lies outside the file")
        return memoryview(self._data)[start:end]


def _unpack(entry: ZipEntry, packed: memoryview) -> Iterator[bytes]:
    if entry.method == _STORED:
        for at in range(0, len(packed), _STEP):
            yield bytes(packed[at : at + _STEP])
    elif entry.method == _DEFLATED:
        yield from inflate(packed, -zlib.MAX_WBITS)
    elif entry.method == _BZIP2:
        yield from _bunzip(packed)
    else:
        raise NotImplementedError(f"ZIP: method {entry.method}")


def inflate(packed: memoryview, window_bits: int) -> Iterator[bytes]:
    """Deflated bytes in pieces of bounded size."""
    decoder = zlib.decompressobj(window_bits)
    for at in range(0, len(packed), _STEP):
        rest = bytes(packed[at : at + _STEP])
        while rest and not decoder.eof:
            try:
                piece = decoder.decompress(rest, _STEP)
            except zlib.error as error:
                if "memory" in str(error) or "Error -4" in str(error):
                    raise MemoryError from error
                raise Unreadable("ZIP: a member is broken") from error
            rest = decoder.unconsumed_tail
            yield piece
    # What the decoder still holds when a member ends with its input.
    while not decoder.eof:
        piece = decoder.decompress(b"", _STEP)
        if not piece:
            raise Unreadable("ZIP: a member ends early")
        yield piece


def _bunzip(packed: memoryview) -> Iterator[bytes]:
    decoder = bz2.BZ2Decompressor()
    rest = bytes(packed)
    try:
        while not decoder.eof:
            piece = decoder.decompress(rest, _STEP)
            if not piece and decoder.needs_input:
                raise Unreadable("ZIP: a member ends early")
            rest = b""
            yield piece
    except OSError as error:
        raise Unreadable("ZIP: a member is broken") from error


def _directory(data: bytes) -> tuple[int, int]:
    """Where the central directory begins and ends."""
    end = data.rfind(_END, max(0, len(data) - _MAX_COMMENT - 22))
    if end < 0 or end + 22 > len(data):
        raise Unreadable("ZIP: no directory")
    size, offset = struct.unpack_from("<LL", data, end + 12)
    stop = end
    if data[end - 20 : end - 16] == _LOCATOR64 and end >= 76:
        (at64,) = struct.unpack_from("<Q", data, end - 12)
        if data[at64 : at64 + 4] == _END64 and at64 + 56 <= end:
            size, offset = struct.unpack_from("<QQ", data, at64 + 40)
            stop = at64
    start = stop - size
    if start < 0 or offset > start or (size and data[start : start + 4] != b"PK\x01\x02"):
        raise Unreadable("ZIP: the directory is not where the file says")
    return start, stop


def _count(data: bytes, at: int, end: int, most: int) -> int:
    """How many entries stand in a directory, counted up to ``most`` without keeping them."""
    count = 0
    while at + _ENTRY.size <= end and count < most and data[at : at + 4] == b"PK\x01\x02":
        name, extra, comment = struct.unpack_from("<3H", data, at + 28)
        at += _ENTRY.size + name + extra + comment
        count += 1
    return count


def _entry(raw: _Raw, name: str) -> ZipEntry:
    fields = raw.fields
    flags, method, crc = fields[5], fields[6], fields[9]
    packed, size, offset = fields[10], fields[11], fields[18]
    wide = _extra(raw.extra, 1)
    values = [int.from_bytes(wide[at : at + 8], "little") for at in range(0, len(wide) - 7, 8)]
    # ZIP64: only the fields that are full stand there, in this order (APPNOTE 4.5.3).
    if size == 0xFFFFFFFF and values:
        size = values.pop(0)
    if packed == 0xFFFFFFFF and values:
        packed = values.pop(0)
    if offset == 0xFFFFFFFF and values:
        offset = values.pop(0)
    return ZipEntry(name, flags, method, crc, packed, size, offset)


def _extra(extra: bytes, wanted: int) -> bytes:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == wanted:
            return extra[at + 4 : at + 4 + size]
        at += 4 + size
    return b""


def _names(raw: list[_Raw]) -> Callable[[_Raw], str]:
    """How names are read: told to be UTF-8, carried beside in UTF-8, else as guessed from all."""
    plain = [r.name for r in raw if not r.is_utf8 and not r.name.isascii()]
    encoding = _encoding(plain, any(r.fields[2] in _UNIX_SYSTEMS for r in raw))

    def decode(entry: _Raw) -> str:
        if entry.is_utf8:
            return entry.name.decode("utf-8", "replace")
        beside = _extra(entry.extra, 0x7075)
        if len(beside) > 5 and int.from_bytes(beside[1:5], "little") == zlib.crc32(entry.name):
            return beside[5:].decode("utf-8", "replace")
        return entry.name.decode(encoding, "replace")

    return decode


def _encoding(names: list[bytes], on_unix: bool) -> str:
    """UTF-8 where all names are that (short names may be by chance), GB18030 where they can be."""
    if not names:
        return "utf-8"
    try:
        decoded = [name.decode("utf-8") for name in names]
    except UnicodeDecodeError:
        decoded = []
    if decoded and (on_unix or all(_is_chinese(name) for name in decoded)):
        return "utf-8"
    try:
        for name in names:
            name.decode("gb18030")
    except UnicodeDecodeError:
        return "cp437"
    return "gb18030"


def _is_chinese(name: str) -> bool:
    return all(c.isascii() or "\u2000" <= c <= "\ufaff" or c >= "\uff00" for c in name)


def names_without_directory(data: bytes) -> frozenset[str]:
    """Names that stand before the members themselves, for a file whose end is lost."""
    names: set[str] = set()
    at = 0
    while len(names) < _MAX_LOST_NAMES:
        at = data.find(b"PK\x03\x04", at)
        if at < 0 or at + _LOCAL.size > len(data):
            break
        fields = _LOCAL.unpack_from(data, at)
        names.add(data[at + _LOCAL.size : at + _LOCAL.size + fields[10]].decode("utf-8", "replace"))
        at += 4
    return frozenset(names)
