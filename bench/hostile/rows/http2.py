"""H18: what an HTTP/2 server may do wrong; and what it does when only HTTP/1.1 is spoken to it."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from typing import Any

from hostile.answers import closing, html, page
from hostile.peer import Peer
from hostile.row import Case, Row
from hostile.seen import Seen

_DATA, _HEADERS, _RST, _SETTINGS, _PUSH, _PING, _GOAWAY, _WINDOW, _CONTINUATION = (
    0, 1, 3, 4, 5, 6, 7, 8, 9,
)  # fmt: skip
_END_STREAM, _END_HEADERS = 1, 4
_OK_HEADER = b"\x88"  # HPACK's static entry ":status: 200".


def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    """One raw frame (RFC 9113 §4.1)."""
    head = len(payload).to_bytes(3, "big") + bytes([kind, flags])
    return head + stream.to_bytes(4, "big") + payload


_EVIL: dict[str, bytes] = {
    "goaway": frame(_GOAWAY, 0, 0, bytes(8)),
    "rst": frame(_HEADERS, _END_HEADERS, 1, _OK_HEADER)
    + frame(_DATA, 0, 1, b"<html>half")
    + frame(_RST, 0, 1, bytes(4)),
    "headers": frame(_HEADERS, 0, 1, b"\x00\x7f\xff\xff\x7f" + b"a" * 16_000)
    + frame(_CONTINUATION, 0, 1, b"a" * 16_000) * 1000,
    "continuation": frame(_HEADERS, 0, 1, _OK_HEADER) + frame(_CONTINUATION, 0, 1) * 100_000,
    "hpack": frame(_HEADERS, _END_HEADERS, 1, b"\xff" * 16_000),
    "settings": frame(_SETTINGS, 0, 0) * 20_000 + frame(_PING, 0, 0, bytes(8)) * 20_000,
    "window": frame(_SETTINGS, 0, 0, b"\x00\x04" + bytes(4)),
    "push": frame(_PUSH, _END_HEADERS, 1, (2).to_bytes(4, "big") + b"\x82\x86\x84"),
    "http1": page(),
}


def with_h2(authority: Any, host: str) -> Any:
    """A context that would rather speak HTTP/2."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)
    context.set_alpn_protocols(["h2", "http/1.1"])
    return context


def _plays(evil: bytes) -> Callable[[Peer], Any]:
    async def answer(peer: Peer) -> bool:
        if peer.target == "*":
            await peer.send(frame(_SETTINGS, 0, 0) + evil)
            await peer.silence()
            return False
        await peer.send(page(html(links=["/second.html"])))
        return True

    return answer


def speaks_http1(seen: Seen) -> Iterator[str]:
    """HTTP/2 is not offered: every request is HTTP/1.1."""
    if any(not head.split(b"\r\n")[0].endswith(b"HTTP/1.1") for head in seen.log.requests):
        yield "a request in another protocol than HTTP/1.1"


def _cases() -> tuple[Case, ...]:
    fall_back = (
        Case(
            name=name,
            scheme="https",
            tls=with_h2,
            answer=_plays(evil),
            elsewhere=_plays(evil),
            page_seen=True,
            check=speaks_http1,
        )
        for name, evil in _EVIL.items()
    )
    unasked = frame(_SETTINGS, 0, 0) + _EVIL["settings"][:90_000]
    return (
        *fall_back,
        Case(
            name="unasked",
            scheme="https",
            answer=closing(unasked),
            outcomes=("http_malformed",),
        ),
        Case(
            name="offers",
            answer=page(html(), b"Upgrade: h2,h2c", b"Connection: Upgrade"),
            page_seen=True,
        ),
    )


ROWS = [Row("H18", "HTTP/2 at its worst, and HTTP/2 off", _cases())]
