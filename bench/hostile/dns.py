"""The scripted name server: UDP and TCP on port 53, every answer as a row says."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address
from typing import Any

from dnslib import AAAA, CNAME, QTYPE, RCODE, RR, A, DNSRecord

_FEW = 20
_TCP_BYTES = 65535


@dataclass(frozen=True)
class Names:
    """One answer of the name server; ``turn`` chooses by how often the name was asked."""

    a: tuple[str, ...] = ()
    aaaa: tuple[str, ...] = ()
    cname: str = ""
    rcode: str = "NOERROR"
    silent: bool = False
    ttl: int = 0
    turn: Callable[[int, str], Names] | None = None


class NameServer:
    """Answers for the bench's hosts; a name nobody scripted does not exist.

    A name ``*.zone`` answers for every name below the zone.
    """

    def __init__(self, names: Mapping[str, Names]) -> None:
        self._names = dict(names)
        self.asked: Counter[tuple[str, str]] = Counter()
        self._large: dict[tuple[str, str], bytes] = {}
        self._transport: Any = None
        self._tcp: Any = None

    async def start(self, address: str) -> None:
        """Listen; needs the address to be local."""
        loop = asyncio.get_running_loop()
        server = self

        class Datagrams(asyncio.DatagramProtocol):
            def connection_made(self, transport: Any) -> None:
                server._transport = transport

            def datagram_received(self, data: bytes, sender: Any) -> None:
                answer = server.answer(data, 512)
                if answer is not None:
                    server._transport.sendto(answer, sender)

        await loop.create_datagram_endpoint(Datagrams, local_addr=(address, 53))
        self._tcp = await asyncio.start_server(self._serve_tcp, address, 53)

    async def close(self) -> None:
        """Stop listening."""
        self._transport.close()
        self._tcp.close()

    def answer(self, data: bytes, limit: int) -> bytes | None:
        """The answer to one query, ``None`` for silence; cut (TC) when it is too long."""
        query = DNSRecord.parse(data)
        name = str(query.q.qname).rstrip(".").lower()
        kind = QTYPE[query.q.qtype]
        self.asked[name, kind] += 1
        script = self._script(name)
        if script.turn is not None:
            script = script.turn(self.asked[name, kind], kind)
        if script.silent:
            return None
        reply = query.reply()
        reply.header.rcode = getattr(RCODE, script.rcode)
        if len(script.a) + len(script.aaaa) > _FEW:
            return self._answer_at_length(data, reply, name, kind, script, limit)
        self._fill(reply, name, kind, script)
        packed: bytes = reply.pack()
        return packed

    def _answer_at_length(
        self, data: bytes, reply: Any, name: str, kind: str, script: Names, limit: int
    ) -> bytes:
        """A long answer: cut (TC) over UDP; packing it takes long, so it is packed once."""
        if limit < _TCP_BYTES and (script.a if kind == "A" else script.aaaa):
            reply.header.tc = 1
            packed: bytes = reply.pack()
            return packed
        if (name, kind) not in self._large:
            self._fill(reply, name, kind, script)
            self._large[name, kind] = reply.pack()
        return data[:2] + self._large[name, kind][2:]

    def _script(self, name: str) -> Names:
        if name in self._names:
            return self._names[name]
        labels = name.split(".")
        for cut in range(1, len(labels)):
            wild = "*." + ".".join(labels[cut:])
            if wild in self._names:
                return self._names[wild]
        return Names(rcode="NXDOMAIN")

    def _fill(self, reply: Any, name: str, kind: str, script: Names) -> None:
        hops = 0
        while script.cname and hops < 20:
            reply.add_answer(RR(name, QTYPE.CNAME, rdata=CNAME(script.cname), ttl=script.ttl))
            name, script = script.cname, self._script(script.cname)
            hops += 1
        if kind == "A":
            for address in script.a:
                reply.add_answer(RR(name, QTYPE.A, rdata=A(address), ttl=script.ttl))
        if kind == "AAAA":
            for address in script.aaaa:
                reply.add_answer(
                    RR(
                        name,
                        QTYPE.AAAA,
                        rdata=AAAA(tuple(IPv6Address(address).packed)),
                        ttl=script.ttl,
                    )
                )

    async def _serve_tcp(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                length = int.from_bytes(await reader.readexactly(2), "big")
                answer = self.answer(await reader.readexactly(length), _TCP_BYTES)
                if answer is not None:
                    writer.write(len(answer).to_bytes(2, "big") + answer)
                    await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()
