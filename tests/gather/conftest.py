"""A raw server on loopback that answers each path with exactly the bytes a test gives it."""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

Answer = bytes | Callable[[socket.socket], None]


class RawServer:
    """One thread per connection; keep-alive unless an answer closes."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: Counter[str] = Counter()
        self.requests: list[bytes] = []
        self.connections = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def pin(self) -> str:
        return f"127.0.0.1:{self.port}"

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        pending = b""
        with connection:
            while True:
                while b"\r\n\r\n" not in pending:
                    try:
                        data = connection.recv(65536)
                    except OSError:
                        return
                    if not data:
                        return
                    pending += data
                request, _, pending = pending.partition(b"\r\n\r\n")
                self.requests.append(request)
                path = request.split(b" ")[1].decode("latin-1")
                self.asked[path] += 1
                answer = self.answers.get(path, page(b"", status=b"404 Not Found"))
                try:
                    if callable(answer):
                        answer(connection)
                        return
                    connection.sendall(answer)
                except OSError:
                    return


def page(
    body: bytes, *fields: bytes, status: bytes = b"200 OK", kind: bytes = b"text/html"
) -> bytes:
    """A whole well-formed answer."""
    head = [b"HTTP/1.1 " + status, b"Content-Type: " + kind, b"Content-Length: %d" % len(body)]
    return b"\r\n".join([*head, *fields, b"", body])


def drip(head: bytes, piece: bytes, every_s: float, times: int) -> Callable[[socket.socket], None]:
    """An answer that sends a head and then one piece again and again."""

    def send(connection: socket.socket) -> None:
        connection.sendall(head)
        for _ in range(times):
            time.sleep(every_s)
            connection.sendall(piece)

    return send


@pytest.fixture
def server() -> Iterator[RawServer]:
    raw = RawServer()
    yield raw
    raw.close()
