"""H52, H54: what robots.txt files really look like, and servers that ask for a pause.

How far apart requests are is measured by ``bench/politeness.py``, over ten thousand pairs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from email.utils import formatdate

from hostile.answers import Behaviour, html, page
from hostile.peer import Peer
from hostile.row import Case, Row
from hostile.seen import Seen

_GROUPS = (
    b"User-agent: other\nDisallow: /live.html\n\nUser-agent: *\nDisallow: /\n\n"
    b"User-agent: third\nX-Unknown: y\nUser-agent: GovGauge/9 (any)\nDisallow: /gone.html\n"
)
_RULES: dict[str, bytes] = {
    "bom": b"\xef\xbb\xbfUser-agent: *\nDisallow: /gone.html\n",
    "groups": _GROUPS,
    "longest": b"User-agent: *\nDisallow: /\nAllow: /$\nAllow: /live\nDisallow: /gone\n",
    "tie": b"User-agent: *\nAllow: /live.html\nDisallow: /live.html\nDisallow: /gone.html",
    "wildcards": b"User-agent: *\nDisallow: /*one.h*l$\nDisallow: /live.htm$\n",
    "percent": b"User-agent: *\nDisallow: /g%6Fne.html\n",
    "gbk": "# 信息公开\nUser-agent: *\nDisallow: /gone.html\n".encode("gb18030"),
    "line16k": b"User-agent: *\nDisallow: /" + b"*a" * 8192 + b"$\nDisallow: /gone.html\n",
    # What lies behind the first 500 KiB does not count.
    "big": b"User-agent: *\nDisallow: /gone.html\n"
    + b"".join(b"# filler %07d\n" % n for n in range(60_000))
    + b"Disallow: /\n",
}


def _obeys(seen: Seen) -> Iterable[str]:
    targets = seen.log.targets()
    if "/gone.html" in targets:
        yield "what robots.txt forbids was asked for"
    if "/live.html" not in targets:
        yield "what robots.txt allows was not asked for"


def _all_asked(seen: Seen) -> Iterable[str]:
    for path in ("/gone.html", "/live.html"):
        if path not in seen.log.targets():
            yield f"{path} was not asked for, though the file has no rules"


def _robots(name: str, body: bytes, check: Callable[[Seen], Iterable[str]]) -> Case:
    return Case(
        name=name,
        answer=page(html("门户", links=("/live.html", "/gone.html"))),
        paths={
            "/robots.txt": page(body, kind=b"text/plain"),
            "/live.html": page(html("内页")),
            "/gone.html": page(html("禁页")),
        },
        page_seen=True,
        check=check,
    )


def _busy(status: bytes, field: Callable[[], bytes]) -> Behaviour:
    """Ask for a pause, whoever asks and however often."""

    async def answer(peer: Peer) -> None:
        body = b"<html>busy</html>"
        head = [b"HTTP/1.1 " + status, b"Content-Type: text/html", field()]
        head += [b"Content-Length: %d" % len(body), b"Connection: close", b"", body]
        await peer.send(b"\r\n".join(head))

    return answer


def _date() -> bytes:
    now = time.time()
    date = formatdate(now, usegmt=True).encode()
    return b"Date: " + date + b"\r\nRetry-After: " + formatdate(now + 1, usegmt=True).encode()


_BUSY: dict[str, Behaviour] = {
    "seconds429": _busy(b"429 Too Many Requests", lambda: b"Retry-After: 1"),
    "seconds503": _busy(b"503 Service Unavailable", lambda: b"Retry-After: 1"),
    "date": _busy(b"429 Too Many Requests", _date),
    "zero": _busy(b"503 Service Unavailable", lambda: b"Retry-After: 0"),
}

ROWS = [
    Row(
        "H52",
        "robots.txt with a mark, split groups, ties, wildcards, GBK, HTML, 1 MB, 16 KB lines",
        (
            *(_robots(name, body, _obeys) for name, body in _RULES.items()),
            _robots("html", html("不是 robots"), _all_asked),
        ),
    ),
    Row(
        "H54",
        "429 and 503 that ask for a pause",
        tuple(
            Case(name=n, answer=a, elsewhere=a, outcomes=("rate_limited",), max_requests=2)
            for n, a in _BUSY.items()
        ),
    ),
]
