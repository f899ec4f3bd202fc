"""H37: pages in other encodings than they name; what a reader should see must be in the facts."""

from __future__ import annotations

from hostile.answers import html, page
from hostile.row import Case, Row

_TEXT = html().decode()


def _written(encoding: str, called: str = "utf-8", begin: bytes = b"") -> bytes:
    return begin + _TEXT.replace('charset="utf-8"', f'charset="{called}"').encode(encoding)


_LATE = _TEXT.replace("<head>", "<head><!--" + "x" * 1_200 + "-->").replace('"utf-8"', '"gbk"')
_UNNAMED = _TEXT.replace('<meta charset="utf-8">', "")
_CUT = _written("gbk", "gbk")[: -len("/html>") - 200] + "页".encode("gbk")[:1]
_PAGES = {
    "gbk-as-utf8": (_written("gb18030"), b"text/html; charset=utf-8"),
    "utf8-as-gbk": (_written("utf-8", "gbk"), b"text/html; charset=gbk"),
    "gbk-as-latin": (_written("gbk", "iso-8859-1"), b"text/html"),
    "mark-wins": (_written("utf-8", "gbk", b"\xef\xbb\xbf"), b"text/html; charset=gb2312"),
    "utf16": (_written("utf-16-le", begin=b"\xff\xfe"), b"text/html"),
    "late-meta": (_LATE.encode("gbk"), b"text/html"),
    "no-label": (_UNNAMED.encode("gbk"), b"text/html"),
    "cut": (_CUT, b"text/html"),
}

ROWS = [
    Row(
        "H37",
        "encodings that are not what they are called",
        tuple(
            Case(name=name, answer=page(body, kind=kind), page_seen=True)
            for name, (body, kind) in _PAGES.items()
        ),
    )
]
