"""A server of exact bytes: one answer a path, connections kept alive."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nno"


def html(body: str) -> bytes:
    """A whole answer that is an HTML page."""
    data = f"<html><head><title>标题</title></head><body>{body}</body></html>".encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(data)}\r\n\r\n"
    return head.encode() + data


@contextmanager
def raw_server(answers: Mapping[str, bytes]) -> Iterator[tuple[str, list[str]]]:
    """Serve until the block ends; gives ``ADDRESS:PORT`` and the paths asked for so far."""
    asked: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            while request := self.rfile.readline():
                path = request.split(b" ")[1].decode()
                while self.rfile.readline() not in (b"\r\n", b"\n", b""):
                    pass
                asked.append(path)
                self.wfile.write(answers.get(path, NOT_FOUND))

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}", asked
        finally:
            server.shutdown()
