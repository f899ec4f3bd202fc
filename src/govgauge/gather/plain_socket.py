"""A plain connection of our own, for second looks: the address judged on the very socket.

libcurl is not asked here because it refuses what these looks want to see.  The same policy holds:
a name's addresses are judged before any is dialled, and the peer once more when it is connected.
"""

import asyncio
import socket
import ssl
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from govgauge.gather.address import AddressPolicy
from govgauge.gather.pins import find_pin
from govgauge.model.outcome import Outcome

_MAX_ADDRESSES = 3


class Dialled(NamedTuple):
    """An open connection and the address it leads to."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    peer: str


class Dialler:
    """Opens connections to hosts of addresses, pinned ones included."""

    def __init__(self, policy: AddressPolicy, pins: Mapping[str, str], limit_s: float) -> None:
        self._policy = policy
        self._pins = pins
        self._limit_s = limit_s

    async def dial(self, url: str, secure: bool) -> Dialled | Outcome:
        """A connection to the address's host, or why there is none; ``secure`` adds TLS.

        The certificate is not judged here: the exchange before has done so.
        """
        parts = urlsplit(url)
        host = parts.hostname or ""
        places = await self.places(host, parts.port or (443 if parts.scheme == "https" else 80))
        if isinstance(places, Outcome):
            return places
        outcome = Outcome.BLOCKED_ADDRESS
        for address, port in places[:_MAX_ADDRESSES]:
            opened = await self._open(address, port, host if secure else "")
            if not isinstance(opened, Outcome):
                return opened
            outcome = opened
        return outcome

    async def places(self, host: str, port: int) -> list[tuple[str, int]] | Outcome:
        """Where a host may be dialled, IPv4 first; forbidden addresses are left out."""
        pin = find_pin(self._pins, host.lower(), port)
        if pin:
            address, _, pinned_port = pin.rpartition(":")
            found = [(address.strip("[]"), int(pinned_port))]
        else:
            loop = asyncio.get_running_loop()
            try:
                infos = await asyncio.wait_for(
                    loop.getaddrinfo(host, port, type=socket.SOCK_STREAM), self._limit_s
                )
            except (OSError, UnicodeError, TimeoutError):
                return Outcome.DNS_TIMEOUT
            infos = sorted(infos, key=lambda info: info[0] != socket.AF_INET)
            found = [(str(info[4][0]), port) for info in infos]
        return [place for place in found if self._policy.permits(*place)]

    async def _open(self, address: str, port: int, server_name: str) -> Dialled | Outcome:
        try:
            reader, writer = await asyncio.wait_for(
                asyncio.open_connection(
                    address,
                    port,
                    ssl=_any_tls() if server_name else None,
                    server_hostname=server_name or None,
                ),
                self._limit_s,
            )
        except TimeoutError:
            return Outcome.TIMEOUT_CONNECT
        except ConnectionRefusedError:
            return Outcome.REFUSED
        except ssl.SSLError:
            return Outcome.TLS_HANDSHAKE
        except ConnectionError:
            return Outcome.RESET
        except (OSError, ValueError):
            return Outcome.OUR_FAULT
        peer = writer.get_extra_info("peername")
        if not self._policy.permits(str(peer[0]), int(peer[1])):
            writer.transport.abort()
            return Outcome.BLOCKED_ADDRESS
        return Dialled(reader, writer, f"{peer[0]}:{peer[1]}")


def _any_tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
