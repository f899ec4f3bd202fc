"""H55 to H59 as whole runs: files behind links that harm whoever opens them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hostile.answers import html, page
from hostile.peer import Peer
from hostile.row import Case, Row
from hostile.seen import Seen

sys.path.append(str(Path(__file__).resolve().parents[3] / "tests" / "extract"))
import attachment_files as made

_File = tuple[str, Callable[[], bytes], tuple[str, ...]]
_LIMIT = ("limit",)


def _serves(build: Callable[[], bytes]) -> Any:
    built = cache(build)

    async def answer(peer: Peer) -> bool:
        body = built()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
        await peer.send(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)
        return True

    answer.prepare = built  # type: ignore[attr-defined]
    return answer


def ended(wanted: Mapping[str, tuple[str, ...]]) -> Any:
    """Each file's reading ended in one of the states that are right for it."""

    def check(seen: Seen) -> Iterator[str]:
        for name, states in wanted.items():
            rows = [a for a in seen.attachments if a["url"].endswith(name) and not a["member"]]
            if not rows:
                yield f"{name} is not among the attachments"
            for row in rows:
                if row["state"] not in states:
                    yield f"{name} ended {row['state']} ({row['detail'][:60]}), not {states}"

    return check


def _row(row_id: str, title: str, *files: _File) -> Row:
    case = Case(
        name="run-files",
        answer=page(html(links=[f"/{name}" for name, _, _ in files])),
        paths={f"/{name}": _serves(build) for name, build, _ in files},
        page_seen=True,
        check=ended({name: states for name, _, states in files}),
    )
    return Row(row_id, title, (case,))


def _login_page() -> bytes:
    return html("请登录后下载", head="<meta name=login>")


ROWS = [
    _row(
        "H55",
        "archives in archives, of a million members, over each other, with paths out",
        ("nested.zip", lambda: made.nested_zip(6), ("limit", "read", "typed")),
        ("overlap.zip", made.overlapping, ("limit", "unreadable")),
        ("members.zip", lambda: made.many_members(20_000), _LIMIT),
        (
            "paths.zip",
            lambda: made.zipped({"../../etc/x.txt": "a"}),
            ("read", "typed", "unreadable", "limit"),
        ),
    ),
    _row(
        "H56",
        "documents and workbooks that unpack without end",
        ("bomb.docx", made.docx_bomb, _LIMIT),
        ("empty.docx", made.docx_of_empty_elements, _LIMIT),
        ("deep.docx", made.docx_deep, _LIMIT),
        ("bomb.xlsx", made.xlsx_bomb, _LIMIT),
        ("cells.xlsx", made.xlsx_of_empty_cells, _LIMIT),
    ),
    _row(
        "H57",
        "PDF bombs, circles and a hundred thousand pages",
        ("flate.pdf", lambda: made.pdf_bomb(["Flate"]), _LIMIT),
        ("twice.pdf", lambda: made.pdf_bomb(["Flate", "Flate"]), _LIMIT),
        ("circle.pdf", made.pdf_in_circles, ("limit", "unreadable", "read")),
        ("tree.pdf", made.pdf_tree_in_circles, ("limit", "unreadable", "read")),
        ("pages.pdf", made.pdf_of_many_pages, ("limit", "read")),
    ),
    _row(
        "H58",
        "pictures of monstrous size and with scripts",
        ("huge.png", lambda: made.png(20_000, 20_000), ("typed", "limit", "read")),
        (
            "script.svg",
            lambda: (
                b'<svg xmlns="http://www.w3.org/2000/svg"><script href="http://10.0.0.1/x.js"/>'
                b'<image href="http://192.168.0.1/a.png"/></svg>'
            ),
            ("typed", "limit", "read"),
        ),
    ),
    _row(
        "H59",
        "old, locked and false files",
        ("old.doc", lambda: made.doc("镇政府通知"), ("read", "typed")),
        ("letter.wps", lambda: made.doc("镇政府通知"), ("read", "typed")),
        ("locked.pdf", lambda: made.locked_pdf(["a"], "secret"), ("encrypted",)),
        ("locked.docx", made.locked_office, ("encrypted",)),
        ("sheet.ofd", lambda: made.ofd(["镇政府通知"]), ("read", "typed")),
        ("login.pdf", _login_page, ("typed", "unseen", "read", "unreadable")),
    ),
]
