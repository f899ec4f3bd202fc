"""A server of exact bytes: answers by path or by host and path, connections kept alive."""

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


Answers = bytes | list[bytes]
"""One answer for ever, or one after the other and the last for ever; an empty one hangs up."""


@contextmanager
def raw_server(answers: Mapping[str, Answers]) -> Iterator[tuple[str, list[str]]]:
    """Serve until the block ends; gives ``ADDRESS:PORT`` and the paths asked for so far."""
    asked: list[str] = []
    lock = threading.Lock()

    def answer_to(host: str, path: str) -> bytes:
        key = host + path if host + path in answers else path
        known = answers.get(key, NOT_FOUND)
        if isinstance(known, bytes):
            return known
        with lock:
            return known.pop(0) if len(known) > 1 else known[0]

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            while request := self.rfile.readline():
                path = request.split(b" ")[1].decode()
                host = ""
                while (line := self.rfile.readline()) not in (b"\r\n", b"\n", b""):
                    if line.lower().startswith(b"host:"):
                        host = line[5:].strip().decode()
                asked.append(path)
                answer = answer_to(host, path)
                if not answer:
                    return
                self.wfile.write(answer)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}", asked
        finally:
            server.shutdown()
