"""What encoding a page says it is in: its transport, and its ``<meta>`` as a browser finds it.

The head is read by the rules of the HTML standard (prescan a byte stream): a ``<meta>`` in a
comment, in a script, in an attribute, or a ``content`` without its ``http-equiv`` says nothing.
"""

import re
from typing import NamedTuple

from govgauge.extract.encoding_labels import encoding_of

_PRESCAN_BYTES = 1024
_LATE_BYTES = 16 * 1024
# In a header only the double quote is one; a browser takes 'utf-8' for a name it does not know.
_TRANSPORT = re.compile(r"""charset\s*=\s*(?:"([^"]*)"|([^\s;"]+))""", re.IGNORECASE)
_IN_CONTENT = re.compile(rb"""charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))""", re.IGNORECASE)
_INSIDE = rb"""(?:[^>"']|"[^"]*"|'[^']*')*"""
_PIECE = re.compile(
    rb"<!--.*?(?:-->|\Z)"
    rb"|<(script|style|title|textarea|xmp|noframes|iframe)(?=[\s/>]).*?(?:</\1(?=[\s/>])|\Z)"
    rb"|<meta(?=[\s/])(" + _INSIDE + rb")|</?[a-z]" + _INSIDE + rb"|<[!/?][^>]*",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    rb"""([^\s/>="']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?""", re.DOTALL
)


class Declared(NamedTuple):
    """The labels of a page, empty where it has none; ``label`` is the one that counts."""

    label: str
    transport: str
    meta: str


def declared_by(payload: bytes, content_type: str) -> Declared:
    """What a page and its transport declare; the transport counts first, if a browser knows it."""
    found = _TRANSPORT.search(content_type)
    transport = (found[1] or found[2] or "") if found else ""
    meta = _meta(payload)
    known = encoding_of(meta)
    # A <meta> that could be read at all cannot be in UTF-16: WHATWG reads it as UTF-8.
    if known.startswith("utf-16"):
        meta = "utf-8"
    elif known == "x-user-defined":
        meta = "windows-1252"
    return Declared(transport if encoding_of(transport) or not meta else meta, transport, meta)


def _meta(payload: bytes) -> str:
    return _first_label(payload[:_PRESCAN_BYTES]) or _first_label(payload[:_LATE_BYTES])


def _first_label(head: bytes) -> str:
    """The label of the first ``<meta>`` that names one a browser knows, else the first of all."""
    if b"charset" not in head and b"CHARSET" not in head.upper():
        return ""
    first = ""
    for piece in _PIECE.finditer(head):
        label = _label(piece[2]) if piece[2] else ""
        if encoding_of(label):
            return label
        first = first or label
    return first


def _label(attributes: bytes) -> str:
    values: dict[bytes, bytes] = {}
    for match in _ATTRIBUTE.finditer(attributes):
        values.setdefault(match[1].lower(), match[2] or match[3] or match[4] or b"")
    charset = values.get(b"charset", b"")
    if not charset and values.get(b"http-equiv", b"").strip().lower() == b"content-type":
        found = _IN_CONTENT.search(values.get(b"content", b""))
        charset = (found[1] or found[2] or found[3] or b"") if found else b""
    return charset.decode("ascii", "replace").strip()
