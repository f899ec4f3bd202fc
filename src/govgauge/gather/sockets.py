"""The sockets of the wire: which may be opened, and whether a kept one is still clean.

A server may send more than its answer.  Bytes that wait on an idle connection would be read as the
beginning of the next answer and be laid at another address's door; libcurl looks for them at most
once a second.  So every kept connection is looked at just before a request goes out on it.
"""

import socket
import struct
from collections.abc import Callable
from typing import Any

import pycurl

from govgauge.gather.address import AddressPolicy
from govgauge.gather.transfer import Place, Transfer
from govgauge.model.outcome import Outcome

_BYTES_RECEIVED_AT = 128
"""Where ``tcpi_bytes_received`` stands in the kernel's ``struct tcp_info``."""


class Sockets:
    """Opens sockets by the address policy and remembers the connections that are kept."""

    def __init__(self, policy: AddressPolicy) -> None:
        self._policy = policy
        self._kept: dict[Place, int] = {}

    def opener(self, transfer: Transfer) -> Callable[..., Any]:
        """libcurl's open-socket callback for one transfer."""
        policy = self._policy

        def open_socket(purpose: int, address: Any) -> Any:
            family, kind, protocol, peer = address
            transfer.opened = True
            if not isinstance(peer, tuple) or not policy.permits(peer[0], peer[1]):
                transfer.ended_by = Outcome.BLOCKED_ADDRESS
                transfer.dialled_peer = f"{peer[0]}:{peer[1]}"
                return pycurl.SOCKET_BAD
            try:
                opened = socket.socket(family, kind, protocol)
                transfer.dialling.append(opened)
                return opened
            except OSError:  # No descriptor left, or a family this machine does not have.
                transfer.ended_by = Outcome.OUR_FAULT
                return pycurl.SOCKET_BAD

        return open_socket

    def keep(self, place: Place, descriptor: int) -> None:
        """Remember the socket of a connection that libcurl keeps for further requests."""
        self._kept[place] = descriptor

    def waiting(self, place: Place) -> bytes | None:
        """What waits on a kept connection no answer is expected on: a byte, or its end (empty).

        ``None`` for a clean connection.
        """
        descriptor = self._kept.get(place)
        if descriptor is None:
            return None
        try:
            kept = socket.socket(fileno=descriptor)
        except OSError:
            return b""  # It was closed meanwhile: whatever libcurl holds by this name is another.
        try:
            if kept.getpeername()[1] != place[2]:
                return None  # The number belongs to another connection by now.
            return kept.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return None
        except OSError:
            return b""
        finally:
            kept.detach()


def received_bytes(descriptor: int) -> int:
    """Bytes the kernel has received on a TCP connection, framing included; 0 where unknown."""
    if descriptor < 0:
        return 0
    try:
        connection = socket.socket(fileno=descriptor)
    except OSError:
        return 0
    try:
        info = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 256)
    except OSError:
        return 0
    finally:
        connection.detach()
    if len(info) < _BYTES_RECEIVED_AT + 8:
        return 0
    (received,) = struct.unpack_from("Q", info, _BYTES_RECEIVED_AT)
    return int(received)
