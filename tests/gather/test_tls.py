"""TLS faults are named and the page is judged all the same (H32, T-F8)."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from govgauge.gather.wire import Wire
from govgauge.model.campaign import Budget, Opening, Plan
from govgauge.model.exchange import Exchange, Purpose
from govgauge.model.outcome import Outcome

from .conftest import RawServer, page

HOST = "www.model.gov.cn"


class Hello(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def faulty(tmp_path: Path) -> Iterator[str]:
    """A TLS server with a certificate no one trusts; gives its pin."""
    if shutil.which("openssl") is None:
        pytest.skip("needs the openssl command to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30"),
            *("-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hello)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()


def fetch(pin: str) -> Exchange:
    budget = Budget(connect_ms=2000, tls_ms=2000, header_ms=2000, total_ms=5000)

    async def once() -> Exchange:
        wire = Wire(Plan(budget=budget, opening=Opening(resolve=((HOST, pin),))))
        try:
            return await wire.fetch(f"https://{HOST}/", Purpose.PAGE)
        finally:
            await wire.close()

    return asyncio.run(once())


def test_an_untrusted_certificate_is_named_and_the_page_is_still_read(
    faulty: str,
) -> None:
    exchange = fetch(faulty)
    assert (exchange.outcome, exchange.body) == (Outcome.OK, b"hello")
    assert exchange.tls is not None
    assert not exchange.tls.verified
    assert exchange.tls.verify_error == "tls_self_signed"
    assert HOST in exchange.tls.subject
    assert exchange.tls.not_after


def test_a_server_that_speaks_no_tls_is_not_called_unreachable(server: RawServer) -> None:
    server.answers["/"] = page(b"plain")
    exchange = fetch(server.pin)
    assert exchange.outcome in (Outcome.TLS_HANDSHAKE, Outcome.TLS_OLD, Outcome.TLS_TIMEOUT)
    assert exchange.status is None
