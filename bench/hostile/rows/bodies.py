"""H7 to H10, H16: bodies that drip, never end, or are not as long as they say."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import attrs

from govgauge.gather.wire import Wire
from govgauge.model.campaign import Budget
from govgauge.model.exchange import Purpose
from govgauge.model.outcome import Outcome
from hostile.answers import Behaviour, closing, dripping, endless, html, missing, page, silent
from hostile.memory import peak_mib
from hostile.peer import Peer
from hostile.row import Case, Row
from hostile.seen import Seen

_MIB = 1024 * 1024
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
_CHUNKED = _HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
_BROKEN = ("http_malformed", "truncated")
# A second, lenient look may show the page all the same.
_BROKEN_OR_SHOWN = (*_BROKEN, "ok")
_ONE_TIB = 1 << 40


def keeps_part(seen: Seen) -> Iterator[str]:
    """What came before the cut is kept, and flagged by its outcome."""
    parts = [e for e in seen.of(seen.url) if e["outcome"] != "ok"]
    if not any(e["body_bytes"] for e in parts):
        yield "no part of the body was kept"


def capped(limit: int) -> Any:
    """No record holds more than a body may have."""

    def check(seen: Seen) -> Iterator[str]:
        for exchange in seen.exchanges:
            if exchange["body_bytes"] > limit:
                yield f"{exchange['body_bytes']} bytes kept of at most {limit}"

    return check


def _slow() -> tuple[Case, ...]:
    slow = _HEAD + b"Content-Length: 1000000\r\n\r\n" + html()
    return (
        Case(
            name="drip",
            answer=dripping(slow, b"x", 0.05, 400),
            outcomes=("timeout_total",),
            check=keeps_part,
        ),
        Case(name="stops", answer=silent(slow), outcomes=("timeout_idle",), check=keeps_part),
        Case(
            name="nothing",
            answer=silent(_HEAD + b"Content-Length: 1000000\r\n\r\n"),
            outcomes=("timeout_idle",),
        ),
    )


def _endless() -> tuple[Case, ...]:
    # An attempt reads 16 MiB; what was under way besides lies in the kernels' buffers.
    bound = 16 * _MIB + 64 * 1024 + 160 * 1024
    line = "公开信息".encode() * 2000
    return (
        Case(
            name="text",
            answer=endless(_HEAD + b"\r\n<html>", line),
            outcomes=("body_limit",),
            max_sent=2 * bound,
            check=capped(16 * _MIB),
        ),
        Case(
            name="chunks",
            answer=endless(_CHUNKED, b"%x\r\n%b\r\n" % (len(line), line)),
            outcomes=("body_limit",),
            max_sent=2 * bound,
            check=capped(16 * _MIB),
        ),
        Case(
            name="wide",
            answer=page(html(links=["/slow", *(f"/large{n}" for n in range(12))])),
            elsewhere=endless(_HEAD + b"\r\n<html>", line),
            paths=_wide_paths(),
            page_seen=True,
            check=capped(16 * _MIB),
        ),
        Case(name="exact", answer=_spaces(16 * _MIB), inspected=False),
        Case(name="over", answer=_spaces(16 * _MIB + 1), inspected=False),
    )


def _spaces(number: int) -> Behaviour:
    async def answer(peer: Peer) -> None:
        await peer.send(_HEAD + b"Content-Length: %d\r\n\r\n" % number)
        for begin in range(0, number, _MIB):
            await peer.send(b" " * min(_MIB, number - begin))

    return answer


async def bodies_at_the_cap(plan: Any, figures: dict[str, Any]) -> list[str]:
    """A body of exactly 16 MiB is whole; one byte more is over the limit.  With whole time limits."""
    wire = Wire(attrs.evolve(plan, budget=Budget()))
    exact = await wire.fetch("http://www.h8-exact.gov.cn/", Purpose.PAGE)
    over = await wire.fetch("http://www.h8-over.gov.cn/", Purpose.PAGE)
    await wire.close()
    figures |= {"exact": exact.outcome.value, "over": over.outcome.value}
    whole = (exact.outcome, len(exact.body)) == (Outcome.OK, 16 * _MIB)
    cut = (over.outcome, len(over.body)) == (Outcome.BODY_LIMIT, 16 * _MIB)
    return [] if whole and cut else [f"{len(exact.body)} and {len(over.body)} bytes"]


def _wide_paths() -> dict[str, Any]:
    """Twelve endless pages wait behind a slow one, for a crawl that takes its answers in order."""
    slow = dripping(_HEAD + b"Content-Length: 1000000\r\n\r\n", b"x", 0.05, 400)
    return {"/slow": slow, "/robots.txt": missing(), "/sitemap.xml": missing()}


def _lengths() -> tuple[Case, ...]:
    body = html()
    size = len(body)

    def declared(*values: bytes | int) -> bytes:
        fields = b"".join(
            b"Content-Length: %b\r\n" % str(v).encode()
            if isinstance(v, int)
            else b"Content-Length: %b\r\n" % v
            for v in values
        )
        return _HEAD + fields + b"\r\n" + body

    together = (
        _HEAD
        + b"Content-Length: 7\r\nTransfer-Encoding: chunked\r\n\r\n"
        + b"%x\r\n%b\r\n0\r\n\r\n" % (size, body)
    )
    return (
        Case(name="short", answer=_at_once(declared(size // 2)), outcomes=_BROKEN_OR_SHOWN),
        Case(
            name="long",
            answer=closing(declared(size * 2)),
            outcomes=_BROKEN_OR_SHOWN,
            check=keeps_part,
        ),
        Case(name="negative", answer=closing(declared(-5)), outcomes=_BROKEN_OR_SHOWN),
        Case(name="huge", answer=closing(declared(b"1" + b"0" * 20)), outcomes=_BROKEN_OR_SHOWN),
        Case(name="two", answer=closing(declared(size, size // 2)), outcomes=_BROKEN_OR_SHOWN),
        Case(name="chunks", answer=closing(together), outcomes=_BROKEN_OR_SHOWN),
        Case(
            name="tebibyte",
            answer=closing(declared(_ONE_TIB)),
            outcomes=_BROKEN_OR_SHOWN,
            check=keeps_part,
        ),
        Case(name="same", answer=page(body, b"Content-Length: %d" % size), page_seen=True),
    )


def _at_once(data: bytes) -> Behaviour:
    async def answer(peer: Peer) -> None:
        await peer.send(data)

    return answer


async def growth_for_a_declared_tebibyte(plan: Any, figures: dict[str, Any]) -> list[str]:
    """Peak memory before and after ten answers that declare 1 TiB, and two million header bytes."""
    wire = Wire(plan)
    for _ in range(10):
        await wire.fetch("http://www.control-plain.gov.cn/", Purpose.PAGE)
    before = peak_mib()
    for number in range(10):
        await wire.fetch(f"http://www.h9-tebibyte.gov.cn/?{number}", Purpose.PAGE)
        await wire.fetch("http://www.h9-tebibyte.gov.cn/", Purpose.PAGE)
    grown_mib = peak_mib() - before
    await wire.close()
    figures["grown_mib"] = round(grown_mib, 2)
    return [] if grown_mib <= 2 else [f"memory grew by {grown_mib:.1f} MiB"]


async def growth_for_endless_headers(plan: Any, figures: dict[str, Any]) -> list[str]:
    """Peak memory before and after answers whose header is 2 MB or never ends (H4)."""
    wire = Wire(plan)
    for _ in range(10):
        await wire.fetch("http://www.control-plain.gov.cn/", Purpose.PAGE)
    before = peak_mib()
    for host in ("one", "endless", "noline"):
        await wire.fetch(f"http://www.h4-{host}.gov.cn/", Purpose.PAGE)
    grown_mib = peak_mib() - before
    await wire.close()
    figures["grown_mib"] = round(grown_mib, 2)
    return [] if grown_mib <= 2 else [f"memory grew by {grown_mib:.1f} MiB"]


def _chunks() -> tuple[Case, ...]:
    body = html()
    chunk = b"%x\r\n%b\r\n" % (len(body), body)
    cases = {
        "zz": _CHUNKED + b"ZZ\r\nabc\r\n0\r\n\r\n",
        "2to64": _CHUNKED + b"10000000000000000\r\nabc\r\n0\r\n\r\n",
        "noend": _CHUNKED + chunk,
    }
    return (
        *(Case(name=n, answer=closing(d), outcomes=_BROKEN_OR_SHOWN) for n, d in cases.items()),
        Case(
            name="onebyte",
            answer=endless(_CHUNKED, b"1\r\nx\r\n" * 4096),
            outcomes=("body_limit",),
            check=capped(16 * _MIB),
        ),
        Case(
            name="extensions",
            answer=endless(_CHUNKED + b"5;", b"name=value;" * 512),
            outcomes=("body_limit", "http_malformed", "timeout_idle"),
            max_sent=2 * 300 * _MIB,
        ),
        Case(
            name="trailers",
            answer=endless(_CHUNKED + chunk + b"0\r\n", b"X-Trailer: " + b"t" * 200 + b"\r\n"),
            outcomes=("header_limit",),
            max_sent=2 * _MIB,
        ),
        Case(
            name="fewtrailers",
            answer=_CHUNKED
            + b"5;name=value\r\n<html\r\n1\r\n>\r\n"
            + chunk
            + b"0\r\nX-Sum: 1\r\n\r\n",
            page_seen=True,
        ),
    )


async def cpu_for_one_byte_chunks(plan: Any, figures: dict[str, Any]) -> list[str]:
    """CPU seconds for one answer of ten million chunks of one byte."""
    wire = Wire(plan)
    await wire.fetch("http://www.control-plain.gov.cn/", Purpose.PAGE)
    before = time.process_time()
    exchange = await wire.fetch("http://www.h10-onebyte.gov.cn/", Purpose.PAGE)
    cpu_s = time.process_time() - before
    await wire.close()
    figures |= {"cpu_s": round(cpu_s, 3), "bytes": len(exchange.body)}
    return [] if cpu_s <= 2 else [f"{cpu_s:.1f} s of CPU"]


def _old_versions() -> tuple[Case, ...]:
    body = html()
    old = b"HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    return (
        Case(name="v09", answer=closing(body), outcomes=("http_malformed", "ok"), page_seen=True),
        Case(name="v10", answer=closing(old + b"\r\n" + body), page_seen=True),
        Case(
            name="v10kept",
            answer=old + b"Connection: keep-alive\r\nContent-Length: %d\r\n\r\n" % len(body) + body,
            page_seen=True,
        ),
    )


ROWS = [
    Row("H7", "a body of one byte at a time", _slow()),
    Row("H8", "a body without end", _endless(), (bodies_at_the_cap,)),
    Row("H9", "lengths that lie", _lengths(), (growth_for_a_declared_tebibyte,)),
    Row("H10", "chunks that are none", _chunks(), (cpu_for_one_byte_chunks,)),
    Row("H16", "old versions of HTTP", _old_versions()),
    Row("H4", "", (), (growth_for_endless_headers,)),
]
