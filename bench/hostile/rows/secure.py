"""H32 to H36: certificates, handshakes, national cryptography and cookies."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Iterable
from typing import Any

from hostile.answers import html, page, redirect
from hostile.contexts import (
    DAY,
    NOW,
    issued,
    old,
    self_signed,
    small_dh,
    unknown_root,
    wants_client,
    without_intermediate,
)
from hostile.peer import Peer
from hostile.row import Case, Row
from hostile.seen import Seen

_TLS_LIMIT_S = 1.0
"""Ten seconds for a handshake, divided by ten as all limits here."""
_HEADER_BYTES = 8 * 1024


def _named(code: str) -> Callable[[Seen], Iterable[str]]:
    """Both facts are kept: the page's content, and why its certificate is wrong."""

    def check(seen: Seen) -> Iterable[str]:
        tls = seen.home.get("tls") or {}
        if tls.get("verify_error") != code or tls.get("verified"):
            yield f"the certificate's fault is {tls.get('verify_error')!r}, not {code!r}"

    return check


def _in_time(seen: Seen) -> Iterable[str]:
    for exchange in [] if seen.together else seen.exchanges:  # Not among a hundred other hosts.
        if exchange["purpose"] == "page" and exchange["total_ms"] > 1000 * (_TLS_LIMIT_S + 1):
            yield f"the handshake took {exchange['total_ms'] / 1000:.1f} s"


def _raw(data: bytes, stay: bool = False) -> Callable[[Peer], Any]:
    async def answer(peer: Peer) -> None:
        await peer.reader.read(65536)
        if data:
            await peer.send(data)
        if stay:
            await peer.silence()

    return answer


async def _needs_name(peer: Peer) -> None:
    hello = await peer.reader.read(4096)
    # fatal unrecognized_name (112): this server does not know even the right name.
    await peer.send(b"\x15\x03\x03\x00\x02\x02\x70" if hello else b"")


def _server_hello() -> bytes:
    """The first record of a TLCP server (GB/T 38636-2020, 6.4.5.3), suite ECC_SM4_CBC_SM3."""
    body = b"\x01\x01" + bytes(range(32)) + b"\x20" + bytes(range(32)) + b"\xe0\x13\x00"
    message = b"\x02" + len(body).to_bytes(3, "big") + body
    return b"\x16\x01\x01" + len(message).to_bytes(2, "big") + message


async def _tlcp(peer: Peer) -> None:
    """Answers a TLCP ClientHello as such a server does, and refuses any other."""
    hello = await asyncio.wait_for(peer.reader.read(4096), 5)
    if hello[:3] == b"\x16\x01\x01":
        await peer.send(_server_hello())
        await peer.silence(2)
    else:
        await peer.send(b"\x15\x01\x01\x00\x02\x02\x28")


def _small_headers(seen: Seen) -> Iterable[str]:
    longest = max((len(head) for head in seen.log.requests), default=0)
    if longest > _HEADER_BYTES:
        yield f"a request header of {longest} bytes"
    for head in seen.log.requests:
        if b"suffix=" in head:
            yield "a cookie for a public suffix went out"


def _cookie_circle(*cookies: bytes) -> Callable[[Peer], Any]:
    async def answer(peer: Peer) -> None:
        if b"last=1" in peer.field(b"cookie"):
            await peer.send(page())
        else:
            fields = (b"Set-Cookie: " + cookie for cookie in (*cookies, b"last=1"))
            await peer.send(redirect("/", *fields))

    return answer


def _none_back(seen: Seen) -> Iterable[str]:
    yield from _small_headers(seen)
    if any(b"\r\nCookie:" in head for head in seen.log.requests):
        yield "a cookie went out where none was needed"


_SET = (
    b"Set-Cookie: plain=1",
    b"Set-Cookie: suffix=1; Domain=gov.cn",
    b"Set-Cookie: b=\xff\x00\xfe",
)
_SEEN = {"answer": page(), "scheme": "https", "page_seen": True}
_TRUSTED = {
    "expired": (issued(not_before=NOW - 30 * DAY, not_after=NOW - DAY), "tls_expired"),
    "early": (issued(not_before=NOW + 5 * DAY, not_after=NOW + 30 * DAY), "tls_not_yet"),
    "name": (issued(names=("www.other.gov.cn",)), "tls_name"),
    "itself": (self_signed, "tls_self_signed"),
    "root": (unknown_root, "tls_untrusted"),
    "chain": (without_intermediate, "tls_incomplete"),
}
ROWS = [
    Row(
        "H32",
        "certificates that do not verify, each for its own reason",
        (
            *(Case(name=n, tls=t, check=_named(c), **_SEEN) for n, (t, c) in _TRUSTED.items()),
            Case(
                name="names",
                tls=issued(names=tuple(f"n{i}.h32-names.gov.cn" for i in range(3000))),
                check=_named("tls_name"),
                **_SEEN,
            ),
        ),
    ),
    Row(
        "H33",
        "protocols and ciphers of yesterday",
        (
            *(
                Case(name=name, tls=tls, check=_named("tls_old"), **_SEEN)
                for name, tls in (
                    ("tls10", old(ssl.TLSVersion.TLSv1, "ALL:@SECLEVEL=0")),
                    ("tls11", old(ssl.TLSVersion.TLSv1_1, "ALL:@SECLEVEL=0")),
                    ("dh", small_dh),
                )
            ),
        ),
    ),
    Row(
        "H34",
        "handshakes that end nowhere",
        (
            *(
                Case(
                    name=name,
                    answer=answer,
                    scheme="https",
                    raw_tls=True,
                    outcomes=(outcome,),
                    check=_in_time,
                )
                for name, answer, outcome in (
                    ("stalls", _raw(b"", stay=True), "tls_timeout"),
                    ("alert", _raw(b"\x15\x03\x03\x00\x02\x02\x28"), "tls_handshake"),
                    ("garbage", _raw(b"\x00garbage\xff" * 50), "tls_handshake"),
                    ("sni", _needs_name, "tls_sni"),
                )
            ),
            Case(
                name="client",
                answer=page(),
                scheme="https",
                tls=wants_client,
                outcomes=("tls_client_cert",),
                check=_in_time,
            ),
        ),
    ),
    Row(
        "H35",
        "a server that speaks only the national TLCP",
        (
            Case(
                name="tlcp",
                answer=_tlcp,
                scheme="https",
                raw_tls=True,
                outcomes=("tls_gm_only",),
            ),
            Case(
                name="replay",
                answer=_raw(_server_hello(), stay=True),
                scheme="https",
                raw_tls=True,
                outcomes=("tls_gm_only",),
            ),
        ),
    ),
    Row(
        "H36",
        "cookies without measure, for a public suffix, of odd bytes",
        (
            Case(
                name="large",
                answer=_cookie_circle(*(b"c%d=%s" % (n, b"x" * 700) for n in range(80))),
                outcomes=("redirect_limit",),
                check=_small_headers,
            ),
            Case(
                name="suffix",
                answer=_cookie_circle(b"suffix=1; Domain=gov.cn", b"odd=\xff\x01"),
                outcomes=("redirect_cookie",),
                check=_small_headers,
            ),
            Case(
                name="honest",
                answer=page(html(links=("/a.html",)), *_SET),
                paths={"/a.html": page(None, *_SET)},
                page_seen=True,
                check=_none_back,
            ),
        ),
    ),
]
