"""From libcurl's result of one transfer to our closed list of outcomes."""

import errno
from typing import Any

import pycurl

from govgauge.model.outcome import Outcome

# Codes of libcurl that pycurl does not name.
_E_WEIRD_SERVER_REPLY = 8
_E_TOO_LARGE = 100

_PLAIN = {
    pycurl.E_UNSUPPORTED_PROTOCOL: Outcome.HTTP_MALFORMED,
    pycurl.E_URL_MALFORMAT: Outcome.OUR_FAULT,
    _E_WEIRD_SERVER_REPLY: Outcome.HTTP_MALFORMED,
    pycurl.E_HTTP2: Outcome.HTTP_MALFORMED,
    pycurl.E_PARTIAL_FILE: Outcome.TRUNCATED,
    pycurl.E_GOT_NOTHING: Outcome.RESET,
    pycurl.E_SEND_ERROR: Outcome.RESET,
    _E_TOO_LARGE: Outcome.HEADER_LIMIT,
    pycurl.E_OUT_OF_MEMORY: Outcome.OUR_FAULT,
}
_X509 = {
    9: Outcome.TLS_NOT_YET,
    10: Outcome.TLS_EXPIRED,
    18: Outcome.TLS_SELF_SIGNED,
    19: Outcome.TLS_UNTRUSTED,
    20: Outcome.TLS_INCOMPLETE,
    21: Outcome.TLS_INCOMPLETE,
    62: Outcome.TLS_NAME,
}
# What is too old for us, by our side's word or by the server's alert.
_OLD_TLS = (
    "unsupported protocol",
    "wrong ssl version",
    "version too low",
    "alert protocol version",
    "no protocols available",
    "key too small",
    "too weak",
    "legacy",
    "alert insufficient security",
)


def outcome_of_error(code: int, message: str, os_errno: int, verify_result: int) -> Outcome:
    """The outcome of a transfer that libcurl ended with an error.

    Name lookup (``E_COULDNT_RESOLVE_HOST``) and timeouts are told apart by the caller, who
    knows how far the transfer came.
    """
    if code in _PLAIN:
        return _PLAIN[code]
    if code == pycurl.E_COULDNT_CONNECT:
        return _outcome_of_connecting(message, os_errno)
    if code == pycurl.E_PEER_FAILED_VERIFICATION:
        return _outcome_of_certificate(message, verify_result)
    if code == pycurl.E_SSL_CONNECT_ERROR:
        return _outcome_of_handshake(message)
    if code == pycurl.E_RECV_ERROR:
        if "certificate required" in message.lower():
            return Outcome.TLS_CLIENT_CERT  # TLS 1.3 says so only after the handshake.
        broken = any(word in message.lower() for word in ("chunk", "malformed", "encoding"))
        return Outcome.HTTP_MALFORMED if broken else Outcome.RESET
    return Outcome.HTTP_MALFORMED


def outcome_of_timeout(curl: Any, secure: bool) -> Outcome:
    """Which limit of libcurl a transfer ran into, by how far it came."""
    if curl.getinfo(pycurl.NAMELOOKUP_TIME) == 0:
        return Outcome.DNS_TIMEOUT
    if curl.getinfo(pycurl.CONNECT_TIME) == 0:
        return Outcome.TIMEOUT_CONNECT
    if secure and curl.getinfo(pycurl.APPCONNECT_TIME) == 0:
        return Outcome.TLS_TIMEOUT
    return Outcome.TIMEOUT_TOTAL


def _outcome_of_connecting(message: str, os_errno: int) -> Outcome:
    """Only the server's own silence or refusal is laid at its door.

    No route, no free port, no free descriptor and no permission are ours.  So is "no route to
    host": from one place it looks the same whether our gateway or the server's has failed.
    """
    if os_errno == errno.ECONNREFUSED:
        return Outcome.REFUSED
    if os_errno == errno.ECONNRESET:
        return Outcome.RESET
    text = message.lower()
    silent = os_errno == 0 and ("timed out" in text or "timeout" in text)
    return Outcome.TIMEOUT_CONNECT if silent or os_errno == errno.ETIMEDOUT else Outcome.OUR_FAULT


def _outcome_of_certificate(message: str, verify_result: int) -> Outcome:
    if "subject name" in message or "does not match" in message:
        return Outcome.TLS_NAME
    return _X509.get(verify_result, Outcome.TLS_UNTRUSTED)


def _outcome_of_handshake(message: str) -> Outcome:
    text = message.lower()
    if any(word in text for word in _OLD_TLS):
        return Outcome.TLS_OLD
    if "certificate required" in text or ("handshake failure" in text and "certificate" in text):
        return Outcome.TLS_CLIENT_CERT
    if "unrecognized name" in text:
        return Outcome.TLS_SNI
    return Outcome.TLS_HANDSHAKE
