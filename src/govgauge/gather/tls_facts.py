"""What a TLS handshake showed, and both facts kept when a certificate does not verify."""

from pathlib import Path
from typing import Any

import attrs
import pycurl

from govgauge.model.exchange import Exchange, Tls
from govgauge.model.outcome import Outcome

_CA_FILES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt")
# What a second, more tolerant handshake may get past, so that the content can be judged.
_FAULTS = frozenset(
    {
        Outcome.TLS_EXPIRED,
        Outcome.TLS_NOT_YET,
        Outcome.TLS_NAME,
        Outcome.TLS_SELF_SIGNED,
        Outcome.TLS_UNTRUSTED,
        Outcome.TLS_INCOMPLETE,
        Outcome.TLS_OLD,
    }
)

_CIPHERS = "DEFAULT"
_ANY_CIPHERS = "ALL:@SECLEVEL=0"


def read_tls(curl: Any, outcome: Outcome, verified: bool) -> Tls:
    """Subject, issuer and validity of the server's own certificate, as libcurl reports them."""
    fault = outcome.value if outcome in _FAULTS else ""
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


def choose_tls(curl: Any, verify: bool) -> None:
    """Set how strict a handshake is: as browsers are, or as tolerant as the library can be.

    Nothing secret is ever sent, and what came without verification is marked so.
    """
    curl.setopt(pycurl.SSL_VERIFYPEER, int(verify))
    curl.setopt(pycurl.SSL_VERIFYHOST, 2 if verify else 0)
    oldest = pycurl.SSLVERSION_TLSv1_2 if verify else pycurl.SSLVERSION_TLSv1_0
    curl.setopt(pycurl.SSLVERSION, oldest)
    curl.setopt(pycurl.SSL_CIPHER_LIST, _CIPHERS if verify else _ANY_CIPHERS)


def deserves_tolerance(exchange: Exchange) -> bool:
    """True when a more tolerant handshake may bring the page all the same."""
    named = exchange.tls is not None and exchange.tls.verify_error != ""
    return named or exchange.outcome is Outcome.TLS_HANDSHAKE


def merge_tls(verified: Exchange, unverified: Exchange) -> Exchange:
    """The unverified exchange carrying the reason why the verified one failed.

    When the second fetch delivers nothing either, the first failure stands.
    """
    if not unverified.outcome.delivered or unverified.tls is None or verified.tls is None:
        return verified
    # A server that refuses us without a word, and then takes what is out of use, is an old one.
    fault = verified.tls.verify_error or Outcome.TLS_OLD.value
    tls = attrs.evolve(unverified.tls, verified=False, verify_error=fault)
    return attrs.evolve(unverified, tls=tls)


def ca_file() -> str:
    """The system's list of trusted roots; libcurl's wheel carries none."""
    return next((f for f in _CA_FILES if Path(f).exists()), "")
