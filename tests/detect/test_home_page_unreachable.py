"""home_page_unreachable: met, unmet, near-misses, and what was not seen."""

from __future__ import annotations

from typing import Any

import pytest

from govgauge.model.outcome import Outcome

from .conftest import AS_OF, cases, judged


@pytest.mark.parametrize("case", cases("home_page_unreachable"), ids=lambda case: case["name"])
def test_home_page_unreachable(case: dict[str, Any]) -> None:
    detection = judged("home_page_unreachable", case["facts"])
    assert detection.verdict == case["verdict"]
    assert all(i.verdict == case["verdict"] for i in detection.instances)
    if "value" in case:
        assert detection.value == case["value"]
    if "reason" in case:
        assert detection.reason == case["reason"]


FAILED = {
    Outcome.RESET, Outcome.REFUSED, Outcome.TIMEOUT_CONNECT, Outcome.TIMEOUT_HEADER,
    Outcome.TIMEOUT_IDLE, Outcome.TIMEOUT_TOTAL, Outcome.TLS_TIMEOUT, Outcome.DNS_NXDOMAIN,
    Outcome.DNS_NODATA,
}  # fmt: skip
SAYS_NOTHING = {
    # Half received, or cut by a limit of ours (rule 1, T-F6).
    Outcome.OK_PARTIAL, Outcome.TRUNCATED, Outcome.HTTP_MALFORMED, Outcome.HEADER_LIMIT,
    Outcome.BODY_LIMIT, Outcome.DECODE_LIMIT, Outcome.DECODE_ERROR, Outcome.PARSE_LIMIT,
    Outcome.ATTACHMENT_LIMIT, Outcome.ATTACHMENT_UNREADABLE, Outcome.TRAP_LIMIT,
    # Our resolver, our network, our machine (T-F5, T-F10).
    Outcome.DNS_SERVFAIL, Outcome.DNS_REFUSED, Outcome.DNS_LOOP, Outcome.DNS_TIMEOUT,
    Outcome.DNS_HIJACK, Outcome.BLOCKED_ADDRESS, Outcome.OUR_FAULT, Outcome.BROWSER_TIMEOUT,
    Outcome.BROWSER_CRASH,
    # A certificate or an old protocol: the content is judged from a second fetch (T-F8).
    Outcome.TLS_EXPIRED, Outcome.TLS_NOT_YET, Outcome.TLS_NAME, Outcome.TLS_SELF_SIGNED,
    Outcome.TLS_UNTRUSTED, Outcome.TLS_INCOMPLETE, Outcome.TLS_OLD, Outcome.TLS_HANDSHAKE,
    Outcome.TLS_SNI, Outcome.TLS_CLIENT_CERT, Outcome.TLS_GM_ONLY,
    # Somewhere else, or a loop that a cookie may end (T-G1 to T-G4).
    Outcome.REDIRECT_LIMIT, Outcome.REDIRECT_SCHEME, Outcome.REDIRECT_COOKIE, Outcome.MOVED,
    Outcome.PARKED_SUSPECTED, Outcome.SOFT_404,
    # Meant for us (T-F1, T-F4, T-F11, T-F12).
    Outcome.ROBOTS_DENIED, Outcome.ROBOTS_UNREACHABLE, Outcome.RATE_LIMITED, Outcome.CHALLENGED,
    Outcome.GEO_SUSPECTED,
}  # fmt: skip


def test_the_closed_list_of_outcomes_is_known_one_by_one() -> None:
    assert FAILED | SAYS_NOTHING | {Outcome.OK} == set(Outcome)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_what_each_outcome_says_of_a_visit(outcome: Outcome) -> None:
    share = 1.0 if outcome in FAILED else 0.0 if outcome is Outcome.OK else None
    assert _share_failed(outcome=outcome, status=200) == share


@pytest.mark.parametrize(
    ("status", "share"),
    [(200, 0.0), (204, 0.0), (206, 0.0), (404, 1.0), (410, 1.0), (500, 1.0), (502, 1.0), (503, 1.0)]
    # Refusals, challenges, rate limits, and redirects that led nowhere (T-F1, T-F2, T-F12, T-G2).
    + [(s, None) for s in (202, 302, 400, 401, 403, 405, 406, 407, 412, 429, 451, 521)],
)
def test_what_each_status_says_of_a_visit(status: int, share: float | None) -> None:
    assert _share_failed(status=status) == share


def _share_failed(**visit: Any) -> float | None:
    at = AS_OF.timestamp() - 3600
    facts = {"visits": [{"started_at": at, "outcome": "ok", "elapsed_ms": 400.0, **visit}]}
    return judged("home_page_unreachable", facts).value
