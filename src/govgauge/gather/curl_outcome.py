"""From libcurl's result of one transfer to our closed list of outcomes."""

import errno

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
_OLD_TLS = (
    "unsupported protocol",
    "wrong version",
    "version too low",
    "dh key too small",
    "legacy",
)


def outcome_of_error(code: int, message: str, os_errno: int, verify_result: int) -> Outcome:
    """The outcome of a transfer that libcurl ended with an error.

    Name lookup (``E_COULDNT_RESOLVE_HOST``) and timeouts are told apart by the caller, who
    knows how far the transfer came.
    """
    if code in _PLAIN:
        return _PLAIN[code]
    if code == pycurl.E_COULDNT_CONNECT:
        return Outcome.REFUSED if os_errno == errno.ECONNREFUSED else Outcome.TIMEOUT_CONNECT
    if code == pycurl.E_PEER_FAILED_VERIFICATION:
        return _outcome_of_certificate(message, verify_result)
    if code == pycurl.E_SSL_CONNECT_ERROR:
        return _outcome_of_handshake(message)
    if code == pycurl.E_RECV_ERROR:
        broken = any(word in message.lower() for word in ("chunk", "malformed", "encoding"))
        return Outcome.HTTP_MALFORMED if broken else Outcome.RESET
    return Outcome.HTTP_MALFORMED


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
