"""A kept connection is looked at before it is used again, whatever became of it meanwhile."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from govgauge.gather.address import AddressPolicy
from govgauge.gather.sockets import Sockets
from govgauge.gather.transfer import Place

Pair = tuple[socket.socket, socket.socket, Place]


@pytest.fixture
def pair() -> Iterator[Pair]:
    """A kept connection, the server's end of it, and the place it is known by."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        ours = socket.create_connection(listening.getsockname())
        theirs, _ = listening.accept()
        (server, port), (own, own_port) = ours.getpeername(), ours.getsockname()
        with ours, theirs:
            yield ours, theirs, (server, own, port, own_port)


def test_a_quiet_connection_is_clean(pair: Pair) -> None:
    ours, _, place = pair
    sockets = Sockets(AddressPolicy())
    assert sockets.waiting(place) is None
    sockets.keep(place, ours.fileno())
    assert sockets.waiting(place) is None


def test_what_waits_is_seen_and_left_where_it_is(pair: Pair) -> None:
    ours, theirs, place = pair
    sockets = Sockets(AddressPolicy())
    sockets.keep(place, ours.fileno())
    theirs.sendall(b"HTTP/1.1 200 OK")
    ours.settimeout(5)
    assert ours.recv(1, socket.MSG_PEEK) == b"H"
    assert sockets.waiting(place) == b"H"
    assert ours.recv(15) == b"HTTP/1.1 200 OK"


def test_a_connection_closed_meanwhile_is_not_used(pair: Pair) -> None:
    ours, _, place = pair
    sockets = Sockets(AddressPolicy())
    sockets.keep(place, ours.fileno())
    ours.close()
    assert sockets.waiting(place) == b""
