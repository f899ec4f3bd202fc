"""One exchange of every kind the archive may meet."""

from __future__ import annotations

import gzip

import attrs

from govgauge.model.exchange import Exchange, Purpose, Timing, Tls
from govgauge.model.outcome import Outcome

PAGE = Exchange(
    url="http://www.a.gov.cn/index.html",
    purpose=Purpose.PAGE,
    attempt=1,
    outcome=Outcome.OK,
    status=200,
    request=b"GET /index.html HTTP/1.1\r\nHost: www.a.gov.cn\r\n\r\n",
    header=b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n",
    body="<html><title>某市人民政府</title>".encode() + b"<p>news</p>" * 300,
    started_at=1_795_000_000.123456,
    timing=Timing(1.0, 2.0, 0.0, 3.5, 4.25),
    peer="127.0.0.1:8080",
    http_version="1.1",
)


def page(path: str, **changes: object) -> Exchange:
    """The page at another address."""
    return attrs.evolve(PAGE, url=f"http://www.a.gov.cn/{path}", **changes)


def kinds() -> dict[str, Exchange]:
    """Every kind by name; payloads differ, so that none is a revisit of another."""
    return {
        "plain": PAGE,
        "chunked": page(
            "chunked",
            header=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            body=b"chunked" * 200,
        ),
        "gzip": page(
            "gzip",
            header=b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n",
            body=gzip.compress("第一页".encode() * 900, mtime=0),
        ),
        "GBK header": page(
            "gbk", header="HTTP/1.1 200 正常\r\nX-Odd: 政务\r\n\r\n".encode("gbk"), body=b"g" * 2000
        ),
        "bare LF": page("lf", header=b"HTTP/1.1 200 OK\nContent-Length: 4\n\n", body=b"abcd"),
        "no body": page("empty", header=b"HTTP/1.1 204 No Content\r\n\r\n", body=b"", status=204),
        "redirect": page(
            "old", status=302, header=b"HTTP/1.1 302 Found\r\nLocation: /new\r\n\r\n", body=b"moved"
        ),
        "server error": page(
            "500", status=500, header=b"HTTP/1.1 500 E\r\n\r\n", body=b"sorry" * 300
        ),
        "truncated": page("cut", outcome=Outcome.TRUNCATED, body=b"<html>half" * 150),
        "body limit": page("big", outcome=Outcome.BODY_LIMIT, body=b"B" * 5000),
        "half a header": page(
            "half", outcome=Outcome.TIMEOUT_HEADER, status=None, header=b"HTTP/1.1 200 OK\r\nX-Ha",
            body=b"",
        ),
        "nothing": page(
            "none", outcome=Outcome.REFUSED, status=None, header=b"", body=b"", detail="refused"
        ),
        "tls": attrs.evolve(
            PAGE, url="https://www.a.gov.cn/", outcome=Outcome.TLS_EXPIRED, status=None, header=b"",
            body=b"", tls=Tls(False, "tls_expired", "CN=政务", "CN=b", "x", "y"),
        ),
        "control": page("none-such-7f", purpose=Purpose.CONTROL, status=404, body=b"n" * 1500),
        "robots": page("robots.txt", purpose=Purpose.ROBOTS, body=b"User-agent: *\n" * 100),
    }  # fmt: skip
