"""What a TLS handshake showed, and both facts kept when a certificate does not verify."""

from pathlib import Path
from typing import Any

import attrs
import pycurl

from govgauge.model.exchange import Exchange, Tls
from govgauge.model.outcome import Outcome

_CA_FILES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt")
_CERTIFICATE_FAULTS = frozenset(
    {
        Outcome.TLS_EXPIRED,
        Outcome.TLS_NOT_YET,
        Outcome.TLS_NAME,
        Outcome.TLS_SELF_SIGNED,
        Outcome.TLS_UNTRUSTED,
        Outcome.TLS_INCOMPLETE,
    }
)


def read_tls(curl: Any, outcome: Outcome, verified: bool) -> Tls:
    """Subject, issuer and validity of the server's own certificate, as libcurl reports them."""
    fault = outcome.value if outcome in _CERTIFICATE_FAULTS else ""
    chain = curl.getinfo(pycurl.INFO_CERTINFO) or []
    facts = {str(k): str(v) for k, v in chain[0]} if chain else {}
    return Tls(
        verified=verified and not fault,
        verify_error=fault,
        subject=facts.get("Subject", ""),
        issuer=facts.get("Issuer", ""),
        not_before=facts.get("Start date", ""),
        not_after=facts.get("Expire date", ""),
    )


def merge_tls(verified: Exchange, unverified: Exchange) -> Exchange:
    """The unverified exchange carrying the reason why the verified one failed.

    When the second fetch delivers nothing either, the first failure stands.
    """
    if not unverified.outcome.delivered or unverified.tls is None or verified.tls is None:
        return verified
    tls = attrs.evolve(unverified.tls, verified=False, verify_error=verified.tls.verify_error)
    return attrs.evolve(unverified, tls=tls)


def ca_file() -> str:
    """The system's list of trusted roots; libcurl's wheel carries none."""
    return next((f for f in _CA_FILES if Path(f).exists()), "")
