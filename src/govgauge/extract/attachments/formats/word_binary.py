"""DOC (Word 6 to 2003) and WPS documents of the same structure: text through the piece table.

Sources: MS-DOC 2.4.1 (how text is found), 2.5 (the file information block).
"""

import struct

from govgauge.extract.attachments.draft import Draft, Encrypted, Unreadable
from govgauge.extract.attachments.ole_streams import describe, kind_of_stream, stream
from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.shelf import Format
from govgauge.extract.attachments.word_text import shown_text

_ENCRYPTED, _OTHER_TABLE = 0x0100, 0x0200
_WORD_97 = 0xC1
_CHINESE = frozenset({0x0804, 0x1004})
_COUNTS_AT = 0x4C
"""Where the counts of characters stand: body, footnotes, headers, -, notes, endnotes, boxes."""
_CLX_AT = 0x01A2
_COMPRESSED = 0x4000_0000


def recognise(sample: Sample) -> str:
    """``doc`` (``wps`` by name) for a compound file with a Word document in it."""
    return kind_of_stream(sample, ("worddocument",), "doc", "wps")


def read(sample: Sample, draft: Draft) -> None:
    """Body, footnotes, endnotes and text boxes; headers and reviewers' notes are left out."""
    document = stream(sample, "WordDocument")
    if len(document) < 0x20 or document[:2] not in (b"\xec\xa5", b"\xdc\xa5"):
        raise Unreadable("DOC: no file information block")
    version, flags = (struct.unpack_from("<H", document, at)[0] for at in (2, 0x0A))
    if flags & _ENCRYPTED:
        raise Encrypted
    describe(sample, draft)
    if version < _WORD_97:
        draft.add(shown_text(_old_text(document)))
        return
    table = stream(sample, "1Table" if flags & _OTHER_TABLE else "0Table")
    try:
        pieces = _pieces(document, table)
        counts = struct.unpack_from("<7i", document, _COUNTS_AT)
    except struct.error as error:
        raise Unreadable("DOC: the piece table is broken") from error
    text = "".join(_decoded(document, piece, draft) for piece in pieces)
    for place, start, end in _places(counts):
        draft.add(shown_text(text[start:end]), place)


def _places(counts: tuple[int, ...]) -> list[tuple[str, int, int]]:
    at, found = 0, []
    names = ("", "note", None, None, None, "note", "")
    for name, count in zip(names, counts, strict=True):
        if count < 0:
            raise Unreadable("DOC: a count of characters is negative")
        if name is not None and count:
            found.append((name, at, at + count))
        at += count
    return found


def _pieces(document: bytes, table: bytes) -> list[tuple[int, int]]:
    """(place with its flag, characters) of each piece, in the order of the text."""
    at, size = struct.unpack_from("<LL", document, _CLX_AT)
    clx = table[at : at + size]
    at = 0
    while clx[at : at + 1] == b"\x01":
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at : at + 1] != b"\x02":
        raise Unreadable("DOC: no piece table")
    (size,) = struct.unpack_from("<L", clx, at + 1)
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    bounds = struct.unpack_from(f"<{count + 1}L", plc)
    found = []
    for number in range(count):
        (place,) = struct.unpack_from("<L", plc, 4 * (count + 1) + 8 * number + 2)
        found.append((place, max(0, bounds[number + 1] - bounds[number])))
    return found


def _decoded(document: bytes, piece: tuple[int, int], draft: Draft) -> str:
    place, characters = piece
    if place & _COMPRESSED:
        start = (place & ~_COMPRESSED) // 2
        data = document[start : start + characters]
        draft.meter.unpack(len(data))
        return data.decode("cp1252", "replace")
    data = document[place : place + 2 * characters]
    draft.meter.unpack(len(data))
    # Lengths count UTF-16 units: surrogate pairs must go on counting two.
    return data.decode("utf-16-le", "replace") if _is_basic(data) else _units(data)


def _is_basic(data: bytes) -> bool:
    return not any(0xD8 <= high <= 0xDF for high in data[1::2])


def _units(data: bytes) -> str:
    text = data.decode("utf-16-le", "replace")
    return "".join(c if c < "\U00010000" else f"{c}\x00" for c in text)


def _old_text(document: bytes) -> str:
    """Word 6 and 95: one run of 8-bit text."""
    (language,) = struct.unpack_from("<H", document, 6)
    start, end = struct.unpack_from("<LL", document, 0x18)
    codec = "gb18030" if language in _CHINESE else "cp1252"
    return document[start:end].decode(codec, "replace")


FORMAT = Format(recognise, read)
