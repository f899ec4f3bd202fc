"""Serves a model city, or any tree of ``host/path``, on loopback: HTTP/1.1 over real sockets.

Small on purpose: virtual hosts on one port of several loopback addresses, keep-alive, pipelining,
HEAD, GET and POST, gzip, and the behaviours a city's ``city.json`` asks for.
"""

import argparse
import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import uvloop

from govgauge.modelcity.hosting import City

_REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 403: "Forbidden", 404: "Not Found",
            410: "Gone", 413: "Content Too Large", 503: "Service Unavailable"}  # fmt: skip
_TLS_HANDSHAKE = b"\x16"
_MAX_LETTER = 1 << 20
_TRIES = 5
# Real hosts stand on many addresses; limits per address must meet more than one.
_ADDRESSES = ("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4")


class _Connection(asyncio.Protocol):
    """One client connection; answers in the order of the requests."""

    def __init__(self, city: City, log: TextIO | None) -> None:
        self._city = city
        self._log = log
        self._pending = b""
        self._transport: Any = None
        self._waiting = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._pending += data
        if self._pending[:1] == _TLS_HANDSHAKE:
            self._transport.close()  # Plain HTTP only: whoever speaks TLS is told so at once.
            return
        self._serve()

    def _serve(self) -> None:
        while not self._waiting and (end := self._pending.find(b"\r\n\r\n")) >= 0:
            head = self._pending[:end]
            fields = dict(_field(line) for line in head.decode("latin-1").split("\r\n")[1:])
            length = fields.get("content-length", "0")
            begin, size = end + 4, int(length) if length.isdigit() else 0
            if size > _MAX_LETTER:
                self._transport.close()
                return
            if len(self._pending) < begin + size:
                return
            sent, self._pending = self._pending[begin : begin + size], self._pending[begin + size :]
            self._answer(head, fields, sent)

    def _answer(self, head: bytes, fields: dict[str, str], sent: bytes) -> None:
        method, target, *_ = [*head.decode("latin-1").split("\r\n")[0].split(" "), "", ""]
        host = fields.get("host", "").partition(":")[0].lower()
        if self._log is not None:
            self._log.write(f"{host}{target}\n")
            self._log.flush()
        route = self._city.route(host, target)
        if route.get("close"):
            self._transport.close()
            return
        request = (method, host, target, route, "gzip" in fields.get("accept-encoding", ""), sent)
        delay_s = route.get("delay_s", 0.0)
        if delay_s:
            self._waiting = True
            asyncio.get_running_loop().call_later(delay_s, self._late, request)
            return
        self._transport.write(self._response(request))

    def _late(self, request: "_Request") -> None:
        self._waiting = False
        if not self._transport.is_closing():
            self._transport.write(self._response(request))
            self._serve()

    def _response(self, request: "_Request") -> bytes:
        answer = self._city.answer(*request)
        reason = _REASONS.get(answer.status, "Other")
        head = (
            f"HTTP/1.1 {answer.status} {reason}\r\nContent-Type: {answer.kind}\r\n{answer.extra}"
            f"Content-Length: {len(answer.body)}\r\n\r\n"
        )
        return head.encode("latin-1") + (b"" if request[0] == "HEAD" else answer.body)


_Request = tuple[str, str, str, dict[str, Any], bool, bytes]


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip().lower(), value.strip()


async def _listen(folder: Path, host: str, port: int, log: TextIO | None) -> list[asyncio.Server]:
    """One port on every address that can be had; only a city on loopback has more than one."""
    city = City(folder)
    wanted = usable_addresses() if host == _ADDRESSES[0] and city.hosts else (host,)
    for _ in range(_TRIES):
        servers = await _bind(city, wanted, port, log)
        if len(servers) == len(wanted) or port:
            return servers
        for server in servers:
            server.close()
    return await _bind(city, (host,), port, log)


async def _bind(
    city: City, addresses: tuple[str, ...], port: int, log: TextIO | None
) -> list[asyncio.Server]:
    """Servers on one port; fewer than asked for when it is taken on some address."""
    loop = asyncio.get_running_loop()
    servers: list[asyncio.Server] = []
    for address in addresses:
        try:
            servers.append(await loop.create_server(lambda: _Connection(city, log), address, port))
        except OSError:
            if not servers:
                raise
            return servers
        port = servers[0].sockets[0].getsockname()[1]
    return servers


def usable_addresses() -> tuple[str, ...]:
    """The loopback addresses this machine has; some have one only."""
    return tuple(a for a in _ADDRESSES if a == _ADDRESSES[0] or _can_bind(a))


def _can_bind(address: str) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((address, 0))
        except OSError:
            return False
    return True


async def _serve_forever(folder: Path, host: str, port: int, log_path: Path | None) -> None:
    log = log_path.open("a", encoding="utf-8") if log_path else None
    servers = await _listen(folder, host, port, log)
    bound = servers[0].sockets[0].getsockname()[1]
    print(f"{host}:{bound}", flush=True)
    await asyncio.gather(*(server.serve_forever() for server in servers))


@contextmanager
def city_server(folder: Path, log_path: Path | None = None) -> Iterator[str]:
    """Serve a folder from a thread; gives ``127.0.0.1:PORT``."""
    loop = asyncio.new_event_loop()
    log = log_path.open("a", encoding="utf-8") if log_path else None
    servers = loop.run_until_complete(_listen(folder, _ADDRESSES[0], 0, log))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield f"{_ADDRESSES[0]}:{servers[0].sockets[0].getsockname()[1]}"
    finally:
        for server in servers:
            loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        if log is not None:
            log.close()


def resolve_lines(folder: Path, address: str) -> list[str]:
    """``HOST=ADDRESS:PORT`` for every host of a city and every outside host it links to."""
    city = City(folder)
    served, _, port = address.rpartition(":")
    addresses = usable_addresses() if served == _ADDRESSES[0] else (served,)
    lines = []
    for host, known in city.hosts.items():
        own = addresses[known.get("address", 0) % len(addresses)]
        lines.append(f"{host}={own}:{port}")
    return lines + [f"{host}={address}" for host in sorted(city.outside)]


def serve(
    folder: Path, host: str = "127.0.0.1", port: int = 0, log_path: Path | None = None
) -> None:
    """Serve a folder until interrupted; prints ``ADDRESS:PORT`` first."""
    uvloop.run(_serve_forever(folder, host, port, log_path))


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--port", type=int, default=0)
    options.add_argument("--log", type=Path)
    chosen = options.parse_args()
    try:
        serve(chosen.folder, port=chosen.port, log_path=chosen.log)
    except KeyboardInterrupt:
        raise SystemExit(0) from None
