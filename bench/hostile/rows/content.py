"""H37 to H41 as whole runs: encodings, monstrous pages, depth, broken markup, rare scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hostile.answers import MARK, endless, html, page
from hostile.peer import Peer
from hostile.row import Case, Row
from hostile.seen import Seen

_MIB = 1024 * 1024
_RARE = "㐂𠀀镇"
"""A character of two bytes in GB18030's second plane of pairs, one of four bytes, one of two."""
_TITLE = f"{MARK}{_RARE}"


def _document(meta: str = "", before: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head>{before}{meta}<title>{_TITLE}</title></head><body><h1>{_TITLE}"
        "</h1>" + "<p>公开本镇政务信息，欢迎群众监督。</p>" * 8 + "</body></html>"
    )


def exact_title(seen: Seen) -> Iterator[str]:
    """Not one character of the title is another."""
    titles = {p["title"] for p in seen.pages}
    if _TITLE not in titles:
        yield f"no page has the title {_TITLE!r}, but {sorted(titles)[:2]}"


def _encodings() -> tuple[Case, ...]:
    gb, utf = _document().encode("gb18030"), _document().encode()
    late = _document('<meta charset="gb2312">', "<!--" + "x" * 2000 + "-->").encode("gb18030")
    cut = utf + "末".encode()[:2]
    served = {
        "lied": (gb, b"text/html; charset=utf-8"),
        "gb2312": (gb, b"text/html; charset=gb2312"),
        "headerwins": (
            _document('<meta charset="utf-8">').encode("gb18030"),
            b"text/html; charset=gbk",
        ),
        "bom": (b"\xef\xbb\xbf" + utf, b"text/html; charset=gbk"),
        "utf16": (b"\xff\xfe" + _document().encode("utf-16-le"), b"text/html"),
        "latemeta": (late, b"text/html"),
        "cut": (cut, b"text/html; charset=utf-8"),
        "unsaid": (gb, b"text/html"),
    }
    return tuple(
        Case(name=f"run-{name}", answer=page(body, kind=kind), page_seen=True, check=exact_title)
        for name, (body, kind) in served.items()
    )


def _monsters() -> tuple[Case, ...]:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html()
    limited = ("ok", "parse_limit", "body_limit", "timeout_total")
    return (
        Case(name="run-hundred", answer=endless(head, b"<p>" + b"x" * 4000), outcomes=limited),
        Case(name="run-links", answer=_many(b"<a href=/%d>a</a>\n", 700_000), outcomes=limited),
        Case(
            name="run-attribute",
            answer=page(_with(b'<p title="' + b"a" * 10 * _MIB + b'">')),
            outcomes=limited,
        ),
        Case(name="run-text", answer=page(_with(b"<p>" + b"a" * 10 * _MIB)), outcomes=limited),
    )


def _with(monster: bytes) -> bytes:
    return html().replace(b"</body>", monster + b"</body>")


def _many(pattern: bytes, number: int) -> Any:
    async def answer(peer: Peer) -> None:
        await peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html())
        for begin in range(0, number, 2000):
            await peer.send(b"".join(pattern % n for n in range(begin, begin + 2000)))

    return answer


def finds(*targets: str) -> Any:
    """Links are found wherever they stand: nothing is lost in silence."""

    def check(seen: Seen) -> Iterator[str]:
        if seen.home_outcome == "parse_limit":
            return
        for target in targets:
            if not any(t["target"].endswith(target) for t in seen.targets):
                yield f"the link to {target} was lost"

    return check


def _depths() -> tuple[Case, ...]:
    def nested(depth: int) -> bytes:
        deep = b"<div>" * depth + b'<a href="/deep.html">deep</a>' + b"</div>" * depth
        return page(_with(deep))

    return tuple(
        Case(
            name=f"run-d{depth}",
            answer=nested(depth),
            outcomes=("ok",) if depth < 10_000 else ("ok", "parse_limit"),
            page_seen=depth < 10_000,
            check=finds("/deep.html"),
        )
        for depth in (300, 1000, 100_000)
    )


def _broken() -> tuple[Case, ...]:
    link = b'<a href="/last.html">last</a>'
    pieces = {
        "unclosed": b"<div><p><b><table><tr><td>" + link,
        "forms": b"<form><form><input></form>" + link + b"</form>",
        "bodies": b"</body><body class=x>" + link,
        "nuls": b"<p>a\0b\0</p>" + link,
        "stray": b"</div></p></table></b><!doctype html>" + link,
        "attributes": b"<p a=1 a=2 =3 \"'<>" + b">" + link,
    }
    cases = [
        Case(
            name=f"run-{name}",
            answer=page(_with(piece)),
            page_seen=True,
            check=finds("/last.html"),
        )
        for name, piece in pieces.items()
    ]
    # What stands behind <plaintext> is text and no link, in every browser.
    plain = page(_with(link + b"<plaintext>" + b'<a href="/never.html">'))
    return (
        *cases,
        Case(name="run-plaintext", answer=plain, page_seen=True, check=finds("/last.html")),
    )


_SCRIPTS = {
    "traditional": "黃河鎮人民政府門戶網站",
    "tibetan": "བོད་རང་སྐྱོང་ལྗོངས་མི་དམངས་སྲིད་གཞུང་།",
    "uyghur": "شىنجاڭ ئۇيغۇر ئاپتونوم رايونى",
    "private": "镇\ue000\ue8ff政府",
    "zerowidth": "政\u200b府\u200d网\ufeff站",
    "bidi": "政府\u202e站网\u202c门户",
    "planes": "𠮷野家𪚥镇政府",
}


def _scripts() -> tuple[Case, ...]:
    def title_is(wanted: str) -> Any:
        # A title is one line: blanks without width are folded away like any others.
        wanted = "".join(c for c in wanted if c not in "\u200b\u200d\ufeff")

        def check(seen: Seen) -> Iterator[str]:
            if not any(wanted in p["title"] for p in seen.pages):
                yield f"{wanted!r} came out as {[p['title'] for p in seen.pages][:2]!r}"

        return check

    return tuple(
        Case(
            name=f"run-{name}",
            answer=page(html(text).replace(MARK.encode(), f"{MARK}{text}镇".encode())),
            page_seen=True,
            check=title_is(f"{MARK}{text}镇"),
        )
        for name, text in _SCRIPTS.items()
    )


ROWS = [
    Row("H37", "encodings other than declared", _encodings()),
    Row("H38", "pages of monstrous size", _monsters()),
    Row("H39", "nesting without end", _depths()),
    Row("H40", "markup no one closed", _broken()),
    Row("H41", "rare scripts and invisible characters", _scripts()),
]
