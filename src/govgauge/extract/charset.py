"""From bytes to text: what a browser reads, and where it would show garbage, what is meant.

A page is read by its byte order mark, its transport, its ``<meta>``, and, where nothing is
declared, as UTF-8 if its bytes are UTF-8, else as GB18030.  One whose bytes cannot be what it
declares is read as what they are: a wrong label is a fault of its own, and must not make a page
look like one without words.  ``gb2312`` and ``gbk`` are read as GB18030, as browsers do: about 5 %
of the pages that declare gb2312 use characters outside it.
"""

import codecs
import re
from typing import NamedTuple

from govgauge.extract.declared import declared_by
from govgauge.extract.encoding_labels import encoding_of
from govgauge.extract.legacy import decode_legacy
from govgauge.model.reading import CharsetFault

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"))
_HIGH = re.compile(rb"[\x80-\xff]")
# The characters of GB2312: nearly all of a Chinese text, whatever a longer table could hold.
_GB2312 = re.compile(rb"(?:[\xa1-\xf7][\xa1-\xfe])+")
_MIN_SHARE = 0.9
_MIN_CHARACTERS = 20
"""So much text must speak against a label that no byte can contradict (``iso-8859-1``)."""
_ANY_BYTES = ("windows-1252", "replacement", "utf-16-le", "utf-16-be")

# Where Python's gb18030 (the 2000 edition) and the WHATWG index differ.  Each code point on the
# left can only come from the one byte sequence concerned, so a translation of the text is exact.
_GB_DIFFERENCES = {
    0xE5E5: 0x3000, 0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13,
    0xE791: 0xFE14, 0xE792: 0xFE15, 0xE793: 0xFE16, 0xE794: 0xFE17, 0xE795: 0xFE18,
    0xE796: 0xFE19, 0xE7C7: 0x1E3F, 0x1E3F: 0xE7C7, 0xE81E: 0x9FB4, 0xE826: 0x9FB5,
    0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE832: 0x9FB8, 0xE843: 0x9FB9, 0xE854: 0x9FBA,
    0xE864: 0x9FBB,
}  # fmt: skip
_GB_DIFFERING = re.compile("[" + "".join(map(chr, _GB_DIFFERENCES)) + "]")


class Decoded(NamedTuple):
    """A page's text, the encoding it was read with, and the one it declared (as written).

    ``fault`` is what is wrong with the declaration, ``other`` the label that contradicts it.
    """

    text: str
    charset: str
    charset_declared: str
    fault: CharsetFault = CharsetFault.NONE
    other: str = ""


def decode(payload: bytes, content_type: str) -> Decoded:
    """Decode a page; what no encoding explains becomes U+FFFD, nothing raises."""
    declared = declared_by(payload, content_type)
    for mark, name in _BOMS:
        if payload.startswith(mark):
            text = _decode_as(payload[len(mark) :], name)
            return _beside(Decoded(text, name, "bom"), declared.transport, declared.meta)
    name = encoding_of(declared.label)
    if not name:
        return _undeclared(payload, declared.label)
    whole = _as_it_is(payload) if name == "utf-8" else None
    if whole is not None:
        return _beside(Decoded(whole, name, declared.label), declared.meta)
    meant = _meant(payload, name)
    if meant:
        text = _decode_as(payload, meant)
        return Decoded(text, meant, declared.label, CharsetFault.IMPOSSIBLE)
    decoded = Decoded(_decode_as(payload, name), name, declared.label)
    return _beside(decoded, declared.meta)


def _beside(decoded: Decoded, *labels: str) -> Decoded:
    """The same with the first label that says otherwise, where that can matter."""
    for label in labels:
        name = encoding_of(label)
        if name and name != decoded.charset and not decoded.text.isascii():
            return decoded._replace(fault=CharsetFault.CONTRADICTION, other=label)
    return decoded


def _undeclared(payload: bytes, label: str) -> Decoded:
    """A page that names no encoding, or one that no browser knows."""
    name = "utf-8" if _is_valid(payload, "utf-8") else "gb18030"
    text = _decode_as(payload, name)
    fault = CharsetFault.UNKNOWN if label else CharsetFault.UNDECLARED
    return Decoded(text, name, label, CharsetFault.NONE if text.isascii() else fault)


def _meant(payload: bytes, name: str) -> str:
    """The encoding that the bytes are in, where it cannot be the declared one; else empty."""
    if name == "utf-8":
        return "gb18030" if not _is_valid(payload, name) and _is_gb(payload) else ""
    if name == "gb18030":
        return "utf-8" if not _is_valid(payload, name) and _is_valid(payload, "utf-8") else ""
    if name in _ANY_BYTES or (name == "big5" and "\ufffd" in _decode_as(payload, name)):
        return _meant_by_text(payload)
    return ""


def _meant_by_text(payload: bytes) -> str:
    """UTF-8 or GB18030 where a label that fits any bytes stands on a Chinese text."""
    high = len(_HIGH.findall(payload))
    if high < 2 * _MIN_CHARACTERS:
        return ""
    if _is_valid(payload, "utf-8"):
        return "utf-8"
    pairs = sum(map(len, _GB2312.findall(payload)))
    return "gb18030" if pairs >= _MIN_SHARE * high and _is_valid(payload, "gb18030") else ""


def _is_gb(payload: bytes) -> bool:
    """True for a text in GB18030, and not for one in UTF-8 with some broken characters."""
    if not _is_valid(payload, "gb18030"):
        return False
    text = payload.decode("utf-8", "replace")
    return 2 * text.count("\ufffd") > sum(not character.isascii() for character in text)


def _is_valid(payload: bytes, codec: str) -> bool:
    """True when every character is whole, but for one that the end of the page may cut."""
    try:
        codecs.getincrementaldecoder(codec)().decode(payload)
    except UnicodeDecodeError:
        return False
    return True


def _as_it_is(payload: bytes) -> str | None:
    """The text of UTF-8 without a fault, as most pages are: decoded once and for all."""
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _decode_as(payload: bytes, name: str) -> str:
    if name == "gb18030":
        text = payload.decode("gb18030", "govgauge-gb18030")
        return text.translate(_GB_DIFFERENCES) if _GB_DIFFERING.search(text) else text
    if name.startswith("utf-"):
        return payload.decode(name, "replace")
    return decode_legacy(payload, name)


def _gb18030_error(error: UnicodeError) -> tuple[str, int]:
    """WHATWG's answer to bytes no GB18030 character has: how many to pass over, and with what."""
    assert isinstance(error, UnicodeDecodeError)
    data, at = error.object, error.start
    if data[at] == 0x80:
        return "€", at + 1
    following = data[at + 1 : at + 4]
    if data[at] == 0xFF or not following:
        return "\ufffd", at + 1
    if following[0] >= 0x80:
        return "\ufffd", at + 2
    if len(following) < 3 and _begins_four_bytes(following):
        return "\ufffd", len(data)  # The end of the page cuts it.
    return "\ufffd", at + (4 if _is_four_bytes(following) else 1)


def _begins_four_bytes(rest: bytes) -> bool:
    return 0x30 <= rest[0] <= 0x39 and (len(rest) == 1 or 0x81 <= rest[1] <= 0xFE)


def _is_four_bytes(rest: bytes) -> bool:
    return (
        len(rest) == 3
        and 0x30 <= rest[0] <= 0x39
        and 0x81 <= rest[1] <= 0xFE
        and 0x30 <= rest[2] <= 0x39
    )


codecs.register_error("govgauge-gb18030", _gb18030_error)
