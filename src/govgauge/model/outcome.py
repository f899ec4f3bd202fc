"""What became of one exchange with a server: a closed list.

The codes are public: they stand in evidence, coverage tables and findings.
"""

from enum import StrEnum


class Outcome(StrEnum):
    """Closed list of 52 outcome codes of one exchange."""

    OK = "ok"
    OK_PARTIAL = "ok_partial"
    TRUNCATED = "truncated"
    HTTP_MALFORMED = "http_malformed"
    HEADER_LIMIT = "header_limit"
    BODY_LIMIT = "body_limit"
    DECODE_LIMIT = "decode_limit"
    DECODE_ERROR = "decode_error"
    TIMEOUT_CONNECT = "timeout_connect"
    TIMEOUT_HEADER = "timeout_header"
    TIMEOUT_IDLE = "timeout_idle"
    TIMEOUT_TOTAL = "timeout_total"
    RESET = "reset"
    REFUSED = "refused"
    DNS_NXDOMAIN = "dns_nxdomain"
    DNS_SERVFAIL = "dns_servfail"
    DNS_REFUSED = "dns_refused"
    DNS_NODATA = "dns_nodata"
    DNS_LOOP = "dns_loop"
    DNS_TIMEOUT = "dns_timeout"
    DNS_HIJACK = "dns_hijack"
    BLOCKED_ADDRESS = "blocked_address"
    TLS_EXPIRED = "tls_expired"
    TLS_NOT_YET = "tls_not_yet"
    TLS_NAME = "tls_name"
    TLS_SELF_SIGNED = "tls_self_signed"
    TLS_UNTRUSTED = "tls_untrusted"
    TLS_INCOMPLETE = "tls_incomplete"
    TLS_OLD = "tls_old"
    TLS_HANDSHAKE = "tls_handshake"
    TLS_TIMEOUT = "tls_timeout"
    TLS_SNI = "tls_sni"
    TLS_CLIENT_CERT = "tls_client_cert"
    TLS_GM_ONLY = "tls_gm_only"
    REDIRECT_LIMIT = "redirect_limit"
    REDIRECT_SCHEME = "redirect_scheme"
    REDIRECT_COOKIE = "redirect_cookie"
    MOVED = "moved"
    PARKED_SUSPECTED = "parked_suspected"
    ROBOTS_DENIED = "robots_denied"
    ROBOTS_UNREACHABLE = "robots_unreachable"
    RATE_LIMITED = "rate_limited"
    CHALLENGED = "challenged"
    GEO_SUSPECTED = "geo_suspected"
    SOFT_404 = "soft_404"
    TRAP_LIMIT = "trap_limit"
    PARSE_LIMIT = "parse_limit"
    ATTACHMENT_LIMIT = "attachment_limit"
    ATTACHMENT_UNREADABLE = "attachment_unreadable"
    BROWSER_TIMEOUT = "browser_timeout"
    BROWSER_CRASH = "browser_crash"
    OUR_FAULT = "our_fault"

    @property
    def delivered(self) -> bool:
        """True when a complete response arrived, whatever its status."""
        return self is Outcome.OK

    @property
    def transient(self) -> bool:
        """True when another attempt may well end otherwise."""
        return self in _TRANSIENT


_TRANSIENT = frozenset(
    {
        Outcome.TRUNCATED,
        Outcome.TIMEOUT_CONNECT,
        Outcome.TIMEOUT_HEADER,
        Outcome.TIMEOUT_IDLE,
        Outcome.TIMEOUT_TOTAL,
        Outcome.RESET,
        Outcome.REFUSED,
        Outcome.DNS_SERVFAIL,
        Outcome.DNS_TIMEOUT,
        Outcome.TLS_TIMEOUT,
    }
)
