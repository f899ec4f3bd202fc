"""Serves a model city, or any tree of ``host/path``, on loopback: HTTP/1.1 over real sockets.

Small on purpose: virtual hosts, keep-alive, pipelining, HEAD and GET, gzip, and the behaviours
a city's ``city.json`` asks for (status, redirect, delay, hang-up).
"""

import argparse
import asyncio
import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import unquote

import uvloop

_TYPES = {
    "html": "", "htm": "", "jsp": "", "xml": "text/xml", "txt": "text/plain", "png": "image/png",
    "gif": "image/gif", "jpg": "image/jpeg", "css": "text/css", "js": "text/javascript",
    "pdf": "application/pdf", "zip": "application/zip", "doc": "application/msword",
}  # fmt: skip
_REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 403: "Forbidden", 404: "Not Found",
            410: "Gone", 503: "Service Unavailable"}  # fmt: skip
_NOT_FOUND = b"<html><head><title>404</title></head><body><h1>404 Not Found</h1></body></html>"
_TLS_HANDSHAKE = b"\x16"
_CACHED_FILES = 4096


class City:
    """What the server knows of a folder: a city with behaviours, or a plain tree of hosts."""

    def __init__(self, folder: Path) -> None:
        described = folder / "city.json"
        self.hosts: dict[str, dict[str, Any]] = {}
        self.root = folder
        if described.exists():
            self.hosts = json.loads(described.read_text("utf-8"))["hosts"]
            self.root = folder / "www"
        self.file = lru_cache(_CACHED_FILES)(self._file)

    def route(self, host: str, path: str) -> dict[str, Any]:
        """The behaviour asked for at this address, empty for an ordinary one."""
        routes = self.hosts.get(host, {}).get("routes", {})
        route: dict[str, Any] = routes.get(path) or {}
        return route

    def _file(self, host: str, target: str, compress: bool) -> tuple[str, bytes] | None:
        """Media type and bytes of a file, ``None`` when it is not there."""
        path, _, query = target.partition("?")
        names = [unquote(path)]
        if query:
            names.insert(0, f"{names[0]}?{unquote(query)}")
        for name in names:
            if ".." in name:
                return None
            file = self.root / host / name.lstrip("/")
            if name.endswith("/"):
                file = file / "index.html"
            if file.is_file():
                data = file.read_bytes()
                kind = self._type(host, path if not path.endswith("/") else "index.html")
                return kind, gzip.compress(data, 1, mtime=0) if compress else data
        return None

    def _type(self, host: str, path: str) -> str:
        ending = path.rpartition(".")[2].lower()
        kind = _TYPES.get(ending, "application/octet-stream")
        return kind or self.hosts.get(host, {}).get("content_type", "text/html")


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
            head, self._pending = self._pending[:end], self._pending[end + 4 :]
            self._answer(head)

    def _answer(self, head: bytes) -> None:
        lines = head.decode("latin-1").split("\r\n")
        method, target, *_ = [*lines[0].split(" "), "", ""]
        fields = dict(_field(line) for line in lines[1:])
        host = fields.get("host", "").partition(":")[0].lower()
        if self._log is not None:
            self._log.write(f"{host}{target}\n")
            self._log.flush()
        route = self._city.route(host, target.partition("?")[0])
        if route.get("close"):
            self._transport.close()
            return
        delay_s = route.get("delay_s", 0.0)
        if delay_s:
            self._waiting = True
            loop = asyncio.get_running_loop()
            loop.call_later(delay_s, self._late, method, host, target, fields, route)
            return
        self._transport.write(self._response(method, host, target, fields, route))

    def _late(
        self, method: str, host: str, target: str, fields: dict[str, str], route: dict[str, Any]
    ) -> None:
        self._waiting = False
        if not self._transport.is_closing():
            self._transport.write(self._response(method, host, target, fields, route))
            self._serve()

    def _response(
        self, method: str, host: str, target: str, fields: dict[str, str], route: dict[str, Any]
    ) -> bytes:
        status = route.get("status", 200)
        extra = f"Location: {route['location']}\r\n" if "location" in route else ""
        kind, body = "text/html", _NOT_FOUND
        if status == 200:
            wants_gzip = self._city.hosts.get(host, {}).get("gzip", False)
            compress = wants_gzip and "gzip" in fields.get("accept-encoding", "")
            found = self._city.file(host, target, compress)
            if found is not None:
                kind, body = found
                extra += "Content-Encoding: gzip\r\n" if compress else ""
            elif route:
                body = "<html><body><p>缓慢但可以打开的页面</p></body></html>".encode()
            else:
                status = 404
        reason = _REASONS.get(status, "Other")
        head = (
            f"HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\n{extra}"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode("latin-1") + (b"" if method == "HEAD" else body)


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip().lower(), value.strip()


async def _listen(folder: Path, host: str, port: int, log: TextIO | None) -> asyncio.Server:
    city = City(folder)
    loop = asyncio.get_running_loop()
    return await loop.create_server(lambda: _Connection(city, log), host, port)


async def _serve_forever(folder: Path, host: str, port: int, log_path: Path | None) -> None:
    log = log_path.open("a", encoding="utf-8") if log_path else None
    server = await _listen(folder, host, port, log)
    bound = server.sockets[0].getsockname()[1]
    print(f"{host}:{bound}", flush=True)
    async with server:
        await server.serve_forever()


@contextmanager
def city_server(folder: Path, log_path: Path | None = None) -> Iterator[str]:
    """Serve a folder from a thread; gives ``127.0.0.1:PORT``."""
    loop = asyncio.new_event_loop()
    log = log_path.open("a", encoding="utf-8") if log_path else None
    server = loop.run_until_complete(_listen(folder, "127.0.0.1", 0, log))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        if log is not None:
            log.close()


def resolve_lines(folder: Path, address: str) -> list[str]:
    """``HOST=ADDRESS:PORT`` for every host of a city."""
    return [f"{host}={address}" for host in City(folder).hosts]


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
