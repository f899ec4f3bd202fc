"""From bytes to text by the WHATWG encoding rules, character for character.

Sniffing order: byte order mark, transport, ``<meta>`` in the first 1,024 bytes (later ones only
where nothing else is said), then UTF-8 if the bytes are valid UTF-8, else GB18030.
``gb2312`` and ``gbk`` are read as GB18030, as browsers do: about 5 % of the pages that declare
gb2312 use characters outside it.
"""

import codecs
import re
from typing import NamedTuple

_PRESCAN_BYTES = 1024
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"))
_META = re.compile(rb"""<meta\b[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_TRANSPORT = re.compile(r"""charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE)

# WHATWG Encoding Standard, names and labels that occur on Chinese sites and their neighbours;
# the value is the name we report, the codec is looked up below.
_LABELS = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8", "x-unicode20utf8"), "utf-8"),
    **dict.fromkeys(
        ("gb18030", "gb2312", "gbk", "gb_2312", "gb_2312-80", "csgb2312", "chinese", "x-gbk",
         "iso-ir-58", "csiso58gb231280", "gb2312-80", "gb"),
        "gb18030",
    ),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "csbig5", "x-x-big5"), "big5"),
    **dict.fromkeys(
        ("iso-8859-1", "latin1", "l1", "ascii", "us-ascii", "windows-1252", "cp1252"),
        "windows-1252",
    ),
    **dict.fromkeys(("utf-16", "utf-16le", "ucs-2", "unicode"), "utf-16-le"),
    **dict.fromkeys(("utf-16be", "unicodefffe"), "utf-16-be"),
    **dict.fromkeys(("euc-kr", "korean", "ks_c_5601-1987", "windows-949"), "euc-kr"),
    **dict.fromkeys(("euc-jp", "x-euc-jp"), "euc-jp"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "ms932"), "shift_jis"),
}  # fmt: skip
_CODECS = {"big5": "big5hkscs", "windows-1252": "cp1252", "euc-kr": "cp949", "shift_jis": "cp932"}

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
    """A page's text, the encoding it was read with, and the one it declared (as written)."""

    text: str
    charset: str
    charset_declared: str


def decode(payload: bytes, content_type: str) -> Decoded:
    """Decode a page; what no encoding explains becomes U+FFFD, nothing raises."""
    for mark, name in _BOMS:
        if payload.startswith(mark):
            return Decoded(_decode_as(payload[len(mark) :], name), name, "bom")
    declared = _declared(payload, content_type)
    name = _LABELS.get(declared.lower(), "")
    if name:
        return Decoded(_decode_as(payload, name), name, declared)
    try:
        return Decoded(payload.decode("utf-8"), "utf-8", declared)
    except UnicodeDecodeError:
        return Decoded(_decode_as(payload, "gb18030"), "gb18030", declared)


def _declared(payload: bytes, content_type: str) -> str:
    transport = _TRANSPORT.search(content_type)
    if transport and transport[1].lower() in _LABELS:
        return transport[1]
    head = payload[:_PRESCAN_BYTES]
    if b"<!--" in head:
        head = _COMMENT.sub(b"", head)
    match = _META.search(head) or _META.search(payload, 0, 16 * _PRESCAN_BYTES)
    if match is None:
        return transport[1] if transport else ""
    label = match[1].decode("ascii", "replace")
    # A <meta> that could be read at all cannot be in UTF-16: WHATWG reads it as UTF-8.
    return "utf-8" if _LABELS.get(label.lower(), "").startswith("utf-16") else label


def _decode_as(payload: bytes, name: str) -> str:
    if name == "gb18030":
        text = payload.decode("gb18030", "govgauge-gb18030")
        return text.translate(_GB_DIFFERENCES) if _GB_DIFFERING.search(text) else text
    return payload.decode(_CODECS.get(name, name), "replace")


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
    return "\ufffd", at + (4 if _is_four_bytes(following) else 1)


def _is_four_bytes(rest: bytes) -> bool:
    return (
        len(rest) == 3
        and 0x30 <= rest[0] <= 0x39
        and 0x81 <= rest[1] <= 0xFE
        and 0x30 <= rest[2] <= 0x39
    )


codecs.register_error("govgauge-gb18030", _gb18030_error)
