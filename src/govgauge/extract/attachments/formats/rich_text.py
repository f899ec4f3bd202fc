"""RTF: text out of its groups, one walk without recursion (RTF 1.9.1)."""

import re
from typing import NamedTuple

from govgauge.extract.attachments.draft import Draft
from govgauge.extract.attachments.sample import Sample
from govgauge.extract.attachments.shelf import Format

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-z'])|([{}])|([^\\{}]+)",
    re.DOTALL,
)
_LINES = frozenset({b"par", b"line", b"row", b"sect", b"page"})
_SIGNS = {b"tab": "\t", b"cell": "\t", b"emdash": "—", b"endash": "–", b"bullet": "•",
          b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”"}  # fmt: skip
_LEFT_OUT = frozenset(
    b"fonttbl colortbl stylesheet pict object info generator listtable listoverridetable header "
    b"footer headerl headerr footerl footerr themedata datastore xmlnstbl fldinst rsidtbl".split()
)
_META = {b"title": "title", b"author": "author"}
_ESCAPED = {b"~": " ", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
_CHARSETS = {936: "gb18030", 950: "big5", 1252: "cp1252", 65001: "utf-8", 10008: "gb18030"}
_FLUSH_CHARS = 16_000


class _Group(NamedTuple):
    """What holds inside one pair of braces: is it shown, whose metadata, how \\u falls back."""

    hidden: bool
    meta: str
    fallback: int


def recognise(sample: Sample) -> str:
    """``rtf`` for bytes that begin as rich text."""
    return "rtf" if sample.head.lstrip().startswith(b"{\\rtf") else ""


def read(sample: Sample, draft: Draft) -> None:
    """Shown text; title and author from the information group."""
    _Walk(draft).read(sample.data)


class _Walk:
    """One walk through the tokens; 8-bit characters wait until they can be decoded together."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._stack: list[_Group] = []
        self._now = _Group(False, "", 1)
        self._codec = "gb18030"
        self._bytes = bytearray()
        self._text: list[str] = []
        self._meta = {"title": "", "author": ""}
        self._chars = self._to_skip = 0
        self._high = ""

    def read(self, data: bytes) -> None:
        """Walk to the end, then hand over metadata and text."""
        try:
            for match in _TOKEN.finditer(data):
                self._take(match)
            self._decode()
            self._draft.describe(self._meta["title"], self._meta["author"])
        finally:
            self._flush()

    def _take(self, match: re.Match[bytes]) -> None:
        word, number, code, escaped, brace, plain = match.groups()
        if word:
            self._word(word, int(number) if number else None)
        elif code:
            self._byte(bytes([int(code, 16)]))
        elif brace:
            self._brace(brace)
        elif plain:
            self._plain(plain)
        elif escaped == b"*":
            self._hide()
        else:
            self._put(_ESCAPED.get(escaped, ""))

    def _brace(self, brace: bytes) -> None:
        self._decode()
        self._to_skip = 0
        if brace == b"{":
            self._stack.append(self._now)
        elif self._stack:
            self._now = self._stack.pop()

    def _hide(self) -> None:
        self._now = self._now._replace(hidden=True, meta="")

    def _word(self, word: bytes, number: int | None) -> None:
        if word == b"u":
            self._unicode(number or 0)
            return
        self._decode()
        if word in _META and self._now.hidden:
            self._now = self._now._replace(meta=_META[word])
        elif word in _LEFT_OUT:
            self._hide()
        elif word == b"uc":
            self._now = self._now._replace(fallback=min(number or 0, 8))
        elif word == b"ansicpg":
            self._codec = _CHARSETS.get(number or 0, "gb18030")
        elif word == b"bin":
            self._hide()  # Bytes of a picture: what follows in its group is no text.
        elif word in _LINES:
            self._put("\n")
        else:
            self._put(_SIGNS.get(word, ""))

    def _unicode(self, number: int) -> None:
        self._decode()
        character = chr(number & 0xFFFF)
        if "\ud800" <= character <= "\udbff":
            self._high = character
        else:
            pair = (self._high + character).encode("utf-16-le", "surrogatepass")
            self._put(pair.decode("utf-16-le", "ignore"))
            self._high = ""
        self._to_skip = self._now.fallback

    def _plain(self, plain: bytes) -> None:
        plain = plain.replace(b"\r", b"").replace(b"\n", b"")
        if self._to_skip:
            skipped = min(self._to_skip, len(plain))
            self._to_skip -= skipped
            plain = plain[skipped:]
        if plain:
            self._bytes += plain

    def _byte(self, byte: bytes) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes += byte

    def _decode(self) -> None:
        if self._bytes:
            text = self._bytes.decode(self._codec, "replace")
            self._bytes.clear()
            self._put(text)

    def _put(self, text: str) -> None:
        if self._now.meta:
            self._meta[self._now.meta] = (self._meta[self._now.meta] + text)[:1000]
        elif text and not self._now.hidden:
            self._text.append(text)
            self._chars += len(text)
            if self._chars > _FLUSH_CHARS:
                self._flush()

    def _flush(self) -> None:
        text, self._text, self._chars = "".join(self._text), [], 0
        self._draft.add(text)


FORMAT = Format(recognise, read)
