"""A real RFC 3161 authority on loopback: ``openssl ts`` behind a small web server."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

_CONFIG = """
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/ca.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True)
class LocalAuthority:
    """Where it answers, and the root certificate that vouches for it."""

    url: str
    root: Path


def openssl(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["openssl", *words], capture_output=True, cwd=cwd, check=False)


def make_authority(folder: Path, name: str = "Test TSA") -> None:
    """Keys and certificates of a root and of a stamping authority below it."""
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl for a local time-stamp authority")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder))
    (folder / "serial").write_text("01\n")
    (folder / "ext").write_text(
        "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n"
        "basicConstraints=critical,CA:false\nsubjectKeyIdentifier=hash\n"
        "authorityKeyIdentifier=keyid\n"
    )
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    for words in (
        ["req", "-x509", *curve, "-keyout", "ca.key", "-out", "ca.pem", "-subj", f"/CN={name} root",
         "-days", "3650", "-addext", "keyUsage=critical,keyCertSign"],
        ["req", *curve, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", f"/CN={name}"],
        ["x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
         "-days", "3650", "-extfile", "ext", "-out", "tsa.pem"],
    ):  # fmt: skip
        done = openssl(*words, cwd=folder)
        assert done.returncode == 0, done.stderr.decode()


@contextmanager
def time_stamp_authority(folder: Path) -> Iterator[LocalAuthority]:
    """Serve an authority until the block ends."""
    if not (folder / "ca.pem").exists():
        make_authority(folder)
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            with lock:
                (folder / "query.tsq").write_bytes(query)
                done = openssl(
                    "ts", "-reply", "-config", "tsa.cnf", "-section", "one",
                    "-queryfile", "query.tsq", "-out", "reply.tsr", cwd=folder,
                )  # fmt: skip
                token = (folder / "reply.tsr").read_bytes() if done.returncode == 0 else b""
            self.send_response(200 if token else 500)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(token)))
            self.end_headers()
            self.wfile.write(token)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield LocalAuthority(f"http://127.0.0.1:{server.server_port}/", folder / "ca.pem")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
