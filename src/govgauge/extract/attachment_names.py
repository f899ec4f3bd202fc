"""What a file is called: by its answer's Content-Disposition, else by its address.

RFC 6266 with RFC 5987's ``filename*`` before ``filename``; beside them what servers really send:
raw GBK or UTF-8 bytes, percent-encoding and RFC 2047 words inside the plain parameter.
"""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from urllib.parse import unquote_to_bytes, urlsplit

_EXTENDED = re.compile(rb"filename\*\s*=\s*\"?([\w!#$%&+^`{}~-]*)'[^']*'([^;\"\s]+)", re.IGNORECASE)
_QUOTED = re.compile(rb'filename\s*=\s*"((?:[^"\\]|\\.)*)"', re.IGNORECASE | re.DOTALL)
_BARE = re.compile(rb"filename\s*=\s*([^;\"]+)", re.IGNORECASE)
_ENCODED_WORD = re.compile(rb"=\?[\w-]+\?[bq]\?[^?]*\?=", re.IGNORECASE)
_MAX_CHARS = 200
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_DOCUMENTS = """
pdf doc docx docm dot wps wpt rtf odt xls xlsx xlsm xlsb et ods csv ppt pptx pps ppsx dps odp
ofd ceb sep gd txt zip rar 7z tar gz tgz
"""
DOCUMENTS = frozenset(_DOCUMENTS.split())
"""Extensions by which a link promises a document or an archive."""


def name_from_header(value: bytes) -> str:
    """The file name a Content-Disposition field gives, without any folder; empty without one."""
    extended = _EXTENDED.search(value)
    if extended:
        return _clean(
            _decode(unquote_to_bytes(extended[2]), extended[1].decode("ascii", "replace"))
        )
    match = _QUOTED.search(value) or _BARE.search(value)
    if not match:
        return ""
    raw = re.sub(rb"\\(.)", rb"\1", match[1].strip()) if b'\\"' in match[1] else match[1].strip()
    if _ENCODED_WORD.search(raw):
        return _clean(_decoded_words(raw))
    if b"%" in raw and raw.isascii():
        raw = unquote_to_bytes(raw)
    return _clean(_decode(raw, ""))


def name_from_address(url: str) -> str:
    """The last part of the address's path, percent-decoded; empty for a folder."""
    return _clean(_decode(unquote_to_bytes(urlsplit(url).path.rpartition("/")[2]), ""))


def promises_document(name: str) -> bool:
    """True for a name whose extension says that a document will come."""
    return name.rpartition(".")[2].lower() in DOCUMENTS


def _decode(raw: bytes, charset: str) -> str:
    for codec in (charset, "utf-8", "gb18030"):
        try:
            if codec:
                return raw.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("latin-1")


def _decoded_words(raw: bytes) -> str:
    try:
        words = decode_header(raw.decode("ascii", "replace"))
        return "".join(w if isinstance(w, str) else _decode(w, codec or "") for w, codec in words)
    except (HeaderParseError, ValueError):
        return raw.decode("ascii", "replace")


def _clean(name: str) -> str:
    name = _CONTROLS.sub("", name).replace("\\", "/").rpartition("/")[2]
    return name.strip(" \"'")[:_MAX_CHARS]
