"""Serves a written report on loopback, so that a browser can walk through it."""

import functools
import http.server
from pathlib import Path

from govgauge.model.failure import BadInput
from govgauge.model.text import Text


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal belongs to the user."""


def report_server(folder: Path, port: int) -> http.server.ThreadingHTTPServer:
    """A server of one folder on 127.0.0.1; ``BadInput`` when the port is taken."""
    handler = functools.partial(_Quiet, directory=str(folder))
    try:
        return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise port_taken(port) from error


def port_taken(port: int) -> BadInput:
    """The failure of a server whose port another program has."""
    return BadInput(
        "port-taken",
        Text(f"端口 {port} 已被占用", f"port {port} is taken"),
        Text("用 --port 换一个端口", "name another port with --port"),
    )
