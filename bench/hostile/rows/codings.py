"""H11 to H15: content codings."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from functools import cache
from typing import Any

import brotli
import zstandard

from hostile.answers import html, page, redirect
from hostile.row import Case, Row
from hostile.seen import Seen

_MIB = 1024 * 1024
_BOMB_BYTES = 300 * _MIB
_LIMITED = ("decode_limit",)


@cache
def gzip_bomb() -> bytes:
    """300 MiB in about 300 KB."""
    # One mebibyte ends with a full flush, so its code can simply be repeated.
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    step, count = bytes(_MIB), _BOMB_BYTES // _MIB
    packed = packer.compress(step) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = 0
    for _ in range(count):
        checksum = zlib.crc32(step, checksum)
    closing = zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    tail = checksum.to_bytes(4, "little") + _BOMB_BYTES.to_bytes(4, "little")
    return b"\x1f\x8b\x08" + bytes(7) + packed * count + closing + tail


@cache
def brotli_bomb() -> bytes:
    """300 MiB in some hundred bytes."""
    packer = brotli.Compressor(quality=5, lgwin=24)
    step = bytes(_MIB)
    packed = [packer.process(step) for _ in range(_BOMB_BYTES // _MIB)]
    return b"".join([*packed, packer.finish()])


@cache
def zstd_bomb(window_log: int = 20) -> bytes:
    """300 MiB in some ten thousand bytes."""
    parameters = zstandard.ZstdCompressionParameters.from_level(3, window_log=window_log)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    step = bytes(_MIB)
    packed = [packer.compress(step) for _ in range(_BOMB_BYTES // _MIB)]
    return b"".join([*packed, packer.flush()])


def coded(name: bytes, body: bytes, *fields: bytes, status: bytes = b"200 OK") -> bytes:
    """An answer with a content coding."""
    return page(body, b"Content-Encoding: " + name, *fields, status=status)


def keeps_raw_body(body: bytes) -> Any:
    """The bytes on the wire are kept as they came."""

    def check(seen: Seen) -> Iterator[str]:
        wanted = body[:512].decode("latin-1")
        if not any(e["body"].startswith(wanted) for e in seen.of(seen.url)):
            yield "the bytes on the wire are in no record"

    return check


def _huge_window() -> bytes:
    """A frame that asks for a window of 2 GiB (RFC 8878 §3.1.1.1.2): exponent 21."""
    content = html()
    block = (len(content) << 3 | 1).to_bytes(3, "little")
    return b"\x28\xb5\x2f\xfd" + b"\x00" + bytes([21 << 3]) + block + content


def _gzip_many_members() -> bytes:
    return gzip.compress(b"", mtime=0) * 700_000


def _chains() -> tuple[Case, ...]:
    body = html()
    fifty = body
    for _ in range(50):
        fifty = gzip.compress(fifty, mtime=0)
    raw = zlib.compressobj(wbits=-15)
    two = brotli.compress(gzip.compress(body, mtime=0))
    whole = gzip.compress(body * 20, mtime=0)
    return (
        Case(name="fifty", answer=coded(b", ".join([b"gzip"] * 50), fifty), outcomes=_LIMITED),
        Case(name="two", answer=coded(b"gzip, br", two), page_seen=True),
        Case(
            name="three",
            answer=coded(b"gzip, gzip, br", brotli.compress(gzip.compress(gzip.compress(body)))),
            outcomes=_LIMITED,
        ),
        Case(
            name="plain",
            answer=coded(b"gzip", body),
            outcomes=("decode_error",),
            check=keeps_raw_body(body),
        ),
        Case(name="zlib", answer=coded(b"deflate", zlib.compress(body)), page_seen=True),
        Case(
            name="raw",
            answer=coded(b"deflate", raw.compress(body) + raw.flush()),
            page_seen=True,
        ),
        Case(name="cut", answer=coded(b"gzip", whole[:-20]), outcomes=("decode_error",)),
        Case(name="tail", answer=coded(b"gzip", gzip.compress(body) + b"garbage"), page_seen=True),
        Case(name="unknown", answer=coded(b"snappy", body), outcomes=("decode_error",)),
        Case(name="members", answer=coded(b"gzip", _gzip_many_members()), outcomes=_LIMITED),
    )


def _elsewhere() -> tuple[Case, ...]:
    bomb = gzip_bomb()
    sitemap = (b"User-agent: *\nSitemap: http://www.h15-sitemap.gov.cn/sitemap.xml.gz\n",)
    return (
        Case(
            name="redirect",
            answer=redirect("/there", b"Content-Encoding: gzip").replace(
                b"Content-Length: 0", b"Content-Length: %d" % len(bomb)
            )
            + bomb,
            paths={"/there": page()},
            page_seen=True,
        ),
        Case(
            name="missing",
            answer=page(html(links=["/gone.html"])),
            elsewhere=coded(b"gzip", bomb, status=b"404 Not Found"),
            page_seen=True,
        ),
        Case(
            name="robots",
            answer=page(),
            paths={"/robots.txt": page(bomb, b"Content-Encoding: gzip", kind=b"text/plain")},
            page_seen=True,
        ),
        Case(
            name="sitemap",
            answer=page(),
            paths={
                "/robots.txt": page(sitemap[0], kind=b"text/plain"),
                "/sitemap.xml.gz": page(bomb, kind=b"application/gzip"),
            },
            page_seen=True,
        ),
    )


ROWS = [
    Row(
        "H11",
        "a gzip bomb",
        (
            Case(
                name="bomb",
                answer=coded(b"gzip", gzip_bomb()),
                outcomes=_LIMITED,
                check=keeps_raw_body(gzip_bomb()),
            ),
            Case(
                name="twice",
                answer=coded(b"gzip, gzip", gzip.compress(gzip_bomb(), mtime=0)),
                outcomes=_LIMITED,
            ),
            Case(
                name="under",
                answer=coded(b"gzip", gzip.compress(html() + b" " * _MIB, mtime=0)),
                outcomes=_LIMITED,
            ),
            Case(
                name="honest",
                answer=coded(b"gzip", gzip.compress(html(text="政务公开 " * 2000), mtime=0)),
                page_seen=True,
            ),
        ),
    ),
    Row(
        "H12",
        "a brotli bomb",
        (Case(name="bomb", answer=coded(b"br", brotli_bomb()), outcomes=_LIMITED),),
    ),
    Row(
        "H13",
        "a zstd bomb, and a window of 2 GiB",
        (
            Case(name="bomb", answer=coded(b"zstd", zstd_bomb()), outcomes=_LIMITED),
            Case(name="window", answer=coded(b"zstd", _huge_window()), outcomes=_LIMITED),
            Case(name="large", answer=coded(b"zstd", zstd_bomb(27)), outcomes=_LIMITED),
            Case(
                name="empty",
                answer=coded(b"zstd", (b"\x50\x2a\x4d\x18" + bytes(4)) * 1_000_000),
                outcomes=_LIMITED,
            ),
        ),
    ),
    Row("H14", "codings that are not what they say", _chains()),
    Row("H15", "bombs where no page is", _elsewhere()),
]
