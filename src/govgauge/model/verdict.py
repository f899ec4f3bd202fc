"""Verdicts, severities and the closed list of reasons why something could not be judged."""

from enum import StrEnum

from govgauge.model.outcome import Outcome


class Verdict(StrEnum):
    """The five answers a detector or a person can give."""

    MET = "met"
    UNMET = "unmet"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"
    NEEDS_PERSON = "needs_person"


OPEN = (Verdict.UNDETERMINED, Verdict.NEEDS_PERSON)
"""The verdicts that settle nothing."""


class Severity(StrEnum):
    """How grave one instance is, for ordering and colour; points come from the system."""

    GRAVE = "grave"
    FAULT = "fault"
    NOTE = "note"


class Reason(StrEnum):
    """Why a question is open: every outcome but ``ok``, and the reasons of our own side."""

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
    # Reasons of our own side, without an exchange.
    ACCESS_DENIED = "access_denied"
    SERVER_ERROR = "server_error"
    PAGE_BUDGET = "page_budget"
    DAILY_CAP = "daily_cap"
    OUTSIDE_BUDGET = "outside_budget"
    NOT_GATHERED = "not_gathered"
    NOT_CHECKED = "not_checked"
    NO_SAMPLE = "no_sample"
    NEEDS_BROWSER = "needs_browser"
    PERIOD_NOT_COVERED = "period_not_covered"
    CAMPAIGN_NEEDED = "campaign_needed"
    AMBIGUOUS = "ambiguous"
    NO_DETECTOR = "no_detector"
    QUESTION_OPEN = "question_open"
    FIGURE_MISSING = "figure_missing"
    RULE_UNKNOWN = "rule_unknown"

    @classmethod
    def of(cls, outcome: Outcome, status: int | None = None) -> "Reason":
        """The reason why an exchange shows nothing to judge.

        A delivered response is a reason only through its status: 401, 403, 405, 407, 412, 429
        and 451 deny access, 5xx is a server error; anything else is ``ambiguous``.
        """
        if outcome is not Outcome.OK:
            return cls(outcome.value)
        if status is not None and status >= 500:
            return cls.SERVER_ERROR
        if status == 429:
            return cls.RATE_LIMITED
        if status in (401, 403, 405, 407, 412, 451):
            return cls.ACCESS_DENIED
        return cls.AMBIGUOUS
