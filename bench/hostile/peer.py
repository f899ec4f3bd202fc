"""One connection to the misbehaving server, as an answer sees it."""

from __future__ import annotations

import asyncio
import random
import socket
import struct
import time
from dataclasses import dataclass, field
from typing import Any


@dataclass
class HostLog:
    """What the server saw and did for one host; ``longest_s`` is the longest single answer."""

    connections: int = 0
    sent: int = 0
    longest_s: float = 0.0
    requests: list[bytes] = field(default_factory=list)
    ports: list[int] = field(default_factory=list)

    def targets(self) -> list[str]:
        """The request targets in the order of arrival."""
        return [head.split(b" ", 2)[1].decode("latin-1") for head in self.requests]

    def asked(self, target: str) -> int:
        """How often one target was asked for."""
        return self.targets().count(target)


class Peer:
    """The client on one connection: its last request (the ``number``-th there), ways to answer."""

    def __init__(
        self, reader: Any, writer: Any, log: HostLog, seed: int, local: tuple[str, int]
    ) -> None:
        self.reader = reader
        self.writer = writer
        self.log = log
        self.local = local
        self.head = b""
        self.number = 0
        self.began = time.monotonic()
        self._rng = random.Random(f"{seed}{local}{log.connections}")

    @property
    def target(self) -> str:
        """The request target."""
        return self.head.split(b" ", 2)[1].decode("latin-1")

    def field(self, name: bytes) -> bytes:
        """One header field of the request, empty when it was not sent."""
        for line in self.head.split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.strip().lower() == name:
                return value.strip()
        return b""

    async def send(self, data: bytes) -> None:
        """Send some bytes; ends with ``ConnectionError`` once the client has gone."""
        self.writer.write(data)
        await self.writer.drain()
        if self.writer.is_closing():
            raise ConnectionResetError
        self.log.sent += len(data)

    async def send_in_pieces(self, data: bytes) -> None:
        """The same bytes, cut at places the seed chooses: no outcome may depend on them."""
        cuts = sorted(self._rng.randrange(len(data) + 1) for _ in range(self._rng.randrange(4)))
        for begin, end in zip([0, *cuts], [*cuts, len(data)], strict=True):
            if begin < end:
                await self.send(data[begin:end])
                await asyncio.sleep(0)

    async def drip(self, piece: bytes, every_s: float, times: int) -> None:
        """One piece again and again, with pauses."""
        for _ in range(times):
            await self.send(piece)
            await asyncio.sleep(every_s)

    async def silence(self, seconds: float = 30.0) -> None:
        """Say nothing until the client goes."""
        try:
            await asyncio.wait_for(self.reader.read(1), seconds)
        except TimeoutError:
            return

    def reset(self) -> None:
        """End the connection with RST."""
        raw = self.writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()
