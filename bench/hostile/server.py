"""The one misbehaving server: raw sockets, one virtual host per case, told apart by address.

Every host has an IPv4 and an IPv6 address of its own, in a network of its own, as it would have
in the world; so politeness towards an address never lets one row disturb another.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from dataclasses import dataclass, field
from ipaddress import IPv6Address
from typing import Any

import trustme

from hostile.answers import missing
from hostile.canaries import WATCHED_PORTS, Canaries
from hostile.peer import HostLog, Peer
from hostile.row import Case

_HEAD_BYTES = 256 * 1024
_PORTS = {"http": 80, "https": 443}


@dataclass
class Host:
    """One virtual host: its case, its addresses and its log."""

    name: str
    case: Case
    v4: str
    v6: str
    log: HostLog = field(default_factory=HostLog)

    @property
    def ports(self) -> set[int]:
        """The ports it serves."""
        return {80, 443, *self.case.ports, *([self.case.port] if self.case.port else [])}


def addresses(number: int) -> tuple[str, str]:
    """The addresses of the n-th host; each in a /24 of its own."""
    v6 = IPv6Address((0x2400_3200 << 96) | (number << 64) | 0x10)
    return f"101.{number // 250 + 1}.{number % 250}.10", str(v6)


class HostileServer:
    """Listens on every address; connections to what no host owns are canaries' business."""

    def __init__(self, authority: trustme.CA, canaries: Canaries, seed: int) -> None:
        self._authority = authority
        self._canaries = canaries
        self._seed = seed
        self._by_address: dict[str, Host] = {}
        self._contexts: dict[str, Any] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._listeners: list[socket.socket] = []

    def add(self, host: Host) -> None:
        """Serve one more host."""
        self._by_address[host.v4] = self._by_address[host.v6] = host

    def reseed(self, seed: int) -> None:
        """Cut answers at other places from now on."""
        self._seed = seed

    def start(self) -> None:
        """Listen on all addresses."""
        extra = {p for host in self._by_address.values() for p in host.ports}
        closed = {p for host in self._by_address.values() if (p := host.case.port) and p < 80}
        for port in sorted({*WATCHED_PORTS, *extra} - closed):
            for family, anywhere in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):
                listener = socket.socket(family)
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:
                    listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                listener.bind((anywhere, port))
                listener.listen(1024)
                listener.setblocking(False)
                self._listeners.append(listener)
                self._keep(self._accept(listener, port))

    async def close(self) -> None:
        """Drop every connection."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for listener in self._listeners:
            listener.close()

    def _keep(self, coroutine: Any) -> None:
        task = asyncio.ensure_future(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _accept(self, listener: socket.socket, port: int) -> None:
        loop = asyncio.get_running_loop()
        while True:
            connection, _ = await loop.sock_accept(listener)
            address = str(connection.getsockname()[0])
            host = self._by_address.get(address)
            if host is None or port not in host.ports:
                self._canaries.note(address, port)
                connection.close()
                continue
            host.log.connections += 1
            host.log.ports.append(port)
            self._keep(self._serve(host, connection, port, address))

    async def _serve(self, host: Host, connection: socket.socket, port: int, address: str) -> None:
        writer = None
        try:
            reader, writer = await self._open(host, connection, port)
            peer = Peer(reader, writer, host.log, self._seed, (address, port))
            if port == 443 and host.case.raw_tls:
                await _timed(host, host.case.answer, peer)
            else:
                await self._answer_requests(host, peer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ssl.SSLError):
            pass  # The client has gone, or was never polite enough to speak.
        finally:
            if writer is not None:
                writer.close()
            else:
                connection.close()

    async def _open(self, host: Host, connection: socket.socket, port: int) -> tuple[Any, Any]:
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(limit=_HEAD_BYTES, loop=loop)
        protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
        context = None
        if port == 443 and not host.case.raw_tls:
            context = self._context(host)
        transport, _ = await loop.connect_accepted_socket(
            lambda: protocol, connection, ssl=context, ssl_handshake_timeout=20 if context else None
        )
        return reader, asyncio.StreamWriter(transport, protocol, reader, loop)

    def _context(self, host: Host) -> Any:
        if host.name not in self._contexts:
            if host.case.tls is not None:
                self._contexts[host.name] = host.case.tls(self._authority, host.name)
            else:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                self._authority.issue_cert(host.name).configure_cert(context)
                self._contexts[host.name] = context
        return self._contexts[host.name]

    async def _answer_requests(self, host: Host, peer: Peer) -> None:
        keep = True
        while keep:
            peer.head = (await peer.reader.readuntil(b"\r\n\r\n"))[:-4]
            host.log.requests.append(peer.head)
            peer.number += 1
            answer = _choose(host, peer)
            if not isinstance(answer, bytes):
                keep = await _timed(host, answer, peer)
            else:
                await peer.send_in_pieces(answer)


async def _timed(host: Host, answer: Any, peer: Peer) -> bool:
    """Note how long the client listened; an answer that returns true keeps the connection."""
    began = time.monotonic()
    try:
        return bool(await answer(peer))
    finally:
        host.log.longest_s = max(host.log.longest_s, time.monotonic() - began)


def _choose(host: Host, peer: Peer) -> Any:
    case, target = host.case, peer.target
    if target == case.path and case.answer is not None:
        return case.answer
    bare = target.partition("?")[0]
    found = case.paths.get(target, case.paths.get(bare))
    if found is None:
        found = case.elsewhere if case.elsewhere is not None else missing()
    return found
