"""Our own capped decoding of Content-Encoding: gzip, deflate, br, zstd.

A library's ready-made content is never used: 300 KB of gzip unpack to 300 MiB.  Decoding runs
in small steps and stops at a size cap and at a ratio cap.
"""

import zlib
from collections.abc import Callable, Iterator

import brotli
import zstandard

from govgauge.model.campaign import Budget
from govgauge.model.exchange import Exchange
from govgauge.model.outcome import Outcome

_STEP_BYTES = 256 * 1024
_FEED_BYTES = 64 * 1024
_MAX_PARTS = 100_000
"""Members, frames and blocks of one body: each costs time, however little it holds."""
_RATIO_FREE_BYTES = 1024 * 1024
_MAX_RATIO = 100
_ZSTD_WINDOW_BYTES = 8 * 1024 * 1024


class _TooBig(Exception):
    """The decoded size passed its cap."""


def decode_body(exchange: Exchange, budget: Budget) -> tuple[Outcome, bytes]:
    """The body with content codings undone, and ``ok``, ``decode_limit`` or ``decode_error``.

    Redirects and empty bodies are never decoded.  On a limit or an error what was decoded so
    far is dropped: half a page must not look like a page.
    """
    body = exchange.body
    codings = _codings(exchange)
    if not codings or not body or exchange.status in range(300, 400):
        return Outcome.OK, body
    if len(codings) > budget.codings:
        return Outcome.DECODE_LIMIT, b""
    try:
        for coding in reversed(codings):
            body = _decode_one(coding, body, budget.page_decoded_bytes)
    except _TooBig:
        return Outcome.DECODE_LIMIT, b""
    except (zlib.error, brotli.error, zstandard.ZstdError, EOFError, ValueError):
        return Outcome.DECODE_ERROR, b""
    return Outcome.OK, body


def _codings(exchange: Exchange) -> list[str]:
    names: list[str] = []
    for value in exchange.header_values(b"content-encoding"):
        names += [n.strip().lower() for n in value.decode("latin-1").split(",")]
    return [n for n in names if n and n != "identity"]


def _decode_one(coding: str, body: bytes, cap_bytes: int) -> bytes:
    pieces = _DECODERS.get(coding, _unknown)(body)
    out: list[bytes] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        too_dense = size > _RATIO_FREE_BYTES and size > _MAX_RATIO * len(body)
        if size > cap_bytes or too_dense:
            raise _TooBig
        out.append(piece)
    return b"".join(out)


def _unknown(body: bytes) -> Iterator[bytes]:
    raise ValueError("unknown content coding")


def _inflate(body: bytes, window_bits: int) -> Iterator[bytes]:
    at, members = 0, 0
    while at < len(body):
        decoder = zlib.decompressobj(window_bits)
        while not decoder.eof:
            piece = body[at : at + _FEED_BYTES]
            if not piece:
                yield decoder.flush()
                raise EOFError("the stream ends early")
            yield decoder.decompress(piece, _STEP_BYTES)
            # What the cap on output left undone is fed again, and never the whole rest at once.
            at += len(piece) - len(decoder.unconsumed_tail) - len(decoder.unused_data)
        members += 1
        if window_bits != _GZIP or body[at : at + 2] != b"\x1f\x8b":
            return  # Browsers ignore bytes after the last gzip member.
        if members > _MAX_PARTS:
            raise _TooBig


_GZIP = 16 + zlib.MAX_WBITS


def _gzip(body: bytes) -> Iterator[bytes]:
    return _inflate(body, _GZIP)


def _deflate(body: bytes) -> Iterator[bytes]:
    # "deflate" means zlib, but many servers send the raw form: the first byte tells.
    zlib_wrapped = body[0] & 0x0F == 8 and len(body) > 1 and (body[0] << 8 | body[1]) % 31 == 0
    return _inflate(body, zlib.MAX_WBITS if zlib_wrapped else -zlib.MAX_WBITS)


def _brotli(body: bytes) -> Iterator[bytes]:
    decoder = brotli.Decompressor()
    yield decoder.process(body, output_buffer_limit=_STEP_BYTES)
    while not decoder.is_finished():
        piece = decoder.process(b"", output_buffer_limit=_STEP_BYTES)
        if not piece and decoder.can_accept_more_data():
            raise EOFError("the stream ends early")
        yield piece


_SKIPPABLE = range(0x184D2A50, 0x184D2A60)
_MAX_FRAME_HEADER = 18
_RLE_BLOCK = 1


def _zstd(body: bytes) -> Iterator[bytes]:
    _demand_whole_frames(body)
    decoder = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW_BYTES)
    with decoder.stream_reader(body, read_across_frames=True) as reader:
        while piece := reader.read(_STEP_BYTES):
            yield piece


def _demand_whole_frames(body: bytes) -> None:
    """Walk the frames (RFC 8878 §3.1): the decoder takes half a frame for a whole one.

    A window over 8 MiB is more than any client must have (RFC 9659).
    """
    at = parts = 0
    while at < len(body):
        parts += 1
        if parts > _MAX_PARTS:
            raise _TooBig
        if int.from_bytes(body[at : at + 4], "little") in _SKIPPABLE:
            at += 8 + int.from_bytes(body[at + 4 : at + 8], "little")
            continue
        header = body[at : at + _MAX_FRAME_HEADER]
        frame = zstandard.get_frame_parameters(header)
        if frame.window_size > _ZSTD_WINDOW_BYTES:
            raise _TooBig
        at += zstandard.frame_header_size(header)
        last = False
        while not last:
            parts += 1
            if at + 3 > len(body):
                raise EOFError("the stream ends early")
            block = int.from_bytes(body[at : at + 3], "little")
            last = bool(block & 1)
            at += 3 + (1 if block >> 1 & 3 == _RLE_BLOCK else block >> 3)
            if parts > _MAX_PARTS:
                raise _TooBig
        at += 4 * frame.has_checksum
    if at > len(body):
        raise EOFError("the stream ends early")


_DECODERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
