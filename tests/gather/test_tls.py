"""TLS faults are named and the page is judged all the same (H32, T-F8)."""

from __future__ import annotations

import asyncio
import shutil
import socket
import ssl
import subprocess
import threading
import warnings
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

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


@pytest.fixture
def of_yesterday(tmp_path: Path) -> Iterator[str]:
    """A server that speaks TLS 1.0 alone; gives its pin."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(context)
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hello)
    server.handle_error = lambda *args: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()


def test_h33_a_protocol_of_yesterday_is_named_and_the_page_is_still_read(
    of_yesterday: str,
) -> None:
    exchange = fetch(of_yesterday)
    assert (exchange.outcome, exchange.body) == (Outcome.OK, b"hello")
    assert exchange.tls is not None
    assert (exchange.tls.verified, exchange.tls.verify_error) == (False, "tls_old")


def test_h34_a_handshake_that_stalls_ends_at_its_own_limit_and_names_the_peer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        pin = f"127.0.0.1:{mute.getsockname()[1]}"
        budget = Budget(connect_ms=60_000, tls_ms=300, header_ms=60_000, total_ms=120_000)

        async def once() -> Exchange:
            wire = Wire(Plan(budget=budget, opening=Opening(resolve=((HOST, pin),))))
            try:
                return await wire.fetch(f"https://{HOST}/", Purpose.PAGE)
            finally:
                await wire.close()

        exchange = asyncio.run(asyncio.wait_for(once(), 30))
    assert (exchange.outcome, exchange.peer) == (Outcome.TLS_TIMEOUT, pin)
