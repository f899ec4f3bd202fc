"""An HTTP answer as a browser reads it: whatever can be shown is shown, and what was wrong named.

A pure function from the bytes that arrived.  The rules are those of browsers: a little rubbish
before the status line, no status number (then 200), lines without a colon, lengths that
contradict the body, chunks that break off.  Only what no browser shows stays malformed.
"""

import re
from typing import NamedTuple

from govgauge.model.outcome import Outcome

MAX_HEADER_BYTES = 256 * 1024
_SLOP_BYTES = 16
_MAX_INTERIM = 16
_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"http(?:/(\S*))?[ \t]*(\d{1,9})?", re.IGNORECASE)
_FIELD = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,80}[ \t]*:")
_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,15})[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|!--|\?xml|html|head|body|title|meta|script|style|table|div|font|h1|p|a|b|br)"
    rb"(?=[\s>\[-])",
    re.IGNORECASE,
)
_WHOLE = re.compile(rb"</html\s*>", re.IGNORECASE)
_TAIL_BYTES = 4096


class LenientReading(NamedTuple):
    """What can be shown of an answer; ``status`` is ``None`` when nothing can.

    ``header`` holds the bytes as received, ``body`` those after transfer coding; ``defects``
    names what was wrong, in order.
    """

    outcome: Outcome
    status: int | None
    header: bytes
    body: bytes
    defects: tuple[str, ...]


def read_leniently(raw: bytes, ended: bool) -> LenientReading:
    """Read an answer; ``ended`` tells that the server closed the connection in order."""
    defects: list[str] = []
    header, rest, status = _head(raw, defects)
    if status is None:
        return LenientReading(Outcome.HTTP_MALFORMED, None, raw, b"", tuple(defects))
    if status in (204, 304):
        return LenientReading(Outcome.OK, status, header, b"", tuple(defects))
    body, whole = _body(_fields(header, defects), rest, defects, ended)
    outcome = Outcome.OK if whole or _closes(body) else Outcome.TRUNCATED
    return LenientReading(outcome, status, header, body, tuple(defects))


def seems_whole(raw: bytes) -> bool:
    """True when the answer's end may have come, so that waiting on is of little use."""
    return _closes(raw) or raw.endswith((b"0\r\n\r\n", b"0\n\n"))


def _head(raw: bytes, defects: list[str]) -> tuple[bytes, bytes, int | None]:
    """Header block, the rest, and the status; interim answers are passed over."""
    for _ in range(_MAX_INTERIM):
        at = raw[: _SLOP_BYTES + 5].lower().find(b"http")
        if at < 0:
            return _without_status_line(raw, defects)
        if at:
            defects.append("bytes before the status line")
        end = _END.search(raw, at, at + MAX_HEADER_BYTES)
        if end is None:
            defects.append("no end of the header")
            return b"", b"", None
        status = _status(raw[at : end.end()], defects)
        if not 100 <= status < 200:
            return raw[: end.end()], raw[end.end() :], status
        raw = raw[end.end() :]
    defects.append("interim answers without end")
    return b"", b"", None


def _without_status_line(raw: bytes, defects: list[str]) -> tuple[bytes, bytes, int | None]:
    """HTTP/0.9: a page from its first byte, or one behind fields that no status line begins."""
    defects.append("no status line")
    if _MARKUP.match(raw):
        return b"", raw, 200
    end = _END.search(raw, 0, MAX_HEADER_BYTES)
    if end is not None and _FIELD.match(raw) and _MARKUP.match(raw, end.end()):
        return raw[: end.end()], raw[end.end() :], 200
    return b"", b"", None


def _status(header: bytes, defects: list[str]) -> int:
    line = header.partition(b"\n")[0]
    match = _STATUS.match(line)
    version, digits = (match[1] or b"", match[2]) if match else (b"", None)
    if not re.fullmatch(rb"1\.[01]", version):
        defects.append("bad version")
    if digits is None or len(digits) != 3 or not b"100" <= digits <= b"599":
        defects.append("bad status")
    # A browser takes a line without a number for a success, and shows any other as it is.
    return int(digits) if digits is not None and 100 <= int(digits) <= 999 else 200


def _fields(header: bytes, defects: list[str]) -> dict[bytes, list[bytes]]:
    """The fields that can be read, names in lower case."""
    fields: dict[bytes, list[bytes]] = {}
    if b"\0" in header:
        defects.append("NUL in the header")
    lines = header.replace(b"\r\n", b"\n").split(b"\n")
    for line in lines[0 if _FIELD.match(header) else 1 :]:
        name, colon, value = line.partition(b":")
        if not line.strip() or line[:1] in (b" ", b"\t"):
            continue
        if not colon or not _FIELD.match(line):
            defects.append("a header line that is no field")
            continue
        fields.setdefault(name.strip().lower(), []).append(value.strip())
    return fields


def _body(
    fields: dict[bytes, list[bytes]], rest: bytes, defects: list[str], ended: bool
) -> tuple[bytes, bool]:
    """The body, and whether it is known to be whole."""
    coding = b",".join(fields.get(b"transfer-encoding", [])).lower()
    if b"chunked" in coding:
        if _CHUNK.match(rest):
            return _chunked(rest, defects)
        defects.append("body is not chunked")
        return rest, ended
    lengths = set(fields.get(b"content-length", []))
    if not lengths:
        return rest, ended
    given = lengths.pop()
    if lengths or not given.isdigit() or len(given) > 18:
        defects.append("bad length")
        return rest, ended
    length = int(given)
    if len(rest) < length:
        defects.append("shorter than its length")
        return rest, False
    if len(rest) > length:
        defects.append("longer than its length")
        cut = rest[:length]
        return (cut, True) if _closes(cut) or rest[length:][:5] == b"HTTP/" else (rest, ended)
    return rest, True


def _chunked(rest: bytes, defects: list[str]) -> tuple[bytes, bool]:
    pieces: list[bytes] = []
    at = 0
    while match := _CHUNK.match(rest, at):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(pieces), True
        piece = rest[match.end() : match.end() + size]
        pieces.append(piece)
        at = match.end() + size
        if len(piece) < size:
            break
        at += 2 if rest[at : at + 2] == b"\r\n" else rest[at : at + 1] == b"\n"
    defects.append("broken chunks")
    return b"".join(pieces), False


def _closes(body: bytes) -> bool:
    """A document that closes itself near its end is whole, whatever the framing says."""
    return bool(_WHOLE.search(body[-_TAIL_BYTES:]))
