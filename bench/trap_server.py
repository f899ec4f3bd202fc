"""One server on loopback for any number of hosts; counts every target that each was asked for."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter, defaultdict
from collections.abc import Callable

Answer = Callable[[str], "str | bytes | None"]


class TrapServer:
    """Hosts by name in a thread of its own; keep-alive, one answer for each target."""

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}
        self._slow: set[str] = set()
        self._asked: dict[str, Counter[str]] = defaultdict(Counter)
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()
        self._ready.wait()

    def serve(self, host: str, answer: Answer) -> None:
        self._answers[host] = answer

    def serve_slowly(self, host: str) -> None:
        """A home page of 20 links; every other page comes a byte a second."""
        self._slow.add(host)
        links = "".join(f"<a href='/pit{n}.html'>{n}</a>" for n in range(20))
        self._answers[host] = lambda target: links if target == "/" else None

    def asked(self, host: str) -> Counter[str]:
        """How often each target was asked for; robots, sitemaps and controls left out."""
        aside = ("/robots.txt", "/sitemap")
        names = {t: n for t, n in self._asked[host].items() if not t.startswith(aside)}
        return Counter({t: n for t, n in names.items() if not _is_control(t)})

    def hosts_below(self, suffix: str) -> set[str]:
        return {host for host in self._asked if host.endswith(suffix)}

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            asyncio.start_server(self._connection, "127.0.0.1", 0)
        )
        port = server.sockets[0].getsockname()[1]
        self._loop.run_until_complete(self._listen_apart(port))
        self.address = f"127.0.0.1:{port}"
        self._ready.set()
        self._loop.run_forever()

    async def _listen_apart(self, port: int) -> None:
        """The same on an address of another network, where the machine has one."""
        self.apart = f"127.0.0.1:{port}"
        try:
            await asyncio.start_server(self._connection, "127.0.1.1", port)
        except OSError:
            return
        self.apart = f"127.0.1.1:{port}"

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                await self._answer(head.decode("latin-1"), writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, head: str, writer: asyncio.StreamWriter) -> None:
        target = head.split(" ", 2)[1]
        host = head.lower().partition("\r\nhost:")[2].partition("\r\n")[0].strip()
        self._asked[host][target] += 1
        answer = self._answers.get(host)
        if host in self._slow and target not in ("/", "/robots.txt"):
            await _drip(writer)
            return
        body = answer(target) if answer is not None else "<p>任何名称都有回答</p>"
        status = "404 Not Found" if body is None else "200 OK"
        kind = "text/html" if isinstance(body, str) or body is None else "application/xml"
        data = body if isinstance(body, bytes) else (body or "").encode()
        writer.write(
            f"HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\n"
            f"Content-Length: {len(data)}\r\n\r\n".encode()
            + data
        )
        await writer.drain()


async def _drip(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(120):
        writer.write(b"a")
        await writer.drain()
        await asyncio.sleep(0.5)


def _is_control(target: str) -> bool:
    name = target.rpartition("/")[2].removesuffix(".html")
    return len(name) == 20 and all(c in "0123456789abcdef" for c in name)
