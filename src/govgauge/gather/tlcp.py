"""Does a server speak only the national TLCP (GB/T 38636-2020)?  Asked after a failed handshake.

TLCP is TLS 1.1's layout with version 1.1 written ``0x0101`` and suites of SM2, SM3 and SM4; no
ordinary client can finish its handshake.  One ClientHello of the standard's own form is sent and
the first record of the answer read: nothing is negotiated.  Such a server is there; we cannot judge.
"""

import asyncio
import secrets
import time

import attrs

from govgauge.gather.plain_socket import Dialled, Dialler
from govgauge.model.exchange import Exchange, Purpose, Timing, Tls
from govgauge.model.outcome import Outcome

LOOK_AGAIN = frozenset({Outcome.TLS_HANDSHAKE, Outcome.TLS_OLD, Outcome.RESET})
"""What a server that speaks TLCP alone makes of an ordinary handshake."""

_VERSION = b"\x01\x01"
# ECDHE and ECC with SM4 in CBC and GCM, and the IBC and RSA suites of table 2.
_SUITES = (0xE011, 0xE051, 0xE013, 0xE053, 0xE015, 0xE055, 0xE017, 0xE057, 0xE019, 0xE059, 0xE01C)
_HANDSHAKE = 0x16
_CLIENT_HELLO, _SERVER_HELLO = 1, 2
_MAX_RECORD = 16 * 1024 + 5
_LIMIT_S = 10.0


class TlcpReader:
    """Sends one TLCP ClientHello to a server."""

    def __init__(self, dialler: Dialler) -> None:
        self._dialler = dialler

    async def fetch(self, url: str, attempt: int) -> Exchange:
        """``tls_gm_only`` when the server answers in TLCP, else ``tls_handshake``.

        The record that arrived is kept as the body.
        """
        started_at, begin = round(time.time(), 6), time.monotonic()
        hello = client_hello()
        dialled = await self._dialler.dial(url, secure=False)
        raw, peer = b"", ""
        if isinstance(dialled, Dialled):
            raw, peer = await _first_record(dialled, hello), dialled.peer
        national = speaks_tlcp(raw)
        total_ms = round((time.monotonic() - begin) * 1000, 3)
        exchange = Exchange(
            url,
            Purpose.TLS,
            attempt,
            Outcome.TLS_GM_ONLY if national else Outcome.TLS_HANDSHAKE,
            request=hello,
            body=raw,
            peer=peer,
            tls=Tls(verified=False, verify_error="tls_gm_only" if national else ""),
            detail="answers in TLCP" if national else "does not answer in TLCP",
        )
        return attrs.evolve(exchange, started_at=started_at, timing=Timing(total_ms=total_ms))


def client_hello() -> bytes:
    """A TLCP ClientHello in one record, without extensions (GB/T 38636-2020, 6.4.5.2)."""
    suites = b"".join(suite.to_bytes(2, "big") for suite in _SUITES)
    random = int(time.time()).to_bytes(4, "big") + secrets.token_bytes(28)
    body = _VERSION + random + b"\0" + len(suites).to_bytes(2, "big") + suites + b"\1\0"
    message = bytes([_CLIENT_HELLO]) + len(body).to_bytes(3, "big") + body
    return bytes([_HANDSHAKE]) + _VERSION + len(message).to_bytes(2, "big") + message


def speaks_tlcp(raw: bytes) -> bool:
    """True for a record that begins with a ServerHello of TLCP's version or one of its suites."""
    if len(raw) < 11 or raw[0] != _HANDSHAKE or raw[5] != _SERVER_HELLO:
        return False
    if raw[9:11] == _VERSION:
        return True
    at = 44 + raw[43] if len(raw) > 43 else len(raw)
    return int.from_bytes(raw[at : at + 2], "big") in _SUITES and len(raw) >= at + 2


async def _first_record(dialled: Dialled, hello: bytes) -> bytes:
    raw = b""
    try:
        dialled.writer.write(hello)
        async with asyncio.timeout(_LIMIT_S):
            while len(raw) < 5 or len(raw) < 5 + int.from_bytes(raw[3:5], "big"):
                piece = await dialled.reader.read(_MAX_RECORD)
                if not piece or len(raw) > _MAX_RECORD:
                    break
                raw += piece
    except (OSError, TimeoutError):
        pass
    finally:
        dialled.writer.transport.abort()
    return raw[:_MAX_RECORD]
