"""Sites of any size without a file: each page of the speed bench's profile is made when asked for.

25 KB, 110 links (80 in a navigation that is the same on every page, 30 dated items that differ),
as in ``paper_site.py``; page k of host ``www.paper-N.gov.cn`` depends on N and k only.

Usage: python bench/paper_server.py PAGES_A_SITE
"""

from __future__ import annotations

import asyncio
import random
import re
import sys
from typing import Any

import uvloop

from paper_site import ITEMS, NAVIGATION, PAGE_BYTES, words

_REQUEST = re.compile(rb"GET /(?:c\d+/t(\d+)\.html|index\.html)? HTTP")
_POOL = 997
_HOST = re.compile(rb"\r\nHost: ([^\r\n:]+)", re.IGNORECASE)


def name(number: int) -> str:
    """The path of one page."""
    return f"/c{number // 100}/t{number}.html" if number else "/index.html"


class Paper:
    """The texts all pages are put together from."""

    def __init__(self, pages: int) -> None:
        rng = random.Random(7)
        self._pages = pages
        self._titles = [words(rng, 8) for _ in range(_POOL)]
        self._lines = [f"<p>{words(rng, 40)}。</p>\n".encode() for _ in range(_POOL)]
        self._navigation = "".join(
            f'<li><a href="{name(i % pages)}" title="栏目{i}">{words(rng, 2)}</a></li>\n'
            for i in range(1, NAVIGATION + 1)
        )

    def page(self, host: str, number: int) -> bytes:
        """One page; its items lead to pages 30n+1 … 30n+30, so that all are reachable."""
        title = self._titles[number % _POOL] + str(number)
        first = number * ITEMS
        items = "".join([
            f'<li><span class="date">2026-{1 + k % 12:02d}-{1 + k % 28:02d}</span>'
            f'<a href="{name((first + k) % self._pages)}">'
            f"{self._titles[(first + k) % _POOL]}{first + k}</a></li>\n"
            for k in range(1, ITEMS + 1)
        ])  # fmt: skip
        head = (
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_样本网站</title>\n'
            f'<meta name="SiteName" content="样本网站"><meta name="SiteDomain" content="{host}">'
            f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" '
            'content="2026-11-03 09:30"></head>\n<body><div class="nav"><ul>\n'
            f"{self._navigation}</ul></div><h1>{title}</h1><p>发布时间：2026-11-03 09:30</p>"
            f"<ul class='list'>\n{items}</ul><div class='text'>"
        ).encode()
        foot = "</div><div class='foot'>主办单位：样本市人民政府办公室</div></body></html>".encode()
        room = (PAGE_BYTES - len(head) - len(foot)) // len(self._lines[0])
        at = number * 31 % (_POOL - 99)
        return head + b"".join(self._lines[at : at + room]) + foot

    def answer(self, head: bytes) -> bytes:
        """The whole response to one request."""
        asked, host = _REQUEST.match(head), _HOST.search(head)
        number = int(asked[1] or 0) if asked else self._pages
        if host is None or number >= self._pages:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        body = self.page(host[1].decode(), number)
        kind = b"Content-Type: text/html; charset=utf-8"
        return b"HTTP/1.1 200 OK\r\n%s\r\nContent-Length: %d\r\n\r\n%s" % (kind, len(body), body)


class _Connection(asyncio.Protocol):
    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._pending = b""
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._pending += data
        while (end := self._pending.find(b"\r\n\r\n")) >= 0:
            self._transport.write(self._paper.answer(self._pending[: end + 2]))
            self._pending = self._pending[end + 4 :]


async def _serve(pages: int) -> None:
    loop, paper = asyncio.get_running_loop(), Paper(pages)
    server = await loop.create_server(lambda: _Connection(paper), "127.0.0.1", 0)
    print(f"127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_serve(int(sys.argv[1])))
