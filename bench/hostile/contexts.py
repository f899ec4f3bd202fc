"""TLS contexts for rows: certificates with one fault each, and protocols of yesterday."""

from __future__ import annotations

import datetime
import ssl
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = datetime.timedelta(days=1)
NOW = datetime.datetime.now(datetime.UTC)
_SMALL_DH = b"""-----BEGIN DH PARAMETERS-----
MIGHAoGBAM1zsP2/T1i2ofixhBbviVJnOi63p0HTrTLXAcly79GciYbpeQrNjiGT
jSI+B2dQ7feTKoEmCwgkVUcxAbCPPDFbl9xmUO8iO7Nf/uxCUh1rR0OStkN1trPe
sSJrb/dWEbLEfPe3KVzNn99zx5NShKb+C7oOZzlBNLtjnkqH1B8/AgEC
-----END DH PARAMETERS-----
"""


class _Speaking(ssl.SSLContext):
    """Sends the alert of a handshake that fails, as real servers do; asyncio drops it."""

    def wrap_bio(self, *args: Any, **kwargs: Any) -> Any:
        return _Handshake(super().wrap_bio(*args, **kwargs))


class _Handshake:
    """An SSL object whose failed handshake ends like a connection that was closed in order."""

    def __init__(self, real: Any) -> None:
        self._real = real
        self._failed = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def do_handshake(self) -> None:
        try:
            self._real.do_handshake()
        except ssl.SSLWantReadError:
            raise
        except ssl.SSLError:
            self._failed = True

    def getpeercert(self, *args: Any) -> Any:
        return {} if self._failed else self._real.getpeercert(*args)

    def read(self, *args: Any) -> Any:
        return b"" if self._failed else self._real.read(*args)

    def unwrap(self) -> None:
        if not self._failed:
            self._real.unwrap()


def _context() -> ssl.SSLContext:
    return _Speaking(ssl.PROTOCOL_TLS_SERVER)


def issued(**how: Any) -> Callable[[Any, str], ssl.SSLContext]:
    """A certificate by the trusted authority, odd in one respect."""

    def build(authority: Any, host: str) -> ssl.SSLContext:
        context = _context()
        names = how.pop("names", (host,))
        authority.issue_cert(*names, **how).configure_cert(context)
        return context

    return build


def unknown_root(_: Any, host: str) -> ssl.SSLContext:
    """A chain sent whole, its own root with it: nothing is missing, only nobody knows it."""
    root = trustme.CA()
    leaf = root.issue_cert(host)
    return _loaded(
        leaf.private_key_pem.bytes() + leaf.cert_chain_pems[0].bytes() + root.cert_pem.bytes()
    )


def _loaded(pem: bytes) -> ssl.SSLContext:
    context = _context()
    with tempfile.NamedTemporaryFile(suffix=".pem") as file:
        Path(file.name).write_bytes(pem)
        context.load_cert_chain(file.name)
    return context


def without_intermediate(authority: Any, host: str) -> ssl.SSLContext:
    leaf = authority.create_child_ca().issue_cert(host)
    return _loaded(leaf.private_key_pem.bytes() + leaf.cert_chain_pems[0].bytes())


def self_signed(_: Any, host: str) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - DAY)
        .not_valid_after(NOW + 30 * DAY)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    return _loaded(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def wants_client(authority: Any, host: str) -> ssl.SSLContext:
    context = issued()(authority, host)
    context.verify_mode = ssl.CERT_REQUIRED
    authority.configure_trust(context)
    return context


def old(version: ssl.TLSVersion, ciphers: str) -> Callable[[Any, str], ssl.SSLContext]:
    def build(authority: Any, host: str) -> ssl.SSLContext:
        context = issued()(authority, host)
        context.set_ciphers(ciphers)
        context.minimum_version = context.maximum_version = version
        return context

    return build


def small_dh(authority: Any, host: str) -> ssl.SSLContext:
    """TLS 1.2 with Diffie-Hellman of 1,024 bits and nothing else."""
    context = _context()
    authority.issue_cert(host, key_type=trustme.KeyType.RSA).configure_cert(context)
    context.set_ciphers("DHE-RSA-AES128-SHA:@SECLEVEL=0")
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with tempfile.NamedTemporaryFile(suffix=".pem") as file:
        Path(file.name).write_bytes(_SMALL_DH)
        context.load_dh_params(file.name)
    return context
