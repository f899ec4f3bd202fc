"""H1 to H6: status lines and header blocks."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.answers import closing, dripping, endless, html, page, redirect, silent
from hostile.peer import Peer
from hostile.row import Case, Row
from hostile.seen import Seen

_KIB = 1024
_MALFORMED = ("http_malformed",)
_OK = b"HTTP/1.1 200 OK\r\n"
_HTML = b"Content-Type: text/html; charset=utf-8\r\n"
# What lies in kernel buffers on both sides when the client stops reading.
_IN_BUFFERS = 160 * _KIB


def keeps_raw(start: bytes) -> object:
    """The first bytes as they came stand in some record of the address."""

    def check(seen: Seen) -> Iterator[str]:
        wanted = start[:4096].decode("latin-1")
        if not any(wanted in e["header"] + e["body"] for e in seen.of(seen.url)):
            yield f"the raw bytes {start[:20]!r} are in no record"

    return check


def _status_lines() -> tuple[Case, ...]:
    plain = html()
    lines = {
        "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        "omg": b"HTTP/1.1 Omg What Is This?\r\n\r\n",
        "v1000": b"HTTP/1000 200 OK\r\n" + _HTML + b"\r\n" + plain,
        "bare": plain,
    }
    shown = ("v1000", "bare")  # A browser shows these: the lenient look may read them.
    return tuple(
        Case(
            name=name,
            answer=closing(data),
            outcomes=("http_malformed", "ok") if name in shown else _MALFORMED,
            page_seen=name in shown,
            check=keeps_raw(data[:11]),
        )
        for name, data in lines.items()
    )


def _statuses() -> tuple[Case, ...]:
    interim = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"

    def no_body(status: bytes) -> bytes:
        return b"HTTP/1.1 " + status + b"\r\nContent-Length: 5\r\n\r\nhello"

    return (
        Case(name="s999", answer=page(status=b"999 Odd"), outcomes=("http_999",)),
        Case(name="s600", answer=page(status=b"600 Odd"), outcomes=("http_600",)),
        # What a browser makes of 099 the lenient look makes of it too.
        Case(
            name="s099", answer=closing(page(status=b"099 Odd")), outcomes=("http_malformed", "ok")
        ),
        Case(
            name="early",
            answer=interim * 3 + page(),
            page_seen=True,
        ),
        Case(name="flood", answer=closing(interim * 2000 + page()), outcomes=_MALFORMED),
        Case(name="s204", answer=closing(no_body(b"204 No Content")), outcomes=("http_204",)),
        Case(name="s304", answer=closing(no_body(b"304 Not Modified")), outcomes=("http_304",)),
        Case(
            name="s206",
            answer=page(html(), b"Content-Range: bytes 0-99/4000", status=b"206 Partial Content"),
            outcomes=("http_206", "ok_partial"),
        ),
        Case(name="only103", answer=closing(interim), outcomes=("reset", "http_malformed")),
    )


def _header_floods() -> tuple[Case, ...]:
    head = _OK + _HTML
    return (
        Case(
            name="fields",
            answer=closing(
                head + b"".join(b"X-Field-%04d: %s\r\n" % (n, b"v" * 33) for n in range(5000))
            ),
            outcomes=("header_limit",),
            max_sent=2 * (64 * _KIB + _IN_BUFFERS),
        ),
        Case(name="at255", answer=_with_fields(255), page_seen=True),
        Case(name="at256", answer=_with_fields(256), page_seen=True),
        Case(name="at257", answer=closing(_with_fields(257)), outcomes=("header_limit",)),
    )


def _with_fields(number: int) -> bytes:
    body = html()
    fields = [b"Content-Type: text/html; charset=utf-8", b"Content-Length: %d" % len(body)]
    fields += [b"X-%d: y" % n for n in range(number - len(fields))]
    return b"\r\n".join([b"HTTP/1.1 200 OK", *fields, b"", body])


def _long_headers() -> tuple[Case, ...]:
    # libcurl itself ends a single line at 100 KiB; the field count and sum end at 64 KiB.
    return (
        Case(
            name="one",
            answer=closing(_OK + b"X-Big: " + b"a" * (2 * 1024 * _KIB) + b"\r\n\r\n"),
            outcomes=("header_limit",),
            max_sent=2 * (100 * _KIB + _IN_BUFFERS),
        ),
        Case(
            name="endless",
            answer=endless(_OK, b"X-More: " + b"b" * 500 + b"\r\n"),
            outcomes=("header_limit",),
            max_sent=2 * (64 * _KIB + _IN_BUFFERS),
        ),
        Case(
            name="noline",
            answer=endless(_OK + b"X-More: ", b"b" * 4096),
            outcomes=("header_limit",),
            max_sent=2 * (100 * _KIB + _IN_BUFFERS),
        ),
    )


def never_a_status(seen: Seen) -> Iterator[str]:
    """A header that never came to its end is no status, in no record and no visit."""
    for exchange in seen.exchanges:
        if exchange["status"] is not None and exchange["url"] == seen.url:
            yield f"status {exchange['status']} from half a header"
    for visit in seen.visits:
        if visit["status"]:
            yield f"a visit notes status {visit['status']}"


def _half_headers() -> tuple[Case, ...]:
    half = _OK + _HTML + b"X-Half: ye"
    cuts = [len(_OK) - 2, len(_OK), len(_OK) + 5, len(_OK + _HTML), len(half)]
    closed = tuple(
        Case(
            name=f"cut{at}",
            answer=closing(half[:at]),
            outcomes=("reset", "http_malformed"),
            check=never_a_status,
        )
        for at in cuts
    )
    return (
        *closed,
        Case(
            name="drip",
            answer=dripping(b"", b"H", 0.05, 400),
            outcomes=("timeout_header", "timeout_total", "http_malformed"),
            check=never_a_status,
        ),
        Case(
            name="dripfields",
            answer=_drip_fields,
            outcomes=("timeout_header", "timeout_total"),
            check=never_a_status,
        ),
        Case(
            name="silent",
            answer=silent(),
            outcomes=("timeout_header", "timeout_total"),
            check=never_a_status,
        ),
        Case(
            name="stops",
            answer=silent(half),
            outcomes=("timeout_header", "timeout_total"),
            check=never_a_status,
        ),
    )


async def _drip_fields(peer: Peer) -> None:
    await peer.send(_OK)
    for byte in _HTML * 20:
        await peer.drip(bytes([byte]), 0.05, 1)


def says_defect(seen: Seen) -> Iterator[str]:
    """What was wrong is written into a record of the address."""
    if not any(e["detail"] for e in seen.of(seen.url)):
        yield "the defect is on no record"


def _odd_headers() -> tuple[Case, ...]:
    body = html()
    length = b"Content-Length: %d\r\n" % len(body)
    heads = {
        "nocolon": _OK + b"this line has no colon\r\n" + _HTML + length + b"\r\n",
        "nul": _OK + b"X-Nul: a\0b\r\n" + _HTML + length + b"\r\n",
    }
    forgiven = {
        "folded": _OK + b"X-Folded: a\r\n  b\r\n" + _HTML + length + b"\r\n",
        "space": _OK
        + b"X-Space : a\r\n"
        + _HTML
        + b"Content-Length : %d\r\n" % len(body)
        + b"\r\n",
        "barelf": (_OK + _HTML + length + b"\r\n").replace(b"\r\n", b"\n"),
    }
    name = "公文.html".encode("gbk")
    return (
        *(
            Case(
                name=n,
                answer=closing(head + body),
                outcomes=("ok", "http_malformed"),
                page_seen=True,
                check=says_defect,
            )
            for n, head in heads.items()
        ),
        *(Case(name=n, answer=closing(h + body), page_seen=True) for n, h in forgiven.items()),
        Case(
            name="gbklocation",
            answer=redirect(b"/" + "政务".encode("gbk") + b"/"),
            paths={"/%D5%FE%CE%F1/": page()},
            page_seen=True,
        ),
        Case(
            name="gbkfile",
            answer=page(body, b"Content-Disposition: inline; filename=" + name),
            page_seen=True,
        ),
        Case(
            name="gbkcookie",
            answer=page(body, b"Set-Cookie: town=" + "黄河".encode("gbk")),
            page_seen=True,
        ),
    )


ROWS = [
    Row("H1", "a status line that is none", _status_lines()),
    Row("H2", "odd and interim statuses", _statuses()),
    Row("H3", "thousands of header fields", _header_floods()),
    Row("H4", "header blocks without end", _long_headers()),
    Row("H5", "half a header", _half_headers()),
    Row("H6", "header lines no rule allows", _odd_headers()),
]
